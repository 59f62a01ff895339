"""Check by the bytes of its request: whoever asked the same before is answered with bytes that are kept."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from datetime import UTC, datetime
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

from denizen.domain.disclosure import Tier
from denizen.domain.errors import DenizenError
from denizen.rpc.convert import determinations as convert
from denizen.rpc.convert.disclosure import cut
from denizen.rpc.convert.requests import read_purpose
from denizen.rpc.entrance import Entrance
from denizen.usecases.answering_again import PLAINLY, AnswerAgain, Standing
from denizen.usecases.context import Call, Caller
from denizen.usecases.decision_cache import KeptAnswer
from denizen.usecases.permitting import Allowed
from denizen.usecases.ports import Tokens
from denizen.v1 import determination_pb2 as pb

MOST_BYTES = 32 * 1024 * 1024
LONGEST_REQUEST = 1024
_ENTRY_BYTES = 1200
"""What one takes beside its request and its answer, measured."""
_RESTS_BYTES = 8
"""And for each principal on whom it rests how far its caller reaches."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FOUR_PARTS = (1 << 28) - 1
"""The most that a varint of four bytes says."""
_IDS = 256
_ID_LETTERS = 24
_LETTERS = b"abcdefghijklmnopqrstuvwxyz234567" * 8
"""A letter for each byte, of 32 that are equally likely."""


class Repeated(NamedTuple):
    """An answer as it goes over the wire, and its revision token."""

    response: bytes
    token: str


class _Entry(NamedTuple):
    """A request that was answered: of whom, by what permission, and how."""

    caller: Caller
    allowed: Allowed
    standing: Standing
    answer: bytes
    shows_revision: bool
    size: int


class RepeatedChecks:
    """Keeps requests of each caller together with what they mean and the answer that was given.

    The answer is given again only where it is the answer now: by the same memory as every other, at the present
    moment, with what the caller may do as it is now. Its parts stand in the order of the fields, as in the message.
    """

    def __init__(self, again: AnswerAgain, tokens: Tokens, most_bytes: int = MOST_BYTES) -> None:
        self._again = again
        self._tokens = tokens
        self._most = most_bytes
        self._taken = 0
        self._entries: OrderedDict[tuple[str, bytes], _Entry] = OrderedDict()
        self._changing = Lock()
        self._ids: list[bytes] = []
        self._revision: tuple[int, str, bytes, bytes] = (-1, "", b"", b"")

    def __len__(self) -> int:
        return len(self._entries)

    def answer(self, caller: Caller, message: bytes, entrance: Entrance) -> Repeated | None:
        """The answer to that request, which asks for no other freshness than usual; None: it has to be asked."""
        # 1. The same request of the same caller.
        entry = self._entries.get((caller.name, message))
        if entry is None or (entry.caller is not caller and entry.caller != caller):
            return None
        # 2. What is known now, and what the caller may do now.
        now = self._again.now()
        if now is None:
            return None
        seen, at = now
        if entrance.at_once(entry.standing.call, seen, at) is not entry.allowed:
            return None
        # 3. The answer, if it still is one.
        if not self._again.holds(entry.standing, seen, at):
            return None
        _, token, hidden, shown = self._told(seen.revision.number)
        told = shown if entry.shows_revision else hidden
        return Repeated(b"".join((entry.answer, _moment(at), told, b"\x2a\x18", self._id())), token)

    def learn(self, caller: Caller, message: bytes, entrance: Entrance) -> None:
        """That request of the caller was answered: keep what it means, if it can be answered again."""
        now = self._again.now()
        if now is None or len(message) > LONGEST_REQUEST:
            return
        seen, at = now
        request = pb.CheckRequest.FromString(message)
        try:
            bare = Call(caller, read_purpose(request))
            allowed = entrance.at_once(bare, seen, at)
            if allowed is None or convert.read_times(request, self._tokens) != PLAINLY:
                return
            item = convert.read_item(request, explain=request.explain)
            permit = allowed.permit
            if not permit.unbounded:
                permit = entrance.permit(bare, allowed, request)
            standing = self._again.standing(bare.under(permit), item, seen)
        except DenizenError:
            return
        if standing is not None:
            self._keep((caller.name, message), _entry(caller, allowed, standing, message))

    def _keep(self, key: tuple[str, bytes], entry: _Entry) -> None:
        with self._changing:
            old = self._entries.pop(key, None)
            self._taken += entry.size - (0 if old is None else old.size)
            self._entries[key] = entry
            while self._taken > self._most:
                self._taken -= self._entries.popitem(last=False)[1].size

    def _told(self, revision: int) -> tuple[int, str, bytes, bytes]:
        """The revision, its token, and both as fields: without the revision, and with it."""
        told = self._revision
        if told[0] != revision:
            token = self._tokens.revision_token(revision)
            hidden = pb.CheckResponse(revision_token=token).SerializeToString()
            shown = pb.CheckResponse(known_revision=revision, revision_token=token).SerializeToString()
            told = self._revision = (revision, token, hidden, shown)
        return told

    def _id(self) -> bytes:
        """A decision id: 120 random bits, made for many at a time."""
        while True:
            try:
                return self._ids.pop()
            except IndexError:
                letters = secrets.token_bytes(_ID_LETTERS * _IDS).translate(_LETTERS)
                self._ids.extend(letters[n : n + _ID_LETTERS] for n in range(0, len(letters), _ID_LETTERS))


def _entry(caller: Caller, allowed: Allowed, standing: Standing, message: bytes) -> _Entry:
    tier, kept = standing.call.tier, standing.kept
    answer = _answer(kept, tier)
    shows = bool(cut(pb.CheckResponse(known_revision=1), tier).known_revision)
    size = _ENTRY_BYTES + len(message) + len(answer) + _RESTS_BYTES * len(standing.reaches_by)
    return _Entry(caller, allowed, standing, answer, shows, size)


def _answer(kept: KeptAnswer, tier: Tier) -> bytes:
    response = pb.CheckResponse()
    response.answer.ParseFromString(kept.answer)
    return cut(response, tier).SerializeToString()


def _moment(at: datetime) -> bytes:
    """The field `at`."""
    since = at - _EPOCH
    seconds, nanos = since.days * 86_400 + since.seconds, since.microseconds * 1000
    if nanos > _FOUR_PARTS:
        # Three times of four: written out, since it is done for every answer.
        low = (nanos & 0x7F | 0x80, nanos >> 7 & 0x7F | 0x80, nanos >> 14 & 0x7F | 0x80, nanos >> 21 & 0x7F | 0x80)
        fraction = bytes((0x10, *low, nanos >> 28))
    else:
        fraction = _field(0x10, nanos)
    moment = _seconds(seconds) + fraction
    return bytes((0x12, len(moment))) + moment


@lru_cache(maxsize=4)
def _seconds(number: int) -> bytes:
    return _field(0x08, number)


def _field(tag: int, number: int) -> bytes:
    """A number of a message, left out where it is 0 (a varint: seven bits a byte, the lowest first)."""
    if not number:
        return b""
    parts = bytearray((tag,))
    while number > 0x7F:
        parts.append(number & 0x7F | 0x80)
        number >>= 7
    parts.append(number)
    return bytes(parts)
