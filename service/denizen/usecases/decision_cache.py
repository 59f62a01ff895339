"""Answers in memory, as they go over the wire."""

from datetime import datetime
from threading import Lock
from typing import NewType

from denizen.domain.determinations import Answer, Presence
from denizen.domain.disclosure import Tier
from denizen.domain.names import DirectiveName, PrincipalName, Purpose, ResourceName
from denizen.usecases.bounded import Bounded
from denizen.usecases.facts_cache import GONE, KeptFacts
from denizen.usecases.following import Seen
from denizen.usecases.sizes import size_of_decision

Rendered = NewType("Rendered", bytes)
"""An answer as it goes over the wire."""

_MOST_PREFIXES = 4096

Asked = tuple[DirectiveName, ResourceName | None, Purpose, Presence | None, bool, Tier]
"""What is asked about a principal: under which directive, for which resource, for what, where it is, and why; and how
much of the answer may be seen, which makes it another question: it may hold for longer, and is kept as it is shown."""


class KeptAnswer:
    """An answer as of `since`, good from `at` to `valid_until`, as long as the directives are those of revision
    `directives` and none of `rests` is GONE."""

    __slots__ = ("answer", "at", "directives", "rests", "since", "size", "used", "valid_until")

    def __init__(
        self, answer: Rendered, at: datetime, valid_until: datetime | None, seen: Seen, rests: tuple[KeptFacts, ...]
    ) -> None:
        self.answer = answer
        self.at = at
        self.valid_until = valid_until
        self.since = seen.revision.number
        self.directives = seen.directives
        self.rests = rests
        self.size = 0
        self.used = False

    def holds(self, at: datetime, seen: Seen) -> bool:
        """Whether it is the answer at the moment `at` and the revision that was seen."""
        if self.directives != seen.directives or self.since > seen.revision.number or at < self.at:
            return False
        if self.valid_until is not None and at >= self.valid_until:
            return False
        for each in self.rests:
            if each.facts is GONE:
                return False
            each.used = True
        self.used = True
        return True


class DecisionCache:
    """Answers by question. One is given again at a later revision where nothing has changed on which it could depend,
    and at a later moment before its `valid_until`."""

    def __init__(self, most_bytes: int) -> None:
        self._lock = Lock()
        self._kept: Bounded[bytes, KeptAnswer] = Bounded(most_bytes)
        self._prefixes: dict[Asked, bytes] = {}

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def taken(self) -> int:
        """Bytes, as estimated."""
        return self._kept.taken

    def get(self, principal: PrincipalName, asked: Asked, at: datetime, seen: Seen) -> Rendered | None:
        """The answer at the moment `at` and the revision that was seen. None: it has to be found."""
        return self.get_of(self.group(asked), principal, at, seen)

    def get_of(self, group: bytes, principal: PrincipalName, at: datetime, seen: Seen) -> Rendered | None:
        """The same, of a group in which many are asked about alike."""
        kept = self._kept.get(group + principal.encode())
        return kept.answer if kept is not None and kept.holds(at, seen) else None

    def kept(self, principal: PrincipalName, asked: Asked) -> KeptAnswer | None:
        """What is kept, whether or not it still holds."""
        return self._kept.get(self.group(asked) + principal.encode())

    def put(  # noqa: PLR0913, PLR0917 - what an answer depends on is this much
        self,
        principal: PrincipalName,
        asked: Asked,
        at: datetime,
        seen: Seen,
        answer: Answer,
        rendered: Rendered,
        rests: tuple[KeptFacts, ...],
    ) -> None:
        """Keep an answer that was found at `at` and the revision that was seen, resting on these facts at most."""
        # One canonical encoding: no two questions have the same bytes. Only the last part is without its length.
        key = self.group(asked) + principal.encode()
        kept = KeptAnswer(rendered, at, answer.valid_until, seen, rests)
        kept.size = size_of_decision(key, rendered, len(rests))
        with self._lock:
            self._kept.put(key, kept)

    def group(self, asked: Asked) -> bytes:
        """What all that is asked so have in common."""
        prefix = self._prefixes.get(asked)
        if prefix is None:
            if len(self._prefixes) >= _MOST_PREFIXES:
                self._prefixes = {}
            prefix = self._prefixes[asked] = _encoded(asked)
        return prefix


def _encoded(asked: Asked) -> bytes:
    directive, resource, purpose, presence, explain, tier = asked
    where: tuple[str, ...] = ()
    if presence is not None:
        where = (
            presence.country.code,
            presence.observed_at.isoformat(),
            presence.source,
            presence.assurance.name,
        )
    return _length_prefixed(directive, resource or "", purpose, "explain" if explain else "", tier.name, *where)


def _length_prefixed(*parts: str) -> bytes:
    encoded = [part.encode() for part in parts]
    count = len(encoded).to_bytes(4, "big")
    return count + b"".join(len(part).to_bytes(4, "big") + part for part in encoded)
