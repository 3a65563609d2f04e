"""9장 연습의 채점: 옮기기(9.1)와 가리기(9.2)."""

from __future__ import annotations

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.answer import Wrong
from gan_course.exercises.comparing import Comparison
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise
from gan_course.exercises.stand_ins import normal

_CUT = (
    "값은 맞지만 그림까지 가는 그레이디언트가 끊어졌습니다. 이대로는 생성자가 배울 수 없습니다. tf 함수로 셈하십시오."
)


def _images(count, height, width, seed):
    """값이 배경(−1)과 겹치지 않는 그림. 겹치면 채운 자리를 알아볼 수 없습니다."""
    return tf.tanh(normal(count, height, width, 1, seed=(9, seed))) * 0.9


def _places(*values):
    return tf.constant(values, tf.int32)


def _arrays(*values):
    return [np.asarray(value) for value in values]


# ── 9.1 ──────────────────────────────────────────────────────────────────────────────────────


def _window(image, down, right, fill):
    """한 장을 아래로 down, 오른쪽으로 right 화소 옮기고 빈 자리를 fill로 채운 것."""
    height, width = image.shape[:2]
    moved = np.full_like(image, fill)
    rows, columns = np.arange(height) - down, np.arange(width) - right
    inside = ((0 <= rows) & (rows < height))[:, None] & ((0 <= columns) & (columns < width))[None]
    moved[inside] = image[np.clip(rows, 0, height - 1)[:, None], np.clip(columns, 0, width - 1)[None]][inside]
    return moved


_MOVES = [
    ("방향이 거꾸로입니다. 양수면 아래로, 오른쪽으로 갑니다.", lambda d, r: (-d, -r)),
    ("위아래의 방향이 거꾸로입니다. 양수면 아래로 갑니다.", lambda d, r: (-d, r)),
    ("좌우의 방향이 거꾸로입니다. 양수면 오른쪽으로 갑니다.", lambda d, r: (d, -r)),
    ("두 방향이 바뀌었습니다. 첫째가 아래, 둘째가 오른쪽입니다.", lambda d, r: (r, d)),
    ("모든 그림을 첫 그림만큼 옮겼습니다. 그림마다 제 수만큼 옮깁니다.", lambda d, r: (0 * d + d[0], 0 * r + r[0])),
    ("위아래로만 옮겼습니다. 좌우로도 옮기십시오.", lambda d, r: (d, 0 * r)),
    ("좌우로만 옮겼습니다. 위아래로도 옮기십시오.", lambda d, r: (0 * d, r)),
    ("옮기지 않았습니다.", lambda d, r: (0 * d, 0 * r)),
    ("한 화소씩 더 옮겼습니다.", lambda d, r: (d + 1, r + 1)),
    ("한 화소씩 덜 옮겼습니다.", lambda d, r: (d - 1, r - 1)),
    ("두 배로 옮겼습니다.", lambda d, r: (2 * d, 2 * r)),
]
_FILLS = [
    ("빈 자리를 0으로 채웠습니다. 배경은 −1입니다.", 0.0),
    ("빈 자리를 1로 채웠습니다. 배경은 −1입니다.", 1.0),
]
_WRAPPED = "밀려난 화소가 맞은편으로 돌아왔습니다(roll). 빈 자리는 배경(−1)으로 채우십시오."
_STRETCHED = "빈 자리를 가장자리의 화소로 채웠습니다. 배경(−1)으로 채우십시오."
_REFLECTED = "빈 자리를 거울처럼 비추어 채웠습니다. 배경(−1)으로 채우십시오."
_OUTSIDE = "고를 줄이나 칸의 번호가 두른 그림 밖입니다. 두른 폭이 모자라거나 번호를 잘못 셈했습니다. 두 방향의 가장 큰 절댓값만큼 두르십시오."


def _padded(mode):
    def filled(image, down, right):
        far = max(image.shape[:2])
        large = np.pad(image, ((far, far), (far, far), (0, 0)), mode)
        height, width = image.shape[:2]
        return large[far - down : far - down + height, far - right : far - right + width]

    return filled


