"""Credentials and status lists out of messages and into them."""

from collections.abc import Mapping, Sequence
from typing import Any

from google.protobuf import json_format

from denizen.domain import names
from denizen.domain.credentials import CredentialRecord, StatusListRecord
from denizen.domain.errors import InvalidError
from denizen.domain.names import PrincipalName, Purpose
from denizen.domain.refusals import Withheld
from denizen.domain.submissions import Submission
from denizen.rpc.convert.attestations import read_submission, write_attestation
from denizen.rpc.convert.moments import write_moment
from denizen.usecases.credentials import SubmittedCredential
from denizen.usecases.trusting import Presented
from denizen.v1 import attestation_pb2, credential_pb2

MOST_PURPOSES = 20
LONGEST_NONCE = 1024


def read_presented(request: credential_pb2.SubmitCredentialRequest, purpose: Purpose) -> Presented:
    """What is presented; without purposes of its own it is for that of the request."""
    if not request.credential:
        raise InvalidError("credential", None, "a signed credential in compact form")
    if len(request.nonce) > LONGEST_NONCE:
        raise InvalidError("nonce", f"{len(request.nonce)} characters", f"at most {LONGEST_NONCE} characters")
    return Presented(
        subject=names.principal_name(request.parent, "parent"),
        text=request.credential,
        purposes=_purposes(request.purposes) or frozenset({purpose}),
        audience=request.audience,
        nonce=request.nonce,
    )


def _purposes(given: Sequence[str]) -> frozenset[Purpose]:
    read = frozenset(names.purpose(text, f"purposes[{index}]") for index, text in enumerate(given))
    if len(read) < len(given) or len(given) > MOST_PURPOSES:
        raise InvalidError("purposes", f"{len(given)}", f"at most {MOST_PURPOSES} purposes, each once")
    return read


def read_stated(subject: PrincipalName, stated: Mapping[str, Any], field: str) -> Submission:
    """The attestation that a signed token states as the API's JSON, under `field`."""
    message = attestation_pb2.Attestation()
    try:
        json_format.ParseDict(dict(stated), message)
    except (json_format.ParseError, ValueError, TypeError, RecursionError):
        # Their own words would quote what it says.
        raise InvalidError(field, Withheld("something else"), "the JSON of an Attestation of this API") from None
    return read_submission(subject, message, field)


def write_credential(record: CredentialRecord) -> credential_pb2.Credential:
    """What is kept of a credential."""
    return credential_pb2.Credential(
        name=record.name,
        issuer=record.issuer,
        type=record.type,
        digest=record.digest,
        attestations=record.attestations,
        purposes=sorted(record.purposes),
        subject_key=record.subject_key,
        hidden_elements=record.hidden,
        sequence=record.sequence or 0,
        has_status=record.status is not None,
        create_time=write_moment(record.received),
    )


def write_submitted(submitted: SubmittedCredential, token: str) -> attestation_pb2.SubmitCredentialResponse:
    """The answer to a credential."""
    return attestation_pb2.SubmitCredentialResponse(
        credential=write_credential(submitted.record),
        attestations=[write_attestation(each) for each in submitted.attestations],
        revision_token=token,
    )


def write_status_list(record: StatusListRecord) -> credential_pb2.StatusList:
    """A status list, without what it says."""
    return credential_pb2.StatusList(
        issuer=record.issuer,
        uri=record.uri,
        issue_time=write_moment(record.issued),
        retrieve_time=write_moment(record.retrieved),
        fresh_until=write_moment(record.fresh_until),
    )
