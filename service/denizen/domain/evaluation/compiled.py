"""A directive ready to be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from denizen.domain.directives import ActivationRecord, DirectiveKind, DirectiveVersion
from denizen.domain.evaluation.authorizing import Authorizations
from denizen.domain.evaluation.compiler import CompiledVersion
from denizen.domain.names import DirectiveName


@dataclass(frozen=True, slots=True, eq=False)
class CompiledDirective:
    """A directive as known at one revision, its versions compiled."""

    name: DirectiveName
    kind: DirectiveKind
    records: tuple[ActivationRecord, ...]
    versions: Mapping[int, tuple[DirectiveVersion, CompiledVersion]]
    authorizations: Authorizations = field(default_factory=Authorizations)

    @property
    def reaches_others(self) -> bool:
        """Whether it takes the facts of principals that claims name."""
        return self.authorizations.reaches_others or any(each.reaches_others for _, each in self.versions.values())