class _Windows(Comparison):
    """번호가 두른 그림을 벗어난 답에는 까닭을 곧바로 말합니다. 고쳐 보면 폭만 우연히 넓힌 것(abs를 square로)이 이름이 됩니다."""

    def __call__(self, answer):
        try:
            super().__call__(answer)
        except Wrong as wrong:
            if "is not in [0," not in str(wrong.got):
                raise
            raise Wrong(_OUTSIDE, got=wrong.got) from None


@exercise("9.1", "옮기기")
def shifted() -> Comparison:
    def build(moves=lambda d, r: (d, r), fill=-1.0, way=None):
        def moved(images, down, right):
            images, down, right = _arrays(images, down, right)
            down, right = moves(down, right)
            one = way or (lambda image, d, r: _window(image, d, r, fill))
            return np.stack([one(image, d, r) for image, d, r in zip(images, down, right)])

        return moved

    def expected(images, down, right):
        height, width = images.shape[1:3]
        most = int(max(tf.reduce_max(tf.abs(down)), tf.reduce_max(tf.abs(right))))
        padded = tf.pad(images, [[0, 0], [most, most], [most, most], [0, 0]], constant_values=-1.0)
        rows = tf.gather(padded, most - down[:, None] + tf.range(height), axis=1, batch_dims=1)
        return tf.gather(rows, most - right[:, None] + tf.range(width), axis=2, batch_dims=1)

    return _Windows(
        cases=[
            (_images(4, 5, 5, 1), _places(1, -2, 0, 3), _places(2, 1, -1, -3)),
            (_images(3, 6, 4, 2), _places(-1, 4, 2), _places(0, -2, 1)),
            (_images(1, 4, 7, 3), _places(-3), _places(2)),
            (_images(2, 5, 6, 4), _places(1, -2), _places(5, -4)),  # 좌우가 더 크고, 9.3절의 4화소보다 멉니다
        ],
        reference=expected,
        mistakes=by(
            build,
            moves=Choice(wrong=_MOVES),
            fill=Choice(-1.0, _FILLS),
            way=Choice(
                None,
                [
                    (_WRAPPED, lambda image, d, r: np.roll(image, (d, r), (0, 1))),
                    (_STRETCHED, _padded("edge")),
                    (_REFLECTED, _padded("reflect")),
                    (_REFLECTED, _padded("symmetric")),
                ],
            ),
        ),
        describe=lambda images, down, right: (
            f"모양 {tuple(images.shape)}의 그림, 아래로 {down.numpy().tolist()}, 오른쪽으로 {right.numpy().tolist()}"
        ),
        gradients=lambda images, down, right: [images],
        cut=_CUT,
    )


# ── 9.2 ──────────────────────────────────────────────────────────────────────────────────────


def _inside(shape, top, left, height, width):
    """[n, 높이, 너비, 1]에서 top줄 left칸부터 height × width인 자리."""
    rows, columns = np.arange(shape[1])[None, :, None], np.arange(shape[2])[None, None, :]
    top, left = top[:, None, None], left[:, None, None]
    chosen = (rows >= top) & (rows < top + height) & (columns >= left) & (columns < left + width)
    return chosen[..., None]


