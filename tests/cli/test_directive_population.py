"""`denizen directive population`, against a server on loopback."""

import json

import pytest
from click.testing import CliRunner, Result

from denizen.cli.connection import connected
from denizen.cli.main import denizen
from denizen.cli.populating import populate
from denizen.cli.population import POPULATION
from tests.conformance.conftest import served, target

__all__ = ["served", "target"]
IIL = ("directive-2026-06-iil", "--resource", "mythos-5", "--at", "2026-06-28")


@pytest.fixture
def populated(target: str) -> str:
    with connected(target) as channel:
        populate(channel)
    return target


def asked(target: str, *arguments: str) -> Result:
    return CliRunner().invoke(denizen, ["directive", "population", *arguments, "--target", target])


def test_the_chart_is_plain_without_a_terminal(populated: str) -> None:
    outcome = asked(populated, *IIL)
    assert outcome.exit_code == 0, outcome.output
    assert f"{len(POPULATION)} principals at 2026-06-28" in outcome.stdout
    assert "\x1b" not in outcome.output
    assert "#" in outcome.stdout
    for word in ("FOREIGN_NATIONAL", "ALLOW", "EXEMPT", "employee"):
        assert word in outcome.stdout


def test_counts_for_programs_are_those_of_the_list(populated: str) -> None:
    counted = json.loads(asked(populated, *IIL, "--json").stdout)
    listed = json.loads(asked(populated, *IIL, "--list", "--json").stdout)
    assert counted["complete"] is True
    assert int(counted["counts"]["principals"]) == len(listed) == len(POPULATION)
    for each in counted["counts"]["determinations"]:
        found = [one for one in listed if one["answer"]["determination"] == each["determination"]]
        assert int(each["principals"]) == len(found)


def test_those_wanted_are_listed(populated: str) -> None:
    outcome = asked(populated, *IIL, "--list", "--reason", "EXEMPT")
    assert outcome.exit_code == 0, outcome.output
    assert "employee-h1b" in outcome.stdout
    assert "customer-abroad" not in outcome.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [((*IIL, "--reason", "EXEMPT"), 2), (("no-such-directive",), 1), (("directive-2026-06-iil", "--resource", "x"), 1)],
    ids=["a filter of no list", "no directive", "no resource"],
)
def test_what_cannot_be_asked_is_refused(populated: str, arguments: tuple[str, ...], code: int) -> None:
    assert asked(populated, *arguments).exit_code == code
