"""Each check stops a directive file, and lets a near neighbour of it pass; by the use cases, on a store in memory."""

from pathlib import Path

import pytest

from denizen.cli.directive_files import load_directive_file, with_definitions
from denizen.cli.files import FileError
from denizen.domain.assurance import AssuranceLevel
from denizen.domain.claims import ClaimKind
from denizen.domain.errors import InvalidError
from denizen.domain.issuers import Issuer, Right
from denizen.domain.names import IssuerName, VersionName
from denizen.domain.warnings import WarningKind
from denizen.rpc.convert.directives import read_directive, read_publication
from denizen.rpc.convert.moments import read_interval
from denizen.rpc.convert.reference import read_country_set, read_list, read_resource
from denizen.storage.codec import Codec
from denizen.storage.memory import MemoryStore
from denizen.usecases.directive_use_cases import DirectiveUseCases
from denizen.usecases.ports import Event
from denizen.v1 import directive_pb2 as pb
from tests.unit.usecases.builders import ANN, HR, Clock

FILES = Path(__file__).parent / "files"
STOPPED = sorted(FILES.glob("*.stopped.yaml"))
REFUSED = sorted(FILES.glob("*.refused.yaml"))
PASSES = sorted(FILES.glob("*.passes.yaml"))
ISSUERS = (
    Issuer(HR, rights=(Right(highest=AssuranceLevel.SUBSTANTIAL),)),
    Issuer(IssuerName("issuers/consulate"), rights=(Right(frozenset({ClaimKind.CITIZENSHIP})),)),
)


def publish(path: Path, *, allowed: frozenset[WarningKind] = frozenset()) -> list[WarningKind]:
    """The last version of the file, on a server that has the rest of it; the warnings that were allowed."""
    file = load_directive_file(path)
    directives = served(file)
    name = read_directive(file.directive).name
    *before, last = file.versions
    for entry in before:
        directives.publish(ANN, name, read_publication(request(file, entry)))
        for effective in entry.activations:
            version = VersionName(f"{name}/versions/{entry.version.number}")
            directives.activate(ANN, version, read_interval(effective, ""))
    for effective in file.suspensions:
        directives.suspend(ANN, name, read_interval(effective, ""))
    draft = read_publication(request(file, last, *allowed))
    return [warning.kind for warning in directives.publish(ANN, name, draft).value.publication.allowed]


def request(file: pb.DirectiveFile, entry: pb.VersionEntry, *allowed: WarningKind) -> pb.PublishVersionRequest:
    version = with_definitions(entry.version, file.definitions)
    allow = [f"WARNING_KIND_{each.name}" for each in allowed]
    return pb.PublishVersionRequest(version=version, planned_activations=entry.activations, allow=allow)


def served(file: pb.DirectiveFile) -> DirectiveUseCases:
    store = MemoryStore(Clock())
    with store.write(ANN) as writer:
        for issuer in ISSUERS:
            writer.put_issuer(issuer)
        writer.record(Event("issuer.stored", HR))
    directives = DirectiveUseCases.on(store, Codec().encode)
    for resource in file.resources:
        directives.register_resource(ANN, read_resource(resource))
    for country_set in file.country_sets:
        directives.put_country_set(ANN, read_country_set(country_set))
    for screening_list in file.lists:
        directives.put_list(ANN, read_list(screening_list))
    directives.create(ANN, read_directive(file.directive))
    return directives


def kind_of(path: Path) -> WarningKind:
    """What the file is named after."""
    (kind,) = (each for each in WarningKind if path.name.startswith(each.name.lower().replace("_", "-")))
    return kind


@pytest.mark.parametrize("path", STOPPED, ids=lambda path: path.name)
def test_a_warning_stops_it_unless_it_is_allowed(path: Path) -> None:
    kind = kind_of(path)
    others = frozenset(WarningKind) - {kind}
    with pytest.raises(InvalidError) as raised:
        publish(path, allowed=others)
    assert raised.value.facts["warnings"] == kind.name
    assert raised.value.field.startswith(("version.", "planned_activations["))
    assert publish(path, allowed=frozenset({kind})) == [kind]


@pytest.mark.parametrize("path", PASSES, ids=lambda path: path.name)
def test_its_near_neighbour_passes(path: Path) -> None:
    assert publish(path) == []


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.name)
def test_an_error_stops_it_whatever_is_allowed(path: Path) -> None:
    with pytest.raises((InvalidError, FileError)) as raised:
        publish(path, allowed=frozenset(WarningKind))
    assert "version.provisions[0]." in str(raised.value)


def test_each_check_has_both() -> None:
    assert {kind_of(path) for path in STOPPED} == set(WarningKind)
    stems = {path.name.split(".")[0] for path in (*STOPPED, *REFUSED)}
    assert stems == {path.name.split(".")[0] for path in PASSES}
