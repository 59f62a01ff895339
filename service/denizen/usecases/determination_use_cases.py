"""Every question about principals, wired to one store."""

from dataclasses import dataclass

from denizen.usecases.access import CheckAccess
from denizen.usecases.answering_again import AnswerAgain
from denizen.usecases.check import Check
from denizen.usecases.diff_determinations import DiffDeterminations
from denizen.usecases.directive_cache import DirectiveCache
from denizen.usecases.populations.asking_everybody import AskingEverybody
from denizen.usecases.populations.crews import Alone, Crew
from denizen.usecases.populations.surveying import Surveyor
from denizen.usecases.populations.watching import WatchPopulation
from denizen.usecases.ports import Clock, Store
from denizen.usecases.probing import Probing
from denizen.usecases.probing_alarms import ProbingAlarms
from denizen.usecases.probing_limits import ProbingLimits
from denizen.usecases.remembering import Memory
from denizen.usecases.remembering_store import RememberingStore
from denizen.usecases.warm_check import Render, WarmCheck
from denizen.usecases.watching.hub import Hub


@dataclass(frozen=True, slots=True)
class DeterminationUseCases:
    """One callable for each question."""

    check: WarmCheck
    check_access: CheckAccess
    diff: DiffDeterminations
    everybody: AskingEverybody
    watch: WatchPopulation
    again: AnswerAgain

    @classmethod
    def on(  # noqa: PLR0913, PLR0917 - most have a default
        cls,
        store: Store,
        clock: Clock,
        render: Render,
        memory: Memory | None = None,
        probing_limits: ProbingLimits | None = None,
        crew: Crew | None = None,
        hub: Hub | None = None,
    ) -> "DeterminationUseCases":
        """Wired to `store`, `render` making bytes of answers. Without a memory of their own, questions get one that is
        sure of each answer; without `probing_limits` anybody may be asked about in any number of ways; without a `crew`
        whoever asks about everybody does the work. Without a `hub` watchers have one of their own."""
        directives = DirectiveCache()
        check = Check(store, directives, clock)
        memory = memory or Memory(store, clock)
        crew = crew or Alone(Surveyor(store, render))
        probing = Probing(probing_limits, ProbingAlarms(store))
        return cls(
            check=WarmCheck(check, memory, clock, render, probing),
            check_access=CheckAccess(RememberingStore(store, memory), directives, clock, probing),
            again=AnswerAgain(memory, clock, probing),
            diff=DiffDeterminations(store, directives, clock, probing),
            everybody=AskingEverybody(store, crew, clock, probing=probing),
            watch=WatchPopulation(store, crew, clock, hub or Hub(store), memory.follower.reach, probing),
        )
