"""Whom an authorization lets pass, by what, and until when."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from denizen.domain.authorizations import Authorization
from denizen.domain.claims import ActsFor, Affiliation, AffiliationKind, BranchOf
from denizen.domain.determinations import Determination, Effect, Reason
from denizen.domain.directives import Provision
from denizen.domain.evaluation import Authorizations, CompiledDirective
from denizen.domain.facts import PrincipalFacts
from denizen.domain.intervals import Interval
from denizen.domain.names import AuthorizationName, ListName, ResourceName, attestation_of
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import Reference
from denizen.domain.rules import All, CitizenOf, IncorporatedIn, Is, Not, ResidentIn
from tests.unit.evaluation.builders import (
    ACME,
    ADA,
    BOT,
    BRANCH,
    DIRECTIVE,
    FR,
    HIGH,
    HOLDING,
    LOW,
    PAYROLL,
    PERSON,
    SERVICE,
    US,
    about,
    acme,
    ada,
    ask,
    attest,
    citizen,
    clearing,
    countries,
    deny,
    directive,
    employee,
    incorporated,
    only,
    organisation,
    provision,
    version,
)

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
    "employed by a branch, for other purposes": (
        BY_EMPLOYER,
        ada(*FOREIGN, works_for(BRANCH)),
        (organisation(BRANCH, attest(BranchOf(ACME), purposes=[PAYROLL])), acme()),
    ),
    "employed by nobody in particular": (BY_EMPLOYER, ada(*FOREIGN, works_for(None)), (acme(),)),
    "branch by its own word": (
        BY_EMPLOYER,
        ada(*FOREIGN, works_for(BRANCH)),
        (organisation(BRANCH, attest(BranchOf(ACME), LOW)), acme()),
    ),
    "not on the list": (BY_LIST, ada(*FOREIGN, keys=[b"other"]), ()),
    "nothing to screen by": (BY_LIST, ada(*FOREIGN), ()),
    "only another is on the list": (BY_LIST, ada(*FOREIGN, keys=[b"other"]), (acme(keys=[b"k"]),)),
    "only another is on one of two lists": (
        replace(BY_LIST, lists=frozenset({LISTED, ListName("lists/unknown")})),
        ada(*FOREIGN, keys=[b"other"]),
        (acme(keys=[b"k"]),),
    ),
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


def test_it_rests_on_each_branch_on_the_way() -> None:
    branch = organisation(BRANCH, attest(BranchOf(ACME), id="link"))
    middle = acme(attest(BranchOf(HOLDING), id="link"))
    named = licensed(licence(organisations=frozenset({HOLDING})))
    answered = ask(named, ada(*FOREIGN, works_for(BRANCH)), branch, middle, organisation(HOLDING))
    assert {attestation_of(BRANCH, "link"), attestation_of(ACME, "link"), JOB} <= set(answered.rests_on)


def test_a_link_must_be_as_fresh_as_it_takes_to_clear() -> None:
    recent = provision(NOT_AMERICAN, thresholds=clearing(LOW, max_age=timedelta(days=90)))
    for verified, effect in (("2024-05-01", Effect.ALLOW), ("2024-01-01", Effect.DENY)):
        bot = about(BOT, attest(ActsFor(ADA), verified=verified), kind=SERVICE)
        assert ask(licensed(BY_NAME, provisions=(recent,)), bot, ada(*FOREIGN)).effect is effect


def test_an_organisation_is_covered_as_itself_and_with_its_branches() -> None:
    foreign = provision(Not(IncorporatedIn(countries(US))), kind=PrincipalKind.ORGANISATION)
    named = licensed(licence(principals=frozenset({ACME})), provisions=(foreign,))
    seat = incorporated(FR, principal=ACME)
    assert ask(named, seat).effect is Effect.ALLOW
    branch = organisation(BRANCH, attest(BranchOf(ACME)))
    assert ask(named, branch, seat).effect is Effect.ALLOW
    assert ask(named, organisation(BRANCH, attest(BranchOf(ACME), LOW)), seat).effect is Effect.DENY
    # Whom it works for does not make it one of the employed.
    works = licensed(BY_EMPLOYER, provisions=(foreign,))
    assert ask(works, incorporated(FR, works_for(), principal=HOLDING), acme()).effect is Effect.DENY
    # That it employs people does not make it one of them.
    assert ask(licensed(BY_EMPLOYER, provisions=(foreign,)), seat).effect is Effect.DENY


def test_one_that_covers_somebody_else_stands_in_nobodys_way() -> None:
    theirs, mine = licence("a", principals=frozenset({ACME})), licence("b", principals=frozenset({ADA}))
    assert ask(licensed(theirs, mine), ada(*FOREIGN), acme()).authorization == mine.name


def test_two_for_one_list() -> None:
    for_one, for_all = licence("a", lists=frozenset({LISTED}), resources=frozenset({MODEL})), BY_LIST
    whom = ada(*FOREIGN, keys=[b"k"])
    named = licensed(for_one, replace(for_all, name=AuthorizationName("authorizations/b")))
    for resource, name in (("model", "a"), ("other", "b")):
        answered = ask(named, whom, reference=listing(b"k"), resource=resource)
        assert answered.authorization == f"authorizations/{name}"
    last = licensed(for_all, replace(for_one, name=AuthorizationName("authorizations/b")))
    assert ask(last, whom, reference=listing(b"k"), resource="other").authorization == "authorizations/a"


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
