"""Directives, reference data and issuers."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.claims import ClaimKind
from denizen.domain.countries import Country
from denizen.domain.directives import Action, ActivationRecord, DirectiveKind, KeptCase, Publication
from denizen.domain.errors import AlreadyExistsError, NotFoundError
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.issuers import Issuer, Right
from denizen.domain.names import CountrySetName, DirectiveName, IssuerName, ListName, ResourceName
from denizen.domain.principals import ExternalIdentifier
from denizen.domain.reference import Alias, CountrySet, Membership, Resource, ScreeningList, Source
from denizen.domain.warnings import StaticWarning, WarningKind
from denizen.usecases.ports import Store, Writer
from tests.storage.builders import (
    ALICE,
    BADGE,
    EAR,
    ENTITIES,
    HR,
    LEI,
    MODEL,
    START,
    US_SET,
    SettableClock,
    call,
    commit,
    directive,
    principal,
    version,
)

FROM_START = Interval(START)
CHINA = CountrySet(
    CountrySetName("countrySets/china"),
    "China with Hong Kong",
    (Membership(Country.of("CN")),),
    (Alias(Country.of("HK"), Country.of("CN"), FROM_START),),
    Source("85 FR 83765"),
)


def test_resources(store: Store) -> None:
    other = Resource(ResourceName("resources/a.model"))
    commit(store, lambda unit: unit.add_resource(Resource(MODEL, "Model")), lambda unit: unit.add_resource(other))
    commit(store, lambda unit: unit.add_resource(Resource(MODEL, "Model")))
    with store.read(call()) as reader:
        assert reader.resources() == [other, Resource(MODEL, "Model")]
        assert reader.resource(MODEL) == Resource(MODEL, "Model")
        assert reader.resource(ResourceName("resources/none")) is None
        assert reader.as_of(0).resources() == []
    with pytest.raises(AlreadyExistsError):
        commit(store, lambda unit: unit.add_resource(Resource(MODEL, "Another")))


def test_directives(store: Store) -> None:
    other = directive(DirectiveName("directives/a"), kind=DirectiveKind.ENFORCED)
    commit(store, lambda unit: unit.add_directive(directive()), lambda unit: unit.add_directive(other))
    commit(store, lambda unit: unit.add_directive(directive()))
    with store.read(call()) as reader:
        assert reader.directives() == [other, directive()]
        assert reader.directive(EAR) == directive()
        assert reader.directive(DirectiveName("directives/none")) is None
    with pytest.raises(AlreadyExistsError):
        commit(store, lambda unit: unit.add_directive(directive(title="Another")))


def add_version(number: int, unit: Writer) -> None:
    unit.add_version(version(number))


def test_versions(store: Store) -> None:
    numbers = (1, 10, 2)
    commit(store, lambda unit: unit.add_directive(directive()))
    for number in numbers:
        commit(store, partial(add_version, number))
    with store.read(call()) as reader:
        assert reader.versions(EAR) == [version(1), version(2), version(10)]
        assert reader.as_of(2).versions(EAR) == [version(1)]
        assert reader.versions(DirectiveName("directives/none")) == []
    with pytest.raises(AlreadyExistsError):
        commit(store, lambda unit: unit.add_version(version(2, digest="11" * 32)))


def test_what_was_kept_of_a_publication(store: Store) -> None:
    warning = StaticWarning(WarningKind.GAP, "planned_activations[0]", "from the 20th to the 26th")
    publication = Publication((KeptCase("a/1", '{"id": "a/1", "why": "ça"}'), KeptCase("a/2", "{}")), (warning,))
    kept = version(2, publication=publication)
    commit(store, lambda unit: unit.add_directive(directive()), lambda unit: unit.add_version(version(1)))
    commit(store, lambda unit: unit.add_version(kept))
    with store.read(call()) as reader:
        assert reader.versions(EAR) == [version(1), kept]
        assert reader.as_of(1).versions(EAR) == [version(1)]


def test_activations_come_in_the_order_in_which_they_became_known(store: Store, clock: SettableClock) -> None:
    activate = ActivationRecord(Action.ACTIVATE, FROM_START, 1)
    suspend, rescind = ActivationRecord(Action.SUSPEND), ActivationRecord(Action.RESCIND, Interval(None, START))
    commit(store, lambda unit: unit.add_directive(directive()), lambda unit: unit.add_activation(EAR, rescind))
    clock.advance(3)
    commit(store, lambda unit: unit.add_activation(EAR, suspend), lambda unit: unit.add_activation(EAR, activate))
    later = START + timedelta(seconds=3)
    with store.read(call()) as reader:
        assert list(reader.activations(EAR)) == [
            replace(rescind, known_from=1, known_time=START),
            replace(suspend, known_from=2, known_time=later),
            replace(activate, known_from=2, known_time=later),
        ]
        assert list(reader.as_of(1).activations(EAR)) == [replace(rescind, known_from=1, known_time=START)]


def test_country_sets_change_and_stay_known(store: Store) -> None:
    commit(store, lambda unit: unit.put_country_set(CHINA), lambda unit: unit.put_country_set(CountrySet(US_SET)))
    changed = replace(CHINA, aliases=())
    commit(
        store,
        lambda unit: unit.put_country_set(CountrySet(CHINA.name)),
        lambda unit: unit.put_country_set(changed),
    )
    with store.read(call()) as reader:
        assert reader.country_sets() == [changed, CountrySet(US_SET)]
        assert reader.as_of(1).country_set(CHINA.name) == CHINA
        assert reader.as_of(0).country_set(CHINA.name) is None
        assert reader.as_of(1).reference().country_sets == {CHINA.name: CHINA, US_SET: CountrySet(US_SET)}


def test_list_entries(store: Store) -> None:
    other = ListName("lists/other")
    commit(
        store,
        lambda unit: unit.put_list(ScreeningList(ENTITIES, "Entities")),
        lambda unit: unit.put_list(ScreeningList(other)),
        lambda unit: unit.add_entry(ENTITIES, LEI, ALWAYS),
        lambda unit: unit.add_entry(ENTITIES, LEI, ALWAYS),
        lambda unit: unit.add_entry(ENTITIES, LEI, FROM_START),
        lambda unit: unit.add_entry(ENTITIES, BADGE, FROM_START),
        lambda unit: unit.add_entry(other, LEI, Interval(None, START)),
    )
    commit(store, lambda unit: unit.add_entry(ENTITIES, BADGE, FROM_START))
    commit(
        store,
        lambda unit: unit.remove_entries(ENTITIES, LEI),
        lambda unit: unit.remove_entries(other, BADGE),
        lambda unit: unit.put_list(ScreeningList(ENTITIES, "Entities, renamed")),
    )
    with store.read(call()) as reader:
        counts = [[reader.as_of(number).entry_count(name) for number in (0, 1, 2, 3)] for name in (ENTITIES, other)]
        assert counts == [[0, 3, 3, 1], [0, 1, 1, 1]]
        before, after = reader.as_of(1).reference().entries, reader.reference().entries
        assert sorted(len(intervals) for intervals in before[ENTITIES].values()) == [1, 2]
        assert list(after[ENTITIES].values()) == [(FROM_START,)]
        assert set(after[other]) < set(before[ENTITIES])
        assert reader.screening_list(ENTITIES) == ScreeningList(ENTITIES, "Entities, renamed")
        assert reader.screening_lists() == [ScreeningList(ENTITIES, "Entities, renamed"), ScreeningList(other)]
        assert reader.as_of(0).screening_list(ENTITIES) is None


def test_keys_of_identifiers_do_not_run_together(store: Store) -> None:
    commit(
        store,
        lambda unit: unit.put_list(ScreeningList(ENTITIES)),
        lambda unit: unit.add_entry(ENTITIES, ExternalIdentifier("ab", "c"), ALWAYS),
        lambda unit: unit.add_entry(ENTITIES, ExternalIdentifier("a", "bc"), ALWAYS),
    )
    with store.read(call()) as reader:
        assert len(reader.reference().entries[ENTITIES]) == 2


def test_a_list_without_entries_is_in_the_reference(store: Store) -> None:
    commit(store, lambda unit: unit.put_list(ScreeningList(ENTITIES)))
    with store.read(call()) as reader:
        assert reader.reference().entries == {ENTITIES: {}}


def test_what_does_not_exist_is_not_found(store: Store) -> None:
    with store.write(call()) as unit:
        with pytest.raises(NotFoundError):
            unit.add_version(version())
        with pytest.raises(NotFoundError):
            unit.add_activation(EAR, ActivationRecord(Action.SUSPEND))
        with pytest.raises(NotFoundError):
            unit.add_entry(ENTITIES, LEI, ALWAYS)
        with pytest.raises(NotFoundError):
            unit.remove_entries(ENTITIES, LEI)


def test_an_issuers_rights_change_and_stay_known(store: Store) -> None:
    right = Right(frozenset({ClaimKind.RESIDENCE}), frozenset({Country.of("US")}), AssuranceLevel.LOW)
    narrow = Issuer(HR, "HR", (right,))
    commit(store, lambda unit: unit.put_issuer(Issuer(HR)))
    commit(store, lambda unit: unit.put_issuer(narrow))
    with store.read(call()) as reader:
        assert [reader.as_of(number).issuer(HR) for number in (0, 1, 2)] == [None, Issuer(HR), narrow]


def test_issuers_come_in_the_order_of_their_names(store: Store) -> None:
    other = IssuerName("issuers/consulate")
    commit(store, lambda unit: unit.put_issuer(Issuer(HR)), lambda unit: unit.put_issuer(Issuer(other)))
    commit(store, lambda unit: unit.put_issuer(Issuer(HR, "Human resources")))
    with store.read(call()) as reader:
        assert reader.issuers() == [Issuer(other), Issuer(HR, "Human resources")]
        assert reader.as_of(1).issuers() == [Issuer(other), Issuer(HR)]
        assert reader.as_of(0).issuers() == []


def test_the_revision_of_the_directives_is_that_of_the_last_event_about_nobody(store: Store) -> None:
    commit(store, lambda unit: unit.add_principal(principal()), about=ALICE)
    registered = commit(store, lambda unit: unit.add_resource(Resource(MODEL)))
    commit(store, lambda unit: unit.set_populations(ALICE, frozenset()), about=ALICE)
    again = commit(store, lambda unit: unit.add_directive(directive()))
    with store.read(call()) as reader:
        found = [reader.as_of(number).directive_revision() for number in range(again + 1)]
        assert found == [0, 0, registered, registered, again]
