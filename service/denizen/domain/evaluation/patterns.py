"""What claims say to each other: which a completeness names or has in its scope, and which a denial contradicts."""

from functools import lru_cache

from denizen.domain.claims import Application, CitizenshipClass, Claim, Completeness, Member
from denizen.domain.countries import Country
from denizen.domain.evaluation.scopes import Scope

_LEFT_OUT = frozenset((None, CitizenshipClass.UNSPECIFIED, Application.UNKNOWN))


def left_out(value: object) -> bool:
    """Whether a field says nothing: in a denial it means all values, in a claim that holds it was not said."""
    return value in _LEFT_OUT


def names(member: Member, claim: Claim) -> bool:
    """Whether a completeness that lists `member` names `claim`: what both say agrees."""
    for field in member.__slots__:
        one, other = getattr(member, field), getattr(claim, field)
        if one is not other and one != other and one not in _LEFT_OUT and other not in _LEFT_OUT:
            return False
    return True


def denies(pattern: Claim, claim: Claim) -> bool:
    """Whether that `pattern` does not hold contradicts `claim`: a field left out of the pattern means all values."""
    return all(left_out(want := getattr(pattern, each)) or want == getattr(claim, each) for each in pattern.__slots__)


def scope_of(claim: Completeness) -> Scope:
    """The countries in which a completeness closes the set."""
    return _scope(claim.countries, claim.except_countries)


@lru_cache(maxsize=4096)
def _scope(countries: frozenset[Country] | None, excepted: frozenset[Country]) -> Scope:
    return Scope(excepted, complement=True, countryless=True) if countries is None else Scope(countries)


def closes(closure: Completeness, claim: Claim) -> bool:
    """Whether `claim` lies in the scope of the completeness."""
    category = getattr(claim, "category", None)
    if closure.categories is not None and category is not None and category not in closure.categories:
        return False
    if closure.countries is None and not closure.except_countries:
        return True
    return getattr(claim, "country", None) in scope_of(closure)
