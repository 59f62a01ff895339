"""JSON Lines: an object on each line."""

import json
from collections.abc import Iterator

from denizen.cli.importing.records import LONGEST_ROW, Line, Lines, Record


class _BadRowError(Exception):
    """A row that cannot be read, in words that show nothing of it."""


class JsonLines:
    """The rows of a file. Of each only the wanted columns are read; what is within another object stands under a path
    such as `address.country`. `unseen`: the wanted columns that no row had so far, blank or not."""

    def __init__(self, lines: Lines, encoding: str, wanted: frozenset[str]) -> None:
        self._lines = lines
        self._encoding = encoding
        self._wanted = wanted
        self.unseen = set(wanted)

    def records(self) -> Iterator[Record]:
        """The rows; lines with nothing on them are none."""
        while (line := self._lines.next()) is not None:
            if line.content is not None and not line.content.strip():
                continue
            try:
                yield Record(line.number, self._columns(line), "", line.reached)
            except _BadRowError as problem:
                yield Record(line.number, {}, str(problem), line.reached)

    def _columns(self, line: Line) -> dict[str, str]:
        found = _flat(_read(line, self._encoding), self._wanted)
        self.unseen.difference_update(found)
        columns = {path: text for path, text in found.items() if text is not None}
        _check_writable("".join(columns.values()))
        return columns


def _read(line: Line, encoding: str) -> dict[str, object]:
    if line.content is None:
        raise _BadRowError(f"the row is longer than {LONGEST_ROW} bytes")
    try:
        # Numbers count as they are written.
        read = json.loads(
            line.content.decode(encoding),
            object_pairs_hook=_once,
            parse_float=str,
            parse_int=str,
            parse_constant=_no_constant,
        )
    except UnicodeDecodeError as error:
        raise _BadRowError(f"byte {error.start + 1} of the row is not {encoding}") from None
    except RecursionError:
        raise _BadRowError("the row is nested too deeply") from None
    except ValueError as error:
        raise _BadRowError(f"the row is no JSON object: {getattr(error, 'msg', error)}") from None
    if not isinstance(read, dict):
        raise _BadRowError("the row is no JSON object: it is none")
    return read


def _flat(row: dict[str, object], wanted: frozenset[str]) -> dict[str, str | None]:
    """What stands at the wanted paths; None: null does."""
    found: dict[str, str | None] = {}
    inside = [("", row)]
    while inside:
        path, within = inside.pop()
        for name, value in within.items():
            where = f"{path}.{name}" if path else name
            if where in wanted:
                if where in found:
                    raise _BadRowError(f"{where}: it stands there twice")
                found[where] = _text(value, where)
            elif isinstance(value, dict):
                inside.append((where, value))
            elif isinstance(value, list) and any(each.startswith(f"{where}.") for each in wanted):
                raise _BadRowError(f"{where}: it holds a list, wanted an object")
    return found


def _text(value: object, path: str) -> str | None:
    match value:
        case None:
            return None
        case bool():
            return str(value).lower()
        case str():
            return value
        case dict():
            raise _BadRowError(f"{path}: it holds an object, wanted text, a number, true or false")
        case _:
            raise _BadRowError(f"{path}: it holds a list, wanted text, a number, true or false")


def _check_writable(text: str) -> None:
    """That the text can be sent."""
    if "\0" in text:
        raise _BadRowError("the row has a NUL character")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise _BadRowError("the row has half of a character (an escape of a surrogate alone)") from None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")
