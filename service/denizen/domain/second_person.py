"""Two people: whose act something is once delegation is resolved, and whether two acts are the same person's."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from denizen.domain.errors import PreconditionError

CountsAs = Callable[[str], Iterable[str]]
"""The names that one name counts as besides itself: a caller as the principal that it is, a service as whom it acts
for."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Whose act something is: the caller, and for whom it acted, `principals/{p}` or `callers/{c}`; empty: for
    itself."""

    caller: str
    on_behalf_of: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """An actor, resolved. `hands`: the caller, and everybody that it counts as. `mind`: for whom it acted, and
    everybody that this one counts as; the same as `hands` where it acted for itself. `portal`: the caller is known to
    be a program that many people use, so that what it says of whom it acts for tells them apart."""

    hands: frozenset[str]
    mind: frozenset[str]
    portal: bool = False

    def is_(self, names: Iterable[str]) -> bool:
        """Whether the act is one of theirs, also where it was done for somebody else."""
        return not (self.hands | self.mind).isdisjoint(names)

    def same_as(self, other: "Person") -> bool:
        """Whether both acts may be one person's: both for the same one, one by the one for whom the other was done, or
        both by the same caller. Only a portal that acts for two people is two: anybody else might say of whom it
        pleases that it acts for them."""
        theirs = other.mind if self.portal and other.portal else other.hands | other.mind
        return not (self.mind.isdisjoint(other.hands | other.mind) and self.hands.isdisjoint(theirs))


def resolve(actor: Actor, counts_as: CountsAs, *, portal: bool = False) -> Person:
    """The person, with everything that its names count as, and what those count as."""
    hands = names_of(actor.caller, counts_as)
    return Person(hands, names_of(actor.on_behalf_of, counts_as) if actor.on_behalf_of else hands, portal)


def names_of(name: str, counts_as: CountsAs) -> frozenset[str]:
    """A name, and every name that it counts as. Whoever acts for one that acts for it in turn is met once."""
    found, waiting = {name}, [name]
    while waiting:
        further = set(counts_as(waiting.pop())) - found
        found |= further
        waiting.extend(further)
    return frozenset(found)


def check_second_person(resource: str, second: Person, firsts: Iterable[Person], step: str) -> None:
    """`PreconditionError` where `second`, who takes the `step`, is one of those who took part before."""
    if any(second.same_as(first) for first in firsts):
        raise PreconditionError(resource, f"whoever took part in it cannot {step} it: that takes a second person")
