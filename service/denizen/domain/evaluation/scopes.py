"""Which countries a leaf asks about and a claim speaks of: finite sets, complements, and "no country"."""

from dataclasses import dataclass

from denizen.domain.countries import Country


@dataclass(frozen=True, slots=True)
class Scope:
    """The countries in `codes`, or with `complement` all others; `countryless`: claims of no country as well."""

    codes: frozenset[Country] = frozenset()
    complement: bool = False
    countryless: bool = False

    def __contains__(self, country: Country | None) -> bool:
        return self.countryless if country is None else (country in self.codes) is not self.complement

    def minus(self, other: "Scope") -> "Scope":
        """What is in this scope and not in the other."""
        countryless = self.countryless and not other.countryless
        if not self.complement:
            return Scope(frozenset(code for code in self.codes if code not in other), countryless=countryless)
        if other.complement:
            return Scope(other.codes - self.codes, countryless=countryless)
        return Scope(self.codes | other.codes, complement=True, countryless=countryless)

    def within(self, other: "Scope") -> bool:
        """Whether the other scope leaves nothing of this one."""
        if self.countryless and not other.countryless:
            return False
        if self.complement:
            return other.complement and other.codes <= self.codes
        return self.codes.isdisjoint(other.codes) if other.complement else self.codes <= other.codes

    def meets(self, other: "Scope") -> bool:
        """Whether the two have anything in common."""
        if self.countryless and other.countryless:
            return True
        if self.complement:
            return other.complement or not other.codes <= self.codes
        return not (self.codes <= other.codes if other.complement else self.codes.isdisjoint(other.codes))

    @property
    def is_empty(self) -> bool:
        return not (self.codes or self.complement or self.countryless)


EVERYTHING = Scope(complement=True, countryless=True)
EVERY_COUNTRY = Scope(complement=True)
