"""How cases are judged, and read again where they are kept."""

import json

import pytest

from denizen.domain.cases import (
    Expected,
    Setting,
    always_in_force,
    asked,
    parse_cases,
    passes,
    read_kept,
)
from denizen.domain.determinations import Answer, Determination, Effect
from denizen.domain.directives import DirectiveKind, KeptCase
from denizen.domain.errors import InvalidError
from denizen.domain.evaluation import compile_version
from denizen.domain.rules import CitizenOf, Not, PresentIn
from tests.unit.cases.test_cases import case
from tests.unit.cases.test_readings import RAW
from tests.unit.evaluation.builders import US, countries, provision, version

AMERICANS_PASS = version(provision(Not(CitizenOf(countries(US)))))


@pytest.mark.parametrize(
    ("citizenship", "expected", "passed"),
    [
        pytest.param(["US"], "NOT_FOREIGN", True, id="cleared, as expected"),
        pytest.param(["US"], "FOREIGN", False, id="cleared, and foreign expected"),
        pytest.param(["FR"], "FOREIGN", True, id="foreign, as expected"),
        pytest.param([], "FOREIGN", True, id="citizen of none"),
    ],
)
def test_a_case_is_judged_by_a_version_whenever_it_is(citizenship: list[str], expected: str, passed: bool) -> None:
    raw = {"kind": "person", "citizenships": citizenship, "citizenships_complete": True}
    directive = always_in_force(AMERICANS_PASS, compile_version(AMERICANS_PASS.content))
    assert (directive.name, directive.kind) == (AMERICANS_PASS.directive, DirectiveKind.DEFINITION)
    for at in ("0001-01-01", "2026-01-01", "9999-12-31"):
        judged = case(raw, expected=expected, at=at)
        assert passes(judged, asked(judged, directive, Setting({}, ()))) is passed


@pytest.mark.parametrize(
    ("location", "expected"),
    [({"country": "US"}, "FOREIGN"), ({"country": "FR"}, "NOT_FOREIGN"), (None, "UNDETERMINED")],
    ids=["there", "elsewhere", "not said"],
)
def test_a_case_says_where_the_person_is(location: dict[str, str] | None, expected: str) -> None:
    present = version(provision(PresentIn(countries(US))))
    directive = always_in_force(present, compile_version(present.content))
    judged = case({"kind": "person", "location": location}, expected=expected)
    assert passes(judged, asked(judged, directive, Setting({}, ())))


def test_an_answer_is_explained_where_that_is_wanted() -> None:
    directive = always_in_force(AMERICANS_PASS, compile_version(AMERICANS_PASS.content))
    judged = case({"kind": "person", "citizenships": ["FR"]})
    shown, unshown = (asked(judged, directive, Setting({}, ()), explain=each) for each in (True, False))
    assert (shown.explanation is None, unshown.explanation is None) == (False, True)


@pytest.mark.parametrize(
    ("determination", "expected"),
    [
        (Determination.FOREIGN_NATIONAL, "FOREIGN"),
        (Determination.NOT_FOREIGN_NATIONAL, "NOT_FOREIGN"),
        (Determination.NOT_APPLICABLE, "NOT_FOREIGN"),
        (Determination.UNDETERMINED, "UNDETERMINED"),
    ],
    ids=lambda each: each.value if isinstance(each, Determination) else "",
)
def test_an_answer_passes_where_it_was_expected(determination: Determination, expected: str) -> None:
    given = [
        each.value for each in Expected if passes(case({"kind": "person"}, expected=each.value), _found(determination))
    ]
    assert given == [expected]


def _found(determination: Determination) -> Answer:
    return Answer(determination, Effect.DENY, ())


def test_a_case_that_is_kept_is_read_again() -> None:
    assert read_kept(KeptCase("a", json.dumps(RAW))) == parse_cases([RAW])[0]


@pytest.mark.parametrize(
    ("kept", "message"),
    [
        pytest.param(KeptCase("a", "{"), "json: got '{', wanted a case as JSON", id="no JSON"),
        pytest.param(KeptCase("b", json.dumps(RAW)), "id: got 'b', wanted the id of the case, 'a'", id="another id"),
        pytest.param(KeptCase("a", "7"), "[0]: got 7, wanted a mapping", id="no case"),
    ],
)
def test_what_is_kept_must_be_the_case(kept: KeptCase, message: str) -> None:
    with pytest.raises(InvalidError) as refused:
        read_kept(kept)
    assert refused.value.message == message


def test_nesting_without_end_is_no_case() -> None:
    with pytest.raises(InvalidError) as refused:
        read_kept(KeptCase("a", "[" * 100_000))
    assert refused.value.field == "json"
