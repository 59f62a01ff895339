"""Branches: whose facts count as theirs, and how sure they are then."""

from datetime import timedelta

import pytest

from denizen.domain.attestations import Attestation
from denizen.domain.claims import BranchOf, ClaimKind, Control, Establishment, Incorporation
from denizen.domain.determinations import Determination, Effect, Reason, Truth
from denizen.domain.names import ListName
from denizen.domain.rules import Affiliated, All, ControlledBy, EstablishedIn, IncorporatedIn, Is, Listed, Not
from tests.unit.evaluation.builders import (
    ACME,
    BRANCH,
    EMPLOYEE,
    FALSE,
    FR,
    HOLDING,
    LOW,
    NOW,
    ORGANISATION,
    PAYROLL,
    SUBSTANTIAL,
    TRUE,
    UNKNOWN,
    US,
    acme,
    ada,
    attest,
    clearing,
    closed,
    countries,
    deny,
    employee,
    found,
    held,
    incorporated,
    lists,
    name,
    organisation,
    under,
    value,
)

AMERICAN = IncorporatedIn(countries(US))
FOREIGN = Not(AMERICAN)
LISTED = Listed(frozenset((ListName("lists/l"),)))


@pytest.mark.parametrize(
    ("link", "head", "expected"),
    [
        pytest.param(attest(BranchOf(ACME)), attest(Incorporation(US)), FALSE, id="as sure as both"),
        pytest.param(attest(BranchOf(ACME), LOW), attest(Incorporation(US)), UNKNOWN, id="no surer than the link"),
        pytest.param(attest(BranchOf(ACME)), attest(Incorporation(US), LOW), UNKNOWN, id="no surer than the fact"),
        pytest.param(attest(BranchOf(ACME), LOW), attest(Incorporation(FR)), TRUE, id="weakly foreign"),
        pytest.param(attest(BranchOf(ACME), end="2024"), attest(Incorporation(US)), UNKNOWN, id="no longer a branch"),
        pytest.param(attest(BranchOf(ACME), start="2030"), attest(Incorporation(US)), UNKNOWN, id="not yet a branch"),
        pytest.param(
            attest(BranchOf(ACME), vouched=held(end="2024")), attest(Incorporation(US)), UNKNOWN, id="expired"
        ),
        pytest.param(attest(BranchOf(ACME), purposes=[PAYROLL]), attest(Incorporation(US)), UNKNOWN, id="hidden"),
        pytest.param(
            attest(BranchOf(HOLDING)), attest(Incorporation(US)), UNKNOWN, id="of one of whom nothing is known"
        ),
        pytest.param(deny(BranchOf(ACME)), attest(Incorporation(US)), UNKNOWN, id="denied"),
    ],
)
def test_a_branch_is_its_head_office(link: Attestation, head: Attestation, expected: Truth) -> None:
    assert value(FOREIGN, organisation(BRANCH, link), acme(head)) is expected


def test_a_branch_has_facts_of_its_own_as_well() -> None:
    rule = EstablishedIn(countries(FR))
    own = [attest(BranchOf(ACME)), attest(Establishment(FR))]
    assert value(rule, organisation(BRANCH, *own), acme(attest(Establishment(US)))) is TRUE
    assert value(rule, organisation(BRANCH, own[0]), acme(attest(Establishment(FR)))) is TRUE
    nowhere = attest(closed(ClaimKind.ESTABLISHMENT))
    assert value(rule, organisation(BRANCH, *own), acme(nowhere)) is UNKNOWN
    assert value(rule, organisation(BRANCH, own[0]), acme(deny(Establishment(FR)))) is FALSE


def test_the_link_is_rested_on() -> None:
    facts = organisation(BRANCH, attest(BranchOf(ACME), id="link"))
    tree = found(FOREIGN, facts, acme(attest(Incorporation(US), id="fact")))
    assert tree.children[0].rests_on == (f"{ACME}/attestations/fact", f"{BRANCH}/attestations/link")
    assert found(FOREIGN, facts, acme()).children[0].rests_on == ()


def test_whom_it_is_about_is_told_of_what_the_branch_owes_to_its_head_office() -> None:
    rule = ControlledBy(All((Is(ORGANISATION), AMERICAN)))
    facts = organisation(BRANCH, attest(BranchOf(ACME)))
    tree = found(rule, facts, acme(attest(Control(HOLDING))), incorporated(US, principal=HOLDING))
    assert (tree.value, [each.subject for each in tree.children]) == (TRUE, [HOLDING])


def test_an_employer_that_is_a_branch_of_two() -> None:
    rule = Affiliated(frozenset((EMPLOYEE,)), AMERICAN)
    links = [attest(BranchOf(each)) for each in (ACME, HOLDING)]
    tree = found(rule, ada(attest(employee(BRANCH))), organisation(BRANCH, *links))
    told = [(each.subject, each.reasons) for each in tree.children]
    assert (tree.value, told) == (UNKNOWN, [(BRANCH, (CONFLICT,))])


def test_a_branch_of_a_branch() -> None:
    between = acme(attest(BranchOf(HOLDING), SUBSTANTIAL))
    facts = (organisation(BRANCH, attest(BranchOf(ACME))), between, incorporated(US, principal=HOLDING))
    assert value(FOREIGN, *facts) is FALSE
    assert value(FOREIGN, *facts, provided={"thresholds": clearing(SUBSTANTIAL)}) is FALSE


def test_branches_of_each_other_end() -> None:
    one = organisation(BRANCH, attest(BranchOf(ACME)))
    assert value(FOREIGN, one, acme(attest(BranchOf(BRANCH)), attest(Incorporation(US)))) is FALSE
    assert value(FOREIGN, one, acme(attest(BranchOf(BRANCH)))) is UNKNOWN


