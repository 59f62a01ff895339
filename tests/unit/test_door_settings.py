"""Which settings start a server, and what is said of those that do not."""

import os

import pytest

from denizen.settings import Settings, SettingsError, load, load_demo

COMPLETE = {"DENIZEN_DATABASE_URL": "sqlite:///x.db", "DENIZEN_KEY_RING_FILE": "keyring.json"}
SERVER = {"DENIZEN_TLS_CERT_FILE": "server.pem", "DENIZEN_TLS_KEY_FILE": "server.key"}
OIDC = {
    "DENIZEN_OIDC_ISSUER": "https://login.example.org",
    "DENIZEN_OIDC_AUDIENCE": "denizen",
    "DENIZEN_OIDC_JWKS_FILE": "keys.json",
}
TLS = {"DENIZEN_LISTEN_TLS": "0.0.0.0:443", **SERVER, **OIDC}
MTLS = {"DENIZEN_LISTEN_MTLS": "0.0.0.0:444", **SERVER, "DENIZEN_TLS_CLIENT_CA_FILE": "clients.pem"}
PLAIN = {"DENIZEN_LISTEN": "127.0.0.1:50051"}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The environment without any of our settings but those that every server needs."""
    for name in [name for name in os.environ if name.startswith("DENIZEN_")]:
        monkeypatch.delenv(name)
    for name, value in COMPLETE.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def loaded(environment: pytest.MonkeyPatch, changes: dict[str, str]) -> Settings:
    for name, value in changes.items():
        environment.setenv(name, value)
    return load()


@pytest.mark.parametrize(
    ("changes", "doors"),
    [
        pytest.param({}, ["DENIZEN_LISTEN"], id="nothing said"),
        pytest.param(TLS, ["DENIZEN_LISTEN_TLS"], id="tokens"),
        pytest.param(MTLS, ["DENIZEN_LISTEN_MTLS"], id="certificates"),
        pytest.param(MTLS | OIDC, ["DENIZEN_LISTEN_MTLS"], id="certificates with tokens on top"),
        pytest.param(TLS | MTLS, ["DENIZEN_LISTEN_TLS", "DENIZEN_LISTEN_MTLS"], id="both"),
        pytest.param(
            TLS | PLAIN | {"DENIZEN_STATIC_TOKENS_FILE": "tokens.json"},
            ["DENIZEN_LISTEN", "DENIZEN_LISTEN_TLS"],
            id="tokens, and static tokens on this machine",
        ),
        pytest.param(
            TLS | PLAIN | {"DENIZEN_DEVELOPMENT": "true"},
            ["DENIZEN_LISTEN", "DENIZEN_LISTEN_TLS"],
            id="tokens, and development on this machine",
        ),
    ],
)
def test_opens_the_doors_that_are_set_and_no_other(
    environment: pytest.MonkeyPatch, changes: dict[str, str], doors: list[str]
) -> None:
    assert list(loaded(environment, changes).addresses) == doors


def without(settings: dict[str, str], name: str) -> dict[str, str]:
    return {each: value for each, value in settings.items() if each != name}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        *(
            pytest.param(without(TLS, name), f"DENIZEN_LISTEN_TLS needs {words}", id=f"tokens without {name}")
            for name, words in {
                "DENIZEN_TLS_CERT_FILE": "DENIZEN_TLS_CERT_FILE",
                "DENIZEN_TLS_KEY_FILE": "DENIZEN_TLS_KEY_FILE",
                "DENIZEN_OIDC_ISSUER": "DENIZEN_OIDC_ISSUER",
                "DENIZEN_OIDC_AUDIENCE": "DENIZEN_OIDC_AUDIENCE",
                "DENIZEN_OIDC_JWKS_FILE": "DENIZEN_OIDC_JWKS_FILE or DENIZEN_OIDC_JWKS_URL",
            }.items()
        ),
        *(
            pytest.param(without(MTLS, name), f"DENIZEN_LISTEN_MTLS needs {name}", id=f"certificates without {name}")
            for name in ("DENIZEN_TLS_CERT_FILE", "DENIZEN_TLS_KEY_FILE", "DENIZEN_TLS_CLIENT_CA_FILE")
        ),
        pytest.param(
            MTLS | without(OIDC, "DENIZEN_OIDC_AUDIENCE"),
            "needs DENIZEN_OIDC_AUDIENCE",
            id="tokens on top, for anybody",
        ),
        pytest.param(TLS | {"DENIZEN_OIDC_AUDIENCE": ""}, "needs DENIZEN_OIDC_AUDIENCE", id="an empty audience"),
        pytest.param(TLS | {"DENIZEN_OIDC_AUDIENCE": "  "}, "needs DENIZEN_OIDC_AUDIENCE", id="a blank audience"),
        pytest.param(
            TLS | {"DENIZEN_OIDC_JWKS_URL": "https://keys.example.org"},
            "one of DENIZEN_OIDC_JWKS_FILE",
            id="two key sets",
        ),
        pytest.param(
            TLS | {"DENIZEN_OIDC_ISSUER": "http://login.example.org"}, "https URL", id="an issuer in plaintext"
        ),
        pytest.param(TLS | {"DENIZEN_OIDC_LEEWAY_SECONDS": "3600"}, "DENIZEN_OIDC_LEEWAY_SECONDS", id="much leeway"),
        pytest.param({"DENIZEN_LISTEN": "0.0.0.0:1"}, "set DENIZEN_LISTEN_TLS", id="open to the world"),
        pytest.param({"DENIZEN_LISTEN": "[::]:1"}, "only a loopback address", id="open to the newer world"),
        pytest.param(
            {"DENIZEN_LISTEN": "10.0.0.1:1", "DENIZEN_DEVELOPMENT": "true"}, "only a loopback", id="open to the network"
        ),
        pytest.param(OIDC, "nothing uses it", id="tokens that nobody asks for"),
        pytest.param(SERVER, "nothing uses it", id="a certificate that nobody sees"),
        pytest.param({"DENIZEN_TLS_KEY_FILE": "server.key"}, "nothing uses it", id="a key that nobody needs"),
        pytest.param({"DENIZEN_LISTEN": "localhost:1"}, "an IP address", id="a name, which could lead anywhere"),
        pytest.param({"DENIZEN_LISTEN": "127.0.0.1:1,0.0.0.0:1"}, "an IP address", id="two addresses"),
        pytest.param({"DENIZEN_LISTEN": "[::ffff:0.0.0.0]:1"}, "only a loopback", id="the world by its newer name"),
        pytest.param(
            TLS | {"DENIZEN_TLS_CLIENT_CA_FILE": "clients.pem"}, "no client is asked", id="certificates nobody asks for"
        ),
        pytest.param(TLS | PLAIN, "past the other doors", id="a way round tokens"),
        pytest.param(MTLS | PLAIN, "past the other doors", id="a way round certificates"),
        pytest.param(
            TLS | {"DENIZEN_STATIC_TOKENS_FILE": "tokens.json"}, "on loopback only", id="static tokens for the world"
        ),
    ],
)
def test_says_what_to_set(environment: pytest.MonkeyPatch, changes: dict[str, str], words: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        loaded(environment, changes)
    assert words in str(refusal.value)


def test_the_demo_is_for_this_machine(
    environment: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    environment.setenv("DENIZEN_STATIC_TOKENS_FILE", "tokens.json")
    settings = load_demo(tmp_path_factory.mktemp("demo"))
    assert list(settings.addresses) == ["DENIZEN_LISTEN"]
    assert settings.static_tokens_file is None


@pytest.mark.parametrize(
    ("changes", "doors"),
    [
        pytest.param({"DENIZEN_DECISION_LISTEN": "127.0.0.1:1"}, ["DENIZEN_DECISION_LISTEN"], id="this machine"),
        pytest.param(
            {**TLS, "DENIZEN_DECISION_LISTEN_TLS": "0.0.0.0:445"}, ["DENIZEN_DECISION_LISTEN_TLS"], id="tokens"
        ),
        pytest.param(
            {**SERVER, "DENIZEN_TLS_CLIENT_CA_FILE": "clients.pem", "DENIZEN_DECISION_LISTEN_MTLS": "0.0.0.0:446"},
            ["DENIZEN_DECISION_LISTEN_MTLS"],
            id="certificates, and no other door",
        ),
    ],
)
def test_a_decision_listener(environment: pytest.MonkeyPatch, changes: dict[str, str], doors: list[str]) -> None:
    assert list(loaded(environment, changes).decision_addresses) == doors


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        pytest.param({"DENIZEN_DECISION_LISTEN": "0.0.0.0:1"}, "only a loopback address", id="plaintext for everybody"),
        pytest.param({"DENIZEN_DECISION_LISTEN_TLS": "0.0.0.0:1"}, "DENIZEN_OIDC_ISSUER", id="nobody to believe"),
        pytest.param({"DENIZEN_DECISION_LISTEN_TLS": "0.0.0.0:1"} | OIDC, "DENIZEN_TLS_CERT_FILE", id="no certificate"),
        pytest.param(
            {"DENIZEN_DECISION_LISTEN_MTLS": "0.0.0.0:1"} | SERVER, "DENIZEN_TLS_CLIENT_CA_FILE", id="no authority"
        ),
        pytest.param(TLS | {"DENIZEN_DECISION_LISTEN": "127.0.0.1:1"}, "past the other doors", id="a way round"),
    ],
)
def test_a_decision_listener_that_is_not_guarded(
    environment: pytest.MonkeyPatch, changes: dict[str, str], says: str
) -> None:
    with pytest.raises(SettingsError, match=says):
        loaded(environment, changes)
