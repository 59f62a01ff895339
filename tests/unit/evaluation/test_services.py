"""Services: judged as whom they act for, as surely as that is known."""

import pytest

from denizen.domain.attestations import Attestation
from denizen.domain.claims import ActsFor, BranchOf, ClaimKind
from denizen.domain.determinations import Answer, Determination, Effect, Reason
from denizen.domain.names import ListName, Population
from denizen.domain.rules import Affiliated, CitizenOf, IncorporatedIn, Listed, Not
from tests.unit.evaluation.builders import (
    ACME,
    ADA,
    BOT,
    BRANCH,
    CN,
    EMPLOYEE,
    FALSE,
    LOW,
    ORGANISATION,
    PAYROLL,
    PERSON,
    SELF_DECLARED,
    SERVICE,
    TRUE,
    UNKNOWN,
    US,
    about,
    acme,
    ada,
    ask,
    attest,
    citizen,
    closed,
    countries,
    deny,
    directive,
    employee,
    found,
    incorporated,
    lists,
    name,
    organisation,
    provision,
    under,
    value,
    version,
)

AMERICAN = IncorporatedIn(countries(US))
FOREIGN = Not(AMERICAN)
LISTED = Listed(frozenset((ListName("lists/l"),)))


CONFLICT = Reason.CONFLICTING_ATTESTATIONS
NOT_AMERICAN = Not(CitizenOf(countries(US)))


@pytest.mark.parametrize(
    ("attestations", "determination", "reason"),
    [
        pytest.param([attest(ActsFor(ADA))], Determination.NOT_FOREIGN_NATIONAL, Reason.FAILS_DEFINITION, id="for one"),
        pytest.param([attest(ActsFor(ADA), LOW)], Determination.UNDETERMINED, Reason.ASSURANCE_TOO_LOW, id="weakly"),
        pytest.param([], Determination.UNDETERMINED, Reason.NOT_ATTESTED, id="for nobody"),
        pytest.param(
            [attest(ActsFor(ADA), end="2024")], Determination.UNDETERMINED, Reason.NOT_ATTESTED, id="no longer"
        ),
        pytest.param(
            [attest(ActsFor(name("x")))], Determination.UNDETERMINED, Reason.UNKNOWN_PRINCIPAL, id="for one not known"
        ),
        pytest.param([attest(ActsFor(BOT))], Determination.UNDETERMINED, Reason.UNKNOWN_PRINCIPAL, id="for itself"),
        pytest.param([attest(ActsFor(ADA)), attest(ActsFor(ACME))], Determination.UNDETERMINED, CONFLICT, id="for two"),
        pytest.param([attest(ActsFor(ADA)), deny(ActsFor())], Determination.UNDETERMINED, CONFLICT, id="denied"),
        pytest.param(
            [attest(ActsFor(ADA)), attest(ActsFor(ACME), LOW)],
            Determination.NOT_FOREIGN_NATIONAL,
            Reason.FAILS_DEFINITION,
            id="the surer",
        ),
        pytest.param(
            [attest(ActsFor(ADA), start="2010"), attest(ActsFor(ACME), start="2020", purposes=[PAYROLL])],
            Determination.UNDETERMINED,
            Reason.PURPOSE_NOT_PERMITTED,
            id="a hidden link says another",
        ),
        pytest.param(
            [attest(ActsFor(ADA), start="2010"), attest(ActsFor(ADA), start="2020", purposes=[PAYROLL])],
            Determination.NOT_FOREIGN_NATIONAL,
            Reason.FAILS_DEFINITION,
            id="a hidden link says the same",
        ),
    ],
)
def test_a_service_is_judged_as_whom_it_acts_for(
    attestations: list[Attestation], determination: Determination, reason: Reason
) -> None:
    facts = about(BOT, *attestations, kind=SERVICE)
    answer = under(NOT_AMERICAN, facts, ada(attest(citizen(US))), acme())
    assert (answer.determination, answer.reasons) == (determination, (reason,))


def test_a_service_has_no_facts_of_its_own() -> None:
    facts = about(BOT, attest(ActsFor(ADA)), attest(citizen(US)), kind=SERVICE, keys=[b"bot"])
    assert under(NOT_AMERICAN, facts, ada()).reasons == (Reason.NOT_ATTESTED,)
    assert value(LISTED, facts, ada(keys=[b"ada"]), reference=lists(l=[b"bot"])) is FALSE
    assert value(LISTED, facts, ada(keys=[b"ada"]), reference=lists(l=[b"ada"])) is TRUE
    assert value(LISTED, facts, ada(), reference=lists(l=[b"bot"])) is UNKNOWN
    against = [deny(citizen(US)), attest(closed(ClaimKind.CITIZENSHIP))]
    for each in against:
        facts = about(BOT, attest(ActsFor(ADA)), each, kind=SERVICE)
        assert under(NOT_AMERICAN, facts, ada(attest(citizen(US)))).reasons == (Reason.FAILS_DEFINITION,)


