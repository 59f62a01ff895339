"""Until when something is vouched for that rests on a status list."""

import hashlib
from datetime import UTC, datetime

import pytest

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import Attestation, StatusReference
from denizen.domain.claims import Statelessness
from denizen.domain.credentials import NEVER, digest_of, resting_on
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.names import AttestationName, IssuerName, Purpose

FIRST, SECOND, THIRD = (datetime(2026, month, 1, tzinfo=UTC) for month in (1, 2, 3))
PLACE = StatusReference("https://issuer.example/status", 7)


def attested(vouched: Interval, status: StatusReference | None = PLACE) -> Attestation:
    return Attestation(
        AttestationName("principals/alice/attestations/a1"),
        Statelessness(),
        Assurance.own(AssuranceLevel.HIGH),
        IssuerName("issuers/state"),
        frozenset({Purpose("export-control")}),
        FIRST,
        vouched=vouched,
        status=status,
    )


@pytest.mark.parametrize(
    ("vouched", "fresh_until", "found"),
    [
        pytest.param(ALWAYS, SECOND, Interval(None, SECOND), id="no end of its own"),
        pytest.param(Interval(FIRST, THIRD), SECOND, Interval(FIRST, SECOND), id="fresh for less"),
        pytest.param(Interval(FIRST, SECOND), SECOND, Interval(FIRST, SECOND), id="fresh for as long"),
        pytest.param(Interval(FIRST, SECOND), THIRD, Interval(FIRST, SECOND), id="fresh for longer"),
        pytest.param(Interval(SECOND, THIRD), SECOND, NEVER, id="stale from the start"),
        pytest.param(Interval(SECOND, None), FIRST, NEVER, id="stale before the start"),
        pytest.param(ALWAYS, None, NEVER, id="no list"),
        pytest.param(Interval(FIRST, THIRD), None, NEVER, id="no list, an end of its own"),
    ],
)
def test_nothing_is_vouched_for_longer_than_its_list_is_fresh(
    vouched: Interval, fresh_until: datetime | None, found: Interval
) -> None:
    assert resting_on(attested(vouched), fresh_until).vouched == found


def test_what_rests_on_no_list_stays_as_it_is() -> None:
    plain = attested(Interval(FIRST, THIRD), status=None)
    assert resting_on(plain, SECOND) is plain


def test_a_digest_is_over_each_part_after_its_length_in_eight_bytes() -> None:
    spelled = bytes(7) + b"\x02ab" + bytes(8) + bytes(7) + b"\x01c"
    assert digest_of(b"ab", b"", b"c") == hashlib.sha256(spelled).digest()
