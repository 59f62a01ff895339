"""Lists and counts of everybody: as Check answers, whole, and of one state, whatever is written meanwhile."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from denizen.domain.determinations import Determination, Effect, Reason
from denizen.domain.disclosure import Tier
from denizen.domain.errors import DeadlineError, InvalidError, NotFoundError, PermissionDeniedError
from denizen.domain.names import DirectiveName, Population, ResourceName
from denizen.rpc.convert.enums import DETERMINATION, EFFECT, REASON
from denizen.usecases.asking import Times
from denizen.usecases.populations.asking_everybody import AskingEverybody
from denizen.usecases.populations.questions import PopulationQuestion, Wanted
from denizen.v1 import determination_pb2 as pb
from tests.storage.builders import CountedDeadline
from tests.unit.freshness.changes import CHANGES, Step
from tests.unit.freshness.world import ORGANISATIONS, PERSONS
from tests.unit.populations.everybody import QUESTION, Everybody, listed
from tests.unit.usecases.builders import HER, NOW
from tests.unit.usecases.directives import EAR

EVERYBODY = sorted((*PERSONS, *ORGANISATIONS))


@settings(max_examples=60, deadline=None)
@given(st.lists(CHANGES, max_size=25), st.lists(CHANGES, max_size=12), st.integers(1, 3))
def test_a_list_is_of_one_state_whatever_is_written_meanwhile(
    before: list[Step], meanwhile: list[Step], size: int
) -> None:
    everybody = Everybody()
    for step in before:
        step(everybody.world)
    with everybody.world.house.store.read(HER) as reader:
        there = reader.principal_names(None, 100)
    pages, steps = [], iter(meanwhile)
    for page in everybody.pages(size):
        pages.append(page)
        for step, _ in zip(steps, range(3), strict=False):
            step(everybody.world)
    assert len({(page.at, page.revision) for page in pages}) == 1
    assert all(len(page.values) <= size for page in pages)
    # Everybody once, each as Check answers at that moment and revision, asked afterwards.
    assert [name for name, _ in listed(pages)] == there
    assert dict(listed(pages)) == everybody.check(there, pages[0])


@settings(max_examples=40, deadline=None)
@given(st.lists(CHANGES, max_size=25))
def test_counts_are_of_those_listed(steps: list[Step]) -> None:
    everybody = Everybody()
    for step in steps:
        step(everybody.world)
    counted = everybody.counted()
    answers = [pb.Answer.FromString(answer) for _, answer in listed(everybody.pages(50))]
    tally = counted.tally
    assert tally.principals == len(answers) == counted.everybody
    assert tally.determinations == Counter(DETERMINATION.read(each.determination, "") for each in answers)
    assert tally.effects == Counter(EFFECT.read(each.effect, "") for each in answers)
    assert tally.reasons == Counter(REASON.read(reason, "") for each in answers for reason in each.reasons)
    for reason in tally.reasons:
        found = listed(everybody.pages(50, wanted=Wanted(reasons=frozenset({reason}))))
        assert len(found) == tally.reasons[reason]
    for determination, number in tally.determinations.items():
        found = listed(everybody.pages(1, wanted=Wanted(determinations=frozenset({determination}))))
        assert len(found) == number


def full() -> Everybody:
    """A cleared employee, one of whom nothing is known, and a company; the directive covers persons."""
    everybody = Everybody()
    for name in (*PERSONS[:2], ORGANISATIONS[0]):
        everybody.world.add(name)
    everybody.world.cleared(PERSONS[0], ORGANISATIONS[0])
    everybody.world.populate(PERSONS[0], "employee")
    return everybody


def test_a_population_is_listed_and_counted_by_itself() -> None:
    everybody = full()
    question = replace(QUESTION, population=Population("employee"))
    assert [name for name, _ in listed(everybody.pages(10, question))] == [PERSONS[0]]
    counted = everybody.counted(question)
    assert counted.tally.populations == {("employee", Determination.NOT_FOREIGN_NATIONAL): 1}
    assert counted.everybody == 1
    everybody.world.populate(PERSONS[0], "visitor")
    assert listed(everybody.pages(10, question)) == []


def test_a_count_is_gone_on_with_where_it_was_cut_off() -> None:
    everybody = full()
    counts = everybody.asking.count(HER, QUESTION, Times())
    first = next(counts)
    assert first.tally.principals == 2
    counts.close()  # type: ignore[attr-defined]  # a generator
    everybody.world.add(PERSONS[2])
    assert first.place is not None
    *_, rest = everybody.asking.count(HER, QUESTION, first.place)
    assert rest.tally.principals == 1
    assert rest.revision == first.revision


@pytest.mark.parametrize(
    ("tier", "wanted", "allowed"),
    [
        (Tier.EFFECT, Wanted(effects=frozenset({Effect.DENY})), True),
        (Tier.EFFECT, Wanted(determinations=frozenset({Determination.FOREIGN_NATIONAL})), False),
        (Tier.DETERMINATION, Wanted(determinations=frozenset({Determination.FOREIGN_NATIONAL})), True),
        (Tier.DETERMINATION, Wanted(reasons=frozenset({Reason.STALE})), False),
        (Tier.REASONS, Wanted(reasons=frozenset({Reason.STALE})), True),
    ],
    ids=["effect", "no determination", "determination", "no reasons", "reasons"],
)
def test_a_filter_tells_no_more_than_the_tier(tier: Tier, wanted: Wanted, allowed: bool) -> None:
    call = replace(HER, tier=tier)
    asking = full().asking
    if allowed:
        asking.list(call, QUESTION, wanted, Times(), 10)
    else:
        with pytest.raises(PermissionDeniedError):
            asking.list(call, QUESTION, wanted, Times(), 10)


@pytest.mark.parametrize(
    ("question", "refused"),
    [
        (PopulationQuestion(DirectiveName("directives/none")), NotFoundError),
        (PopulationQuestion(EAR.name, ResourceName("resources/none")), InvalidError),
    ],
    ids=["directive", "resource"],
)
def test_what_check_refuses_is_refused(question: PopulationQuestion, refused: type[Exception]) -> None:
    asking = Everybody().asking
    with pytest.raises(refused):
        asking.list(HER, question, Wanted(), Times(), 10)
    with pytest.raises(refused):
        list(asking.count(HER, question, Times()))


def test_the_future_of_our_knowledge_is_refused() -> None:
    with pytest.raises(InvalidError):
        full().asking.list(HER, QUESTION, Wanted(), Times(known_revision=10_000), 10)


def test_it_ends_when_nobody_waits() -> None:
    everybody = full()
    for name in PERSONS[2:]:
        everybody.world.add(name)
    deadline = CountedDeadline(1000)
    counting = everybody.asking.count(replace(HER, deadline=deadline), QUESTION, Times())
    assert next(counting).place is not None
    deadline.looks = 0
    with pytest.raises(DeadlineError):
        list(counting)


def test_a_page_that_looked_at_enough_is_short_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("denizen.usecases.populations.asking_everybody.MOST_LOOKED_AT", 2)
    everybody = full()
    wanted = Wanted(determinations=frozenset({Determination.NOT_FOREIGN_NATIONAL}))
    pages = list(everybody.pages(10, wanted=wanted))
    assert [len(page.values) for page in pages] == [1, 0]


def test_the_past_is_listed_as_it_was() -> None:
    everybody = full()
    then = everybody.counted()
    everybody.world.revoke(PERSONS[0], 0)
    times = Times(then.at, then.revision.number)
    *_, again = everybody.asking.count(HER, QUESTION, times)
    assert again.tally == then.tally
    *_, early = everybody.asking.count(HER, QUESTION, Times(NOW - timedelta(days=30)))
    assert early.tally.determinations == {Determination.NOT_APPLICABLE: 3}
    assert early.tally.reasons == {Reason.NOT_IN_FORCE: 3}


def test_many_companies_in_one_batch_are_all_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch reads as much of others as each of its questions would alone."""
    monkeypatch.setattr("denizen.usecases.populations.asked.MOST_REACHED", 1)
    everybody = Everybody()
    everybody.asking = AskingEverybody(everybody.world.house.store, everybody.asking._crew, everybody.world.clock, 100)
    for name in EVERYBODY:
        everybody.world.add(name)
    for name, company in zip(PERSONS, (*ORGANISATIONS, ORGANISATIONS[0]), strict=True):
        everybody.world.cleared(name, company)
    (page,) = everybody.pages(100)
    assert dict(listed([page])) == everybody.check(EVERYBODY, page)
