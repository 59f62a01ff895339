"""In how many ways it may be asked about one principal."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProbingLimits:
    """In how many ways one caller may ask about one principal within `seconds`: under so many directives, with presence
    asserted in so many countries, for so many purposes, and so many looks at explanations, differences and other days.

    Asking again what was asked is no other way.
    """

    directives: int = 16
    presences: int = 8
    purposes: int = 4
    looks: int = 60
    seconds: float = 600.0
