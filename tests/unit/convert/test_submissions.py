"""What an attestation says beside its claim, on its way in."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.errors import InvalidError
from denizen.domain.intervals import Interval
from denizen.domain.names import AttestationName
from denizen.rpc.convert.attestations import read_submission
from denizen.v1 import attestation_pb2
from tests.unit.convert.messages import ALICE, TEXT, TEXT_SHA256, attestation, submission

JUNE = datetime(2026, 6, 12, tzinfo=UTC)
NAME = AttestationName("principals/alice/attestations/a")


def refusal(**changes: Any) -> InvalidError:
    with pytest.raises(InvalidError) as raised:
        submission(**changes)
    return raised.value


def declared(**changes: Any) -> dict[str, Any]:
    declaration = {
        "text": TEXT,
        "text_version": "3",
        "text_sha256": TEXT_SHA256,
        "language": "en",
        "signer": "principals/alice",
        "on_behalf_of": "principals/alice",
    }
    return {"self_declaration": declaration | changes, "assurance": None, "issuer": None}


def test_everything_is_read() -> None:
    made = submission(
        held={"start": "2026-06-12T00:00:00Z"},
        vouched={"end": "2027-06-12T00:00:00.000001Z"},
        assurance={"framework": "nist-800-63a", "level": "IAL2"},
        verified_at="2026-06-12T00:00:00Z",
        evidence=["passport", "visa"],
        purposes=["kyc", "export-control"],
        does_not_hold=True,
    )
    assert made.subject == ALICE
    assert not made.holds
    assert made.held == Interval(JUNE)
    assert made.vouched == Interval(end=datetime(2027, 6, 12, 0, 0, 0, 1, tzinfo=UTC))
    assert made.assurance is not None
    assert (made.assurance.framework, made.assurance.ordinal) == ("nist-800-63a", AssuranceLevel.SUBSTANTIAL)
    assert made.issuer == "issuers/hr"
    assert made.verified_at == JUNE
    assert made.evidence == ("passport", "visa")
    assert made.purposes == {"kyc", "export-control"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param(
            {"held": {"start": "2026-06-12T00:00:00Z", "end": "2026-06-11T00:00:00Z"}}, "held.end", id="reversed"
        ),
        pytest.param(
            {"held": {"start": "2026-06-12T00:00:00Z", "end": "2026-06-12T00:00:00Z"}}, "held.end", id="empty"
        ),
        pytest.param({"vouched": {"start": "2026-06-12T00:00:00.0000001Z"}}, "vouched.start", id="nanoseconds"),
        pytest.param({"assurance": None}, "assurance", id="no assurance"),
        pytest.param({"assurance": {"level": ""}}, "assurance.level", id="no level"),
        pytest.param({"assurance": {"level": "IAL2"}}, "assurance.level", id="a level of another framework"),
        pytest.param({"assurance": {"framework": "x", "level": "LOW"}}, "assurance.framework", id="no such framework"),
        pytest.param({"assurance": {"level": "SELF_DECLARED"}}, "assurance.level", id="declared by nobody"),
        pytest.param({"purposes": []}, "purposes", id="no purpose"),
        pytest.param({"purposes": ["kyc", "Export control"]}, "purposes[1]", id="not a purpose"),
        pytest.param({"purposes": ["kyc", "kyc"]}, "purposes", id="a purpose twice"),
        pytest.param({"purposes": [f"p{i}" for i in range(21)]}, "purposes", id="too many purposes"),
        pytest.param({"evidence": ["x"] * 21}, "evidence", id="too much evidence"),
        pytest.param({"evidence": ["x", ""]}, "evidence[1]", id="empty reference"),
        pytest.param({"evidence": ["x" * 257]}, "evidence[0]", id="long reference"),
        pytest.param({"issuer": "hr"}, "issuer", id="not an issuer"),
        pytest.param({"issuer": "principals/bob"}, "issuer", id="a person without a declaration"),
        pytest.param(declared() | {"issuer": "issuers/hr"}, "issuer", id="not the signer"),
        pytest.param(declared() | {"assurance": {"level": "HIGH"}}, "assurance.level", id="more than a declaration"),
        pytest.param(declared(text="I am not."), "self_declaration.text_sha256", id="another text"),
        pytest.param(declared(text_sha256=TEXT_SHA256.upper()), "self_declaration.text_sha256", id="capitals"),
        pytest.param(declared(on_behalf_of="principals/bob"), "self_declaration.on_behalf_of", id="of somebody else"),
        pytest.param(declared(language="english!"), "self_declaration.language", id="not a language"),
        pytest.param(declared(text=""), "self_declaration.text", id="no text"),
        pytest.param(declared(text_version=""), "self_declaration.text_version", id="no version"),
        pytest.param(declared(text_sha256=""), "self_declaration.text_sha256", id="no digest"),
        pytest.param(declared(language=""), "self_declaration.language", id="no language"),
        pytest.param(declared(signer=""), "self_declaration.signer", id="no signer"),
        pytest.param(declared(on_behalf_of=""), "self_declaration.on_behalf_of", id="for nobody"),
    ],
)
def test_what_is_refused(changes: dict[str, Any], field: str) -> None:
    assert refusal(**changes).field == f"attestation.{field}"


@pytest.mark.parametrize(
    "beside",
    [
        {},
        {"issuer": "principals/alice"},
        {"assurance": {"level": "SELF_DECLARED"}},
        {"issuer": "principals/alice", "assurance": {"framework": "denizen", "level": "SELF_DECLARED"}},
    ],
    ids=str,
)
def test_a_declaration_needs_no_more_than_itself(beside: dict[str, Any]) -> None:
    made = submission(**declared() | beside)
    name = made.received(NAME, made.issued_by(None), JUNE)
    assert (name.assurance.ordinal, name.issuer) == (AssuranceLevel.SELF_DECLARED, "principals/alice")


def test_a_representative_may_sign() -> None:
    assert submission(**declared(signer="principals/bob")).issued_by(None) == "principals/bob"


@pytest.mark.parametrize(
    ("seconds", "nanos"),
    [(-62_135_596_801, 0), (253_402_300_800, 0), (0, -1), (0, 1_000_000_000)],
    ids=["before year 1", "after year 9999", "negative nanoseconds", "a second of nanoseconds"],
)
def test_moments_outside_the_calendar(seconds: int, nanos: int) -> None:
    message = attestation()
    message.verified_at.seconds, message.verified_at.nanos = seconds, nanos
    with pytest.raises(InvalidError) as raised:
        read_submission(ALICE, message, "replacement")
    assert raised.value.field == "replacement.verified_at"


def test_what_a_newer_client_says_is_not_lost_in_silence() -> None:
    message = attestation_pb2.Attestation.FromString(attestation().SerializeToString() + b"\xfa\x3e\x01x")
    with pytest.raises(InvalidError, match="does not know"):
        read_submission(ALICE, message, "attestation")


def test_verified_in_the_future() -> None:
    made = submission(verified_at="2026-06-12T00:00:00.000001Z")
    with pytest.raises(InvalidError) as raised:
        made.received(NAME, made.issued_by(None), JUNE)
    assert raised.value.field == "verified_at"
    assert made.received(NAME, made.issued_by(None), JUNE + timedelta(1)).verified_at > JUNE
