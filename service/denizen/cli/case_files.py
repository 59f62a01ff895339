"""Case files: YAML or JSON, decoded and read as cases."""

import json
from datetime import date
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from denizen.cli.files import read
from denizen.cli.nodes import MAX_BYTES, FileError
from denizen.domain.cases import Case, parse_cases
from denizen.domain.errors import InvalidError


def load_cases(path: Path | str) -> tuple[Case, ...]:
    """The cases of a file. `FileError` says where it is wrong."""
    return tuple(case for case, _ in load_with_json(path))


def load_with_json(path: Path | str) -> list[tuple[Case, str]]:
    """The cases of a file, each with the whole of what the file says of it as JSON. `FileError` as above."""
    content = read(path)
    if len(content) > MAX_BYTES:
        raise FileError(str(path), None, f"got more than {MAX_BYTES} bytes")
    try:
        raw = YAML(typ="safe", pure=True).load(content.decode("utf-8-sig"))
        return [(case, _json(each)) for case, each in zip(parse_cases(raw), raw, strict=True)]
    except UnicodeDecodeError:
        raise FileError(str(path), None, "wanted text in UTF-8") from None
    except InvalidError as error:
        raise FileError(str(path), None, error.message) from error
    except MarkedYAMLError as error:
        line = None if error.problem_mark is None else error.problem_mark.line + 1
        raise FileError(str(path), line, f"not YAML: {error.problem}") from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise FileError(str(path), None, f"not YAML: {error}") from None


def _json(raw: object) -> str:
    return json.dumps(raw, ensure_ascii=False, default=_date)


def _date(value: object) -> str:
    """YAML has dates and instants, which JSON writes as text."""
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} in a case")
