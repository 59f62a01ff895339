"""Applies a directive file to a server: whatever the server has already stays as it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeVar
from uuid import UUID, uuid4, uuid5

import grpc
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from denizen.cli.calls import every, existing
from denizen.cli.connection import TIMEOUT_SECONDS
from denizen.cli.directive_files import with_definitions
from denizen.cli.moments import told
from denizen.cli.vocabulary import short
from denizen.v1 import directive_pb2 as pb
from denizen.v1.directive_pb2_grpc import DirectiveServiceStub
from denizen.v1.interval_pb2 import Interval

M = TypeVar("M", bound=Message)

_VERSIONS = UUID("1b0f5d0a-64a7-4e0c-8f0e-9a3f0c1f7a52")
"""The namespace of request ids that follow from a version's content."""


class Outcome(Enum):
    """What applying did about one thing."""

    UNCHANGED = "unchanged"
    REGISTERED = "registered"
    CREATED = "created"
    STORED = "stored"
    PUBLISHED = "published"
    ALLOWED = "allowed"
    ACTIVATED = "activated"
    SUSPENDED = "suspended"
    RESCINDED = "rescinded"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing of the file, and what was done about it. `detail`: from when to when, or what was found."""

    subject: str
    outcome: Outcome
    detail: str = ""


def apply(channel: grpc.Channel, file: pb.DirectiveFile, allowed: Sequence[pb.WarningKind] = ()) -> list[Step]:
    """Brings the server to what `file` says, as `load_directive_file` read it, and tells each step.

    `allowed` are the kinds of warning that do not stop a version.

    Applying it again changes nothing. What the server has under the same name with other content it refuses, as a
    `grpc.RpcError`; the steps before that stay, and the next attempt passes over them.
    """
    applying = _Applying(DirectiveServiceStub(channel), allowed)
    # 1. What rules may name: the server refuses a version that names what it does not know.
    for resource in file.resources:
        applying.resource(resource)
    for country_set in file.country_sets:
        applying.country_set(country_set)
    for screening_list in file.lists:
        applying.screening_list(screening_list)
    if not file.HasField("directive"):
        return applying.steps
    # 2. The directive with its versions, each with its dates: those of the next are checked beside them.
    applying.directive(file.directive)
    for entry in file.versions:
        applying.version(file.directive.name, with_definitions(entry.version, file.definitions), entry.activations)
        for effective in entry.activations:
            applying.activation(file.directive.name, entry.version.number, effective)
    # 3. Ends count only after the activations that they end.
    for effective in file.suspensions:
        applying.suspension(file.directive.name, effective)
    if file.HasField("rescinded_from"):
        applying.rescission(file.directive.name, file.rescinded_from)
    return applying.steps


@dataclass(slots=True)
class _Applying:
    """One application under way. `records` are the directive's, as the server has them now."""

    server: DirectiveServiceStub
    allowed: Sequence[pb.WarningKind]
    steps: list[Step] = field(default_factory=list)
    registered: dict[str, pb.Resource] | None = None
    records: list[pb.ActivationRecord] = field(default_factory=list)
    last_activation: int = -1

    def done(self, subject: str, outcome: Outcome, detail: str = "") -> None:
        self.steps.append(Step(subject, outcome, detail))

    def resource(self, resource: pb.Resource) -> None:
        if self.registered is None:
            listed = every(self.server.ListResources, pb.ListResourcesRequest(), "resources")
            self.registered = {known.name: known for known in listed}
        if self.registered.get(resource.name) == resource:
            return self.done(resource.name, Outcome.UNCHANGED)
        self.write(self.server.RegisterResource, pb.RegisterResourceRequest(resource=resource))
        return self.done(resource.name, Outcome.REGISTERED)

    def country_set(self, wanted: pb.CountrySet) -> None:
        found = existing(self.server.GetCountrySet, pb.GetCountrySetRequest(name=wanted.name))
        if found is not None and _set_content(found.country_set) == _set_content(wanted):
            return self.done(wanted.name, Outcome.UNCHANGED)
        self.write(self.server.PutCountrySet, pb.PutCountrySetRequest(country_set=wanted))
        return self.done(wanted.name, Outcome.STORED)

    def screening_list(self, wanted: pb.List) -> None:
        found = existing(self.server.GetList, pb.GetListRequest(name=wanted.name))
        if found is not None and _without(found.list, "entry_count") == _without(wanted, "entry_count"):
            return self.done(wanted.name, Outcome.UNCHANGED)
        self.write(self.server.PutList, pb.PutListRequest(list=wanted))
        return self.done(wanted.name, Outcome.STORED)

    def directive(self, wanted: pb.Directive) -> None:
        wanted = _without(wanted, "records", "latest_version")
        found = existing(self.server.GetDirective, pb.GetDirectiveRequest(name=wanted.name))
        if found is not None:
            self.records = list(found.directive.records)
            if _without(found.directive, "records", "latest_version") == wanted:
                return self.done(wanted.name, Outcome.UNCHANGED)
        self.write(self.server.CreateDirective, pb.CreateDirectiveRequest(directive=wanted))
        return self.done(wanted.name, Outcome.CREATED)

    def version(self, directive: str, version: pb.DirectiveVersion, planned: Sequence[Interval]) -> None:
        name = f"{directive}/versions/{version.number}"
        found = existing(self.server.GetVersion, pb.GetVersionRequest(name=name))
        # Published again where it is there: only the server can tell whether the content is the same. What a version
        # says never changes, so its request id may follow from it: then saying it again leaves no trace.
        request = pb.PublishVersionRequest(
            parent=directive, version=version, allow=self.allowed, planned_activations=planned
        )
        request.request_id = str(uuid5(_VERSIONS, request.SerializeToString(deterministic=True).hex()))
        answer = self.write(self.server.PublishVersion, request)
        cases = len(answer.version.cases)
        detail = f"{cases} {'case' if cases == 1 else 'cases'} passed" if cases else ""
        self.done(name, Outcome.PUBLISHED if found is None else Outcome.UNCHANGED, detail)
        for warning in answer.warnings if found is None else ():
            kind = short(pb.WarningKind.DESCRIPTOR, warning.kind)
            self.done(name, Outcome.ALLOWED, f"{kind}: {warning.text}")

    def activation(self, directive: str, version: int, effective: Interval) -> None:
        name = f"{directive}/versions/{version}"
        position = self.position(pb.ACTIVATION_ACTION_ACTIVATE, version, effective)
        outcome = Outcome.UNCHANGED
        if position is None:
            request = pb.ActivateVersionRequest(name=name, effective=effective)
            answer = self.write(self.server.ActivateVersion, request)
            self.records = list(answer.directive.records)
            position = len(self.records) - 1
            outcome = Outcome.ACTIVATED
        self.last_activation = max(self.last_activation, position)
        self.done(name, outcome, told(effective))

    def suspension(self, directive: str, effective: Interval) -> None:
        position = self.position(pb.ACTIVATION_ACTION_SUSPEND, 0, effective, after=self.last_activation)
        if position is not None:
            return self.done(directive, Outcome.UNCHANGED, told(effective))
        request = pb.SuspendDirectiveRequest(name=directive, effective=effective)
        outcome = self.ended(self.server.SuspendDirective, request, Outcome.SUSPENDED)
        return self.done(directive, outcome, told(effective))

    def rescission(self, directive: str, start: Timestamp) -> None:
        effective = Interval(start=start)
        position = self.position(pb.ACTIVATION_ACTION_RESCIND, 0, effective, after=self.last_activation)
        if position is not None:
            return self.done(directive, Outcome.UNCHANGED, told(effective))
        request = pb.RescindDirectiveRequest(name=directive, effective_from=start)
        outcome = self.ended(self.server.RescindDirective, request, Outcome.RESCINDED)
        return self.done(directive, outcome, told(effective))

    def ended(self, call: Callable[..., Any], request: Message, outcome: Outcome) -> Outcome:
        """Says it again after an activation; the server adds a record only where that changes something."""
        before = len(self.records)
        self.records = list(self.write(call, request).directive.records)
        return outcome if len(self.records) > before else Outcome.UNCHANGED

    def position(
        self, action: pb.ActivationAction, version: int, effective: Interval, *, after: int = -1
    ) -> int | None:
        """Where the first such record stands among the directive's; None: nowhere after `after`."""
        for position, record in enumerate(self.records):
            same = (record.action, record.version, record.effective) == (action, version, effective)
            if same and position > after:
                return position
        return None

    def write(self, call: Callable[..., Any], request: Any) -> Any:  # noqa: ANN401 - stubs are not typed
        request.request_id = request.request_id or str(uuid4())
        return call(request, timeout=TIMEOUT_SECONDS)


def _without(message: M, *fields: str) -> M:
    copy = type(message)()
    copy.CopyFrom(message)
    for name in fields:
        copy.ClearField(name)
    return copy


def _set_content(country_set: pb.CountrySet) -> tuple[object, ...]:
    """What a set says, however its members are ordered and however "always" is written."""
    members = sorted((item.country, _bounds(item.member)) for item in country_set.members)
    aliases = sorted((item.country, item.counts_as, _bounds(item.effective)) for item in country_set.aliases)
    return members, aliases, _without(country_set, "members", "aliases")


def _bounds(interval: Interval) -> tuple[bool, str, bool, str]:
    start, end = interval.start.ToJsonString(), interval.end.ToJsonString()
    return interval.HasField("start"), start, interval.HasField("end"), end
