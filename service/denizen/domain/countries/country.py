"""A country as the rest of the domain sees it: one object per ISO 3166-1 alpha-2 code, compared by identity."""

from functools import cache
from typing import Any, ClassVar, NoReturn, Self, final

import pycountry

from denizen.domain.errors import InvalidError

_WANTED = "an ISO 3166-1 alpha-2 code such as 'US'"

KOSOVO = "XK"
"""Not in ISO 3166-1: from the range that it leaves to users, as the EU, the IMF and SWIFT use it."""


@cache
def alpha_2_names() -> dict[str, str]:
    """The English short name of each code, the common one ('Taiwan', 'Bolivia') where ISO's is inverted or formal."""
    names = {entry.alpha_2: getattr(entry, "common_name", entry.name) for entry in pycountry.countries}
    return names | {KOSOVO: "Kosovo"}


@final
class Country:
    """A country or territory that ISO 3166-1 lists, or Kosovo. `Country.of("US") is Country.of("US")`, also after a
    copy or a pickle; equality and hash are those of the object. Ordered by code."""

    __slots__ = ("code",)
    code: str
    _interned: ClassVar[dict[str, "Country"]] = {}

    def __new__(cls, code: str) -> Self:
        return cls.of(code)

    @classmethod
    def of(cls, code: str) -> Self:
        """The country with this code. `InvalidError` if there is none."""
        return cls._interned.get(code) or cls.parse(code)

    @classmethod
    def parse(cls, text: str, field: str = "country") -> Self:
        """The country that `text` names exactly: no other case, no surrounding space, no other coding system.
        `InvalidError` names `field`."""
        if known := cls._interned.get(text):
            return known
        if text not in alpha_2_names():
            raise InvalidError(field, text, _WANTED)
        made = object.__new__(cls)
        object.__setattr__(made, "code", text)
        return cls._interned.setdefault(text, made)  # atomic: of two threads that race here, both get the first one's

    @property
    def name(self) -> str:
        """In English, for people to read; programs use `code`."""
        return alpha_2_names()[self.code]

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a country has no {name!r} to set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a country has no {name!r} to delete")

    def __reduce__(self) -> tuple[Any, ...]:
        return Country.of, (self.code,)

    def __lt__(self, other: object) -> bool:
        return self.code < other.code if isinstance(other, Country) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self.code <= other.code if isinstance(other, Country) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self.code > other.code if isinstance(other, Country) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self.code >= other.code if isinstance(other, Country) else NotImplemented

    def __str__(self) -> str:
        return self.code

    def __repr__(self) -> str:
        return f"Country({self.code!r})"
