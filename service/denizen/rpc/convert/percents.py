"""Percentages, read exactly."""

import re
from decimal import Decimal

from denizen.domain.errors import InvalidError

_PERCENT = re.compile(r"(?:0|[1-9][0-9]{0,2})(?:\.[0-9]{1,6})?", re.ASCII)
_WHOLE = Decimal(100)


def read_percent(text: str, field: str, *, zero: bool = False, whole: bool = True) -> Decimal | None:
    """A decimal with at most six places, above 0 (with `zero` also 0) and at most (without `whole` less than) 100.
    Trailing zeros are dropped, so that equal shares are written alike. None for no text."""
    if not text:
        return None
    percent = Decimal(text.rstrip("0").rstrip(".") if "." in text else text) if _PERCENT.fullmatch(text) else None
    if percent is None or (percent == 0 and not zero) or percent > _WHOLE or (percent == _WHOLE and not whole):
        least = "0" if zero else "above 0"
        most = "100" if whole else "less than 100"
        raise InvalidError(field, text, f"a percentage from {least} to {most} with up to six places, such as '33.34'")
    return percent


def write_percent(percent: Decimal) -> str:
    """Without an exponent."""
    return f"{percent:f}"
