"""From a wallet's presentation to a cleared customer, by the commands of docs/credentials.md, and what they print."""

import io
import json
import re
import shlex
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ed448
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc.jwk import ECKey, OKPKey, RSAKey

from denizen import bootstrap
from denizen.cli.catalogue import catalogue_files
from denizen.client.attestation_tokens import Word, read_signing_key, sign
from denizen.domain.issuers import CredentialFormat
from denizen.domain.names import IssuerName
from denizen.rpc import logs
from denizen.rpc.authentication import TrustsEveryone
from denizen.rpc.server import Server
from denizen.storage.keyring import KeyRing
from denizen.storage.memory import MemoryStore
from denizen.storage.tokens import SealedTokens
from denizen.usecases.context import Call, Caller
from denizen.usecases.ports import Event
from denizen.verification.attestation_tokens import verify_attestation_token
from denizen.verification.json_web_keys import verifying_key
from denizen.verification.refusals import Refusal
from tests.cli.conftest import CommandLine
from tests.minted_credentials import (
    BANK,
    BANK_KEY,
    HR,
    HR_KEY,
    ISSUER_KEY,
    id_token,
    pid,
    provided_claims,
    referring,
    status_list,
    verified_claims,
)
from tests.minting import public, signing_key
from tests.taking_credentials import taking
from tests.unit.usecases.credentials import STAFF, signing_issuer

DOCUMENT = Path(__file__).parents[2] / "docs" / "credentials.md"
CALLER = Caller("callers/kyc")
_ID = re.compile(r"\b[a-z2-7]{24,26}\b")
_CHANGES = (
    (_ID, "…id…"),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z"), "…moment…"),
    (re.compile(r"revision \d+"), "revision …"),
    (re.compile(r"[ \t]+"), " "),
    (re.compile(r"[━─╶╴-]{3,}"), "---"),
)
"""What is another at each run: ids, moments, and the width of columns."""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CommandLine]:
    """A server with two issuers that sign, and what a wallet and an issuer's list server gave, in files."""
    store = MemoryStore(bootstrap.SystemClock())
    with store.write(Call(CALLER)) as writer:
        bank = signing_issuer(IssuerName("issuers/bank"), BANK, BANK_KEY, CredentialFormat.VERIFIED_CLAIMS)
        for issuer in (
            signing_issuer(STAFF, HR, HR_KEY, CredentialFormat.JWS),
            replace(bank, frameworks=frozenset({"eidas"})),
        ):
            writer.put_issuer(issuer)
            writer.record(Event("issuer.registered", issuer.name))
    services = bootstrap.services(store, SealedTokens(KeyRing.create()), credentials=taking(store))
    server = Server(services, TrustsEveryone(CALLER), logs.logger("info", io.StringIO()))
    port = server.start("127.0.0.1:0")
    monkeypatch.chdir(tmp_path)
    now = int(time.time())
    (tmp_path / "pid.yaml").write_text(registration())
    (tmp_path / "presentation.txt").write_text(pid(["FR"], iat=now, status=referring(3)))
    (tmp_path / "statuslist.jwt").write_text(status_list(iat=now - 60, exp=now + 3600))
    (tmp_path / "statuslist-later.jwt").write_text(status_list({3: 1}, iat=now - 30, exp=now + 3600))
    try:
        line = CommandLine(f"127.0.0.1:{port}")
        (directive,) = [path for path in catalogue_files() if path.stem == "eu-sbc-2016-399-art2-6"]
        line.ok("directive", "apply", str(directive))
        yield line
    finally:
        server.drain(0)


