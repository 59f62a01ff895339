"""What about an attestation ends, and whether anybody is to be asked again because it does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Self

from denizen.domain.attestations import Attestation
from denizen.domain.claims import ClaimKind, Completeness, ImmigrationCategory, ImmigrationStatus
from denizen.domain.errors import InvalidError
from denizen.domain.wellformed import kind_attested


class End(Enum):
    HELD = "held"
    VOUCHED = "vouched"
    FRESHNESS = "freshness"


class Reverification(Enum):
    REQUIRED = "required"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Ending:
    """What ends, and when: the first moment at which it is over."""

    end: End
    moment: datetime


@dataclass(frozen=True, slots=True)
class Advice:
    """Whether somebody is to be asked again, and what that rests on."""

    reverification: Reverification
    citation: str


def endings(attestation: Attestation, max_age: timedelta | None = None) -> Iterator[Ending]:
    """Everything that ends. `max_age`: of a verification that is fresh; None: it stays fresh. Computed, never a
    state."""
    if attestation.held.end is not None:
        yield Ending(End.HELD, attestation.held.end)
    if attestation.vouched.end is not None:
        yield Ending(End.VOUCHED, attestation.vouched.end)
    if max_age is not None:
        yield Ending(End.FRESHNESS, attestation.verified_at + max_age)


def next_ending(
    attestation: Attestation, at: datetime, within: timedelta, max_age: timedelta | None = None
) -> Ending | None:
    """What ends first, where nothing has ended at `at` and something does in the time after it, its end included."""
    found = sorted(endings(attestation, max_age), key=lambda each: each.moment)
    return found[0] if found and at < found[0].moment <= at + within else None


@dataclass(frozen=True, slots=True)
class Rule:
    """What is advised for claims of some kinds; of an immigration status for some categories, None: for all."""

    kinds: frozenset[ClaimKind]
    advice: Advice
    categories: frozenset[ImmigrationCategory] | None = None

    def covers(self, attestation: Attestation) -> bool:
        claim = attestation.claim
        if kind_attested(claim) not in self.kinds:
            return False
        if self.categories is None:
            return True
        match claim:
            case ImmigrationStatus(category=category):
                return category in self.categories
            case Completeness(categories=categories):
                return categories is not None and categories <= self.categories
            case _:
                return False


@dataclass(frozen=True, slots=True)
class ReverificationPolicy:
    """For each claim what is advised: the first rule that covers it. What ends only by its age follows the directive
    that limits it."""

    rules: tuple[Rule, ...]
    freshness: Advice

    @classmethod
    def parse(cls, content: Mapping[str, Any]) -> Self:
        """Of the catalogue's file. `InvalidError` names the rule; also where a kind of claim is left without one."""
        rules = tuple(_rule(entry, f"rules[{number}]") for number, entry in enumerate(content["rules"]))
        plain = {kind for rule in rules if rule.categories is None for kind in rule.kinds}
        left = sorted(kind.value for kind in ClaimKind if kind not in plain | {ClaimKind.COMPLETENESS})
        if left:
            raise InvalidError("rules", f"none for {', '.join(left)}", "a rule for every kind of claim")
        return cls(rules, _advice(content["freshness"], "freshness"))

    def advice(self, attestation: Attestation, end: End) -> Advice:
        if end is End.FRESHNESS:
            return self.freshness
        return next(rule.advice for rule in self.rules if rule.covers(attestation))


def _rule(entry: Mapping[str, Any], where: str) -> Rule:
    given = entry.get("categories")
    return Rule(
        frozenset(_member(ClaimKind, word, f"{where}.claims") for word in entry["claims"]),
        _advice(entry, where),
        None
        if given is None
        else frozenset(_member(ImmigrationCategory, each, f"{where}.categories") for each in given),
    )


def _advice(entry: Mapping[str, Any], where: str) -> Advice:
    citation = str(entry.get("citation", ""))
    if not citation:
        raise InvalidError(f"{where}.citation", None, "what it rests on")
    return Advice(_member(Reverification, entry["reverify"], f"{where}.reverify"), citation)


def _member(kind: type[Any], word: str, where: str) -> Any:  # noqa: ANN401 - a member of that enum
    for member in kind:
        if word in (member.value, member.name):
            return member
    raise InvalidError(where, word, f"one of {', '.join(each.value for each in kind)}")
