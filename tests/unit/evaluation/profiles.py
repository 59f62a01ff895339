"""How many examples a property gets: `make test` takes the same ones each time, `DENIZEN_TESTS=long` many new ones."""

import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings

LONG = os.environ.get("DENIZEN_TESTS") == "long"
_TIMES = 10 if LONG else 1


def examples(number: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return settings(
        max_examples=number * _TIMES,
        deadline=None,
        derandomize=not LONG,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )
