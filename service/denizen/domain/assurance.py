"""How sure an issuer is: the level as reported, and one ordinal that orders the levels of all frameworks."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Self

from denizen.domain.errors import InvalidError


class AssuranceLevel(IntEnum):
    SELF_DECLARED = 1
    LOW = 2
    SUBSTANTIAL = 3
    HIGH = 4


MAPPING_VERSION = 1
MAPPING = {
    "denizen": {level.name: level for level in AssuranceLevel},
    # Commission Implementing Regulation (EU) 2015/1502, annex.
    "eidas": {"low": AssuranceLevel.LOW, "substantial": AssuranceLevel.SUBSTANTIAL, "high": AssuranceLevel.HIGH},
    # NIST SP 800-63A-4: IAL1 has no requirement to validate evidence in person or against its issuer.
    "nist-800-63a": {"IAL1": AssuranceLevel.LOW, "IAL2": AssuranceLevel.SUBSTANTIAL, "IAL3": AssuranceLevel.HIGH},
}
"""Version `MAPPING_VERSION` of the mapping from each framework's levels to our ordinal."""


@dataclass(frozen=True, slots=True)
class Assurance:
    """`framework` and `level` as reported, and the ordinal that they map to."""

    framework: str
    level: str
    ordinal: AssuranceLevel

    @classmethod
    def parse(cls, framework: str, level: str, field: str = "assurance") -> Self:
        """`InvalidError` for a framework or level that the mapping does not know; no framework means our own."""
        framework = framework or "denizen"
        levels = MAPPING.get(framework)
        if levels is None:
            raise InvalidError(f"{field}.framework", framework, f"one of {', '.join(MAPPING)}")
        ordinal = levels.get(level)
        if ordinal is None:
            raise InvalidError(f"{field}.level", level, f"one of {', '.join(levels)} for the framework {framework}")
        return cls(framework, level, ordinal)

    @classmethod
    def own(cls, ordinal: AssuranceLevel) -> Self:
        """A level of our own framework."""
        return cls("denizen", ordinal.name, ordinal)
