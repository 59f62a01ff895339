"""Files that are not as they should be: what is wrong is told row by row, and the rest goes on."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from denizen.cli.importing.json_lines import JsonLines
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
    "a list within": ('{"id": "x", "country": ["FR"]}', "country: it holds a list"),
    "an object within": ('{"id": "x", "country": {"code": "FR"}}', "country: it holds an object"),
    "a number that is none": ('{"id": "x", "country": NaN}', "NaN is no number of JSON"),
    "a number of 5,000 digits": (f'{{"id": {"7" * 5000}, "country": "FR"}}', "row_key"),
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


def read_json(text: str, *wanted: str) -> list[tuple[dict[str, str], str]]:
    rows = JsonLines(Lines(BytesIO(text.encode())), "utf-8", frozenset(wanted)).records()
    return [(dict(row.columns), row.problem) for row in rows]


def test_json_has_more_than_the_mapping_names() -> None:
    """What nobody asked for may be of any kind, and numbers count as they are written."""
    text = '{"id": -0, "tags": ["a"], "document": {"country": "FR", "pages": [1]}, "score": 1e3, "note": "\\u0000"}'
    wanted = {"id": "-0", "document.country": "FR", "score": "1e3"}
    assert read_json(text, *wanted, "absent") == [(wanted, "")]


def test_a_column_that_stands_twice_under_one_path_is_not_guessed() -> None:
    text = '{"document.country": "FR", "document": {"country": "US"}}'
    assert read_json(text, "document.country") == [({}, "document.country: it stands there twice")]
    (listed,) = read_json('{"document": [{"country": "US"}]}', "document.country")
    assert listed == ({}, "document: it holds a list, wanted an object")


def test_a_column_that_no_row_has_is_told(run: CommandLine, tmp_path: Path, mapping: Callable[..., str]) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"id": "a", "nationality": "FR"}\n{"id": "b"}\n')
    assert "no row has the column 'country'" in run("import", str(file), "--mapping", mapping()).output
    file.write_text('{"id": "a", "country": null}\n{"id": "b"}\n')
    assert "no row has" not in run("import", str(file), "--mapping", mapping()).output


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


def test_parquet_beyond_what_python_has_costs_its_row(
    run: CommandLine, tmp_path: Path, mapping: Callable[..., str]
) -> None:
    pa = pytest.importorskip("pyarrow")
    starts = pa.py_buffer(b"".join(n.to_bytes(4, "little") for n in (0, 2, 4, 6, 8)))
    country = pa.StringArray.from_buffers(4, starts, pa.py_buffer(b"\xff\xfeFRFRFR"))
    checked = pa.array([1_780_000_000_123_456_789, 1_780_000_000_123_456_789, None, 0], pa.timestamp("ns", "Mars/Base"))
    name = ["a", "b", "c" * (2 << 20), "d"]
    file = parquet(tmp_path / "rows.parquet", {"id": name, "country": country, "checked": checked})
    run("import", str(file), "--mapping", mapping(MAPPING.replace("{value: 2026-05-01}", "{column: checked}")))
    told_of = told(file)
    assert [status for status, _ in told_of] == ["refused", "added", "refused", "added"]
    assert "country: text that is not utf-8" in told_of[0][1]
    assert "longer than" in told_of[2][1]
    assert "2026-05-28T20:26:40.123456Z" in json.dumps(run.json("attest", "list", "b"))


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
    "CSV with lines of old": ("rows.csv", b"id,country\ra,FR\r", 2, "end in a carriage return alone"),
    "Parquet of nothing between its ends": ("rows.parquet", b"PAR1" + bytes(100) + b"PAR1", 2, "no Parquet file"),
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
    first, second = JsonLines(Lines(BytesIO(content)), "utf-8", frozenset({"id"})).records()
    assert "half of a character" in first.problem
    assert (second.problem, second.columns) == ("", {"id": "\N{GRINNING FACE}"})
