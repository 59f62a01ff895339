"""One row of a coding system's table."""

from dataclasses import dataclass

from denizen.domain.countries.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Meaning:
    """`place` is the ISO 3166-1 alpha-2 code of what the code names, or of the state it belongs to where ISO gives it
    none; no place where the code asserts no country. `kind` stands before what the place itself would give."""

    place: str | None = None
    kind: Kind | None = None
    status: str | None = None
    successors: tuple[str, ...] = ()
    note: str = ""
