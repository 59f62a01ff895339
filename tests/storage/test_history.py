"""For any history: an answer at a revision stays the answer at that revision, and every store gives the same."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from denizen.domain.attestations import AttestationState
from denizen.domain.directives import Action, ActivationRecord
from denizen.domain.errors import AlreadyExistsError, NotFoundError, PreconditionError
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.issuers import Issuer
from denizen.domain.names import AttestationName, Population, PrincipalName
from denizen.domain.principals import ExternalIdentifier
from denizen.domain.reference import CountrySet, Resource, ScreeningList
from denizen.storage.keyring import KeyRing
from denizen.storage.memory import MemoryStore
from denizen.storage.sql.store import open_store
from denizen.usecases.ports import Event, Reader, Store, Writer
from tests.storage.builders import (
    EAR,
    ENTITIES,
    HR,
    LICENCE,
    MODEL,
    PROPOSAL,
    START,
    US_SET,
    SettableClock,
    attestation,
    authorization,
    call,
    directive,
    issuer_proposal,
    principal,
    version,
)

Step = Callable[[Writer], object]

NAMES = st.sampled_from(["a", "b"]).map(lambda last: PrincipalName(f"principals/{last}"))
ATTESTATIONS = st.tuples(NAMES, st.sampled_from("xyz")).map(lambda pair: AttestationName("/attestations/".join(pair)))
IDENTIFIERS = st.sampled_from([ExternalIdentifier("hr", "1"), ExternalIdentifier("lei", "2")])
STATES = st.sampled_from(AttestationState)
INTERVALS = st.sampled_from([ALWAYS, Interval(START), Interval(None, START)])
TITLES = st.sampled_from(["", "one", "two"])


def step(make: Callable[..., Step], *arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[Step]:
    return st.tuples(*arguments).map(lambda given: make(*given))


STEPS = st.one_of(
    step(lambda name: lambda unit: unit.add_principal(principal(name)), NAMES),
    step(
        lambda name, words: lambda unit: unit.set_populations(name, frozenset(map(Population, words))),
        NAMES,
        st.frozensets(st.sampled_from(["employee", "customer"])),
    ),
    step(lambda name, identifier: lambda unit: unit.link(name, identifier), NAMES, IDENTIFIERS),
    step(lambda name, identifier: lambda unit: unit.unlink(name, identifier), NAMES, IDENTIFIERS),
    step(lambda name, state: lambda unit: unit.add_attestation(attestation(name), state), ATTESTATIONS, STATES),
    step(lambda name, state: lambda unit: unit.change_state(name, state), ATTESTATIONS, STATES),
    step(lambda title: lambda unit: unit.put_issuer(Issuer(HR, title)), TITLES),
    step(lambda title: lambda unit: unit.put_issuer_proposal(issuer_proposal(Issuer(HR, title))), TITLES),
    step(lambda: lambda unit: unit.add_resource(Resource(MODEL))),
    step(lambda: lambda unit: unit.add_directive(directive())),
    step(lambda number: lambda unit: unit.add_version(version(number)), st.integers(1, 3)),
    step(
        lambda action, during: lambda unit: unit.add_activation(EAR, ActivationRecord(action, during)),
        st.sampled_from(Action),
        INTERVALS,
    ),
    step(lambda reference: lambda unit: unit.add_authorization(authorization(reference=reference)), TITLES),
    step(lambda: lambda unit: unit.revoke_authorization(LICENCE, "withdrawn")),
    step(lambda title: lambda unit: unit.put_country_set(CountrySet(US_SET, title)), TITLES),
    step(lambda title: lambda unit: unit.put_list(ScreeningList(ENTITIES, title)), TITLES),
    step(lambda each, during: lambda unit: unit.add_entry(ENTITIES, each, during), IDENTIFIERS, INTERVALS),
    step(lambda each: lambda unit: unit.remove_entries(ENTITIES, each), IDENTIFIERS),
)
HISTORIES = st.lists(st.lists(STEPS, min_size=1, max_size=4), max_size=8)


def everything(reader: Reader) -> dict[str, object]:
    """All that a snapshot shows. Keys of identifiers differ between stores, their number does not."""
    people = reader.principals(None, 10, None, None)
    facts = reader.facts([each.name for each in people])
    entries = reader.reference().entries
    return {
        "revision": reader.revision,
        "principals": list(people),
        "attestations": [list(reader.attestations(each.name)) for each in people],
        "facts": [(name, replace(each, screening_keys=frozenset())) for name, each in facts.items()],
        "owners": [reader.principal_by(ExternalIdentifier(*each)) for each in (("hr", "1"), ("lei", "2"))],
        "issuer": reader.issuer(HR),
        "issuers": list(reader.issuers()),
        "issuer history": list(reader.issuer_history(HR)),
        "issuer proposals": list(reader.issuer_proposals()),
        "issuer proposal": reader.issuer_proposal(PROPOSAL),
        "resources": list(reader.resources()),
        "directives": list(reader.directives()),
        "versions": list(reader.versions(EAR)),
        "activations": list(reader.activations(EAR)),
        "authorization": reader.authorization(LICENCE),
        "authorizations": list(reader.authorizations()),
        "sets": list(reader.country_sets()),
        "lists": list(reader.screening_lists()),
        "entries": {name: sorted(map(repr, keys.values())) for name, keys in entries.items()},
        "count": reader.entry_count(ENTITIES),
        "events": list(reader.events(0, 1000)),
        "directive_revision": reader.directive_revision(),
    }


def apply(store: Store, steps: list[Step]) -> None:
    """One unit. A step that is refused changes nothing, and the unit goes on."""
    with store.write(call()) as unit:
        for each in steps:
            try:
                each(unit)
            except (AlreadyExistsError, NotFoundError, PreconditionError):
                continue
        unit.record(Event("stepped", "principals/-"))


NewStore = Callable[[], AbstractContextManager[Store]]


@pytest.fixture
def new_memory() -> NewStore:
    return lambda: nullcontext(MemoryStore(SettableClock()))


@pytest.fixture
def new_sqlite(empty_database: Path, ring: KeyRing) -> NewStore:
    @contextmanager
    def make() -> Iterator[Store]:
        with TemporaryDirectory() as folder:
            database = shutil.copy(empty_database, folder)
            with closing(open_store(f"sqlite:///{database}", ring, SettableClock())) as store:
                yield store

    return make


@pytest.fixture
def new_postgresql(emptied_postgresql: Callable[[], str], ring: KeyRing) -> NewStore:
    return lambda: closing(open_store(emptied_postgresql(), ring, SettableClock()))


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def new_store(request: pytest.FixtureRequest) -> NewStore:
    """Makes a store of its own for each example."""
    make: NewStore = request.getfixturevalue(f"new_{request.param}")
    return make


ONCE_FOR_ALL = settings(
    # The fixtures only make stores; each example has its own.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=25,
    deadline=None,
)


@ONCE_FOR_ALL
@given(HISTORIES)
def test_an_earlier_answer_never_changes(new_store: NewStore, history: list[list[Step]]) -> None:
    with new_store() as store:
        answers = []
        for steps in history:
            apply(store, steps)
            with store.read(call()) as reader:
                answers.append(everything(reader))
        for number, answer in enumerate(answers, 1):
            with store.read(call(), number) as reader:
                assert everything(reader) == answer


@ONCE_FOR_ALL
@given(HISTORIES)
def test_a_unit_reads_what_its_commit_will_show(new_store: NewStore, history: list[list[Step]]) -> None:
    with new_store() as store:
        for steps in history:
            with store.write(call()) as unit:
                for each in steps:
                    try:
                        each(unit)
                    except (AlreadyExistsError, NotFoundError, PreconditionError):
                        continue
                seen = everything(unit)
                unit.record(Event("stepped", "principals/-"))
            with store.read(call()) as reader:
                shown = everything(reader)
            # Its events come with its end.
            del seen["events"], seen["directive_revision"], shown["events"], shown["directive_revision"]
            assert shown == seen


@pytest.mark.parametrize("new_store", ["sqlite", "postgresql"], indirect=True)
@ONCE_FOR_ALL
@given(HISTORIES)
def test_every_store_answers_alike(new_store: NewStore, history: list[list[Step]]) -> None:
    memory = MemoryStore(SettableClock())
    with new_store() as other:
        for steps in history:
            apply(memory, steps)
            apply(other, steps)
            with memory.read(call()) as one, other.read(call()) as another:
                assert everything(one) == everything(another)
