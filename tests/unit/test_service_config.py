import json

import pytest

from denizen.client import service_config


@pytest.mark.parametrize("waits", [True, False])
def test_repeats_what_a_drain_answers(waits: bool) -> None:
    (method,) = json.loads(service_config(wait_for_ready=waits))["methodConfig"]
    assert method["name"] == [{}]
    assert method["waitForReady"] is waits
    assert set(method["retryPolicy"]["retryableStatusCodes"]) == {"UNAVAILABLE", "CANCELLED"}
