"""Tokens of a file, for development."""

import hmac
import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Self

from denizen.domain.errors import InvalidError, UnauthenticatedError
from denizen.domain.names import CallerName
from denizen.identity.callers import Callers, chosen_name
from denizen.identity.documents import Entry, entries, only, text
from denizen.identity.errors import IdentityError
from denizen.identity.sources import Source
from denizen.usecases.context import Caller, Method

_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_REPEATED = "the same digest stands there twice"


@dataclass(frozen=True, slots=True, eq=False)
class StaticTokenTable:
    """The SHA-256 of each token, and whose it is. The tokens themselves are nowhere."""

    callers: tuple[tuple[bytes, CallerName], ...] = field(repr=False)

    @classmethod
    def parse(cls, content: bytes) -> Self:
        callers = entries(content, "tokens", _read)
        if len({digest for digest, _ in callers}) < len(callers):
            raise IdentityError(_REPEATED)
        return cls(tuple(callers))

    def whose(self, token: str) -> CallerName | None:
        """Every entry is compared, and each to its end: how long it takes says nothing of them."""
        digest = sha256(token.encode()).digest()
        found = None
        for known, caller in self.callers:
            if hmac.compare_digest(known, digest):
                found = caller
        return found


class StaticTokens:
    """Callers by the tokens of a file."""

    def __init__(self, table: Source[StaticTokenTable], callers: Source[Callers]) -> None:
        self._table = table
        self._callers = callers

    def caller_of(self, token: str, _certificate: bytes) -> Caller:
        """`UnauthenticatedError` for a token that is not in the file."""
        name = self._table.current.whose(token)
        if name is None:
            raise UnauthenticatedError("the bearer token is not known here")
        return self._callers.current.named(name, Method.STATIC_TOKEN)


def _read(entry: Entry, where: str) -> tuple[bytes, CallerName]:
    only(entry, where, "sha256", "caller")
    digest = text(entry, where, "sha256")
    if not _DIGEST.fullmatch(digest):
        raise InvalidError(f"{where}.sha256", None, "the token's SHA-256 in 64 digits of 0-9 and a-f")
    return bytes.fromhex(digest), chosen_name(text(entry, where, "caller"), f"{where}.caller")
