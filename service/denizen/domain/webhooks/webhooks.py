"""A webhook: where to send which events. Its secrets sign what is sent."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from urllib.parse import urlsplit

from denizen.domain.errors import InvalidError
from denizen.domain.event_kinds import asked_for, check_kinds
from denizen.domain.names import Population, WebhookName

LONGEST_URL = 2048
MOST_POPULATIONS = 50


class WebhookState(Enum):
    ACTIVE = "active"
    DISABLED = "disabled"
    """Nothing is sent; what happens meanwhile waits."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """`kinds`: of events, such as `attestation.revoked` or `attestation.*`; empty: every kind. `populations`: of the
    principals that events are about; empty: any, and events about none. `reason_code`: why it is disabled."""

    name: WebhookName
    url: str
    kinds: frozenset[str] = frozenset()
    populations: frozenset[Population] = frozenset()
    state: WebhookState = WebhookState.ACTIVE
    reason_code: str = ""

    def __post_init__(self) -> None:
        check_url(self.url)
        check_kinds(self.kinds)
        if len(self.populations) > MOST_POPULATIONS:
            raise InvalidError("populations", f"{len(self.populations)} of them", f"at most {MOST_POPULATIONS}")

    def wants(self, kind: str) -> bool:
        """Whether events of the kind are among those asked for."""
        return not self.kinds or asked_for(kind, self.kinds)

    @property
    def host(self) -> str:
        """The host of the URL, in lower case."""
        return urlsplit(self.url).hostname or ""


def check_url(url: str) -> None:
    """`InvalidError` for anything but an https or http URL of host and path, short, without a user or a fragment. Which
    hosts are allowed, and whether http is, is for the operator to say."""
    wanted = "an https URL of host and path, without a user or a fragment"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise InvalidError("url", "no URL", wanted) from None
    plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= LONGEST_URL
    if not plain or parts.scheme not in ("https", "http") or not host or "@" in parts.netloc or parts.fragment:
        raise InvalidError("url", parts.scheme or None, wanted)


@dataclass(frozen=True, slots=True)
class WebhookSecret:
    """A key that signs. `until`: when it no longer does; None: it is the newest. It never shows."""

    value: bytes = field(repr=False)
    until: datetime | None = None

    def signs_at(self, moment: datetime) -> bool:
        return self.until is None or moment < self.until


@dataclass(frozen=True, slots=True)
class WebhookRecord:
    """A webhook with its secrets, the newest first, as known at one revision. `since`: the revision by which it came to
    be, at `created`."""

    webhook: Webhook
    secrets: tuple[WebhookSecret, ...] = field(repr=False)
    created: datetime
    since: int

    @property
    def newest(self) -> WebhookSecret:
        return self.secrets[0]
