"""Telling that somebody asked about one principal in too many ways."""

import structlog

from denizen.domain.errors import DenizenError
from denizen.domain.principals import ExternalIdentifier
from denizen.usecases.ports import Event, Store
from denizen.usecases.probing import Alarm

PROBING = "alert.probing"
"""The event's kind. Its commit tells who asked and when; its resource, `alerts/probing-{respect}-{count}`, in what
respect and in how many ways; its subject is whom it was about, none where that was everybody."""

log = structlog.get_logger()


class ProbingAlarms:
    """Leaves an event in the outbox, and a line in the log, which does not say whom it was about."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, alarm: Alarm) -> None:
        """Never raises: the refusal that caused it stands, whatever becomes of telling."""
        told = {"caller": alarm.call.caller.name, "respect": alarm.respect, "count": alarm.count}
        log.warning("probing", call_id=alarm.call.call_id, seconds=alarm.seconds, **told)
        subject = None if isinstance(alarm.subject, ExternalIdentifier) else alarm.subject
        try:
            with self._store.write(alarm.call) as writer:
                writer.record(Event(PROBING, f"alerts/probing-{alarm.respect}-{alarm.count}", subject))
        except DenizenError as error:
            log.warning("probing_not_recorded", call_id=alarm.call.call_id, error=type(error).__name__)
