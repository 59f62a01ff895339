"""Tokens with `verified_claims`: what they become, what is kept of their evidence, and what is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.claims import Citizenship, CitizenshipClass, ClaimKind, Residence, Statelessness
from denizen.domain.countries import Country
from denizen.domain.errors import CredentialRefusedError, PermissionDeniedError
from denizen.domain.evidence.documents import (
    Document,
    ElectronicRecord,
    ElectronicSignature,
    NationalId,
    OtherDocument,
    Passport,
    Vouch,
)
from denizen.domain.evidence.kinds import CheckKind
from denizen.domain.evidence.records import EvidenceRecord
from denizen.domain.intervals import Interval
from denizen.domain.issuers import CredentialFormat, Issuer, Right
from denizen.domain.names import IssuerName
from denizen.domain.principals import ExternalIdentifier
from denizen.verification.identity_assurance.frameworks import FRAMEWORKS
from tests.minted_credentials import BANK, BANK_KEY, LIST, NOW, VERIFIER, id_token, provided_claims, referring
from tests.minted_credentials import status_list as a_list
from tests.minted_credentials import verified_claims as claims
from tests.unit.usecases.builders import ALICE, ANN, EXPORT, KYC
from tests.unit.usecases.credentials import START, Office, signing_issuer
from tests.vectors import vectors

ISSUER = IssuerName("issuers/bank")
SUB = ExternalIdentifier("bank.sub", "24400320")
FR, DE, GB, IT = map(Country.of, ("FR", "DE", "GB", "IT"))
VERIFIED_AT = datetime(2026, 9, 1, 10, tzinfo=UTC)
LOW, SUBSTANTIAL, HIGH = AssuranceLevel.LOW, AssuranceLevel.SUBSTANTIAL, AssuranceLevel.HIGH


@pytest.fixture
def office() -> Office:
    made = Office()
    bank = signing_issuer(ISSUER, BANK, BANK_KEY, CredentialFormat.VERIFIED_CLAIMS)
    made.put(replace(bank, frameworks=frozenset(FRAMEWORKS)))
    return made


def changed(office: Office, **changes: Any) -> Issuer:
    issuer = replace(office.registered(ISSUER), **changes)
    office.put(issuer)
    return issuer


def linked(office: Office) -> Office:
    office.principals.link(ANN, ALICE, SUB)
    return office


def evidence(office: Office) -> list[EvidenceRecord]:
    with office.store.read(ANN) as reader:
        return list(reader.evidence_about(ALICE))


def refusal(act: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(CredentialRefusedError) as raised:
        act()
    return raised.value.refusal, raised.value.field


# What it becomes


def test_nationalities_and_residence_become_facts(office: Office) -> None:
    said = claims("FR", "D", "GBN", address={"locality": "Turin", "country_code": "IT"})
    head = office.head
    found = office.present(id_token(verified_claims=said)).value
    assert [each.attestation.claim for each in found.attestations] == [
        Citizenship(FR),
        Citizenship(DE),
        Citizenship(GB, CitizenshipClass.BNO),
        Residence(IT),
    ]
    one = found.attestations[0].attestation
    assert one.assurance == Assurance("eidas", "substantial", SUBSTANTIAL)
    assert (one.issuer, one.purposes, one.verified_at) == (ISSUER, frozenset({EXPORT}), VERIFIED_AT)
    assert one.vouched == Interval(START - timedelta(seconds=60), START + timedelta(hours=1))
    assert one.country_as_given is not None
    assert one.country_as_given.raw == "FR"
    assert (found.record.type, found.record.hidden, found.record.subject_key) == ("jwt", 0, "")
    kinds = office.kinds(head)
    assert (kinds[0], sorted(kinds[1:])) == (
        "credential.submitted",
        sorted(["evidence.added", *["attestation.submitted"] * 4]),
    )
    # Nobody says that these are all.
    assert not any(each.attestation.claim.kind is ClaimKind.COMPLETENESS for each in found.attestations)


def test_an_assertion_is_vouched_for_without_end(office: Office) -> None:
    found = linked(office).present(provided_claims(), nonce="").value
    one = found.attestations[0].attestation
    assert one.vouched == Interval(START - timedelta(seconds=60))
    assert found.record.type == "provided-claims+jwt"
    office.present(provided_claims(iat=None), nonce="")


@pytest.mark.parametrize(
    ("code", "claim"),
    [
        pytest.param("XXA", Statelessness(), id="stateless"),
        pytest.param("XXX", None, id="not told"),
        pytest.param("XXB", None, id="a refugee"),
        pytest.param("USA", Citizenship(Country.of("US")), id="of no class"),
        pytest.param("PR", Citizenship(Country.of("US")), id="a territory"),
    ],
)
def test_what_a_code_says(office: Office, code: str, claim: object) -> None:
    found = office.present(id_token(verified_claims=claims(code))).value
    assert [each.attestation.claim for each in found.attestations] == ([claim] if claim else [])


def test_claims_of_another_kind_become_nothing_and_nothing_of_them_is_kept(office: Office) -> None:
    found = office.present(id_token(verified_claims=claims(nationalities=None, birthdate="1990-02-03"))).value
    assert found.attestations == ()
    assert evidence(office) == []


@pytest.mark.parametrize(
    ("framework", "level", "highest", "expected"),
    [
        pytest.param("eidas", "high", HIGH, HIGH, id="as the framework says"),
        pytest.param("eidas", "high", SUBSTANTIAL, SUBSTANTIAL, id="no surer than its issuer may be"),
        pytest.param("eidas", "low", HIGH, LOW, id="no surer than the framework says"),
        pytest.param("nist_800_63A", "ial2", HIGH, SUBSTANTIAL, id="another framework"),
        pytest.param("de_aml", None, HIGH, LOW, id="a framework without levels"),
        pytest.param("eidas", None, HIGH, LOW, id="no level told"),
    ],
)
def test_how_sure(
    office: Office, framework: str, level: str | None, highest: AssuranceLevel, expected: AssuranceLevel
) -> None:
    changed(office, rights=(Right(highest=highest),))
    said = claims(verification={"trust_framework": framework, "assurance_level": level})
    one = office.present(id_token(verified_claims=said)).value.attestations[0].attestation
    assert one.assurance == Assurance(framework, level or "", expected)


def test_several_of_them_each_under_its_own_framework(office: Office) -> None:
    said = [claims("FR"), claims("DE", verification={"trust_framework": "de_aml", "assurance_level": None})]
    found = office.present(id_token(verified_claims=said)).value
    levels = [each.attestation.assurance.ordinal for each in found.attestations]
    assert levels == [SUBSTANTIAL, LOW]
    first, second = (each.attestation.evidence[0] for each in found.attestations)
    assert first != second


def test_an_address_is_left_out_where_it_is_not_the_issuers_to_say(office: Office) -> None:
    changed(office, rights=(Right(kinds=frozenset({ClaimKind.CITIZENSHIP})),))
    said = claims(address={"country_code": "IT"})
    found = office.present(id_token(verified_claims=said)).value
    assert [each.attestation.claim for each in found.attestations] == [Citizenship(FR)]


# Its evidence


def test_what_was_examined_is_kept_with_its_checks_and_no_number(office: Office) -> None:
    found = office.present(id_token()).value
    (record,) = evidence(office)
    kept = record.evidence
    assert (kept.document, kept.country, kept.authority) == (Passport(), FR, "Ministère de l'intérieur")
    assert (kept.issued_on, kept.expires_on) == (date(2023, 5, 7), date(2033, 5, 6))
    assert record.numbered
    assert [(each.kind, each.by, each.at, each.reference) for each in kept.checks] == [
        (CheckKind.VISUAL_IN_PERSON, ISSUER, VERIFIED_AT, "seen"),
        (CheckKind.FACE_IN_PERSON, ISSUER, VERIFIED_AT, ""),
    ]
    assert kept.purposes == {EXPORT}
    references = found.attestations[0].attestation.evidence
    assert references == (kept.name, "sha-256:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=", found.record.name)


KINDS: dict[str, tuple[dict[str, Any], Document, str]] = {
    "an identity card": (
        {"type": "document", "document_details": {"type": "idcard", "issuer": {"country": "DE"}}},
        NationalId(),
        "",
    ),
    "one of an unknown country": (
        {"type": "document", "document_details": {"type": "idcard", "issuer": {"name": "A town"}}},
        OtherDocument("idcard"),
        "A town",
    ),
    "a bill": (
        {"type": "document", "document_details": {"type": "utility_statement"}},
        OtherDocument("utility_statement"),
        "told by issuers/bank",
    ),
    "nothing told of it": ({"type": "document"}, OtherDocument("unspecified"), "told by issuers/bank"),
    "a record": (
        {"type": "electronic_record", "record": {"type": "population_register", "source": {"name": "A register"}}},
        ElectronicRecord("population_register"),
        "A register",
    ),
    "a vouch": (
        {
            "type": "vouch",
            "attestation": {"type": "written_attestation", "voucher": {"name": "Vera", "organization": "Town hall"}},
        },
        Vouch("written_attestation"),
        "Town hall",
    ),
    "a signature": (
        {"type": "electronic_signature", "signature_type": "qes_eidas", "issuer": "A trust", "serial_number": "10_9"},
        ElectronicSignature("qes_eidas"),
        "A trust",
    ),
}


@pytest.mark.parametrize(("told", "document", "authority"), KINDS.values(), ids=KINDS)
def test_every_type_of_evidence_is_kept(
    office: Office, told: dict[str, Any], document: Document, authority: str
) -> None:
    office.present(id_token(verified_claims=claims(verification={"evidence": [told]})))
    (record,) = evidence(office)
    assert (record.evidence.document, record.evidence.authority) == (document, authority)
    assert not record.numbered


METHODS = {
    "vpip": "VISUAL_IN_PERSON",
    "vpiruv": "VISUAL_IN_PERSON",
    "vri": "VISUAL_REMOTE",
    "vdig": "VISUAL_REMOTE",
    "vcrypt": "CHIP_PASSIVE_AUTHENTICATION",
    "data": "DATABASE_LOOKUP",
    "auth": "HOLDER_AUTHENTICATION",
    "token": "HOLDER_AUTHENTICATION",
    "kbv": "KNOWLEDGE",
    "pvp": "FACE_IN_PERSON",
    "pvr": "FACE_REMOTE",
    "bvp": "BIOMETRIC_COMPARISON",
    "bvr": "BIOMETRIC_COMPARISON",
}


def test_methods_of_checks(office: Office) -> None:
    methods = [*METHODS, "something_else"]
    told = {"type": "document", "check_details": [{"check_method": each} for each in methods]}
    office.present(id_token(verified_claims=claims(verification={"evidence": [told]})))
    (record,) = evidence(office)
    assert [each.kind.name for each in record.evidence.checks] == list(METHODS.values())


# The same again


def test_the_same_again_changes_nothing(office: Office) -> None:
    first = office.present(id_token())
    head = office.head
    assert office.present(id_token()).value == first.value
    assert office.head == head
    assert len(evidence(office)) == 1


def test_for_another_purpose_its_evidence_is_kept_for_that_too(office: Office) -> None:
    office.present(id_token())
    office.present(id_token(), purposes=frozenset({KYC}))
    assert [each.evidence.purposes for each in evidence(office)] == [{EXPORT}, {KYC}]


def test_it_rests_on_a_status_list(office: Office) -> None:
    text = id_token(status=referring(3))
    assert refusal(lambda: office.present(text)) == ("STATUS_UNKNOWN", "credential")
    office.listed(a_list(key=BANK_KEY), issuer=ISSUER)
    found = office.present(text).value
    assert found.record.status is not None
    assert found.record.status.uri == LIST


# Refused


def under(**verification: Any) -> str:
    return id_token(verified_claims=claims(verification=verification))


def about(**said: Any) -> str:
    return id_token(verified_claims=claims(**said))


def document(**said: Any) -> str:
    return under(evidence=[{"type": "document", **said}])


_V = "credential.verified_claims"
SCHEMA: dict[str, tuple[str, str]] = {
    "no verification": (id_token(verified_claims={"claims": {}}), f"{_V}.verification"),
    "no claims": (id_token(verified_claims={"verification": {"trust_framework": "eidas"}}), f"{_V}.claims"),
    "none of them": (id_token(verified_claims=[]), _V),
    "text": (id_token(verified_claims="src1"), _V),
    "another member": (id_token(verified_claims={**claims(), "more": 1}), _V),
    "those of others": (id_token(_claim_names={"verified_claims": "src1"}), "credential._claim_names"),
    "a level of another framework": (under(assurance_level="ial2"), f"{_V}.verification.assurance_level"),
    "a time without a zone": (under(time="2026-09-01T10:00"), f"{_V}.verification.time"),
    "an unlisted nationality": (about(nationalities=["ZZ"]), f"{_V}.claims.nationalities[0]"),
    "a name for a nationality": (about(nationalities=["France"]), f"{_V}.claims.nationalities[0]"),
    "a nationality twice": (about(nationalities=["FR", "FRA"]), f"{_V}.claims.nationalities"),
    "no nationalities": (about(nationalities=[]), f"{_V}.claims.nationalities"),
    "one nationality as text": (about(nationalities="FR"), f"{_V}.claims.nationalities"),
    "two countries of one address": (
        about(address={"country_code": "IT", "country": "FR"}),
        f"{_V}.claims.address.country_code",
    ),
    "an unknown type of evidence": (under(evidence=[{"type": "dream"}]), f"{_V}.verification.evidence[0].type"),
    "evidence of no type": (under(evidence=[{}]), f"{_V}.verification.evidence[0].type"),
    "a check of no method": (
        document(check_details=[{"organization": "x"}]),
        f"{_V}.verification.evidence[0].check_details[0].check_method",
    ),
    "a document of no type": (
        document(document_details={"document_number": "1"}),
        f"{_V}.verification.evidence[0].document_details.type",
    ),
    "a reference to no check": (
        under(assurance_process={"assurance_details": [{"evidence_ref": [{"check_id": "other"}]}]}),
        f"{_V}.verification.assurance_process.assurance_details[0].evidence_ref[0].check_id",
    ),
    "an attachment of no digest": (
        document(attachments=[{"url": "https://x.example/scan"}]),
        f"{_V}.verification.evidence[0].attachments[0].digest",
    ),
    "dates that contradict each other": (
        document(document_details={"type": "x", "date_of_issuance": "2030-01-02", "date_of_expiry": "2030-01-01"}),
        "credential",
    ),
}


@pytest.mark.parametrize(("text", "field"), SCHEMA.values(), ids=SCHEMA)
def test_what_is_not_as_identity_assurance_has_it(office: Office, text: str, field: str) -> None:
    assert refusal(lambda: office.present(text)) == ("BAD_VERIFIED_CLAIMS", field)
    assert office.states() == []
    assert evidence(office) == []


REFUSED: dict[str, tuple[Callable[[Office], object], str]] = {
    "an unknown framework": (lambda o: o.present(under(trust_framework="house_rules")), "UNKNOWN_FRAMEWORK"),
    "no framework": (lambda o: o.present(under(trust_framework=None)), "UNKNOWN_FRAMEWORK"),
    "a framework that is not its issuer's": (
        lambda o: (changed(o, frameworks=frozenset({"de_aml"})), o.present(id_token())),
        "UNKNOWN_FRAMEWORK",
    ),
    "a form that is not its issuer's": (
        lambda o: (changed(o, formats=frozenset({CredentialFormat.JWS})), o.present(id_token())),
        "WRONG_TYPE",
    ),
    "of an unknown issuer": (lambda o: o.present(id_token(iss="https://other.example")), "UNKNOWN_ISSUER"),
    "for another audience": (lambda o: o.present(id_token(aud="https://other.example")), "WRONG_AUDIENCE"),
    "for another of ours": (lambda o: o.present(id_token(aud="denizen")), "WRONG_AUDIENCE"),
    "for others besides": (lambda o: o.present(id_token(aud=[VERIFIER, "https://other.example"])), "WRONG_AUDIENCE"),
    "on behalf of others": (lambda o: o.present(id_token(azp="https://other.example")), "WRONG_AUDIENCE"),
    "for another nonce": (lambda o: o.present(id_token(nonce="other")), "WRONG_NONCE"),
    "for a nonce that nobody gave": (lambda o: o.present(id_token(), nonce=""), "WRONG_NONCE"),
    "for no nonce": (lambda o: o.present(id_token(nonce=None)), "WRONG_NONCE"),
    "somebody else by their sub": (lambda o: linked(o).present(id_token(sub="1")), "WRONG_SUBJECT"),
    "an assertion about nobody known": (lambda o: o.present(provided_claims(), nonce=""), "WRONG_SUBJECT"),
    "an assertion of no time": (
        lambda o: linked(o).present(
            provided_claims(iat=None, verified_claims=claims(verification={"time": None})), nonce=""
        ),
        "MISSING_CLAIM",
    ),
    "verified in the future": (lambda o: o.present(under(time="2026-12-01T00:00Z")), "NOT_YET_VALID"),
    "checked in the future": (
        lambda o: o.present(document(check_details=[{"check_method": "vpip", "time": "2026-12-01T00:00Z"}])),
        "NOT_YET_VALID",
    ),
    "a document of the future": (
        lambda o: o.present(document(document_details={"type": "passport", "date_of_issuance": "2026-12-01"})),
        "NOT_YET_VALID",
    ),
    "stateless and a citizen": (lambda o: o.present(about(nationalities=["XXA", "FR"])), "UNUSABLE_CLAIM"),
    "a specimen": (lambda o: o.present(about(nationalities=["UTO"])), "UNUSABLE_CLAIM"),
    "an organisation": (lambda o: o.present(about(nationalities=["UNO"])), "UNUSABLE_CLAIM"),
    "too much evidence": (lambda o: o.present(under(evidence=[{"type": "document"}] * 20)), "TOO_LARGE"),
    "too many checks": (
        lambda o: o.present(document(check_details=[{"check_method": "vpip"}] * 21)),
        "TOO_LARGE",
    ),
    "a digest without end": (
        lambda o: o.present(
            document(attachments=[{"url": "https://x.example", "digest": {"alg": "x" * 300, "value": "aGVsbG8="}}])
        ),
        "TOO_LARGE",
    ),
}


@pytest.mark.parametrize(("act", "word"), REFUSED.values(), ids=REFUSED)
def test_is_refused_and_nothing_is_kept(office: Office, act: Callable[[Office], object], word: str) -> None:
    assert refusal(lambda: act(office))[0] == word
    assert office.states() == []
    assert evidence(office) == []


def test_a_sub_that_is_another_principals(office: Office) -> None:
    other = office.add(type(ALICE)("principals/bob"))
    office.principals.link(ANN, other, SUB)
    assert refusal(lambda: office.present(id_token()))[0] == "WRONG_SUBJECT"
    assert office.present(id_token(), other).value.attestations


def test_the_same_token_about_another(office: Office) -> None:
    other = office.add(type(ALICE)("principals/bob"))
    office.present(id_token())
    assert refusal(lambda: office.present(id_token(), other))[0] == "WRONG_SUBJECT"


@pytest.mark.parametrize(
    "rights",
    [
        pytest.param({"countries": frozenset({DE})}, id="country"),
        pytest.param({"kinds": frozenset({ClaimKind.RESIDENCE})}, id="kind"),
        pytest.param({"purposes": frozenset({KYC})}, id="purpose"),
        pytest.param({"entitled": Interval(START)}, id="not when it verified"),
    ],
)
def test_beyond_its_issuers_rights(office: Office, rights: dict[str, Any]) -> None:
    changed(office, rights=(Right(**rights),))
    with pytest.raises(PermissionDeniedError):
        office.present(id_token())
    assert evidence(office) == []


def test_no_refusal_shows_what_the_token_says() -> None:
    for text, _ in SCHEMA.values():
        made = Office()
        bank = signing_issuer(ISSUER, BANK, BANK_KEY, CredentialFormat.VERIFIED_CLAIMS)
        made.put(replace(bank, frameworks=frozenset(FRAMEWORKS)))
        with pytest.raises(CredentialRefusedError) as raised:
            made.present(text)
        assert not any(each in raised.value.message for each in ("Jeanne", "12AB34567", "France", "'FR'", "2030"))


PUBLISHED = sorted(path.stem for path in (vectors.folder / "openid_ida" / "response").glob("*.json"))


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_examples_in_tokens(office: Office, name: str) -> None:
    """Each is taken, or refused for its framework or for what it leaves to others; none for its form."""
    payload = vectors(str(Path("openid_ida", "response", f"{name}.json")))
    said = {"verified_claims": payload.get("verified_claims"), "_claim_names": payload.get("_claim_names")}
    assert outcome(office, id_token(**said)) in {"taken", "UNKNOWN_FRAMEWORK", "WRONG_TYPE", "_claim_names"}


def outcome(office: Office, text: str) -> str:
    try:
        office.present(text)
    except CredentialRefusedError as error:
        return "_claim_names" if error.field == "credential._claim_names" else error.refusal
    return "taken"


def test_times_are_by_clocks_that_may_differ(office: Office) -> None:
    soon = datetime.fromtimestamp(NOW + 20, UTC).isoformat()
    one = office.present(under(time=soon)).value.attestations[0].attestation
    assert one.verified_at == START
