"""What is larger than its limit is refused for that, before anybody looks into it; what is not, for being junk."""

from collections.abc import Callable
from typing import NoReturn

import pytest

from denizen.cli.files import FileError, loads
from denizen.cli.nodes import MAX_BYTES
from denizen.domain.errors import InvalidError, UnauthenticatedError
from denizen.v1.directive_pb2 import DirectiveFile
from denizen.verification import attestation_tokens, bearer_tokens, issuer_keys, mrz, sd_jwt, status_lists
from denizen.verification import verified_claims_tokens as vc
from denizen.verification.credentials import verify_sd_jwt
from denizen.verification.json_web_keys import KeySetError
from denizen.verification.refusals import Refusal, RefusedError
from denizen.verification.sd_jwt import Presentation
from denizen.verification.signed_tokens import SignedToken
from tests.fuzzing.credentials import MOMENT, WANTED
from tests.fuzzing.tokens import EXPECTED, KEYS
from tests.minted_credentials import NOW


def nobody(_: SignedToken) -> NoReturn:
    raise AssertionError("a key was looked for")


TOO_LARGE: dict[str, tuple[Callable[[str], object], int, str]] = {
    "attestation token": (
        lambda text: attestation_tokens.verify_attestation_token(text, nobody, NOW, 30),
        attestation_tokens.MOST_CHARACTERS,
        "MALFORMED",
    ),
    "token with verified_claims": (
        lambda text: vc.verify_verified_claims_token(text, nobody, NOW, 30),
        vc.MOST_CHARACTERS,
        "MALFORMED",
    ),
    "presentation": (
        lambda text: verify_sd_jwt(text, nobody, WANTED, NOW),
        sd_jwt.MOST_CHARACTERS,
        "MALFORMED",
    ),
    "parts of a presentation": (Presentation.parse, sd_jwt.MOST_CHARACTERS, "MALFORMED"),
    "status list": (
        lambda text: status_lists.StatusList.verify(text, nobody, (), NOW, 30),
        status_lists.MOST_CHARACTERS,
        "MALFORMED",
    ),
}


@pytest.mark.parametrize(("read", "most", "otherwise"), TOO_LARGE.values(), ids=TOO_LARGE)
def test_signed_things(read: Callable[[str], object], most: int, otherwise: str) -> None:
    for size, refusal in ((most, otherwise), (most + 1, "TOO_LARGE")):
        with pytest.raises(RefusedError) as raised:
            read("!" * size)
        assert raised.value.refusal is Refusal(refusal)


def test_disclosures() -> None:
    with pytest.raises(RefusedError) as raised:
        Presentation.parse("~" * (sd_jwt.MOST_DISCLOSURES + 2))
    assert raised.value.refusal is Refusal.TOO_LARGE


def words(read: Callable[[], object], error: type[Exception]) -> str:
    with pytest.raises(error) as raised:
        read()
    return str(raised.value)


def test_the_others() -> None:
    most = mrz.MOST_CHARACTERS
    assert f"{most + 1} characters" in words(lambda: mrz.read("\n" * (most + 1), MOMENT.date()), InvalidError)
    assert "1 lines" in words(lambda: mrz.read("\n" * most, MOMENT.date()), InvalidError)

    def bearer(size: int) -> str:
        text = "!" * size
        return words(lambda: bearer_tokens.verify_bearer_token(text, KEYS, EXPECTED, NOW), UnauthenticatedError)

    assert "longer than" in bearer(bearer_tokens.MOST_CHARACTERS + 1)
    assert "longer than" not in bearer(bearer_tokens.MOST_CHARACTERS)

    def keys(size: int) -> str:
        return words(lambda: issuer_keys.read_keys(b"!" * size), KeySetError)

    assert "at most" in keys(issuer_keys.MOST_BYTES + 1)
    assert "at most" not in keys(issuer_keys.MOST_BYTES)

    def file(size: int) -> str:
        return words(lambda: loads(b"\xff" * size, DirectiveFile, "a file"), FileError)

    assert "at most" in file(MAX_BYTES + 1)
    assert "UTF-8" in file(MAX_BYTES)
