"""What was found and cannot have changed is not found again."""

from datetime import timedelta
from typing import Any

import pytest

from denizen.domain.claims import (
    Residence,
)
from denizen.domain.determinations import Cause
from denizen.domain.rules import (
    All,
    AnyOf,
    CitizenOf,
    Definition,
    Not,
    ResidentIn,
    Rule,
)
from tests.unit.evaluation.builders import (
    CN,
    FR,
    GB,
    SUBSTANTIAL,
    US,
    ada,
    ask,
    attest,
    citizen,
    clearing,
    countries,
    day,
    directive,
    only,
    provision,
    version,
)

BY_DATE = [attest(Residence(US), end="2025")]
AMONG = tuple(CitizenOf(countries(each)) for each in (US, CN, FR))
FRENCH, RESIDENT = CitizenOf(countries(FR)), ResidentIn(countries(CN))
ONCE = ["citizen_of FR", "resident_in CN", "resident_in CN"]
TWICE = ["citizen_of FR", "resident_in CN"] * 2


@pytest.mark.parametrize(
    ("rule", "more", "expected"),
    [
        pytest.param(AnyOf((FRENCH, RESIDENT)), {}, ONCE, id="in an any"),
        pytest.param(All((Not(FRENCH), RESIDENT)), {}, ONCE, id="in an all, and a not"),
        pytest.param(Not(AnyOf((FRENCH, Not(Not(RESIDENT))))), {}, ONCE, id="deeper down"),
        pytest.param(AnyOf((Definition("french"), Definition("resident"))), {}, ONCE, id="in definitions"),
        pytest.param(AnyOf((FRENCH, RESIDENT)), {"allow_until": day("2025")}, TWICE, id="more changes than claims"),
    ],
)
@pytest.mark.parametrize("explain", [False, True], ids=["told", "explained"])
def test_what_cannot_have_changed(
    rule: Rule, more: dict[str, Any], expected: list[str], explain: bool, looked: list[str]
) -> None:
    given = version(provision(rule, **more), definitions={"french": FRENCH, "resident": RESIDENT})
    answer = ask(directive(given), ada(*only(citizen(US)), *BY_DATE), explain=explain)
    assert answer.valid_until == day("2025")
    assert looked == expected


def test_what_is_not_stale_yet(looked: list[str]) -> None:
    bars = clearing(SUBSTANTIAL, max_age=timedelta(days=366))
    facts = ada(*only(citizen(GB), verified="2024-03-01"), attest(Residence(US)))
    answer = ask(directive(version(provision(AnyOf((FRENCH, RESIDENT)), thresholds=bars))), facts)
    assert (answer.valid_until, answer.cause) == (day("2025-01-01"), Cause.FRESHNESS)
    assert looked == ONCE


def test_what_was_found_together_and_cannot_have_changed(looked: list[str]) -> None:
    given = version(provision(AnyOf((*AMONG[1:], RESIDENT))))
    answer = ask(directive(given), ada(*only(citizen(US)), *BY_DATE), explain=False)
    assert answer.valid_until == day("2025")
    assert looked == ONCE[1:]
    looked.clear()
    given = version(provision(AnyOf((ResidentIn(countries(US)), RESIDENT, FRENCH))))
    answer = ask(directive(given), ada(attest(Residence(GB)), attest(citizen(FR), start="2025")), explain=False)
    assert answer.valid_until == day("2025")
    assert looked == ONCE[:1] * 2


def test_a_provision_that_cannot_have_changed(looked: list[str]) -> None:
    given = version(provision(FRENCH, id="a"), provision(RESIDENT, id="b"))
    ask(directive(given), ada(*only(citizen(US)), *BY_DATE))
    assert looked == ONCE
