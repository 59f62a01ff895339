"""Directives compiled, and reference data read, once for each revision at which they changed."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import TypeVar

from denizen.domain.authorizations import Authorization
from denizen.domain.directives import DirectiveKind, DirectiveVersion
from denizen.domain.errors import NotFoundError
from denizen.domain.evaluation import Authorizations, CompiledDirective, CompiledVersion, compile_version
from denizen.domain.names import DirectiveName, ResourceName
from denizen.domain.reference import Reference
from denizen.usecases.ports import Reader

K = TypeVar("K")
T = TypeVar("T")

_MOST_DIRECTIVES = 1024
_MOST_REFERENCES = 8


class DirectiveCache:
    """What a snapshot shows of directives. Entries are immutable and named by the revision of the last change."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._directives: OrderedDict[tuple[DirectiveName, int], CompiledDirective | None] = OrderedDict()
        self._enforced: OrderedDict[int, tuple[DirectiveName, ...]] = OrderedDict()
        self._references: OrderedDict[int, Reference] = OrderedDict()
        self._resources: OrderedDict[int, frozenset[ResourceName]] = OrderedDict()
        self._authorizations: OrderedDict[int, tuple[Authorization, ...]] = OrderedDict()
        self._versions: OrderedDict[str, CompiledVersion] = OrderedDict()

    def directive(self, reader: Reader, name: DirectiveName, revision: int) -> CompiledDirective:
        """The directive, compiled. `NotFoundError` where there is none."""
        found = self._kept(
            self._directives, (name, revision), _MOST_DIRECTIVES, lambda: self._compile(reader, name, revision)
        )
        if found is None:
            raise NotFoundError(name)
        return found

    def enforced(self, reader: Reader, revision: int) -> tuple[CompiledDirective, ...]:
        """Every ENFORCED directive, in the order of names."""
        names = self._kept(
            self._enforced,
            revision,
            _MOST_REFERENCES,
            lambda: tuple(each.name for each in reader.directives() if each.kind is DirectiveKind.ENFORCED),
        )
        return tuple(self.directive(reader, name, revision) for name in names)

    def reference(self, reader: Reader, revision: int) -> Reference:
        """All reference data."""
        return self._kept(self._references, revision, _MOST_REFERENCES, reader.reference)

    def resources(self, reader: Reader, revision: int) -> frozenset[ResourceName]:
        """The names of all registered resources."""
        return self._kept(
            self._resources, revision, _MOST_REFERENCES, lambda: frozenset(each.name for each in reader.resources())
        )

    def authorizations(self, reader: Reader, revision: int) -> tuple[Authorization, ...]:
        """All authorizations."""
        return self._kept(
            self._authorizations,
            revision,
            _MOST_REFERENCES,
            lambda: tuple(each.authorization for each in reader.authorizations()),
        )

    def _compile(self, reader: Reader, name: DirectiveName, revision: int) -> CompiledDirective | None:
        directive = reader.directive(name)
        if directive is None:
            return None
        versions = {each.number: (each, self._version(each)) for each in reader.versions(name)}
        speaking = [each for each in self.authorizations(reader, revision) if name in each.directives]
        provisions = [provision for _, compiled in versions.values() for provision in compiled.provisions]
        authorizations = Authorizations.of(speaking, provisions)
        return CompiledDirective(name, directive.kind, tuple(reader.activations(name)), versions, authorizations)

    def _version(self, version: DirectiveVersion) -> CompiledVersion:
        return self._kept(self._versions, version.digest, _MOST_DIRECTIVES, lambda: compile_version(version.content))

    def _kept(self, cache: OrderedDict[K, T], key: K, most: int, make: Callable[[], T]) -> T:
        with self._lock:
            if key in cache:
                cache.move_to_end(key)
                return cache[key]
        made = make()
        with self._lock:
            cache[key] = made
            while len(cache) > most:
                cache.popitem(last=False)
        return made
