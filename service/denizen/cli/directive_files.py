"""Directive files with their imports: what one file means once everything that it rests on is at hand."""

from collections.abc import Iterable, MutableSequence
from pathlib import Path
from typing import TypeVar

from google.protobuf.message import Message

from denizen.cli.directive_cases import add_cases
from denizen.cli.files import FileError, load
from denizen.v1.directive_pb2 import CountrySet, DirectiveFile, DirectiveVersion, List, NamedDefinition, Resource
from denizen.v1.rule_pb2 import Rule

_OF_A_DIRECTIVE = frozenset({"versions", "suspensions", "rescinded_from", "case_files"})

Named = TypeVar("Named", Resource, NamedDefinition, CountrySet, List)


def load_directive_file(path: Path | str) -> DirectiveFile:
    """The file, with the resources, definitions, country sets and lists of its imports before its own.

    Imports are relative to the file that names them, and may import further files. `FileError` for a circle, for one
    name with two contents, and for what could not be applied twice: dates without a directive, a version without a
    number. Each version has the cases of the file's own case files that are about it.
    """
    merged = _merged(Path(path), (), {})
    _check(merged, path)
    add_cases(merged, Path(path), merged.case_files)
    del merged.imports[:], merged.case_files[:]
    return merged


def _check(file: DirectiveFile, path: Path | str) -> None:
    dated = [field.name for field, _ in file.ListFields() if field.name in _OF_A_DIRECTIVE]
    if dated and not file.HasField("directive"):
        raise FileError(str(path), None, "given without a directive, wanted the directive beside it", dated[0])
    for index, entry in enumerate(file.versions):
        if entry.version.number < 1:
            wanted = "a number from 1 on: without one, applying again would publish it again"
            raise FileError(str(path), None, f"got none, wanted {wanted}", f"versions[{index}].version.number")


def _merged(path: Path, importing: tuple[Path, ...], done: dict[Path, DirectiveFile]) -> DirectiveFile:
    place = path.resolve()
    if place in importing:
        circle = " imports ".join(step.name for step in (*importing[importing.index(place) :], place))
        raise FileError(str(path), None, f"got a circle, {circle}", "imports")
    if place in done:
        return done[place]
    own = load(path, DirectiveFile)
    result = DirectiveFile()
    for index, name in enumerate(own.imports):
        field = f"imports[{index}]"
        if not name or Path(name).is_absolute():
            raise FileError(str(path), None, f"got {name!r}, wanted a path relative to this file", field)
        _add(result, _merged(path.parent / name, (*importing, place), done), path, field)
    _add(result, own, path, "")
    for field in ("directive", "rescinded_from"):
        if own.HasField(field):
            getattr(result, field).CopyFrom(getattr(own, field))
    result.versions.extend(own.versions)
    result.suspensions.extend(own.suspensions)
    result.case_files.extend(own.case_files)
    done[place] = result
    return result


def _add(result: DirectiveFile, more: DirectiveFile, path: Path, field: str) -> None:
    _add_named(result.resources, more.resources, path, field)
    _add_named(result.definitions, more.definitions, path, field)
    _add_named(result.country_sets, more.country_sets, path, field)
    _add_named(result.lists, more.lists, path, field)


def _add_named(known: MutableSequence[Named], more: Iterable[Named], path: Path, field: str) -> None:
    """Adds what is not there yet. The same name with the same content is one thing."""
    by_name = {item.name: item for item in known}
    for item in more:
        if item.name not in by_name:
            known.append(item)
            by_name[item.name] = item
        elif item != by_name[item.name]:
            raise FileError(str(path), None, f"got {item.name!r} twice, with different content", field)


def with_definitions(version: DirectiveVersion, definitions: Iterable[NamedDefinition]) -> DirectiveVersion:
    """The version with those definitions that its rules name, directly or through others; its own come first.

    A name that nobody defines is left for the publisher to refuse.
    """
    complete = DirectiveVersion()
    complete.CopyFrom(version)
    known = {definition.name: definition for definition in (*definitions, *version.definitions)}
    used = {definition.name for definition in version.definitions}
    named = _names(version)
    while missing := [name for name in sorted(named - used) if name in known]:
        complete.definitions.extend(known[name] for name in missing)
        used.update(missing)
        named = _names(complete)
    return complete


def _names(message: Message) -> set[str]:
    """Every definition that a rule somewhere inside names."""
    found = {message.definition} if isinstance(message, Rule) and message.definition else set()
    for field, value in message.ListFields():
        if field.message_type is not None:
            for part in value if field.is_repeated else [value]:
                found |= _names(part)
    return found
