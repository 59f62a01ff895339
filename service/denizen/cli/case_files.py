"""Case files: YAML or JSON, decoded and read as cases."""

from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from denizen.cli.files import read
from denizen.cli.nodes import MAX_BYTES, FileError
from denizen.domain.cases import Case, parse_cases
from denizen.domain.errors import InvalidError


def load_cases(path: Path | str) -> tuple[Case, ...]:
    """The cases of a file. `FileError` says where it is wrong."""
    content = read(path)
    if len(content) > MAX_BYTES:
        raise FileError(str(path), None, f"got more than {MAX_BYTES} bytes")
    try:
        return parse_cases(YAML(typ="safe", pure=True).load(content.decode("utf-8-sig")))
    except UnicodeDecodeError:
        raise FileError(str(path), None, "wanted text in UTF-8") from None
    except InvalidError as error:
        raise FileError(str(path), None, error.message) from error
    except MarkedYAMLError as error:
        line = None if error.problem_mark is None else error.problem_mark.line + 1
        raise FileError(str(path), line, f"not YAML: {error.problem}") from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise FileError(str(path), None, f"not YAML: {error}") from None
