"""The country parser: a code and the system it is from, read once, where it comes in."""

from dataclasses import dataclass

from denizen.domain.countries import icao_9303, iso_3166, usages
from denizen.domain.countries.country import KOSOVO, Country, alpha_2_names
from denizen.domain.countries.fips_10_4 import FIPS_10_4
from denizen.domain.countries.meaning import Meaning
from denizen.domain.countries.sovereignty import sovereign, territory_kind
from denizen.domain.countries.vocabulary import Kind, System
from denizen.domain.errors import InvalidError


@dataclass(frozen=True, slots=True)
class Normalized:
    """`country` is the state whose citizenship the code speaks of; none, with a kind, where it asserts no country.
    `territory` is the place's own code where that was folded. `status` is the class of British nationality that the
    code itself asserts. `successors` became of a former country with no single heir. `note` is for people."""

    raw: str
    system: System
    country: Country | None
    territory: Country | None = None
    kind: Kind | None = None
    status: str | None = None
    successors: tuple[Country, ...] = ()
    note: str = ""

    @property
    def place(self) -> Country | None:
        """Where the code is a place, of a company or a residence: its own code, never folded."""
        return self.territory or self.country


def normalize(code: str, system: System, field: str = "code") -> Normalized:
    """What `code` says in `system`. Exact: no other case, no surrounding space. `InvalidError` names `field` if the
    system does not list it; a country is never guessed."""
    meaning = _look_up(code, system)
    if meaning is None:
        raise InvalidError(field, code, f"a code that {system.value} lists, in capitals")
    place = None if meaning.place is None else Country.of(meaning.place)
    country = None if place is None else sovereign(place)
    return Normalized(
        raw=code,
        system=system,
        country=country,
        territory=place if place is not country else None,
        kind=meaning.kind or (territory_kind(place) if place else None),
        status=meaning.status,
        successors=tuple(map(Country.of, meaning.successors)),
        note=meaning.note,
    )


def _look_up(code: str, system: System) -> Meaning | None:
    match system:
        case System.ISO2:
            return _iso_2(code)
        case System.ISO2_RESERVED:
            return iso_3166.RESERVED.get(code)
        case System.ISO2_REUSED:
            return iso_3166.withdrawn().get(code)
        case System.ISO3:
            return _iso_2(iso_3166.alpha_3().get(code, ""))
        case System.ICAO_MRZ:
            return icao_9303.read(code)
        case System.ISO3166_3:
            return iso_3166.former().get(code)
        case System.USER_ASSIGNED:
            return usages.USER_ASSIGNED.get(code)
        case System.EU_USAGE:
            return usages.EU.get(code) or _iso_2(code)
        case System.FIPS10_4:
            return FIPS_10_4.get(code)


def _iso_2(code: str) -> Meaning | None:
    return Meaning(code) if code in alpha_2_names() and code != KOSOVO else None
