"""Closed sets: while each member counts, and until there is news."""

import pytest

from denizen.domain.attestations import Attestation
from denizen.domain.claims import (
    CitizenshipClass,
    ClaimKind,
    ImmigrationCategory,
)
from denizen.domain.determinations import Reason, Truth
from denizen.domain.rules import (
    CitizenOf,
    HoldsStatus,
    Not,
)
from tests.unit.evaluation.builders import (
    DE,
    FALSE,
    FR,
    LOW,
    NOW,
    PAYROLL,
    PERMANENT,
    SELF_DECLARED,
    SUBSTANTIAL,
    TICK,
    TRUE,
    UNKNOWN,
    UNSPECIFIED,
    US,
    ada,
    attest,
    citizen,
    closed,
    countries,
    deny,
    found,
    held,
    status,
    value,
)

CITIZENSHIP, STATUS = ClaimKind.CITIZENSHIP, ClaimKind.IMMIGRATION_STATUS
AMERICAN, FRENCH = CitizenOf(countries(US)), CitizenOf(countries(FR))
BNO = CitizenshipClass.BNO
ASYLEE = ImmigrationCategory.ASYLEE
FAMILY = ImmigrationCategory.FREE_MOVEMENT_FAMILY_MEMBER
CONFLICT, OVERRULED, OPEN = Reason.CONFLICTING_ATTESTATIONS, Reason.OVERRULED, Reason.SET_NOT_CLOSED


@pytest.mark.parametrize(
    ("attestations", "reason"),
    [
        pytest.param([], Reason.SET_NOT_VISIBLE, id="never attested, or revoked"),
        pytest.param([attest(citizen(FR), start="2030")], Reason.SET_NOT_VISIBLE, id="not yet held"),
        pytest.param([attest(citizen(FR), end="2020")], Reason.SET_NOT_VISIBLE, id="no longer held"),
        pytest.param([attest(citizen(FR), vouched=held(end="2020"))], Reason.SET_NOT_VISIBLE, id="expired"),
        pytest.param([attest(citizen(FR), purposes=[PAYROLL])], Reason.SET_NOT_VISIBLE, id="hidden"),
        pytest.param([attest(citizen(FR), LOW)], Reason.ASSURANCE_TOO_LOW, id="too weak"),
        pytest.param([attest(citizen(FR)), deny(citizen(FR))], CONFLICT, id="denied as surely"),
        pytest.param([attest(citizen(FR), SUBSTANTIAL), deny(citizen(FR))], CONFLICT, id="denied more surely"),
        pytest.param([attest(citizen(DE))], Reason.SET_NOT_VISIBLE, id="another one"),
    ],
)
def test_a_set_counts_only_while_each_member_does(attestations: list[Attestation], reason: Reason) -> None:
    tree = found(AMERICAN, ada(*attestations, attest(closed(CITIZENSHIP, citizen(FR)))))
    assert tree.value is UNKNOWN
    assert reason in tree.reasons


def test_a_member_counts_by_any_attestation_of_it() -> None:
    members = [attest(citizen(FR), LOW), attest(citizen(FR)), deny(citizen(FR), SUBSTANTIAL)]
    assert value(AMERICAN, ada(*members, attest(closed(CITIZENSHIP, citizen(FR))))) is FALSE


def test_where_it_restricts_a_member_denied_as_surely_does_not_count_either() -> None:
    members = [attest(citizen(US), LOW), attest(closed(CITIZENSHIP, citizen(US)), LOW)]
    assert value(Not(FRENCH), ada(*members)) is TRUE
    assert value(Not(FRENCH), ada(*members, deny(citizen(US), SELF_DECLARED))) is TRUE
    tree = found(Not(FRENCH), ada(*members, deny(citizen(US), LOW)))
    assert (tree.value, tree.children[0].reasons) == (UNKNOWN, (CONFLICT,))


def test_a_member_is_named_by_what_both_say() -> None:
    facts = ada(attest(citizen(FR, UNSPECIFIED)), attest(closed(CITIZENSHIP, citizen(FR))))
    assert value(AMERICAN, facts) is FALSE


