import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.h2load import Load, LoadError, Shape, framed, parsed

SHAPE = Shape(4, 8)
OUTPUT = """
finished in 3.00s, 6691.67 req/s, 619.39KB/s
requests: 20075 total, 20075 started, 20075 done, {requests}
status codes: 20075 2xx, 0 3xx, 0 4xx, 0 5xx
traffic: 1.81MB (1902755) total, 77.67KB (79532) headers (space savings 94.82%), 1.13MB (1184425) data
"""
FAILED = "20000 succeeded, 75 failed, 0 errored, 0 timeout"
ERRORED = "20074 succeeded, 0 failed, 1 errored, 0 timeout"
ALL_WELL = "20075 succeeded, 0 failed, 0 errored, 0 timeout"


def test_reads_what_h2load_prints() -> None:
    load = parsed(OUTPUT.format(requests=ALL_WELL), "", SHAPE)
    assert load == Load(calls=20075, rate=6691.67, answer_bytes=59.0)


def test_reads_what_h2load_logs() -> None:
    log = "1795425727000000\t200\t250000\n1795425727100000\t200\t400000\n1795425727250000\t200\t500000\n"
    load = parsed(OUTPUT.format(requests=ALL_WELL), log, SHAPE)
    assert load.latencies == (250000, 400000, 500000)
    assert load.rate == pytest.approx(4), "two more answers in the half second after the first"


@pytest.mark.parametrize(
    ("output", "log", "says"),
    [
        pytest.param(OUTPUT.format(requests=FAILED), "", "failed", id="failed"),
        pytest.param(OUTPUT.format(requests=ERRORED), "", "failed", id="errored"),
        pytest.param(OUTPUT.format(requests=ALL_WELL), "1\t-1\t5\n", "status", id="a call without an answer"),
        pytest.param("", "", "no result", id="nothing"),
        pytest.param(
            OUTPUT.replace("20075", "0").format(requests="0 succeeded, 0 failed, 0 errored, 0 timeout"),
            "",
            "no call",
            id="no call answered",
        ),
    ],
)
def test_a_run_that_failed_does_not_count(output: str, log: str, says: str) -> None:
    with pytest.raises(LoadError, match=says):
        parsed(output, log, SHAPE)


@given(st.lists(st.integers(0, 10**7), min_size=1), st.floats(0.01, 1))
def test_a_percentile_is_the_least_latency_that_so_many_calls_kept(latencies: list[int], share: float) -> None:
    found = Load(len(latencies), 1.0, 1.0, tuple(sorted(latencies))).percentile(share) * 1000
    kept = sum(latency <= found + 0.5 for latency in latencies)
    fewer = sum(latency < found - 0.5 for latency in latencies)
    assert kept >= math.ceil(share * len(latencies)) > fewer


def test_a_frame_tells_its_length() -> None:
    assert framed(b"x" * 258) == b"\x00\x00\x00\x01\x02" + b"x" * 258
