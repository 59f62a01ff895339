"""Purposes that the law keeps apart from every other.

Employment eligibility (Form I-9 and E-Verify): 8 U.S.C. 1324a(b)(5) and 1324a(d)(2)(F) forbid using the form, what is
in it and what is attached to it for anything but that law's own purposes, so that it answers no other question.
"""

from collections.abc import Iterable

from denizen.domain.errors import InvalidError
from denizen.domain.names import Purpose

EMPLOYMENT_ELIGIBILITY = frozenset(map(Purpose, ("form-i-9", "form-i9", "i-9", "i9", "e-verify", "everify")))
"""Form I-9 under every name that is in use for it, so that a spelling opens no way around."""


def apart(purposes: Iterable[Purpose]) -> bool:
    """Whether any of them is one that is kept apart."""
    return not EMPLOYMENT_ELIGIBILITY.isdisjoint(purposes)


def check_apart(purposes: frozenset[Purpose], field: str = "purposes") -> None:
    """`InvalidError` where a purpose that is kept apart stands beside another."""
    if apart(purposes) and not purposes <= EMPLOYMENT_ELIGIBILITY:
        wanted = "the purpose of Form I-9 alone: the law keeps it apart from all others (8 U.S.C. 1324a(b)(5))"
        raise InvalidError(field, ", ".join(sorted(purposes)), wanted)


def check_same_side(before: frozenset[Purpose], after: frozenset[Purpose], field: str = "purposes") -> None:
    """`InvalidError` where what was collected for Form I-9 would go on for another purpose, or the other way round."""
    if apart(before) != apart(after):
        wanted = "purposes on the same side: what is for Form I-9 stays so, and nothing else becomes so"
        raise InvalidError(field, ", ".join(sorted(after)), wanted)
