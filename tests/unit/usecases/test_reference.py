"""Resources, directives by name, country sets and lists, on a store in memory."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from denizen.domain.errors import AlreadyExistsError, NotFoundError
from denizen.domain.intervals import Interval
from denizen.domain.names import CountrySetName, DirectiveName, ListName, ResourceName
from denizen.domain.principals import ExternalIdentifier
from denizen.usecases.directive_use_cases import DirectiveUseCases
from denizen.usecases.reference import Entry
from denizen.usecases.results import Page, Turn
from tests.unit.usecases.builders import ANN, NOW
from tests.unit.usecases.directives import D5, EAR, MODEL, SDN, draft, rest

SHIP = ExternalIdentifier("imo", "9074729")
BANK = ExternalIdentifier("lei", "529900T8BM49AURSDO55")


@pytest.fixture
def directives() -> DirectiveUseCases:
    return rest()


def test_registering_again_changes_nothing_and_never_the_content(directives: DirectiveUseCases) -> None:
    first = directives.register_resource(ANN, MODEL)
    assert directives.register_resource(ANN, MODEL) == first
    with pytest.raises(AlreadyExistsError):
        directives.register_resource(ANN, replace(MODEL, title="Another"))


def test_creating_again_changes_nothing_and_never_the_content(directives: DirectiveUseCases) -> None:
    first = directives.create(ANN, EAR)
    assert directives.create(ANN, EAR) == first
    with pytest.raises(AlreadyExistsError):
        directives.create(ANN, replace(EAR, title="Another"))


def test_a_set_is_replaced_from_now_on(directives: DirectiveUseCases) -> None:
    first = directives.put_country_set(ANN, D5)
    assert directives.put_country_set(ANN, D5) == first
    second = directives.put_country_set(ANN, replace(D5, members=()))
    assert second.revision.number == first.revision.number + 1
    assert directives.get_country_set(ANN, D5.name) == second


def test_a_list_counts_its_entries(directives: DirectiveUseCases) -> None:
    directives.put_list(ANN, SDN)
    added = directives.add_entries(ANN, SDN.name, [Entry(SHIP), Entry(BANK), Entry(BANK, Interval(NOW))])
    assert added.value.entry_count == 3
    assert directives.add_entries(ANN, SDN.name, [Entry(SHIP)]) == added
    assert directives.put_list(ANN, replace(SDN, title="Another")).value.entry_count == 3
    removed = directives.remove_entries(ANN, SDN.name, [BANK])
    assert removed.value.entry_count == 1
    assert directives.remove_entries(ANN, SDN.name, [BANK]) == removed
    assert directives.get_list(ANN, SDN.name) == removed


def test_what_is_not_there(directives: DirectiveUseCases) -> None:
    with pytest.raises(NotFoundError):
        directives.get(ANN, DirectiveName("directives/ear"))
    with pytest.raises(NotFoundError):
        directives.get_country_set(ANN, D5.name)
    with pytest.raises(NotFoundError):
        directives.get_list(ANN, SDN.name)
    with pytest.raises(NotFoundError):
        directives.add_entries(ANN, SDN.name, [Entry(SHIP)])
    with pytest.raises(NotFoundError):
        directives.remove_entries(ANN, SDN.name, [SHIP])


def add_resource(directives: DirectiveUseCases, each: str) -> None:
    directives.register_resource(ANN, replace(MODEL, name=ResourceName(f"resources/{each}")))


def add_directive(directives: DirectiveUseCases, each: str) -> None:
    name = DirectiveName(f"directives/{each}")
    directives.create(ANN, replace(EAR, name=name))
    directives.publish(ANN, name, draft())


def add_set(directives: DirectiveUseCases, each: str) -> None:
    directives.put_country_set(ANN, replace(D5, name=CountrySetName(f"countrySets/{each}")))


def add_list(directives: DirectiveUseCases, each: str) -> None:
    directives.put_list(ANN, replace(SDN, name=ListName(f"lists/{each}")))


Add = Callable[[DirectiveUseCases, str], None]
Read = Callable[[DirectiveUseCases, Turn], Page[object]]


@pytest.mark.parametrize(
    ("add", "read"),
    [
        pytest.param(add_resource, lambda directives, turn: directives.list_resources(ANN, turn), id="resources"),
        pytest.param(add_directive, lambda directives, turn: directives.list(ANN, turn), id="directives"),
        pytest.param(add_set, lambda directives, turn: directives.list_country_sets(ANN, turn), id="country sets"),
        pytest.param(add_list, lambda directives, turn: directives.list_lists(ANN, turn), id="lists"),
    ],
)
def test_each_once_in_the_order_of_names_while_others_are_added(
    directives: DirectiveUseCases, add: Add, read: Read
) -> None:
    for each in ("d", "b", "a", "e", "c"):
        add(directives, each)
    whole = read(directives, Turn())
    assert len(whole.values) == 5
    assert whole.cursor is None
    for size in range(1, 7):
        page = read(directives, Turn(size, revision=whole.revision.number))
        found = list(page.values)
        while page.cursor is not None:
            add(directives, f"b{size}{len(found)}")
            page = read(directives, Turn(size, page.cursor, whole.revision.number))
            found += page.values
        assert tuple(found) == whole.values
