"""YAML or JSON files of a list of entries, checked field by field."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any, TypeVar

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from denizen.domain.errors import InvalidError
from denizen.identity.errors import IdentityError

T = TypeVar("T")

Entry = Mapping[str, Any]


def entries(content: bytes, name: str, read: Callable[[Entry, str], T]) -> list[T]:
    """What `read` makes of each entry of the list under `name`, which has to be all that there is.

    `read` gets the entry and where it stands, and may raise `InvalidError`.
    """
    try:
        document = YAML(typ="safe", pure=True).load(BytesIO(content))
    except (YAMLError, ValueError, RecursionError):
        raise IdentityError("wanted YAML or JSON") from None
    if not isinstance(document, dict) or set(document) != {name} or not isinstance(document[name], list):
        raise IdentityError(f"wanted a list under `{name}`, and nothing else")
    try:
        return [read(_entry(each, f"{name}[{n}]"), f"{name}[{n}]") for n, each in enumerate(document[name])]
    except InvalidError as error:
        raise IdentityError(error.message) from None


def only(entry: Entry, where: str, *known: str) -> None:
    """`InvalidError` for a field that is not known: it would be left out in silence."""
    for field in entry:
        if field not in known:
            raise InvalidError(f"{where}.{field}", None, f"one of {', '.join(known)}")


def text(entry: Entry, where: str, field: str) -> str:
    value = entry.get(field)
    if not isinstance(value, str) or not value:
        raise InvalidError(f"{where}.{field}", None, "text; in quotes if it looks like a number")
    return value


def _entry(value: object, where: str) -> Entry:
    if not isinstance(value, dict) or not all(isinstance(field, str) for field in value):
        raise InvalidError(where, None, "fields and their values")
    return value