def test_the_last_and_the_first_instant_of_what_is_held_and_vouched() -> None:
    for span, inside in ((held("2024-06-01"), True), (held(None, "2024-06-01"), False)):
        for facts in (ada(attest(citizen(US), held=span)), ada(attest(citizen(US), vouched=span))):
            assert (value(AMERICAN, facts) is TRUE) is inside
            assert (value(AMERICAN, facts, at=NOW - TICK) is TRUE) is not inside


def test_what_is_no_longer_vouched_for_has_expired() -> None:
    assert found(AMERICAN, ada(attest(citizen(US), vouched=held(end="2024")))).reasons == (Reason.EXPIRED,)
    assert found(AMERICAN, ada(attest(citizen(US), end="2024"))).reasons == (Reason.NOT_ATTESTED,)


@pytest.mark.parametrize(
    ("start", "expected", "reasons"),
    [
        pytest.param("2023-06-02", TRUE, set(), id="began after: news"),
        pytest.param("2023-06-01", UNKNOWN, {CONFLICT}, id="began as it was verified: a contradiction"),
        pytest.param("2020", UNKNOWN, {CONFLICT}, id="began before: a contradiction"),
        pytest.param(None, UNKNOWN, {CONFLICT}, id="nobody knows when: a contradiction"),
    ],
)
def test_a_claim_that_a_set_does_not_name(start: str | None, expected: Truth, reasons: set[Reason]) -> None:
    closure = attest(closed(CITIZENSHIP), verified="2023-06-01")
    tree = found(AMERICAN, ada(closure, attest(citizen(US), start=start)))
    assert (tree.value, set(tree.reasons)) == (expected, reasons)
    # and of any other country the set says no more either
    tree = found(FRENCH, ada(closure, attest(citizen(US), start=start)))
    assert (tree.value, set(tree.reasons)) == (UNKNOWN, reasons or {OPEN})


def test_news_out_of_scope_opens_nothing() -> None:
    closure = attest(closed(CITIZENSHIP, countries=[FR]), verified="2023")
    assert value(FRENCH, ada(closure, attest(citizen(US), start="2024"))) is FALSE
    closure = attest(closed(STATUS, categories=[ASYLEE]), verified="2023")
    asylee = HoldsStatus(frozenset((ASYLEE,)))
    assert value(asylee, ada(closure, attest(status(PERMANENT), start="2024"))) is FALSE
    assert value(asylee, ada(attest(closed(STATUS, countries=[US])), attest(status(FAMILY, None)))) is UNKNOWN


def test_each_set_that_does_not_count_says_why() -> None:
    missing, opened = attest(closed(CITIZENSHIP, citizen(DE))), attest(closed(CITIZENSHIP), verified="2023")
    denied = [attest(closed(CITIZENSHIP, citizen(FR))), attest(citizen(FR), start="2020"), deny(citizen(FR))]
    news = attest(citizen(DE, BNO), start="2024")
    for sets, reasons in (
        ((missing, *denied), {Reason.SET_NOT_VISIBLE, CONFLICT}),
        ((*denied, missing), {Reason.SET_NOT_VISIBLE, CONFLICT}),
        ((opened, news, missing), {Reason.SET_NOT_VISIBLE, OPEN}),
        ((missing, opened, news), {Reason.SET_NOT_VISIBLE, OPEN}),
        ((*denied, attest(citizen(FR), LOW)), {CONFLICT}),
        (
            (attest(closed(CITIZENSHIP), LOW), attest(closed(CITIZENSHIP)), attest(citizen(FR))),
            {OVERRULED, CONFLICT},
        ),
        ((missing, attest(closed(CITIZENSHIP), LOW), attest(citizen(FR))), {Reason.SET_NOT_VISIBLE, OVERRULED}),
    ):
        assert set(found(AMERICAN, ada(*sets)).reasons) == reasons


def test_an_expired_denial_is_told() -> None:
    assert found(AMERICAN, ada(deny(citizen(US), vouched=held(end="2024")))).reasons == (Reason.EXPIRED,)
    assert found(AMERICAN, ada(attest(closed(CITIZENSHIP), vouched=held(end="2024")))).reasons == (Reason.EXPIRED,)


def test_weak_news_opens_nothing_where_it_would_clear() -> None:
    closure = attest(closed(CITIZENSHIP), verified="2023")
    assert value(Not(AMERICAN), ada(closure, attest(citizen(US), LOW, start="2024"))) is TRUE
