"""Reviews: whose turn it is, what may be asked, and what is said where something is out of turn."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import Attestation, AttestationRecord, AttestationState, Known
from denizen.domain.claims import Statelessness
from denizen.domain.names import AttestationName, CallerName, IssuerName, Purpose
from denizen.domain.purposes import EMPLOYMENT_ELIGIBILITY, check_apart, check_same_side
from denizen.domain.reviews import (
    MOST_CODES,
    Entry,
    EntryRecord,
    InformationWanted,
    RejectionReason,
    Review,
    ReviewState,
    Step,
    information_request,
    rejection,
)
from denizen.domain.second_person import Actor
from tests.unit.refusals.wording import said

NAME, NEXT = (AttestationName(f"principals/alice/attestations/a{n}") for n in (1, 2))
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
ANN, BEN = Actor("callers/ann"), Actor("callers/ben", "principals/boss")
PENDING, VERIFIED, REJECTED, REVOKED, _, _ = AttestationState
I9, EXPORT = Purpose("form-i-9"), Purpose("export-control")
ASKED, TOLD = Entry(Step.INFORMATION_REQUESTED), Entry(Step.INFORMATION_PROVIDED, evidence=("more",))
ASSIGNED, FREED = Entry(Step.ASSIGNED, CallerName("callers/ann")), Entry(Step.UNASSIGNED)


def review(*entries: Entry, state: AttestationState = PENDING, purpose: Purpose = EXPORT) -> Review:
    made = Attestation(
        NAME,
        Statelessness(),
        Assurance.own(AssuranceLevel.HIGH),
        IssuerName("issuers/state"),
        frozenset({purpose}),
        MOMENT,
        evidence=("first",),
    )
    record = AttestationRecord(made, state, Known(1, MOMENT), MOMENT, ANN)
    return Review(record, tuple(EntryRecord(each, 2 + n, MOMENT, BEN) for n, each in enumerate(entries)))


@pytest.mark.parametrize(
    ("made", "state"),
    [
        pytest.param(review(), ReviewState.UNASSIGNED, id="nothing yet"),
        pytest.param(review(ASSIGNED), ReviewState.ASSIGNED, id="assigned"),
        pytest.param(review(ASSIGNED, FREED), ReviewState.UNASSIGNED, id="given back"),
        pytest.param(review(ASSIGNED, ASKED), ReviewState.INFORMATION_REQUESTED, id="asked"),
        pytest.param(review(ASSIGNED, ASKED, TOLD), ReviewState.ASSIGNED, id="answered"),
        pytest.param(review(Entry(Step.APPROVED), state=VERIFIED), ReviewState.APPROVED, id="approved"),
        pytest.param(
            review(Entry(Step.APPROVED), Entry(Step.SUSPENDED), state=REVOKED), ReviewState.APPROVED, id="and revoked"
        ),
        pytest.param(review(Entry(Step.REJECTED), state=REJECTED), ReviewState.REJECTED, id="rejected"),
        pytest.param(review(ASSIGNED, state=REVOKED), ReviewState.CLOSED, id="withdrawn"),
    ],
)
def test_where_a_review_stands(made: Review, state: ReviewState) -> None:
    assert made.state is state


def test_what_was_given_later_belongs_to_it() -> None:
    made = review(ASKED, TOLD)
    assert (made.contributors, made.contributed_at, made.evidence) == ((ANN, BEN), (3,), ("first", "more"))


def test_what_was_submitted_again_is_named() -> None:
    made = review(Entry(Step.RESUBMISSION, other=NAME), Entry(Step.RESUBMITTED, other=NEXT))
    assert (made.resubmission_of, made.resubmitted_as) == (NAME, NEXT)
    assert (review().resubmission_of, review().resubmitted_as) == (None, None)


@pytest.mark.parametrize(
    ("taken", "words"),
    [
        pytest.param(lambda: review(state=VERIFIED).check_open(), "it is VERIFIED already", id="decided"),
        pytest.param(lambda: review(state=VERIFIED).check_decided_by(ANN), "it is VERIFIED already", id="decided by"),
        pytest.param(lambda: review(ASSIGNED).check_decided_by(BEN), "it is assigned to callers/ann", id="another's"),
        pytest.param(lambda: review(ASSIGNED).check_turn_of(BEN), "it is assigned to callers/ann", id="turn"),
        pytest.param(
            lambda: review(purpose=I9).check_may_ask([InformationWanted.DATES, InformationWanted.FURTHER_EVIDENCE]),
            "for Form I-9 nobody is asked for more or other documents",
            id="Form I-9",
        ),
        pytest.param(lambda: review(ASKED, TOLD).check_asked(), "no information is asked for", id="nothing asked"),
        pytest.param(lambda: review(ASKED, state=VERIFIED).check_asked(), "it is VERIFIED already", id="too late"),
        pytest.param(
            lambda: review(ASKED).check_answered(), "information was requested and is not there yet", id="not answered"
        ),
        pytest.param(
            lambda: review(Entry(Step.RESUBMITTED, other=NEXT), state=REJECTED).check_resubmittable(),
            f"it was submitted again already, as {NEXT}",
            id="again already",
        ),
        pytest.param(
            lambda: review().check_resubmittable(),
            "it is PENDING; what is submitted again was rejected, or asked more about",
            id="not rejected",
        ),
        pytest.param(
            lambda: review(ASKED, state=REVOKED).check_resubmittable(),
            "it is REVOKED; what is submitted again was rejected, or asked more about",
            id="asked about before it was revoked",
        ),
    ],
)
def test_out_of_turn(taken: Callable[[], None], words: str) -> None:
    assert said(taken) == f"{NAME}: {words}"


def test_in_turn() -> None:
    review().check_decided_by(BEN)
    review(ASSIGNED).check_decided_by(ANN)
    review(Entry(Step.ASSIGNED, CallerName("principals/boss"))).check_turn_of(BEN)
    review(purpose=I9).check_may_ask([InformationWanted.DATES])
    review().check_may_ask([InformationWanted.FURTHER_EVIDENCE])
    review(ASKED).check_asked()
    review(ASKED, TOLD).check_answered()
    review(ASKED).check_resubmittable()
    review(state=REJECTED).check_resubmittable()


CODES = "1 to 10, each once"
OWN_CODE = "a code of your own that says what OTHER among the"
EVERY_REASON = list(RejectionReason)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        pytest.param(lambda: rejection([], ""), f"reasons: got nothing, wanted {CODES}", id="no reason"),
        pytest.param(
            lambda: rejection([RejectionReason.DUPLICATE] * 2, ""), f"reasons: got 2, wanted {CODES}", id="twice"
        ),
        pytest.param(
            lambda: rejection(EVERY_REASON[: MOST_CODES + 1], ""), f"reasons: got 11, wanted {CODES}", id="too many"
        ),
        pytest.param(
            lambda: rejection([RejectionReason.OTHER], ""),
            f"code: got nothing, wanted {OWN_CODE} reasons is",
            id="another reason",
        ),
        pytest.param(lambda: information_request([], ""), f"wanted: got nothing, wanted {CODES}", id="nothing wanted"),
        pytest.param(
            lambda: information_request([InformationWanted.OTHER], ""),
            f"code: got nothing, wanted {OWN_CODE} wanted is",
            id="something else wanted",
        ),
    ],
)
def test_codes_that_say_too_little(made: Callable[[], Entry], words: str) -> None:
    assert said(made) == words


def test_codes_that_say_enough() -> None:
    most = EVERY_REASON[:MOST_CODES]
    assert rejection(most, "own") == Entry(Step.REJECTED, reasons=tuple(most), code="own")
    other = (RejectionReason.OTHER,)
    assert rejection(other, "own") == Entry(Step.REJECTED, reasons=other, code="own")
    wanted = (InformationWanted.DATES, InformationWanted.OTHER)
    assert information_request(wanted, "own") == Entry(Step.INFORMATION_REQUESTED, wanted=wanted, code="own")


def test_form_i_9_stands_alone() -> None:
    both, i9, export = frozenset({I9, EXPORT}), frozenset({I9}), frozenset({EXPORT})
    check_apart(i9)
    check_apart(EMPLOYMENT_ELIGIBILITY)
    check_apart(export)
    check_same_side(i9, frozenset({Purpose("e-verify")}))
    assert said(lambda: check_apart(both)) == (
        "purposes: got 'export-control, form-i-9', wanted the purpose of Form I-9 alone: "
        "the law keeps it apart from all others (8 U.S.C. 1324a(b)(5))"
    )
    for before, after, got in ((i9, export, "export-control"), (export, i9, "form-i-9")):
        assert said(lambda before=before, after=after: check_same_side(before, after)) == (  # type: ignore[misc]
            f"purposes: got '{got}', wanted purposes on the same side: what is for Form I-9 stays so, "
            "and nothing else becomes so"
        )
