"""Status lists from where an operator allows: when a credential needs one, and again before it ceases to be fresh."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from structlog.typing import FilteringBoundLogger

from denizen.domain.credentials import StatusListRecord
from denizen.domain.errors import DenizenError
from denizen.identity.errors import IdentityError
from denizen.identity.fetching import FetchError, FetchUrl, fetch
from denizen.usecases.context import Call, Caller
from denizen.usecases.ports import Store
from denizen.usecases.status_lists import SubmitStatusList
from denizen.verification.status_lists import MOST_CHARACTERS

TYPE = "application/statuslist+jwt"
EVERY_SECONDS = 5.0
AGAIN_SECONDS = 60.0
"""How soon a list is asked for again that was not to be had, or has not changed; sooner if it is fresh for minutes."""
_CALL = Call(Caller("callers/status-lists"))

GetList = Callable[[FetchUrl], bytes]


def _get(url: FetchUrl) -> bytes:
    return fetch(url, most=MOST_CHARACTERS, accept=TYPE)


@dataclass(frozen=True, slots=True)
class AllowedLists:
    """Fetches a list from one of `places`: the list itself, or what is below a place that ends with `/`."""

    places: Sequence[str]
    private: bool
    told: FilteringBoundLogger
    get: GetList = _get

    def __call__(self, uri: str) -> str | None:
        """The list as it was served. None: it may not be asked for, or was not to be had, which the log tells."""
        if not self.allows(uri):
            return None
        try:
            content = self.get(FetchUrl.parse(uri, private=self.private))
        except (FetchError, IdentityError) as error:
            self.told.error("no_status_list", why=str(error))
            return None
        return content.decode("ascii", "replace").strip()

    def allows(self, uri: str) -> bool:
        """Whether it is one of the places. A path that leads out of one again is not."""
        try:
            path = urlsplit(uri).path
        except ValueError:
            return False
        if any(step in {".", ".."} for step in path.replace("%2e", ".").replace("%2E", ".").split("/")):
            return False
        return any(uri == place or (place.endswith("/") and uri.startswith(place)) for place in self.places)


@dataclass(slots=True)
class StatusListsSource:
    """Renews every known list when half of the time is over for which it is fresh. A list that cannot be renewed ceases
    to be fresh at its time, and what rests on it with it."""

    store: Store
    lists: AllowedLists
    submit: SubmitStatusList
    now: Callable[[], datetime]
    told: FilteringBoundLogger
    clock: Callable[[], float] = time.monotonic
    current: None = None
    _looked: float = field(default=float("-inf"))
    _asked: dict[tuple[str, str], float] = field(default_factory=dict)

    def missed(self) -> None:
        """A list that is missed is fetched by whoever misses it."""

    def refresh(self) -> None:
        if self.clock() - self._looked < EVERY_SECONDS:
            return
        self._looked = self.clock()
        try:
            with self.store.read(_CALL) as reader:
                known = reader.status_lists()
        except DenizenError as error:
            self.told.error("no_status_lists", why=error.message)
            return
        for record in known:
            if self.lists.allows(record.uri) and self._due(record):
                self._renew(record)

    def _due(self, record: StatusListRecord) -> bool:
        asked = self._asked.get((record.issuer, record.uri), float("-inf"))
        span = record.fresh_until - record.retrieved
        again = min(AGAIN_SECONDS, span.total_seconds() / 4)
        return self.now() >= record.retrieved + span / 2 and self.clock() - asked >= again

    def _renew(self, record: StatusListRecord) -> None:
        self._asked[record.issuer, record.uri] = self.clock()
        text = self.lists(record.uri)
        if text is None:
            return
        try:
            self.submit(_CALL, record.issuer, text)
        except DenizenError as error:
            self.told.error("bad_status_list", issuer=record.issuer, why=error.message)
