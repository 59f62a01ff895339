"""An attestation is made to stand at one moment as it stands at another, in the order in which things happened."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from denizen.domain.attestations import Attestation
from denizen.domain.evaluation.differing.standing import Moving, Phase, Standing
from denizen.domain.intervals import Interval
from tests.unit.evaluation.builders import TICK, US, attest, citizen, day, held

NOBODY_ASKS: frozenset[timedelta] = frozenset()
SPRING, SUMMER, AUTUMN = day("2024-03-01"), day("2024-06-01"), day("2024-09-01")
BEFORE, AFTER = day("2024-01-01"), day("2025-01-01")
YEAR = timedelta(days=366)


def spanning(held_: Interval, vouched: Interval | None = None, verified: str = "2023") -> Attestation:
    return attest(citizen(US), held=held_, vouched=vouched or Interval(), verified=verified)


def moved(attestation: Attestation, here: datetime, there: datetime, *ages: timedelta) -> Attestation | None:
    return Moving.among([attestation], frozenset(ages)).moved(attestation, here, there)


@pytest.mark.parametrize(
    ("at", "phase"),
    [
        pytest.param(SPRING - TICK, Phase.BEFORE, id="the instant before it begins"),
        pytest.param(SPRING, Phase.DURING, id="the first instant"),
        pytest.param(AUTUMN - TICK, Phase.DURING, id="the last instant"),
        pytest.param(AUTUMN, Phase.AFTER, id="its end"),
    ],
)
def test_phases(at: datetime, phase: Phase) -> None:
    assert Phase.of(Interval(SPRING, AUTUMN), at) is phase


@pytest.mark.parametrize(
    ("span", "here", "there", "wanted"),
    [
        pytest.param(Interval(SPRING), AFTER, BEFORE, Interval(BEFORE), id="begun: at the moment itself"),
        pytest.param(Interval(SPRING), SPRING, BEFORE, Interval(BEFORE), id="begun at that very instant"),
        pytest.param(
            Interval(SPRING, AUTUMN), AFTER, BEFORE, Interval(BEFORE - TICK, BEFORE), id="over: a tick each, in order"
        ),
        pytest.param(Interval(SPRING, AUTUMN), SUMMER, BEFORE, Interval(BEFORE, AUTUMN), id="begun, and not over"),
        pytest.param(Interval(None, AUTUMN), AFTER, SUMMER, Interval(None, SUMMER), id="over, of no known beginning"),
        pytest.param(Interval(SPRING, AUTUMN), AFTER, SUMMER, Interval(SPRING, SUMMER), id="over, and begun at both"),
        pytest.param(Interval(SPRING), BEFORE, AFTER, Interval(AFTER + TICK), id="not begun"),
        pytest.param(Interval(SPRING), BEFORE, SPRING, Interval(SPRING + TICK), id="not begun at its beginning"),
        pytest.param(
            Interval(SPRING, AUTUMN),
            BEFORE,
            AFTER,
            Interval(AFTER + TICK, AFTER + 2 * TICK),
            id="neither begun nor over",
        ),
        pytest.param(
            Interval(SPRING, AUTUMN), SUMMER, AFTER, Interval(SPRING, AFTER + TICK), id="begun, and over there"
        ),
        pytest.param(
            Interval(SPRING, AUTUMN),
            SPRING,
            AFTER,
            Interval(SPRING, AFTER + TICK),
            id="begun at that instant, over there",
        ),
    ],
)
def test_an_interval_as_it_stands_elsewhere(span: Interval, here: datetime, there: datetime, wanted: Interval) -> None:
    held_one, vouched_one = spanning(span), spanning(Interval(), span)
    assert moved(held_one, here, there) == replace(held_one, held=wanted)
    assert moved(vouched_one, here, there) == replace(vouched_one, vouched=wanted)


@pytest.mark.parametrize(
    ("here", "there"), [pytest.param(AFTER, day("2024-01-02"), id="earlier"), pytest.param(BEFORE, AFTER, id="later")]
)
def test_what_happened_to_several_keeps_its_order(here: datetime, there: datetime) -> None:
    first, second = spanning(Interval(SPRING), Interval(None, AUTUMN)), spanning(Interval(SUMMER))
    moving = Moving.among([second, first], NOBODY_ASKS)
    one, other = (moving.moved(each, here, there) for each in (first, second))
    assert one is not None
    assert other is not None
    bounds = [*one.held.bounds(), *other.held.bounds(), *one.vouched.bounds()]
    assert bounds == sorted(set(bounds))
    assert [Standing.of(each, there, NOBODY_ASKS) for each in (one, other)] == [
        Standing.of(each, here, NOBODY_ASKS) for each in (first, second)
    ]


@pytest.mark.parametrize(
    "over",
    [
        pytest.param(spanning(Interval(SPRING, AUTUMN)), id="held"),
        pytest.param(spanning(Interval(), Interval(SPRING, AUTUMN)), id="vouched for"),
    ],
)
def test_what_only_begins_there_cannot_be_over(over: Attestation) -> None:
    assert moved(over, AFTER, SPRING) is None


def test_what_stands_the_same_is_left_alone() -> None:
    always = spanning(held("2020"), held("2020", "2030"))
    assert moved(always, BEFORE, AFTER, YEAR * 3) is always


@pytest.mark.parametrize(
    ("there", "wanted"),
    [
        pytest.param(AFTER, day("2024-01-02"), id="too old there: as long ago as here"),
        pytest.param(AFTER - TICK, day("2023-01-01"), id="not too old yet"),
    ],
)
def test_an_age_is_as_it_is_elsewhere(there: datetime, wanted: datetime) -> None:
    """Verified a year before, and too old after two."""
    known = spanning(Interval(), verified="2023")
    found = moved(known, BEFORE, there, AFTER - day("2023"))
    assert found is not None
    assert found.verified_at == wanted


@pytest.mark.parametrize(
    ("here", "there", "entitled"),
    [
        pytest.param(SUMMER, AFTER, None, id="entitled here only"),
        pytest.param(AFTER, SUMMER, (), id="entitled there only"),
        pytest.param(BEFORE, AFTER, (Interval(SPRING, AUTUMN),), id="at neither"),
    ],
)
def test_an_issuer_is_entitled_as_it_is_elsewhere(
    here: datetime, there: datetime, entitled: tuple[Interval, ...] | None
) -> None:
    known = replace(spanning(Interval()), entitled=(Interval(SPRING, AUTUMN),))
    assert moved(known, here, there) == replace(known, entitled=entitled)


def test_what_ends_and_is_entitled_throughout_stays_entitled() -> None:
    known = replace(spanning(Interval(None, SUMMER)), entitled=(Interval(SPRING),))
    assert moved(known, SPRING, AUTUMN) == replace(known, held=Interval(None, AUTUMN + TICK))
