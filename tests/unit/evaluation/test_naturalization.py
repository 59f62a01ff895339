"""`missed_naturalization_window`: six calendar months from first eligibility, and not an instant less."""

from datetime import UTC, date, datetime

import pytest

from denizen.domain.attestations import Attestation
from denizen.domain.calendars import add_months, after, last_day_to_apply, midnight
from denizen.domain.claims import Application, ClaimKind, Naturalization
from denizen.domain.determinations import Cause, Determination, Reason, Truth
from denizen.domain.rules import MissedNaturalizationWindow
from tests.unit.evaluation.builders import (
    FALSE,
    FR,
    LOW,
    SUBSTANTIAL,
    TICK,
    TRUE,
    UNKNOWN,
    US,
    ada,
    attest,
    closed,
    deny,
    found,
    under,
    value,
)

MISSED = MissedNaturalizationWindow(US)
APPLIED, NOT_APPLIED = Application.APPLIED, Application.NOT_APPLIED
ELIGIBLE = date(2023, 8, 31)


def claim(application: Application = NOT_APPLIED, on: date | None = None, eligible: date = ELIGIBLE) -> Naturalization:
    return Naturalization(US, eligible, application, on)


@pytest.mark.parametrize(
    ("eligible", "last"),
    [
        pytest.param(date(2023, 1, 15), date(2023, 7, 15), id="the same day"),
        pytest.param(date(2023, 7, 15), date(2024, 1, 15), id="over the turn of the year"),
        pytest.param(date(2023, 8, 31), date(2024, 2, 29), id="clamped to a leap day"),
        pytest.param(date(2022, 8, 31), date(2023, 2, 28), id="clamped to the end of February"),
        pytest.param(date(2023, 8, 30), date(2024, 2, 29), id="clamped by one"),
        pytest.param(date(2024, 8, 29), date(2025, 2, 28), id="no leap year"),
        pytest.param(date(2024, 2, 29), date(2024, 8, 29), id="from a leap day"),
        pytest.param(date(2023, 10, 31), date(2024, 4, 30), id="clamped to a short month"),
        pytest.param(date(2023, 6, 30), date(2023, 12, 30), id="not stretched to a long one"),
        pytest.param(date(2023, 12, 31), date(2024, 6, 30), id="from December"),
    ],
)
def test_six_calendar_months(eligible: date, last: date) -> None:
    assert last_day_to_apply(eligible) == last
    facts = ada(attest(claim(eligible=eligible)))
    end = datetime(last.year, last.month, last.day, 23, 59, 59, 999999, UTC)
    assert value(MISSED, facts, at=end) is FALSE
    assert value(MISSED, facts, at=end + TICK) is TRUE
    answer = under(MISSED, facts, at=end)
    assert (answer.valid_until, answer.cause) == (end + TICK, Cause.NATURALIZATION_WINDOW)


def test_months_and_days() -> None:
    assert add_months(date(2023, 11, 30), 3) == date(2024, 2, 29)
    assert add_months(date(2023, 12, 5), 12) == date(2024, 12, 5)
    assert add_months(date(2023, 12, 5), 1) == date(2024, 1, 5)
    assert add_months(date(2023, 11, 5), 1) == date(2023, 12, 5)
    assert midnight(date(2024, 2, 29)) == datetime(2024, 2, 29, tzinfo=UTC)
    assert after(date(2024, 2, 29)) == datetime(2024, 3, 1, tzinfo=UTC)


