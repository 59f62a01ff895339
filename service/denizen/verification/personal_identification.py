"""What a person identification credential says of citizenship and residence (EUDI PID Rulebook, sections 3 and 4)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from denizen.domain.claims import Citizenship, Claim, Residence, Statelessness
from denizen.domain.countries import Kind, Normalized, System, normalize
from denizen.domain.errors import InvalidError
from denizen.domain.given_countries import reconcile
from denizen.verification.refusals import Refusal, RefusedError

# The Rulebook's, with that of a member state behind it; and as the reference implementations wrote it before.
_TYPES = re.compile(
    r"urn:(?:eudi|eu\.europa\.ec\.eudi):pid:(?:[A-Za-z0-9-]{1,32}:){0,4}[0-9]{1,4}|(?:urn:)?eu\.europa\.ec\.eudi\.pid\.[0-9]{1,4}",
    re.ASCII,
)
_MOST = 50
_SAYS_NOTHING = frozenset({Kind.UNSPECIFIED, Kind.REFUGEE_1951, Kind.REFUGEE_OTHER})
"""Codes in the place of a nationality that name none, and say nothing that could be attested without a country."""


@dataclass(frozen=True, slots=True)
class Found:
    """A claim that a credential discloses, and the country as it wrote it."""

    claim: Claim
    given: Normalized


def is_personal_identification(vct: str) -> bool:
    """Whether the type is that of a PID, of the Union or of a member state."""
    return _TYPES.fullmatch(vct) is not None


def read_claims(claims: Mapping[str, Any]) -> tuple[Found, ...]:
    """The citizenships and the residence that are disclosed, each once. A set of them is never complete: what is hidden
    cannot be told from what is not there, and an empty array says no more than none at all.

    `RefusedError` for what is disclosed in another form, or in codes that nobody lists.
    """
    return found_in(_nationalities(claims), _residence(claims))


def found_in(nationalities: Iterable[Normalized], residences: Iterable[Normalized]) -> tuple[Found, ...]:
    """What these codes say, each claim once. `RefusedError` for a code that asserts no country."""
    found = [Found(claim, given) for given in nationalities if (claim := _nationality(given)) is not None]
    found += [Found(_reconciled(Residence(), given), given) for given in residences]
    distinct = {each.claim: each for each in reversed(found)}
    return tuple(reversed(distinct.values()))


def _nationalities(claims: Mapping[str, Any]) -> Iterator[Normalized]:
    """`nationalities`, or `nationality` as earlier versions and other credentials write it; one, or an array."""
    for name in ("nationalities", "nationality"):
        if name not in claims:
            continue
        value = claims[name]
        codes = value if isinstance(value, list) else [value]
        if len(codes) > _MOST:
            raise RefusedError(Refusal.TOO_LARGE, f"names more than {_MOST} nationalities")
        for code in codes:
            yield _normalized(code, name)


def _residence(claims: Mapping[str, Any]) -> Iterator[Normalized]:
    address = claims.get("address")
    if isinstance(address, dict) and "country" in address:
        yield _normalized(address["country"], "address.country")
    elif "resident_country" in claims:
        yield _normalized(claims["resident_country"], "resident_country")


def _normalized(code: object, name: str) -> Normalized:
    """By ISO 3166-1 alpha-2, as the Rulebook says; codes of three letters, and `D`, are those of travel documents."""
    if isinstance(code, str):
        systems = (System.ISO2, System.USER_ASSIGNED) if len(code) == 2 else (System.ICAO_MRZ,)
        for system in systems:
            try:
                return normalize(code, system)
            except InvalidError:
                continue
    raise RefusedError(Refusal.UNUSABLE_CLAIM, f"has as {name} what is no code of a country")


def _nationality(given: Normalized) -> Claim | None:
    if given.kind in _SAYS_NOTHING:
        return None
    return Statelessness() if given.kind is Kind.STATELESS else _reconciled(Citizenship(), given)


def _reconciled(claim: Claim, given: Normalized) -> Claim:
    try:
        return reconcile(claim, given)
    except InvalidError:
        raise RefusedError(Refusal.UNUSABLE_CLAIM, "has a code that asserts no country") from None
