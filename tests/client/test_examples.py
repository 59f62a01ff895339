"""The small programs that clients may begin with."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc.jwk import import_key
from ruamel.yaml import YAML

from denizen.client.examples import sign_attestation, wallet
from denizen.domain.claims import Citizenship
from denizen.domain.countries import Country
from denizen.verification.attestation_tokens import verify_attestation_token
from denizen.verification.credentials import verify_sd_jwt
from denizen.verification.json_web_keys import VerifyingKeys
from denizen.verification.key_binding import Wanted
from denizen.verification.refusals import RefusedError
from denizen.verification.signed_tokens import Key, KeyFinder, SignedToken
from denizen.verification.status_lists import INVALID, VALID, StatusList
from tests.minting import key_set, public

NOW = 1_790_000_000


def finding(keys: VerifyingKeys) -> KeyFinder:
    def find(token: SignedToken) -> Key:
        key = keys.find(token.header["kid"])
        assert key is not None
        return key

    return find


@pytest.fixture
def made() -> dict[str, str]:
    return dict(wallet.files(wallet.Request("IT", "kyc", "https://kyc.example.com", "n-1"), NOW))


def keys_of(made: dict[str, str]) -> KeyFinder:
    registration = YAML(typ="safe").load(made["pid.yaml"])
    assert registration["rights"][0]["countries"] == ["IT"]
    return finding(VerifyingKeys.parse(f'{{"keys": [{registration["keys"][0]["key"]}]}}'.encode()))


def test_a_wallet_of_ones_own(made: dict[str, str]) -> None:
    find_key = keys_of(made)
    wanted = Wanted("https://kyc.example.com", "n-1", 300, 0)
    found = verify_sd_jwt(made["presentation.txt"], find_key, wanted, NOW)
    assert [each.claim for each in found.found] == [Citizenship(Country.of("IT"))]
    assert (found.issuer, found.hidden) == (wallet.ISSUER, 1)
    assert found.status is not None

    def status(name: str) -> int | None:
        said = StatusList.verify(made[name], find_key, {wallet.ISSUER}, NOW, 0)
        assert found.status is not None
        assert said.uri == found.status.uri
        return said.status(found.status.index)

    assert (status("statuslist.jwt"), status("statuslist-later.jwt")) == (VALID, INVALID)
    with pytest.raises(RefusedError):
        verify_sd_jwt(made["presentation.txt"], find_key, wanted, NOW + 301)


def test_it_writes_them_to_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wallet.main([str(tmp_path / "new"), "--audience", "a", "--nonce", "n"])
    names = [Path(line).name for line in capsys.readouterr().out.splitlines()]
    assert sorted(names) == sorted(each.name for each in (tmp_path / "new").iterdir())
    assert "PRIVATE" not in "".join(each.read_text() for each in (tmp_path / "new").iterdir())


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "key.pem"
    made = ec.generate_private_key(ec.SECP384R1())
    path.write_bytes(made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return path


def test_a_system_of_record_signs(key: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = "--kid hr-1 --issuer https://hr.example.org --audience denizen --subject hr=4711 --sequence 3"
    claims = "--purpose export-control --purpose kyc --citizenship US --citizenship IE --residence US"
    sign_attestation.main(["--key", str(key), *said.split(), *claims.split()])
    signing = import_key(key.read_bytes(), "EC")
    keys = VerifyingKeys.parse(key_set(public(signing, kid="hr-1")))
    token = capsys.readouterr().out.strip()
    issued = SignedToken.parse(token, 10_000).claims["iat"]
    found = verify_attestation_token(token, finding(keys), issued, 0)
    assert (found.subject, found.sequence, found.purposes) == ("hr=4711", 3, ("export-control", "kyc"))
    assert [each["claim"] for each in found.attestations] == [
        {"citizenship": {"country": "US"}},
        {"citizenship": {"country": "IE"}},
        {"residence": {"country": "US"}},
    ]


def test_it_signs_nothing_that_says_nothing(key: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = "--kid hr-1 --issuer i --audience denizen --subject hr=1 --sequence 1 --purpose kyc"
    with pytest.raises(SystemExit):
        sign_attestation.main(["--key", str(key), *said.split()])
    assert "--citizenship" in capsys.readouterr().err
