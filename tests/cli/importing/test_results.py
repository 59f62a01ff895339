"""The result file of an import: for spreadsheets, for one writer, and for going on."""

import csv
import errno
import re
import subprocess
import sys
from io import StringIO
from itertools import count
from pathlib import Path

import pytest

from denizen.cli.importing.results import Outcome, Results, neutral
from tests.cli.conftest import CommandLine
from tests.cli.importing.test_import import mapping, results, state

__all__ = ["mapping"]


def test_no_cell_of_the_result_is_a_formula(run: CommandLine, tmp_path: Path, mapping: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_text('id,country\n"=HYPERLINK(""http://x"")",FR\n@SUM(1),FR\n+1,FR\n-1,FR\n')
    run("import", str(file), "--mapping", str(mapping))
    cells = [cell for row in results(file) for cell in row.values()]
    assert len(cells) == 36
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


@pytest.mark.parametrize(
    "text",
    ["a;=1+1", 'a;"=1', "a\t@x", "a\n -1", '"=1', "a; ＋1"],
    ids=["semicolon", "quoted", "tab", "line", "quote", "wide"],
)
def test_nothing_is_a_formula_where_a_spreadsheet_takes_other_delimiters(text: str) -> None:
    """In half of Europe a cell ends at a semicolon."""
    cells = re.split(r"[;\t\n]", neutral(text))
    assert [each for each in cells if each.lstrip(' "').startswith(("=", "+", "-", "@", "＋"))] == []
    assert neutral("a;b=1, c-2") == "a;b=1, c-2"


def test_two_imports_do_not_write_to_one_result(run: CommandLine, tmp_path: Path, mapping: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("id,country\na,FR\n")
    with Results(tmp_path / "rows.csv.result.csv", "the other one", journalled=True) as other:
        refused = run("import", str(file), "--mapping", str(mapping))
        assert (refused.exit_code, "another import writes to it" in refused.output) == (2, True)
        other.add([Outcome(2, "a", "added")])
    assert results(file)[0]["key"] == "a"
    run.ok("import", str(file), "--mapping", str(mapping))


def test_two_imports_of_one_file_at_once_end_as_one(run: CommandLine, tmp_path: Path, mapping: Path) -> None:
    """Each to a result of its own: every row is new to one of them, and unchanged to the other."""
    file = tmp_path / "rows.csv"
    file.write_text("id,country\n" + "".join(f"p{n},FR\n" for n in range(1500)))
    command = [sys.executable, "-c", "from denizen.cli.main import main; main()", "import", str(file)]
    command += ["--mapping", str(mapping), "--target", run.target, "--result"]
    told = [tmp_path / "first.csv", tmp_path / "second.csv"]
    both = [subprocess.Popen([*command, str(each)], stdout=subprocess.DEVNULL) for each in told]
    assert [each.wait(60) for each in both] == [0, 0]
    rows = zip(*(csv.DictReader(StringIO(each.read_text())) for each in told), strict=True)
    assert {tuple(sorted((one["status"], other["status"]))) for one, other in rows} == {("added", "unchanged")}
    assert {len(said) for _, _, _, said in state(run.target)} == {1}


def test_a_full_disk_is_told_and_the_import_goes_on_afterwards(
    run: CommandLine, tmp_path: Path, mapping: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("id,country\n" + "".join(f"p{n},FR\n" for n in range(600)))
    add, calls = Results.add, count()

    def full(results: Results, outcomes: list[Outcome]) -> None:
        if next(calls):
            raise OSError(errno.ENOSPC, "No space left on device")
        add(results, outcomes)

    with monkeypatch.context() as patched:
        patched.setattr(Results, "add", full)
        outcome = run("import", str(file), "--mapping", str(mapping))
    assert (outcome.exit_code, "No space left on device" in outcome.output) == (1, True)
    run.ok("import", str(file), "--mapping", str(mapping))
    assert [row["status"] for row in results(file)] == ["added"] * 500 + ["unchanged"] * 100


def test_what_a_dry_run_wrote_over_is_not_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "result.csv"
    with Results(path, "import", journalled=True) as interrupted:
        interrupted.add([Outcome(2, "a", "added")])
    with Results(path, "import", journalled=False) as dry:
        dry.add([Outcome(line, "b" * 50, "added") for line in range(2, 9)])
    with Results(path, "import", journalled=True) as again:
        assert again.resumed == 0
