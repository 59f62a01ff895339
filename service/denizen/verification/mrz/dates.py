"""Dates of the machine readable zone: six characters, two of them for the year (ICAO Doc 9303-3, section 4.8)."""

from collections.abc import Iterator
from datetime import date

from denizen.verification.mrz.fields import FILLER, Flag

_CENTURIES = (1900, 2000, 2100)
_AHEAD = 50
"""An expiry is in the year that its digits can be nearest to now: less than this many ahead, at most that many ago."""


def birth(raw: str, today: date) -> tuple[tuple[date, ...] | None, set[Flag]]:
    """Every day that it can be, the earlier first; none after `today`. Two where the century is open."""
    if FILLER in raw:
        return None, _unknown(raw)
    days = tuple(day for day in _days(raw) if day <= today)
    if not days:
        return None, {Flag.NOT_A_DATE}
    return days, {Flag.CENTURY_AMBIGUOUS} if len(days) > 1 else set()


def expiry(raw: str, today: date) -> tuple[date | None, set[Flag]]:
    """The day. Documents are good for years, not for generations: there is one century that it can be."""
    if FILLER in raw:
        return None, _unknown(raw)
    days = [day for day in _days(raw) if today.year - _AHEAD <= day.year < today.year + _AHEAD]
    return (days[0], set()) if days else (None, {Flag.NOT_A_DATE})


def _unknown(raw: str) -> set[Flag]:
    """Fillers stand for whole parts only."""
    parts = (raw[0:2], raw[2:4], raw[4:6])
    whole = all(part == FILLER * 2 or FILLER not in part for part in parts)
    return {Flag.DATE_PARTLY_UNKNOWN} if whole else {Flag.NOT_A_DATE}


def _days(raw: str) -> Iterator[date]:
    year, month, day = int(raw[0:2]), int(raw[2:4]), int(raw[4:6])
    for century in _CENTURIES:
        try:
            yield date(century + year, month, day)
        except ValueError:
            continue
