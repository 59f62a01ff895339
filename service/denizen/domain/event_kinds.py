"""Kinds of events, and those that somebody asks for."""

import re
from collections.abc import Collection, Iterable

from denizen.domain.errors import InvalidError

MOST_KINDS = 50
_KIND = re.compile(r"[a-z][a-z_]*(?:\.[a-z][a-z_]*)*(?:\.\*)?", re.ASCII)
_LONGEST = 63
_WANTED = "kinds of events, such as attestation.revoked or attestation.*"


def check_kinds(kinds: Collection[str], families: Collection[str] = ()) -> None:
    """`InvalidError`, about `kinds`, for too many, for what is no kind, and for one of none of the `families` (first
    parts of kinds), where any are given."""
    if len(kinds) > MOST_KINDS:
        raise InvalidError("kinds", f"{len(kinds)} of them", f"at most {MOST_KINDS}")
    for kind in sorted(kinds):
        if not _KIND.fullmatch(kind) or len(kind) > _LONGEST:
            raise InvalidError("kinds", kind, _WANTED)
        if families and family_of(kind) not in families:
            raise InvalidError("kinds", kind, f"kinds of {', '.join(sorted(families))}")


def family_of(kind: str) -> str:
    """The first part: `attestation` of `attestation.revoked`."""
    return kind.partition(".")[0]


def asked_for(kind: str, wanted: Iterable[str]) -> bool:
    """Whether an event's kind is one of those, of which some may end in `.*`."""
    return any(kind.startswith(each[:-1]) if each.endswith(".*") else kind == each for each in wanted)
