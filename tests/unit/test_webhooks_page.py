"""The receiver in docs/webhooks.md does what the page says."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from denizen.domain.webhooks.signing import Message, secret_text, signed
from denizen.domain.webhooks.webhooks import WebhookSecret

PAGE = Path(__file__).parents[2] / "docs" / "webhooks.md"
OLD, NEW = WebhookSecret(b"o" * 32), WebhookSecret(b"n" * 32)
MESSAGE = Message("evt_1_0", "attestation.revoked", "principals/a/attestations/b", datetime(2026, 1, 1, tzinfo=UTC), 1)


@pytest.fixture(scope="module")
def verify() -> Any:
    found = re.search(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert found is not None
    names: dict[str, Any] = {}
    exec(found[1], names)  # noqa: S102 - the page's own example
    return names["verify"]


@pytest.mark.parametrize("secret", [OLD, NEW], ids=["the old secret", "the new secret"])
def test_what_is_sent_is_verified_by_either_secret(verify: Any, secret: WebhookSecret) -> None:
    verify(secret_text(secret), signed(MESSAGE, [NEW, OLD], datetime.now(UTC)), MESSAGE.body)


def test_what_was_changed_sent_by_others_or_long_ago_is_not(verify: Any) -> None:
    headers = signed(MESSAGE, [NEW], datetime.now(UTC))
    for wrong in (
        (secret_text(OLD), headers, MESSAGE.body),
        (secret_text(NEW), headers, MESSAGE.body + b" "),
        (secret_text(NEW), {**headers, "webhook-id": "evt_2_0"}, MESSAGE.body),
        (
            secret_text(NEW),
            signed(MESSAGE, [NEW], datetime.now(UTC) - timedelta(1)),
            MESSAGE.body,
        ),
    ):
        with pytest.raises(PermissionError):
            verify(*wrong)
