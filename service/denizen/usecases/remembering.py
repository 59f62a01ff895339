"""Reading from memory what is there, and from the database what is not, all as known at one revision."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType

from denizen.domain.facts import PrincipalFacts, named_by
from denizen.domain.names import PrincipalName
from denizen.domain.principals import ExternalIdentifier
from denizen.usecases.context import Call
from denizen.usecases.decision_cache import DecisionCache
from denizen.usecases.facts_cache import FactsCache, Gone, KeptFacts
from denizen.usecases.following import Follower, Seen
from denizen.usecases.identifiers_cache import IdentifiersCache
from denizen.usecases.lazy_reader import LazyReader
from denizen.usecases.ports import Clock, Reader, Revision, Store


class RememberingReader(LazyReader):
    """What was known at the revision that was seen. What it has to read, it keeps for the next."""

    def __init__(self, facts: FactsCache, names: IdentifiersCache, seen: Seen, open_: Callable[[], Reader]) -> None:
        super().__init__(open_)
        self._facts = facts
        self._names = names
        self._seen = seen
        self._used: dict[PrincipalName, KeptFacts] = {}
        self._linked: dict[PrincipalName, ExternalIdentifier] = {}

    @property
    def revision(self) -> Revision:
        return self._seen.revision

    def directive_revision(self) -> int:
        return self._seen.directives

    def principal_by(self, identifier: ExternalIdentifier) -> PrincipalName | None:
        kept = self._names.get(identifier, self._seen)
        if kept is not None:
            return kept.name
        name = self._snapshot.principal_by(identifier)
        if name is None:
            self._names.put(identifier, None, None, self._seen.revision.number)
        else:
            # Kept together with the principal's facts, when these are read.
            self._linked[name] = identifier
        return name

    def facts(self, names: Iterable[PrincipalName]) -> Mapping[PrincipalName, PrincipalFacts]:
        number = self._seen.revision.number
        found: dict[PrincipalName, PrincipalFacts] = {}
        missing: list[PrincipalName] = []
        for name in names:
            kept = self._facts.get(name, number)
            facts = None if kept is None else kept.facts
            if kept is None or isinstance(facts, Gone):
                missing.append(name)
                continue
            self._used[name] = kept
            if facts is not None:
                found[name] = facts
        if missing:
            read = self._snapshot.facts(missing)
            found.update(read)
            for name in missing:
                self._used[name] = self._facts.put(name, read.get(name), number)
        for name in self._linked.keys() & self._used.keys():
            self._names.put(self._linked.pop(name), name, self._used[name], number)
        return found

    @property
    def used(self) -> tuple[KeptFacts, ...]:
        """Everybody whom it was asked for, the unknown ones too."""
        return tuple(self._used.values())

    def reached(self, name: PrincipalName) -> tuple[KeptFacts, ...]:
        """Everybody on whom an answer about the principal can depend: those that claims name, hop by hop, as far as
        they were asked for, the unknown ones too."""
        found: dict[PrincipalName, KeptFacts] = {}
        waiting = [name]
        while waiting:
            each = waiting.pop()
            kept = self._used.get(each)
            if kept is None or each in found:
                continue
            found[each] = kept
            facts = kept.facts
            if isinstance(facts, PrincipalFacts):
                waiting.extend(named_by(facts, standing_in_only=False))
        return tuple(found.values())


class _Reading:
    """A reader while the block runs. The database is only asked for a snapshot when it is needed."""

    __slots__ = ("_call", "_facts", "_names", "_opened", "_seen", "_store")

    def __init__(self, store: Store, facts: FactsCache, names: IdentifiersCache, call: Call, seen: Seen) -> None:
        self._store = store
        self._facts = facts
        self._names = names
        self._call = call
        self._seen = seen
        self._opened: AbstractContextManager[Reader] | None = None

    def __enter__(self) -> RememberingReader:
        return RememberingReader(self._facts, self._names, self._seen, self._open)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        return None if self._opened is None else self._opened.__exit__(kind, error, trace)

    def _open(self) -> Reader:
        number = self._seen.revision.number
        opened = self._store.read(self._call, number, at_least=number)
        reader = opened.__enter__()
        self._opened = opened
        return reader


@dataclass(frozen=True, slots=True)
class Figures:
    """What is in memory, and how it went: bytes as estimated; lags as commits were followed, in seconds."""

    principals: int
    facts_bytes: int
    answers: int
    answer_bytes: int
    revision: int
    lag_count: int
    lag_p50: float
    lag_p99: float
    lag_longest: float


class Memory:
    """What this process knows without asking the database, and up to which revision."""

    def __init__(self, store: Store, clock: Clock, most_bytes: int = 64 * 1024 * 1024, bound: float = 0.0) -> None:
        """`most_bytes` for everything that is kept, as estimated. `bound`: seconds that an answer may be behind the
        latest commit where it is not asked to be newer; 0: each question makes sure."""
        self._store = store
        self._facts = FactsCache(most_bytes * 10 // 16)
        self._names = IdentifiersCache(most_bytes // 16)
        self.decisions = DecisionCache(most_bytes * 5 // 16)
        self.follower = Follower(store, self._facts, clock, bound)

    def reach(self, call: Call, at_least: int = 0, *, newest: bool = False) -> Seen:
        """A revision to answer at: at least that one; `newest`: whatever was committed before this call began."""
        if newest:
            at_least = max(at_least, self.follower.follow(call).revision.number)
        return self.follower.reach(call, at_least)

    def name_of(self, subject: PrincipalName | ExternalIdentifier, seen: Seen) -> PrincipalName | None:
        """Whom the question is about, as far as memory tells."""
        if not isinstance(subject, ExternalIdentifier):
            return subject
        kept = self._names.get(subject, seen)
        return None if kept is None else kept.name

    def reading(self, call: Call, seen: Seen) -> AbstractContextManager[RememberingReader]:
        """The snapshot at that revision."""
        return _Reading(self._store, self._facts, self._names, call, seen)

    def figures(self) -> Figures:
        seen, lags = self.follower.seen, self.follower.lags.spread()
        return Figures(
            len(self._facts),
            self._facts.taken,
            len(self.decisions),
            self.decisions.taken,
            0 if seen is None else seen.revision.number,
            lags.count,
            lags.p50,
            lags.p99,
            lags.longest,
        )
