"""4장 연습의 채점: 순환 일관성 손실과 항등 손실(4.1, 4.2)."""

from gan_course._tensorflow import tf
from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise
from gan_course.exercises.stand_ins import Colour, normal


def _mean_absolute(left, right):
    return tf.reduce_mean(tf.abs(left - right))


# 두 이미지의 거리를 재는 법: (오해의 이름, 거리)
_DISTANCES = Choice(
    _mean_absolute,
    [
        ("절댓값이 아니라 제곱의 평균(L2)입니다.", lambda x, y: tf.reduce_mean(tf.square(x - y))),
        ("절댓값이 아니라 제곱의 평균의 제곱근(RMSE)입니다.", lambda x, y: tf.sqrt(tf.reduce_mean(tf.square(x - y)))),
        (
            "평균이 아니라 합입니다. 이미지가 커지면 손실도 커집니다.",
            lambda x, y: tf.reduce_sum(tf.abs(x - y)),
        ),
        (
            "평균을 낸 다음 절댓값을 씌웠습니다. 더 밝은 화소와 더 어두운 화소가 서로 지웁니다.",
            lambda x, y: tf.abs(tf.reduce_mean(x - y)),
        ),
        ("절댓값이 없습니다. 손실이 음수가 될 수 있습니다.", lambda x, y: tf.reduce_mean(x - y)),
        ("절댓값이 없습니다. 손실이 음수가 될 수 있습니다.", lambda x, y: tf.reduce_mean(y - x)),
        (
            "빼기 전에 절댓값을 씌웠습니다. 차이의 절댓값이어야 합니다.",
            lambda x, y: tf.reduce_mean(tf.abs(x) - tf.abs(y)),
        ),
        (
            "빼기 전에 절댓값을 씌웠습니다. 차이의 절댓값이어야 합니다.",
            lambda x, y: tf.reduce_mean(tf.abs(y) - tf.abs(x)),
        ),
        ("두 이미지를 빼지 않고 더했습니다.", lambda x, y: tf.reduce_mean(tf.abs(x + y))),
        ("가장 큰 차이 하나만 보았습니다.", lambda x, y: tf.reduce_max(tf.abs(x - y))),
        (
            "합을 배치의 크기로만 나누었습니다. 화소마다의 평균입니다.",
            lambda x, y: tf.reduce_sum(tf.abs(x - y)) / len(x),
        ),
        (
            "합을 높이와 너비로만 나누었습니다. 배치와 채널까지 평균합니다.",
            lambda x, y: tf.reduce_sum(tf.abs(x - y)) / (x.shape[1] * x.shape[2]),
        ),
        (
            "채널을 더한 다음 평균했습니다. 채널까지 평균합니다.",
            lambda x, y: tf.reduce_mean(tf.reduce_sum(tf.abs(x - y), axis=-1)),
        ),
        (
            "이미지마다 차이의 제곱을 더한 다음 그 제곱근을 평균했습니다.",
            lambda x, y: tf.reduce_mean(tf.sqrt(tf.reduce_sum(tf.square(x - y), axis=(1, 2, 3)))),
        ),
        ("평균을 내지 않았습니다. 수 하나여야 합니다.", lambda x, y: tf.abs(x - y)),
        (
            "이미지마다 따로 평균했습니다. 배치까지 평균해 수 하나여야 합니다.",
            lambda x, y: tf.reduce_mean(tf.abs(x - y), axis=(1, 2, 3)),
        ),
    ],
)
_LAMBDA = "λ까지 곱했습니다. 가중치는 총합을 낼 때 곱합니다."
_SCALES = Choice(1.0, [(_LAMBDA, 10.0), (_LAMBDA, 5.0), ("2를 곱했습니다.", 2.0), ("2로 나누었습니다.", 0.5),
           ("부호를 뒤집었습니다.", -1.0), ("1에서 뺐습니다.", None)])  # fmt: skip


def _scaled(value, scale):
    return 1.0 - value if scale is None else scale * value


@exercise("4.1", "순환 일관성 손실")
def cycle_loss() -> Comparison:
    images = [
        (normal(2, 4, 4, 3, seed=(4, 1)), normal(2, 4, 4, 3, seed=(4, 2))),
        (normal(1, 2, 6, 1, seed=(4, 3)), normal(1, 2, 6, 1, seed=(4, 4))),
        (normal(3, 2, 3, 3, seed=(4, 17)), normal(3, 2, 3, 3, seed=(4, 18)) + 0.3),
    ]
    sizes = sorted({part for real, _ in images for part in (int(tf.size(real)), int(tf.size(real[0])))})
    sizes += [28 * 28, 256 * 256, 256 * 256 * 3, 128 * 128 * 3, 64 * 64 * 3]
    return Comparison(
        cases=images,
        reference=_mean_absolute,
        mistakes=[
            *by(lambda far, scale: lambda r, c: _scaled(far(r, c), scale), far=_DISTANCES, scale=_SCALES),
            *(
                Mistake(
                    f"나눌 수({size})를 적어 넣었습니다. 이미지의 크기가 달라지면 틀립니다.",
                    lambda r, c, size=size: tf.reduce_sum(tf.abs(r - c)) / size,
                )
                for size in sizes
            ),
        ],
        describe=lambda real, cycled: f"모양 {tuple(real.shape)}의 이미지 두 벌",
        gradients=lambda real, cycled: [cycled],
    )


