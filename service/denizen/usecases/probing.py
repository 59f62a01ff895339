"""Who asks about one principal in many ways learns what no single answer tells: that has a limit, and is told."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, fields

from denizen.domain.disclosure import Tier
from denizen.domain.errors import ExhaustedError
from denizen.domain.names import PrincipalName
from denizen.domain.principals import ExternalIdentifier
from denizen.usecases.asking import AssertedPresence, Item, Times
from denizen.usecases.context import Call
from denizen.usecases.probing_limits import ProbingLimits
from denizen.usecases.ways_of_asking import Way, looks_of

MOST_KEPT = 200_000
"""Principals asked about that are remembered, of all callers together; one asked about in several ways counts more."""
MOST_CALLERS = 1_000
_WEIGHT = 8
"""What one asked about in several ways counts."""
_MOST_WAYS = 4_096


Subject = PrincipalName | ExternalIdentifier


@dataclass(frozen=True, slots=True)
class Alarm:
    """That a caller went too far: about whom (None: everybody), in which respect, and in how many ways it had asked by
    then."""

    call: Call
    subject: Subject | None
    respect: str
    count: int
    seconds: float


class _Several:
    """When a principal was last asked about, in each respect in each way."""

    __slots__ = ("directives", "looks", "presences", "purposes")

    def __init__(self) -> None:
        self.directives: dict[str, float] = {}
        self.presences: dict[str, float] = {}
        self.purposes: dict[str, float] = {}
        self.looks: dict[str, float] = {}


class _Asker:
    """One caller: those it asked about lately, and those before. Most are asked about in one way only."""

    __slots__ = ("alarmed", "before", "lately", "older", "turned", "weight")

    def __init__(self, now: float) -> None:
        self.lately: dict[int, Way | _Several] = {}
        self.before: dict[int, Way | _Several] = {}
        self.weight = 0
        self.older = 0
        self.turned = now
        self.alarmed = float("-inf")


class Probing:
    """Counts in how many ways each caller asks about each principal, whether or not there is such a principal.

    Bounded in memory: where there is no room those go that were not asked about lately by the caller with the most.
    `raise_alarm` is called at most once for each caller and window.
    """

    def __init__(
        self,
        limits: ProbingLimits | None,
        raise_alarm: Callable[[Alarm], None],
        clock: Callable[[], float] = time.monotonic,
        most: int = MOST_KEPT,
    ) -> None:
        """Without `limits` nothing is counted."""
        self._limits = limits
        self._raise_alarm = raise_alarm
        self._clock = clock
        self._most = most
        self._askers: dict[str, _Asker] = {}
        self._ways: dict[Way, Way] = {}
        self._kept = 0
        self._lock = threading.Lock()

    @classmethod
    def unlimited(cls) -> "Probing":
        """Where whoever may ask at all may ask anything."""
        return cls(None, lambda _: None)

    def refusal(self, call: Call, subject: Subject | None, way: Way) -> ExhaustedError | None:
        """Why this may not be asked now; None: it may, and is counted. What is refused is not counted."""
        limits = self._limits
        if limits is None:
            return None
        # 1. Nearly always: the same as before.
        caller = call.caller.name
        key = hash((caller, subject))
        asker = self._askers.get(caller)
        if asker is not None and asker.lately.get(key) == way:
            return None
        # 2. Otherwise it is counted, and may be one too many.
        now = self._clock()
        with self._lock:
            over = self._counted(self._asker(caller, now), key, way, now, limits)
            if over is None:
                return None
            respect, count, retry = over
            asker = self._askers[caller]
            first = now - asker.alarmed >= limits.seconds
            asker.alarmed = now if first else asker.alarmed
        if first:
            self._raise_alarm(Alarm(call, subject, respect, count, limits.seconds))
        whom = "everybody" if subject is None else "one principal"
        return ExhaustedError(
            f"{caller} has asked about {whom} in too many ways ({respect}); ask again later",
            retry,
            limit=f"{count - 1} {respect} in {limits.seconds:g} seconds",
        )

    def check_everybody(self, call: Call, directive: str, presence: AssertedPresence | None, *looks: str) -> None:
        """`ExhaustedError` where this may not be asked about everybody at once now. Who is shown facts of everybody has
        nothing to find out by asking in many ways, and is not counted."""
        if call.tier < Tier.FACTS:
            self.check(call, None, Way.of(call, (directive,), presence, *looks))

    def check(self, call: Call, subject: Subject | None, way: Way) -> None:
        """`ExhaustedError` where this may not be asked now; `subject` None: about everybody."""
        refused = self.refusal(call, subject, way)
        if refused is not None:
            raise refused

    def of_item(self, call: Call, item: Item, subject: Subject | None, times: Times) -> ExhaustedError | None:
        """The same of a question; `subject`: whom it is about, as far as that is known."""
        if self._limits is None:
            return None
        who = subject or item.subject
        # What a gateway asks all day is recognised before anything is made of it.
        asker = self._askers.get(call.caller.name)
        if asker is not None and item.presence is None and times.at is None and not item.explain:
            known = asker.lately.get(hash((call.caller.name, who)))
            if isinstance(known, Way) and known.is_plainly(item.directive, call) and not times.of_the_past:
                return None
        looks = looks_of(times)
        if item.explain:
            looks = (*looks, f"explained under {item.directive}")
        way = Way.of(call, (item.directive,), item.presence, *looks)
        return self.refusal(call, who, way)

    @property
    def kept(self) -> int:
        """How much is remembered of `most`."""
        return self._kept

    def _counted(
        self, asker: _Asker, key: int, way: Way, now: float, limits: ProbingLimits
    ) -> tuple[str, int, float] | None:
        known = asker.lately.get(key) or asker.before.get(key)
        if known is None or known == way:
            self._keep(asker, key, self._shared(way), now, limits.seconds)
            return None
        if isinstance(known, tuple):
            several = _Several()
            _add(several, known, now)
        else:
            several = known
        since = now - limits.seconds
        for respect, values in _respects(way):
            there: dict[str, float] = getattr(several, respect)
            for value in [value for value, asked in there.items() if asked <= since and value not in values]:
                del there[value]
            more = [value for value in dict.fromkeys(values) if value not in there]
            # What the service itself asks together is never too much at once.
            if more and len(there) + len(more) > max(getattr(limits, respect), len(values)):
                retry = max(1.0, min(there.values(), default=now) - since)
                self._keep(asker, key, several, now, limits.seconds)
                return respect, len(there) + 1, retry
        _add(several, way, now)
        self._keep(asker, key, several, now, limits.seconds)
        return None

    def _keep(self, asker: _Asker, key: int, what: Way | _Several, now: float, seconds: float) -> None:
        if now - asker.turned > seconds:
            self._turn(asker, now)
        old = asker.lately.get(key)
        more = _weight(what) - (0 if old is None else _weight(old))
        asker.lately[key] = what
        asker.weight += more
        self._kept += more
        while self._kept > self._most:
            self._turn(max(self._askers.values(), key=lambda each: each.weight + each.older), now)

    def _turn(self, asker: _Asker, now: float) -> None:
        """What was not asked about since the last time is forgotten."""
        self._kept -= asker.older
        asker.before, asker.older, asker.turned = asker.lately, asker.weight, now
        asker.lately, asker.weight = {}, 0

    def _asker(self, caller: str, now: float) -> _Asker:
        asker = self._askers.get(caller)
        if asker is None:
            while len(self._askers) >= MOST_CALLERS:
                gone = self._askers.pop(min(self._askers, key=lambda name: self._askers[name].turned))
                self._kept -= gone.weight + gone.older
            asker = self._askers[caller] = _Asker(now)
        return asker

    def _shared(self, way: Way) -> Way:
        """The same object for all who are asked about in the same way."""
        if len(self._ways) >= _MOST_WAYS:
            self._ways.clear()
        return self._ways.setdefault(way, way)


RESPECTS = tuple(each.name for each in fields(ProbingLimits) if each.name != "seconds")


def _respects(way: Way) -> tuple[tuple[str, tuple[str, ...]], ...]:
    presences = (way.country,) if way.country else ()
    return tuple(zip(RESPECTS, (way.directives, presences, (way.purpose,), way.looks), strict=True))


def _add(several: _Several, way: Way, now: float) -> None:
    for respect, values in _respects(way):
        getattr(several, respect).update(dict.fromkeys(values, now))


def _weight(what: Way | _Several) -> int:
    return 1 if isinstance(what, tuple) else _WEIGHT
