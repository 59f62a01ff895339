"""Questions about everybody out of messages, and lists and counts into them."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import TypeVar

from denizen.domain import names
from denizen.domain.determinations import Determination, Effect, Reason
from denizen.domain.disclosure import Tier
from denizen.domain.errors import InvalidError
from denizen.domain.names import PrincipalName
from denizen.rpc.convert.determinations import read_presence
from denizen.rpc.convert.disclosure import cut
from denizen.rpc.convert.enums import DETERMINATION, EFFECT, REASON
from denizen.rpc.convert.moments import read_asked_moment, write_moment
from denizen.usecases.populations.asking_everybody import Counted, Found, Place
from denizen.usecases.populations.questions import PopulationQuestion, Wanted
from denizen.usecases.populations.standings import Point
from denizen.usecases.populations.tallies import Tally
from denizen.usecases.populations.watchers import Checkpoint, ToldChanges
from denizen.usecases.ports import Tokens
from denizen.v1 import determination_pb2 as pb

E = TypeVar("E", bound=Enum)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def read_question(
    message: pb.ListDeterminationsRequest | pb.CountDeterminationsRequest | pb.WatchDeterminationsRequest,
) -> PopulationQuestion:
    """Under what everybody is asked about."""
    return PopulationQuestion(
        names.directive_name(message.directive),
        names.resource_name(message.resource) if message.resource else None,
        read_presence(message.presence) if message.HasField("presence") else None,
        names.population(message.population, "population") if message.population else None,
    )


def read_wanted(message: pb.ListDeterminationsRequest) -> Wanted:
    """Which answers are listed."""
    return Wanted(
        frozenset(DETERMINATION.read(each, f"determinations[{i}]") for i, each in enumerate(message.determinations)),
        frozenset(EFFECT.read(each, f"effects[{i}]") for i, each in enumerate(message.effects)),
        frozenset(REASON.read(each, f"reasons[{i}]") for i, each in enumerate(message.reasons)),
    )


def write_place(place: Place | None, query: bytes, tokens: Tokens) -> str:
    """A token to go on with; empty: there is nothing more."""
    if place is None:
        return ""
    moment = (place.at - _EPOCH) // _MICROSECOND
    return tokens.page_token(query, place.read, f"{moment} {place.known} {place.after or ''}")


def read_place(token: str, query: bytes, tokens: Tokens, field: str) -> Place:
    """Where a token goes on. `InvalidError` for one of another query."""
    read, cursor = tokens.page_of(token, query, field)
    moment, known, after = cursor.split(" ")
    return Place(_EPOCH + int(moment) * _MICROSECOND, int(known), read, PrincipalName(after) if after else None)


def write_found(found: Found, token: str, revision_token: str) -> pb.ListDeterminationsResponse:
    response = pb.ListDeterminationsResponse(
        next_page_token=token,
        at=write_moment(found.at),
        known_revision=found.revision.number,
        revision_token=revision_token,
    )
    for each in found.values:
        listed = response.determinations.add(principal=each.name)
        listed.answer.ParseFromString(each.answer)
    return cut(response, found.tier)


def write_counted(counted: Counted, token: str, revision_token: str, tier: Tier) -> pb.CountDeterminationsResponse:
    response = pb.CountDeterminationsResponse(
        counts=_counts(counted.tally),
        complete=counted.place is None,
        principals_expected=counted.everybody or 0,
        resume_token=token,
        at=write_moment(counted.at),
        known_revision=counted.revision.number,
        revision_token=revision_token,
    )
    return cut(response, tier)


def _in_order(counts: Counter[E], members: type[E]) -> list[tuple[E, int]]:
    """In the order in which the members are declared."""
    return [(each, counts[each]) for each in members if counts[each]]


def _counts(tally: Tally) -> pb.DeterminationCounts:
    """In the order of the members, and of the populations' names."""
    by_population = sorted(tally.populations.items(), key=lambda each: (each[0][0] or "", each[0][1].value))
    return pb.DeterminationCounts(
        principals=tally.principals,
        effects=[
            pb.EffectCount(effect=EFFECT.write(each), principals=number)
            for each, number in _in_order(tally.effects, Effect)
        ],
        determinations=[
            pb.DeterminationCount(determination=DETERMINATION.write(each), principals=number)
            for each, number in _in_order(tally.determinations, Determination)
        ],
        reasons=[
            pb.ReasonCount(reason=REASON.write(each), principals=number)
            for each, number in _in_order(tally.reasons, Reason)
        ],
        populations=[
            pb.PopulationCount(
                population=population or "", determination=DETERMINATION.write(determination), principals=number
            )
            for (population, determination), number in by_population
        ],
    )


def read_start(request: pb.WatchDeterminationsRequest, query: bytes, tokens: Tokens) -> Checkpoint | None:
    """From where changes are told; None: from now on."""
    match request.WhichOneof("start"):
        case "resume_token":
            return _read_checkpoint(request.resume_token, query, tokens)
        case "after":
            at = read_asked_moment(request.after, "at", "after.at")
            if at is None:
                raise InvalidError("after.at", None, "the moment of a list or of counts")
            return Checkpoint(Point(at, request.after.known_revision))
        case _:
            return None


def write_checkpoint(checkpoint: Checkpoint, query: bytes, tokens: Tokens) -> str:
    """A token to go on with."""
    parts = [checkpoint.point] + ([] if checkpoint.towards is None else [checkpoint.towards])
    cursor = " ".join(f"{(each.at - _EPOCH) // _MICROSECOND} {each.known}" for each in parts)
    return tokens.page_token(query, parts[-1].known, f"{cursor} {checkpoint.after}".strip())


def _read_checkpoint(token: str, query: bytes, tokens: Tokens) -> Checkpoint:
    _, cursor = tokens.page_of(token, query, "resume_token")
    moment, known, *more = cursor.split(" ")
    point = Point(_EPOCH + int(moment) * _MICROSECOND, int(known))
    if not more:
        return Checkpoint(point)
    moment, known, after = more
    return Checkpoint(point, Point(_EPOCH + int(moment) * _MICROSECOND, int(known)), after)


def write_changes(told: ToldChanges, revision_token: str, tier: Tier) -> pb.WatchDeterminationsResponse:
    response = pb.WatchDeterminationsResponse(
        at=write_moment(told.point.at),
        known_revision=told.point.known,
        resume_token=told.resume_token,
        revision_token=revision_token,
    )
    for each in told.changes:
        change = response.changes.add(principal=each.name)
        if each.answer is not None:
            change.answer.ParseFromString(each.answer)
            change.answer.SetInParent()
    return cut(response, tier)
