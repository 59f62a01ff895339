"""Issuers and proposals about them, out of messages and into them."""

import base64
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from google.protobuf.message import Message

from denizen.domain import names
from denizen.domain.attestations import Known
from denizen.domain.countries import Country
from denizen.domain.errors import InvalidError
from denizen.domain.issuer_keys import IssuerKey, KeyForm
from denizen.domain.issuer_proposals import IssuerProposal, IssuerRecord, ProposalStep
from denizen.domain.issuers import Issuer, Right, StandingRecord
from denizen.domain.refusals import inside
from denizen.rpc.convert.countries import written_all
from denizen.rpc.convert.enums import ASSURANCE, CHANGE, CLAIM, FORMAT, KEY_FORM, PROPOSAL, STANDING
from denizen.rpc.convert.moments import (
    read_asked_moment,
    read_interval,
    read_optional_duration,
    read_optional_moment,
    write_duration,
    write_interval,
    write_known,
    write_moment,
)
from denizen.rpc.convert.requests import read_at_least
from denizen.rpc.convert.unknown import refuse_unknown
from denizen.usecases.asking import Times
from denizen.usecases.issuer_changes import From, parsed_keys
from denizen.usecases.ports import Tokens
from denizen.v1 import issuer_pb2 as pb

LONGEST_FRAMEWORK = 256
MOST_LISTED = 1_000
"""In each of the lists of an issuer."""

T = TypeVar("T")


class Begun(Protocol):
    """A request that says from which moment on."""

    from_the_beginning: bool


def read_issuer(message: pb.Issuer) -> Issuer:
    """Fields that are output only are not read; of a key only what it is and when it is valid."""
    refuse_unknown(message, "issuer")
    with inside("issuer"):
        return Issuer(
            name=names.registered_issuer_name(message.name),
            title=message.title,
            rights=tuple(_right(each, f"rights[{index}]") for index, each in enumerate(_few(message.rights, "rights"))),
            organisation=names.principal_name(message.organisation, "organisation") if message.organisation else None,
            identifiers=frozenset(_few(message.identifiers, "identifiers")),
            formats=frozenset(
                FORMAT.read(each, f"formats[{index}]") for index, each in enumerate(_few(message.formats, "formats"))
            ),
            frameworks=_set(message.frameworks, _framework, "frameworks"),
            keys=tuple(
                key for index, each in enumerate(_few(message.keys, "keys")) for key in _keys(each, f"keys[{index}]")
            ),
            keys_url=message.keys_url,
        )


def _right(message: pb.IssuerRight, field: str) -> Right:
    with inside(field):
        if not message.highest:
            raise InvalidError("highest", None, "the highest assurance, such as ASSURANCE_LEVEL_SUBSTANTIAL")
        return Right(
            kinds=_limit(message.kinds, CLAIM.read, every=message.every_kind, fields=("kinds", "every_kind")),
            countries=_limit(
                message.countries, _country, every=message.every_country, fields=("countries", "every_country")
            ),
            highest=ASSURANCE.read(message.highest, "highest"),
            purposes=_limit(
                message.purposes, names.purpose, every=message.every_purpose, fields=("purposes", "every_purpose")
            ),
            good_for=read_optional_duration(message, "good_for", "good_for"),
            entitled=read_interval(message.entitled, "entitled"),
        )


V = TypeVar("V")


def _limit(
    given: Sequence[V], read: Callable[[V, str], T], *, every: bool, fields: tuple[str, str]
) -> frozenset[T] | None:
    """What is listed; None for every one, which has to be said."""
    field, all_of_them = fields
    if bool(given) is every:
        got = f"{len(given)} and {all_of_them}" if every else None
        raise InvalidError(field, got, f"at least one, or {all_of_them}, and not both")
    return None if every else _set(given, read, field)


def _set(given: Sequence[V], read: Callable[[V, str], T], field: str) -> frozenset[T]:
    return frozenset(read(each, f"{field}[{index}]") for index, each in enumerate(_few(given, field)))


def _few(given: Sequence[V], field: str) -> Sequence[V]:
    if len(given) > MOST_LISTED:
        raise InvalidError(field, len(given), f"at most {MOST_LISTED}")
    return given


def _country(code: str, field: str) -> Country:
    return Country.parse(code, field)


def _framework(text: str, field: str) -> str:
    if not 0 < len(text) <= LONGEST_FRAMEWORK or not text.isprintable():
        raise InvalidError(field, f"{len(text)} characters", f"1 to {LONGEST_FRAMEWORK} printable characters")
    return text


