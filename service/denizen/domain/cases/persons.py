"""What a case says of a person alone, as claims."""

from collections.abc import Iterator

from denizen.domain.cases.described import CaseClaim
from denizen.domain.cases.fields import Fields
from denizen.domain.cases.statuses import US, Statuses
from denizen.domain.claims import Application, LawfulPresence, Naturalization, Residence, Statelessness
from denizen.domain.countries import Country
from denizen.domain.errors import InvalidError

_CONFLICTS = ("us_status",)


def of_a_person(fields: Fields) -> Iterator[CaseClaim]:
    """The claims that name no other principal."""
    yield from Statuses.read(fields).claims(_conflicts(fields))
    residence = fields.nested("residence")
    if residence is not None:
        yield CaseClaim(Residence(residence.country("country"), residence.text("region")), held=residence.held())
        residence.done()
    lawful = fields.flag("lawfully_present_us", absent=None)
    if lawful is not None:
        yield CaseClaim(LawfulPresence(US), holds=lawful)
    stateless = fields.flag("stateless", absent=None)
    if stateless is not None:
        yield CaseClaim(Statelessness(), holds=stateless)
    naturalization = fields.nested("naturalization")
    if naturalization is not None:
        yield from _naturalization(naturalization)
    fields.ignore("name", "travel", "evidence", "country_of_birth", "refugee_recognised_by")


def location_of(fields: Fields) -> Country | None:
    """Where the person is."""
    given = fields.nested("location")
    if given is None:
        return None
    country = given.country("country")
    given.ignore("region", "observed_at")
    given.done()
    return country


def _conflicts(fields: Fields) -> tuple[str, ...]:
    conflicts = fields.words("conflicts") or ()
    for word in conflicts:
        if word not in _CONFLICTS:
            raise InvalidError(fields.at("conflicts"), word, f"one of {', '.join(_CONFLICTS)}")
    return conflicts


def _naturalization(given: Fields) -> Iterator[CaseClaim]:
    eligible, applied = given.day("earliest_eligible_on"), given.day("applied_on")
    known = given.flag("applied_known")
    given.done()
    if eligible is None:
        return
    if applied is not None:
        application = Application.APPLIED
    else:
        application = Application.NOT_APPLIED if known else Application.UNKNOWN
    yield CaseClaim(Naturalization(US, eligible, application, applied))
