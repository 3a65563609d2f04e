"""1장 연습의 채점: 잠재 공간의 두 점 사이(1.5)."""

import numpy as np

from gan_course.exercises.comparing import Comparison
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise


def _on_sphere(a, b, t):
    cosine = np.sum(a * b) / (np.linalg.norm(a) * np.linalg.norm(b))
    angle = np.arccos(np.clip(cosine, -1, 1))
    if np.sin(angle) < 1e-6:
        return a + t * (b - a)
    return (np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / np.sin(angle)


def _by_steps(number, endpoint, place):
    return lambda a, b, t: np.linspace(a, b, number, endpoint=endpoint)[min(int(place(t, number)), number - 1)]


@exercise("1.5", "잠재 공간의 두 점 사이")
def between() -> Comparison:
    z0, z1 = np.array([0.0, 2.0, -1.0]), np.array([4.0, -2.0, 1.0])
    random = np.random.default_rng(3)
    several = random.normal(0.3, 1.1, (2, 2, 4))

    whole = {
        "출발과 도착이 바뀌었습니다. t = 0이면 출발이어야 합니다.": lambda a, b, t: t * a + (1 - t) * b,
        "출발에 (1 - t)를 곱하지 않았습니다.": lambda a, b, t: a + t * b,
        "도착에 t를 곱하지 않았습니다.": lambda a, b, t: (1 - t) * a + b,
        "언제나 한가운데입니다. t를 쓰지 않았습니다.": lambda a, b, t: (a + b) / 2,
        "두 점의 한가운데에 t를 곱했습니다.": lambda a, b, t: t * (a + b) / 2,
        "두 점의 합에 t를 곱했습니다.": lambda a, b, t: t * (a + b),
        "출발이 빠졌습니다. 움직인 만큼만 돌려주었습니다.": lambda a, b, t: t * (b - a),
        "출발이 빠졌습니다. 그리고 방향이 뒤집혔습니다.": lambda a, b, t: t * (a - b),
        "방향이 뒤집혔습니다.": lambda a, b, t: a + t * (a - b),
        "출발이 아니라 도착에서 시작해 그 너머로 걸었습니다.": lambda a, b, t: b + t * (b - a),
        "출발이 아니라 도착에서부터 걸었습니다(1 - t만큼, 반대쪽으로).": lambda a, b, t: b + (1 - t) * (b - a),
        "출발의 자리에 도착이 들어가 두 끝이 바뀌고, 1 - t가 아니라 1 + t를 곱했습니다.": (
            lambda a, b, t: (1 + t) * b - t * a
        ),
        "괄호를 빠뜨렸습니다. (1 - t) * z0이어야 합니다.": lambda a, b, t: 1 - t * a + t * b,
        "괄호를 빠뜨렸습니다. t * (z1 - z0)이어야 합니다.": lambda a, b, t: a + t * b - a,
        "괄호를 빠뜨렸습니다. 출발에 t를 곱하고 도착에서 출발을 뺐습니다.": lambda a, b, t: a * t + b - a,
        "두 점을 곱했습니다.": lambda a, b, t: (1 - t) * a * t * b,
        "더하지 않고 뺐습니다.": lambda a, b, t: (1 - t) * a - t * b,
        "t를 곱하지 않았습니다. 언제나 도착입니다.": lambda a, b, t: a + (b - a),
        "언제나 출발입니다. t만큼 움직이지 않았습니다.": lambda a, b, t: a,
        "도착까지의 t배가 아니라 도착 쪽으로 길이 t만큼만 갔습니다(방향을 길이 1로 만들었습니다).": (
            lambda a, b, t: a + t * (b - a) / np.linalg.norm(b - a)
        ),
        "직선이 아니라 구면을 따라 걸었습니다(slerp).": _on_sphere,
        "직선이 아니라 구면을 따라 걸었습니다(slerp). 그리고 출발과 도착이 바뀌었습니다.": lambda a, b, t: _on_sphere(
            b, a, t
        ),
        "두 점의 길이를 1로 만들고 구면을 따라 걸었습니다(slerp).": (
            lambda a, b, t: _on_sphere(a / np.linalg.norm(a), b / np.linalg.norm(b), t)
        ),
        "직선이 아니라 로그의 눈금으로 걸었습니다(기하 평균).": lambda a, b, t: a ** (1 - t) * b**t,
        "1 - t와 t가 아니라 √(1 - t)와 √t를 곱했습니다.": lambda a, b, t: np.sqrt(1 - t) * a + np.sqrt(t) * b,
        "1 - t와 t가 아니라 그 제곱을 곱했습니다.": lambda a, b, t: (1 - t) ** 2 * a + t**2 * b,
        "1 - t와 t가 아니라 cos(πt/2)와 sin(πt/2)를 곱했습니다.": (
            lambda a, b, t: np.cos(np.pi * t / 2) * a + np.sin(np.pi * t / 2) * b
        ),
        "가까운 끝을 골랐습니다. 사이의 자리가 없습니다.": lambda a, b, t: a if t < 0.5 else b,
        "t를 곱하지 않고 t로 나누었습니다.": lambda a, b, t: a + (b - a) / t,
        "도착으로 나아간 거리만큼만 돌려주었습니다(수 하나).": lambda a, b, t: t * np.linalg.norm(b - a),
    }
    for number in (5, 10, 11, 20, 50, 100, 101):
        steps = {"t 대신 가까운 눈금에서 멈추었습니다": (True, lambda t, n: round(t * (n - 1)))}
        steps["t 대신 그 앞의 눈금에서 멈추었습니다"] = (True, lambda t, n: t * (n - 1))
        steps["t에 눈금의 수를 곱해 자리가 한 칸 어긋났습니다"] = (True, lambda t, n: t * n)
        steps["t 대신 그 앞의 눈금에서 멈추었고, 눈금이 도착을 빼놓았습니다"] = (False, lambda t, n: t * n)
        for what, (endpoint, place) in steps.items():
            whole[f"길을 {number}개로 나누고 {what}."] = _by_steps(number, endpoint, place)
    weights = {
        "t": lambda t: t,
        "1": lambda t: 1.0,
        "1 + t": lambda t: 1 + t,
        "t - 1": lambda t: t - 1,
        "-t": lambda t: -t,
        "√(1 - t)": lambda t: np.sqrt(1 - t),
        "√t": lambda t: np.sqrt(t),
        "t²": lambda t: t**2,
        "(1 - t)²": lambda t: (1 - t) ** 2,
        "0.5": lambda t: 0.5,
        "1 - t/2": lambda t: 1 - t / 2,
        "t/2": lambda t: t / 2,
        "2t": lambda t: 2 * t,
        "cos(πt/2)": lambda t: np.cos(np.pi * t / 2),
        "sin(πt/2)": lambda t: np.sin(np.pi * t / 2),
    }
    rest = {"1 - t": lambda t: 1 - t, **weights}
    start = {f"출발에 1 - t가 아니라 {name}을(를) 곱했습니다.": value for name, value in weights.items()}
    end = {f"도착에 t가 아니라 {name}을(를) 곱했습니다.": value for name, value in rest.items() if name != "t"}
    eased = {
        "t를 그대로 쓰지 않고 부드럽게 바꾸었습니다(smoothstep).": lambda t: 3 * t**2 - 2 * t**3,
        "t를 그대로 쓰지 않고 코사인으로 바꾸었습니다.": lambda t: (1 - np.cos(np.pi * t)) / 2,
        "t를 그대로 쓰지 않고 제곱했습니다.": lambda t: t**2,
        "t를 그대로 쓰지 않고 제곱근을 씌웠습니다.": lambda t: np.sqrt(t),
        "t를 그대로 쓰지 않고 반으로 줄였습니다.": lambda t: t / 2,
        "t를 그대로 쓰지 않고 반올림했습니다.": lambda t: float(np.round(t)),
        "t를 정수로 바꾸었습니다.": lambda t: float(int(t)),
        "t가 아니라 1 - t만큼 갔습니다. 출발과 도착이 바뀐 것과 같습니다.": lambda t: 1 - t,
    }
    ended = {
        "결과의 길이를 1로 만들었습니다.": lambda z, a: z / np.linalg.norm(z),
        "결과의 길이를 출발의 길이에 맞추었습니다.": lambda z, a: z / np.linalg.norm(z) * np.linalg.norm(a),
        "평균을 내어 수 하나로 만들었습니다.": lambda z, a: z.mean(),
        "더해서 수 하나로 만들었습니다.": lambda z, a: z.sum(),
        "2로 나누었습니다.": lambda z, a: z / 2,
        "반올림했습니다.": lambda z, a: np.rint(z),
    }
    return Comparison(
        cases=[(z0, z1, 0.0), (z0, z1, 0.25), (z0, z1, 1.0), (z1, z0, 0.6), (several[0], several[1], 0.37)],
        reference=lambda a, b, t: (1 - t) * a + t * b,
        mistakes=[
            *by(
                lambda form, t, after: lambda a, b, s: after(form(a, b, t(s)), a),
                form=Choice(lambda a, b, t: (1 - t) * a + t * b, whole),
                t=Choice(lambda t: t, eased),
                after=Choice(lambda z, a: z, ended),
            ),
            *by(
                lambda start, end: lambda a, b, t: start(t) * a + end(t) * b,
                start=Choice(lambda t: 1 - t, start),
                end=Choice(lambda t: t, end),
            ),
        ],
        tolerance=1e-6,
        describe=lambda a, b, t: f"z0 = {np.ravel(a)[:4].round(2)}, z1 = {np.ravel(b)[:4].round(2)}, t = {t}",
    )
