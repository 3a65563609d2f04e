"""걸린 시간과 남은 시간을 적는 법: 명령줄, 보고서, 노트북의 훈련 화면이 함께 씁니다."""


def duration(seconds: float) -> str:
    """초를 사람이 읽는 길이로 적습니다: ``42초``, ``2분 5초``, ``1시간 3분``."""
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes}분 {rest}초" if minutes else f"{rest}초"
    return f"{minutes // 60}시간 {minutes % 60}분"
