"""Countries as Identity Assurance writes them: two letters of ISO 3166-1, or three of ICAO Doc 9303."""

import re

from denizen.domain.countries import Normalized, System, normalize
from denizen.domain.errors import InvalidError
from denizen.domain.refusals import Withheld

_CODE = re.compile(r"[A-Za-z]{1,3}", re.ASCII)
_WANTED = "a country as two letters of ISO 3166-1 or three of ICAO Doc 9303"


def nationality(path: str, value: object) -> Normalized:
    """`InvalidError` for a code that is not listed; either case is taken, as the schema does."""
    found = country(value)
    if found is None:
        raise InvalidError(path, Withheld("a value that is not listed"), _WANTED)
    return found


def country(value: object) -> Normalized | None:
    """None for anything that is no listed code, such as a country's name."""
    if not isinstance(value, str) or not _CODE.fullmatch(value):
        return None
    code = value.upper()
    try:
        return normalize(code, System.ISO2 if len(code) == 2 else System.ICAO_MRZ)
    except InvalidError:
        return None
