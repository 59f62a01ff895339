"""What is not as the schema of Identity Assurance and its rules have it."""

import copy
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.errors import InvalidError
from denizen.verification.identity_assurance import read
from tests.unit.verification.identity_assurance.payloads import PAYLOAD, Payload, changed, details, evidence

UNSAYABLE = {"alg": "\ud800", "value": "aGVsbG8="}

REFUSED: dict[str, tuple[Callable[[Payload], object], str]] = {
    "an unknown framework": (
        lambda v: v["verification"].update(trust_framework="acme"),
        "verification.trust_framework",
    ),
    "no framework": (lambda v: v["verification"].pop("trust_framework"), "verification.trust_framework"),
    "another framework's level": (
        lambda v: v["verification"].update(assurance_level="high"),
        "verification.assurance_level",
    ),
    "no verification": (lambda v: v.pop("verification"), "verification"),
    "no claims": (lambda v: v.pop("claims"), "claims"),
    "another member": (lambda v: v.update(extra=1), ""),
    "an unknown type of evidence": (lambda v: evidence(v).update(type="photograph"), "verification.evidence[0].type"),
    "evidence without a type": (lambda v: evidence(v).pop("type"), "verification.evidence[0].type"),
    "no evidence in the array": (lambda v: v["verification"].update(evidence=[]), "verification.evidence"),
    "a document without a type": (
        lambda v: evidence(v)["document_details"].pop("type"),
        "verification.evidence[0].document_details.type",
    ),
    "a record without a type": (
        lambda v: evidence(v, 1)["record"].pop("type"),
        "verification.evidence[1].record.type",
    ),
    "a vouch without a type": (
        lambda v: evidence(v, 2)["attestation"].pop("type"),
        "verification.evidence[2].attestation.type",
    ),
    "a signature without a serial number": (
        lambda v: evidence(v, 3).pop("serial_number"),
        "verification.evidence[3].serial_number",
    ),
    "a check without a method": (
        lambda v: evidence(v)["check_details"][1].pop("check_method"),
        "verification.evidence[0].check_details[1].check_method",
    ),
    "a detail about no check": (
        lambda v: details(v)[0]["evidence_ref"][0].update(check_id="gone"),
        "verification.assurance_process.assurance_details[0].evidence_ref[0].check_id",
    ),
    "a detail whose check has no id": (
        lambda v: evidence(v)["check_details"][0].pop("check_id"),
        "verification.assurance_process.assurance_details[0].evidence_ref[0].check_id",
    ),
    "another check that has no id": (
        lambda v: evidence(v)["check_details"][1].pop("check_id"),
        "verification.evidence[0].check_details[1].check_id",
    ),
    "a detail about two checks": (
        lambda v: evidence(v)["check_details"][1].update(check_id="chip-1"),
        "verification.assurance_process.assurance_details[0].evidence_ref[0].check_id",
    ),
    "a detail without a check id": (
        lambda v: details(v)[0]["evidence_ref"][0].pop("check_id"),
        "verification.assurance_process.assurance_details[0].evidence_ref[0].check_id",
    ),
    "a time without a zone": (lambda v: v["verification"].update(time="2026-03-04T05:06"), "verification.time"),
    "a time before all times": (lambda v: v["verification"].update(time="0001-01-01T00:00+14:00"), "verification.time"),
    "a day that there is not": (
        lambda v: evidence(v)["document_details"].update(date_of_expiry="2030-02-30"),
        "verification.evidence[0].document_details.date_of_expiry",
    ),
    "an attachment of both kinds": (
        lambda v: evidence(v)["attachments"][0].update(url="https://example.org/a"),
        "verification.evidence[0].attachments[0].content",
    ),
    "an attachment elsewhere without a digest": (
        lambda v: evidence(v).update(attachments=[{"url": "https://example.org/a"}]),
        "verification.evidence[0].attachments[0].digest",
    ),
    "an attachment of several parts": (
        lambda v: evidence(v)["attachments"][0].update(content_type="multipart/mixed"),
        "verification.evidence[0].attachments[0].content_type",
    ),
    "an attachment in another base64": (
        lambda v: evidence(v)["attachments"][0].update(content="aGVsbG8"),
        "verification.evidence[0].attachments[0].content",
    ),
    "no nationality in the array": (lambda v: v["claims"].update(nationalities=[]), "claims.nationalities"),
    "a nationality that is not listed": (lambda v: v["claims"].update(nationalities=["ZZ"]), "claims.nationalities[0]"),
    "a nationality by its name": (lambda v: v["claims"].update(nationalities=["Germany"]), "claims.nationalities[0]"),
    "a nationality that is no text": (lambda v: v["claims"].update(nationalities=[49]), "claims.nationalities[0]"),
    "nationalities that are text": (lambda v: v["claims"].update(nationalities="DE"), "claims.nationalities"),
    "a nationality twice in the same letters": (
        lambda v: v["claims"].update(nationalities=["DE", "FR", "DE"]),
        "claims.nationalities",
    ),
    "a name that is no text": (lambda v: v["claims"].update(given_name={}), "claims.given_name"),
    "mail of no domain": (lambda v: v["claims"].update(email="x@y"), "claims.email"),
    "mail with two signs": (lambda v: v["claims"].update(email="x@y.z" + ".c" * 400 + "@"), "claims.email"),
    "a flag in words": (lambda v: v["claims"].update(email_verified="yes"), "claims.email_verified"),
    "a telephone by letters": (lambda v: v["claims"].update(phone_number="0800 CALL"), "claims.phone_number"),
    "a locale of one part": (lambda v: v["claims"].update(locale="de"), "claims.locale"),
    "a change that is true": (lambda v: v["claims"].update(updated_at=True), "claims.updated_at"),
    "an empty date of birth": (lambda v: v["claims"].update(birthdate=""), "claims.birthdate"),
    "an address of nothing": (lambda v: v["claims"].update(address={}), "claims.address"),
    "an address in a list": (lambda v: v["claims"].update(address=["Vienna"]), "claims.address"),
    "a country's code of four letters": (
        lambda v: v["claims"].update(address={"country_code": "AUST"}),
        "claims.address.country_code",
    ),
    "a place of birth by its country's name": (
        lambda v: v["claims"].update(place_of_birth={"country": "Austria"}),
        "claims.place_of_birth.country",
    ),
    "claims that evidence gave, of another form": (
        lambda v: evidence(v).update(derived_claims={"birthdate": "31.12.1990"}),
        "verification.evidence[0].derived_claims.birthdate",
    ),
    "nationalities that evidence gave, none of them": (
        lambda v: evidence(v).update(derived_claims={"nationalities": []}),
        "verification.evidence[0].derived_claims.nationalities",
    ),
    "an office at a number": (
        lambda v: evidence(v)["document_details"]["issuer"].update(postal_code=1010),
        "verification.evidence[0].document_details.issuer.postal_code",
    ),
    "a voucher born in words": (
        lambda v: evidence(v, 2)["attestation"]["voucher"].update(birthdate="long ago"),
        "verification.evidence[2].attestation.voucher.birthdate",
    ),
    "a digest by a hash that nobody could write down": (
        lambda v: evidence(v).update(attachments=[{"url": "https://x.example", "digest": UNSAYABLE}]),
        "verification.evidence[0].attachments[0].digest.alg",
    ),
}


