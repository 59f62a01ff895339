"""The strength of evidence: what its checks come to, whatever their order."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.evidence.kinds import CheckKind, CheckResult, EvidenceKind, Strength
from denizen.domain.evidence.records import Check
from denizen.domain.evidence.strength import strength_by
from denizen.domain.evidence.supporting import supports
from denizen.evidence_table import evidence_table
from tests.unit.evidence.builders import EXAMINED, checks, passport

K, R = CheckKind, CheckResult
PHOTO = evidence_table().procedures[EvidenceKind.PASSPORT]
ANY = st.builds(
    Check,
    kind=st.sampled_from(CheckKind),
    by=st.just("an officer"),
    at=st.sampled_from([EXAMINED, EXAMINED + timedelta(days=1)]),
    result=st.sampled_from(CheckResult),
)


@pytest.mark.parametrize(
    ("made", "strength"),
    [
        pytest.param([], Strength.UNACCEPTABLE, id="none"),
        pytest.param([K.KNOWLEDGE], Strength.UNACCEPTABLE, id="what the holder knows"),
        pytest.param([K.FACE_IN_PERSON], Strength.UNACCEPTABLE, id="whose it is, and not whether it is genuine"),
        pytest.param([K.MRZ_CHECK_DIGITS], Strength.WEAK, id="check digits"),
        pytest.param([K.VISUAL_REMOTE], Strength.FAIR, id="an image of it"),
        pytest.param([K.VISUAL_REMOTE, K.FACE_REMOTE], Strength.FAIR, id="an image of it and of the holder"),
        pytest.param([K.VISUAL_IN_PERSON], Strength.FAIR, id="it, without the holder"),
        pytest.param([K.VISUAL_IN_PERSON, K.FACE_IN_PERSON], Strength.STRONG, id="it and the holder"),
        pytest.param([K.ISSUER_LOOKUP, K.FACE_REMOTE], Strength.STRONG, id="the issuer's records and the holder"),
        pytest.param(
            [K.CHIP_PASSIVE_AUTHENTICATION, K.CHIP_ACTIVE_AUTHENTICATION, K.VISUAL_IN_PERSON, K.FACE_IN_PERSON],
            Strength.STRONG,
            id="everything about the chip but its signer's chain",
        ),
        pytest.param(
            [K.CHIP_PASSIVE_AUTHENTICATION, K.SIGNATURE_CHAIN, K.BIOMETRIC_COMPARISON],
            Strength.SUPERIOR,
            id="the chip up to its signer, and the holder",
        ),
        pytest.param(
            [K.CHIP_PASSIVE_AUTHENTICATION, K.SIGNATURE_CHAIN], Strength.FAIR, id="the chip, without the holder"
        ),
    ],
)
def test_strength_of_a_document_with_a_portrait(made: list[CheckKind], strength: Strength) -> None:
    assert strength_by(PHOTO, checks(*made)) is strength


def test_a_check_that_failed_spoils_all_until_it_passes_later() -> None:
    good = checks(K.VISUAL_IN_PERSON, K.FACE_IN_PERSON)
    misread = checks(K.MRZ_CHECK_DIGITS, result=R.FAILED)
    again = checks(K.MRZ_CHECK_DIGITS, at=EXAMINED + timedelta(minutes=1))
    assert strength_by(PHOTO, good + misread) is Strength.UNACCEPTABLE
    assert strength_by(PHOTO, good + misread + again) is Strength.STRONG
    # At one moment the worse counts, and what failed later takes back what passed.
    assert strength_by(PHOTO, good + misread + checks(K.MRZ_CHECK_DIGITS)) is Strength.UNACCEPTABLE
    late = checks(K.STATUS_LOOKUP, at=EXAMINED + timedelta(days=9), result=R.FAILED)
    assert strength_by(PHOTO, good + checks(K.STATUS_LOOKUP) + late) is Strength.UNACCEPTABLE


def test_what_is_inconclusive_counts_neither_way() -> None:
    unclear = checks(K.FACE_IN_PERSON, result=R.INCONCLUSIVE)
    assert strength_by(PHOTO, checks(K.VISUAL_IN_PERSON) + unclear) is Strength.FAIR


@given(st.lists(ANY, max_size=8), st.randoms())
def test_order_never_matters(made: list[Check], random: object) -> None:
    shuffled = sorted(made, key=lambda _: random.random())  # type: ignore[attr-defined]  # hypothesis' own Random
    for procedure in evidence_table().procedures.values():
        assert strength_by(procedure, made) is strength_by(procedure, shuffled)


@given(st.lists(ANY, max_size=8))
def test_superior_only_with_the_signature_chain(made: list[Check]) -> None:
    without = [check for check in made if check.kind is not K.SIGNATURE_CHAIN]
    for procedure in evidence_table().procedures.values():
        assert strength_by(procedure, without) < Strength.SUPERIOR


@given(st.lists(st.sampled_from(CheckKind), max_size=8, unique=True), st.sampled_from(CheckKind))
def test_a_further_check_that_passes_weakens_nothing(made: list[CheckKind], further: CheckKind) -> None:
    for procedure in evidence_table().procedures.values():
        assert strength_by(procedure, checks(*made, further)) >= strength_by(procedure, checks(*made))


@pytest.mark.parametrize(
    ("hours", "level"),
    [
        pytest.param(0, AssuranceLevel.HIGH, id="at the end of the day in London"),
        pytest.param(11.99, AssuranceLevel.HIGH, id="the day has not ended everywhere"),
        pytest.param(12, AssuranceLevel.LOW, id="it has"),
    ],
)
def test_checked_when_it_had_expired(hours: float, level: AssuranceLevel) -> None:
    ends = EXAMINED.replace(hour=0) - timedelta(days=1)
    seen = passport(expires_on=date(ends.year, ends.month, ends.day))
    seen = passport(
        expires_on=seen.expires_on,
        checks=tuple(Check(each.kind, each.by, ends + timedelta(days=1, hours=hours)) for each in seen.checks),
    )
    assert [each.assurance for each in supports(evidence_table(), seen, EXAMINED)] == [level]


def test_that_it_expires_later_changes_nothing() -> None:
    seen = passport(expires_on=date(2026, 4, 1))
    long_after = EXAMINED + timedelta(days=3650)
    assert [each.assurance for each in supports(evidence_table(), seen, long_after)] == [AssuranceLevel.HIGH]
