"""Determination cases: facts about one principal, a question, and the answer expected; read from case files."""

from denizen.domain.cases.case import Case, Expected, parse_cases, principals_of
from denizen.domain.cases.described import PURPOSE, CaseClaim, CasePrincipal
from denizen.domain.cases.judging import PRESENCE_SOURCE, Setting, always_in_force, asked, passes, read_kept
from denizen.domain.cases.world import attestations_of, entries_of, world_of

__all__ = [
    "PRESENCE_SOURCE",
    "PURPOSE",
    "Case",
    "CaseClaim",
    "CasePrincipal",
    "Expected",
    "Setting",
    "always_in_force",
    "asked",
    "attestations_of",
    "entries_of",
    "parse_cases",
    "passes",
    "principals_of",
    "read_kept",
    "world_of",
]