def _keys(message: pb.IssuerKey, field: str) -> tuple[IssuerKey, ...]:
    with inside(field):
        if not message.key:
            raise InvalidError("key", None, "a JSON Web Key, or a certificate in PEM")
        return parsed_keys(message.key.encode(), read_interval(message.valid, "valid"), "key")


def read_added_keys(request: pb.AddIssuerKeysRequest) -> tuple[IssuerKey, ...]:
    if not request.keys:
        raise InvalidError("keys", None, "a JSON Web Key Set, a JSON Web Key, or a certificate in PEM")
    return parsed_keys(request.keys, read_interval(request.valid, "valid"), "keys")


def read_from(request: Begun) -> From:
    """`InvalidError` for a moment and the beginning together."""
    assert isinstance(request, Message)  # noqa: S101 - the protocol says which field, this says of what
    moment = read_optional_moment(request, "effective_from", "effective_from")
    if moment is not None and request.from_the_beginning:
        raise InvalidError("effective_from", moment.isoformat(), "nothing, with from_the_beginning")
    return From(moment, request.from_the_beginning)


def read_end(request: pb.SuspendIssuerRequest) -> datetime | None:
    return read_optional_moment(request, "effective_to", "effective_to")


def read_known(request: pb.GetIssuerRequest, tokens: Tokens) -> Times:
    """The state of our knowledge that is asked about."""
    revision = request.known_revision if request.WhichOneof("known") == "known_revision" else None
    known_at = read_asked_moment(request, "known_at", "known_at")
    return Times(known_revision=revision, known_at=known_at, at_least=read_at_least(request, tokens))


def write_record(record: IssuerRecord) -> pb.Issuer:
    return write_issuer(record.issuer, record.known)


def write_issuer(issuer: Issuer, known: Known | None = None) -> pb.Issuer:
    """What is a set there is in order."""
    return pb.Issuer(
        name=issuer.name,
        title=issuer.title,
        rights=map(_write_right, issuer.rights),
        organisation=issuer.organisation or "",
        identifiers=sorted(issuer.identifiers),
        formats=sorted(map(FORMAT.write, issuer.formats)),
        frameworks=sorted(issuer.frameworks),
        keys=map(_write_key, issuer.keys),
        keys_url=issuer.keys_url,
        standing=map(_write_standing, issuer.standing),
        known=None if known is None else write_known(known),
    )


def _write_right(right: Right) -> pb.IssuerRight:
    return pb.IssuerRight(
        kinds=sorted(map(CLAIM.write, right.kinds or ())),
        every_kind=right.kinds is None,
        countries=written_all(right.countries or ()),
        every_country=right.countries is None,
        highest=ASSURANCE.write(right.highest),
        purposes=sorted(right.purposes or ()),
        every_purpose=right.purposes is None,
        good_for=None if right.good_for is None else write_duration(right.good_for),
        entitled=write_interval(right.entitled),
    )


def _write_standing(record: StandingRecord) -> pb.IssuerStandingRecord:
    return pb.IssuerStandingRecord(
        standing=STANDING.write(record.standing),
        effective=write_interval(record.effective),
        reason_code=record.reason_code,
    )


def _write_key(key: IssuerKey) -> pb.IssuerKey:
    revoked = key.revoked
    return pb.IssuerKey(
        id=key.id,
        form=KEY_FORM.write(key.form),
        algorithm=key.algorithm,
        key=_written_key(key),
        valid=write_interval(key.valid),
        revocation=None
        if revoked is None
        else pb.IssuerKeyRevocation(
            effective_from=None if revoked.effective is None else write_moment(revoked.effective),
            reason_code=revoked.reason_code,
        ),
    )


def _written_key(key: IssuerKey) -> str:
    """As it can be given again."""
    match key.form:
        case KeyForm.JWK:
            return json.dumps({**json.loads(key.material), "kid": key.id}, sort_keys=True)
        case KeyForm.ROOT:
            certificate = x509.load_der_x509_certificate(base64.b64decode(key.material))
            return certificate.public_bytes(Encoding.PEM).decode()


def write_proposal(proposal: IssuerProposal) -> pb.IssuerProposal:
    return pb.IssuerProposal(
        name=proposal.name,
        change=CHANGE.write(proposal.change),
        issuer=write_issuer(proposal.issuer),
        base_revision=proposal.base,
        state=PROPOSAL.write(proposal.state),
        steps=map(_write_step, proposal.steps),
    )


def _write_step(step: ProposalStep) -> pb.IssuerProposalStep:
    return pb.IssuerProposalStep(
        state=PROPOSAL.write(step.state),
        caller=step.actor.caller,
        on_behalf_of=step.actor.on_behalf_of,
        reason_code=step.reason_code,
        revision=step.revision,
        time=write_moment(step.instant),
    )
