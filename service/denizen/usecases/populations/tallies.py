"""Exact counts of answers."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from denizen.domain.determinations import Answer, Determination, Effect, Reason
from denizen.domain.names import Population


@dataclass(slots=True)
class Tally:
    """Exact counts. A principal counts once for its determination and its effect, and once for each of its reasons and
    of its populations; `of_none`: of no population."""

    principals: int = 0
    determinations: Counter[Determination] = field(default_factory=Counter)
    effects: Counter[Effect] = field(default_factory=Counter)
    reasons: Counter[Reason] = field(default_factory=Counter)
    populations: Counter[tuple[Population | None, Determination]] = field(default_factory=Counter)

    @classmethod
    def of(cls, answers: Iterable[tuple[Answer, frozenset[Population]]]) -> "Tally":
        """Of answers, each with the populations of its principal. Those that are alike are counted together."""
        alike = Counter(
            (answer.determination, answer.effect, answer.reasons, populations) for answer, populations in answers
        )
        tally = cls()
        for (determination, effect, reasons, populations), number in alike.items():
            tally.principals += number
            tally.determinations[determination] += number
            tally.effects[effect] += number
            for reason in reasons:
                tally.reasons[reason] += number
            for population in populations or (None,):
                tally.populations[population, determination] += number
        return tally

    def __iadd__(self, other: "Tally") -> Self:
        self.principals += other.principals
        self.determinations.update(other.determinations)
        self.effects.update(other.effects)
        self.reasons.update(other.reasons)
        self.populations.update(other.populations)
        return self
