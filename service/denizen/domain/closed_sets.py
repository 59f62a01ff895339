"""Completeness: a scope, and every claim that holds in it."""

from collections.abc import Iterable, Sequence

from denizen.domain.claims import ClaimKind, Completeness, ImmigrationCategory, ImmigrationStatus, Member
from denizen.domain.countries import Country
from denizen.domain.errors import InvalidError
from denizen.domain.refusals import Withheld, inside
from denizen.domain.wellformed import WITH_COUNTRY, check_claim, country_of

MOST_MEMBERS = 200


def closed_set(
    of: ClaimKind,
    countries: Iterable[Country],
    except_countries: Iterable[Country],
    categories: Iterable[ImmigrationCategory],
    members: Sequence[Member],
) -> Completeness:
    """A completeness of what was given; no `countries` or `categories` means all. `InvalidError` where its scope
    contradicts itself, or a member is of another kind, outside the scope, not fully specified or there twice."""
    scope = Completeness(of, frozenset(countries) or None, frozenset(except_countries), frozenset(categories) or None)
    if of is ClaimKind.COMPLETENESS:
        raise InvalidError("claim_kind", of.name, "the kind of the members: every other kind of claim")
    if scope.countries is not None and scope.except_countries:
        raise InvalidError("except_countries", Withheld("it together with countries"), "one of the two")
    if (scope.countries is not None or scope.except_countries) and of not in WITH_COUNTRY:
        field = "except_countries" if scope.countries is None else "countries"
        raise InvalidError(field, Withheld("some"), f"none: {of.name} speaks of no country")
    if scope.categories is not None and of is not ClaimKind.IMMIGRATION_STATUS:
        raise InvalidError("categories", Withheld("some"), "none: they are for IMMIGRATION_STATUS")
    if len(members) > MOST_MEMBERS:
        raise InvalidError("members", len(members), f"at most {MOST_MEMBERS}")
    for index, member in enumerate(members):
        with inside(f"members[{index}]"):
            _check_member(scope, member)
            if member in members[:index]:
                raise InvalidError("", Withheld("a member given twice"), "each member once")
    return Completeness(of, scope.countries, scope.except_countries, scope.categories, frozenset(members))


def _check_member(scope: Completeness, member: Member) -> None:
    if member.kind is not scope.of:
        raise InvalidError("", member.kind.name, f"a claim of the kind {scope.of.name}")
    check_claim(member, holds=True)
    country = country_of(member)
    if (scope.countries is not None and country not in scope.countries) or country in scope.except_countries:
        raise InvalidError(member.kind.value, Withheld("a country out of scope"), "a claim inside the scope")
    if (
        isinstance(member, ImmigrationStatus)
        and scope.categories is not None
        and member.category not in scope.categories
    ):
        raise InvalidError(f"{member.kind.value}.category", Withheld("one out of scope"), "a category in scope")
