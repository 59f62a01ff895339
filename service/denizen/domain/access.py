"""What the ENFORCED directives in force say together about a principal and a resource."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from denizen.domain.determinations import Answer, Cause, Effect
from denizen.domain.directives import ActivationRecord, boundaries, in_force
from denizen.domain.names import DirectiveName


@dataclass(frozen=True, slots=True)
class Contribution:
    """One directive's answer."""

    directive: DirectiveName
    answer: Answer


@dataclass(frozen=True, slots=True)
class Access:
    """The strictest effect, and what each directive in force contributed: the strictest first, then by name.

    Everything stays the same until `valid_until` while nothing is written, as far as the questions' tier sees.
    """

    effect: Effect
    contributions: tuple[Contribution, ...]
    valid_until: datetime | None = None
    cause: Cause | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """An ENFORCED directive, in force or not, with its answer."""

    contribution: Contribution
    records: Sequence[ActivationRecord]


def access(asked: Iterable[Asked], at: datetime, *, known: bool) -> Access:
    """What follows at `at` from the answers under every ENFORCED directive.

    Under no directive in force the effect is ALLOW; of a principal that is not `known` it is DENY all the same.
    """
    everything = tuple(asked)
    # 1. Who has a say: the directives in force, the strictest first.
    telling = [each.contribution for each in everything if in_force(each.records, at) is not None]
    telling.sort(key=lambda each: (each.answer.strictness, each.directive))
    # 2. The strictest effect wins. Nobody is let in of whom nothing is known.
    effects = {each.answer.effect for each in telling} | (set() if known else {Effect.DENY})
    effect = Effect.DENY if Effect.DENY in effects else Effect.ALLOW
    # 3. It stands until one of the answers changes, or another directive has a say.
    ends = sorted((end for each in everything for end in _ends(each, at)), key=lambda end: (end[0], end[1].value))
    valid_until, cause = ends[0] if ends else (None, None)
    return Access(effect, tuple(telling), valid_until, cause)


def _ends(asked: Asked, at: datetime) -> Iterable[tuple[datetime, Cause]]:
    answer = asked.contribution.answer
    speaks = in_force(asked.records, at) is not None
    if speaks and answer.valid_until is not None and answer.cause is not None:
        yield answer.valid_until, answer.cause
    for moment in sorted(moment for moment in boundaries(asked.records) if moment > at):
        if (in_force(asked.records, moment) is not None) is not speaks:
            yield moment, Cause.ACTIVATION
            break
