"""Tokens that can be read."""

import hashlib
from datetime import UTC, datetime

from denizen.domain.errors import InvalidError
from denizen.usecases.ports import Revision

START = Revision(5, datetime(2026, 6, 12, 9, tzinfo=UTC))


class PlainTokens:
    """Opaque to nobody."""

    def revision_token(self, revision: int) -> str:
        return f"r{revision}"

    def revision_of(self, token: str, field: str) -> int:
        if not token.startswith("r"):
            raise InvalidError(field, token, "a token of ours")
        return int(token[1:])

    def page_token(self, query: bytes, revision: int, cursor: str) -> str:
        return f"{hashlib.sha256(query).hexdigest()} {revision} {cursor}"

    def page_of(self, token: str, query: bytes, field: str) -> tuple[int, str]:
        digest, *rest = token.split(" ")
        if digest != hashlib.sha256(query).hexdigest():
            raise InvalidError(field, token, "a token of this query")
        return int(rest[0]), rest[1]
