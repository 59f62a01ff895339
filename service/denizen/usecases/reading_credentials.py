"""From a signed credential to what its issuer says by it: whose keys, which form, and what it becomes here."""

from datetime import datetime

from denizen.domain.assurance import Assurance
from denizen.domain.claims import Residence
from denizen.domain.credentials import digest_of
from denizen.domain.errors import InvalidError, PermissionDeniedError, PreconditionError
from denizen.domain.issuers import CredentialFormat, Issuer
from denizen.domain.rights import surest
from denizen.domain.submissions import Submission
from denizen.usecases.ports import Reader
from denizen.usecases.reading_attestation_tokens import ReadAttestation, TokenReading
from denizen.usecases.reading_verified_claims import VerifiedClaimsReading
from denizen.usecases.trusting import CredentialPolicy, Presented, Reading, key_finder, refusing, times
from denizen.verification import attestation_tokens, sd_jwt
from denizen.verification.attestation_tokens import verify_attestation_token
from denizen.verification.credentials import VerifiedCredential, is_verifiable, verify_sd_jwt
from denizen.verification.key_binding import Wanted
from denizen.verification.refusals import Refusal, RefusedError
from denizen.verification.signed_tokens import SignedToken
from denizen.verification.verified_claims_tokens import is_verified_claims, verify_verified_claims_token


def read_credential(
    reader: Reader, given: Presented, policy: CredentialPolicy, now: datetime, read_attestation: ReadAttestation
) -> Reading:
    """`CredentialRefusedError` where it does not hold; `PermissionDeniedError` beyond its issuer's rights;
    `InvalidError` for what it attests, seen from the request."""
    audiences = _audiences(given, policy)
    with refusing():
        # 1. What it is, and from whom; nothing of it is believed yet.
        form, token = _peek(given.text)
        issuer = _issuer(reader, token)
        if form not in issuer.formats:
            raise RefusedError(Refusal.WRONG_TYPE, "is in a form that is not taken from its issuer")
        find_key = key_finder(issuer, now)
        # 2. Does it hold?
        if form is CredentialFormat.JWS:
            said = verify_attestation_token(given.text, find_key, now.timestamp(), policy.leeway)
            return TokenReading(reader, given, issuer, audiences, now, read_attestation).read(said)
        if form is CredentialFormat.VERIFIED_CLAIMS:
            claimed = verify_verified_claims_token(given.text, find_key, now.timestamp(), policy.leeway)
            trusted = policy.audiences or audiences
            return VerifiedClaimsReading(reader, given, issuer, audiences, trusted, now, policy.leeway).read(claimed)
        wanted = Wanted(_one(audiences), given.nonce, policy.presentation, policy.leeway)
        shown = verify_sd_jwt(given.text, find_key, wanted, now.timestamp())
    # 3. What it says, as far as its issuer may say it.
    return _read_shown(given, shown, issuer, now)


def _audiences(given: Presented, policy: CredentialPolicy) -> frozenset[str]:
    if policy.audiences is None:
        return frozenset({given.audience or "denizen"})
    if not policy.audiences:
        raise PreconditionError("credentials", "none are taken, because DENIZEN_CREDENTIAL_AUDIENCES is not set")
    if given.audience and given.audience not in policy.audiences:
        raise InvalidError("audience", given.audience, "one of DENIZEN_CREDENTIAL_AUDIENCES")
    return frozenset({given.audience}) if given.audience else policy.audiences


def _one(audiences: frozenset[str]) -> str:
    if len(audiences) > 1:
        raise InvalidError("audience", None, "one of DENIZEN_CREDENTIAL_AUDIENCES, of which there are several")
    (audience,) = audiences
    return audience


def _peek(text: str) -> tuple[CredentialFormat, SignedToken]:
    """By its type alone. The type decides how it is verified, so that none is taken for another."""
    issued, tilde, _ = text.partition("~")
    token = SignedToken.parse_credential(issued, sd_jwt.MOST_CHARACTERS)
    if not tilde and token.typ == attestation_tokens.TYPE:
        return CredentialFormat.JWS, token
    if not tilde and is_verified_claims(token):
        return CredentialFormat.VERIFIED_CLAIMS, token
    verifiable = is_verifiable(token)
    if verifiable is None:
        raise RefusedError(Refusal.WRONG_TYPE, "is of a type that is not taken")
    return (CredentialFormat.SD_JWT_VC if verifiable else CredentialFormat.SD_JWT), token


def _issuer(reader: Reader, token: SignedToken) -> Issuer:
    said = token.claims.get("iss")
    found = (
        next((each for each in reader.issuers() if said in each.identifiers), None) if isinstance(said, str) else None
    )
    if found is None:
        raise RefusedError(Refusal.UNKNOWN_ISSUER, "is from an issuer that is not registered under its iss")
    return found


def _read_shown(given: Presented, shown: VerifiedCredential, issuer: Issuer, now: datetime) -> Reading:
    with refusing():
        vouched, verified = times(shown.validity, now)
    submissions = []
    for found in shown.found:
        try:
            # It states no level of its own: it is as sure as its issuer is registered for.
            level = surest(issuer, found.claim, given.purposes, (verified, now))
        except PermissionDeniedError:
            # Shown beside what was asked for, and not the issuer's to say.
            if isinstance(found.claim, Residence):
                continue
            raise
        submissions.append(
            Submission(
                subject=given.subject,
                claim=found.claim,
                purposes=given.purposes,
                vouched=vouched,
                assurance=Assurance.own(level),
                issuer=issuer.name,
                verified_at=verified,
                country_as_given=found.given,
            )
        )
    content = digest_of(issuer.name.encode(), shown.content)
    return Reading(
        issuer=issuer,
        type=shown.type,
        submissions=tuple(submissions),
        status=shown.status,
        digest=content,
        presented=digest_of(content, *shown.disclosed, *sorted(each.encode() for each in given.purposes)),
        subject_key=shown.subject_key,
        hidden=shown.hidden,
    )