_BOXES = [
    ("자리를 한가운데로 보았습니다. top과 left는 왼쪽 위 모서리입니다.", lambda t, c, s: (t - s // 2, c - s // 2, s, s)),
    ("두 자리가 바뀌었습니다. 첫째가 줄(top), 둘째가 칸(left)입니다.", lambda t, c, s: (c, t, s, s)),
    ("한 줄과 한 칸을 더 가렸습니다. 한 변은 size화소입니다.", lambda t, c, s: (t, c, s + 1, s + 1)),
    ("한 줄과 한 칸을 덜 가렸습니다. 한 변은 size화소입니다.", lambda t, c, s: (t, c, s - 1, s - 1)),
    ("첫 줄과 첫 칸을 가리지 않았습니다. top줄과 left칸부터 가립니다.", lambda t, c, s: (t + 1, c + 1, s - 1, s - 1)),
    ("첫 줄을 가리지 않았습니다. top줄부터 가립니다.", lambda t, c, s: (t + 1, c, s - 1, s)),
    ("첫 칸을 가리지 않았습니다. left칸부터 가립니다.", lambda t, c, s: (t, c + 1, s, s - 1)),
    ("한 줄을 더 가렸습니다. top + size줄은 가리지 않습니다.", lambda t, c, s: (t, c, s + 1, s)),
    ("한 칸을 더 가렸습니다. left + size칸은 가리지 않습니다.", lambda t, c, s: (t, c, s, s + 1)),
    ("그림마다 제자리가 있는데 모두 첫 그림의 자리를 가렸습니다.", lambda t, c, s: (0 * t + t[0], 0 * c + c[0], s, s)),
    ("음수인 자리를 0으로 올렸습니다. 음수 그대로 두고, 그림 안에 걸친 만큼만 칠하십시오.", lambda t, c, s: (np.maximum(t, 0), np.maximum(c, 0), s, s)),
    ("줄만 보고 모든 칸을 가렸습니다. 칸도 보십시오.", lambda t, c, s: (t, 0 * c, s, 99)),
    ("칸만 보고 모든 줄을 가렸습니다. 줄도 보십시오.", lambda t, c, s: (0 * t, c, 99, s)),
    ("넓이가 네 배입니다. 한 변은 size화소입니다.", lambda t, c, s: (t - s // 2, c - s // 2, 2 * s, 2 * s)),
]  # fmt: skip
_PAINTS = [
    ("안과 밖이 뒤집혔습니다. 정사각형의 안을 칠합니다.", lambda images, inside: np.where(inside, images, -1.0)),
    ("0으로 칠했습니다. 배경은 −1입니다.", lambda images, inside: np.where(inside, 0.0, images)),
    ("0으로 칠했습니다. 배경은 −1입니다.", lambda images, inside: images * ~inside),
    ("1로 칠했습니다. 배경은 −1입니다.", lambda images, inside: np.where(inside, 1.0, images)),
    ("가려진 화소의 부호를 뒤집었습니다. 배경(−1)으로 칠하십시오.", lambda images, inside: np.where(inside, -images, images)),
    ("가려진 화소에서 1을 뺐습니다. 배경(−1)으로 칠하십시오.", lambda images, inside: images - inside),
    ("가리지 않았습니다.", lambda images, inside: images),
    ("그림이 아니라 가린 자리를 돌려주었습니다.", lambda images, inside: inside),
]  # fmt: skip


@exercise("9.2", "가리기")
def cut() -> Comparison:
    def build(box=lambda t, c, s: (t, c, s, s), paint=lambda images, inside: np.where(inside, -1.0, images)):
        def hidden(images, top, left, size):
            images, top, left = _arrays(images, top, left)
            return paint(images, _inside(images.shape, *box(top, left, size)))

        return hidden

    def expected(images, top, left, size):
        row, column = tf.range(images.shape[1])[:, None, None], tf.range(images.shape[2])[:, None]
        top, left = (place[:, None, None, None] for place in (top, left))
        inside = (row >= top) & (row < top + size) & (column >= left) & (column < left + size)
        return tf.where(inside, -1.0, images)

    return Comparison(
        cases=[
            (_images(4, 7, 7, 11), _places(1, -2, 4, 5), _places(3, 4, -1, 0), 3),
            (_images(3, 8, 6, 12), _places(2, 0, -3), _places(-1, 3, 1), 4),
            (_images(2, 5, 9, 13), _places(3, 1), _places(6, 2), 2),
        ],
        reference=expected,
        mistakes=by(build, box=Choice(wrong=_BOXES), paint=Choice(wrong=_PAINTS)),
        describe=lambda images, top, left, size: (
            f"모양 {tuple(images.shape)}의 그림, top {top.numpy().tolist()}, left {left.numpy().tolist()}, 한 변 {size}"
        ),
        gradients=lambda images, top, left, size: [images],
        cut=_CUT,
    )
