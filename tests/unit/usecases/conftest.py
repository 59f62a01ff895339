import pytest

from denizen.domain.principals import PrincipalKind
from tests.unit.usecases.builders import ACME, ALICE, BOT, House
from tests.unit.usecases.issuing import Desk


@pytest.fixture
def empty() -> House:
    return House()


@pytest.fixture
def house(empty: House) -> House:
    """With a person, an organisation, a service and an issuer."""
    empty.add(ALICE)
    empty.add(ACME, PrincipalKind.ORGANISATION)
    empty.add(BOT, PrincipalKind.SERVICE)
    empty.register()
    return empty


@pytest.fixture
def desk(empty: House) -> Desk:
    """Where two people change issuers."""
    empty.add(ALICE)
    return Desk(empty)