def test_a_window_ends_with_the_calendar_at_the_latest() -> None:
    for eligible in (date(9999, 8, 31), date(9999, 6, 30), date(9999, 12, 31)):
        answer = under(MISSED, ada(attest(claim(eligible=eligible))))
        assert answer.determination is Determination.NOT_FOREIGN_NATIONAL
    assert last_day_to_apply(date(9999, 6, 30)) == date(9999, 12, 30)
    assert last_day_to_apply(date(9999, 7, 1)) == date.max
    assert after(date(9999, 12, 30)) == datetime(9999, 12, 31, tzinfo=UTC)
    assert after(date.max) == datetime.max.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("attestations", "expected", "reasons"),
    [
        pytest.param([], UNKNOWN, {Reason.NOT_ATTESTED}, id="nothing attested"),
        pytest.param([attest(claim())], TRUE, set(), id="not applied"),
        pytest.param([attest(claim(Application.UNKNOWN))], UNKNOWN, {Reason.NOT_ATTESTED}, id="not known whether"),
        pytest.param([attest(claim(APPLIED, date(2024, 2, 29)))], FALSE, set(), id="applied on the last day"),
        pytest.param([attest(claim(APPLIED, date(2024, 3, 1)))], TRUE, set(), id="applied a day late"),
        pytest.param([attest(claim(APPLIED, date(2023, 1, 1)))], FALSE, set(), id="applied early"),
        pytest.param([attest(claim(eligible=date(2024, 1, 1)))], FALSE, set(), id="still within the window"),
        pytest.param(
            [attest(claim(Application.UNKNOWN, eligible=date(2024, 1, 1)))],
            FALSE,
            set(),
            id="within, not known whether",
        ),
        pytest.param(
            [attest(claim(APPLIED, date(2024, 2, 1)), LOW)], UNKNOWN, {Reason.ASSURANCE_TOO_LOW}, id="weakly applied"
        ),
        pytest.param([attest(claim(), LOW)], TRUE, set(), id="weakly not applied"),
        pytest.param(
            [attest(claim()), attest(claim(APPLIED, date(2024, 2, 1)))],
            UNKNOWN,
            {Reason.CONFLICTING_ATTESTATIONS},
            id="two that disagree",
        ),
        pytest.param(
            [attest(claim(), SUBSTANTIAL), attest(claim(APPLIED, date(2024, 2, 1)))],
            FALSE,
            {Reason.OVERRULED},
            id="the surer of two",
        ),
        pytest.param(
            [attest(claim(), start="2024"), attest(claim(APPLIED, date(2024, 2, 1)), start="2020")],
            UNKNOWN,
            {Reason.CONFLICTING_ATTESTATIONS},
            id="the later start decides nothing here",
        ),
        pytest.param(
            [attest(Naturalization(FR, ELIGIBLE, NOT_APPLIED)), attest(claim(APPLIED, date(2024, 2, 1)))],
            FALSE,
            set(),
            id="another country's says nothing",
        ),
        pytest.param(
            [attest(Naturalization(FR, ELIGIBLE, NOT_APPLIED))], UNKNOWN, {Reason.NOT_ATTESTED}, id="and nothing alone"
        ),
        pytest.param([deny(Naturalization(US))], FALSE, set(), id="denied there"),
        pytest.param([deny(Naturalization())], FALSE, set(), id="denied everywhere"),
        pytest.param([deny(Naturalization(FR))], UNKNOWN, {Reason.NOT_ATTESTED}, id="denied elsewhere"),
        pytest.param([deny(claim())], UNKNOWN, {Reason.NOT_ATTESTED}, id="one combination denied"),
        pytest.param(
            [deny(Naturalization(US)), attest(claim())],
            UNKNOWN,
            {Reason.CONFLICTING_ATTESTATIONS},
            id="a denial of all contradicts each",
        ),
        pytest.param([attest(closed(ClaimKind.NATURALIZATION, countries=[US]))], FALSE, set(), id="closed there"),
    ],
)
def test_the_window(attestations: list[Attestation], expected: Truth, reasons: set[Reason]) -> None:
    tree = found(MISSED, ada(*attestations))
    assert (tree.value, set(tree.reasons)) == (expected, reasons)


def test_what_does_not_say_whether_is_rested_on() -> None:
    tree = found(MISSED, ada(attest(claim(Application.UNKNOWN), id="open")))
    assert (tree.value, tree.reasons, tree.rests_on) == (
        UNKNOWN,
        (Reason.NOT_ATTESTED,),
        ("principals/ada/attestations/open",),
    )
