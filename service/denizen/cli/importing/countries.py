"""Countries of claims as ISO 3166-1 alpha-2, where a source writes them otherwise."""

from denizen.cli.importing.values import RowError
from denizen.domain.countries import System, normalize
from denizen.domain.errors import InvalidError
from denizen.v1.claim_pb2 import Claim, CountryCodeSystem

_PREFIX = "COUNTRY_CODE_SYSTEM_"


def as_iso2(claim: Claim, field: str) -> Claim:
    """The claim with its country, as a member of a set names it. `RowError` where the code is no country."""
    given = claim.country_as_given
    word = CountryCodeSystem.Name(given.system).removeprefix(_PREFIX)
    try:
        country = normalize(given.code, System[word]).country
    except InvalidError:
        country = None
    if country is None:
        raise RowError(field, "wanted a code of a country that its system lists, for a set that is closed")
    copy = Claim()
    copy.CopyFrom(claim)
    copy.ClearField("country_as_given")
    value = getattr(copy, str(copy.WhichOneof("value")))
    value.country = country.code
    return copy
