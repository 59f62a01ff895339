"""The heart: from a definition and facts to a determination. Pure; the order of facts never matters."""

from denizen.domain.evaluation.alike import Alike
from denizen.domain.evaluation.answering import answer, found
from denizen.domain.evaluation.authorizing import Authorizations
from denizen.domain.evaluation.compiled import CompiledDirective
from denizen.domain.evaluation.compiler import (
    CompiledProvision,
    CompiledVersion,
    check_conditions,
    compile_version,
)

__all__ = [
    "Alike",
    "Authorizations",
    "CompiledDirective",
    "CompiledProvision",
    "CompiledVersion",
    "answer",
    "check_conditions",
    "compile_version",
    "found",
]
