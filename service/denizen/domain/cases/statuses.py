"""Citizenships and immigration statuses of a case: several attributes of the file, two sets of claims."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from denizen.domain.cases.described import CaseClaim, closed
from denizen.domain.cases.fields import Fields
from denizen.domain.claims import (
    Citizenship,
    CitizenshipClass,
    ClaimKind,
    Completeness,
    ImmigrationCategory,
    ImmigrationStatus,
    Member,
)
from denizen.domain.countries import Country, sovereign
from denizen.domain.errors import InvalidError

US = Country.of("US")

_US_CITIZENSHIPS = {
    "US_CITIZEN": CitizenshipClass.CITIZEN,
    "US_NONCITIZEN_NATIONAL": CitizenshipClass.NONCITIZEN_NATIONAL,
}
_US_CATEGORIES = {
    "LPR": ImmigrationCategory.PERMANENT_RESIDENT,
    "CONDITIONAL_LPR": ImmigrationCategory.CONDITIONAL_PERMANENT_RESIDENT,
    "TEMP_RESIDENT_1160": ImmigrationCategory.TEMPORARY_RESIDENT_1160,
    "TEMP_RESIDENT_1255A": ImmigrationCategory.TEMPORARY_RESIDENT_1255A,
    "REFUGEE_1157": ImmigrationCategory.REFUGEE,
    "ASYLEE_1158": ImmigrationCategory.ASYLEE,
    "PAROLEE_1182D5": ImmigrationCategory.PAROLEE,
    "NONIMMIGRANT": ImmigrationCategory.NONIMMIGRANT,
    "TPS_1254A": ImmigrationCategory.TPS,
    "DACA": ImmigrationCategory.DACA,
    "PENDING_ASYLUM": ImmigrationCategory.PENDING_ASYLUM,
    "PENDING_I485": ImmigrationCategory.PENDING_ADJUSTMENT,
    "WITHHOLDING_1231B3": ImmigrationCategory.WITHHOLDING,
    "CAT": ImmigrationCategory.CAT,
}
_NO_STATUS = "NONE"
_BY_COUNTRY = {
    "permanent_residencies": ImmigrationCategory.PERMANENT_RESIDENT,
    "residence_permits": ImmigrationCategory.RESIDENCE_PERMIT,
    "rights_of_abode": ImmigrationCategory.RIGHT_OF_ABODE,
}
_PERMANENT_RESIDENCE = ImmigrationStatus(US, ImmigrationCategory.PERMANENT_RESIDENT)


@dataclass(slots=True)
class Statuses:
    """The two sets, without repetitions, and what the file says about their being complete."""

    citizenships: list[CaseClaim] = field(default_factory=list)
    immigration: list[CaseClaim] = field(default_factory=list)
    us_complete: bool = False
    complete: frozenset[str] = frozenset()

    @classmethod
    def read(cls, fields: Fields) -> "Statuses":
        result = cls()
        for row in fields.rows("citizenships", bare="country"):
            result.citizenship(row)
        us_status = fields.nested("us_status")
        if us_status is not None:
            for row in us_status.rows("statuses", bare="category"):
                result.us_status(row)
            result.us_complete = bool(us_status.flag("complete"))
            us_status.done()
        for key, category in _BY_COUNTRY.items():
            for row in fields.rows(key, bare="country"):
                result.of_country(row, category)
        family = fields.flag("eu_free_movement_family_member", absent=None)
        if family is not None:
            category = ImmigrationCategory.FREE_MOVEMENT_FAMILY_MEMBER
            result.immigration.append(CaseClaim(ImmigrationStatus(category=category), holds=family))
        result.complete = frozenset(key for key in ("citizenships", *_BY_COUNTRY) if fields.flag(f"{key}_complete"))
        return result

    def citizenship(self, row: Fields) -> None:
        country = row.country("country")
        if country is None:
            raise InvalidError(row.at("country"), country, "a country")
        klass = row.word("status", *CitizenshipClass.__members__) if row.take("status") else "UNSPECIFIED"
        self._add(self.citizenships, Citizenship(sovereign(country), CitizenshipClass[klass]), row)

    def us_status(self, row: Fields) -> None:
        category = row.word("category", *_US_CITIZENSHIPS, *_US_CATEGORIES, _NO_STATUS)
        admission = row.text("class")
        if klass := _US_CITIZENSHIPS.get(category):
            self._add(self.citizenships, Citizenship(US, klass), row)
        elif category != _NO_STATUS:
            self._add(self.immigration, ImmigrationStatus(US, _US_CATEGORIES[category], admission), row)

    def of_country(self, row: Fields, category: ImmigrationCategory) -> None:
        country = row.country("country")
        if country is None:
            raise InvalidError(row.at("country"), country, "a country")
        row.ignore("kind")
        self._add(self.immigration, ImmigrationStatus(country, category), row)

    def claims(self, conflicts: tuple[str, ...]) -> Iterator[CaseClaim]:
        """What the file says of both sets."""
        yield from self.citizenships
        yield from self.immigration
        yield from self._closures()
        if "us_status" in conflicts:
            yield from self._conflict()

    def _closures(self) -> Iterator[CaseClaim]:
        us = frozenset({US})
        citizenship, immigration = ClaimKind.CITIZENSHIP, ClaimKind.IMMIGRATION_STATUS
        if "citizenships" in self.complete:
            yield from closed(Completeness(citizenship), self.citizenships)
        if self.us_complete:
            yield from closed(Completeness(citizenship, us), _in_us(self.citizenships))
            yield from closed(Completeness(immigration, us), _in_us(self.immigration))
        for key, category in _BY_COUNTRY.items():
            if key in self.complete:
                # Permanent residencies are those outside the United States; the other categories are of any country.
                elsewhere = us if category is ImmigrationCategory.PERMANENT_RESIDENT else frozenset[Country]()
                members = [each for each in self.immigration if _of(each, category, elsewhere)]
                scope = Completeness(immigration, except_countries=elsewhere, categories=frozenset({category}))
                yield from closed(scope, members)

    def _conflict(self) -> Iterator[CaseClaim]:
        """A permanent residence in the United States, against a set that does not name it or against its denial."""
        named = any(each.claim == _PERMANENT_RESIDENCE for each in self.immigration)
        yield CaseClaim(_PERMANENT_RESIDENCE)
        if named or not self.us_complete:
            yield CaseClaim(_PERMANENT_RESIDENCE, holds=False)

    @staticmethod
    def _add(to: list[CaseClaim], claim: Member, row: Fields) -> None:
        found = CaseClaim(claim, held=row.held())
        row.ignore("basis", "ended_by")
        row.done()
        if found not in to:
            to.append(found)


def _in_us(claims: list[CaseClaim]) -> list[CaseClaim]:
    return [each for each in claims if getattr(each.claim, "country", None) is US]


def _of(found: CaseClaim, category: ImmigrationCategory, outside: frozenset[Country]) -> bool:
    claim = found.claim
    return isinstance(claim, ImmigrationStatus) and claim.category is category and claim.country not in outside
