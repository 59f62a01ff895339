"""JSON Lines: an object on each line."""

import json
from collections.abc import Iterator

from denizen.cli.importing.records import LONGEST_ROW, Lines, Record


def json_records(lines: Lines, encoding: str) -> Iterator[Record]:
    """The rows; what is within another object stands under a path such as `address.country`."""
    while (line := lines.next()) is not None:
        if line.content is None:
            yield Record(line.number, {}, f"the row is longer than {LONGEST_ROW} bytes", line.reached)
            continue
        if not line.content.strip():
            continue
        columns: dict[str, str] = {}
        problem = ""
        try:
            _flatten(json.loads(line.content.decode(encoding), object_pairs_hook=_once, parse_float=str), "", columns)
        except UnicodeDecodeError as error:
            problem = f"byte {error.start + 1} of the row is not {encoding}"
        except RecursionError:
            problem = "the row is nested too deeply"
        except ValueError as error:
            problem = f"the row is no JSON object: {getattr(error, 'msg', error)}"
        if not problem:
            problem = _unwritable("".join(columns.values()))
        yield Record(line.number, {} if problem else columns, problem, line.reached)


def _unwritable(text: str) -> str:
    """What keeps the text from being sent; empty: nothing."""
    if "\0" in text:
        return "the row has a NUL character"
    try:
        text.encode()
    except UnicodeEncodeError:
        return "the row has half of a character (an escape of a surrogate alone)"
    return ""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)


def _flatten(value: object, path: str, into: dict[str, str]) -> None:
    match value:
        case dict():
            for name, inner in value.items():
                _flatten(inner, f"{path}.{name}" if path else name, into)
        case _ if not path:
            raise ValueError("it is none")
        case None:
            pass
        case bool():
            into[path] = str(value).lower()
        case str() | int():
            into[path] = str(value)
        case _:
            raise ValueError("it holds a list")
