"""`denizen normalize`."""

import json

import pytest
from click.testing import CliRunner

from denizen.cli.main import denizen


def test_a_code_says_country_and_status() -> None:
    outcome = CliRunner().invoke(denizen, ["normalize", "GBN", "--system", "ICAO_MRZ"])
    assert outcome.exit_code == 0
    assert [line.split() for line in outcome.stdout.splitlines()][2:4] == [["country", "GB"], ["status", "BNO"]]


@pytest.mark.parametrize(
    ("code", "system", "wanted"),
    [
        ("PR", "ISO2", {"country": "US", "territory": "PR", "kind": "us_territory"}),
        ("SCG", "ISO3166-3", {"country": None, "kind": "former", "successors": ["RS", "ME"]}),
        ("NO", "ISO2", {"country": "NO"}),
    ],
)
def test_json_has_what_is_said(code: str, system: str, wanted: dict[str, object]) -> None:
    outcome = CliRunner().invoke(denizen, ["normalize", code, "--system", system, "--json"])
    said = json.loads(outcome.stdout)
    said.pop("note", None)
    assert said == {"code": code, "system": system, **wanted}


def test_a_code_that_is_not_listed_is_refused_in_one_line() -> None:
    outcome = CliRunner().invoke(denizen, ["normalize", "QQ", "--system", "ISO2"])
    assert (outcome.exit_code, outcome.stdout) == (1, "")
    assert outcome.stderr == "denizen: code: got 'QQ', wanted a code that ISO2 lists, in capitals\n"


def test_a_system_that_is_not_known_is_wrong_usage() -> None:
    assert CliRunner().invoke(denizen, ["normalize", "US", "--system", "ISO9"]).exit_code == 2
