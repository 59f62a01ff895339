"""Revisions and the outbox in the database."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BigInteger, bindparam, func, insert, select, type_coerce

from denizen.domain.errors import InvalidError
from denizen.domain.names import PrincipalName
from denizen.storage.codec import moment_of
from denizen.storage.histories import FIRST, History, Place
from denizen.storage.sql.names import principal_id, principal_name
from denizen.storage.sql.session import AnyRow, Session
from denizen.storage.sql.snapshot import AT
from denizen.storage.tables import histories, outbox, revisions
from denizen.storage.types import Instant
from denizen.usecases.ports import NOTHING_YET, Change, Event, OutboxRow, Revision

_REVISION = (revisions.c.revision, revisions.c.instant)
_MARK = func.coalesce(select(histories.c.mark).order_by(histories.c.begins.desc()).limit(1).scalar_subquery(), FIRST)
_HEAD = select(*_REVISION, _MARK).order_by(revisions.c.revision.desc()).limit(1)
_HISTORIES = select(histories.c.begins, histories.c.mark, histories.c.system, histories.c.timeline).order_by(
    histories.c.begins
)
_INSERT_HISTORY = insert(histories)
_NUMBERED = select(*_REVISION).where(revisions.c.revision == bindparam("number"))
_AT_INSTANT = (
    select(*_REVISION)
    .where(revisions.c.instant <= bindparam("instant", type_=Instant), revisions.c.revision <= AT)
    .order_by(revisions.c.instant.desc(), revisions.c.revision.desc())
    .limit(1)
)
_ROWS = (
    select(
        *_REVISION,
        outbox.c.position,
        outbox.c.kind,
        outbox.c.resource,
        outbox.c.principal_id,
        revisions.c.caller,
        revisions.c.on_behalf_of,
        revisions.c.call_id,
        revisions.c.purpose,
    )
    .join_from(outbox, revisions, revisions.c.revision == outbox.c.revision)
    .where(outbox.c.revision <= AT)
    .order_by(outbox.c.revision, outbox.c.position)
)
_EVENTS = _ROWS.where(outbox.c.revision > bindparam("after")).limit(bindparam("limit"))
# The instant as it is stored: rows of one revision share it.
_CHANGES = (
    select(outbox.c.revision, type_coerce(revisions.c.instant, BigInteger), outbox.c.kind, outbox.c.principal_id)
    .join_from(outbox, revisions, revisions.c.revision == outbox.c.revision)
    .where(outbox.c.revision > bindparam("after"), outbox.c.revision <= AT)
    .order_by(outbox.c.revision, outbox.c.position)
    .limit(bindparam("limit"))
)
_ABOUT = _ROWS.where(outbox.c.principal_id == bindparam("principal_id"))

# Events about no principal stand under the empty one.
_DIRECTIVES = (
    select(outbox.c.revision)
    .where(outbox.c.principal_id == "", outbox.c.revision <= AT)
    .order_by(outbox.c.revision.desc())
    .limit(1)
)


def latest(session: Session) -> tuple[Revision, int]:
    """The latest revision, and the mark of the last history."""
    row = session.row(_HEAD, {})
    if row is None:
        found = known_histories(session)
        return NOTHING_YET, found[-1].mark if found else FIRST
    return Revision(row[0], row[1]), row[2]


def known_histories(session: Session) -> Sequence[History]:
    """All, the first one first."""
    rows = session.rows(_HISTORIES, {})
    return [History(begins, mark, Place(system, timeline)) for begins, mark, system, timeline in rows]


def begin_history(session: Session, history: History) -> None:
    place = history.place
    row = {"begins": history.begins, "mark": history.mark, "system": place.system, "timeline": place.timeline}
    session.add(_INSERT_HISTORY, [row])


def numbered(session: Session, number: int, head: Revision) -> Revision:
    """The revision of that number. `InvalidError` where it is not between 0 and `head`."""
    if number == head.number:
        return head
    if not 0 <= number < head.number:
        raise InvalidError("known_revision", number, f"a revision from 0 to {head.number}, the latest")
    row = session.row(_NUMBERED, {"number": number}) if number else None
    return NOTHING_YET if row is None else Revision(*row)


def at_instant(session: Session, instant: datetime, head: Revision) -> Revision:
    """The last revision up to `head` at or before the instant."""
    row = session.row(_AT_INSTANT, {"instant": instant, "at": head.number})
    return NOTHING_YET if row is None else Revision(*row)


def events(session: Session, after: int, up_to: int, limit: int) -> Sequence[OutboxRow]:
    return _outbox_rows(session.rows(_EVENTS, {"after": after, "at": up_to, "limit": limit}))


def changes(session: Session, after: int, up_to: int, limit: int) -> Sequence[Change]:
    revision, found = NOTHING_YET, []
    for number, instant, kind, principal in session.rows(_CHANGES, {"after": after, "at": up_to, "limit": limit}):
        if number != revision.number:
            revision = Revision(number, moment_of(instant))
        found.append(Change(revision, kind, _subject(principal)))
    return found


def events_about(session: Session, subject: PrincipalName, up_to: int) -> Sequence[OutboxRow]:
    return _outbox_rows(session.rows(_ABOUT, {"principal_id": principal_id(subject), "at": up_to}))


def _outbox_rows(rows: Sequence[AnyRow]) -> list[OutboxRow]:
    return [
        OutboxRow(
            revision=Revision(row.revision, row.instant),
            position=row.position,
            event=Event(row.kind, row.resource, _subject(row.principal_id)),
            caller=row.caller,
            on_behalf_of=row.on_behalf_of,
            call_id=row.call_id,
            purpose=row.purpose,
        )
        for row in rows
    ]


def last_about_none(session: Session, up_to: int) -> int:
    """The last revision with an event about no principal."""
    row = session.row(_DIRECTIVES, {"at": up_to})
    return 0 if row is None else int(row[0])


def _subject(stored: str) -> PrincipalName | None:
    return principal_name(stored) if stored else None
