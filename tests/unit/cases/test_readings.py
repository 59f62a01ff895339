"""What is read from a case key by key, and what a refusal says of it."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from denizen.domain.cases import (
    CaseClaim,
    CasePrincipal,
    Expected,
    Setting,
    always_in_force,
    asked,
    parse_cases,
    passes,
    principals_of,
    read_kept,
)
from denizen.domain.cases.organisations import ABROAD
from denizen.domain.claims import (
    AffiliationKind,
    BranchOf,
    ClaimKind,
    Completeness,
    Control,
    EquityMarket,
    Establishment,
    ImmigrationCategory,
    ImmigrationStatus,
    Incorporation,
    MajorityOwned,
    OrganisationClass,
    OrganisationClassification,
    Ownership,
)
from denizen.domain.countries import Country
from denizen.domain.determinations import Answer, Determination, Effect
from denizen.domain.directives import DirectiveKind, KeptCase
from denizen.domain.errors import InvalidError
from denizen.domain.evaluation import compile_version
from denizen.domain.intervals import Interval
from denizen.domain.rules import CitizenOf, Not
from tests.unit.cases.test_cases import LPR, case, day, denied, holding, organisation, person
from tests.unit.evaluation.builders import US, countries, provision, version

FR = Country.of("FR")
RAW = {"id": "a", "instrument": "X", "at": "2026-01-01", "expected": "FOREIGN", "principal": {"kind": "person"}}
DATE = "a date such as 2026-06-12, or an instant in RFC 3339"


def without(key: str) -> dict[str, Any]:
    return {name: value for name, value in RAW.items() if name != key}


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        pytest.param({"id": "a"}, "cases: got 'dict', wanted a list of cases", id="one case without a list"),
        pytest.param("- a", "cases: got 'str', wanted a list of cases", id="text"),
        pytest.param([7], "[0]: got 7, wanted a mapping", id="no mapping"),
        pytest.param([{7: "id"}], "[0]: got {7: 'id'}, wanted a mapping", id="a key that is no text"),
        pytest.param([RAW, without("id")], "[1].id: got nothing, wanted an id", id="no id"),
        pytest.param([RAW | {"id": 7}], "[0].id: got 7, wanted text", id="an id that is no text"),
        pytest.param([RAW, RAW], "id: got 'a', wanted an id that no other case of the file has", id="an id twice"),
        pytest.param([without("at")], "a.at: got nothing, wanted a date", id="no moment"),
        pytest.param([RAW | {"at": "soon"}], f"a.at: got 'soon', wanted {DATE}", id="no date"),
        pytest.param(
            [RAW | {"expected": "foreign"}],
            "a.expected: got 'foreign', wanted one of FOREIGN, NOT_FOREIGN, UNDETERMINED, NOT_APPLICABLE",
            id="expected",
        ),
        pytest.param([RAW | {"principal": "ada"}], "a.principal: got 'ada', wanted a mapping", id="a principal's name"),
        pytest.param([RAW | {"by": 1}], None, id="a key that nobody reads"),
    ],
)
def test_what_a_refusal_says(raw: object, message: str | None) -> None:
    with pytest.raises(InvalidError) as refused:
        parse_cases(raw)
    if message is None:
        assert refused.value.field == "a.by"
        wanted = "at, citation, confidence, expected, id, instrument, principal, resource, why"
        assert refused.value.message == f"a.by: got 'by', wanted one of {wanted}"
    else:
        assert refused.value.message == message


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        pytest.param({"instrument": None}, "instrument: got 'directives/'", id="no instrument"),
        pytest.param({"resource": "No Such!"}, "resource: got 'resources/No Such!'", id="no resource's name"),
    ],
)
def test_a_name_that_is_none_is_refused_by_its_key(given: dict[str, object], wrong: str) -> None:
    with pytest.raises(InvalidError) as refused:
        case({"kind": "person"}, **given)
    assert refused.value.message.startswith(f"c.{wrong}")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        pytest.param(
            {"citizenships": [{}]}, "citizenships[0].country: got nothing, wanted a country", id="citizenship"
        ),
        pytest.param(
            {"residence_permits": [{}]}, "residence_permits[0].country: got nothing, wanted a country", id="permit"
        ),
        pytest.param({"citizenships": "US"}, "citizenships: got 'US', wanted a list", id="no list"),
        pytest.param({"citizenships": [7]}, "citizenships[0]: got 7, wanted a mapping", id="neither word nor mapping"),
        pytest.param({"conflicts": ["us_status", 7]}, "conflicts[1]: got 7, wanted a word", id="no word"),
        pytest.param({"conflicts": ["x"]}, "conflicts: got 'x', wanted one of us_status", id="no such conflict"),
        pytest.param({"stateless": "yes"}, "stateless: got 'yes', wanted true, false or null", id="no flag"),
        pytest.param({"residence": {"region": 7}}, "residence.region: got 7, wanted text", id="no text"),
        pytest.param(
            {"residence": {"from": "2020-01-01", "to": "2019-01-01"}},
            "residence.to: got '2019-01-01', wanted after 2020-01-01",
            id="over before it begins",
        ),
        pytest.param({"affiliations": ["ACME"]}, "affiliations[0]: got 'ACME', wanted a mapping", id="a bare word"),
    ],
)
def test_what_a_refusal_says_of_a_person(given: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidError) as refused:
        person(**given)
    assert refused.value.message == f"c.principal.{message}"


@pytest.mark.parametrize("given", [-0.5, 100.5, "half", True], ids=str)
def test_a_share_is_a_percentage(given: object) -> None:
    with pytest.raises(InvalidError) as refused:
        organisation(owners=[{"pct": given}])
    wanted = "a share in percent from 0 to 100"
    assert refused.value.message == f"c.principal.org.owners[0].pct: got {given!r}, wanted {wanted}"


@pytest.mark.parametrize("given", [0, 0.5, 100], ids=str)
def test_the_bounds_of_a_share(given: float) -> None:
    company, owner = organisation(owners=[{"pct": given}])
    assert Ownership(owner.name, Decimal(str(given))) in holding(company)


@pytest.mark.parametrize(
    ("given", "expected"),
    [*((each.value, each) for each in Expected), ("NOT_APPLICABLE", Expected.NOT_FOREIGN)],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_what_may_be_expected(given: str, expected: Expected) -> None:
    assert case({"kind": "person"}, expected=given).expected is expected


@pytest.mark.parametrize("given", ["iil", "resources/iil"])
def test_a_resource_with_and_without_its_collection(given: str) -> None:
    assert case({"kind": "person"}, resource=given).resource == "resources/iil"


def test_what_a_case_may_leave_out() -> None:
    found = case({"kind": "person"})
    assert (found.resource, found.why) == (None, "")


@pytest.mark.parametrize(
    "given",
    [
        pytest.param("2026-05-15T12:30:00", id="text without a zone"),
        pytest.param(datetime(2026, 5, 15, 12, 30), id="a moment without a zone"),  # noqa: DTZ001 - as YAML gives it
        pytest.param(datetime(2026, 5, 15, 12, 30, tzinfo=UTC), id="a moment"),
    ],
)
def test_a_moment_without_a_zone_is_in_utc(given: object) -> None:
    found = case({"kind": "person"}, at=given).at
    assert (found, found.tzinfo) == (datetime(2026, 5, 15, 12, 30, tzinfo=UTC), UTC)


def test_the_others_are_numbered() -> None:
    found = organisation(ultimate_parent={}, owners=[{"pct": 1}])
    assert [each.name for each in found] == ["principals/t-c", "principals/t-c-1", "principals/t-c-2"]


def test_the_class_of_an_admission_is_kept() -> None:
    found = person(us_status={"statuses": [{"category": "NONIMMIGRANT", "class": "H-1B"}]})
    assert holding(found) == {ImmigrationStatus(US, ImmigrationCategory.NONIMMIGRANT, "H-1B")}


@pytest.mark.parametrize(
    ("statuses", "sides"),
    [
        pytest.param([{"category": "LPR"}], {True, False}, id="the status that is named is denied"),
        pytest.param([{"category": "DACA"}], {True}, id="a closed set without it contradicts by itself"),
    ],
)
def test_a_conflict_about_a_closed_set(statuses: list[object], sides: set[bool]) -> None:
    found = person(us_status={"statuses": statuses, "complete": True}, conflicts=["us_status"])
    assert {each.holds for each in found.claims if each.claim == LPR} == sides


@pytest.mark.parametrize("given", [{"country": "FR"}, {"org": {}}, {"type": "EMPLOYEE", "org": {"x": 1}}], ids=str)
def test_an_affiliation_is_refused_by_its_place(given: dict[str, object]) -> None:
    with pytest.raises(InvalidError) as refused:
        person(affiliations=[given])
    assert refused.value.field.startswith("c.principal.affiliations[0].")


@pytest.mark.parametrize(
    ("org", "lists"),
    [pytest.param({}, frozenset(), id="described"), pytest.param(None, None, id="not described")],
)
def test_an_employer_that_is_described_was_screened(org: object, lists: frozenset[str] | None) -> None:
    raw = {"kind": "person", "affiliations": [{"type": "EMPLOYEE", "org": org}]}
    assert principals_of(case(raw), "t")[1].lists == lists


def test_affiliations_come_and_go() -> None:
    row = {"type": "EMPLOYEE", "org": {}, "from": "2020-01-01", "to": "2021-01-01"}
    found = person(affiliations=[row], affiliations_complete=True)
    affiliation, *closures = found.claims
    assert affiliation.claim.kind is ClaimKind.AFFILIATION
    assert getattr(affiliation.claim, "role", None) is AffiliationKind.EMPLOYEE
    assert affiliation.held == Interval(day("2020-01-01"), day("2021-01-01"))
    assert [len(each.claim.members) for each in closures if isinstance(each.claim, Completeness)] == [0, 1, 0]


@pytest.mark.parametrize(
    ("given", "kind", "lists"),
    [
        pytest.param({"person": True}, "person", None, id="a person of whom nothing is said"),
        pytest.param({"person": {"kind": "person"}}, "person", None, id="a person"),
        pytest.param({"person": {}, "lists": ["l"]}, "person", {"lists/l"}, id="a person on a list"),
        pytest.param({"person": False, "org": {}}, "organisation", None, id="no person"),
        pytest.param({"org": {}, "lists": ["l"]}, "organisation", {"lists/l"}, id="an organisation on a list"),
        pytest.param({"org": {"lists": ["k"]}, "lists": ["l"]}, "organisation", {"lists/k", "lists/l"}, id="on two"),
        pytest.param({"lists": []}, "organisation", set(), id="a row alone, screened"),
    ],
)
def test_what_an_owner_is(given: dict[str, object], kind: str, lists: set[str] | None) -> None:
    owner = organisation(owners=[given])[1]
    assert (owner.kind.value, owner.lists) == (kind, lists)


def test_an_owner_is_refused_by_its_place() -> None:
    with pytest.raises(InvalidError) as refused:
        organisation(owners=[{"person": {"colour": "red"}}])
    assert refused.value.field == "c.principal.org.owners[0].person.colour"
    with pytest.raises(InvalidError) as refused:
        organisation(owners=[{"person": "ada"}])
    assert refused.value.message == "c.principal.org.owners[0].person: got 'ada', wanted a mapping"


def test_a_holding_lasts_as_long_as_it_is_given() -> None:
    company = organisation(owners=[{"pct": 60, "from": "2020-01-01", "to": "2021-01-01"}])[0]
    assert [each.held for each in company.claims if isinstance(each.claim, Ownership)] == [
        Interval(day("2020-01-01"), day("2021-01-01"))
    ]


IN_FACT, FOREIGN = Control(in_fact=True), Control(foreign=True)


def control(principal: CasePrincipal) -> list[tuple[str, bool]]:
    """Each claim of control, and each closure of them, in a word."""
    words = {IN_FACT: "in fact", FOREIGN: "foreign"}
    told = []
    for each in principal.claims:
        if isinstance(each.claim, Control):
            told.append((words.get(each.claim, "owner"), each.holds))
        elif isinstance(each.claim, Completeness) and each.claim.of is ClaimKind.CONTROL:
            told.append(("closed", each.holds))
    return told


@pytest.mark.parametrize(
    ("given", "told"),
    [
        pytest.param({"controlled_by_foreign": True}, [("foreign", True)], id="foreign"),
        pytest.param({}, [("foreign", False)], id="a flag that is absent does not hold"),
        pytest.param({"controlled_by_foreign": None}, [], id="not known"),
        pytest.param(
            {"owners": [{"controlled_in_fact": True}], "owners_complete": True},
            [("foreign", False), ("owner", True), ("closed", True)],
            id="by an owner, in fact",
        ),
        pytest.param(
            {"owners": [{}], "owners_complete": True},
            [("foreign", False), ("owner", False), ("closed", True)],
            id="by none",
        ),
        pytest.param(
            {"controlled_by_foreign": None, "owners": [{}], "owners_complete": True},
            [("owner", False), ("in fact", False)],
            id="by none, and whether by foreign persons is not known",
        ),
        pytest.param(
            {"controlled_by_foreign": None, "owners": [{"controlled_in_fact": True}], "owners_complete": True},
            [("owner", True)],
            id="by one, and whether by foreign persons is not known",
        ),
        pytest.param(
            {"owners": [{"controlled_in_fact": None}], "owners_complete": True},
            [("foreign", False)],
            id="whether by an owner is not known",
        ),
        pytest.param({"owners": [{}]}, [("foreign", False), ("owner", False)], id="owners that may not be all"),
    ],
)
def test_who_controls(given: dict[str, object], told: list[tuple[str, bool]]) -> None:
    assert control(organisation(**given)[0]) == told


def test_an_organisation_in_all_its_parts() -> None:
    (found,) = organisation(
        incorporated_in="FR",
        government_of="FR",
        us_government=True,
        majority_owned_by_us_nationals=True,
        permanent_establishment_in_us=True,
        equity_primarily_traded_abroad=True,
        controlled_by_foreign=None,
    )
    assert list(found.claims) == [
        CaseClaim(Incorporation(FR)),
        CaseClaim(OrganisationClassification(OrganisationClass.FOREIGN_GOVERNMENT, None), holds=False),
        CaseClaim(OrganisationClassification(OrganisationClass.INTERNATIONAL_ORGANISATION, None), holds=False),
        CaseClaim(OrganisationClassification(OrganisationClass.US_GOVERNMENT, None)),
        CaseClaim(MajorityOwned(US)),
        CaseClaim(Establishment(US)),
        CaseClaim(EquityMarket(ABROAD)),
    ]


def test_what_is_said_of_any_head_office_counts_for_the_branch() -> None:
    """Two head offices one behind the other: a flag or a place given for either is not told of the branch."""
    branch, second, first = organisation(
        incorporated_in="US",
        headquartered_in="US",
        branch_of={"headquartered_in": "FR", "branch_of": {"us_government": True, "incorporated_in": "FR"}},
    )
    assert BranchOf(first.name) in holding(branch)
    assert BranchOf(second.name) in holding(first)
    assert not any(isinstance(each, Incorporation) for each in holding(branch) | holding(first))
    government = OrganisationClassification(OrganisationClass.US_GOVERNMENT, None)
    assert government not in denied(branch) | denied(first)
    assert government in holding(second)
    assert Incorporation(FR) in holding(second)


def test_a_flag_of_one_head_office_leaves_the_place_of_another() -> None:
    branch, second, _ = organisation(
        principal_place_of_business="US", branch_of={"us_government": True, "branch_of": {"headquartered_in": "FR"}}
    )
    assert {each.kind for each in holding(branch)} >= {ClaimKind.PRINCIPAL_PLACE}
    assert OrganisationClassification(OrganisationClass.US_GOVERNMENT, None) not in denied(second)


# Judging

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
