"""Messages of the tests: each call changes only what the test is about."""

import hashlib
from typing import Any

from google.protobuf.json_format import ParseDict

from denizen.domain.names import PrincipalName
from denizen.domain.submissions import Submission
from denizen.rpc.convert.attestations import read_submission
from denizen.v1 import attestation_pb2, directive_pb2, rule_pb2

ALICE = PrincipalName("principals/alice")
CITIZEN = {"citizenship": {"country": "US", "class": "CITIZENSHIP_CLASS_CITIZEN"}}
TEXT = "I am a citizen of the United States and of no other country."
TEXT_SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()


def attestation(claim: dict[str, Any] | None = None, **changes: Any) -> attestation_pb2.Attestation:
    """By default that Alice is a US citizen, at SUBSTANTIAL, for export control."""
    content: dict[str, Any] = {
        "claim": CITIZEN if claim is None else claim,
        "assurance": {"level": "SUBSTANTIAL"},
        "issuer": "issuers/hr",
        "purposes": ["export-control"],
    }
    content |= changes
    return ParseDict({key: value for key, value in content.items() if value is not None}, attestation_pb2.Attestation())


def submission(claim: dict[str, Any] | None = None, **changes: Any) -> Submission:
    return read_submission(ALICE, attestation(claim, **changes), "attestation")


def rule(**content: Any) -> rule_pb2.Rule:
    return ParseDict(content, rule_pb2.Rule())


def version(**changes: Any) -> directive_pb2.DirectiveVersion:
    """By default one provision about everybody who is not a US citizen."""
    content: dict[str, Any] = {"provisions": [provision()]}
    return ParseDict(content | changes, directive_pb2.DirectiveVersion())


def provision(**changes: Any) -> dict[str, Any]:
    return {
        "id": "persons",
        "kinds": ["PRINCIPAL_KIND_PERSON"],
        "definition": {"not": {"citizen_of": {"countries": ["US"]}}},
    } | changes
