"""Tokens with `verified_claims`: what they become, and what the same again does."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.claims import Citizenship, CitizenshipClass, ClaimKind, Residence, Statelessness
from denizen.domain.countries import Country
from denizen.domain.errors import CredentialRefusedError
from denizen.domain.intervals import Interval
from denizen.domain.issuers import Right
from tests.minted_credentials import BANK_KEY, LIST, NOW, id_token, provided_claims, referring
from tests.minted_credentials import status_list as a_list
from tests.minted_credentials import verified_claims as claims
from tests.unit.usecases.bank import (
    DE,
    FR,
    GB,
    HIGH,
    ISSUER,
    IT,
    LOW,
    SUBSTANTIAL,
    VERIFIED_AT,
    bank_office,
    changed,
    evidence,
    linked,
    refusal,
    under,
)
from tests.unit.usecases.builders import EXPORT, KYC
from tests.unit.usecases.credentials import START, Office
from tests.vectors import vectors


@pytest.fixture
def office() -> Office:
    return bank_office()


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


def test_what_is_said_twice_in_the_same_words_is_attested_once(office: Office) -> None:
    again = claims("FR", verification={"assurance_level": "low"})
    found = office.present(id_token(verified_claims=[claims("FR"), claims("FR"), again, again])).value
    assert [each.attestation.assurance.ordinal for each in found.attestations] == [SUBSTANTIAL, LOW]
    assert len(evidence(office)) == 2


def test_an_address_is_left_out_where_it_is_not_the_issuers_to_say(office: Office) -> None:
    changed(office, rights=(Right(kinds=frozenset({ClaimKind.CITIZENSHIP})),))
    said = claims(address={"country_code": "IT"})
    found = office.present(id_token(verified_claims=said)).value
    assert [each.attestation.claim for each in found.attestations] == [Citizenship(FR)]


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
