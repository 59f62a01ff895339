"""One follower for all watchers: whoever is ahead, behind or far behind is told everything, once and in order."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from denizen.domain.errors import ExhaustedError, UnavailableError
from denizen.domain.names import Population, PrincipalName
from denizen.domain.principals import Principal, PrincipalKind
from denizen.storage.memory import MemoryStore
from denizen.usecases.context import Call, Caller
from denizen.usecases.outbox import commits_after
from denizen.usecases.ports import Event
from denizen.usecases.watching import hub as hubs
from denizen.usecases.watching.entries import Place
from denizen.usecases.watching.hub import Hub, Seat
from denizen.usecases.watching.limits import WatchLimits
from tests.storage.builders import SettableClock

CALL = Call(Caller("callers/test"))
ANN = PrincipalName("principals/ann")


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore(SettableClock())


def commit(store: MemoryStore, events: int = 1) -> None:
    with store.write(CALL) as writer:
        for _ in range(events):
            writer.record(Event("directive.noticed", "directives/a"))


def told(hub: Hub, seat: Seat, place: Place, head: int) -> Iterator[Place]:
    """The places of everything that comes after the place, up to that revision."""
    end = time.monotonic() + 20
    while place.told < head:
        some = hub.after(seat, place, 0.5)
        assert time.monotonic() < end
        if some is not None:
            yield from (each.place for each in some.entries)
            place = some.upto


def all_places(store: MemoryStore) -> list[Place]:
    with store.read(CALL) as reader:
        return [Place(row.revision.number, row.position) for row in reader.events(0, 100_000)]


@pytest.mark.parametrize("most", [10_000, 3], ids=["all is in memory", "hardly anything is in memory"])
def test_everything_is_told_wherever_one_begins(store: MemoryStore, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(hubs, "_MOST_ENTRIES", most)
    for _ in range(5):
        commit(store, 2)
    hub = Hub(store)
    with hub.seat("callers/a", lambda: None) as live:
        assert list(told(hub, live, Place(0), 5)) == all_places(store)
        for _ in range(10):
            commit(store, 2)
        everything = all_places(store)
        for start in (Place(0), Place(3), Place(7, 0), Place(7, 1), Place(15)):
            assert list(told(hub, live, start, 15)) == [each for each in everything if each > start]


def test_where_nothing_comes_nothing_is_told(store: MemoryStore) -> None:
    commit(store)
    hub = Hub(store)
    with hub.seat("callers/a", lambda: None) as seat:
        assert hub.after(seat, Place(1), 0.05) is None
        seat.leave()
        assert hub.after(seat, Place(0), 20) is None


def test_the_follower_ends_with_the_last_watcher_and_begins_again(store: MemoryStore) -> None:
    hub = Hub(store)
    for round_ in range(1, 3):
        with hub.seat("callers/a", lambda: None) as seat:
            commit(store)
            assert list(told(hub, seat, Place(round_ - 1), round_)) == [Place(round_, 0)]
        while hub.follows:
            time.sleep(0.01)


def test_seats_are_bounded_in_all_and_by_caller(store: MemoryStore) -> None:
    hub = Hub(store, WatchLimits(watchers=3, of_caller=2))
    with hub.seat("callers/a", lambda: None), hub.seat("callers/a", lambda: None):
        with pytest.raises(ExhaustedError, match="2 watchers of one caller"), hub.seat("callers/a", lambda: None):
            pass
        third = hub.seat("callers/b", lambda: None)
        with third, pytest.raises(ExhaustedError, match="3 watchers"), hub.seat("callers/c", lambda: None):
            pass
    with hub.seat("callers/a", lambda: None):
        assert hub.seats == 1


def test_the_end_is_told_to_everybody(store: MemoryStore) -> None:
    hub = Hub(store)
    with hub.seat("callers/a", lambda: None) as seat:
        hub.end()
        with pytest.raises(UnavailableError):
            hub.after(seat, Place(0), 20)
    with pytest.raises(UnavailableError), hub.seat("callers/a", lambda: None):
        pass


def test_an_event_has_the_populations_of_its_principal_as_it_is_read(store: MemoryStore) -> None:
    employee = frozenset({Population("employee")})
    with store.write(CALL) as writer:
        writer.add_principal(Principal(ANN, PrincipalKind.PERSON, employee))
        writer.record(Event("principal.created", ANN, ANN))
    hub = Hub(store)
    with hub.seat("callers/a", lambda: None) as seat:
        some = hub.after(seat, Place(0), 20)
    assert some is not None
    assert [each.populations for each in some.entries] == [employee]


@settings(deadline=None)
@given(sizes=st.lists(st.integers(1, 6), min_size=1, max_size=8), after=st.integers(0, 8), rows=st.integers(1, 5))
def test_commits_are_read_whole_and_none_is_left_out(sizes: list[int], after: int, rows: int) -> None:
    store = MemoryStore(SettableClock())
    for size in sizes:
        commit(store, size)
    with store.read(CALL) as reader:
        found = list(commits_after(reader, after, rows))
    assert [row.revision.number for _, some in found for row in some] == [
        number for number, size in enumerate(sizes, 1) if number > after for _ in range(size)
    ]
    uptos = [upto for upto, _ in found]
    assert uptos == sorted(set(uptos))
    assert (uptos or [len(sizes)])[-1] == len(sizes)
    for upto, some in found:
        assert all(row.revision.number <= upto for row in some)
