"""What ends soon, who is to be asked again, and who is reminded of it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from denizen.domain.attestations import Attestation
from denizen.domain.claims import (
    Citizenship,
    Claim,
    ClaimKind,
    Completeness,
    ImmigrationCategory,
    ImmigrationStatus,
    Incorporation,
)
from denizen.domain.errors import InvalidError
from denizen.domain.expiring import End, Reverification, ReverificationPolicy, next_ending
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.names import AttestationName, Population, PrincipalName
from denizen.domain.principals import PrincipalKind
from denizen.evidence_table import evidence_table
from denizen.policies import reverification_policy
from denizen.usecases import expiring
from denizen.usecases.expiring import ExpiringFilter
from denizen.usecases.principals import NewPrincipal
from denizen.usecases.results import Turn
from denizen.usecases.review_use_cases import ReviewUseCases
from tests.unit.usecases.builders import ALICE, EXPORT, HER, HR, KYC, NOW, SUBSTANTIAL, US, House, submission

DAY = timedelta(days=1)
POLICY = reverification_policy()
H_1B = ImmigrationStatus(US, ImmigrationCategory.NONIMMIGRANT, "H-1B")
REQUIRED, NEVER = Reverification.REQUIRED, Reverification.NEVER


def ending(days: float) -> Interval:
    return Interval(None, NOW + days * DAY)


def attestation(claim: Claim = H_1B, **changes: Any) -> Attestation:
    name = AttestationName(f"{ALICE}/attestations/a")
    return replace(Attestation(name, claim, SUBSTANTIAL, HR, frozenset({EXPORT}), NOW), **changes)


@pytest.mark.parametrize(
    ("held", "vouched", "max_age", "expected"),
    [
        pytest.param(ALWAYS, ALWAYS, None, None, id="nothing ends"),
        pytest.param(ending(30), ALWAYS, None, End.HELD, id="on the last day"),
        pytest.param(ending(30.1), ALWAYS, None, None, id="later"),
        pytest.param(ending(0), ALWAYS, None, None, id="over"),
        pytest.param(ending(-1), ending(5), None, None, id="one is over"),
        pytest.param(ending(9), ending(5), None, End.VOUCHED, id="the first counts"),
        pytest.param(ending(9), ALWAYS, 3 * DAY, End.FRESHNESS, id="age"),
        pytest.param(ending(9), ALWAYS, 40 * DAY, End.HELD, id="fresh for long"),
    ],
)
def test_what_ends_first(held: Interval, vouched: Interval, max_age: timedelta | None, expected: End | None) -> None:
    found = next_ending(attestation(held=held, vouched=vouched), NOW, 30 * DAY, max_age)
    assert (None if found is None else found.end) is expected


@pytest.mark.parametrize(
    ("claim", "end", "expected"),
    [
        pytest.param(Citizenship(US), End.VOUCHED, NEVER, id="a citizen's passport"),
        pytest.param(
            ImmigrationStatus(US, ImmigrationCategory.PERMANENT_RESIDENT), End.VOUCHED, NEVER, id="green card"
        ),
        pytest.param(
            ImmigrationStatus(US, ImmigrationCategory.CONDITIONAL_PERMANENT_RESIDENT),
            End.VOUCHED,
            NEVER,
            id="of two years",
        ),
        pytest.param(ImmigrationStatus(US, ImmigrationCategory.ASYLEE), End.VOUCHED, NEVER, id="asylee"),
        pytest.param(H_1B, End.HELD, REQUIRED, id="time-limited"),
        pytest.param(ImmigrationStatus(US, ImmigrationCategory.TPS), End.HELD, REQUIRED, id="temporary protection"),
        pytest.param(Incorporation(US), End.VOUCHED, REQUIRED, id="organisation"),
        pytest.param(Completeness(ClaimKind.CITIZENSHIP), End.VOUCHED, NEVER, id="all citizenships"),
        pytest.param(Completeness(ClaimKind.IMMIGRATION_STATUS), End.VOUCHED, REQUIRED, id="all statuses"),
        pytest.param(Citizenship(US), End.FRESHNESS, REQUIRED, id="too old for a directive"),
    ],
)
def test_who_is_asked_again(claim: Claim, end: End, expected: Reverification) -> None:
    advice = POLICY.advice(attestation(claim), end)
    assert advice.reverification is expected
    assert advice.citation


@pytest.mark.parametrize("category", ImmigrationCategory)
def test_every_category_has_advice(category: ImmigrationCategory) -> None:
    assert POLICY.advice(attestation(ImmigrationStatus(US, category)), End.HELD).citation


@pytest.mark.parametrize(
    ("rules", "field"),
    [
        pytest.param([], "rules", id="no rules"),
        pytest.param([{"claims": ["citizen"], "reverify": "never", "citation": "x"}], "rules[0].claims", id="no kind"),
        pytest.param([{"claims": ["residence"], "reverify": "never"}], "rules[0].citation", id="no citation"),
        pytest.param([{"claims": ["residence"], "reverify": "no", "citation": "x"}], "rules[0].reverify", id="no word"),
    ],
)
def test_a_policy_that_is_none(rules: list[dict[str, Any]], field: str) -> None:
    with pytest.raises(InvalidError) as raised:
        ReverificationPolicy.parse({"rules": rules, "freshness": {"reverify": "never", "citation": "x"}})
    assert raised.value.field == field


# The list


class Still:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.moment = NOW + DAY

    def now(self) -> datetime:
        return self.moment


def filled() -> tuple[House, ReviewUseCases, list[AttestationName]]:
    """Six people, each with a status that ends after as many days as its number, and a citizenship vouched for as
    long."""
    house = House()
    house.register()
    names = []
    for number in range(2, 8):
        employee = frozenset({Population("employee" if number % 2 else "customer")})
        house.principals.create(HER, NewPrincipal(f"p-{number}", PrincipalKind.PERSON, employee))
        about = PrincipalName(f"principals/p-{number}")
        for given in ({"claim": H_1B, "held": ending(number)}, {"vouched": ending(number)}):
            made = house.attestations.submit(HER, submission(subject=about, **given))
            names.append(made.value.attestation.name)
    return house, ReviewUseCases.on(house.store, Still(), POLICY, evidence_table()), names


@pytest.mark.parametrize("size", [1, 2, 3, 50])
@pytest.mark.parametrize("required_only", [False, True])
def test_everything_that_ends_is_listed_once(size: int, required_only: bool) -> None:
    house, reviews, names = filled()
    house.attestations.revoke(HER, names.pop(2), "in-error")
    suspended = names.pop(2)
    reviews.suspend(HER, suspended, "inquiry")
    wanted, found, turn = ExpiringFilter(timedelta(days=30), required_only=required_only), [], Turn(size)
    while True:
        page = reviews.expiring(HER, wanted, turn)
        found += [each.record.attestation.name for each in page.values]
        if page.cursor is None:
            break
        # What happens in between does not show.
        reviews.suspend(HER, names[-1], "inquiry") if size == 1 and len(found) == 1 else None
        turn = Turn(size, page.cursor, page.revision.number)
    assert found == (names[0::2] if required_only else names)


@pytest.mark.parametrize("most", [1, 2, 5])
@pytest.mark.parametrize("size", [1, 50])
def test_pages_end_when_enough_was_looked_at(monkeypatch: pytest.MonkeyPatch, most: int, size: int) -> None:
    monkeypatch.setattr(expiring, "_MOST", most)
    monkeypatch.setattr(expiring, "_AT_ONCE", most)
    _, reviews, names = filled()
    wanted, found, turn = ExpiringFilter(timedelta(days=30)), [], Turn(size)
    while True:
        page = reviews.expiring(HER, wanted, turn)
        found += [each.record.attestation.name for each in page.values]
        if page.cursor is None:
            break
        turn = Turn(size, page.cursor, page.revision.number)
    assert found == names


def test_pages_speak_of_the_moment_of_the_first() -> None:
    house, _, names = filled()
    clock = Still()
    reviews = ReviewUseCases.on(house.store, clock, POLICY, evidence_table())
    wanted = ExpiringFilter(timedelta(days=5))
    first = reviews.expiring(HER, wanted, Turn(3))
    clock.moment = NOW + 6 * DAY
    rest = reviews.expiring(HER, wanted, Turn(50, first.cursor, first.revision.number))
    assert [each.record.attestation.name for each in (*first.values, *rest.values)] == names[:10]


def test_the_list_by_population_purpose_and_time() -> None:
    _, reviews, names = filled()

    def listed(call: Any = HER, **wanted: Any) -> list[AttestationName]:
        page = reviews.expiring(call, ExpiringFilter(**{"within": timedelta(days=30), **wanted}), Turn())
        return [each.record.attestation.name for each in page.values]

    assert listed(population=Population("employee")) == [*names[2:4], *names[6:8], *names[10:12]]
    assert listed(within=DAY) == names[:2]
    assert listed(replace(HER, purpose=KYC)) == []


def test_the_word_of_an_issuer_ends_with_its_rights() -> None:
    house, reviews, names = filled()
    house.register(good_for=timedelta(days=3))
    page = reviews.expiring(HER, ExpiringFilter(timedelta(days=30)), Turn())
    assert {each.ending.end for each in page.values if each.ending.moment == NOW + 2 * DAY} == {End.HELD, End.VOUCHED}
    assert max(each.ending.moment for each in page.values) < NOW + 4 * DAY
    assert len(page.values) == len(names)
