"""Who is alike to a question: what is found of one is found of all of them."""

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import NamedTuple

from denizen.domain.determinations import Answer
from denizen.domain.evaluation import CompiledDirective
from denizen.domain.evaluation.compiler import looking_back_to
from denizen.domain.issuers import Issuer
from denizen.domain.names import IssuerName, PrincipalName
from denizen.domain.reference import Reference, ScreeningKey
from denizen.domain.rules import walk
from denizen.domain.sketches import Said, Sketch
from denizen.usecases.populations.asked import Asked
from denizen.usecases.populations.questions import Survey

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_NONE = -1
_MOST_SURVEYS = 4
_MOST_FINDINGS = 10_000
"""Of one survey; beyond that it begins anew."""


@dataclass(slots=True)
class Alike:
    """Tells principals that one question finds the same of, at one moment and one state of our knowledge.

    An evaluation puts instants in order, and does nothing else with them. So those are alike of whom the same is said,
    if their times come in the same order, among one another and among all instants that the question brings with it:
    its moment and what is too old then, the dates of the directive, of reference data, of authorizations and of
    issuers' rights. Whoever names others is alike to who names the same ones, unless these name it in turn.
    """

    at: datetime
    directive: CompiledDirective
    reference: Reference
    issuers: Mapping[IssuerName, Issuer]
    _instants: list[int] = field(init=False)
    _named: frozenset[PrincipalName] = field(init=False)
    _listed: frozenset[ScreeningKey] = field(init=False)
    _spans: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._instants = sorted({_microseconds(each) for each in self._dates()})
        known = self.directive.authorizations.known
        self._named = frozenset().union(*(each.principals | each.organisations for each in known))
        self._listed = frozenset().union(*self.reference.entries.values())

    def key(self, sketch: Sketch) -> Hashable | None:
        """The same for those who are alike; None: it is like nobody."""
        if sketch.name in self._named or not self._listed.isdisjoint(sketch.screening_keys):
            return None
        # 1. All instants about the principal, in their order, and where they come among those of the question.
        instants: set[int | None] = set()
        for said, times, _ in sketch.words:
            if said.unlike or said.stands_in:
                return None
            instants.update(times)
            for span in self._spans_of(said):
                instants.add(times.verified_at + span)
        instants.discard(None)
        ordered: list[int] = sorted(instants)  # type: ignore[arg-type]  # None is not among them
        places = tuple([bisect_left(self._instants, each) + bisect_right(self._instants, each) for each in ordered])
        # 2. What is said, and when by that order.
        rank: dict[int | None, int] = {each: number for number, each in enumerate(ordered)}
        rank[None] = _NONE
        words = sorted(
            [
                (
                    said.number,
                    found,
                    *[rank[each] for each in times],
                    *[rank[times.verified_at + span] for span in self._spans_of(said)],
                )
                for said, times, found in sketch.words
            ]
        )
        return sketch.kind, sketch.populations, bool(sketch.screening_keys), places, tuple(words)

    def _spans_of(self, said: Said) -> tuple[int, ...]:
        """For how long its issuer's words are good."""
        spans = self._spans.get(said.number)
        if spans is None:
            issuer = self.issuers.get(said.attestation.issuer)
            limits = {right.good_for for right in issuer.rights if right.good_for is not None} if issuer else set()
            spans = self._spans[said.number] = tuple(sorted(limit // _MICROSECOND for limit in limits))
        return spans

    def _dates(self) -> Iterator[datetime]:
        yield self.at
        for age in self.directive.ages:
            if age < self.at - datetime.min.replace(tzinfo=UTC):
                yield self.at - age
        yield from (instant for instant, _, _ in self.directive.dates)
        for bounds in self.reference.dates.values():
            yield from bounds
        for issuer in self.issuers.values():
            yield from issuer.bounds()
        for each in self.directive.authorizations.known:
            yield from each.effective.bounds()
            if each.conditions is not None:
                yield from looking_back_to(walk(each.conditions))


def _microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND


class Finding(NamedTuple):
    """What was found of those who are alike: determination, effect and reasons, and nothing that names one of them.
    `others`: on whom it may depend beside the principal; who is among these is like nobody."""

    answer: Answer
    others: frozenset[PrincipalName]


@dataclass(slots=True)
class Findings:
    """What one survey found."""

    alike: Alike
    kept: dict[Hashable | None, Finding] = field(default_factory=dict)

    def keep(self, key: Hashable, asked: Asked, answer: Answer) -> Finding | None:
        """Keep what was found of one. None: of others it may be another."""
        others = asked.beyond() if self.alike.directive.reaches_others else frozenset()
        if others is None or asked.name in others:
            return None
        if len(self.kept) >= _MOST_FINDINGS:
            self.kept.clear()
        finding = self.kept[key] = Finding(Answer(answer.determination, answer.effect, answer.reasons), others)
        return finding


class FindingsCache:
    """The findings of the last few surveys. Safe to share between threads."""

    def __init__(self) -> None:
        self._findings: OrderedDict[Hashable, Findings] = OrderedDict()
        self._lock = Lock()

    def of(self, survey: Survey, alike: Callable[[], Alike]) -> Findings:
        """Those of a survey, for whom else it may be done: whatever an answer can depend on is part of it."""
        call = survey.call
        key = (survey.question, survey.at, survey.known, call.purpose, call.tier, call.permit)
        with self._lock:
            found = self._findings.get(key)
        if found is None:
            found = Findings(alike())
            with self._lock:
                found = self._findings.setdefault(key, found)
                while len(self._findings) > _MOST_SURVEYS:
                    self._findings.popitem(last=False)
        return found
