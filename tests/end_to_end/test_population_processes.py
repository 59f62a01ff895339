"""Processes that ask about everybody: the same answers, whoever of them is killed, and none is left behind."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.persons import DIRECTIVE, PURPOSE
from bench.synthetic import WORKS, Fixed, declare, expected, hire, name_of, of_number
from denizen.cli.catalogue import Directives, catalogue_files
from denizen.domain.disclosure import Tier
from denizen.domain.errors import DeadlineError, NotFoundError
from denizen.domain.names import DirectiveName
from denizen.population_processes import Place, Processes
from denizen.rpc.convert.determinations import render_answer
from denizen.storage.keyring import KeyRing
from denizen.storage.migrating import upgrade
from denizen.storage.sql.store import SqlStore, open_store
from denizen.usecases.asking import Times
from denizen.usecases.context import Call, Caller
from denizen.usecases.populations.asking_everybody import AskingEverybody
from denizen.usecases.populations.batches import Batches
from denizen.usecases.populations.crews import Alone
from denizen.usecases.populations.questions import PopulationQuestion, Survey, Wanted
from denizen.usecases.populations.surveying import Surveyor
from tests.storage.builders import CountedDeadline

COUNT = 240
CALL = Call(Caller("callers/bench"), PURPOSE, tier=Tier.FACTS)
QUESTION = PopulationQuestion(DIRECTIVE)
AT = datetime(2026, 6, 15, tzinfo=UTC)
_BYTES = 1024 * 1024 * 1024


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("company")
    KeyRing.create().write(folder / "keyring.json")
    url = f"sqlite:///{folder}/denizen.db"
    upgrade(url)
    with closing(_store(Place(url, folder / "keyring.json"))) as store:
        declare(store, Directives.load(catalogue_files()), [DIRECTIVE])
        hire(store, folder / "keyring.json", COUNT, processes=1)
    return Place(url, folder / "keyring.json")


def _store(place: Place) -> SqlStore:
    return open_store(place.database_url, KeyRing.from_file(place.key_ring_file or Path()), Fixed())


@pytest.fixture(scope="module")
def store(place: Place) -> Iterator[SqlStore]:
    with closing(_store(place)) as store:
        yield store


@pytest.fixture(scope="module")
def processes(place: Place) -> Iterator[Processes]:
    with closing(Processes(place, 2, _BYTES)) as processes:
        yield processes


@pytest.fixture
def asking(store: SqlStore, processes: Processes) -> AskingEverybody:
    return AskingEverybody(store, processes, Fixed(), batch=20)


def test_they_answer_as_whoever_asks_would(asking: AskingEverybody, store: SqlStore) -> None:
    alone = AskingEverybody(store, Alone(Surveyor(store, render_answer)), Fixed())
    *_, counted = asking.count(CALL, QUESTION, Times(AT))
    assert counted.tally.determinations == expected(COUNT)
    page = asking.list(CALL, QUESTION, Wanted(), Times(AT), COUNT)
    assert [each.name for each in page.values] == [name_of(number) for number in range(COUNT)]
    assert page.values == alone.list(CALL, QUESTION, Wanted(), Times(AT), COUNT).values


def test_whoever_of_them_is_killed_nobody_is_missing_or_twice(asking: AskingEverybody, processes: Processes) -> None:
    counting = asking.count(CALL, QUESTION, Times(AT))
    next(counting)
    for pid in processes.pids():
        os.kill(pid, signal.SIGKILL)
    *_, last = counting
    assert last.tally.determinations == expected(COUNT)


def test_what_is_refused_there_is_refused_here(store: SqlStore, processes: Processes) -> None:
    survey = Survey.of(CALL, replace(QUESTION, directive=DirectiveName("directives/none")), AT, 2, 2)
    with pytest.raises(NotFoundError) as raised:
        list(processes.work(CALL, Surveyor.count, Batches(store, survey, 100)))
    assert raised.value.facts == {"resource": "directives/none"}


def test_it_ends_with_the_call(asking: AskingEverybody, processes: Processes) -> None:
    deadline = CountedDeadline(1000)
    counting = asking.count(replace(CALL, deadline=deadline), QUESTION, Times(AT))
    next(counting)
    deadline.looks = 0
    with pytest.raises(DeadlineError):
        next(counting)
    assert processes.pids()


def test_none_is_left_behind(place: Place, store: SqlStore) -> None:
    own = Processes(place, 1, _BYTES)
    asking = AskingEverybody(store, own, Fixed(), batch=100)
    list(asking.count(CALL, QUESTION, Times(AT)))
    (pid,) = own.pids()
    own.close()
    give_up = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists() and time.monotonic() < give_up:
        time.sleep(0.05)
    assert not Path(f"/proc/{pid}").exists()


def test_a_synthetic_company_is_as_the_store_would_have_written_it(store: SqlStore) -> None:
    names = [name_of(number) for number in range(100)]
    with store.read(CALL) as reader:
        assert reader.principal_count() == COUNT
        for number, facts in enumerate(reader.facts(names).values()):
            person, population = of_number(number)
            claims = [each.claim for each in facts.attestations if each.claim != WORKS]
            assert (facts.name, facts.populations) == (name_of(number), frozenset({population}))
            assert claims == [fact.claim for fact in person.facts]
        principal = reader.principal(name_of(7))
        assert principal is not None
        assert principal.display_name == "Person 7"
        assert len(reader.attestations(name_of(0))) == len(of_number(0)[0].facts)
