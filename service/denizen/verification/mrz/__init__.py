"""Machine readable zones of travel documents: ICAO Doc 9303, parts 3 to 7. A misread is told, never put right."""

from denizen.verification.mrz.fields import Field, Flag, Names
from denizen.verification.mrz.layouts import Format
from denizen.verification.mrz.reading import MOST_CHARACTERS, MachineReadableZone, read

__all__ = ["MOST_CHARACTERS", "Field", "Flag", "Format", "MachineReadableZone", "Names", "read"]