def registration() -> str:
    """The issuer of the document, with the key of the test."""
    (text,) = re.findall(r"```yaml\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)
    filled, count = re.subn(r"key: '.*'", lambda _: f"key: '{json.dumps(public(ISSUER_KEY))}'", text)
    assert count == 1
    return filled


def steps() -> list[tuple[str, str]]:
    """Each command of the walk, and what stands below it."""
    (walk,) = re.findall(r"```console\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)
    parts = re.split(r"^\$ ", walk, flags=re.MULTILINE)[1:]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


def alike(text: str) -> list[str]:
    for pattern, instead in _CHANGES:
        text = pattern.sub(instead, text)
    return [line.strip() for line in text.splitlines() if line.strip()]


def renamed(command: str, ids: Mapping[str, str]) -> str:
    return _ID.sub(lambda found: ids.get(found[0], found[0]), command)


def test_the_walk_of_the_document(run: CommandLine) -> None:
    walked = steps()
    assert len(walked) >= 10
    ids: dict[str, str] = {}
    for command, expected in walked:
        # What was given an id in the document has another one here.
        name, *arguments = shlex.split(renamed(command, ids))
        assert name == "denizen"
        outcome = run(*arguments)
        assert alike(outcome.output) == alike(expected), f"{command}\n{outcome.output}"
        ids |= dict(zip(_ID.findall(expected), _ID.findall(outcome.output), strict=True))


def test_every_refusal_is_in_the_table() -> None:
    _, _, section = DOCUMENT.read_text().partition("## Refusals")
    rows = re.findall(r"^\| `([A-Z_]+)` \|", section.partition("## Settings")[0], re.MULTILINE)
    assert rows == [refusal.value for refusal in Refusal]


def test_a_signer_of_the_document(run: CommandLine, tmp_path: Path) -> None:
    """The example as it stands there, by somebody whose key is registered."""
    (example,) = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)
    assert isinstance(HR_KEY, ECKey)
    (tmp_path / "hr-key.pem").write_bytes(HR_KEY.as_pem(private=True))
    example = example.replace('kid="hr-2026"', f'kid="{HR_KEY.kid}"')
    exec(compile(example, "credentials.md", "exec"), {})  # noqa: S102 - our own document
    run.ok("principal", "create", "ada", "--kind", "person", "--identifier", "hr=4711")
    told = run.json("attest", "credential", "ada", "token.jwt", "--audience", "denizen")
    (attested,) = told["attestations"]
    assert attested["claim"]["citizenship"] == {"country": "US", "class": "CITIZENSHIP_CLASS_CITIZEN"}
    assert (attested["issuer"], attested["state"]) == ("issuers/staff", "ATTESTATION_STATE_VERIFIED")
    assert run.json("attest", "credential", "ada", "token.jwt", "--audience", "denizen")["attestations"] == [attested]


def test_verified_claims_of_the_document(run: CommandLine, tmp_path: Path) -> None:
    _, _, section = DOCUMENT.read_text().partition("## Verified claims")
    (block,) = re.findall(r"```shell\n(.*?)```", section.partition("## Attestation tokens")[0], re.DOTALL)
    run.ok("principal", "create", "jeanne", "--kind", "person")
    now = int(time.time())
    said = verified_claims(verification={"time": None, "evidence": None})
    (tmp_path / "id_token.jwt").write_text(id_token(verified_claims=said, iat=now, exp=now + 600))
    told = ""
    for command in block.splitlines():
        name, *arguments = shlex.split(command)
        assert name == "denizen"
        told = run.ok(*arguments)
    assert "citizenship {country: FR}" in told
    # For whoever gets it, and about whom the issuer's word is linked to.
    assertion = provided_claims(verified_claims=said, iat=now)
    (tmp_path / "assertion.jwt").write_text(assertion)
    audience = ("--audience", "https://kyc.example.com")
    (attested,) = run.json("attest", "credential", "jeanne", "assertion.jwt", *audience)["attestations"]
    assert "end" not in attested["vouched"]
    run.ok("principal", "create", "jean", "--kind", "person")
    refused = run("attest", "credential", "jean", "assertion.jwt", *audience)
    assert "WRONG_SUBJECT" in refused.output


@pytest.mark.parametrize("kind", ["P-256", "P-384", "P-521", "Ed25519", "RSA"])
def test_keys_to_sign_with(kind: str) -> None:
    private = signing_key(kind)
    assert isinstance(private, ECKey | OKPKey | RSAKey)
    key = read_signing_key(private.as_pem(private=True), "k1")
    text = sign(key, Word("https://hr.example.org", "denizen", "principals/ada", 1, ["kyc"], [{}], seconds=None), now=1)
    public_key = verifying_key(public(private, kid="k1", alg=None))
    assert public_key is not None
    found = verify_attestation_token(text, lambda _: public_key, now=2, leeway=0)
    assert (found.subject, found.validity.ends, found.attestations) == ("principals/ada", None, ({},))


def test_other_keys_do_not_sign() -> None:
    private = ed448.Ed448PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with pytest.raises(ValueError, match="Ed25519"):
        read_signing_key(private, "k")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param("é".encode(), "ASCII", id="other text"),
        pytest.param(b"x" * (2 * 1024 * 1024 + 1), "larger", id="too much"),
    ],
)
def test_a_file_that_is_no_token(run: CommandLine, tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "token.jwt").write_bytes(content)
    outcome = run("attest", "credential", "ada", "token.jwt")
    assert outcome.exit_code == 2
    assert words in outcome.output
