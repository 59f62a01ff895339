"""`denizen list` and `denizen country-set` against a server."""

from pathlib import Path

import pytest

from denizen.cli import screening
from tests.cli.conftest import CommandLine

LIST = (
    "{name: lists/entities, title: Entity List, source: {citation: '15 CFR 744', date: 2026-06-12}, test_subset: true}"
)
SET = """
name: countrySets/d5
title: Country group D:5
members: [{country: CN}, {country: RU, member: {start: 2022-01-01}}]
aliases: [{country: HK, counts_as: CN, effective: {start: 2020-12-23}}]
source: {citation: 15 CFR 740, date: 2026-06-12, confidence: TEXT}
test_subset: true
"""
LEI = "lei=529900EXAMPLE"


@pytest.fixture
def entities(run: CommandLine) -> CommandLine:
    """With a list without entries."""
    run.ok("list", "put", "-", stdin=LIST)
    return run


def count(run: CommandLine) -> int:
    return int(run.json("list", "get", "entities")["list"].get("entry_count", 0))


def test_a_list_is_stored_and_shown_with_its_source_and_mark(entities: CommandLine) -> None:
    for shown in (entities.ok("list", "get", "entities"), entities.ok("list", "put", "-", stdin=LIST)):
        for words in ("lists/entities", "Entity List", "15 CFR 744, 2026-06-12", "test subset, not the law"):
            assert words in shown
    assert "entities" in entities.ok("list", "list")
    assert entities.json("list", "list")[0]["name"] == "lists/entities"


def test_identifiers_are_put_on_it_and_taken_off(entities: CommandLine) -> None:
    entities.ok("list", "add", "entities", "--identifier", LEI, "--identifier", "duns=1", "--from", "2026-06-12")
    assert count(entities) == 2
    entities.ok("list", "add", "entities", "--identifier", LEI, "--from", "2026-06-12")
    assert count(entities) == 2
    entities.ok("list", "add", "entities", "--identifier", LEI, "--to", "2020-01-01")
    assert count(entities) == 3
    assert "entries  1" in " ".join(entities.ok("list", "remove", "entities", "--identifier", LEI).split(" " * 4))


def rows(number: int) -> str:
    return "scheme,value,from,to\n" + "".join(f"lei,{each},2026-06-12,\n" for each in range(number))


def test_the_rows_of_a_file_are_put_on_it_in_batches(
    entities: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screening, "AT_ONCE", 10)
    file = tmp_path / "entities.csv"
    file.write_text("\ufeff" + rows(25), encoding="utf-8")
    assert entities.ok("list", "load", "entities", str(file)) == "25 rows, 25 new: lists/entities has 25 entries\n"
    assert entities.ok("list", "load", "entities", "-", stdin=rows(27)).startswith("27 rows, 2 new")
    assert entities.ok("list", "load", "entities", "-", stdin="value,scheme\r\n1,duns\r\n").startswith("1 rows, 1 new")
    assert entities.ok("list", "load", "entities", "-", stdin=rows(0)).startswith("0 rows, 0 new")
    assert count(entities) == 28


WRONG: dict[str, tuple[str | bytes, str]] = {
    "a date": ("scheme,value,from\nlei,1,2026-06-12\nlei,2,tomorrow\n", "stdin:3: from: got 'tomorrow', wanted a date"),
    "a reversed interval": ("scheme,value,from,to\nlei,1,2026-06-12,2026-06-12\n", "stdin:2: end: got "),
    "a scheme": ("scheme,value\nL E I,1\n", "stdin:2: scheme: got 'L E I'"),
    "no value": ("scheme,value\nlei,\n", "stdin:2: value: got "),
    "a field more": ("scheme,value\nlei,1,2\n", "stdin:2: got another number of fields"),
    "a field less": ("scheme,value,from\nlei,1\n", "stdin:2: got another number of fields"),
    "an unknown column": ("scheme,value,until\n", "stdin:1: got the columns scheme, value, until"),
    "a column twice": ("scheme,value,value\n", "stdin:1: got the columns"),
    "no header": ("lei,1\n", "stdin:1: got the columns lei, 1, wanted scheme, value"),
    "nothing": ("", "stdin:1: got the columns nothing"),
    "an open quote": ('scheme,value\nlei,"1\n', "not CSV"),
    "not UTF-8": (b"scheme,value\nlei,\xff\n", "wanted text in UTF-8"),
}


@pytest.mark.parametrize(("content", "problem"), WRONG.values(), ids=WRONG)
def test_a_wrong_row_is_told_before_anything_is_sent(entities: CommandLine, content: str | bytes, problem: str) -> None:
    outcome = entities("list", "load", "entities", "-", stdin=content)
    assert outcome.exit_code == 2
    assert problem in outcome.stderr
    assert count(entities) == 0


def test_what_cannot_be_read_or_does_not_exist(run: CommandLine, tmp_path: Path) -> None:
    assert "No such file" in run("list", "load", "entities", str(tmp_path / "none.csv")).stderr
    missing = run("list", "load", "entities", "-", stdin=rows(1))
    assert (missing.exit_code, "NOT_FOUND" in missing.stderr) == (1, True)
    assert run("country-set", "get", "d5").exit_code == 1


def test_a_country_set_is_stored_and_shown_with_its_dates(run: CommandLine) -> None:
    stored = run.ok("country-set", "put", "-", stdin=SET)
    assert run.ok("country-set", "get", "d5") == stored
    for words in (
        "countrySets/d5",
        "15 CFR 740, 2026-06-12 (TEXT)",
        "CN, RU from 2022-01-01, HK as CN from 2020-12-23",
        "test subset, not the law",
    ):
        assert words in stored
    run.ok("country-set", "put", "-", stdin=SET.replace("{country: CN}, ", ""))
    assert [each["country"] for each in run.json("country-set", "get", "d5")["country_set"]["members"]] == ["RU"]
    assert "Country group D:5" in run.ok("country-set", "list")
    wrong = run("country-set", "put", "-", stdin=SET.replace("CN}, {", "XX}, {"))
    assert (wrong.exit_code, "country_set.members[0].country" in wrong.stderr) == (1, True)
