"""Issuers: who may vouch for what."""

from dataclasses import dataclass

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.claims import ClaimKind
from denizen.domain.countries import Country
from denizen.domain.names import IssuerName


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuer with its rights; `kinds` and `countries` None: every one."""

    name: IssuerName
    title: str = ""
    kinds: frozenset[ClaimKind] | None = None
    countries: frozenset[Country] | None = None
    highest: AssuranceLevel = AssuranceLevel.HIGH