def test_the_answer_about_a_service_that_acts_for_nobody() -> None:
    rules = directive(version(provision(NOT_AMERICAN)))
    open_answer = ask(rules, about(BOT, kind=SERVICE))
    assert open_answer == Answer(
        Determination.UNDETERMINED,
        Effect.DENY,
        (Reason.NOT_ATTESTED,),
        version=rules.versions[1][0].name,
        digest="digest-1",
    )


def test_of_links_to_the_same_principal_the_last_verified_counts() -> None:
    links = [attest(ActsFor(ADA), id=year, verified=year) for year in ("2021", "2023", "2022")]
    answer = under(NOT_AMERICAN, about(BOT, *links, kind=SERVICE), ada(attest(citizen(US), id="us")))
    assert answer.rests_on == (f"{ADA}/attestations/us", f"{BOT}/attestations/2023")


def test_a_service_for_a_service() -> None:
    other = name("other")
    facts = (about(BOT, attest(ActsFor(other)), kind=SERVICE), about(other, attest(ActsFor(ADA)), kind=SERVICE))
    answer = under(NOT_AMERICAN, *facts, ada(attest(citizen(US), id="us")))
    assert answer.determination is Determination.NOT_FOREIGN_NATIONAL
    assert answer.rests_on == (f"{ADA}/attestations/us", f"{BOT}/attestations/a1", f"{other}/attestations/a1")
    third = about(name("third"), attest(ActsFor(other)), kind=SERVICE)
    endless = (facts[0], about(other, attest(ActsFor(third.name)), kind=SERVICE), third)
    assert under(NOT_AMERICAN, *endless).reasons == (Reason.UNKNOWN_PRINCIPAL,)
    circle = (facts[0], about(other, attest(ActsFor(BOT)), kind=SERVICE))
    assert under(NOT_AMERICAN, *circle).reasons == (Reason.UNKNOWN_PRINCIPAL,)


def test_a_service_for_a_branch() -> None:
    facts = (about(BOT, attest(ActsFor(BRANCH)), kind=SERVICE), organisation(BRANCH, attest(BranchOf(ACME))))
    answer = ask(directive(version(provision(FOREIGN, ORGANISATION))), *facts, incorporated(US, principal=ACME))
    assert answer.determination is Determination.NOT_FOREIGN_NATIONAL


def test_the_populations_are_those_of_whom_it_acts_for() -> None:
    rules = version(provision(NOT_AMERICAN, populations=frozenset((Population("staff"),))))
    facts = about(BOT, attest(ActsFor(ADA)), kind=SERVICE, populations=["robots"])
    assert ask(directive(rules), facts, ada(populations=["staff"])).determination is Determination.UNDETERMINED
    assert ask(directive(rules), facts, ada(populations=["guests"])).reasons == (Reason.NOT_COVERED,)
    staff = about(BOT, attest(ActsFor(ADA)), kind=SERVICE, populations=["staff"])
    assert ask(directive(rules), staff, ada(populations=["guests"])).reasons == (Reason.NOT_COVERED,)


def test_a_provision_covers_a_service_as_whom_it_acts_for() -> None:
    facts = about(BOT, attest(ActsFor(ADA)), kind=SERVICE)
    for kind, reason in ((PERSON, Reason.ASSURANCE_TOO_LOW), (ORGANISATION, Reason.NOT_COVERED)):
        rule = NOT_AMERICAN if kind is PERSON else FOREIGN
        answer = ask(directive(version(provision(rule, kind))), facts, ada(attest(citizen(US), SELF_DECLARED)))
        assert answer.reasons == (reason,)


def test_an_employer_that_is_a_service() -> None:
    rule = Affiliated(frozenset((EMPLOYEE,)), IncorporatedIn(countries(CN)))
    facts = ada(attest(employee(BOT)))
    acting = about(BOT, attest(ActsFor(ACME)), kind=SERVICE)
    assert value(rule, facts, acting, incorporated(CN, principal=ACME)) is TRUE
    tree = found(rule, facts, about(BOT, kind=SERVICE))
    assert (tree.value, tree.children[0].reasons) == (UNKNOWN, (Reason.NOT_ATTESTED,))
