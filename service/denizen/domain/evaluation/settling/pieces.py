"""What a goal asks for, before it becomes steps: pieces that can be merged with those of other goals."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import Attestation
from denizen.domain.claims import ClaimKind, Completeness, ImmigrationCategory, Member
from denizen.domain.directives import Requirement
from denizen.domain.evaluation.leaf import covered
from denizen.domain.evaluation.moment import Moment
from denizen.domain.evaluation.regions import Part
from denizen.domain.evaluation.scopes import Scope
from denizen.domain.evaluation.sets import SetLeaf
from denizen.domain.intervals import Interval
from denizen.domain.names import PrincipalName
from denizen.domain.rules import Countries


@dataclass(frozen=True, slots=True)
class Claimed:
    """One claim of a kind: in all regions of `inside` (None: any country or none), in none of `outside`."""

    subject: PrincipalName
    kind: ClaimKind
    bar: Requirement
    inside: tuple[Countries | None, ...] = ()
    outside: tuple[Countries | None, ...] = ()
    parts: frozenset[Part] = frozenset()


@dataclass(frozen=True, slots=True)
class Exact:
    """This very claim; `words` name it."""

    subject: PrincipalName
    claim: Member
    bar: Requirement
    words: str


@dataclass(frozen=True, slots=True)
class Closed:
    """That the claims of a kind in some regions are all. `member_bar` is what each of them has to reach.

    `against` are the leaves that it should make FALSE: a weak claim that says otherwise is not named. `throughout`: for
    all time, and not only for as long as a declaration on file speaks.
    """

    subject: PrincipalName
    kind: ClaimKind
    bar: Requirement
    member_bar: Requirement
    within: tuple[Countries | None, ...] = (None,)
    categories: frozenset[ImmigrationCategory] | None = None
    against: tuple[SetLeaf, ...] = ()
    throughout: bool = False


@dataclass(frozen=True, slots=True)
class Present:
    """Where the principal is observed."""

    subject: PrincipalName
    minimum: AssuranceLevel
    inside: tuple[Countries, ...] = ()
    outside: tuple[Countries, ...] = ()


@dataclass(frozen=True, slots=True)
class Superseded:
    """`claim` in the place of an attestation, of which `words` say what is new. `held` None: as before."""

    subject: PrincipalName
    attestation: Attestation
    claim: Member | Completeness
    bar: Requirement
    words: str = "verified again"
    held: Interval | None = None


@dataclass(frozen=True, slots=True)
class Revoked:
    """An attestation less."""

    subject: PrincipalName
    attestation: Attestation


Piece = Claimed | Exact | Closed | Present | Superseded | Revoked
Option = tuple[Piece, ...]


def stricter(one: Requirement, other: Requirement) -> Requirement | None:
    """What reaches both; None: nothing does."""
    issuers = one.issuers & other.issuers if one.issuers and other.issuers else one.issuers | other.issuers
    if one.issuers and other.issuers and not issuers:
        return None
    ages = [each.max_age for each in (one, other) if each.max_age is not None]
    return Requirement(max(one.minimum, other.minimum), issuers, min(ages, default=None))


def closed_together(pieces: Iterable[Closed]) -> list[Closed] | None:
    """One declaration for each principal and kind; None where no issuer could make it."""
    merged: dict[tuple[PrincipalName, ClaimKind], Closed] = {}
    for each in pieces:
        key = (each.subject, each.kind)
        known = merged.get(key)
        if known is None:
            merged[key] = each
            continue
        bar, member_bar = stricter(known.bar, each.bar), stricter(known.member_bar, each.member_bar)
        if bar is None or member_bar is None:
            return None
        all_categories = known.categories is None or each.categories is None
        merged[key] = replace(
            known,
            bar=bar,
            member_bar=member_bar,
            within=tuple(dict.fromkeys((*known.within, *each.within))),
            categories=None if all_categories else (known.categories or frozenset()) | (each.categories or frozenset()),
            against=(*known.against, *each.against),
            throughout=known.throughout or each.throughout,
        )
    return list(merged.values())


def present_together(pieces: Iterable[Present]) -> list[Present]:
    """A principal is in one place."""
    merged: dict[PrincipalName, Present] = {}
    for each in pieces:
        known = merged.get(each.subject)
        merged[each.subject] = (
            each
            if known is None
            else Present(
                each.subject,
                max(known.minimum, each.minimum),
                (*known.inside, *each.inside),
                (*known.outside, *each.outside),
            )
        )
    return list(merged.values())


def region(within: Iterable[Countries | None], moment: Moment) -> Scope:
    """All the countries in one of these."""
    whole = Scope()
    for each in within:
        scope = covered(each, moment)
        countryless = whole.countryless or scope.countryless
        if whole.complement and scope.complement:
            codes, complement = whole.codes & scope.codes, True
        elif whole.complement or scope.complement:
            outer, inner = (whole, scope) if whole.complement else (scope, whole)
            codes, complement = outer.codes - inner.codes, True
        else:
            codes, complement = whole.codes | scope.codes, False
        whole = Scope(codes, complement, countryless)
    return whole
