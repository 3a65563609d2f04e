"""연습 3.7(버틸 수 있는 가장 큰 학습률)의 알려진 오답."""

WRONG = {
    "3.7": {
        "가장 작아지는 학습률": """
def largest_stable_rate(final_loss):
    rates = np.linspace(0, 10, 2001)
    return min(rates, key=final_loss)
""",
        "끝을 돌려줍니다": """
def largest_stable_rate(final_loss):
    return max(rate for rate in np.linspace(0, 10, 2001) if np.isfinite(final_loss(rate)))
""",
        "한 번도 부르지": "def largest_stable_rate(final_loss):\n    return 2.0\n",
        "가장 작은 것": """
def largest_stable_rate(final_loss):
    return min(rate for rate in np.linspace(0, 10, 2001) if final_loss(rate) <= final_loss(0.0))
""",
        "1까지만 살펴보았습니다": """
def largest_stable_rate(final_loss):
    return max(rate for rate in np.linspace(0, 1, 2001) if final_loss(rate) <= final_loss(0.0))
""",
        "두 번 나누었습니다": """
def largest_stable_rate(final_loss):
    return max(rate for rate in np.linspace(0, 10, 2001) if final_loss(rate) <= final_loss(0.0)) / 4
""",
    },
}
