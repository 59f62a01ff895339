"""Dates that a claim is supposed to have which nobody has attested: the same in every answer."""

from datetime import UTC, date, datetime

from denizen.domain.calendars import after, last_day_to_apply

EARLIER = datetime(1900, 1, 1, tzinfo=UTC)
LATER = datetime(1950, 1, 1, tzinfo=UTC)
"""For what is held since nobody knows when: in their order, before any on file."""
LONG_ELIGIBLE = date(1900, 1, 1)
"""A first day of eligibility whose window is over, whenever it is asked."""
SUPPOSED = (EARLIER, LATER, after(last_day_to_apply(LONG_ELIGIBLE)))
"""Every instant with which that brings others to be compared."""
