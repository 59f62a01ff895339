"""Bringing versions into force and out of it, by dated records that are only ever added."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from denizen.domain.directives import Action, ActivationRecord, boundaries, in_force
from denizen.domain.intervals import Interval
from denizen.domain.names import DirectiveName, VersionName
from denizen.usecases.context import Call, Once
from denizen.usecases.directives import DirectiveView, published, viewed
from denizen.usecases.ports import Store, Writer
from denizen.usecases.results import Result
from denizen.usecases.writing import Done, done, write_once

_DAWN = datetime.min.replace(tzinfo=UTC)


def _add(
    writer: Writer, name: DirectiveName, action: Action, effective: Interval | None, version: int | None = None
) -> Done:
    records = viewed(writer, name).records
    record = ActivationRecord(action, effective or Interval(writer.revision.instant), version)
    if _says_nothing_new(records, record):
        return done(name, None)
    writer.add_activation(name, record)
    return done(name, None, f"directive.{_PAST[action]}")


_PAST = {Action.ACTIVATE: "activated", Action.SUSPEND: "suspended", Action.RESCIND: "rescinded"}


def _says_nothing_new(records: Sequence[ActivationRecord], record: ActivationRecord) -> bool:
    """Whether it is there already and would change nothing: the same activation after a suspension does."""
    if not any(_same(known, record) for known in records):
        return False
    after = (*records, record)
    return all(in_force(records, moment) == in_force(after, moment) for moment in (_DAWN, *boundaries(after)))


def _same(one: ActivationRecord, other: ActivationRecord) -> bool:
    return (one.action, one.effective, one.version) == (other.action, other.effective, other.version)


@dataclass(frozen=True, slots=True)
class ActivateVersion:
    """Put a version in force for an interval; None: from now on. `NotFoundError`."""

    store: Store

    def __call__(
        self, call: Call, name: VersionName, effective: Interval | None, once: Once | None = None
    ) -> Result[DirectiveView]:
        def act(writer: Writer) -> Done:
            version = published(writer, name)
            return _add(writer, version.directive, Action.ACTIVATE, effective, version.number)

        return write_once(self.store, call, once, act, viewed)


@dataclass(frozen=True, slots=True)
class SuspendDirective:
    """Take every version out of force for an interval; None: from now on. `NotFoundError`."""

    store: Store

    def __call__(
        self, call: Call, name: DirectiveName, effective: Interval | None, once: Once | None = None
    ) -> Result[DirectiveView]:
        return write_once(self.store, call, once, lambda writer: _add(writer, name, Action.SUSPEND, effective), viewed)


@dataclass(frozen=True, slots=True)
class RescindDirective:
    """Take every version out of force from an instant on; None: from now on. `NotFoundError`."""

    store: Store

    def __call__(
        self, call: Call, name: DirectiveName, effective_from: datetime | None, once: Once | None = None
    ) -> Result[DirectiveView]:
        effective = None if effective_from is None else Interval(effective_from)
        return write_once(self.store, call, once, lambda writer: _add(writer, name, Action.RESCIND, effective), viewed)
