"""Calendar arithmetic that the law asks for."""

import calendar
from datetime import UTC, date, datetime, time, timedelta

NATURALIZATION_WINDOW_MONTHS = 6
"""8 USC 1324b(a)(3)(B)(i): six months from first eligibility."""


def add_months(day: date, months: int) -> date:
    """The same day `months` calendar months later, clamped to the end of that month, and to that of the calendar."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def last_day_to_apply(eligible_on: date) -> date:
    """The last day of the window in which somebody eligible for naturalisation must apply."""
    return add_months(eligible_on, NATURALIZATION_WINDOW_MONTHS)


def midnight(day: date) -> datetime:
    """The first instant of a day in UTC."""
    return datetime.combine(day, time(), UTC)


def after(day: date) -> datetime:
    """The first instant after a day in UTC; after the last day of the calendar, the last instant of it."""
    return datetime.max.replace(tzinfo=UTC) if day == date.max else midnight(day + timedelta(days=1))
