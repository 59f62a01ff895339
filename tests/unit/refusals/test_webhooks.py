"""Webhooks that cannot be, and dead letters that are tried again."""

from datetime import UTC, datetime

import pytest

from denizen.domain.intervals import Interval
from denizen.domain.names import Population, WebhookName
from denizen.domain.webhooks.webhooks import LONGEST_URL, MOST_POPULATIONS, Webhook
from tests.unit.refusals.wording import said

HOOK, PLAIN = WebhookName("webhooks/w1"), "https://hooks.example/in"
WANTED = "wanted an https URL of host and path, without a user or a fragment"


def populations(number: int) -> frozenset[Population]:
    return frozenset(Population(f"p{each}") for each in range(number))


@pytest.mark.parametrize(
    ("url", "got"),
    [
        pytest.param("", "nothing", id="nothing"),
        pytest.param("hooks.example/in", "nothing", id="no scheme"),
        pytest.param("ftp://hooks.example/in", "'ftp'", id="another scheme"),
        pytest.param("https:///in", "'https'", id="no host"),
        pytest.param("https://ann@hooks.example/in", "'https'", id="a user"),
        pytest.param("https://hooks.example/in#top", "'https'", id="a fragment"),
        pytest.param("https://hooks.example/a b", "'https'", id="a space"),
        pytest.param("https://höoks.example/in", "'https'", id="another script"),
        pytest.param("https://hooks.example/\x7f", "'https'", id="not printable"),
        pytest.param("https://hooks.example:port/in", "'no URL'", id="no port"),
        pytest.param(PLAIN.ljust(LONGEST_URL + 1, "x"), "'https'", id="long"),
    ],
)
def test_what_is_no_address_of_a_webhook(url: str, got: str) -> None:
    assert said(lambda: Webhook(HOOK, url)) == f"url: got {got}, {WANTED}"


def test_a_webhook_as_large_as_may_be() -> None:
    made = Webhook(HOOK, PLAIN.ljust(LONGEST_URL, "x"), frozenset({"grant.*"}), populations(MOST_POPULATIONS))
    assert made.host == "hooks.example"
    assert (made.wants("grant.revoked"), made.wants("attestation.revoked")) == (True, False)
    assert Webhook(HOOK, "http://hooks.example").wants("attestation.revoked")


def test_a_webhook_that_asks_for_too_much() -> None:
    assert said(lambda: Webhook(HOOK, PLAIN, populations=populations(MOST_POPULATIONS + 1))) == (
        "populations: got '51 of them', wanted at most 50"
    )
    assert said(lambda: Webhook(HOOK, PLAIN, frozenset({"Grant"}))).startswith("kinds: got 'Grant'")


EARLY, LATE = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        pytest.param(
            EARLY.replace(tzinfo=None), None, "start: got '2026-01-01T00:00:00', wanted a moment in UTC", id="start"
        ),
        pytest.param(
            None, LATE.replace(tzinfo=None), "end: got '2026-01-02T00:00:00', wanted a moment in UTC", id="end"
        ),
        pytest.param(
            EARLY,
            EARLY,
            "end: got '2026-01-01T00:00:00+00:00', wanted a moment after the start, 2026-01-01T00:00:00+00:00",
            id="no time at all",
        ),
    ],
)
def test_what_is_no_interval(start: datetime | None, end: datetime | None, words: str) -> None:
    assert said(lambda: Interval(start, end)) == words
