"""How many examples a property gets: `make test` takes the same ones each time, `DENIZEN_TESTS=long` many new ones.

`DENIZEN_TESTS=mutation` takes few, and does not look for the smallest that fails: that one fails is all it asks.
"""

import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, settings

LONG = os.environ.get("DENIZEN_TESTS") == "long"
MUTATION = os.environ.get("DENIZEN_TESTS") == "mutation"


def examples(number: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return settings(
        max_examples=number * 10 if LONG else min(number, 8) if MUTATION else number,
        deadline=None,
        derandomize=not LONG,
        database=None,
        phases=(Phase.explicit, Phase.generate) if MUTATION else tuple(Phase),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )
