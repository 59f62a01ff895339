"""Facts sorted for evaluation, whom they name, and the small things that evaluation stands on."""

from denizen.domain.claims import ActsFor, BranchOf, ClaimKind, Control, Incorporation, UltimateParent
from denizen.domain.determinations import Cause
from denizen.domain.directives import DirectiveVersion
from denizen.domain.facts import named_by
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.reference import Alias, CountrySet, Membership
from denizen.domain.rules import CitizenOf
from tests.unit.evaluation.builders import (
    ACME,
    ADA,
    BOT,
    BRANCH,
    CN,
    HK,
    HOLDING,
    SERVICE,
    TICK,
    US,
    about,
    acme,
    ada,
    attest,
    citizen,
    closed,
    countries,
    day,
    deny,
    employee,
    held,
    name,
    owns,
    provision,
    version,
)

NAMES = [name(each) for each in ("a", "b", "c", "d", "e")]


def test_facts_are_sorted_by_what_they_say() -> None:
    facts = ada(
        attest(citizen(US), id="z"),
        attest(citizen(CN), id="y"),
        deny(citizen(HK), id="x"),
        attest(closed(ClaimKind.CITIZENSHIP), id="w"),
        attest(employee(ACME), id="v"),
        deny(citizen(HK), id="u"),
        attest(closed(ClaimKind.CITIZENSHIP), id="t"),
    )

    def names(index: object) -> dict[ClaimKind, list[str]]:
        return {kind: [each.name[-1] for each in group] for kind, group in index.items()}  # type: ignore[attr-defined] # an index

    assert names(facts.holding) == {ClaimKind.CITIZENSHIP: ["y", "z"], ClaimKind.AFFILIATION: ["v"]}
    assert names(facts.denying) == {ClaimKind.CITIZENSHIP: ["u", "x"]}
    assert names(facts.closing) == {ClaimKind.CITIZENSHIP: ["t", "w"]}


def test_dates_of_facts() -> None:
    facts = ada(attest(citizen(US), start="2020", end="2021", vouched=held("2022", "2023")), attest(citizen(CN)))
    assert list(facts.dates) == [
        (day("2020"), Cause.HELD, ClaimKind.CITIZENSHIP),
        (day("2021"), Cause.HELD, ClaimKind.CITIZENSHIP),
        (day("2022"), Cause.VOUCHED, ClaimKind.CITIZENSHIP),
        (day("2023"), Cause.VOUCHED, ClaimKind.CITIZENSHIP),
    ]


def test_whom_claims_name() -> None:
    facts = acme(
        attest(BranchOf(BRANCH)),
        attest(UltimateParent(NAMES[0])),
        attest(UltimateParent()),
        attest(owns(NAMES[1], 5)),
        attest(Control(NAMES[2])),
        attest(Control(foreign=True)),
        attest(Incorporation(US)),
        deny(owns(NAMES[3], 5)),
    )
    assert named_by(facts, standing_in_only=False) == {BRANCH, *NAMES[:3]}
    assert named_by(facts, standing_in_only=True) == {BRANCH}
    assert named_by(ada(attest(employee(HOLDING))), standing_in_only=False) == {HOLDING}
    assert named_by(about(BOT, attest(ActsFor(ADA)), kind=SERVICE), standing_in_only=True) == {ADA}


def test_intervals_are_half_open() -> None:
    span = Interval(day("2020"), day("2021"))
    instants = [day("2020") - TICK, day("2020"), day("2021") - TICK, day("2021")]
    assert [each in span for each in instants] == [False, True, True, False]
    assert [each in Interval(None, day("2021")) for each in instants] == [True, True, True, False]
    assert [each in Interval(day("2020")) for each in instants] == [False, True, True, True]
    assert all(each in ALWAYS for each in instants)
    assert list(span.bounds()) == [day("2020"), day("2021")]
    assert list(Interval(day("2020")).bounds()) == [day("2020")]
    assert list(Interval(None, day("2021")).bounds()) == [day("2021")]
    assert list(ALWAYS.bounds()) == []


def test_a_country_set_at_a_moment() -> None:
    found = CountrySet(
        next(iter(countries(sets=["a"]).sets)),
        members=(Membership(CN, Interval(day("2020"))), Membership(US, Interval(None, day("2021")))),
        aliases=(Alias(HK, CN, Interval(day("2019"), day("2022"))),),
    )
    assert found.at(day("2019")) == {US}
    assert found.at(day("2020")) == {US, CN, HK}
    assert found.at(day("2021")) == {CN, HK}
    assert found.at(day("2022")) == {CN}
    assert list(found.bounds()) == [day("2020"), day("2021"), day("2019"), day("2022")]


def test_the_name_of_a_version() -> None:
    found: DirectiveVersion = version(provision(CitizenOf(countries(US))), number=3)
    assert found.name == "directives/test/versions/3"
