"""The commands of docs/documents.md, and what they print."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from tests.end_to_end.walking import plain
from tests.unit.verification.mrz.specimens import Specimen

DOCUMENT = Path(__file__).parents[2] / "docs" / "documents.md"
ZONE = Specimen(
    state="FRA",
    nationality="FRA",
    number="12AB34567",
    birth="900203",
    expiry="330506",
    names="EXEMPLE<<JEANNE<MARIE",
)
CHECKS = """
issued_on: 2023-05-07
checks:
  - {kind: VISUAL_IN_PERSON, by: an HR officer, at: 2026-01-05, result: PASSED}
  - {kind: FACE_IN_PERSON, by: an HR officer, at: 2026-01-05, result: PASSED}
"""


def steps() -> list[tuple[str, str]]:
    parts = re.findall(r"^\$ (.*?)\n(.*?)(?=^\$ |^```)", DOCUMENT.read_text(), re.DOTALL | re.MULTILINE)
    return [(command, output) for command, output in parts]


def test_the_commands_of_the_document(run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "zone.txt").write_text(ZONE.td3())
    (tmp_path / "checks.yaml").write_text(CHECKS)
    run.ok("principal", "create", "jeanne", "--kind", "person")
    assert len(steps()) >= 3
    for command, expected in steps():
        name, *arguments = shlex.split(command)
        outcome = CHECKS if name == "cat" else run(*arguments).output
        assert plain(outcome).strip() == plain(expected).strip(), f"{command}\n{outcome}"
