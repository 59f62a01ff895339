"""An issuer's rights: which claims it may vouch for, of which countries, and how surely."""

from denizen.domain.assurance import Assurance
from denizen.domain.claims import Claim, Completeness
from denizen.domain.countries import Country
from denizen.domain.errors import PermissionDeniedError
from denizen.domain.issuers import Issuer
from denizen.domain.wellformed import WITH_COUNTRY, country_of, kind_attested


def check_rights(issuer: Issuer, claim: Claim, assurance: Assurance) -> None:
    """`PermissionDeniedError` where the claim is beyond the rights. A set is judged by the kind and scope that it
    closes; a claim that leaves its country out speaks of all of them."""
    kind = kind_attested(claim)
    if issuer.kinds is not None and kind not in issuer.kinds:
        raise PermissionDeniedError(f"{issuer.name}: may not vouch for claims of this kind", issuer=issuer.name)
    if issuer.countries is not None and kind in WITH_COUNTRY and not _covers(issuer.countries, claim):
        raise PermissionDeniedError(f"{issuer.name}: may not vouch for this country", issuer=issuer.name)
    if assurance.ordinal > issuer.highest:
        why = f"{issuer.name}: may vouch at {issuer.highest.name} at most"
        raise PermissionDeniedError(why, issuer=issuer.name, highest=issuer.highest.name)


def _covers(countries: frozenset[Country], claim: Claim) -> bool:
    if isinstance(claim, Completeness):
        return claim.countries is not None and claim.countries <= countries
    return country_of(claim) in countries
