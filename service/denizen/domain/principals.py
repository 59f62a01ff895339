"""Principals: persons, organisations, and services acting for one."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from denizen.domain.claims import Word
from denizen.domain.errors import InvalidError
from denizen.domain.names import Population, PrincipalName

_SCHEME = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}", re.ASCII)
LONGEST_VALUE = 256


class PrincipalKind(Word):
    PERSON = "person"
    ORGANISATION = "organisation"
    SERVICE = "service"


@dataclass(frozen=True, slots=True, order=True)
class ExternalIdentifier:
    """How another system names a principal. The value is compared exactly."""

    scheme: str
    value: str

    @classmethod
    def parse(cls, scheme: str, value: str, field: str = "external_identifier") -> Self:
        if _SCHEME.fullmatch(scheme) is None:
            raise InvalidError(f"{field}.scheme", scheme, "a scheme such as 'hr' or 'lei', at most 63 characters")
        size = len(value.encode())
        if not 0 < size <= LONGEST_VALUE:
            raise InvalidError(f"{field}.value", f"{size} bytes", f"1 to {LONGEST_VALUE} bytes")
        return cls(scheme, value)


@dataclass(frozen=True, slots=True)
class Principal:
    """A principal as known at one revision."""

    name: PrincipalName
    kind: PrincipalKind
    populations: frozenset[Population] = frozenset()
    display_name: str = ""
    identifiers: frozenset[ExternalIdentifier] = frozenset()
    created: datetime | None = None
