"""Whom an authorization lets pass, by what, and until when."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.authorizations import Authorization
from denizen.domain.claims import ActsFor, Affiliation, AffiliationKind, BranchOf, ClaimKind, Residence
from denizen.domain.determinations import Answer, Cause, Determination, Effect, Presence, Question, Reason
from denizen.domain.directives import Provision
from denizen.domain.errors import InvalidError
from denizen.domain.evaluation import Authorizations, CompiledDirective, answer, check_conditions
from denizen.domain.facts import PrincipalFacts
from denizen.domain.intervals import Interval
from denizen.domain.names import AuthorizationName, ListName, ResourceName, attestation_of
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import Reference
from denizen.domain.rules import All, CitizenOf, IncorporatedIn, Is, Not, PresentIn, ResidentIn, Rule
from tests.unit.evaluation import rule_trees as trees
from tests.unit.evaluation import universe as u
from tests.unit.evaluation.builders import (
    ACME,
    ADA,
    BOT,
    BRANCH,
    DIRECTIVE,
    FR,
    HIGH,
    LOW,
    NOW,
    PERSON,
    SERVICE,
    SUBSTANTIAL,
    TICK,
    US,
    about,
    acme,
    ada,
    ask,
    attest,
    citizen,
    clearing,
    countries,
    day,
    deny,
    directive,
    employee,
    held,
    incorporated,
    only,
    organisation,
    provision,
    version,
)
from tests.unit.evaluation.profiles import examples

NOT_AMERICAN = Not(CitizenOf(countries(US)))
FOREIGN = only(citizen(FR))
RESIDENT = All((Is(PERSON), ResidentIn(countries(FR))))
LISTED = ListName("lists/licensees")
MODEL = ResourceName("resources/model")


def licence(name: str = "a", **changes: Any) -> Authorization:
    plain = Authorization(AuthorizationName(f"authorizations/{name}"), "D1", frozenset({DIRECTIVE}))
    return replace(plain, **changes)


BY_NAME = licence(principals=frozenset({ADA}))
BY_EMPLOYER = licence(organisations=frozenset({ACME}))
BY_LIST = licence(lists=frozenset({LISTED}))


def licensed(*authorizations: Authorization, provisions: tuple[Provision, ...] = ()) -> CompiledDirective:
    plain = directive(version(*(provisions or (provision(NOT_AMERICAN),))))
    compiled = [each for _, one in plain.versions.values() for each in one.provisions]
    return replace(plain, authorizations=Authorizations.of(authorizations, compiled))


def listing(*keys: bytes, during: Interval = Interval()) -> Reference:  # noqa: B008 - it does not change
    return Reference(entries={LISTED: dict.fromkeys(keys, (during,))})


def works_for(name: Any = ACME, role: AffiliationKind = AffiliationKind.EMPLOYEE, **more: Any) -> Any:
    return attest(Affiliation(role, name), id="job", **more)


JOB = attestation_of(ADA, "job")


def test_a_foreign_national_passes_and_stays_one() -> None:
    answered = ask(licensed(BY_NAME), ada(*FOREIGN))
    assert (answered.determination, answered.effect) == (Determination.FOREIGN_NATIONAL, Effect.ALLOW)
    assert answered.reasons == (Reason.AUTHORIZED, Reason.MEETS_DEFINITION)
    assert answered.authorization == BY_NAME.name
    unlicensed = ask(licensed(), ada(*FOREIGN))
    assert unlicensed.rests_on == answered.rests_on
    assert unlicensed.authorization == ""


def test_only_a_foreign_national_needs_it() -> None:
    american = ask(licensed(BY_NAME), ada(*only(citizen(US))))
    assert (american.effect, american.authorization) == (Effect.ALLOW, "")
    unknown = ask(licensed(BY_NAME), ada())
    assert (unknown.determination, unknown.effect) == (Determination.UNDETERMINED, Effect.DENY)
    nobody = ask(licensed(BY_NAME), principal=ADA)
    assert nobody.effect is Effect.DENY


COVERED: dict[str, tuple[Authorization, PrincipalFacts, tuple[PrincipalFacts, ...]]] = {
    "employee": (BY_EMPLOYER, ada(*FOREIGN, works_for()), (acme(),)),
    "contractor": (BY_EMPLOYER, ada(*FOREIGN, works_for(role=AffiliationKind.CONTRACTOR)), (acme(),)),
    "employer of whom nothing is known": (BY_EMPLOYER, ada(*FOREIGN, works_for()), ()),
    "employee of a branch": (
        BY_EMPLOYER,
        ada(*FOREIGN, works_for(BRANCH)),
        (organisation(BRANCH, attest(BranchOf(ACME))), acme()),
    ),
    "one of two employers": (
        BY_EMPLOYER,
        ada(*FOREIGN, works_for(), attest(Affiliation(AffiliationKind.EMPLOYEE, BRANCH))),
        (),
    ),
    "on a list": (BY_LIST, ada(*FOREIGN, keys=[b"k"]), ()),
    "by name among others": (licence(principals=frozenset({ACME, ADA})), ada(*FOREIGN), ()),
}
NOT_COVERED: dict[str, tuple[Authorization, PrincipalFacts, tuple[PrincipalFacts, ...]]] = {
    "another principal": (licence(principals=frozenset({ACME})), ada(*FOREIGN), ()),
    "agent": (BY_EMPLOYER, ada(*FOREIGN, works_for(role=AffiliationKind.AGENT)), (acme(),)),
    "employee of another": (BY_EMPLOYER, ada(*FOREIGN, works_for(BRANCH)), (organisation(BRANCH),)),
    "formerly employed": (BY_EMPLOYER, ada(*FOREIGN, works_for(start="2020", end="2023")), (acme(),)),
    "employed by own word": (BY_EMPLOYER, ada(*FOREIGN, works_for(level=LOW)), (acme(),)),
    "employed, for other purposes": (BY_EMPLOYER, ada(*FOREIGN, works_for(purposes=["payroll"])), (acme(),)),
    "employment contradicted": (BY_EMPLOYER, ada(*FOREIGN, works_for(), deny(employee(ACME))), (acme(),)),
    "branch by its own word": (
        BY_EMPLOYER,
        ada(*FOREIGN, works_for(BRANCH)),
        (organisation(BRANCH, attest(BranchOf(ACME), LOW)), acme()),
    ),
    "not on the list": (BY_LIST, ada(*FOREIGN, keys=[b"other"]), ()),
    "nothing to screen by": (BY_LIST, ada(*FOREIGN), ()),
    "a list of which nothing is known": (
        licence(lists=frozenset({ListName("lists/unknown")})),
        ada(*FOREIGN, keys=[b"k"]),
        (),
    ),
}


@pytest.mark.parametrize(("authorization", "who", "others"), COVERED.values(), ids=COVERED)
def test_covers(authorization: Authorization, who: PrincipalFacts, others: tuple[PrincipalFacts, ...]) -> None:
    answered = ask(licensed(authorization), who, *others, reference=listing(b"k"))
    assert (answered.effect, answered.authorization) == (Effect.ALLOW, authorization.name)


@pytest.mark.parametrize(("authorization", "who", "others"), NOT_COVERED.values(), ids=NOT_COVERED)
def test_does_not_cover(authorization: Authorization, who: PrincipalFacts, others: tuple[PrincipalFacts, ...]) -> None:
    answered = ask(licensed(authorization), who, *others, reference=listing(b"k"))
    assert (answered.determination, answered.effect) == (Determination.FOREIGN_NATIONAL, Effect.DENY)
    assert answered.authorization == ""


def test_the_answer_rests_on_the_employment_where_it_took_one() -> None:
    by_employer = ask(licensed(BY_EMPLOYER), ada(*FOREIGN, works_for()))
    by_name = ask(licensed(replace(BY_EMPLOYER, principals=frozenset({ADA}))), ada(*FOREIGN, works_for()))
    assert set(by_employer.rests_on) - set(by_name.rests_on) == {JOB}


def test_it_rests_on_the_branch_too() -> None:
    branch = organisation(BRANCH, attest(BranchOf(ACME), id="link"))
    answered = ask(licensed(BY_EMPLOYER), ada(*FOREIGN, works_for(BRANCH)), branch, acme())
    assert attestation_of(BRANCH, "link") in answered.rests_on


def test_an_organisation_is_covered_as_itself_and_with_its_branches() -> None:
    foreign = provision(Not(IncorporatedIn(countries(US))), kind=PrincipalKind.ORGANISATION)
    named = licensed(licence(principals=frozenset({ACME})), provisions=(foreign,))
    seat = incorporated(FR, principal=ACME)
    assert ask(named, seat).effect is Effect.ALLOW
    branch = organisation(BRANCH, attest(BranchOf(ACME)))
    assert ask(named, branch, seat).effect is Effect.ALLOW
    assert ask(named, organisation(BRANCH, attest(BranchOf(ACME), LOW)), seat).effect is Effect.DENY
    # That it employs people does not make it one of them.
    assert ask(licensed(BY_EMPLOYER, provisions=(foreign,)), seat).effect is Effect.DENY


@pytest.mark.parametrize(("level", "effect"), [(HIGH, Effect.ALLOW), (LOW, Effect.DENY)])
def test_a_service_is_covered_as_whom_it_acts_for(level: Any, effect: Effect) -> None:
    bot = about(BOT, attest(ActsFor(ADA), level), kind=SERVICE)
    assert ask(licensed(BY_NAME), bot, ada(*FOREIGN)).effect is effect


RESOURCES: dict[str, tuple[frozenset[ResourceName], str | None, Effect]] = {
    "every resource": (frozenset(), "model", Effect.ALLOW),
    "every resource, none asked": (frozenset(), None, Effect.ALLOW),
    "that resource": (frozenset({MODEL}), "model", Effect.ALLOW),
    "another resource": (frozenset({MODEL}), "other", Effect.DENY),
    "one resource, none asked": (frozenset({MODEL}), None, Effect.DENY),
}


@pytest.mark.parametrize(("resources", "asked", "effect"), RESOURCES.values(), ids=RESOURCES)
def test_resources(resources: frozenset[ResourceName], asked: str | None, effect: Effect) -> None:
    assert ask(licensed(replace(BY_NAME, resources=resources)), ada(*FOREIGN), resource=asked).effect is effect


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
}


@pytest.mark.parametrize(("conditions", "field"), REFUSED.values(), ids=REFUSED)
def test_conditions_that_no_provision_could_take(conditions: Rule, field: str) -> None:
    with pytest.raises(InvalidError) as refused:
        check_conditions(conditions, "conditions")
    assert refused.value.field == field


# What always holds


@st.composite
def licences(draw: st.DrawFn) -> list[Authorization]:
    """A few, for the person who asks, for those who may employ it, and for who is on the list."""
    given_ = []
    for number in range(draw(st.integers(1, 3))):
        whom = draw(st.sampled_from(["principals", "organisations", "lists"]))
        named = {
            "principals": frozenset({draw(st.sampled_from([u.ADA, u.ACME]))}),
            "organisations": frozenset({draw(st.sampled_from([u.ACME, u.HOLDING, u.BRANCH]))}),
            "lists": frozenset({u.LIST}),
        }
        conditions = draw(st.none() | trees.rules_for(PERSON).map(lambda rule: All((Is(PERSON), rule))))
        given_.append(
            licence(
                str(number),
                **{whom: named[whom]},
                effective=draw(u.intervals()),
                conditions=conditions,
            )
        )
    return given_


def asked(scene: u.Scene, at: Any = None) -> Question:
    return Question(scene.asked, DIRECTIVE, u.PURPOSE, at or scene.at, presence=scene.presence, settle=False)


KINDS = [ClaimKind.CITIZENSHIP, ClaimKind.AFFILIATION, ClaimKind.AFFILIATION, ClaimKind.RESIDENCE]


@st.composite
def questions(draw: st.DrawFn) -> tuple[CompiledDirective, u.Scene]:
    rule = draw(trees.rules_for(PERSON))
    given_ = draw(licences())
    conditions = [each.conditions for each in given_ if each.conditions is not None]
    scene = draw(trees.scenes(PERSON, rule, *conditions))
    working = draw(u.facts_of(scene.asked, KINDS)) if scene.asked == u.ADA else None
    if working is not None and scene.asked in scene.world:
        added = [replace(each, name=attestation_of(u.ADA, f"w{n}")) for n, each in enumerate(working.attestations)]
        facts = scene.world[u.ADA]
        whole = replace(facts, attestations=(*facts.attestations, *added), screening_keys=working.screening_keys)
        scene = replace(scene, world={**scene.world, u.ADA: whole})
    terms = provision(rule, thresholds=draw(u.thresholds()))
    return licensed(*given_, provisions=(terms,)), scene


def without_licence(found: Answer) -> Answer:
    return replace(found, effect=Effect.DENY, reasons=(), rests_on=(), authorization="", valid_until=None, cause=None)


@examples(80)
@given(questions())
def test_it_changes_nothing_but_a_denial_of_a_foreign_national(given_: tuple[CompiledDirective, u.Scene]) -> None:
    compiled, scene = given_
    with_, without = (
        answer(asked(scene), each, scene.world, scene.reference)
        for each in (compiled, replace(compiled, authorizations=Authorizations()))
    )
    if with_.authorization:
        assert without.determination is Determination.FOREIGN_NATIONAL
        assert without.effect is Effect.DENY
        assert with_.effect is Effect.ALLOW
        assert set(with_.reasons) == {Reason.AUTHORIZED, *without.reasons}
        assert set(with_.rests_on) >= set(without.rests_on)
        assert without_licence(with_) == without_licence(without)
    else:
        assert replace(with_, valid_until=None, cause=None) == replace(without, valid_until=None, cause=None)


@examples(80)
@given(questions())
def test_valid_until_holds_and_is_tight(given_: tuple[CompiledDirective, u.Scene]) -> None:
    compiled, scene = given_
    found = answer(asked(scene), compiled, scene.world, scene.reference)
    bare = replace(found, valid_until=None, cause=None)
    for moment in sorted({*u.DAYS, *(each + age for each in u.DAYS for age in u.AGES)}):
        if scene.at <= moment and (found.valid_until is None or moment < found.valid_until):
            then = answer(asked(scene, moment), compiled, scene.world, scene.reference)
            assert replace(then, valid_until=None, cause=None) == bare
    if found.valid_until is not None:
        then = answer(asked(scene, found.valid_until), compiled, scene.world, scene.reference)
        assert replace(then, valid_until=None, cause=None) != bare
