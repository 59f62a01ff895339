"""Presence comes with the request and grows old; lists are closed, for who can be screened."""

from datetime import timedelta

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.claims import ActsFor
from denizen.domain.determinations import Cause, Presence, Reason, Truth
from denizen.domain.intervals import Interval
from denizen.domain.names import ListName
from denizen.domain.reference import Reference
from denizen.domain.rules import Affiliated, Listed, Not, PresentIn, Rule
from tests.unit.evaluation.builders import (
    ADA,
    BOT,
    EMPLOYEE,
    FALSE,
    FR,
    HIGH,
    LOW,
    NOW,
    SELF_DECLARED,
    SERVICE,
    SUBSTANTIAL,
    TICK,
    TRUE,
    UNKNOWN,
    US,
    about,
    acme,
    ada,
    attest,
    clearing,
    countries,
    day,
    employee,
    found,
    lists,
    under,
    value,
)

HERE = PresentIn(countries(US))
HOUR = timedelta(hours=1)


def seen(level: AssuranceLevel = HIGH, age: timedelta = timedelta()) -> Presence:
    return Presence(US, NOW - age, "gateway", level)


@pytest.mark.parametrize(
    ("rule", "presence", "expected", "reasons"),
    [
        pytest.param(HERE, None, UNKNOWN, (Reason.PRESENCE_NOT_GIVEN,), id="not given, or not permitted"),
        pytest.param(HERE, seen(), TRUE, (), id="there"),
        pytest.param(PresentIn(countries(FR)), seen(), FALSE, (), id="elsewhere"),
        pytest.param(HERE, seen(SELF_DECLARED), TRUE, (), id="weakly there restricts"),
        pytest.param(PresentIn(countries(FR)), seen(LOW), UNKNOWN, (Reason.ASSURANCE_TOO_LOW,), id="weakly elsewhere"),
        pytest.param(PresentIn(countries(FR)), seen(SUBSTANTIAL), FALSE, (), id="surely elsewhere"),
        pytest.param(HERE, seen(age=HOUR - TICK), TRUE, (), id="the last fresh instant"),
        pytest.param(HERE, seen(age=HOUR), UNKNOWN, (Reason.STALE,), id="the first stale instant"),
        pytest.param(HERE, seen(age=-HOUR), TRUE, (), id="observed after the moment asked about"),
    ],
)
def test_presence(rule: Rule, presence: Presence | None, expected: Truth, reasons: tuple[Reason, ...]) -> None:
    for facts in (ada(), acme()):
        tree = found(rule, facts, presence=presence, provided={"presence_max_age": HOUR})
        assert (tree.value, tree.reasons) == (expected, reasons)


def test_under_a_not_it_is_the_other_way_round() -> None:
    assert value(Not(HERE), ada(), presence=seen(LOW)) is UNKNOWN
    assert value(Not(HERE), ada(), presence=seen()) is FALSE
    assert value(Not(PresentIn(countries(FR))), ada(), presence=seen(LOW)) is TRUE
    assert value(Not(HERE), ada(), presence=seen(SUBSTANTIAL), provided={"thresholds": clearing(HIGH)}) is UNKNOWN


def test_without_a_limit_presence_does_not_grow_old() -> None:
    assert value(HERE, ada(), presence=seen(age=1000 * HOUR)) is TRUE


def test_presence_is_of_the_principal_asked_about_alone() -> None:
    rule = Affiliated(frozenset((EMPLOYEE,)), HERE)
    tree = found(rule, ada(attest(employee(acme().name))), acme(), presence=seen())
    assert tree.children[0].reasons == (Reason.PRESENCE_NOT_GIVEN,)


def test_presence_of_a_service_is_its_own() -> None:
    assert value(HERE, about(BOT, attest(ActsFor(ADA)), kind=SERVICE), ada(), presence=seen()) is TRUE


def test_presence_ends_an_answer() -> None:
    answer = under(HERE, ada(), presence=seen(age=HOUR / 2), provided={"presence_max_age": HOUR})
    assert (answer.valid_until, answer.cause) == (NOW + HOUR / 2, Cause.PRESENCE)


LISTED = Listed(frozenset((ListName("lists/a"), ListName("lists/b"))))


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        pytest.param([], UNKNOWN, id="nothing to screen by"),
        pytest.param([b"x"], FALSE, id="on no list"),
        pytest.param([b"a"], TRUE, id="on the first"),
        pytest.param([b"b"], TRUE, id="on the second"),
        pytest.param([b"c"], FALSE, id="on a list not asked about"),
        pytest.param([b"x", b"b"], TRUE, id="by one of two identifiers"),
    ],
)
def test_lists(keys: list[bytes], expected: Truth) -> None:
    for facts in (ada(keys=keys), acme(keys=keys)):
        assert value(LISTED, facts, reference=lists(a=[b"a"], b=[b"b"], c=[b"c"])) is expected


def test_why_it_cannot_be_screened() -> None:
    assert found(LISTED, ada()).reasons == (Reason.NOT_ATTESTED,)


def test_a_list_that_is_not_there_has_nobody_on_it() -> None:
    assert value(LISTED, ada(keys=[b"a"])) is FALSE


def test_entries_are_dated_and_half_open() -> None:
    during = (Interval(day("2023"), day("2024")), Interval(day("2025")))
    reference = Reference(entries={ListName("lists/a"): {b"a": during}})
    expected = {"2022-12-31": FALSE, "2023-01-01": TRUE, "2023-12-31": TRUE, "2024-01-01": FALSE, "2025-01-01": TRUE}
    for at, there in expected.items():
        assert value(LISTED, ada(keys=[b"a"]), reference=reference, at=day(at)) is there
    answer = under(LISTED, ada(keys=[b"a"]), reference=reference, at=day("2023"))
    assert (answer.valid_until, answer.cause) == (day("2024"), Cause.REFERENCE_DATA)
