"""The page of whole populations shows what the command prints."""

from pathlib import Path

from click.testing import CliRunner

from bench.days import main

PAGE = Path(__file__).parents[2] / "docs" / "populations.md"


def test_the_page_shows_a_company_as_it_is_counted() -> None:
    outcome = CliRunner().invoke(main, ["--principals", "1000", "--from", "2026-06-25", "--days", "2"])
    assert outcome.exit_code == 0, outcome.output
    title, headings, *days = outcome.stdout.splitlines()
    page = PAGE.read_text()
    assert len(days) == 2
    assert days[0].split()[1:] != days[1].split()[1:]
    for line in (title, headings, *days):
        assert line in page
