"""A mapping file, read and checked, and the rows that it makes of a file's."""

import codecs
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from denizen.cli.files import FileError, loads, read, shown_name
from denizen.cli.importing.claims import NotMappedError, claim_of
from denizen.cli.importing.values import Row, RowError, Value, format_pattern, moment_of, truth_of, value_of
from denizen.cli.nodes import Items, Mapping, Node, parse
from denizen.domain import imports, names
from denizen.domain.errors import InvalidError
from denizen.v1.attestation_pb2 import Attestation, ImportedAttestation, ImportRow
from denizen.v1.claim_pb2 import Claim
from denizen.v1.import_mapping_pb2 import ImportMapping, MappedAttestation, MappedValue
from denizen.v1.import_pb2 import ImportedPrincipal
from denizen.v1.interval_pb2 import Interval
from denizen.v1.principal_pb2 import PRINCIPAL_KIND_PERSON, ExternalIdentifier

_Part = Callable[[Row, dict[str, Claim]], ImportedAttestation | None]


@dataclass(frozen=True, slots=True)
class Mapper:
    """A mapping that may be used. `columns`: those that it reads."""

    mapping: ImportMapping
    columns: frozenset[str]
    key: Callable[[Row], str]
    _principal: Callable[[Row], ImportedPrincipal]
    _parts: Sequence[_Part]

    def row(self, row: Row) -> ImportRow:
        """What is sent of a row. `RowError`."""
        principal = self._principal(row)
        made: dict[str, Claim] = {}
        parts = [part(row, made) for part in self._parts]
        key = self.key(row)
        size = len(key.encode())
        if not 0 < size <= imports.LONGEST_KEY:
            raise RowError("row_key", f"wanted 1 to {imports.LONGEST_KEY} bytes in its columns")
        return ImportRow(key=key, principal=principal, attestations=[each for each in parts if each is not None])


def load_mapping(file: str) -> Mapper:
    """The mapping in a file. `FileError` says where it is wrong."""
    content, name = read(file), shown_name(file)
    mapping = loads(content, ImportMapping, name)
    try:
        return mapper_of(mapping)
    except NotMappedError as error:
        raise FileError(name, _line(parse(content, name), error.path), error.problem, error.path) from None


def mapper_of(mapping: ImportMapping) -> Mapper:
    """The mapping, ready to be used. `NotMappedError`."""
    _identifier(mapping.source, "source")
    _identifier(mapping.purpose, "purpose")
    _check_format(mapping)
    values = dict(_values(mapping, ""))
    for path, value in values.items():
        if value.WhichOneof("source") is None or not (value.column or value.value):
            raise NotMappedError(path, "wanted one of column and value")
        for index, text in enumerate(value.date_formats):
            try:
                format_pattern(text)
            except ValueError as wanted:
                raise NotMappedError(f"{path}.date_formats[{index}]", f"wanted {wanted}") from None
    if not 0 < len(mapping.attestations) <= imports.MOST_CLAIMS:
        raise NotMappedError("attestations", f"wanted 1 to {imports.MOST_CLAIMS}")
    principal, naming = _principal(mapping)
    slots: list[str] = []
    parts = []
    for index, each in enumerate(mapping.attestations):
        path = f"attestations[{index}]"
        _identifier(each.slot, f"{path}.slot")
        if each.slot in slots:
            raise NotMappedError(f"{path}.slot", "given twice")
        parts.append(_part(mapping, each, path, slots))
        slots.append(each.slot)
    key = [*mapping.row_key] or naming
    columns = frozenset({value.column for value in values.values() if value.column} | set(key))
    return Mapper(mapping, columns, lambda row: _key([row.get(each, "").strip() for each in key]), principal, parts)


def _key(values: Sequence[str]) -> str:
    """By which a row is known again: other values make another key. Empty where all of them are."""
    if len(values) > 1 and any(values):
        return "|".join(each.replace("\\", r"\\").replace("|", r"\|") for each in values)
    return "".join(values)


def _principal(mapping: ImportMapping) -> tuple[Callable[[Row], ImportedPrincipal], list[str]]:
    mapped = mapping.principal
    if not (mapped.HasField("id") or mapped.identifiers):
        raise NotMappedError("principal", "wanted an id, or an identifier")
    name = value_of(mapped.id) if mapped.HasField("id") else None
    shown = value_of(mapped.display_name) if mapped.HasField("display_name") else None
    populations = [value_of(each) for each in mapped.populations]
    identifiers: list[tuple[str, Value]] = []
    for index, each in enumerate(mapped.identifiers):
        if not each.scheme or not each.HasField("value"):
            raise NotMappedError(f"principal.identifiers[{index}]", "wanted a scheme and a value")
        identifiers.append((each.scheme, value_of(each.value)))
    kind = mapped.kind or PRINCIPAL_KIND_PERSON
    naming = [mapped.id.column] if mapped.id.column else [each.value.column for each in mapped.identifiers]

    def make(row: Row) -> ImportedPrincipal:
        said = name(row) if name else ""
        linked = [(scheme, read(row)) for scheme, read in identifiers]
        if not said and not any(value for _, value in linked):
            raise RowError(" ".join(filter(None, naming)), "wanted whom the row is about")
        return ImportedPrincipal(
            name=f"principals/{said}" if said else "",
            kind=kind,
            populations=sorted({each for each in (read(row) for read in populations) if each}),
            display_name=shown(row) if shown else "",
            external_identifiers=[ExternalIdentifier(scheme=scheme, value=value) for scheme, value in linked if value],
            existing_only=mapped.existing_only,
            replace_populations=mapped.replace_populations,
        )

    return make, [each for each in naming if each]