def test_a_long_chain_of_branches_ends() -> None:
    chain = [organisation(name(f"b{n}"), attest(BranchOf(name(f"b{n + 1}")))) for n in range(40)]
    assert value(FOREIGN, *chain, incorporated(US, principal=name("b40"))) is UNKNOWN
    # Sixteen links are followed.
    assert value(FOREIGN, *chain[24:], incorporated(US, principal=name("b40"))) is FALSE
    assert value(FOREIGN, *chain[23:], incorporated(US, principal=name("b40"))) is UNKNOWN
    assert value(FOREIGN, *chain[30:], incorporated(US, principal=name("b40"))) is FALSE


def test_freshness_of_the_link() -> None:
    thresholds = {"thresholds": clearing(SUBSTANTIAL, max_age=timedelta(days=90))}
    head = acme(attest(Incorporation(US), verified_at=NOW))
    fresh = organisation(BRANCH, attest(BranchOf(ACME), verified_at=NOW))
    stale = organisation(BRANCH, attest(BranchOf(ACME), verified="2023"))
    assert value(FOREIGN, fresh, head, provided=thresholds) is FALSE
    tree = found(FOREIGN, stale, head, provided=thresholds)
    assert (tree.value, tree.children[0].reasons) == (UNKNOWN, (Reason.STALE,))


CONFLICT = Reason.CONFLICTING_ATTESTATIONS


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        pytest.param([attest(BranchOf(ACME)), attest(BranchOf(HOLDING))], CONFLICT, id="two"),
        pytest.param(
            [attest(BranchOf(ACME), start="2020"), attest(BranchOf(HOLDING), start="2010")], FALSE, id="the latest"
        ),
        pytest.param(
            [attest(BranchOf(ACME), start="2010"), attest(BranchOf(HOLDING), start="2020")], TRUE, id="the other"
        ),
        pytest.param([attest(BranchOf(ACME)), attest(BranchOf(HOLDING), start="2020")], CONFLICT, id="one undated"),
        pytest.param([attest(BranchOf(ACME)), attest(BranchOf(HOLDING), LOW)], FALSE, id="the surer"),
        pytest.param([attest(BranchOf(ACME)), attest(BranchOf(ACME), LOW)], FALSE, id="twice"),
        pytest.param([attest(BranchOf(ACME)), deny(BranchOf(ACME))], CONFLICT, id="denied as surely"),
        pytest.param([attest(BranchOf(ACME)), deny(BranchOf())], CONFLICT, id="any denied as surely"),
        pytest.param([attest(BranchOf(ACME)), deny(BranchOf(HOLDING))], FALSE, id="another denied"),
        pytest.param([attest(BranchOf(ACME)), deny(BranchOf(ACME), LOW)], FALSE, id="denied less surely"),
        pytest.param([attest(BranchOf(ACME), LOW), deny(BranchOf(ACME))], UNKNOWN, id="denied more surely"),
    ],
)
def test_of_several_links_one_counts(links: list[Attestation], expected: Truth | Reason) -> None:
    facts = organisation(BRANCH, *links)
    tree = found(FOREIGN, facts, incorporated(US, principal=ACME), incorporated(FR, principal=HOLDING))
    if expected is CONFLICT:
        assert (tree.value, tree.children[0].reasons) == (UNKNOWN, (CONFLICT,))
    else:
        assert tree.value is expected


def test_nothing_is_certain_of_a_branch_while_it_is_disputed_whose() -> None:
    facts = (
        organisation(BRANCH, attest(BranchOf(ACME)), attest(BranchOf(HOLDING)), attest(Incorporation(US))),
        acme(),
        organisation(HOLDING),
    )
    lenient = {"allow_until": NOW + timedelta(days=1)}
    answer = under(FOREIGN, *facts, provided=lenient)
    assert (answer.determination, answer.effect, answer.reasons) == (
        Determination.UNDETERMINED,
        Effect.DENY,
        (CONFLICT,),
    )
    # The same of a branch of that branch.
    below = organisation(name("below"), attest(BranchOf(BRANCH)))
    assert under(FOREIGN, below, *facts).reasons == (CONFLICT,)
    assert value(Is(ORGANISATION), *facts) is TRUE


def test_a_hidden_link_that_would_change_the_value() -> None:
    own, hidden = attest(Incorporation(US), start="2010"), attest(BranchOf(ACME), purposes=[PAYROLL])
    head = acme(attest(Incorporation(FR), start="2020"))
    tree = found(FOREIGN, organisation(BRANCH, own, hidden), head)
    assert (tree.value, tree.children[0].reasons) == (UNKNOWN, (Reason.PURPOSE_NOT_PERMITTED,))
    assert value(FOREIGN, organisation(BRANCH, own, hidden), acme(attest(Incorporation(US)))) is FALSE


def test_a_hidden_link_that_would_dispute_whose_branch_it_is() -> None:
    links = [attest(BranchOf(ACME)), attest(BranchOf(HOLDING), purposes=[PAYROLL])]
    facts = (
        organisation(BRANCH, attest(Incorporation(US)), *links),
        incorporated(US, principal=ACME),
        incorporated(US, principal=HOLDING),
    )
    tree = found(FOREIGN, *facts)
    assert (tree.value, tree.children[0].reasons) == (UNKNOWN, (Reason.PURPOSE_NOT_PERMITTED,))


def test_identifiers_of_branch_and_head_office_are_screened_both() -> None:
    link = attest(BranchOf(ACME))
    for own, head in (([b"k"], []), ([], [b"k"])):
        facts = (organisation(BRANCH, link, keys=own), organisation(ACME, keys=head))
        assert value(LISTED, *facts, reference=lists(l=[b"k"])) is TRUE
