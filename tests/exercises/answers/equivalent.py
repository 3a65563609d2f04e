"""바꾸어도 뜻이 같은 돌연변이(틀린 것이 아님). 문제마다, 바뀐 코드에 들어 있는 토막과 그 까닭을 적습니다.

`\\Z`로 끝나는 토막은 코드의 끝이어야 합니다.
"""

EQUIVALENT = {
    # 숨은 층의 폭과 기울기는 이 문제와 상관없습니다.
    "1.6": ["Dense(17)", "Dense(-16)", "LeakyReLU(1.2)", "LeakyReLU(-0.2)"],
    # 후보의 차례는 상관없고, 한 무리의 값만 후보로 두어도 0.5%p 안의 문턱을 찾습니다.
    "1.7": ["concatenate([fake, real])", "concatenate([fake, fake])", "concatenate([real, real])"],
    # 촘촘히 늘어놓는 범위와 개수는 답에 영향이 없고, 절댓값의 최소와 제곱의 최소는 같은 자리입니다.
    "2.7": ["linspace(-16", "linspace(-14", "linspace(-15, 6", "20002", "np.square(np.log"],
    # 손실을 돌려주는 것은 요구하지 않았습니다.
    "3.6": [r"optimizer.apply_gradients(zip(gen_tape.gradient(loss, variables), variables))\Z"],
    # 늘어놓는 범위와 개수, 한 칸 차이는 2% 안입니다.
    "3.7": ["linspace(0, 11", "linspace(-0, 10", "2002", "stable[-2]", "final_loss(-0.0)"],
    # 둘 가운데 작은 것에는 차례가 없고, 채널을 먼저 평균하나 한꺼번에 평균하나 같습니다.
    "5.4": ["np.minimum(source, truth)", "np.abs(result - truth) / 2", "np.abs(source - truth) / 2"],
    # 축이 둘이면 1과 -1은 같은 축이고, 서로 다른 무리의 커널은 뒤집어도 평균이 같고, 나머지가 0인지는 부호와 상관없습니다.
    "6.2": ["kernel(y, x)", "a.shape[-1]"],
    "6.3": ["distances.min(axis=-1)", "argmin(axis=-1)"],
    "6.4": ["np.sort(between_real, axis=-1)", "any(axis=-1)"],
    "6.6": ["% -15"],
    # 축 -2는 네 축 가운데 2번 축입니다.
    "7.1": ["axis=[1, -2, 3]"],
    # 점은 두 축뿐이라 축 -1이 1번 축이고, 차이의 제곱은 빼는 차례를 가리지 않습니다.
    # 글이 training을 말하지 않습니다.
    "7.2": ["axis=-1)", "training=False"],
    # 진짜와 가짜의 수는 같습니다.
    "7.5": ["len(fake)"],
    # 축이 둘이면 1과 -1은 같은 축입니다.
    "8.2": ["axis=-1)"],
    "8.3": ["axis=-1)"],
    # 더 넓게 덧대거나 두 값의 차례를 바꾸어도 잘라 낸 자리는 같고, 음수의 축은 뒤에서 센 같은 축입니다.
    "9.1": ["tf.square(tf.stack", "stack([right, down])", "batch_dims=-1", "axis=-2"],
    "9.2": ["images.shape[-2]"],
    # reshape의 음수는 모두 「나머지」이고, 어느 쪽이 가까운지는 평균으로 재도 같습니다.
    "9.5": ["min(axis=-1)", "reshape(len(samples), -2)", "reshape(len(pictures), -2)", ".mean(axis=-1).min"],
    # 코사인은 각의 부호를 가리지 않고, 잡음의 몫은 제곱해서만 쓰고, 축이 둘이면 1과 -1은 같은 축입니다.
    "10.4": ["np.cos(time * np.pi / -2)", "np.sin(time * np.pi / -2)", "axis=-1"],
}
