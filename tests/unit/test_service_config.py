import json
from pathlib import Path

import pytest

from denizen.client import service_config

DOCS = Path(__file__).parents[2] / "docs" / "serving.md"


@pytest.mark.parametrize("waits", [True, False])
def test_repeats_what_a_drain_answers(waits: bool) -> None:
    (method,) = json.loads(service_config(wait_for_ready=waits))["methodConfig"]
    assert method["name"] == [{}]
    assert method["waitForReady"] is waits
    assert set(method["retryPolicy"]["retryableStatusCodes"]) == {"UNAVAILABLE", "CANCELLED"}


def test_the_documented_one_is_ours() -> None:
    _, _, rest = DOCS.read_text().partition("```json\n")
    assert json.loads(rest.partition("```")[0]) == json.loads(service_config())
