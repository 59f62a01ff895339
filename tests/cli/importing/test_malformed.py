"""Files that are not as they should be: what is wrong is told row by row, and the rest goes on."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from denizen.cli.importing.json_lines import json_records
from denizen.cli.importing.records import Lines
from tests.cli.conftest import CommandLine
from tests.cli.importing.test_import import MAPPING, results

DATES = MAPPING.replace(
    "{value: 2026-05-01}", "{column: checked, date_formats: [YYYY-MM-DD, DD.MM.YYYY, MM/DD/YYYY, DD/MM/YYYY]}"
)


@pytest.fixture
def mapping(tmp_path: Path) -> Callable[..., str]:
    def written(text: str = MAPPING, format_: str = "") -> str:
        path = tmp_path / "mapping.yaml"
        path.write_text(text.replace("{value: 2026-05-01}", '{value: "2026-05-01"}') + format_)
        return str(path)

    return written


def told(file: Path) -> list[tuple[str, str]]:
    return [(row["status"], row["text"]) for row in results(file)]


def test_dates_of_three_formats(run: CommandLine, tmp_path: Path, mapping: Callable[..., str]) -> None:
    file = tmp_path / "rows.csv"
    checked = ["2026-05-01", "01.05.2026", "05/21/2026", "21/05/2026", "05/06/2026", "31.02.2026", "1.5.2026", "soon"]
    file.write_text("id,country,checked\n" + "".join(f"p{n},FR,{day}\n" for n, day in enumerate(checked)))
    assert run("import", str(file), "--mapping", mapping(DATES)).exit_code == 1
    rows = results(file)
    assert [row["status"] for row in rows] == ["added"] * 4 + ["refused"] * 4
    assert "only one of" in rows[4]["text"]
    assert all("wanted a date as YYYY-MM-DD or DD.MM.YYYY" in row["text"] for row in rows[5:])
    assert {row["field"] for row in rows[4:]} == {"checked"}
    shown = [json.dumps(run.json("attest", "list", f"p{n}")) for n in range(4)]
    assert ["2026-05-01" in text for text in shown] == [True, True, False, False]
    assert ["2026-05-21" in text for text in shown] == [False, False, True, True]


ENCODINGS = {
    "windows-1252": ("windows-1252", "b\N{LATIN SMALL LETTER A WITH DIAERESIS}r,FR", "principal.name: wanted"),
    "UTF-8, read as such": ("utf-8", "b\N{LATIN SMALL LETTER A WITH DIAERESIS}r,FR", "principal.name: wanted"),
    "Latin-1, said to be UTF-8": ("", "b\N{LATIN SMALL LETTER A WITH DIAERESIS}r,FR", "byte 2 of the row is not utf-8"),
}


@pytest.mark.parametrize(("encoding", "row", "why"), ENCODINGS.values(), ids=ENCODINGS)
def test_an_encoding_costs_the_rows_that_it_does_not_fit(
    run: CommandLine, tmp_path: Path, mapping: Callable[..., str], encoding: str, row: str, why: str
) -> None:
    file = tmp_path / "rows.csv"
    file.write_bytes(f"id,country\na,FR\n{row}\nb,US\n".encode(encoding or "iso-8859-1"))
    form = f"format: {{encoding: {encoding}}}\n" if encoding else ""
    run("import", str(file), "--mapping", mapping(format_=form))
    (first, refused, last) = told(file)
    assert (first[0], refused[0], last[0]) == ("added", "refused", "added")
    assert why in refused[1]


def test_quoted_values_have_anything_in_them(run: CommandLine, tmp_path: Path, mapping: Callable[..., str]) -> None:
    file = tmp_path / "rows.tsv"
    file.write_bytes(b'id\tcountry\tnote\r\n"a"\t"FR"\t"two\r\nlines, ""quoted""\tand a tab"\r\nb\tUS\t\r\n')
    form = 'format: {delimiter: "\\t"}\n'
    run.ok("import", str(file), "--mapping", mapping(format_=form), "--format", "csv")
    assert [(row["line"], row["status"]) for row in results(file)] == [("2", "added"), ("4", "added")]


LINES = {
    "not JSON": ('{"id": "x"', "no JSON object"),
    "a list": ("[1, 2]", "no JSON object"),
    "a number": ("7", "no JSON object"),
    "a name twice": ('{"id": "x", "id": "y"}', "a name stands twice"),
    "a list within": ('{"id": "x", "country": ["FR"]}', "it holds a list"),
    "nested too deeply": ('{"a":' * 20_000 + "1" + "}" * 20_000, "nested too deeply"),
    "a NUL": ('{"id": "x\\u0000", "country": "FR"}', "NUL"),
    "10 MB": (f'{{"id": "x", "note": "{"n" * (10 << 20)}"}}', "longer than"),
}


@pytest.mark.parametrize(("line", "why"), LINES.values(), ids=LINES)
def test_a_bad_line_of_json(run: CommandLine, tmp_path: Path, mapping: Callable[..., str], line: str, why: str) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"id": "a", "country": "FR"}\n' + line + '\n\n{"id": "b", "country": "US"}')
    assert run("import", str(file), "--mapping", mapping()).exit_code == 1
    (first, refused, last) = told(file)
    assert (first[0], refused[0], last[0]) == ("added", "refused", "added")
    assert why in refused[1]


def parquet(path: Path, columns: dict[str, list[Any]]) -> Path:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    pq.write_table(pa.table(columns), path, compression="none", row_group_size=2)
    return path


TYPES = {
    "bytes": ([b"FR", b"US"], "country: a list, a structure or bytes"),
    "lists": ([["FR"], ["US"]], "country: a list, a structure or bytes"),
    "structures": ([{"code": "FR"}, {"code": "US"}], "country: a list, a structure or bytes"),
    "numbers": ([33, 1], "country: wanted"),
    "truths": ([True, False], "country: wanted"),
    "decimals": ([Decimal("1.5"), Decimal("2.5")], "country: wanted"),
}


@pytest.mark.parametrize(("column", "why"), TYPES.values(), ids=TYPES)
def test_parquet_of_another_type(
    run: CommandLine, tmp_path: Path, mapping: Callable[..., str], column: list[object], why: str
) -> None:
    file = parquet(tmp_path / "rows.parquet", {"id": ["a", "b"], "country": column})
    assert run("import", str(file), "--mapping", mapping()).exit_code == 1
    assert [(status, why in text) for status, text in told(file)] == [("refused", True)] * 2


@pytest.mark.parametrize(
    "column",
    [[date(2026, 5, 1)] * 2, [datetime(2026, 5, 1, 12, tzinfo=UTC)] * 2, ["2026-05-01"] * 2],
    ids=["dates", "moments", "text"],
)
def test_parquet_has_dates_of_its_own(
    run: CommandLine, tmp_path: Path, mapping: Callable[..., str], column: list[object]
) -> None:
    file = parquet(tmp_path / "rows.parquet", {"id": ["a", "b"], "country": ["FR", "US"], "checked": column})
    run.ok("import", str(file), "--mapping", mapping(MAPPING.replace("{value: 2026-05-01}", "{column: checked}")))
    assert "2026-05-01" in json.dumps(run.json("attest", "list", "a"))


def test_parquet_that_is_damaged_after_some_rows(run: CommandLine, tmp_path: Path, mapping: Callable[..., str]) -> None:
    """What could be read is taken in; where it ends is told."""
    names = [f"p{n:04}" for n in range(4000)]
    file = parquet(tmp_path / "rows.parquet", {"id": names, "country": ["FR"] * 4000})
    content = bytearray(file.read_bytes())
    at = content.index(b"p3000")
    content[at - 60 : at] = b"\xff" * 60
    file.write_bytes(content)
    outcome = run("import", str(file), "--mapping", mapping())
    assert outcome.exit_code == 2
    assert "damaged after row" in outcome.output


UNREADABLE = {
    "CSV that has no rows": ("rows.csv", b"id,country\n", 0, "0 rows: none"),
    "CSV of nothing but blank lines": ("rows.csv", b"\n\n \n", 2, "no header"),
    "JSON Lines of nothing": ("rows.jsonl", b"", 0, "0 rows: none"),
    "Parquet that is none": ("rows.parquet", b"id,country\na,FR\n", 2, "no Parquet file"),
    "Parquet that is cut off": ("rows.parquet", b"PAR1\x00\x01", 2, "no Parquet file"),
    "a name that says nothing": ("rows.txt", b"id,country\n", 2, "--format"),
}


@pytest.mark.parametrize(("name", "content", "code", "why"), UNREADABLE.values(), ids=UNREADABLE)
def test_files_without_rows(
    run: CommandLine, tmp_path: Path, mapping: Callable[..., str], name: str, content: bytes, code: int, why: str
) -> None:
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow")
    file = tmp_path / name
    file.write_bytes(content)
    outcome = run("import", str(file), "--mapping", mapping())
    assert (outcome.exit_code, why in outcome.output) == (code, True), outcome.output


def test_parquet(run: CommandLine, tmp_path: Path, mapping: Callable[..., str]) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    file = tmp_path / "rows.parquet"
    pq.write_table(pa.table({"id": ["a", "b", None], "country": ["FR", None, "US"], "other": [1, 2, 3]}), file)
    assert run("import", str(file), "--mapping", mapping()).exit_code == 1
    assert [(row["line"], row["status"]) for row in results(file)] == [("1", "added"), ("2", "added"), ("3", "refused")]
    file.write_bytes(b"PAR1 and then nothing")
    assert run("import", str(file), "--mapping", mapping()).exit_code == 2


def test_half_a_character_costs_its_row_and_not_the_file() -> None:
    content = b'{"id": "\\ud800"}\n{"id": "\\ud83d\\ude00"}\n'
    first, second = json_records(Lines(BytesIO(content)), "utf-8")
    assert "half of a character" in first.problem
    assert (second.problem, second.columns) == ("", {"id": "\N{GRINNING FACE}"})
