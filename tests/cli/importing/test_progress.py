"""What is shown while an import runs: how many rows, how quick, and how long it will take."""

import io

import pytest

from denizen.cli.importing.progress import progress


class Terminal(io.StringIO):
    """Shows whoever asks that it is one."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr("denizen.cli.importing.progress.time.monotonic", lambda: now[0])
    return now


Told = pytest.CaptureFixture[str]


def test_elsewhere_than_on_a_terminal_a_line_now_and_then(clock: list[float], capsys: Told) -> None:
    with progress(1_000_000, 0) as advance:
        for second in range(1, 13):
            clock[0] = float(second)
            advance(25_000 * second, 1_500 * second)
    assert capsys.readouterr().err.splitlines() == [
        "7,500 rows, 12%, 1,500 rows/s, about 35 s left",
        "15,000 rows, 25%, 1,500 rows/s, about 30 s left",
    ]


def test_what_an_earlier_run_did_makes_this_one_no_quicker(clock: list[float], capsys: Told) -> None:
    with progress(1_000_000, 20_000) as advance:
        for second in range(1, 7):
            clock[0] = float(second)
            advance(500_000 + 25_000 * (second - 1), 20_000 + 1_500 * second)
    assert capsys.readouterr().err == "27,500 rows, 60%, 1,500 rows/s, about 16 s left\n"


def test_an_empty_file_and_no_progress_yet_are_no_error(clock: list[float], capsys: Told) -> None:
    with progress(0, 0) as advance:
        clock[0] = 6.0
        advance(0, 0)
    assert "0 rows" in capsys.readouterr().err


def test_on_a_terminal_a_bar_with_rate_and_remaining_time(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    with progress(1000, 0) as advance:
        advance(500, 40)
    text = terminal.getvalue()
    assert "40 rows" in text
    assert "50%" in text
    assert "/s" in text
