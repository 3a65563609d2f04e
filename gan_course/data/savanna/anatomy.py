"""몸: 옆에서 본 말의 뼈대와, 화소마다 매긴 몸의 좌표.

뼈대는 어깨높이가 1인 좌표(x 앞, y 위, 발굽이 0)에서 자세를 잡은 뒤 그림에 놓습니다.
줄무늬는 여기서 정하는 몸의 좌표(등뼈, 목의 축, 다리를 따라 잰 거리)에만 매이므로
얼룩말의 정답은 보이는 말의 생김새에서 하나로 정해집니다.
"""

from typing import NamedTuple

import numpy as np

from .canvas import Box, Tube, cover, measure_tube, mix, tube_box


class Limb(NamedTuple):
    points: np.ndarray  # [k, 2]
    radii: np.ndarray  # [k]


class Skeleton(NamedTuple):
    """그림 화소 좌표로 옮긴 뼈대."""

    trunk: Limb
    neck: Limb
    head: Limb
    near_legs: tuple[Limb, Limb]  # (뒷다리, 앞다리)
    far_legs: tuple[Limb, Limb]
    ears: tuple[Limb, Limb]
    crest: Limb  # 갈기
    tail: Limb
    scale: float  # 어깨높이(화소)
    ground: float  # 발이 닿는 y

    def limbs(self) -> list[Limb]:
        return [self.trunk, self.neck, self.head, *self.near_legs, *self.far_legs, *self.ears, self.crest, self.tail]


class Body(NamedTuple):
    """네모 box 안의 몸. 배열은 모두 [h, w]이고 값은 0..1(phase는 줄무늬 수)."""

    box: Box
    alpha: np.ndarray  # 몸이 덮는 정도
    phase: np.ndarray  # 줄무늬의 위상: 1이 늘 때마다 검은 줄 하나
    shade: np.ndarray  # 밝기
    horse_hair: np.ndarray  # 말에서 갈기와 꼬리 털인 곳
    zebra_dark: np.ndarray  # 얼룩말에서 그냥 검은 곳: 주둥이, 꼬리 끝, 발굽
    points: np.ndarray  # 말에서 짙어지는 곳: 다리 아래, 주둥이


def _polar(angle: float) -> np.ndarray:
    """아래를 0으로, 앞쪽으로 도는 각도의 단위 벡터."""
    return np.array([np.sin(angle), -np.cos(angle)])


def _leg(base, lengths, angles, radii) -> Limb:
    points = [np.asarray(base, float)]
    for length, angle in zip(lengths, angles):
        points.append(points[-1] + length * _polar(angle))
    return Limb(np.array(points), np.array(radii))


def _hind_leg(swing: float, lift: float) -> Limb:
    angles = (0.35 + swing, -0.55 + swing - 0.5 * lift, 0.06 + swing - 0.9 * lift, 0.55 + swing - 0.9 * lift)
    return _leg((-0.36, 0.74), (0.23, 0.30, 0.23, 0.06), angles, (0.175, 0.105, 0.045, 0.037, 0.045))


def _fore_leg(swing: float, lift: float) -> Limb:
    angles = (-0.12 + 0.8 * swing, 0.03 + swing + 0.6 * lift, swing - 0.9 * lift, 0.5 + swing - 0.9 * lift)
    return _leg((0.30, 0.70), (0.20, 0.25, 0.24, 0.06), angles, (0.13, 0.085, 0.045, 0.034, 0.045))


