"""The form of claims about a person: `claims_type` of the published schema, whether they are kept here or not.

Its patterns are kept to as they are, but for that of an address of mail, which takes time without bounds to match.
"""

import re

from denizen.domain.errors import InvalidError
from denizen.verification.identity_assurance.members import Members, kind_of

_CODE = re.compile(r"[A-Za-z]{2,3}", re.ASCII)
_NATIONALITY = re.compile(r"[A-Za-z]{1,3}", re.ASCII)
"""The claim is defined by the codes of ICAO Doc 9303, of which Germany's is one letter; the schema forgets it."""
_A_CODE = "a country's code of two or three letters"
_TEXTS = (
    *("title", "also_known_as", "birth_family_name", "birth_given_name", "birth_middle_name", "family_name", "gender"),
    *("given_name", "middle_name", "name", "picture", "preferred_username", "profile", "salutation", "sub", "website"),
    "zoneinfo",
)
_PATTERNS = {
    "birthdate": (re.compile(r"[0-9]{4}-[01][0-9]-[0-3][0-9]", re.ASCII), "a date such as 1990-12-31"),
    "email": (re.compile(r"[^@]+@[^@.]+\.[^@]+", re.DOTALL), "an address of mail"),
    "locale": (re.compile(r"[a-zA-Z]{2}[-_][A-Z]{2}[a-zA-Z]?", re.ASCII), "a locale such as fr-FR"),
    "msisdn": (re.compile(r"\+?[0-9]{5,15}", re.ASCII), "a number of 5 to 15 digits (E.164)"),
    "phone_number": (re.compile(r"\+?[0-9]{5,15}(?:;ext[0-9]{0,9})?", re.ASCII), "a number of 5 to 15 digits (E.164)"),
}
_FLAGS = ("email_verified", "phone_number_verified")
PLACE = ("formatted", "street_address", "locality", "region", "postal_code")


def check_claims(claims: Members) -> None:
    """`InvalidError` for one that is not of its form. Claims that the schema does not know may be of any."""
    claims.texts(*_TEXTS)
    for name, (pattern, wanted) in _PATTERNS.items():
        claims.checked(name, pattern, wanted)
    for name in _FLAGS:
        _check_kind(claims, name, (bool,), "true or false")
    _check_kind(claims, "updated_at", (int, float), "a number")
    address, birth = _some(claims, "address"), _some(claims, "place_of_birth")
    address.texts(*PLACE, "country")
    address.checked("country_code", _CODE, _A_CODE)
    birth.texts("locality", "region")
    birth.checked("country", _CODE, _A_CODE)
    _check_nationalities(claims)


def _some(claims: Members, name: str) -> Members:
    """The object, which says something if it is there."""
    inner = claims.inner(name)
    if name in claims and not inner.values:
        raise claims.refuse(name, "an empty object", "one with a member")
    return inner


def _check_kind(claims: Members, name: str, kinds: tuple[type, ...], wanted: str) -> None:
    value = claims.values.get(name, kinds[0]())
    # Of Python's numbers alone true and false are some too.
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        raise InvalidError(f"{claims.path}.{name}", kind_of(value), wanted)


def _check_nationalities(claims: Members) -> None:
    """None listed is nothing said: an empty array is refused, and does not mean stateless."""
    found = []
    for path, value in claims.items("nationalities"):
        if not isinstance(value, str) or not _NATIONALITY.fullmatch(value):
            raise InvalidError(path, kind_of(value), _A_CODE)
        found.append(value)
    if len(set(found)) < len(found):
        raise claims.refuse("nationalities", "one that stands twice", "each of them once")
