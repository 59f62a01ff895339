"""ListDeterminations and CountDeterminations: everybody on one snapshot, in the order of names."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from denizen.domain.disclosure import Tier
from denizen.domain.errors import InvalidError
from denizen.domain.names import PrincipalName
from denizen.usecases.asking import Times, snapshot
from denizen.usecases.context import Call
from denizen.usecases.directive_cache import DirectiveCache
from denizen.usecases.populations.batches import Batches
from denizen.usecases.populations.crews import BATCH, Crew
from denizen.usecases.populations.questions import PopulationQuestion, Survey, Wanted
from denizen.usecases.populations.surveying import Listed, Surveyor
from denizen.usecases.populations.tallies import Tally
from denizen.usecases.ports import Clock, Reader, Revision, Store
from denizen.usecases.probing import Probing
from denizen.usecases.ways_of_asking import looks_of

MOST_LOOKED_AT = 20_000
"""Principals that are looked at for one page; where fewer are wanted than fit into it, it is shorter."""
_FEWEST = 50
"""Principals in a batch of a page, where everybody is wanted."""
_LONGEST = 5.0
"""Seconds spent on one page, as far as it can be chosen."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where to go on: the moment, the states of our knowledge, and the last principal that was looked at."""

    at: datetime
    known: int
    read: int
    after: PrincipalName | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of those who are wanted. `place`: where the next begins; None: there is none. `tier`: what they are shown
    as."""

    values: tuple[Listed, ...]
    at: datetime
    revision: Revision
    read: int
    place: Place | None
    tier: Tier


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts of those looked at so far. `place`: where to go on; None: these are all. `everybody`: how many there are
    to look at; None: the caller does not reach everybody."""

    tally: Tally
    at: datetime
    revision: Revision
    read: int
    place: Place | None
    everybody: int | None


class AskingEverybody:
    """Asks one question about everybody within reach. Nobody is left out, and nobody comes twice, whatever is written
    meanwhile: who there is and what is known of them is that of one revision."""

    def __init__(
        self, store: Store, crew: Crew, clock: Clock, batch: int = BATCH, probing: Probing | None = None
    ) -> None:
        """Without `probing`, everybody may be asked about in any number of ways."""
        self._store = store
        self._crew = crew
        self._clock = clock
        self._batch = batch
        self._probing = probing or Probing.unlimited()
        self._directives = DirectiveCache()

    def list(self, call: Call, question: PopulationQuestion, wanted: Wanted, turn: Times | Place, size: int) -> Found:
        """At most `size` of those wanted, from the beginning at those times or from a place on; fewer, even none, where
        looking took long. `NotFoundError`, `InvalidError` as Check; `PermissionDeniedError` for what is not shown."""
        wanted.check_shown(call.tier)
        survey, revision, _, after = self._survey(call, question, turn)
        listed: list[Listed] = []
        batch = self._batch if wanted != Wanted() else min(self._batch, max(size, _FEWEST))
        batches = Batches(self._store, survey, batch, after, wanted, MOST_LOOKED_AT)
        give_up = time.monotonic() + _patience(call)
        last, more = after, True
        for number, some in enumerate(self._crew.work(call, Surveyor.list, batches)):
            room = size - len(listed)
            listed += some[:room]
            last, more = batches.place(number)
            if len(some) > room:
                last, more = listed[-1].name, True
            if len(listed) == size or not more or time.monotonic() > give_up:
                break
        else:
            more = not batches.ended
        place = Place(survey.at, survey.known, survey.read, last) if more else None
        return Found(tuple(listed), survey.at, revision, survey.read, place, highest(call))

    def count(self, call: Call, question: PopulationQuestion, turn: Times | Place) -> Iterator[Counted]:
        """Counts that grow, the last of them of everybody; from a place on, of those who come after it."""
        survey, revision, everybody, after = self._survey(call, question, turn)
        tally = Tally()
        batches = Batches(self._store, survey, self._batch, after)
        for number, some in enumerate(self._crew.work(call, Surveyor.count, batches)):
            tally += some
            last, more = batches.place(number)
            if more:
                place = Place(survey.at, survey.known, survey.read, last)
                yield Counted(tally, survey.at, revision, survey.read, place, everybody)
        yield Counted(tally, survey.at, revision, survey.read, None, everybody)

    def _survey(
        self, call: Call, question: PopulationQuestion, turn: Times | Place
    ) -> tuple[Survey, Revision, int | None, PrincipalName | None]:
        times = Times(turn.at, turn.known, at_least=turn.read) if isinstance(turn, Place) else turn
        if isinstance(turn, Times):
            self._probing.check_everybody(call, question.directive, question.presence, *looks_of(turn))
        with snapshot(self._store, self._clock, call, times) as (reader, at):
            if call.purpose is None:
                raise InvalidError("purpose", None, "a purpose such as 'export-control'")
            question.check(reader, self._directives)
            everybody = _count(call, question, reader)
            read = turn.read if isinstance(turn, Place) else reader.head.number
            survey = Survey.of(call, question, at, reader.revision.number, read)
            return survey, reader.revision, everybody, turn.after if isinstance(turn, Place) else None


def _count(call: Call, question: PopulationQuestion, reader: Reader) -> int | None:
    """How many there are to look at. How many others there are is not told to whom they are out of reach."""
    if call.permit.populations is not None:
        return None
    return reader.principal_count(None if question.population is None else frozenset({question.population}))


def highest(call: Call) -> Tier:
    """The highest tier that is shown anybody."""
    return max(each.tier for each in call.permit.standings) if call.permit.differs else call.tier


def _patience(call: Call) -> float:
    """Half of the time that there is: what was found is to arrive."""
    remaining = call.deadline.remaining()
    return _LONGEST if remaining is None else min(_LONGEST, remaining / 2)
