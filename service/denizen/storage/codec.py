"""Values of the domain as canonical JSON bytes, and back.

Equal values have equal bytes, in every process: keys are sorted, sets too, what has its default is left out, numbers
have one spelling. So bytes can be digested, and a field that is added later with a default changes no digest. A field
that this release does not know is an error: half of a fact could turn an answer round.
"""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn

from denizen.domain.claims import Claim, ClaimKind
from denizen.domain.countries import Country
from denizen.domain.directives import Threshold
from denizen.domain.evidence.documents import Document
from denizen.domain.rules import Rule, When

T = TypeVar("T")

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

Thresholds = Mapping[ClaimKind | None, Threshold]


def microseconds(moment: datetime) -> int:
    """Since the epoch."""
    return (moment - EPOCH) // MICROSECOND


def moment_of(microseconds_since_epoch: int) -> datetime:
    return EPOCH + timedelta(microseconds=microseconds_since_epoch)


def _decimal_text(number: Decimal) -> str:
    """1, 1.0 and 1E+0 are equal, and so is their text."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _snake_case(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


def _is_set(kind: object) -> bool:
    return frozenset in (kind, get_origin(kind))


class Codec:
    """Turns values into bytes and back. Safe to share between threads."""

    def __init__(self) -> None:
        self._converter = Converter(omit_if_default=True, forbid_extra_keys=True, detailed_validation=False)
        self._json = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode
        self._scalar(Country, lambda country: country.code, Country.of)
        self._scalar(datetime, microseconds, moment_of)
        self._scalar(date, date.isoformat, date.fromisoformat)
        self._scalar(timedelta, lambda span: span // MICROSECOND, lambda count: timedelta(microseconds=count))
        self._scalar(bytes, bytes.hex, bytes.fromhex)
        self._scalar(Decimal, _decimal_text, Decimal)
        self._converter.register_unstructure_hook_func(_is_set, self._sorted)
        self._converter.register_unstructure_hook_func(lambda kind: kind == Thresholds, self._thresholds)
        self._converter.register_structure_hook_func(lambda kind: kind == Thresholds, self._to_thresholds)
        self._tagged("kind", {member: member.kind.value for member in get_args(Claim)})
        self._tagged("evidence_kind", {member: member.kind.value for member in get_args(Document)})
        self._tagged("rule_type", {member: _snake_case(member.__name__) for member in get_args(Rule)})
        self._tagged("when", {member: _snake_case(member.__name__) for member in get_args(When)})

    def encode(self, value: object, *, without: str = "") -> bytes:
        """The canonical bytes of `value`, in UTF-8. `without`: the one field that is kept elsewhere."""
        plain = self.plain(value)
        if without:
            del plain[without]
        return self.written(plain)

    def plain(self, value: object) -> Any:  # noqa: ANN401 - what JSON has
        """What `encode` writes, as what JSON has."""
        return self._converter.unstructure(value)

    def written(self, plain: object) -> bytes:
        """The canonical bytes of what `plain` returned."""
        return self._json(plain).encode()

    def size_of(self, name: str, plain: object) -> int:
        """Bytes that a field takes among others; None: it is left out."""
        return 0 if plain is None else len(self._json(plain).encode()) + len(self._json(name)) + 2

    def decode(self, data: bytes | str, kind: type[T], **elsewhere: object) -> T:
        """The value of `kind` that has these bytes. `elsewhere`: the field that was left out of them."""
        plain = json.loads(data)
        if elsewhere:
            plain.update(elsewhere)
        return self._converter.structure(plain, kind)

    def structured(self, plain: object, kind: type[T]) -> T:
        """The value of `kind` of which the JSON was read already."""
        return self._converter.structure(plain, kind)

    def _scalar(self, kind: type[T], write: Callable[[T], object], read: Callable[[Any], T]) -> None:
        self._converter.register_unstructure_hook(kind, write)
        self._converter.register_structure_hook(kind, lambda value, _: read(value))

    def _tagged(self, tag: str, names: Mapping[Any, str]) -> None:
        """Each of the classes says under `tag` which one it is, also where nothing else would tell."""
        converter = self._converter
        classes = {name: cls for cls, name in names.items()}

        def write(cls: type) -> Callable[[object], dict[str, object]]:
            plain: Callable[[object], dict[str, object]] = make_dict_unstructure_fn(
                cls, converter, _cattrs_omit_if_default=True
            )
            name = names[cls]
            return lambda value: {tag: name, **plain(value)}

        def read(value: dict[str, object] | None, kind: type) -> object:
            if value is None and NoneType in get_args(kind):
                return None
            content = dict(value or {})
            return converter.structure(content, classes[str(content.pop(tag))])

        def is_union_of_them(kind: object) -> bool:
            members = get_args(kind) if get_origin(kind) in (UnionType, Union) else ()
            return len(members) > 1 and all(member is NoneType or member in names for member in members)

        converter.register_unstructure_hook_factory(lambda kind: kind in names, write)
        converter.register_unstructure_hook_func(is_union_of_them, converter.unstructure)
        converter.register_structure_hook_func(is_union_of_them, read)

    def _sorted(self, members: frozenset[object]) -> list[object]:
        return sorted(map(self._converter.unstructure, members), key=self._json)

    def _thresholds(self, thresholds: Thresholds) -> dict[str, object]:
        """The threshold of every other kind stands under the empty name."""
        return {kind.value if kind else "": self._converter.unstructure(each) for kind, each in thresholds.items()}

    def _to_thresholds(self, value: Mapping[str, object], _: object) -> Thresholds:
        return {
            ClaimKind(name) if name else None: self._converter.structure(each, Threshold)
            for name, each in value.items()
        }
