"""The cases beside a directive file, each with the version that it is about."""

from collections.abc import Iterable
from pathlib import Path

from denizen.cli.case_files import load_with_json
from denizen.cli.directive_dates import records_of
from denizen.cli.nodes import FileError
from denizen.domain.cases import Case, Expected
from denizen.domain.directives import in_force
from denizen.domain.errors import InvalidError
from denizen.v1 import directive_pb2 as pb


def add_cases(file: pb.DirectiveFile, path: Path, names: Iterable[str]) -> None:
    """Gives each version the cases at whose moment it is in force by the dates of the file; where the file has none,
    every version gets all. Cases of other directives are passed over.

    `FileError` for a case file without a case of the directive, for an id in two of them, and for a case that expects
    somebody to be foreign when no version is in force.
    """
    seen: dict[str, str] = {}
    for index, name in enumerate(names):
        field = f"case_files[{index}]"
        if not name or Path(name).is_absolute():
            raise FileError(str(path), None, f"got {name!r}, wanted a path relative to this file", field)
        own = [
            (case, json) for case, json in load_with_json(path.parent / name) if case.directive == file.directive.name
        ]
        if not own:
            raise FileError(str(path), None, f"got {name!r}, which has no case of {file.directive.name}", field)
        for case, json in own:
            if case.id in seen:
                raise FileError(str(path), None, f"got {case.id!r} twice, in {seen[case.id]} too", field)
            seen[case.id] = name
            for version in _versions(file, case, path, field):
                version.cases.add(id=case.id, json=json)


def _versions(file: pb.DirectiveFile, case: Case, path: Path, field: str) -> list[pb.DirectiveVersion]:
    try:
        records = tuple(records_of(file))
    except InvalidError as error:
        raise FileError(str(path), None, error.message) from error
    versions = [entry.version for entry in file.versions]
    if not any(entry.activations for entry in file.versions):
        return versions
    number = in_force(records, case.at)
    if number is None and case.expected is not Expected.NOT_FOREIGN:
        problem = f"{case.id} expects {case.expected.value} when no version is in force, wanted NOT_FOREIGN"
        raise FileError(str(path), None, problem, field)
    return [version for version in versions if version.number == number]
