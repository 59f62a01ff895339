"""Conditions of an authorization, and when it begins and ends."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from denizen.domain.claims import Residence
from denizen.domain.determinations import Cause, Effect, Presence
from denizen.domain.errors import InvalidError
from denizen.domain.evaluation import check_conditions
from denizen.domain.names import AuthorizationName, attestation_of
from denizen.domain.rules import All, CitizenOf, Definition, Is, Not, PresentIn, ResidentIn, Rule, Since
from tests.unit.evaluation.builders import (
    ACME,
    ADA,
    FR,
    HIGH,
    LOW,
    NOW,
    PERSON,
    SUBSTANTIAL,
    TICK,
    US,
    ada,
    ask,
    attest,
    clearing,
    countries,
    day,
    held,
    provision,
)
from tests.unit.evaluation.test_authorizations import (
    BY_EMPLOYER,
    BY_LIST,
    BY_NAME,
    FOREIGN,
    NOT_AMERICAN,
    RESIDENT,
    licence,
    licensed,
    listing,
    works_for,
)

CONDITIONS: dict[str, tuple[Rule, Any, Effect]] = {
    "met": (RESIDENT, [attest(Residence(FR))], Effect.ALLOW),
    "not met": (RESIDENT, [attest(Residence(US))], Effect.DENY),
    "not known": (RESIDENT, [], Effect.DENY),
    "met by one's own word": (RESIDENT, [attest(Residence(FR), LOW)], Effect.DENY),
    "what must not be is known not to be": (
        All((Is(PERSON), Not(ResidentIn(countries(US))))),
        [attest(Residence(FR))],
        Effect.ALLOW,
    ),
    "what must not be, by one's own word": (
        All((Is(PERSON), Not(ResidentIn(countries(US))))),
        [attest(Residence(FR), LOW)],
        Effect.DENY,
    ),
}


@pytest.mark.parametrize(("conditions", "facts", "effect"), CONDITIONS.values(), ids=CONDITIONS)
def test_conditions_take_what_it_takes_to_clear(conditions: Rule, facts: Any, effect: Effect) -> None:
    answered = ask(licensed(replace(BY_NAME, conditions=conditions)), ada(*FOREIGN, *facts))
    assert answered.effect is effect


def test_conditions_take_what_the_provision_takes() -> None:
    strict = provision(NOT_AMERICAN, thresholds=clearing(HIGH))
    named = licensed(replace(BY_NAME, conditions=RESIDENT), provisions=(strict,))
    assert ask(named, ada(*FOREIGN, attest(Residence(FR), SUBSTANTIAL))).effect is Effect.DENY
    assert ask(named, ada(*FOREIGN, attest(Residence(FR), HIGH))).effect is Effect.ALLOW


def test_conditions_are_part_of_what_it_rests_on() -> None:
    answered = ask(licensed(replace(BY_NAME, conditions=RESIDENT)), ada(*FOREIGN, attest(Residence(FR), id="home")))
    assert attestation_of(ADA, "home") in answered.rests_on


def test_conditions_may_ask_where_the_principal_is() -> None:
    named = licensed(replace(BY_NAME, conditions=PresentIn(countries(FR))))
    assert ask(named, ada(*FOREIGN)).effect is Effect.DENY
    assert ask(named, ada(*FOREIGN), presence=Presence(FR, NOW, "geoip", HIGH)).effect is Effect.ALLOW
    assert ask(named, ada(*FOREIGN), presence=Presence(FR, NOW, "geoip", LOW)).effect is Effect.DENY


def test_conditions_take_a_presence_as_fresh_as_the_provision_does() -> None:
    recent = provision(NOT_AMERICAN, presence_max_age=timedelta(hours=1))
    named = licensed(replace(BY_NAME, conditions=PresentIn(countries(FR))), provisions=(recent,))
    for age, effect in ((timedelta(hours=1) - TICK, Effect.ALLOW), (timedelta(hours=1), Effect.DENY)):
        assert ask(named, ada(*FOREIGN), presence=Presence(FR, NOW - age, "geoip", HIGH)).effect is effect


def test_of_several_the_first_by_name_answers() -> None:
    given_ = [replace(BY_NAME, name=AuthorizationName(f"authorizations/{each}")) for each in "cab"]
    unmet = licence("0", principals=frozenset({ADA}), conditions=RESIDENT)
    assert ask(licensed(*given_, unmet), ada(*FOREIGN)).authorization == "authorizations/a"


def test_it_begins_and_ends() -> None:
    during = licensed(replace(BY_NAME, effective=held("2024-07-01", "2024-08-01")))
    first, last = day("2024-07-01"), day("2024-08-01")
    before = ask(during, ada(*FOREIGN), at=NOW)
    assert (before.effect, before.valid_until, before.cause) == (Effect.DENY, first, Cause.AUTHORIZATION)
    within = ask(during, ada(*FOREIGN), at=first)
    assert (within.effect, within.valid_until, within.cause) == (Effect.ALLOW, last, Cause.AUTHORIZATION)
    assert ask(during, ada(*FOREIGN), at=last - TICK).effect is Effect.ALLOW
    assert ask(during, ada(*FOREIGN), at=last).effect is Effect.DENY


def test_it_changes_when_its_conditions_begin_to_ask() -> None:
    since = All((Is(PERSON), CitizenOf(countries(FR), when=Since(day("2025")))))
    before = ask(licensed(replace(BY_NAME, conditions=since)), ada(*FOREIGN))
    assert (before.effect, before.valid_until, before.cause) == (Effect.DENY, day("2025"), Cause.AUTHORIZATION)


def test_the_end_of_one_that_covers_others_ends_nothing() -> None:
    ending = licence(principals=frozenset({ACME}), effective=held(None, "2024-08-01"))
    assert ask(licensed(ending), ada(*FOREIGN)).valid_until is None


def test_it_ends_with_the_employment_and_with_the_list() -> None:
    employed = ask(licensed(BY_EMPLOYER), ada(*FOREIGN, works_for(start="2024", end="2025")))
    assert (employed.valid_until, employed.cause) == (day("2025"), Cause.HELD)
    on_list = listing(b"k", during=held(None, "2025"))
    screened = ask(licensed(BY_LIST), ada(*FOREIGN, keys=[b"k"]), reference=on_list)
    assert (screened.valid_until, screened.cause) == (day("2025"), Cause.REFERENCE_DATA)


REFUSED: Mapping[str, tuple[Rule, str]] = {
    "without a guard": (ResidentIn(countries(FR)), "conditions.resident_in"),
    "empty": (All(()), "conditions.all"),
    "with a definition, which none has": (Definition("x"), "conditions.definition"),
}


@pytest.mark.parametrize(("conditions", "field"), REFUSED.values(), ids=REFUSED)
def test_conditions_that_this_provision_does_not_take(conditions: Rule, field: str) -> None:
    with pytest.raises(InvalidError) as refused:
        licensed(replace(BY_NAME, conditions=conditions))
    assert refused.value.field == field


@pytest.mark.parametrize(("conditions", "field"), REFUSED.values(), ids=REFUSED)
def test_conditions_that_no_provision_could_take(conditions: Rule, field: str) -> None:
    with pytest.raises(InvalidError) as refused:
        check_conditions(conditions, "licence.conditions")
    assert refused.value.field == f"licence.{field}"
