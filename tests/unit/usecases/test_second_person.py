"""Changes that take two people: one person is one, by whatever credentials, for whomever, through whatever portal."""

from collections.abc import Callable

import pytest

from denizen.domain.disclosure import Tier
from denizen.domain.errors import PreconditionError
from denizen.domain.grants import Grant, GrantState
from denizen.domain.issuer_proposals import ProposalState
from denizen.domain.issuers import Issuer
from denizen.domain.names import CallerName, GrantName, PrincipalName
from denizen.domain.principals import ExternalIdentifier, PrincipalKind
from denizen.domain.roles import Role
from denizen.usecases.context import Call, Caller, Method
from denizen.usecases.grants import GrantUseCases
from denizen.usecases.issuer_use_cases import IssuerUseCases
from denizen.usecases.principals import NewPrincipal
from tests.unit.usecases.builders import HR, Clock, House

NAME = GrantName("grants/gate")
GATE = Grant(NAME, CallerName("callers/gate"), Role.GATEWAY, None, None, None, Tier.EFFECT)


def by(caller: str, on_behalf_of: str = "") -> Call:
    return Call(Caller(f"callers/{caller}", method=Method.TOKEN), on_behalf_of=on_behalf_of)


KNOWN = {
    "ada": (PrincipalKind.PERSON, ["callers/ada", "callers/ada-laptop"]),
    "gate": (PrincipalKind.PERSON, ["callers/gate", "callers/gate-desk"]),
    "bot": (PrincipalKind.SERVICE, ["callers/bot"]),
}


@pytest.fixture
def house(empty: House) -> House:
    for name, (kind, callers) in KNOWN.items():
        identifiers = frozenset(ExternalIdentifier("caller", each) for each in callers)
        empty.principals.create(by("test"), NewPrincipal(name, kind, identifiers=identifiers))
    return empty


def grant(house: House) -> tuple[Callable[[Call], object], Callable[[Call], object]]:
    grants = GrantUseCases.on(house.store)
    return lambda call: grants.propose(call, GATE), lambda call: grants.approve(call, NAME)


def issuer(house: House) -> tuple[Callable[[Call], object], Callable[[Call], object]]:
    issuers, names = IssuerUseCases.on(house.store, Clock(), lambda _: b""), []

    def propose(call: Call) -> None:
        names.append(issuers.propose(call, Issuer(HR)).value.name)

    return propose, lambda call: issuers.decide(call, names[0], ProposalState.APPROVED)


@pytest.mark.parametrize("change", [grant, issuer])
@pytest.mark.parametrize(
    ("proposing", "approving"),
    [
        pytest.param(by("ada"), by("ada-laptop"), id="another credential of hers"),
        pytest.param(by("x", "callers/ada"), by("ada-laptop"), id="for her by one, herself by another credential"),
        pytest.param(by("x", "principals/ada"), by("ada"), id="for the principal that she is"),
        pytest.param(by("ada"), by("x", "principals/ada"), id="by somebody who acts for her"),
        pytest.param(by("ada"), by("ada-laptop", "principals/ben"), id="her other credential, for another"),
        pytest.param(by("bot", "principals/ada"), by("bot", "principals/ben"), id="two people at a known portal"),
    ],
)
def test_one_person_with_several_credentials_is_one(
    house: House,
    change: Callable[[House], tuple[Callable[[Call], object], Callable[[Call], object]]],
    proposing: Call,
    approving: Call,
) -> None:
    propose, approve = change(house)
    propose(proposing)
    with pytest.raises(PreconditionError, match="second person"):
        approve(approving)
    approve(by("ben"))


@pytest.mark.parametrize("change", [grant, issuer])
def test_nobody_becomes_a_second_person_by_unlinking_a_credential(
    house: House, change: Callable[[House], tuple[Callable[[Call], object], Callable[[Call], object]]]
) -> None:
    propose, approve = change(house)
    propose(by("ada"))
    house.principals.unlink(
        by("test"), PrincipalName("principals/ada"), ExternalIdentifier("caller", "callers/ada-laptop")
    )
    with pytest.raises(PreconditionError, match="second person"):
        approve(by("ada-laptop"))


def test_whom_it_is_granted_approves_it_by_no_credential(house: House) -> None:
    propose, approve = grant(house)
    propose(by("ada"))
    with pytest.raises(PreconditionError, match="second person"):
        approve(by("gate-desk"))


def test_who_proposed_it_takes_it_back_by_any_credential(house: House) -> None:
    grants = GrantUseCases.on(house.store)
    grants.propose(by("ada"), GATE)
    with pytest.raises(PreconditionError):
        grants.withdraw(by("ben"), NAME)
    assert grants.withdraw(by("ada-laptop"), NAME).value.state is GrantState.WITHDRAWN
