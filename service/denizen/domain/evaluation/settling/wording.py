"""Steps in words. Countries are those that the directive names; no value of a claim on file is told."""

from collections.abc import Iterable, Sequence

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import Attestation
from denizen.domain.claims import (
    Citizenship,
    Claim,
    ClaimKind,
    Completeness,
    ImmigrationCategory,
    ImmigrationStatus,
    OrganisationClassification,
)
from denizen.domain.countries import Country
from denizen.domain.directives import Requirement
from denizen.domain.names import AttestationName
from denizen.domain.reference import Reference
from denizen.domain.rules import Countries
from denizen.domain.words import KINDS, ORGANISATIONS, STATUSES

_AFTER = frozenset({ClaimKind.MAJORITY_OWNED, ClaimKind.ORGANISATION_CLASS})
"""Kinds after which the country stands."""
_OF = _AFTER | {ClaimKind.CITIZENSHIP, ClaimKind.IMMIGRATION_STATUS}
"""Kinds of which one says "of" a country; the others are in it."""
_AS_ADJECTIVE = 2
"""As many countries stand before a noun; more stand after it."""


def attest(
    claim: Claim, inside: Sequence[Countries | None], outside: Sequence[Countries | None], reference: Reference
) -> str:
    """What is to be attested, with its country as the directive tells it."""
    noun = _noun(claim)
    preposition = "of" if claim.kind in _OF else "in"
    within, without = _narrowed([each for each in inside if each], [each for each in outside if each])
    if len(within) == 1 and not without and _is_adjective(within[0]) and claim.kind not in _AFTER:
        return f"{_codes(within[0])} {noun}"
    where = [*(place(each, reference) for each in within), *(elsewhere(each, reference) for each in without)]
    return " ".join((noun, " and ".join(f"{preposition} {each}" for each in dict.fromkeys(where)))).rstrip()


def _narrowed(inside: Sequence[Countries], outside: Sequence[Countries]) -> tuple[list[Countries], list[Countries]]:
    """The same countries in fewer words: those that are named one by one, in all of them and in none of the others.
    Where that leaves one country, it is the one that would do."""
    named = [each for each in inside if _is_named(each)]
    if not named:
        return list(inside), list(outside)
    codes = frozenset.intersection(*(each.codes for each in named))
    codes -= frozenset[Country]().union(*(each.codes for each in outside if _is_named(each)))
    if len(codes) == 1:
        return [Countries(codes)], []
    rest = [each for each in inside if not _is_named(each)]
    return [Countries(codes), *rest], [each for each in outside if not _is_named(each)]


def declaration(
    claim: Completeness,
    within: Sequence[Countries | None],
    reference: Reference,
    aside: Sequence[AttestationName],
) -> str:
    """That a set is closed, without what is in it."""
    plural = KINDS[claim.of][1]
    if claim.countries is None and not claim.except_countries:
        named = plural
    elif len(within) == 1 and within[0] is not None and _is_adjective(within[0]) and claim.of not in _AFTER:
        named = f"{_codes(within[0])} {plural}"
    else:
        preposition = "of" if claim.of in _OF else "in"
        named = f"{plural} {preposition} {' or '.join(place(each, reference) for each in within if each is not None)}"
    kinds = "" if claim.categories is None else f" as to {_list(_status(each) for each in _sorted(claim.categories))}"
    but = f", {_list(aside, 'and')} aside," if aside else ""
    return f"the {named} on file{but} are all{kinds}{'' if claim.members else ': none'}"


def place(countries: Countries, reference: Reference) -> str:
    """Where the directive says."""
    if countries.excepted is not None:
        return f"a country other than {_list(map(str, sorted(countries.excepted)))}"
    parts = [_list(map(str, sorted(countries.codes)))] if countries.codes else []
    parts.extend(f"a country of {_title(each, reference)}" for each in sorted(countries.sets))
    return " or ".join(parts)


def elsewhere(countries: Countries, reference: Reference) -> str:
    """Anywhere but where the directive says."""
    if countries.excepted is not None:
        return _list(map(str, sorted(countries.excepted)))
    titles = (_title(each, reference) for each in sorted(countries.sets))
    return f"a country other than {_list((*map(str, sorted(countries.codes)), *(f'those of {t}' for t in titles)))}"


def at_least(bar: Requirement) -> str:
    """What it takes, or nothing where anybody's word will do."""
    level = f" at {bar.minimum.name} or better" if bar.minimum > AssuranceLevel.SELF_DECLARED else ""
    return level + (f" by {_list(sorted(bar.issuers))}" if bar.issuers else "")


def supersede(attestation: Attestation, words: str, bar: Requirement) -> str:
    return f"supersede {attestation.name}: {f'{words}{at_least(bar)}'.rstrip(',')}"


def revoke(attestation: Attestation) -> str:
    return f"revoke {attestation.name} if it is the one that is wrong"


def _noun(claim: Claim) -> str:
    match claim:
        case ImmigrationStatus(category=category) if category is not None:
            return _status(category)
        case Citizenship(klass=klass):
            return f"citizenship of the class {klass.name}" if klass.name != "CITIZEN" else "citizenship"
        case OrganisationClassification(klass=klass) if klass is not None:
            return f"that the organisation is {ORGANISATIONS[klass]}"
        case _:
            return KINDS[claim.kind][0]


def _status(category: ImmigrationCategory) -> str:
    return STATUSES[category].removeprefix("a ").removeprefix("the ")


def _is_named(countries: Countries) -> bool:
    return not countries.sets and countries.excepted is None


def _is_adjective(countries: Countries) -> bool:
    return not countries.sets and 0 < len(countries.codes) <= _AS_ADJECTIVE


def _codes(countries: Countries) -> str:
    return _list(map(str, sorted(countries.codes)))


def _title(name: str, reference: Reference) -> str:
    known = next((each for each in reference.country_sets.values() if each.name == name), None)
    return f'"{known.title}"' if known is not None and known.title else name


def _sorted(categories: Iterable[ImmigrationCategory]) -> list[ImmigrationCategory]:
    return sorted(categories, key=list(ImmigrationCategory).index)


def _list(words: Iterable[str], conjunction: str = "or") -> str:
    *others, last = words
    return f"{', '.join(others)} {conjunction} {last}" if others else last
