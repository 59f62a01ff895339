"""What docs/credentials.md shows: its table of refusals, its signer, and its commands but the walk."""

import io
import re
import shlex
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ed448
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc.jwk import ECKey, OKPKey, RSAKey

from denizen.assembly import services as all_services
from denizen.client.attestation_tokens import Word, read_signing_key, sign
from denizen.clock import SystemClock
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
    id_token,
    provided_claims,
    verified_claims,
)
from tests.minting import public, signing_key
from tests.taking_credentials import taking
from tests.unit.usecases.credentials import STAFF, signing_issuer

DOCUMENT = Path(__file__).parents[2] / "docs" / "credentials.md"
CALLER = Caller("callers/kyc")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CommandLine]:
    """A server with two issuers that sign."""
    store = MemoryStore(SystemClock())
    with store.write(Call(CALLER)) as writer:
        bank = signing_issuer(IssuerName("issuers/bank"), BANK, BANK_KEY, CredentialFormat.VERIFIED_CLAIMS)
        for issuer in (
            signing_issuer(STAFF, HR, HR_KEY, CredentialFormat.JWS),
            replace(bank, frameworks=frozenset({"eidas"})),
        ):
            writer.put_issuer(issuer)
            writer.record(Event("issuer.registered", issuer.name))
    services = all_services(store, SealedTokens(KeyRing.create()), credentials=taking(store))
    server = Server(services, TrustsEveryone(CALLER), logs.logger("info", io.StringIO()))
    port = server.start("127.0.0.1:0")
    monkeypatch.chdir(tmp_path)
    try:
        yield CommandLine(f"127.0.0.1:{port}")
    finally:
        server.drain(0)


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
