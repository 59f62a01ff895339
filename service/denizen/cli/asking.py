"""What every question takes: of whom, when, as known when, and where the principal is now."""

import re

import click
from google.protobuf.timestamp_pb2 import Timestamp

from denizen.cli.options import Moment
from denizen.v1 import determination_pb2 as pb
from denizen.v1.principal_pb2 import ExternalIdentifier

_REVISION = re.compile(r"\d{1,18}", re.ASCII)


class Known(click.ParamType["int | Timestamp"]):
    """A revision, or the moment that means the last revision at or before it."""

    name = "moment or revision"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int | Timestamp:
        if isinstance(value, int):
            return value
        text = str(value)
        return int(text) if _REVISION.fullmatch(text) else Moment().convert(value, param, ctx)


class Pair(click.ParamType[pb.TimePair]):
    """`AT[@KNOWN]`: a moment of the world, and what was known by then; either may be left out, and means now."""

    name = "pair of times"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> pb.TimePair:
        if isinstance(value, pb.TimePair):
            return value
        at, _, known = str(value).partition("@")
        pair = pb.TimePair(at=Moment().convert(at, param, ctx) if at else None)
        if known:
            as_known(pair, Known().convert(known, param, ctx))
        return pair


def as_known(
    message: pb.CheckRequest | pb.CheckAccessRequest | pb.CountDeterminationsRequest | pb.TimePair,
    known: int | Timestamp | None,
) -> None:
    """Say in the message as known when; None: now."""
    match known:
        case int():
            message.known_revision = known
        case Timestamp():
            message.known_at.CopyFrom(known)
        case None:
            pass


def about(
    message: pb.CheckRequest | pb.CheckAccessRequest, subject: str | ExternalIdentifier, presence: str | None
) -> None:
    """Say in the message of whom, and where the principal is: `COUNTRY[:SOURCE]`."""
    match subject:
        case ExternalIdentifier():
            message.external_identifier.CopyFrom(subject)
        case str():
            message.principal = subject
    if presence is not None:
        country, _, source = presence.partition(":")
        message.presence.CopyFrom(pb.Presence(country=country, source=source or "command-line"))
