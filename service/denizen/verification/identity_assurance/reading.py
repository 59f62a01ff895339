"""Reads `verified_claims` out of the claims of a token: its schema, and the rules between its parts."""

from collections import Counter
from collections.abc import Mapping, Sequence

from denizen.domain.countries import Normalized
from denizen.domain.errors import InvalidError
from denizen.verification.identity_assurance.claims import check_claims
from denizen.verification.identity_assurance.countries import country, nationality
from denizen.verification.identity_assurance.evidence import evidence
from denizen.verification.identity_assurance.frameworks import assurance
from denizen.verification.identity_assurance.members import MOST_ITEMS, Members
from denizen.verification.identity_assurance.model import AssuranceDetail, Evidence, VerifiedClaims

_PARTS = ("verification", "claims")


def read(payload: Mapping[str, object]) -> Sequence[VerifiedClaims]:
    """Each of `verified_claims`, in their order.

    Aggregated and distributed claims are refused: they are tokens of other issuers, to be submitted for themselves.
    `InvalidError` names the field and shows nothing of the person.
    """
    if "_claim_names" in payload or "_claim_sources" in payload:
        raise InvalidError("_claim_names", None, "verified_claims of this issuer; submit those of others as their own")
    if "verified_claims" not in payload:
        raise InvalidError("verified_claims", None, "an object or an array of them")
    value = payload["verified_claims"]
    if not isinstance(value, list):
        return [_verified(Members.of("verified_claims", value))]
    if not 0 < len(value) <= MOST_ITEMS:
        raise InvalidError("verified_claims", f"{len(value)} items", f"1 to {MOST_ITEMS}")
    return [_verified(Members.of(f"verified_claims[{index}]", each)) for index, each in enumerate(value)]


def _verified(members: Members) -> VerifiedClaims:
    members.required(*_PARTS)
    for name in members.values:
        if name not in _PARTS:
            raise InvalidError(members.path, "another member", "verification and claims alone")
    # 1. How it was verified.
    verification = members.inner("verification")
    found = tuple(evidence(each) for each in verification.objects("evidence"))
    process = verification.inner("assurance_process")
    process.text("policy")
    process.text("procedure")
    details = tuple(_detail(each, _check_ids(found)) for each in process.objects("assurance_details"))
    _check_identified(members, found, details)
    # 2. What was verified.
    claims = members.inner("claims")
    check_claims(claims)
    return VerifiedClaims(
        assurance=assurance(verification),
        time=verification.moment("time"),
        verification_process=verification.text("verification_process"),
        evidence=found,
        details=details,
        nationalities=_nationalities(claims),
        residence=_residence(claims),
        left_out=tuple(sorted(set(claims.values) - {"nationalities"})),
    )


def _check_ids(found: Sequence[Evidence]) -> Counter[str]:
    return Counter(check.check_id for each in found for check in each.checks if check.check_id)


def _check_identified(members: Members, found: Sequence[Evidence], details: Sequence[AssuranceDetail]) -> None:
    """Where details refer to checks, checks have to say which they are (section 5.4.4, `check_id`)."""
    if any(each.checks for each in details):
        for index, each in enumerate(found):
            for place, check in enumerate(each.checks):
                if not check.check_id:
                    path = f"verification.evidence[{index}].check_details[{place}].check_id"
                    raise members.refuse(path, None, "a value: it is required where evidence_ref refers to checks")


def _detail(members: Members, known: Counter[str]) -> AssuranceDetail:
    """A detail speaks of checks that are there, each by an id that only one of them has."""
    references = []
    for reference in members.objects("evidence_ref"):
        reference.required("check_id")
        check_id = reference.text("check_id")
        if known[check_id] != 1:
            got = "one that several checks have" if known[check_id] else "one that no check has"
            raise reference.refuse("check_id", got, "the check_id of one of check_details")
        reference.inner("evidence_metadata").text("evidence_classification")
        references.append(check_id)
    return AssuranceDetail(
        type=members.text("assurance_type"),
        classification=members.text("assurance_classification"),
        checks=tuple(references),
    )


def _nationalities(claims: Members) -> tuple[Normalized, ...]:
    return tuple(nationality(path, value) for path, value in claims.items("nationalities"))


def _residence(claims: Members) -> Normalized | None:
    """Where the address is, if that is given as a code: names of countries are not guessed at."""
    address = claims.inner("address")
    found = [code for name in ("country_code", "country") if (code := country(address.text(name)))]
    if len({each.place for each in found}) > 1:
        raise address.refuse("country_code", "another country than the country beside it", "the same country")
    return found[0] if found else None
