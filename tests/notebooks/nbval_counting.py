"""nbval에 더하는 것: 표준 오류는 견주지 않고, 출력을 정말로 견준 셀을 세어 junit에 적습니다.

견줄 것이 없는 노트북도 nbval은 통과시킵니다. 그래서 세어야 합니다.
"""

import pytest
from nbval.plugin import IPyNbCell, IPyNbFile

OUTPUT_TIMEOUT = 120  # nbval의 5초는 바쁜 컴퓨터에서 짧습니다


def pytest_collectstart(collector):
    if isinstance(collector, IPyNbFile):
        collector.skip_compare += ("stderr",)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if not isinstance(item, IPyNbCell):
            continue
        item.output_timeout = OUTPUT_TIMEOUT  # 셀마다 5로 시작하므로 클래스에 적으면 덮입니다
        if is_compared(item.cell, item.options["check"]):
            item.user_properties.append(("compared", "yes"))


def is_compared(cell, check):
    """nbval이 글자로 견줄 출력이 있는지. 그림과 조절기의 자리는 글이 아닙니다."""
    if not check or cell.execution_count is None:
        return False
    texts = (
        output.get("text") if output.output_type == "stream" else output.get("data", {}).get("text/plain")
        for output in cell.outputs
        if output.get("name") != "stderr"
    )
    return any(text and not text.startswith("<") for text in texts)