def random_skeleton(rng: np.random.Generator, size: int) -> Skeleton:
    """자세와 자리를 뽑아 size x size 그림에 놓습니다."""
    u = rng.uniform
    grazing, pace, stride = rng.random() < 0.22, u(0, 2 * np.pi), u(0.06, 0.42)
    build = u(0.94, 1.07)

    def gait(leg, offset):
        a = pace + offset
        return leg(stride * np.sin(a), stride * max(0.0, np.cos(a)) * 1.6)

    hind, fore = gait(_hind_leg, 0.0), gait(_fore_leg, 1.6)
    far_hind, far_fore = gait(_hind_leg, np.pi), gait(_fore_leg, np.pi + 1.6)
    trunk = Limb(
        np.array([(0.34, 0.76), (0.12, 0.735), (-0.14, 0.745), (-0.38, 0.80)]),
        np.array([0.195, 0.215, 0.205, 0.185]) * build,
    )
    root = np.array([0.36, 0.84])
    if grazing:
        rise, length = u(-0.75, -0.5), u(0.56, 0.62)
    else:
        rise, length = u(0.45, 1.1), u(0.44, 0.52)
    axis = np.array([np.cos(rise), np.sin(rise)])
    poll = root + axis * length
    bend = np.array([axis[1], -axis[0]]) * -0.025
    neck = Limb(np.array([root, root + axis * length * 0.5 + bend, poll]), np.array([0.165, 0.12, 0.082]))
    nod = rise - u(1.25, 1.6) if not grazing else rise - u(0.5, 0.8)
    face = np.array([np.cos(nod), np.sin(nod)])
    muzzle = poll + face * 0.33
    head = Limb(
        np.array([poll + axis * 0.015, poll + face * 0.12, poll + face * 0.24, muzzle]),
        np.array([0.09, 0.086, 0.06, 0.05]),
    )
    up = np.array([-face[1], face[0]])
    up = up if up @ axis > 0 or grazing else -up
    ears = tuple(
        Limb(np.array([b, b + 0.15 * (up * 0.9 - face * tilt)]), np.array([0.034, 0.012]))
        for b, tilt in ((poll + up * 0.055 + face * 0.03, 0.25), (poll + up * 0.055 - face * 0.005, 0.55))
    )
    back = np.array([-axis[1], axis[0]])
    crest = Limb(
        np.array(
            [
                root - axis * 0.04 + back * 0.175,
                root + axis * length * 0.5 + bend + back * 0.125,
                poll + back * 0.085 + axis * 0.02,
                poll + up * 0.075 + face * 0.06,
            ]
        ),
        np.array([0.02, 0.048, 0.045, 0.02]),
    )
    dock = np.array([-0.54, 0.88])
    droop, sway = u(0.25, 0.6), u(-0.25, 0.15)
    mid = dock + 0.2 * np.array([-np.sin(droop), -np.cos(droop)])
    tip = mid + u(0.26, 0.38) * np.array([np.sin(sway), -np.cos(sway)])
    tail = Limb(np.array([dock, mid, (mid + tip) / 2, tip]), np.array([0.04, 0.045, 0.055, 0.015]))

    standing = Skeleton(trunk, neck, head, (hind, fore), (far_hind, far_fore), ears, crest, tail, 1.0, 0.0)
    return _place(standing, rng, size)


def _place(standing: Skeleton, rng: np.random.Generator, size: int) -> Skeleton:
    """어깨높이가 1인 뼈대를 그림 안에 놓습니다. 가까울수록 크고 아래에 섭니다."""
    limbs = standing.limbs()
    low = np.min([(m.points - m.radii[:, None]).min(0) for m in limbs], 0)
    high = np.max([(m.points + m.radii[:, None]).max(0) for m in limbs], 0)
    width, height = high - low
    near = rng.random()  # 0 멀리, 1 가까이
    scale = min(size * (0.60 + 0.27 * near) / width, size * (0.56 + 0.24 * near) / height)
    facing = 1.0 if rng.random() < 0.5 else -1.0
    ground = size * (0.80 + 0.10 * near + rng.uniform(0, 0.05))
    slack = size - scale * width
    left = slack * rng.uniform(0.06, 0.94)

    def move(limb: Limb) -> Limb:
        x = limb.points[:, 0] - low[0] if facing > 0 else high[0] - limb.points[:, 0]
        y = ground - (limb.points[:, 1] - low[1]) * scale
        return Limb(np.stack([left + x * scale, y], 1), limb.radii * scale)

    def move_each(value):
        return move(value) if isinstance(value, Limb) else tuple(map(move, value))

    return Skeleton(*map(move_each, standing[:-2]), scale=scale, ground=ground)


def _length(limb: Limb) -> float:
    return float(np.hypot(*np.diff(limb.points, axis=0).T).sum())


def _box_of(limbs: list[Limb], size: int) -> Box:
    points, radii = (np.concatenate(values) for values in zip(*limbs))
    return tube_box(points, radii, (size, size))


def _inside(inner: Box, outer: Box) -> Box:
    """그림 좌표의 네모 inner를 네모 outer 안의 좌표로 옮깁니다."""
    return tuple(slice(i.start - o.start, i.stop - o.start) for i, o in zip(inner, outer))


