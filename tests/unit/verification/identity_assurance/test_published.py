"""The examples of the OpenID Foundation, those that must fail too."""

import json
from pathlib import Path
from typing import Any

import pytest

from denizen.domain.errors import InvalidError
from denizen.verification.identity_assurance import read
from tests.vectors import vectors

VECTORS = vectors.folder / "openid_ida"
ABSENT = pytest.mark.skipif(not VECTORS.exists(), reason=vectors.absent)
ELSEWHERE = {"aggregated_claims_simple.json", "multiple_external_claims_sources.json"}
UNKNOWN_FRAMEWORK = {"authority_claims_simple.json"}


@ABSENT
@pytest.mark.parametrize("path", sorted(VECTORS.glob("fail/*.json")), ids=lambda path: path.name)
def test_published_failures_are_refused_where_they_are_wrong(path: Path) -> None:
    with pytest.raises(InvalidError, match=r"verification\.evidence\[0\]"):
        read(json.loads(path.read_text()))


@ABSENT
@pytest.mark.parametrize("path", sorted(VECTORS.glob("response/*.json")), ids=lambda path: path.name)
def test_published_responses_are_read(path: Path) -> None:
    payload = json.loads(path.read_text())
    if path.name in ELSEWHERE | UNKNOWN_FRAMEWORK:
        with pytest.raises(InvalidError, match=r"_claim_names|trust_framework"):
            read(payload)
        return
    for verified, given_ in zip(read(payload), _listed(payload["verified_claims"]), strict=True):
        assert len(verified.evidence) == len(given_["verification"].get("evidence", []))
        assert [each.raw for each in verified.nationalities] == given_["claims"].get("nationalities", [])


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
