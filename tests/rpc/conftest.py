from collections.abc import Iterator

import pytest

from tests.rpc.running_services import Services, services


@pytest.fixture
def served() -> Iterator[Services]:
    with services() as running:
        yield running