def measure_body(skeleton: Skeleton, size: int, light: tuple[float, float], shortest_period: float) -> Body:
    """뼈대를 몸의 좌표로 옮깁니다.

    Args:
        size: 그리는 그림의 한 변(화소).
        light: 빛이 오는 쪽 (x, y). y가 음수면 위.
        shortest_period: 줄무늬 한 벌의 가장 짧은 길이(화소). 작은 동물은 줄 수가 줄어듭니다.
    """
    s = skeleton
    box = _box_of(s.limbs(), size)
    layers = {
        name: np.zeros((box[0].stop - box[0].start, box[1].stop - box[1].start), np.float32)
        for name in Body._fields[1:]
    }

    def paint(there: Box, alpha: np.ndarray, **values: np.ndarray | float) -> None:
        """화가처럼 뒤에서부터 덮어 그립니다. 말하지 않은 값은 0입니다."""
        at = _inside(there, box)
        layers["alpha"][at] += (1 - layers["alpha"][at]) * alpha
        for name in Body._fields[2:]:
            layers[name][at] = mix(layers[name][at], values.get(name, np.float32(0)), alpha)

    def measure(limb: Limb, there: Box | None = None) -> tuple[Box, Tube]:
        there = there or _box_of([limb], size)
        return there, measure_tube(limb.points, limb.radii, there)

    def lit(tube: Tube) -> np.ndarray:
        return 0.915 + 0.34 * (tube.normal_x * light[0] + tube.normal_y * light[1])

    def shin(tube: Tube, limb: Limb) -> np.ndarray:
        """무릎 아래에서 1."""
        return np.clip((tube.along - 0.5 * _length(limb)) / (0.22 * s.scale), 0, 1)

    def hoof(there: Box, shin: np.ndarray) -> np.ndarray:
        y = np.arange(there[0].start, there[0].stop, dtype=np.float32)[:, None]
        return np.clip((y - (s.ground - 0.045 * s.scale)) / 1.5, 0, 1) * (shin > 0.9)

    # 위상은 주둥이에서 목과 등을 거쳐 뒷발까지 이어집니다. 어깨가 0입니다.
    period, ring = max(0.118 * s.scale, shortest_period), max(0.085 * s.scale, shortest_period)
    poll_phase, rump_phase, shoulder_phase = -_length(s.neck) / period, _length(s.trunk) / period, 0.35

    for limb, start in zip(s.far_legs, (rump_phase, shoulder_phase)):
        there, tube = measure(limb)
        dark = shin(tube, limb)
        paint(
            there, cover(tube.depth), phase=start + 0.5 + tube.along / ring, shade=0.72 * lit(tube),
            points=dark, zebra_dark=hoof(there, dark),
        )  # fmt: skip

    there, tube = measure(s.tail)
    tuft = np.clip((tube.along - 0.26 * s.scale) / (0.05 * s.scale), 0, 1)
    paint(there, cover(tube.depth), phase=tube.along / ring, shade=lit(tube), horse_hair=1.0, zebra_dark=tuft)

    # 가까운 쪽 몸은 부위를 매끈하게 합칩니다(softmax). 위상도 같은 비율로 섞여 이음매 없이 휩니다.
    hind, fore = s.near_legs
    parts = (
        (s.trunk, 0.0, 1 / period),
        (s.neck, 0.0, -1 / period),
        (s.head, poll_phase, -1 / ring),
        (hind, rump_phase - 0.1 * s.scale / ring, 1 / ring),
        (fore, shoulder_phase, 1 / ring),
    )
    near = _box_of([limb for limb, _, _ in parts], size)
    softness = np.float32(0.022 * s.scale)
    total, phase, shade, points, hair, dark = np.zeros((6, *layers["alpha"][_inside(near, box)].shape), np.float32)
    for limb, start, rate in parts:
        there = tube_box(limb.points, limb.radii, (size, size), margin=1.5 + 6 * softness)
        there = tuple(slice(max(t.start, n.start), min(t.stop, n.stop)) for t, n in zip(there, near))
        _, tube = measure(limb, there)
        at = _inside(there, near)
        weight = np.exp(np.clip(tube.depth / softness, -12, 12))
        total[at] += weight
        phase[at] += weight * (start + rate * tube.along)
        shade[at] += weight * lit(tube)
        if limb is s.neck:  # 말의 갈기는 목 위쪽에서 늘어집니다.
            crestward = s.crest.points[1] - limb.points[1]
            crestward /= np.hypot(*crestward)
            height = tube.normal_x * crestward[0] + tube.normal_y * crestward[1]
            hair[at] += weight * np.clip(4 * height - 1.2, 0, 1)
        elif limb is s.head:
            nose = np.clip(tube.along / (0.18 * _length(limb)) - 4, 0, 1)
            points[at] += weight * 0.6 * nose
            dark[at] += weight * nose
        elif limb is not s.trunk:
            below = shin(tube, limb)
            points[at] += weight * below
            dark[at] += weight * hoof(there, below)
    total = np.maximum(total, np.float32(1e-9))
    paint(
        near, cover(softness * np.log(total)), phase=phase / total, shade=shade / total,
        points=points / total, horse_hair=hair / total, zebra_dark=dark / total,
    )  # fmt: skip

    there, tube = measure(s.crest)
    along_neck = 0.95 * poll_phase / _length(s.crest)
    paint(there, cover(tube.depth), phase=along_neck * tube.along, shade=0.95 * lit(tube), horse_hair=1.0)
    for ear in s.ears:
        there, tube = measure(ear)
        tip = np.clip((tube.along - 0.1 * s.scale) / (0.03 * s.scale), 0, 1)
        paint(there, cover(tube.depth), phase=0.75, shade=0.92 * lit(tube), points=0.4, zebra_dark=tip)
    eye = 0.75 * s.head.points[1] + 0.25 * s.head.points[0]
    there, tube = measure(Limb(np.stack([eye, eye]), np.full(2, 0.02 * s.scale)))
    paint(there, 0.85 * cover(tube.depth), shade=0.3, points=1.0, zebra_dark=1.0)
    return Body(box, **layers)
