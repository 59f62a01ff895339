"""What an issuer may vouch for, when, and what becomes of its word when that changes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import Attestation
from denizen.domain.claims import Citizenship, Claim, ClaimKind, Completeness, Residence, Statelessness
from denizen.domain.countries import Country
from denizen.domain.errors import PermissionDeniedError
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.issuers import Issuer, Right, Standing, StandingRecord
from denizen.domain.lifecycle import check_vouched
from denizen.domain.names import AttestationName, IssuerName, Purpose
from denizen.domain.rights import check_rights, entitled

HR = IssuerName("issuers/hr")
US, FR = Country.of("US"), Country.of("FR")
EXPORT, BANK = Purpose("export-control"), Purpose("banking")
DAY = timedelta(days=1)
T0 = datetime(2026, 1, 1, tzinfo=UTC)
T1, T2, T3, T4 = (T0 + days * DAY for days in (10, 20, 30, 40))
SUSPENDED, WITHDRAWN, REINSTATED = Standing.SUSPENDED, Standing.WITHDRAWN, Standing.REINSTATED


def word(**changes: object) -> Attestation:
    plain = Attestation(
        name=AttestationName("principals/alice/attestations/one"),
        claim=Citizenship(US),
        assurance=Assurance.own(AssuranceLevel.SUBSTANTIAL),
        issuer=HR,
        purposes=frozenset({EXPORT}),
        verified_at=T1,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # fields of it


def until(end: datetime, **right: object) -> Right:
    return Right(**right, entitled=Interval(None, end))  # type: ignore[arg-type]  # fields of it


def since(start: datetime, **right: object) -> Right:
    return Right(**right, entitled=Interval(start))  # type: ignore[arg-type]  # fields of it


def step(standing: Standing, *bounds: datetime | None) -> StandingRecord:
    return StandingRecord(standing, Interval(*bounds), "because")


LOW, HIGH = AssuranceLevel.LOW, Assurance.own(AssuranceLevel.HIGH)
COUNTS = [
    ("everything", (Right(),), (), None),
    ("another kind", (Right(frozenset({ClaimKind.RESIDENCE})),), (), ()),
    ("another country", (Right(countries=frozenset({FR})),), (), ()),
    ("too sure", (Right(highest=LOW),), (), ()),
    ("another purpose", (Right(purposes=frozenset({BANK})),), (), ()),
    ("one right of several", (Right(highest=LOW), Right(countries=frozenset({US}))), (), None),
    ("no right has it all", (Right(highest=LOW), Right(countries=frozenset({FR}))), (), ()),
    ("narrowed later on", (until(T2), since(T2, highest=LOW)), (), (Interval(None, T2),)),
    ("extended", (until(T2), since(T2, countries=frozenset({US}))), (), None),
    ("a gap", (until(T2), since(T3)), (), (Interval(None, T2), Interval(T3))),
    ("given before the right began", (since(T2),), (), ()),
    ("given as it began", (since(T1),), (), (Interval(T1),)),
    ("given as it ended", (until(T1),), (), ()),
    ("suspended", (Right(),), (step(SUSPENDED, T2),), (Interval(None, T2),)),
    ("suspended for a time", (Right(),), (step(SUSPENDED, T2, T3),), (Interval(None, T2), Interval(T3))),
    ("suspended when it was given", (Right(),), (step(SUSPENDED, T0, T2),), ()),
    ("suspended and reinstated", (Right(),), (step(SUSPENDED, T2), step(REINSTATED, T3)),
     (Interval(None, T2), Interval(T3))),
    ("sure enough", (Right(highest=AssuranceLevel.SUBSTANTIAL),), (), None),
    ("for a time", (Right(entitled=Interval(T0, T2)),), (), (Interval(T0, T2),)),
    ("reinstated as if never suspended", (Right(),), (step(SUSPENDED, T2), step(REINSTATED, T2)), None),
    ("withdrawn from the start", (Right(),), (step(WITHDRAWN),), ()),
    ("withdrawn and found innocent", (Right(),), (step(WITHDRAWN), step(REINSTATED)), None),
    ("withdrawn, learned after a suspension", (Right(),), (step(SUSPENDED, T2, T3), step(WITHDRAWN, T2)),
     (Interval(None, T2),)),
]  # fmt: skip


@pytest.mark.parametrize(("rights", "standing", "when"), [row[1:] for row in COUNTS], ids=[row[0] for row in COUNTS])
def test_when_a_word_counts(
    rights: tuple[Right, ...], standing: tuple[StandingRecord, ...], when: tuple[Interval, ...] | None
) -> None:
    (found,) = entitled(word(), Issuer(HR, rights=rights, standing=standing))
    assert found == word(entitled=when)


def test_nobody_registered_it() -> None:
    assert [each.entitled for each in entitled(word(), None)] == [()]


def test_a_persons_own_word_needs_no_registration() -> None:
    own = word(issuer=IssuerName("principals/alice"))
    assert list(entitled(own, None)) == [own]


@pytest.mark.parametrize(
    ("vouched", "found"),
    [(ALWAYS, Interval(None, T3)), (Interval(None, T4), Interval(None, T3)), (Interval(T0, T2), Interval(T0, T2))],
    ids=["without end", "longer", "shorter"],
)
def test_a_word_is_good_for_no_longer_than_the_rights_let_it(vouched: Interval, found: Interval) -> None:
    (kept,) = entitled(word(vouched=vouched), Issuer(HR, rights=(Right(good_for=20 * DAY),)))
    assert kept == word(vouched=found)


def test_a_word_that_is_good_until_the_end_of_time_has_no_end() -> None:
    longest = datetime.max.replace(tzinfo=UTC) - T1
    for limit, end in ((longest, datetime.max.replace(tzinfo=UTC)), (longest + DAY, None)):
        (kept,) = entitled(word(), Issuer(HR, rights=(Right(good_for=limit),)))
        assert kept.vouched.end == end


def test_vouched_for_only_after_it_is_no_longer_good() -> None:
    (kept,) = entitled(word(vouched=Interval(T3)), Issuer(HR, rights=(Right(good_for=20 * DAY),)))
    assert kept.entitled == ()


def test_a_purpose_that_is_taken_away_leaves_the_others() -> None:
    both = word(purposes=frozenset({EXPORT, BANK}))
    (kept,) = entitled(both, Issuer(HR, rights=(Right(purposes=frozenset({EXPORT})),)))
    assert kept == word()


def test_purposes_with_rights_of_their_own() -> None:
    rights = (until(T2), since(T2, purposes=frozenset({EXPORT})))
    found = {
        each.purposes: each.entitled
        for each in entitled(word(purposes=frozenset({EXPORT, BANK})), Issuer(HR, rights=rights))
    }
    assert found == {frozenset({EXPORT}): None, frozenset({BANK}): (Interval(None, T2),)}


REFUSED = [
    ("kind", Right(frozenset({ClaimKind.RESIDENCE})), "of this kind"),
    ("country", Right(countries=frozenset({FR})), "this country"),
    ("assurance", Right(highest=LOW), "LOW at most"),
    ("purpose", Right(purposes=frozenset({BANK})), "the purpose export-control"),
    ("over", until(T2), "anything at that time"),
    ("country, of the kind", Right(frozenset({ClaimKind.CITIZENSHIP}), frozenset({FR})), "this country"),
    ("assurance, for the purpose", Right(purposes=frozenset({EXPORT}), highest=LOW), "LOW at most"),
]


@pytest.mark.parametrize(("right", "why"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused_on_arrival(right: Right, why: str) -> None:
    given = word()
    with pytest.raises(PermissionDeniedError, match=why):
        check_rights(Issuer(HR, rights=(right,)), given.claim, given.assurance, given.purposes, (T1, T3))


def test_refused_for_no_purpose_in_particular() -> None:
    with pytest.raises(PermissionDeniedError) as refused:
        check_rights(Issuer(HR, rights=(Right(highest=LOW),)), word().claim, word().assurance)
    assert refused.value.message == "issuers/hr: may vouch at LOW at most"
    assert refused.value.facts == {"issuer": HR, "highest": "LOW"}


def test_each_purpose_may_be_within_another_right() -> None:
    rights = tuple(Right(purposes=frozenset({each}), highest=word().assurance.ordinal) for each in (EXPORT, BANK))
    check_rights(Issuer(HR, rights=rights), word().claim, word().assurance, frozenset({EXPORT, BANK}), (T1,))
    with pytest.raises(PermissionDeniedError, match="SUBSTANTIAL at most"):
        check_rights(Issuer(HR, rights=rights), word().claim, HIGH, frozenset({EXPORT, BANK}), (T1,))


@pytest.mark.parametrize(
    "claim",
    [Statelessness(), Completeness(ClaimKind.CITIZENSHIP, countries=frozenset({US})), Citizenship(US)],
    ids=["of no country", "a set of its countries", "of its country"],
)
def test_a_right_for_some_countries_reaches(claim: Claim) -> None:
    issuer = Issuer(HR, rights=(Right(countries=frozenset({US})),))
    check_rights(issuer, claim, word().assurance, word().purposes, (T1,))
    assert list(entitled(word(claim=claim), issuer)) == [word(claim=claim)]


@pytest.mark.parametrize(
    ("right", "why"),
    [
        (Right(frozenset({ClaimKind.RESIDENCE})), "of this kind"),
        (Right(purposes=frozenset({BANK})), "the purpose export-control"),
        (Right(highest=LOW), "LOW at most"),
        (since(T2), "anything at that time"),
        (until(T3), "anything at that time"),
    ],
    ids=["another kind", "another purpose", "too sure", "given before", "over by now"],
)
def test_what_an_issuer_cannot_vouch_for_in_a_review(right: Right, why: str) -> None:
    with pytest.raises(PermissionDeniedError, match=why):
        check_vouched(word(), Issuer(HR, rights=(right,)), word().assurance, T3)
    enough = Right(frozenset({ClaimKind.CITIZENSHIP}), purposes=frozenset({EXPORT}), entitled=Interval(T1, T4))
    check_vouched(word(), Issuer(HR, rights=(enough,)), word().assurance, T3)


def test_refused_of_a_suspended_issuer() -> None:
    issuer = Issuer(HR, standing=(step(SUSPENDED, T2),))
    check_rights(issuer, word().claim, word().assurance, word().purposes, (T1,))
    with pytest.raises(PermissionDeniedError, match="suspended"):
        check_rights(issuer, word().claim, word().assurance, word().purposes, (T1, T2))


@pytest.mark.parametrize("scope", [None, frozenset({US, FR})], ids=["everywhere", "also elsewhere"])
def test_a_set_that_reaches_beyond_the_countries(scope: frozenset[Country] | None) -> None:
    closed = Completeness(ClaimKind.CITIZENSHIP, countries=scope)
    (found,) = entitled(word(claim=closed), Issuer(HR, rights=(Right(countries=frozenset({US})),)))
    assert found.entitled == ()


MOMENTS = st.sampled_from([T0, T1, T2, T3, T4])
SPANS = st.sampled_from(
    [ALWAYS, *(Interval(start, end) for start in (None, T0, T1, T2) for end in (None, T3, T4)), Interval(T2, T3)]
)
RIGHTS = st.builds(
    Right,
    kinds=st.sampled_from([None, frozenset({ClaimKind.CITIZENSHIP}), frozenset({ClaimKind.RESIDENCE})]),
    countries=st.sampled_from([None, frozenset({US})]),
    purposes=st.sampled_from([None, frozenset({EXPORT}), frozenset({BANK})]),
    highest=st.sampled_from([LOW, AssuranceLevel.HIGH]),
    entitled=SPANS,
)
ISSUERS = st.builds(
    Issuer,
    st.just(HR),
    rights=st.lists(RIGHTS, min_size=1, max_size=3).map(tuple),
    standing=st.lists(st.builds(StandingRecord, st.sampled_from(Standing), SPANS), max_size=3).map(tuple),
)
WORDS = st.builds(
    lambda claim, purposes, verified: word(claim=claim, purposes=purposes, verified_at=verified),
    st.sampled_from([Citizenship(US), Citizenship(FR), Residence(US)]),
    st.sampled_from([frozenset({EXPORT}), frozenset({BANK}), frozenset({EXPORT, BANK})]),
    MOMENTS,
)


@given(ISSUERS, WORDS, MOMENTS, st.sampled_from([EXPORT, BANK]))
def test_counts_exactly_where_arrival_would_have_let_it_in(
    issuer: Issuer, given_word: Attestation, at: datetime, purpose: Purpose
) -> None:
    try:
        check_rights(issuer, given_word.claim, given_word.assurance, frozenset({purpose}), (given_word.verified_at, at))
        allowed = purpose in given_word.purposes
    except PermissionDeniedError:
        allowed = False
    counts = [each for each in entitled(given_word, issuer) if purpose in each.purposes and each.entitled_at(at)]
    assert len(counts) == allowed
