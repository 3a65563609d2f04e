"""브라우저의 코드가 딸린 조절기를 만드는 anywidget. 없으면 무엇을 설치할지 말합니다."""

try:
    import anywidget
except ModuleNotFoundError as error:
    if error.name != "anywidget":
        raise
    raise ImportError(
        "조절기에는 anywidget 패키지가 필요합니다. 새 셀에서 %pip install anywidget을 실행하고 커널을 다시 시작하십시오."
    ) from None

__all__ = ["anywidget"]
