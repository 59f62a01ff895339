"""Countries: ISO 3166-1 alpha-2 inside, parsed once at the edge from whatever coding system the evidence uses."""

from denizen.domain.countries.country import Country
from denizen.domain.countries.normalize import Normalized, normalize
from denizen.domain.countries.sovereignty import sovereign
from denizen.domain.countries.vocabulary import Kind, System

__all__ = ["Country", "Kind", "Normalized", "System", "normalize", "sovereign"]
