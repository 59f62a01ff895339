"""What cannot be an issuer, and which steps a proposal cannot take."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.intervals import Interval
from denizen.domain.issuer_keys import MOST_KEYS, IssuerKey, KeyForm, Revocation, merged, revoked
from denizen.domain.issuer_proposals import (
    LONGEST_IDENTIFIER,
    LONGEST_TITLE,
    MOST_IDENTIFIERS,
    MOST_RIGHTS,
    Change,
    IssuerProposal,
    ProposalState,
    ProposalStep,
    check_issuer,
    issuer_of,
)
from denizen.domain.issuers import Issuer, Right
from denizen.domain.names import IssuerName, ProposalName
from denizen.domain.second_person import Actor, CountsAs
from tests.unit.refusals.wording import said

STATE, OTHER = IssuerName("issuers/state"), IssuerName("issuers/other")
EARLY, LATE = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
NAME = ProposalName("issuers/state/proposals/p1")
SECOND = "whoever took part in it cannot approve it: that takes a second person"
PROPOSED, APPROVED, REJECTED, WITHDRAWN = ProposalState


def key(number: int = 1, **changes: Any) -> IssuerKey:
    return replace(IssuerKey(f"k{number:03}", KeyForm.JWK, "ES256", f"material {number}"), **changes)


def issuer(**changes: Any) -> Issuer:
    return replace(Issuer(STATE), **changes)


LARGEST = issuer(
    title="t" * LONGEST_TITLE,
    rights=(Right(),) * MOST_RIGHTS,
    identifiers=frozenset(f"{number:02}".ljust(LONGEST_IDENTIFIER, "x") for number in range(MOST_IDENTIFIERS)),
    keys=tuple(map(key, range(MOST_KEYS))),
)


def test_an_issuer_may_be_as_large_as_that() -> None:
    check_issuer(LARGEST, [LARGEST, Issuer(OTHER, identifiers=frozenset({"https://other.example"}))])
    check_issuer(issuer(identifiers=frozenset({"x"})), [])


@pytest.mark.parametrize(
    ("made", "words"),
    [
        pytest.param(
            issuer(name=IssuerName("principals/alice")),
            "name: got 'principals/alice', wanted issuers/{issuer}: a person's own word needs no registration",
            id="a person",
        ),
        pytest.param(
            issuer(title="t" * (LONGEST_TITLE + 1)), "title: got '257 characters', wanted at most 256", id="title"
        ),
        pytest.param(issuer(rights=()), "rights: got nothing, wanted 1 to 100 rights", id="no right"),
        pytest.param(
            issuer(rights=(Right(),) * (MOST_RIGHTS + 1)), "rights: got 101, wanted 1 to 100 rights", id="rights"
        ),
        pytest.param(
            issuer(rights=(Right(), Right(highest=AssuranceLevel.SELF_DECLARED))),
            "rights[1].highest: got 'SELF_DECLARED', wanted another level: it is for one's own word",
            id="one's own word",
        ),
        pytest.param(
            issuer(identifiers=frozenset(map(str, range(MOST_IDENTIFIERS + 1)))),
            "identifiers: got 21, wanted at most 20",
            id="identifiers",
        ),
        pytest.param(
            issuer(keys=tuple(map(key, range(MOST_KEYS + 1)))), "keys: got 101, wanted at most 100", id="keys"
        ),
        pytest.param(
            issuer(identifiers=frozenset({""})),
            "identifiers: got '0 characters', wanted 1 to 2048 printable characters",
            id="an empty identifier",
        ),
        pytest.param(
            issuer(identifiers=frozenset({"x" * (LONGEST_IDENTIFIER + 1)})),
            "identifiers: got '2049 characters', wanted 1 to 2048 printable characters",
            id="a long identifier",
        ),
        pytest.param(
            issuer(identifiers=frozenset({"a\n"})),
            "identifiers: got '2 characters', wanted 1 to 2048 printable characters",
            id="two lines",
        ),
        pytest.param(
            issuer(identifiers=frozenset({"https://other.example"})),
            "identifiers: got 'https://other.example', wanted one that is not an identifier of issuers/other",
            id="another's",
        ),
    ],
)
def test_what_cannot_be_an_issuer(made: Issuer, words: str) -> None:
    others = [LARGEST, Issuer(OTHER, identifiers=frozenset({"https://other.example"}))]
    assert said(lambda: check_issuer(made, others)) == words


def test_an_issuer_is_found_by_its_identifier() -> None:
    other = Issuer(OTHER, identifiers=frozenset({"https://other.example"}))
    assert issuer_of("https://other.example", [issuer(), other]) is other
    assert issuer_of("https://nobody.example", [issuer(), other]) is None


def step(state: ProposalState, actor: Actor) -> ProposalStep:
    return ProposalStep(state, actor, 1, EARLY)


def nobody_else(_: str) -> Iterable[str]:
    return ()


def after(
    state: ProposalState, actor: Actor, *before: ProposalStep, acting_for: IssuerName | None = None, **more: CountsAs
) -> IssuerProposal:
    first = step(PROPOSED, Actor("callers/ann", "principals/boss"))
    proposal = IssuerProposal(NAME, Change.REGISTER, issuer(), 0, (first, *before))
    return proposal.after(step(state, actor), more.get("counts_as", nobody_else), acting_for)


BEN = Actor("callers/ben")


@pytest.mark.parametrize(
    ("taken", "words"),
    [
        pytest.param(
            lambda: after(APPROVED, BEN, step(REJECTED, BEN)), "it is rejected already", id="after it is decided"
        ),
        pytest.param(
            lambda: after(WITHDRAWN, BEN),
            "only whoever proposed it may withdraw it; others may reject it",
            id="withdrawn by another",
        ),
        pytest.param(lambda: after(APPROVED, Actor("callers/ann", "principals/boss")), SECOND, id="the same"),
        pytest.param(lambda: after(APPROVED, Actor("callers/ann", "principals/carl")), SECOND, id="for another"),
        pytest.param(lambda: after(APPROVED, Actor("callers/ben", "principals/boss")), SECOND, id="for the same"),
        pytest.param(lambda: after(APPROVED, Actor("principals/boss")), SECOND, id="whom it was proposed for"),
        pytest.param(
            lambda: after(APPROVED, BEN, counts_as=lambda name: ["principals/boss"] if name == "callers/ben" else []),
            SECOND,
            id="who counts as whom it was proposed for",
        ),
        pytest.param(
            lambda: after(APPROVED, BEN, acting_for=STATE),
            "whoever acts for issuers/state cannot approve what it may do",
            id="the issuer itself",
        ),
    ],
)
def test_a_step_that_cannot_be_taken(taken: Any, words: str) -> None:
    assert said(taken) == f"{NAME}: {words}"


def test_steps_that_can() -> None:
    assert after(APPROVED, BEN, acting_for=OTHER).state is APPROVED
    assert after(REJECTED, Actor("callers/ann")).state is REJECTED
    assert after(WITHDRAWN, Actor("principals/boss")).state is WITHDRAWN
    assert len(after(WITHDRAWN, Actor("callers/ann")).steps) == 2


def test_a_known_key_gets_its_new_validity_and_stays_revoked() -> None:
    ended = Revocation(EARLY, "stolen")
    known = (key(2, revoked=ended),)
    given = [key(2, valid=Interval(EARLY, None)), key(1, algorithm="EdDSA", revoked=Revocation(None, "test"))]
    assert merged(known, given) == (
        key(1, algorithm="EdDSA", revoked=Revocation(None, "test")),
        key(2, valid=Interval(EARLY, None), revoked=ended),
    )
    assert len(merged((), map(key, range(MOST_KEYS)))) == MOST_KEYS


@pytest.mark.parametrize(
    ("made", "words"),
    [
        pytest.param(
            lambda: merged((key(1),), [key(2), key(1, material="other")]),
            "keys[1]: got 'k001', wanted another id: a key of this id is there, and it is another key",
            id="other material",
        ),
        pytest.param(
            lambda: merged((key(1),), [key(1, form=KeyForm.ROOT)]),
            "keys[0]: got 'k001', wanted another id: a key of this id is there, and it is another key",
            id="another form",
        ),
        pytest.param(
            lambda: merged((key(1000),), map(key, range(MOST_KEYS))),
            "keys: got 101, wanted at most 100 keys, those included that are over",
            id="too many",
        ),
        pytest.param(
            lambda: revoked((key(1),), "k002", Revocation(None, "stolen")),
            "key_id: got 'k002', wanted the id of a key of the issuer",
            id="revoked and not there",
        ),
        pytest.param(
            lambda: revoked((key(1, revoked=Revocation(EARLY, "stolen")),), "k001", Revocation(EARLY, "again")),
            "effective: got nothing, wanted a moment before that from which on it is revoked already",
            id="revoked from the same moment",
        ),
        pytest.param(
            lambda: revoked((key(1, revoked=Revocation(None, "stolen")),), "k001", Revocation(None, "again")),
            "effective: got nothing, wanted a moment before that from which on it is revoked already",
            id="revoked from the beginning",
        ),
    ],
)
def test_keys_that_cannot_be_so(made: Any, words: str) -> None:
    assert said(made) == words


@pytest.mark.parametrize("before", [None, Revocation(LATE, "stolen")], ids=["good", "revoked from later on"])
@pytest.mark.parametrize("moment", [None, EARLY], ids=["never good", "from a moment"])
def test_a_revocation_may_be_moved_back(before: Revocation | None, moment: datetime | None) -> None:
    found = revoked((key(1, revoked=before), key(2)), "k001", Revocation(moment, "found out"))
    assert found == (key(1, revoked=Revocation(moment, "found out")), key(2))
