"""Every implementation of the ports, behind one fixture."""

import pytest

from denizen.storage.memory import MemoryStore
from denizen.usecases.ports import Store
from tests.storage.builders import SettableClock


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture(params=["memory"])
def store(clock: SettableClock) -> Store:
    return MemoryStore(clock, patience=0.2)
