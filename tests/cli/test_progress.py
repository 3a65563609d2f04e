"""진행 표시: 남은 시간의 셈과 화면에 적는 줄."""

import io

import pytest

from gan_course.cli.progress import Progress


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_before_anything_is_known_the_records_are_believed(clock):
    assert Progress([[1.0, 9.0], [20.0]], clock).remaining() == 30.0


def test_a_slower_computer_is_seen_from_the_cells_that_are_done(clock):
    progress = Progress([[90.0, 30.0, 5.0], [100.0]], clock)
    with progress.chapter("하나") as finish:
        progress.cell(0)
        clock.now += 190  # 두 배쯤 느립니다: (190 + 10) / (90 + 10)
        progress.cell(1)
        assert progress.remaining() == pytest.approx(2 * (30 + 5 + 100))
        clock.now += 15
        assert progress.remaining() == pytest.approx(2 * (30 + 5 + 100) - 15)
        clock.now += 45
        progress.cell(2)
        clock.now += 10
        finish("완료")
    assert progress.remaining() == pytest.approx(200)


def test_a_cell_that_takes_longer_than_forecast_is_believed_at_once(clock):
    """앞의 셀이 짧아 빠르기를 몰랐어도, 긴 셀이 끝날 때까지 '곧 끝납니다'라고 말하지 않습니다."""
    progress = Progress([[1.0, 60.0], [60.0]], clock)
    progress.cell(0)
    clock.now += 1
    progress.cell(1)
    clock.now += 300
    assert progress.remaining() == pytest.approx((301 + 10) / (61 + 10) * 60)


def test_one_slow_start_does_not_multiply_the_whole_course(clock):
    """0.0초로 적힌 셀이 3초 걸렸다고 나머지를 몇 시간으로 어림하지 않습니다."""
    progress = Progress([[0.0, 0.1, 600.0]], clock)
    progress.cell(0)
    clock.now += 3
    assert progress.remaining() < 800
    progress.cell(1)
    clock.now += 1
    progress.cell(2)
    assert 600 <= progress.remaining() < 900


def test_an_unknown_chapter_makes_the_rest_unknown_until_it_is_done(clock):
    progress = Progress([None, [40.0]], clock)
    assert progress.remaining() is None
    with progress.chapter("하나") as finish:
        progress.cell(0)
        clock.now += 7
        assert progress.remaining() is None
        finish("완료")
    assert progress.remaining() == 40.0


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize("stream, alive", [(Terminal, True), (io.StringIO, False)])
def test_a_terminal_shows_the_cell_and_a_log_one_line_a_chapter(monkeypatch, clock, stream, alive):
    monkeypatch.setattr("sys.stdout", stdout := stream())
    progress = Progress([[0.0, 60.0], [60.0]], clock)
    with progress.chapter("03_train_step") as finish:
        progress.cell(1)
        clock.now += 5
        monkeypatch.undo()  # tqdm은 처음 받은 화면에 그립니다
        import time

        time.sleep(1.2)
        monkeypatch.setattr("sys.stdout", stdout)
        clock.now += 55
        finish("완료")
    shown = stdout.getvalue()
    assert ("셀 2/2  5초, 남은 시간 약 1분 55초" in shown) == alive
    lines = [line for line in shown.replace("\r", "\n").splitlines() if line.strip()]
    assert lines[-1] == "[1/2] 03_train_step  완료  1분 0초, 남은 시간 약 1분 0초"
    assert alive or len(lines) == 1
