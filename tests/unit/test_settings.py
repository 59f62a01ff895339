import os

import pytest

from denizen.domain.rates import Rate
from denizen.door_settings import Address
from denizen.settings import SettingsError, load, load_database
from denizen.usecases.probing_limits import ProbingLimits

COMPLETE = {"DENIZEN_DATABASE_URL": "sqlite:///x.db", "DENIZEN_KEY_RING_FILE": "keyring.json"}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The environment without any of our settings."""
    for name in [name for name in os.environ if name.startswith("DENIZEN_")]:
        monkeypatch.delenv(name)
    return monkeypatch


def given(environment: pytest.MonkeyPatch, **changes: str) -> None:
    for name, value in (COMPLETE | changes).items():
        environment.setenv(name, value)


def test_the_least_that_starts_a_server(environment: pytest.MonkeyPatch) -> None:
    given(environment)
    settings = load()
    assert str(settings.listen) == "127.0.0.1:50051"
    assert not settings.development


def test_every_missing_setting_is_named_at_once(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("DENIZEN_THREADS", "none")
    with pytest.raises(SettingsError) as refusal:
        load()
    assert "DENIZEN_DATABASE_URL is missing: set it to" in str(refusal.value)
    assert "DENIZEN_THREADS: " in str(refusal.value)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"DENIZEN_KEY_RING_FILE": ""}, "denizen keyring create", id="no key ring"),
        pytest.param(
            {"DENIZEN_KEY_RING": "{}"}, "one of DENIZEN_KEY_RING_FILE and DENIZEN_KEY_RING", id="two key rings"
        ),
        pytest.param({"DENIZEN_LISTEN": "0.0.0.0:50051"}, "only a loopback address", id="every address"),
        pytest.param(
            {"DENIZEN_LISTEN": "192.0.2.1:50051", "DENIZEN_DEVELOPMENT": "true"}, "only a loopback", id="development"
        ),
        pytest.param({"DENIZEN_LISTEN": "50051"}, "wanted HOST:PORT", id="no host"),
        pytest.param({"DENIZEN_LISTEN": "127.0.0.1:70000"}, "wanted HOST:PORT", id="no such port"),
        pytest.param({"DENIZEN_LISTEN": "localhost:50051"}, "wanted an IP address", id="a name"),
        pytest.param(
            {"DENIZEN_DATABASE_REPLICA_URLS": "postgresql://b/denizen"}, "a SQLite file has no replicas", id="replicas"
        ),
        pytest.param(
            {"DENIZEN_DATABASE_REPLICA_URLS": "sqlite:///b.db"}, "wanted addresses of PostgreSQL", id="no replica"
        ),
        pytest.param({"DENIZEN_ADMITED": "3"}, "did you mean DENIZEN_ADMITTED?", id="misspelt"),
        pytest.param({"DENIZEN_XYZZY": "3"}, "DENIZEN_XYZZY is not a setting: known are", id="unknown"),
        pytest.param({"DENIZEN_ADMITTED": "0"}, "DENIZEN_ADMITTED: ", id="admits nobody"),
        pytest.param({"DENIZEN_CALLS_AT_ONCE": "5"}, "without DENIZEN_CALLS_PER_SECOND", id="a burst without a rate"),
        pytest.param({"DENIZEN_CALLS_PER_SECOND": "0"}, "DENIZEN_CALLS_PER_SECOND: ", id="a rate of nothing"),
        pytest.param({"DENIZEN_PROBING_LOOKS": "0"}, "DENIZEN_PROBING_LOOKS: ", id="no looks"),
        pytest.param({"DENIZEN_MESSAGE_SECONDS": "0"}, "DENIZEN_MESSAGE_SECONDS: ", id="no time to arrive"),
        pytest.param(
            {"DENIZEN_STATUS_LIST_URLS": "https://x.example"}, "DENIZEN_STATUS_LIST_URLS: ", id="a whole host"
        ),
        pytest.param({"DENIZEN_STATUS_LIST_URLS": "ftp://x.example/a/"}, "DENIZEN_STATUS_LIST_URLS: ", id="no web"),
        pytest.param({"DENIZEN_STATUS_LIST_URLS": "here, there"}, "DENIZEN_STATUS_LIST_URLS: ", id="no places"),
        pytest.param({"DENIZEN_LOG_LEVEL": "loud"}, "DENIZEN_LOG_LEVEL: ", id="unknown level"),
    ],
)
def test_says_what_to_set(environment: pytest.MonkeyPatch, changes: dict[str, str], words: str) -> None:
    given(environment, **changes)
    with pytest.raises(SettingsError) as refusal:
        load()
    assert words in str(refusal.value)


def test_shows_no_secret(environment: pytest.MonkeyPatch) -> None:
    given(
        environment,
        DENIZEN_DATABASE_URL="postgresql://denizen:canary@db/denizen",
        DENIZEN_KEY_RING_FILE="",
        DENIZEN_KEY_RING="canary",
    )
    assert "canary" not in repr(load()) + str(load())


def test_a_refusal_shows_no_value(environment: pytest.MonkeyPatch) -> None:
    given(environment, DENIZEN_KEY_RING="canary", DENIZEN_THREADS="canary", DENIZEN_LISTEN="canary")
    with pytest.raises(SettingsError) as refusal:
        load()
    assert "canary" not in str(refusal.value)
    assert refusal.value.__context__ is None


def test_settings_never_change(environment: pytest.MonkeyPatch) -> None:
    given(environment)
    with pytest.raises(ValueError, match="frozen"):
        load().threads = 5


def test_a_migration_needs_the_database_only(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("DENIZEN_DATABASE_URL", "sqlite:///x.db")
    assert load_database().database_url.get_secret_value() == "sqlite:///x.db"


def test_tools_may_have_settings_of_their_own(environment: pytest.MonkeyPatch) -> None:
    given(environment, DENIZEN_TARGET="127.0.0.1:1", DENIZEN_TEST_DATABASE_URL="postgresql://x")
    load()


def test_limits_are_usual_unless_said_otherwise_and_none_for_development(environment: pytest.MonkeyPatch) -> None:
    given(environment)
    settings = load()
    assert settings.rate is None
    assert settings.probing_limits(development=False) == ProbingLimits()
    assert settings.probing_limits(development=True) is None
    given(environment, DENIZEN_PROBING_PURPOSES="2", DENIZEN_CALLS_PER_SECOND="7.5")
    settings = load()
    assert settings.rate == Rate(7.5, 8)
    for development in (False, True):
        assert settings.probing_limits(development=development) == ProbingLimits(purposes=2)


def test_an_ipv6_address_is_written_with_brackets() -> None:
    assert str(Address.parse("[::1]:50051")) == "[::1]:50051"


def test_lists_of_words_have_commas(environment: pytest.MonkeyPatch) -> None:
    given(
        environment,
        DENIZEN_CREDENTIAL_AUDIENCES="https://kyc.example.com, x509_san_dns:kyc.example.com",
        DENIZEN_STATUS_LIST_URLS="https://pid.example.org/lists/,https://hr.example.org/list",
    )
    settings = load()
    assert settings.credential_audiences == ("https://kyc.example.com", "x509_san_dns:kyc.example.com")
    assert settings.status_list_urls == ("https://pid.example.org/lists/", "https://hr.example.org/list")
