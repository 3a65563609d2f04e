"""이미지의 크기를 살피고, 틀렸으면 어떻게 고칠지 알립니다."""


def three_numbers(function, image_shape):
    """(높이, 너비, 채널)인지 살펴 튜플로 돌려줍니다."""
    shape = tuple(image_shape)
    if len(shape) != 3:
        raise ValueError(
            f"{function}: image_shape이 {shape}입니다. (높이, 너비, 채널)의 세 수가 필요합니다. "
            "흑백 이미지도 (28, 28, 1)처럼 채널을 적으십시오."
        )
    return shape


def divisible(function, image_shape, multiple, otherwise="크기를 바꾸십시오", smallest=0):
    """높이와 너비가 `multiple`의 배수이고 `smallest` 이상인지(또는 None인지) 살핍니다.

    `otherwise`는 이미지를 자르는 것 말고 할 수 있는 일입니다.
    """
    shape = three_numbers(function, image_shape)
    smallest = max(smallest, multiple)
    for name, size in zip(("높이", "너비"), shape[:2]):
        if size is not None and (size < smallest or size % multiple):
            halvings = multiple.bit_length() - 1
            nearest = max(smallest, round(size / multiple) * multiple)
            raise ValueError(
                f"{function}: image_shape이 {shape}이고 {name}가 {size}입니다. "
                f"{halvings}번 절반으로 줄이므로 {smallest} 이상인 {multiple}의 배수여야 합니다. "
                f"이미지를 {nearest} 화소로 자르거나 {otherwise}."
            )
    return shape
