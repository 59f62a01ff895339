"""When the versions of a directive file are in force."""

from collections.abc import Iterator

from denizen.domain.directives import Action, ActivationRecord
from denizen.domain.intervals import Interval
from denizen.rpc.convert.moments import read_interval, read_optional_moment
from denizen.v1 import directive_pb2 as pb


def records_of(file: pb.DirectiveFile) -> Iterator[ActivationRecord]:
    """In the order in which a server learns of them when the file is applied."""
    for entry in file.versions:
        for effective in entry.activations:
            yield ActivationRecord(Action.ACTIVATE, read_interval(effective, "activations"), entry.version.number)
    for effective in file.suspensions:
        yield ActivationRecord(Action.SUSPEND, read_interval(effective, "suspensions"))
    rescinded = read_optional_moment(file, "rescinded_from", "rescinded_from")
    if rescinded is not None:
        yield ActivationRecord(Action.RESCIND, Interval(rescinded))
