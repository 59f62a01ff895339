"""A claim and the country code that its source wrote, which fills what the claim leaves out and contradicts nothing."""

from dataclasses import replace

from denizen.domain.claims import Citizenship, CitizenshipClass, Claim
from denizen.domain.countries import Kind, Normalized
from denizen.domain.errors import InvalidError
from denizen.domain.refusals import Withheld
from denizen.domain.wellformed import WithCountry

_INSTEAD = {
    Kind.STATELESS: "to say that the person is stateless attest statelessness",
    Kind.REFUGEE_1951: "to say that the person is a refugee attest an immigration_status",
    Kind.REFUGEE_OTHER: "to say that the person is a refugee attest an immigration_status",
    Kind.UNSPECIFIED: "the issuer does not say, so there is nothing to attest",
    Kind.SPECIMEN: "no genuine document carries a specimen code",
    Kind.ORGANISATION_DOCUMENT: "an organisation issued the document, which says nothing of nationality",
    Kind.UN_MISSION_KOSOVO_RESIDENT: "to say where the person lived attest a residence",
    Kind.FORMER: "attest the country of today, from evidence that names it",
    Kind.AMBIGUOUS: "the code means more than one country: give the country itself",
}
"""What to attest where a code asserts no country."""


def reconcile(claim: Claim, given: Normalized) -> Claim:
    """`claim` with its country, and the class of a British nationality, taken from the code where it leaves them out.

    Citizenship takes the sovereign, a place its own code. `InvalidError`, seen from the claim, where the code asserts
    no country, contradicts the claim, or is given with a claim that speaks of none.
    """
    if not isinstance(claim, WithCountry):
        raise InvalidError("country_as_given", Withheld("a code"), "nothing: this claim speaks of no one country")
    country = given.country if isinstance(claim, Citizenship) else given.place
    if country is None:
        instead = _INSTEAD.get(given.kind) if given.kind else None
        wanted = "a code that asserts a country" + (f"; {instead}" if instead else "")
        raise InvalidError("country_as_given.code", Withheld("one that asserts no country"), wanted)
    if claim.country not in (None, country):
        raise InvalidError("country_as_given", Withheld("another country than the claim's"), "the same country")
    filled = replace(claim, country=country)
    return _with_class(filled, given) if isinstance(filled, Citizenship) else filled


def _with_class(claim: Citizenship, given: Normalized) -> Citizenship:
    if given.status is None:
        return claim
    klass = CitizenshipClass[given.status]
    if claim.klass not in (CitizenshipClass.UNSPECIFIED, klass):
        raise InvalidError(
            "country_as_given", Withheld("another class than the claim's"), "the same class of nationality"
        )
    return replace(claim, klass=klass)
