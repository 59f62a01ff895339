"""What static checks find in a version that is well formed and probably not meant."""

from dataclasses import dataclass
from enum import Enum


class WarningKind(Enum):
    """Each is allowed by itself. `domain.static_checks` finds them; docs/static-checks.md tells when."""

    NEVER_TRUE = "never_true"
    NEVER_FALSE = "never_false"
    OVERLAPPING_PROVISIONS = "overlapping_provisions"
    OVERLAPPING_VERSIONS = "overlapping_versions"
    GAP = "gap"
    UNMET_THRESHOLD = "unmet_threshold"
    UNREGISTERED_ISSUER = "unregistered_issuer"
    EMPTY_SET = "empty_set"


@dataclass(frozen=True, slots=True)
class StaticWarning:
    """A finding: the field that it is about, seen from the request, and what is found, in words."""

    kind: WarningKind
    field: str
    text: str
