"""Rows of other systems: how one is known again, and what it made when it was last taken in."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from denizen.domain.names import AttestationName, PrincipalName

LONGEST_KEY = 256
"""Bytes of a row's key."""
MOST_ROWS = 1000
"""Rows of one message."""
MOST_CLAIMS = 20
"""Attestations of one row."""


class Outcome(Enum):
    """What became of a row, or of one attestation of it."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"


class RowKey(NamedTuple):
    """A row of a source, as far as it is about one principal. The same key about another one is another row."""

    subject: PrincipalName
    source: str
    key: str


@dataclass(frozen=True, slots=True)
class Made:
    """The attestation that a slot of a row made, and the SHA-256 of what the row said there."""

    attestation: AttestationName
    digest: bytes


@dataclass(frozen=True, slots=True)
class RowRecord:
    """What a row made when it was last taken in, by its slots."""

    row: RowKey
    made: Mapping[str, Made]
