"""Which principal an external identifier names, in memory."""

from threading import Lock

from denizen.domain.names import PrincipalName
from denizen.domain.principals import ExternalIdentifier
from denizen.usecases.bounded import Bounded
from denizen.usecases.facts_cache import GONE, KeptFacts
from denizen.usecases.following import Seen
from denizen.usecases.sizes import size_of_text


class KeptName:
    """Whom an identifier named as of `since`: `name`, as long as `owner`'s facts are kept; or nobody."""

    __slots__ = ("name", "owner", "since", "size", "used")

    def __init__(self, name: PrincipalName | None, owner: KeptFacts | None, since: int, size: int) -> None:
        self.name = name
        self.owner = owner
        self.since = since
        self.size = size
        self.used = False


class IdentifiersCache:
    """Identifiers that somebody asked by.

    One that names a principal is valid as long as that principal's facts are, since linking and unlinking change them.
    One that names nobody is valid until the next event about a principal itself, whichever it is.
    """

    def __init__(self, most_bytes: int) -> None:
        self._lock = Lock()
        self._kept: Bounded[tuple[str, str], KeptName] = Bounded(most_bytes)

    def get(self, identifier: ExternalIdentifier, seen: Seen) -> KeptName | None:
        """Whom it names as of what was seen. None: not in memory."""
        kept = self._kept.get((identifier.scheme, identifier.value))
        if kept is None or kept.since > seen.revision.number:
            return None
        valid = kept.since >= seen.principals if kept.owner is None else kept.owner.facts is not GONE
        return kept if valid else None

    def put(
        self, identifier: ExternalIdentifier, name: PrincipalName | None, owner: KeptFacts | None, since: int
    ) -> None:
        """Keep what was read as of `since`. `owner`: the facts of the principal, read or valid as of then."""
        key = (identifier.scheme, identifier.value)
        kept = KeptName(name, owner, since, size_of_text(*key))
        with self._lock:
            self._kept.put(key, kept)
