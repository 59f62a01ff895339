"""Until when access under several directives stands, and why it ends."""

from datetime import UTC, datetime

import pytest

from denizen.domain.access import Access, Asked, Contribution, access
from denizen.domain.determinations import Answer, Cause, Determination, Effect
from denizen.domain.directives import Action, ActivationRecord
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.names import DirectiveName

AT, SOON, LATER = (datetime(2026, month, 1, tzinfo=UTC) for month in (6, 7, 8))
ALWAYS_ON = (ActivationRecord(Action.ACTIVATE, ALWAYS, 1),)


def asked(name: str, *records: ActivationRecord, until: datetime | None = None, cause: Cause | None = None) -> Asked:
    answer = Answer(Determination.NOT_FOREIGN_NATIONAL, Effect.ALLOW, (), valid_until=until, cause=cause)
    return Asked(Contribution(DirectiveName(f"directives/{name}"), answer), records or ALWAYS_ON)


def on(*interval: datetime | None) -> ActivationRecord:
    return ActivationRecord(Action.ACTIVATE, Interval(*interval), 1)


def ends(*directives: Asked) -> tuple[datetime | None, Cause | None]:
    found: Access = access(directives, AT, known=True)
    return found.valid_until, found.cause


@pytest.mark.parametrize(
    ("directives", "end"),
    [
        pytest.param([asked("a")], (None, None), id="never"),
        pytest.param([asked("a", until=LATER, cause=Cause.HELD)], (LATER, Cause.HELD), id="with an answer"),
        pytest.param(
            [asked("a", until=LATER, cause=Cause.HELD), asked("b", until=SOON, cause=Cause.VOUCHED)],
            (SOON, Cause.VOUCHED),
            id="with the first of two answers",
        ),
        pytest.param(
            [asked("a", until=SOON, cause=Cause.VOUCHED), asked("b", until=SOON, cause=Cause.HELD)],
            (SOON, Cause.HELD),
            id="with two answers at once, the same cause in every order",
        ),
        pytest.param(
            [asked("a", until=SOON, cause=Cause.HELD), asked("b", until=SOON, cause=Cause.VOUCHED)],
            (SOON, Cause.HELD),
            id="with two answers at once, the other way round",
        ),
        pytest.param([asked("a", on(SOON, LATER))], (SOON, Cause.ACTIVATION), id="when a directive begins"),
        pytest.param([asked("a", on(None, LATER))], (LATER, Cause.ACTIVATION), id="when a directive ends"),
        pytest.param(
            [asked("a", on(AT, LATER))], (LATER, Cause.ACTIVATION), id="not at the moment itself, when one has begun"
        ),
        pytest.param(
            [asked("a", on(None, SOON), on(SOON, LATER))],
            (LATER, Cause.ACTIVATION),
            id="not when another version takes over",
        ),
        pytest.param(
            [asked("a", on(LATER, None), until=SOON, cause=Cause.HELD)],
            (LATER, Cause.ACTIVATION),
            id="not with the answer of one that is not in force",
        ),
        pytest.param(
            [asked("a", on(SOON, None)), asked("b", until=LATER, cause=Cause.HELD)],
            (SOON, Cause.ACTIVATION),
            id="with whatever is first",
        ),
    ],
)
def test_access_stands_until_an_answer_or_who_has_a_say_changes(
    directives: list[Asked], end: tuple[datetime | None, Cause | None]
) -> None:
    assert ends(*directives) == end