def _part(mapping: ImportMapping, mapped: MappedAttestation, path: str, before: Sequence[str]) -> _Part:
    if mapped.HasField("complete") == bool(mapped.claim):
        raise NotMappedError(path, "wanted one of claim and complete")
    claim = claim_of(mapped, path) if mapped.claim else None
    for index, member in enumerate(mapped.complete.members):
        if member not in before:
            raise NotMappedError(f"{path}.complete.members[{index}]", "wanted a slot that stands before it")
    if mapped.HasField("complete") and not mapped.complete.claim_kind:
        raise NotMappedError(f"{path}.complete.claim_kind", "got nothing, wanted the kind that is closed")
    when = value_of(mapped.when) if mapped.HasField("when") else None
    review = truth_of(mapped.review) if mapped.HasField("review") else None
    verified = moment_of(mapped.verified_at) if mapped.HasField("verified_at") else None
    issuer = value_of(mapped.issuer) if mapped.HasField("issuer") else None
    level = value_of(mapped.assurance.level) if mapped.HasField("assurance") else None
    evidence = [value_of(each) for each in mapped.evidence]
    intervals = [
        (name, side, moment_of(getattr(getattr(mapped, name), side)))
        for name in ("held", "vouched")
        for side in ("start", "end")
        if mapped.HasField(name) and getattr(mapped, name).HasField(side)
    ]
    purposes = list(mapped.purposes) or [mapping.purpose]

    def make(row: Row, made: dict[str, Claim]) -> ImportedAttestation | None:
        if when is not None and when(row) in ("", "false"):
            return None
        said = claim(row) if claim else _complete(mapped, made)
        if said is None:
            return None
        made[mapped.slot] = said
        attestation = Attestation(claim=said, does_not_hold=mapped.does_not_hold, purposes=purposes)
        for name, side, read_side in intervals:
            moment = read_side(row)
            if moment is not None:
                interval: Interval = getattr(attestation, name)
                getattr(interval, side).CopyFrom(moment)
        verified_at = verified(row) if verified else None
        if verified_at is not None:
            attestation.verified_at.CopyFrom(verified_at)
        if issuer is not None:
            attestation.issuer = issuer(row)
        if level is not None:
            attestation.assurance.framework, attestation.assurance.level = mapped.assurance.framework, level(row)
        attestation.evidence.extend(each for each in (read_one(row) for read_one in evidence) if each)
        return ImportedAttestation(
            slot=mapped.slot, attestation=attestation, review=review(row) if review is not None else False
        )

    return make


def _complete(mapped: MappedAttestation, made: dict[str, Claim]) -> Claim:
    claim = Claim()
    closed = claim.completeness
    closed.claim_kind = mapped.complete.claim_kind
    closed.countries.extend(mapped.complete.countries)
    closed.except_countries.extend(mapped.complete.except_countries)
    for member in mapped.complete.members:
        if member in made:
            closed.members.add().CopyFrom(_by_value(made[member], member))
    return claim


def _by_value(claim: Claim, slot: str) -> Claim:
    """A member names its country as ISO 3166-1 alpha-2."""
    if not claim.HasField("country_as_given"):
        return claim
    from denizen.cli.importing.countries import as_iso2  # noqa: PLC0415 - tables that most mappings do without

    return as_iso2(claim, f"{slot}.country")


def _check_format(mapping: ImportMapping) -> None:
    if len(mapping.format.delimiter) > 1 or mapping.format.delimiter in ('"', "\n", "\r"):
        raise NotMappedError("format.delimiter", "wanted one character")
    encoding = mapping.format.encoding or "utf-8"
    try:
        one_byte = "\n".encode(codecs.lookup(encoding).name) == b"\n"
    except LookupError:
        one_byte = False
    if not one_byte:
        raise NotMappedError("format.encoding", "wanted an encoding such as utf-8, windows-1252 or iso-8859-1")


def _identifier(text: str, path: str) -> None:
    try:
        names.identifier(text, path)
    except InvalidError as error:
        raise NotMappedError(path, error.message.removeprefix(f"{path}: ")) from None


def _values(message: object, path: str) -> list[tuple[str, MappedValue]]:
    """Every value of the mapping, with its path."""
    found: list[tuple[str, MappedValue]] = []
    for field, value in message.ListFields():  # type: ignore[attr-defined]  # a message
        if field.message_type is None:
            continue
        where = f"{path}.{field.name}" if path else field.name
        several = [(f"{where}[{i}]", each) for i, each in enumerate(value)] if field.is_repeated else [(where, value)]
        for place, each in several:
            if isinstance(each, MappedValue):
                found.append((place, each))
            else:
                found += _values(each, place)
    return found


def _line(node: Node, path: str) -> int:
    """The line of the deepest part of the path that the file has."""
    for step in path.replace("[", ".[").split("."):
        inner: Node | None = None
        if step.startswith("[") and isinstance(node, Items):
            index = int(step[1:-1])
            inner = node.items[index] if index < len(node.items) else None
        elif isinstance(node, Mapping):
            inner = next((entry.value for entry in node.entries if entry.key == step), None)
        if inner is None:
            break
        node = inner
    return node.line
