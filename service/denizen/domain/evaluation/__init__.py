"""The heart: from a definition and facts to a determination. Pure; the order of facts never matters."""

from denizen.domain.evaluation.answering import CompiledDirective, answer
from denizen.domain.evaluation.compiler import CompiledProvision, CompiledVersion, compile_version

__all__ = ["CompiledDirective", "CompiledProvision", "CompiledVersion", "answer", "compile_version"]
