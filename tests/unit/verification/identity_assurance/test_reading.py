"""What `verified_claims` say, as far as it counts here."""

from datetime import UTC, date, datetime

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.countries import Country, Kind
from denizen.verification.identity_assurance import (
    Document,
    ElectronicRecord,
    ElectronicSignature,
    Vouch,
    read,
)
from tests.unit.verification.identity_assurance.payloads import PAYLOAD, Payload, changed, first


def test_what_was_verified_and_how() -> None:
    verified = first(PAYLOAD)
    assert verified.assurance.ordinal is AssuranceLevel.SUBSTANTIAL
    assert (verified.assurance.framework, verified.assurance.level) == ("nist_800_63A", "ial2"), "as reported"
    assert verified.time == datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
    assert [each.country for each in verified.nationalities] == [Country.of("DE"), Country.of("FR")]
    assert verified.residence is not None
    assert verified.residence.country is Country.of("AT")
    assert verified.left_out == ("address", "birthdate", "family_name", "given_name")
    assert [(each.type, each.checks) for each in verified.details] == [("evidence_validation", ("chip-1",))]


def test_every_type_of_evidence_is_kept() -> None:
    document, record, vouch, signature = first(PAYLOAD).evidence
    assert isinstance(document, Document)
    assert (document.type, document.number) == ("passport", "X1234567")
    assert (document.issued, document.expires) == (date(2020, 1, 2), date(2030, 1, 1))
    assert document.issuer.country is not None
    assert document.issuer.country.country is Country.of("DE")
    assert [(each.method, each.check_id, each.organization) for each in document.checks] == [
        ("vcrypt", "chip-1", ""),
        ("bvr", "face-1", "faces"),
    ]
    assert document.checks[0].time == datetime(2026, 3, 4, 4, 0, tzinfo=UTC)
    assert isinstance(record, ElectronicRecord)
    assert (record.type, record.source.name) == ("population_register", "Register")
    assert isinstance(vouch, Vouch)
    assert (vouch.type, vouch.organization) == ("written", "Town hall")
    assert isinstance(signature, ElectronicSignature)
    assert (signature.type, signature.issuer, signature.serial_number) == ("qes_eidas", "Example trust", "1097")


def test_of_an_attachment_only_the_digest_is_kept() -> None:
    document = first(PAYLOAD).evidence[0]
    [attachment] = document.attachments
    assert attachment.digest == "sha-256:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="
    assert "aGVsbG8" not in repr(attachment)


def test_document_numbers_and_nationalities_do_not_show() -> None:
    shown = repr(first(PAYLOAD))
    assert not any(text in shown for text in ("X1234567", "1097", "'DE'", "Vera"))


def without_level(verified: Payload) -> None:
    del verified["verification"]["assurance_level"]


def test_a_framework_without_a_level_says_little() -> None:
    assert first(changed(without_level)).assurance.ordinal is AssuranceLevel.LOW


def test_several_are_read_apart_each_with_its_assurance() -> None:
    low = changed(lambda each: each["verification"].update(assurance_level="ial1"))
    several = {"verified_claims": [PAYLOAD["verified_claims"], low["verified_claims"]]}
    assert [each.assurance.ordinal for each in read(several)] == [AssuranceLevel.SUBSTANTIAL, AssuranceLevel.LOW]


def test_stateless_is_a_kind_and_no_country() -> None:
    [nationality] = first(changed(lambda each: each["claims"].update(nationalities=["XXA"]))).nationalities
    assert (nationality.country, nationality.kind) == (None, Kind.STATELESS)


def test_a_country_by_its_name_is_not_guessed_at() -> None:
    assert first(changed(lambda each: each["claims"].update(address={"country": "Monaco"}))).residence is None


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        pytest.param(["DE", "DEU"], ["DE", "DE"], id="one country in two systems"),
        pytest.param(["GBR", "GBN"], ["GB", "GB"], id="two kinds of one country's nationals"),
        pytest.param(["D"], ["DE"], id="Germany in travel documents"),
        pytest.param(["de", "Fra"], ["DE", "FR"], id="small letters"),
    ],
)
def test_nationalities(said: list[str], codes: list[str]) -> None:
    found = first(changed(lambda each: each["claims"].update(nationalities=said))).nationalities
    assert [each.country for each in found] == [Country.of(code) for code in codes]


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2026-03-04T05:06Z", datetime(2026, 3, 4, 5, 6, tzinfo=UTC)),
        ("2026-03-04T05:06:07Z", datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)),
        ("2026-03-04T05:06:07.250Z", datetime(2026, 3, 4, 5, 6, 7, 250_000, tzinfo=UTC)),
        ("2026-03-04T05:06:07.123456789Z", datetime(2026, 3, 4, 5, 6, 7, 123_456, tzinfo=UTC)),
        ("2026-03-04T05:06+05:30", datetime(2026, 3, 3, 23, 36, tzinfo=UTC)),
        ("2026-03-04T05:06:07-0800", datetime(2026, 3, 4, 13, 6, 7, tzinfo=UTC)),
        ("2026-03-04T05:06:07+01", datetime(2026, 3, 4, 4, 6, 7, tzinfo=UTC)),
        ("2026-03-04t05:06:07z", datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)),
    ],
)
def test_times_of_any_zone(said: str, moment: datetime) -> None:
    assert first(changed(lambda each: each["verification"].update(time=said))).time == moment


def test_claims_of_no_use_are_of_any_kind_that_the_schema_allows() -> None:
    said = {
        "email": "e.specimen@mail.example.org",
        "email_verified": True,
        "phone_number": "+4930123456;ext12",
        "msisdn": "+4915112345678",
        "locale": "de-DE",
        "updated_at": 1_772_000_000,
        "middle_name": "",
        "place_of_birth": {"country": "UK", "locality": "Leeds"},
        "loyalty": [{"points": 7}],
    }
    found = first(changed(lambda each: each["claims"].update(said)))
    assert set(said) < set(found.left_out)
