"""How Python runs a process that serves."""

import gc
import sys

_COLLECT_AFTER = (10_000, 20, 20)
"""Objects that are made until the youngest are looked through for cycles, and how often until older ones are."""
_TURN_SECONDS = 0.001
"""How long one thread may keep the others waiting. Five times that, as Python has it, is what a kept answer waits
whenever another thread works on an answer that is not: it needs a turn two times."""


def settle() -> None:
    """For the whole process, once, when it has started. What was made until then stays: looking through it for cycles
    again and again takes a third of the time of calls that make many objects, such as imports."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)
    sys.setswitchinterval(_TURN_SECONDS)
