"""The catalogue that comes with Denizen, and directive files in its form, as the service would take them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from denizen.cli.directive_dates import records_of
from denizen.cli.directive_files import load_directive_file, with_definitions
from denizen.domain.directives import DirectiveVersion
from denizen.domain.errors import InvalidError
from denizen.domain.evaluation import CompiledDirective, CompiledVersion, compile_version
from denizen.domain.names import CountrySetName, DirectiveName, ListName, ResourceName
from denizen.domain.reference import CountrySet
from denizen.domain.refusals import inside
from denizen.rpc.convert.directives import read_directive, read_draft
from denizen.rpc.convert.reference import read_country_set, read_list, read_resource
from denizen.v1 import directive_pb2 as pb

CATALOGUE = Path(__file__).parents[1] / "catalogue"
_UNPUBLISHED = datetime.min.replace(tzinfo=UTC)


def catalogue_files() -> list[Path]:
    """The directives of the catalogue, in the order of their names."""
    return sorted(CATALOGUE.glob("*.yaml"))


@dataclass(frozen=True, slots=True)
class Directives:
    """Directives ready to be asked, with the reference data that they rest on and the resources that they name."""

    by_name: Mapping[DirectiveName, CompiledDirective]
    country_sets: Mapping[CountrySetName, CountrySet]
    lists: frozenset[ListName]
    resources: frozenset[ResourceName]

    @classmethod
    def load(cls, paths: Iterable[Path]) -> "Directives":
        """Those in the files; a later file takes the place of an earlier one of the same name. `FileError` for what no
        server would take."""
        return cls.of((str(path), load_directive_file(path)) for path in paths)

    @classmethod
    def of(cls, files: Iterable[tuple[str, pb.DirectiveFile]]) -> "Directives":
        by_name: dict[DirectiveName, CompiledDirective] = {}
        country_sets: dict[CountrySetName, CountrySet] = {}
        lists: set[ListName] = set()
        resources: set[ResourceName] = set()
        for path, file in files:
            with inside(path):
                country_sets.update((each.name, each) for each in map(read_country_set, file.country_sets))
                lists.update(read_list(each).name for each in file.lists)
                resources.update(read_resource(each).name for each in file.resources)
                if file.HasField("directive"):
                    compiled = _compiled(file)
                    by_name[compiled.name] = compiled
        return cls(by_name, country_sets, frozenset(lists), frozenset(resources))


def _compiled(file: pb.DirectiveFile) -> CompiledDirective:
    directive = read_directive(file.directive)
    versions = dict(_version(directive.name, entry, file.definitions) for entry in file.versions)
    return CompiledDirective(directive.name, directive.kind, tuple(records_of(file)), versions)


def _version(
    directive: DirectiveName, entry: pb.VersionEntry, definitions: Sequence[pb.NamedDefinition]
) -> tuple[int, tuple[DirectiveVersion, CompiledVersion]]:
    draft = read_draft(with_definitions(entry.version, definitions))
    if draft.number is None:
        raise InvalidError("version.number", None, "a number from 1 on")
    version = DirectiveVersion(directive, draft.number, draft.content, "", _UNPUBLISHED)
    return draft.number, (version, compile_version(draft.content))
