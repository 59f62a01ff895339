"""Watching out of messages and into them."""

from collections.abc import Iterable

from denizen.domain import names
from denizen.domain.errors import InvalidError
from denizen.domain.webhooks.signing import message_id
from denizen.rpc.convert.moments import write_moment
from denizen.rpc.convert.requests import canonical, read_purpose
from denizen.usecases.context import Call
from denizen.usecases.permitting import Further
from denizen.usecases.ports import OutboxRow, Tokens
from denizen.usecases.watching.entries import Place
from denizen.usecases.watching.wanted import AboutDirectives, AboutPrincipals
from denizen.usecases.watching.watch import Query
from denizen.v1 import feed_pb2 as pb

Request = pb.WatchAttestationsRequest | pb.WatchDirectivesRequest
_STARTS = ("resume_token", "revision_token", "from_beginning")


def read_about_principals(request: pb.WatchAttestationsRequest) -> AboutPrincipals:
    populations = (names.population(each, f"populations[{index}]") for index, each in enumerate(request.populations))
    principals = (names.principal_name(each, f"principals[{index}]") for index, each in enumerate(request.principals))
    return AboutPrincipals(
        read_purpose(request), frozenset(request.kinds), frozenset(populations), frozenset(principals)
    )


def read_about_directives(request: pb.WatchDirectivesRequest, further: Further) -> AboutDirectives:
    """`further`: what the caller may do besides watching directives."""
    directives = (names.directive_name(each, f"directives[{index}]") for index, each in enumerate(request.directives))
    return AboutDirectives(frozenset(request.kinds), frozenset(directives), further)


def read_query(request: Request, call: Call) -> Query:
    """What tokens of this caller and request are good for."""
    return Query(call.caller.name.encode() + b"\0" + canonical(request, *_STARTS) + b"\0")


def read_start(request: Request, query: Query, call: Call, tokens: Tokens) -> Place | None:
    """Where to begin; None: with what happens from now on. `InvalidError` for a token of something else."""
    match request.WhichOneof("start"):
        case "resume_token":
            revision, cursor = tokens.page_of(request.resume_token, query.of(call.permit), "resume_token")
            if not cursor.isdigit():
                raise InvalidError("resume_token", request.resume_token, "a token that this service gave out")
            return Place(revision, int(cursor))
        case "revision_token":
            return Place(tokens.revision_of(request.revision_token, "revision_token"))
        case "from_beginning":
            return Place(0) if request.from_beginning else None
        case _:
            return None


def write_events(rows: Iterable[OutboxRow]) -> list[pb.FeedEvent]:
    return [
        pb.FeedEvent(
            id=message_id(row.revision.number, row.position),
            kind=row.event.kind,
            resource=row.event.resource,
            principal=row.event.subject or "",
            revision=row.revision.number,
            commit_time=write_moment(row.revision.instant),
        )
        for row in rows
    ]