@exercise("4.2", "항등 손실: 어느 생성자에 무엇을 넣습니까")
def identity_losses() -> Comparison:
    def expected(generator_ab, generator_ba, real_a, real_b):
        return _mean_absolute(real_b, generator_ab(real_b)) + _mean_absolute(real_a, generator_ba(real_a))

    # 항마다 견줄 (이미지, 생성자의 출력) 두 짝을 고르는 법
    pairs = Choice(
        lambda g, f, a, b: [(b, g(b)), (a, f(a))],
        [
            (
                "생성자와 도메인의 짝이 바뀌었습니다. G에는 이미 B인 이미지를 넣어야 그대로 나옵니다.",
                lambda g, f, a, b: [(a, g(a)), (b, f(b))],
            ),
            (
                "순환 일관성 손실을 구했습니다. 항등 손실은 생성자를 한 번만 지납니다.",
                lambda g, f, a, b: [(a, f(g(a))), (b, g(f(b)))],
            ),
            ("B 쪽이 빠졌습니다.", lambda g, f, a, b: [(a, f(a))]),
            ("A 쪽이 빠졌습니다.", lambda g, f, a, b: [(b, g(b))]),
            (
                "생성자의 출력을 다른 도메인의 이미지와 견주었습니다. 짝이 없으므로 견줄 수 없습니다.",
                lambda g, f, a, b: [(b, g(a)), (a, f(b))],
            ),
            (
                "생성자의 출력을 제 입력이 아니라 다른 도메인의 이미지와 견주었습니다.",
                lambda g, f, a, b: [(a, g(b)), (b, f(a))],
            ),
            (
                "G의 항에 A의 이미지를 넣었습니다. G에는 이미 B인 이미지를 넣습니다.",
                lambda g, f, a, b: [(a, g(a)), (a, f(a))],
            ),
            (
                "F의 항에 B의 이미지를 넣었습니다. F에는 이미 A인 이미지를 넣습니다.",
                lambda g, f, a, b: [(b, g(b)), (b, f(b))],
            ),
            ("두 항 모두 generator_ab를 썼습니다.", lambda g, f, a, b: [(b, g(b)), (a, g(a))]),
            ("두 항 모두 generator_ba를 썼습니다.", lambda g, f, a, b: [(b, f(b)), (a, f(a))]),
            ("두 생성자의 출력끼리 견주었습니다.", lambda g, f, a, b: [(g(b), f(a))]),
            ("원래의 두 이미지를 서로 견주었습니다.", lambda g, f, a, b: [(a, b), (a, b)]),
            ("이미지 하나를 두 번 썼습니다(A의 항만 두 번).", lambda g, f, a, b: [(a, f(a)), (a, f(a))]),
            ("이미지 하나를 두 번 썼습니다(B의 항만 두 번).", lambda g, f, a, b: [(b, g(b)), (b, g(b))]),
        ],
    )
    joined = Choice(sum, [("두 항을 뺐습니다. 더해야 합니다.", lambda parts: parts[0] - sum(parts[1:])),
              ("두 항을 곱했습니다. 더해야 합니다.", lambda parts: parts[0] * sum(parts[1:]))])  # fmt: skip
    scales = Choice(
        1.0,
        [
            ("두 손실을 2로 나누었습니다.", 0.5),
            (_LAMBDA, 10.0),
            (_LAMBDA, 5.0),
            ("2를 곱했습니다.", 2.0),
        ],
    )

    def compute(choose, far, join, scale):
        return lambda *case: scale * join([far(*pair) for pair in choose(*case)])

    images = normal(2, 4, 4, 3, seed=(4, 5)), normal(2, 4, 4, 3, seed=(4, 6)) + 0.4
    more = normal(1, 3, 5, 1, seed=(4, 19)) - 0.2, normal(1, 3, 5, 1, seed=(4, 20))
    networks = Colour(0.5, 0.1), Colour(-1.0, 0.3)
    others = Colour(1.3, -0.2), Colour(2.0, -0.2)
    return Comparison(
        cases=[(*networks, *images), (*others, *more), (*others[::-1], *images)],
        reference=expected,
        mistakes=by(compute, choose=pairs, far=_DISTANCES, join=joined, scale=scales),
        describe=lambda g, f, a, b: (
            f"G(x) = {g.scale}x + {g.shift}, F(x) = {f.scale}x + {f.shift}, 모양 {tuple(a.shape)}의 이미지 두 벌"
        ),
        gradients=lambda g, f, a, b: [*g.trainable_variables, *f.trainable_variables],
    )
