"""Countries in messages: ISO 3166-1 alpha-2, and country codes as their source wrote them."""

from collections.abc import Iterable

from denizen.domain.countries import Country, Normalized, System, normalize, sovereign
from denizen.domain.errors import InvalidError
from denizen.domain.refusals import Withheld
from denizen.rpc.convert.enums import SYSTEM
from denizen.v1 import claim_pb2


def read_countries(codes: Iterable[str], field: str) -> list[Country]:
    """Countries of a rule or a set: an unlisted code is shown in the refusal."""
    return [Country.parse(code, f"{field}[{index}]") for index, code in enumerate(codes)]


def read_claimed(code: str, field: str) -> Country | None:
    """The country of somebody's claim: an unlisted code is not shown. None for no code."""
    if not code:
        return None
    try:
        return Country.parse(code, field)
    except InvalidError as error:
        raise InvalidError(field, Withheld("a code that is not listed"), error.wanted) from None


def read_citizenship(code: str, field: str) -> Country | None:
    """The country whose citizen somebody is: territories are folded to it."""
    place = read_claimed(code, field)
    return None if place is None else sovereign(place)


def read_given(message: claim_pb2.CountryCode) -> Normalized:
    """What a code says in its system. The refusal of an unlisted one does not show it."""
    system = SYSTEM.read(message.system, "country_as_given.system")
    if not message.code:
        raise InvalidError("country_as_given.code", None, f"a code that {system.value} lists")
    try:
        return normalize(message.code, system)
    except InvalidError as error:
        raise InvalidError("country_as_given.code", Withheld("a code that is not listed"), error.wanted) from None


def kept(code: str, country: Country | None) -> Normalized | None:
    """The code as given, where folding made another country of it."""
    return None if country is None or code == country.code else normalize(code, System.ISO2)


def write_given(given: Normalized | None) -> claim_pb2.CountryCode | None:
    """The code as its source wrote it."""
    return None if given is None else claim_pb2.CountryCode(code=given.raw, system=SYSTEM.write(given.system))


def written(country: Country | None) -> str:
    """Empty for none."""
    return "" if country is None else country.code


def written_all(countries: Iterable[Country]) -> list[str]:
    """In the order of codes."""
    return sorted(country.code for country in countries)
