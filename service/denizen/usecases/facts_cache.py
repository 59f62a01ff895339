"""Facts in memory, each valid from the revision at which its reading began until the next change of its principal."""

from collections import OrderedDict
from threading import Lock
from typing import Final

from denizen.domain.facts import PrincipalFacts
from denizen.domain.names import PrincipalName
from denizen.usecases.bounded import Bounded
from denizen.usecases.sharing import Shared
from denizen.usecases.sizes import size_of_facts

_CHANGES_REMEMBERED = 50_000


class Gone:
    """Stands for facts that are no longer to be used."""


GONE: Final = Gone()


class KeptFacts:
    """What is known of a principal, None where there is none; as of `since` and every revision after it up to the
    latest that was followed, unless they are GONE."""

    __slots__ = ("facts", "since", "size", "used")

    def __init__(self, facts: PrincipalFacts | None, since: int, size: int) -> None:
        self.facts: PrincipalFacts | Gone | None = facts
        self.since = since
        self.size = size
        self.used = False


def _forget(kept: KeptFacts) -> None:
    kept.facts = GONE


class FactsCache:
    """Facts by principal. It follows the changes: it has to be told of each, in their order, before answers are given
    at the revision of the change.

    What is read at a revision and arrives after a later change of the same principal is not kept. To know that, the
    last changes are remembered; what is read before all of those is not kept either.
    """

    def __init__(self, most_bytes: int) -> None:
        self._lock = Lock()
        self._shared = Shared()
        self._kept: Bounded[PrincipalName, KeptFacts] = Bounded(most_bytes, _forget)
        self._changes: OrderedDict[PrincipalName, int] = OrderedDict()
        self._forgotten = 0

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def taken(self) -> int:
        """Bytes, as estimated."""
        return self._kept.taken

    def get(self, name: PrincipalName, revision: int) -> KeptFacts | None:
        """What is known as of `revision`, the latest that was followed when it was asked for. None: not in memory."""
        kept = self._kept.get(name)
        return None if kept is None or kept.since > revision else kept

    def put(self, name: PrincipalName, facts: PrincipalFacts | None, since: int) -> KeptFacts:
        """Keep what was read as of `since`. It is GONE at once where the principal changed meanwhile, or may have."""
        shared = None if facts is None else self._shared.facts(facts)
        kept = KeptFacts(shared, since, size_of_facts(name, shared))
        with self._lock:
            if since < self._forgotten or self._changes.get(name, 0) > since:
                _forget(kept)
                return kept
            there = self._kept.get(name)
            if there is not None:
                there.since = min(there.since, since)
                return there
            self._kept.put(name, kept)
        return kept

    def changed(self, name: PrincipalName, revision: int) -> None:
        """The principal changed at `revision`."""
        with self._lock:
            self._changes[name] = revision
            self._changes.move_to_end(name)
            if len(self._changes) > _CHANGES_REMEMBERED:
                self._forgotten = self._changes.popitem(last=False)[1]
            kept = self._kept.get(name)
            if kept is not None and kept.since < revision:
                self._kept.pop(name)

    def clear(self, revision: int) -> None:
        """Anything may have changed up to `revision`."""
        with self._lock:
            self._forgotten = revision
            self._changes.clear()
            self._kept.clear()
