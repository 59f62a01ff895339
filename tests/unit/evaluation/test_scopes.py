"""Scopes beside each other: what they say of each country, and of claims of no country."""

from itertools import chain, combinations, product

from denizen.domain.countries import Country
from denizen.domain.evaluation.scopes import EVERY_COUNTRY, EVERYTHING, Scope
from tests.unit.evaluation.builders import CN, FR, US

# One that no scope below names stands for all that none names.
CLAIMED: tuple[Country | None, ...] = (US, CN, FR, None)
CODES = [frozenset(each) for each in chain.from_iterable(combinations((US, CN), size) for size in range(3))]
SCOPES = [Scope(*each) for each in product(CODES, (False, True), (False, True))]
PAIRS = list(product(SCOPES, SCOPES))


def told(scope: Scope) -> set[Country | None]:
    return {each for each in CLAIMED if each in scope}


def test_what_is_in_one_and_not_in_the_other() -> None:
    for one, other in PAIRS:
        assert told(one.minus(other)) == told(one) - told(other), (one, other)


def test_whether_one_leaves_nothing_of_the_other() -> None:
    for one, other in PAIRS:
        assert one.within(other) == (told(one) <= told(other)) == one.minus(other).is_empty, (one, other)


def test_whether_they_have_anything_in_common() -> None:
    for one, other in PAIRS:
        assert one.meets(other) == bool(told(one) & told(other)), (one, other)


def test_every_country_and_everything() -> None:
    assert told(EVERYTHING) == set(CLAIMED)
    assert told(EVERY_COUNTRY) == set(CLAIMED) - {None}
    assert Scope().is_empty
