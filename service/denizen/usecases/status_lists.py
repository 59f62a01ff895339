"""Status lists: taken in where their issuer signed them, and what they say of credentials written down."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from denizen.domain.attestations import AttestationRecord, AttestationState, StatusReference
from denizen.domain.credentials import BY_STATUS, CredentialRecord, StatusListRecord, suspended_by_issuer
from denizen.domain.errors import InvalidError, NotFoundError
from denizen.domain.lifecycle import FOLLOWS
from denizen.domain.names import IssuerName
from denizen.usecases.context import Call, Once
from denizen.usecases.ports import Event, Reader, Store, Writer
from denizen.usecases.results import Result
from denizen.usecases.trusting import CredentialPolicy, key_finder, refusing
from denizen.usecases.writing import Done, write_once
from denizen.verification import status_lists as lists
from denizen.verification.refusals import Refusal, RefusedError
from denizen.verification.signed_tokens import SignedToken
from denizen.verification.status_lists import MOST_CHARACTERS, StatusList

FIELD = "status_list"
_RESOURCE = "statusLists/-"
"""What events and receipts call a list. Whose it is would tell of those who rest on it."""
FetchList = Callable[[str], str | None]
"""Gets the list at an address. None: it may not be asked, or does not answer."""


class UnknownListError(RefusedError):
    """The list on which a credential rests is not here, or is no longer fresh: what it says is not known."""

    def __init__(self, issuer: IssuerName, uri: str) -> None:
        super().__init__(Refusal.STATUS_UNKNOWN, "rests on a status list that is not here, or no longer fresh")
        self.issuer = issuer
        self.uri = uri


def check_status(reader: Reader, issuer: IssuerName, status: StatusReference | None, now: datetime) -> None:
    """`RefusedError` unless a fresh list says that the credential stands; one without a status stands."""
    if status is None:
        return
    found = reader.status_list(issuer, status.uri)
    if found is None or now >= found.fresh_until:
        raise UnknownListError(issuer, status.uri)
    match StatusList.read(found.token).status(status.index):
        case None:
            raise RefusedError(Refusal.STATUS_OUT_OF_RANGE, "has a place that its status list does not reach")
        case lists.VALID:
            return
        case lists.INVALID:
            raise RefusedError(Refusal.STATUS_INVALID, "was revoked by its issuer")
        case _:
            raise RefusedError(Refusal.STATUS_SUSPENDED, "was suspended by its issuer, or has an unknown status")


@dataclass(frozen=True, slots=True)
class SubmitStatusList:
    """Take in a list that a registered issuer signed, and write down what it changes: what rests on it is revoked,
    suspended or reinstated, each with an event. The same list again changes nothing but how long it is fresh.

    `NotFoundError` for the issuer; `CredentialRefusedError` for a list that does not hold or is older than one that is
    known; `InvalidError` where it was retrieved in the future.
    """

    store: Store
    policy: CredentialPolicy

    def __call__(
        self, call: Call, issuer: IssuerName, text: str, retrieved: datetime | None = None, once: Once | None = None
    ) -> Result[StatusListRecord]:
        def read(reader: Reader, _: str) -> StatusListRecord:
            # Of a repetition the text is the same, and so is the list that it is of.
            found = reader.status_list(issuer, StatusList.read(text).uri)
            if found is None:
                raise NotFoundError(issuer)
            return found

        def act(writer: Writer) -> Done:
            with refusing(FIELD):
                record, said = self._verified(writer, issuer, text, retrieved)
                before = writer.status_list(issuer, record.uri)
                if before is not None and not _newer(record, before):
                    return Done(_RESOURCE, None, ())
            writer.put_status_list(record)
            changed = _applied(writer, record, said, before)
            return Done(_RESOURCE, None, (Event("status_list.submitted", _RESOURCE), *changed))

        return write_once(self.store, call, once, act, read)

    def _verified(
        self, writer: Writer, name: IssuerName, text: str, retrieved: datetime | None
    ) -> tuple[StatusListRecord, StatusList]:
        issuer, now = writer.issuer(name), writer.revision.instant
        if issuer is None:
            raise NotFoundError(name)
        at = retrieved or now
        if at > now:
            raise InvalidError("retrieve_time", at.isoformat(), f"a moment not in the future; it is {now.isoformat()}")
        find_key = key_finder(issuer, now)
        read = StatusList.verify(text, find_key, issuer.identifiers, now.timestamp(), self.policy.leeway)
        until = datetime.fromtimestamp(read.fresh_until(at.timestamp(), self.policy.list_kept), UTC)
        if until <= now:
            raise RefusedError(Refusal.EXPIRED, "is no longer fresh: it expired, or was retrieved too long ago")
        issued = datetime.fromtimestamp(min(read.issued_at, now.timestamp()), UTC)
        return StatusListRecord(name, read.uri, text, issued, at, until), read


def _newer(record: StatusListRecord, before: StatusListRecord) -> bool:
    """Whether there is anything to write. `RefusedError` for a list that is older than the one that is known."""
    if _content(record) == _content(before):
        # Another worker may have got the same one a moment ago.
        gained = record.fresh_until - before.fresh_until
        return gained > (before.fresh_until - before.retrieved) / 10
    if record.issued <= before.issued:
        raise RefusedError(Refusal.OLD_STATUS_LIST, "is not newer than the list of this address that is known")
    return True


def _content(record: StatusListRecord) -> bytes:
    """What it says, whatever its signature."""
    return SignedToken.parse(record.token, MOST_CHARACTERS).payload


def _applied(
    writer: Writer, record: StatusListRecord, read: StatusList, before: StatusListRecord | None
) -> list[Event]:
    """Write what the list changes. Everybody who rests on it is told of: how long their facts hold has changed."""
    said = None if before is None else StatusList.read(before.token)
    events: list[Event] = []
    told = set()
    for credential in writer.credentials_resting_on(record.issuer, record.uri):
        if credential.status is None:
            continue
        status = read.status(credential.status.index)
        if said is None or said.status(credential.status.index) != status:
            events += _changed(writer, credential, status)
        if credential.subject not in told:
            told.add(credential.subject)
            events.append(Event("credential.status_checked", credential.name, credential.subject))
    return events


def _changed(writer: Writer, credential: CredentialRecord, status: int | None) -> list[Event]:
    events = []
    for name in credential.attestations:
        record = writer.attestation(name)
        step = None if record is None else _step(record, status)
        if step is not None:
            state, code, kind = step
            writer.change_state(name, state, reason_code=code)
            events.append(Event(kind, name, credential.subject))
    return events


def _step(record: AttestationRecord, status: int | None) -> tuple[AttestationState, str, str] | None:
    """The state that follows, its code and its event; None: none. What people suspended, a list does not reinstate."""
    state = record.state
    match status:
        case _ if AttestationState.REVOKED not in FOLLOWS[state]:
            return None
        case lists.INVALID:
            return AttestationState.REVOKED, f"{BY_STATUS}invalid", "attestation.revoked"
        case lists.VALID:
            if suspended_by_issuer(record):
                return AttestationState.VERIFIED, f"{BY_STATUS}valid", "attestation.reinstated"
            return None
        case _:
            if state is AttestationState.SUSPENDED:
                return None
            code = "out-of-range" if status is None else "suspended"
            return AttestationState.SUSPENDED, f"{BY_STATUS}{code}", "attestation.suspended"
