"""Check digits of the machine readable zone: ICAO Doc 9303-3, section 4.9."""

_WEIGHTS = (7, 3, 1)
_VALUES = {character: value for value, character in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}


def check_digit(text: str) -> str | None:
    """The digit for the characters; None where one of them is none of `0-9`, `A-Z` and `<`."""
    if not all(character in _VALUES for character in text):
        return None
    total = sum(_VALUES[character] * _WEIGHTS[index % 3] for index, character in enumerate(text))
    return str(total % 10)