@pytest.mark.parametrize(("change", "field"), REFUSED.values(), ids=REFUSED.keys())
def test_refused_with_its_field_and_nothing_of_the_person(change: Callable[[Payload], object], field: str) -> None:
    with pytest.raises(InvalidError) as refused:
        read(changed(change))
    assert refused.value.field == f"verified_claims.{field}".rstrip(".")
    assert not any(text in refused.value.message for text in ("Erika", "X1234567", "Germany", "ZZ"))


@pytest.mark.parametrize(
    "payload", [{}, {"verified_claims": []}, {"verified_claims": "all"}, {"verified_claims": None}]
)
def test_nothing_verified_is_refused(payload: Payload) -> None:
    with pytest.raises(InvalidError, match=r"^verified_claims"):
        read(payload)


def test_claims_of_others_are_to_be_submitted_for_themselves() -> None:
    with pytest.raises(InvalidError, match="_claim_names"):
        read(PAYLOAD | {"_claim_names": {"verified_claims": "a"}, "_claim_sources": {"a": {"JWT": "x"}}})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, each in inner for found in _paths(each, (*path, key)))]


@given(st.sampled_from(_paths(PAYLOAD)[1:]), JSON)
def test_any_value_in_any_place_is_read_or_refused(path: tuple[Any, ...], value: Any) -> None:
    payload = copy.deepcopy(PAYLOAD)
    at: Any = payload
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    with suppress(InvalidError):
        read(payload)
