"""The settings: one frozen object, read from the environment once, at the start."""

import difflib
import os
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from denizen.credential_settings import CredentialSettings
from denizen.door_settings import DEFAULT_LISTEN, DoorSettings
from denizen.limit_settings import LimitSettings
from denizen.population_settings import PopulationSettings
from denizen.replica_settings import ReplicaSettings
from denizen.watch_settings import WatchSettings
from denizen.webhook_settings import WebhookSettings

PREFIX = "DENIZEN_"

# Read by the command line and by the tests, not by the service.
_OF_OTHERS = frozenset(
    {
        "DENIZEN_DATA_DIR",
        "DENIZEN_TARGET",
        "DENIZEN_TARGET_CA",
        "DENIZEN_TARGET_CERT",
        "DENIZEN_TARGET_KEY",
        "DENIZEN_TARGET_ON_BEHALF_OF",
        "DENIZEN_TARGET_TOKEN_FILE",
        "DENIZEN_TEST_DATABASE_URL",
    }
)


class SettingsError(Exception):
    """A setting is missing, unknown or unsafe. Says which and what to set, and never shows a value."""


def _hosts(text: object) -> object:
    """Names, or addresses, each with its port where that is not 443; separated by commas."""
    if not isinstance(text, str):
        return text
    hosts = {each.strip().lower() for each in text.split(",") if each.strip()}
    if any(set("/@?#* ") & set(each) for each in hosts):
        raise ValueError("wanted hosts, such as keys.example,other.example:8443, without scheme and path")
    return frozenset(hosts)


Hosts = Annotated[frozenset[str], NoDecode, BeforeValidator(_hosts)]


def _days(given: object) -> object:
    """`90,30,7` as numbers."""
    if not isinstance(given, str):
        return given
    days = tuple(int(each) for each in given.split(",") if each.strip().isdecimal())
    if len(days) != len(given.split(",")) or not all(0 < each <= 3660 for each in days):
        raise ValueError("wanted days between 1 and 3660 with commas between them, such as 90,30,7")
    return days


class DatabaseSettings(BaseSettings):
    """Which database. Enough to migrate."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, env_ignore_empty=True)

    database_url: SecretStr = Field(
        min_length=1, description="the database, such as sqlite:////var/lib/denizen/denizen.db"
    )


S = TypeVar("S", bound=DatabaseSettings)


class Settings(
    ReplicaSettings,
    DoorSettings,
    LimitSettings,
    CredentialSettings,
    PopulationSettings,
    WatchSettings,
    WebhookSettings,
    DatabaseSettings,
):
    """All that the server can be told."""

    key_ring_file: Path | None = Field(None, description="the file of `denizen keyring create`")
    key_ring: SecretStr | None = Field(None, description="the content of that file, instead of its path")
    issuer_keys_hosts: Hosts = Field(
        frozenset(),
        description="hosts from which issuers' keys may be fetched, such as keys.example,other.example:8443",
    )
    workers: int = Field(1, ge=1, le=256, description="processes that serve on the one port")
    threads: int = Field(4, ge=1, le=512, description="threads that answer calls; 4 are fastest on a local database")
    admitted: int = Field(512, ge=1, description="calls at a time, those that wait included; one more is refused")
    max_message_bytes: int = Field(4 * 1024 * 1024, ge=1024, description="the largest request that is read")
    message_seconds: float = Field(30.0, gt=0, le=3600, description="how long a request may take to arrive")
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    drain_seconds: float = Field(20.0, ge=0, description="how long calls may take to finish after SIGTERM")
    cache_bytes: int = Field(256 * 1024 * 1024, ge=1024 * 1024, description="memory for facts and answers, per worker")
    staleness_seconds: float = Field(
        1.0, gt=0, le=60, description="how far an answer may be behind where the question does not ask for a newer one"
    )
    reminder_days: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_days)] = Field(
        (90, 30, 7), description="how many days before something ends an event reminds of it, such as 90,30,7"
    )
    reminder_pause_seconds: float = Field(3600.0, gt=0, le=86_400, description="how often it is looked what is due")
    clock_limit_seconds: float = Field(
        5.0, ge=0.5, le=300, description="how far the clock may be off before the server tells clients to go elsewhere"
    )

    @property
    def replica_urls(self) -> list[str]:
        return [url.get_secret_value() for url in self.database_replica_urls]

    @model_validator(mode="after")
    def _has_replicas_of_a_server(self) -> Self:
        if self.database_replica_urls and self.database_url.get_secret_value().startswith("sqlite"):
            raise ValueError("DENIZEN_DATABASE_REPLICA_URLS: a SQLite file has no replicas; leave it out")
        return self

    @model_validator(mode="after")
    def _has_one_key_ring(self) -> Self:
        if (self.key_ring_file is None) == (self.key_ring is None):
            raise ValueError(
                "set one of DENIZEN_KEY_RING_FILE and DENIZEN_KEY_RING; `denizen keyring create FILE` makes a key ring"
            )
        return self


def load(**given: str) -> Settings:
    """The settings of the server; what is given goes before the environment. `SettingsError` names every one that is
    missing, unknown or unsafe."""
    return _load(Settings, **given)


def load_demo(folder: Path) -> Settings:
    """Those of a server that keeps its database and its key ring in `folder`, and asks nobody who calls. It logs errors
    only, unless told more."""
    quiet = {} if f"{PREFIX}LOG_LEVEL" in os.environ else {"log_level": "error"}
    given = {"database_url": f"sqlite:///{folder / 'denizen.db'}", "key_ring_file": folder / "keyring.json"}
    listen = {} if os.environ.get(f"{PREFIX}LISTEN") else {"listen": DEFAULT_LISTEN}
    return _load(Settings, **given, **quiet, **listen, static_tokens_file=None, development=True)


def load_database() -> DatabaseSettings:
    """The settings that a migration needs; those of the server may be missing."""
    return _load(DatabaseSettings)


def _load(kind: type[S], **given: object) -> S:
    """`given` goes before the environment."""
    faults = [_unknown(name) for name in sorted(os.environ) if name.startswith(PREFIX) and name not in _KNOWN]
    try:
        settings = kind(**given)  # type: ignore[arg-type]  # what is not given comes from the environment
    except ValidationError as error:
        # Their own text may quote a value.
        found = error.errors(include_url=False, include_context=False, include_input=False)
        faults += [_fault(fault["type"], fault["loc"], fault["msg"]) for fault in found]
    else:
        if not faults:
            return settings
    # Outside the `except`, so that no traceback carries the first error along.
    raise SettingsError("; ".join(faults))


def _unknown(name: str) -> str:
    # Compared without the prefix, which alone would make all of them alike.
    near = difflib.get_close_matches(name.removeprefix(PREFIX), [known.removeprefix(PREFIX) for known in _KNOWN], n=1)
    hint = f"did you mean {PREFIX}{near[0]}?" if near else f"known are {', '.join(sorted(_KNOWN - _OF_OTHERS))}"
    return f"{name} is not a setting: {hint}"


def _fault(kind: str, location: tuple[int | str, ...], message: str) -> str:
    words = message.removeprefix("Value error, ")
    if not location:
        return words
    field = str(location[0])
    name = f"{PREFIX}{field.upper()}"
    if kind == "missing":
        return f"{name} is missing: set it to {Settings.model_fields[field].description}"
    return f"{name}: {words}"


_KNOWN = _OF_OTHERS | {f"{PREFIX}{field.upper()}" for field in Settings.model_fields}
