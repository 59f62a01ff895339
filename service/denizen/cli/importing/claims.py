"""Claims out of rows, of every kind that the API has."""

from collections.abc import Callable
from typing import Any

from google.protobuf.descriptor import FieldDescriptor

from denizen.cli.importing.values import Row, RowError, date_of, truth_of, value_of
from denizen.cli.vocabulary import descriptor_of, number_of, words
from denizen.v1.claim_pb2 import Claim
from denizen.v1.import_mapping_pb2 import MappedAttestation, MappedField, MappedValue

_PRINCIPALS = frozenset({"organisation", "owner", "controller", "principal"})
"""Fields that name a principal, of which the collection may be left out."""
DATES = frozenset({"eligible_on", "applied_on"})
_Setter = Callable[[Row, Any], bool]
"""Sets a field of a claim; whether there was anything to set."""


class NotMappedError(Exception):
    """A mapping that cannot be meant: at which of its fields, and what it wanted."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = path
        self.problem = problem


def claim_of(mapped: MappedAttestation, path: str) -> Callable[[Row], Claim | None]:
    """Makes the claim of a row; None where all its columns are blank. `NotMappedError`."""
    kinds = [field.name for field in Claim.DESCRIPTOR.oneofs_by_name["value"].fields if field.name != "completeness"]
    if mapped.claim not in kinds:
        raise NotMappedError(f"{path}.claim", f"wanted one of {', '.join(kinds)}")
    message = descriptor_of(getattr(Claim(), mapped.claim))
    setters: list[_Setter] = []
    columns = False
    seen: set[str] = set()
    for index, field in enumerate(mapped.fields):
        where = f"{path}.fields[{index}]"
        described = message.fields_by_name.get(field.field)
        if described is None or described.is_repeated:
            known = ", ".join(each.name for each in message.fields if not each.is_repeated)
            raise NotMappedError(f"{where}.field", f"wanted one of {known or 'none: it has no fields'}")
        if field.field in seen:
            raise NotMappedError(f"{where}.field", "given twice")
        seen.add(field.field)
        columns = columns or getattr(field, "from").WhichOneof("source") == "column"
        setters.append(_setter(field, described, where))
    system = mapped.country_system
    if system and "country" not in seen:
        raise NotMappedError(f"{path}.country_system", "wanted only where the field country is mapped")

    def make(row: Row) -> Claim | None:
        claim = Claim()
        value = getattr(claim, mapped.claim)
        value.SetInParent()
        said = [setter(row, value) for setter in setters]
        if columns and not any(
            filled for filled, field in zip(said, mapped.fields, strict=True) if getattr(field, "from").column
        ):
            return None
        if system and value.country:
            claim.country_as_given.code, claim.country_as_given.system = value.country, system
            value.country = ""
        return claim

    return make


def _setter(field: MappedField, described: FieldDescriptor, path: str) -> _Setter:
    source: MappedValue = getattr(field, "from")
    name = described.name
    if described.enum_type is not None:
        return _word_setter(source, described, path)
    if described.cpp_type == FieldDescriptor.CPPTYPE_BOOL:
        truth, text = truth_of(source), value_of(source)

        def set_truth(row: Row, value: Any) -> bool:  # noqa: ANN401 - a message of some claim
            if not text(row):
                return False
            setattr(value, name, truth(row))
            return True

        return set_truth
    read = date_of(source) if name in DATES else value_of(source)

    def set_text(row: Row, value: Any) -> bool:  # noqa: ANN401 - as above
        said = read(row)
        if said and name in _PRINCIPALS and "/" not in said:
            said = f"principals/{said}"
        setattr(value, name, said)
        return bool(said)

    return set_text


def _word_setter(source: MappedValue, described: FieldDescriptor, path: str) -> _Setter:
    enum = described.enum_type
    assert enum is not None  # noqa: S101 - whoever calls has looked
    known = ", ".join(words(enum))
    for said in [source.value, source.otherwise, *(word.means for word in source.words)]:
        if said and number_of(enum, said) is None:
            raise NotMappedError(f"{path}.from", f"wanted one of {known}")
    read, name, column = value_of(source), described.name, source.column or "value"

    def set_word(row: Row, value: Any) -> bool:  # noqa: ANN401 - as above
        said = read(row)
        if not said:
            return False
        number = number_of(enum, said.upper().replace("-", "_").replace(" ", "_"))
        if not number:
            raise RowError(column, f"wanted one of {known}, or words for them in the mapping")
        setattr(value, name, number)
        return True

    return set_word
