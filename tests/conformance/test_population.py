"""The sample population of `denizen demo`: the questions that it prints are answered as it says."""

import json
import shlex

import pytest
from click.testing import CliRunner

from denizen.cli.connection import connected
from denizen.cli.demo import EXAMPLES, Example
from denizen.cli.main import denizen
from denizen.cli.populating import populate
from denizen.cli.population import POPULATION


@pytest.fixture(scope="module")
def populated(target: str) -> str:
    with connected(target) as channel:
        populate(channel)
    return target


def ask(target: str, arguments: str) -> dict[str, object]:
    outcome = CliRunner().invoke(denizen, ["check", *shlex.split(arguments), "--target", target, "--json"])
    assert outcome.exit_code == 0, outcome.output
    answer: dict[str, object] = json.loads(outcome.stdout)
    return answer


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.arguments)
def test_is_answered_as_it_says(example: Example, populated: str) -> None:
    answer = ask(populated, example.arguments)["answer"]
    assert isinstance(answer, dict)
    assert answer["effect"] == f"EFFECT_{example.effect}"
    assert ("undetermined" in example.why) == (answer["determination"] == "DETERMINATION_UNDETERMINED")


def test_everybody_in_it_can_be_asked_about(populated: str) -> None:
    asked = {example.arguments.partition(" ")[0] for example in EXAMPLES}
    assert asked == {sample.id for sample in POPULATION} - {"addressee", "us-company"}


def test_a_second_time_changes_nothing(populated: str) -> None:
    before = ask(populated, EXAMPLES[0].arguments)["known_revision"]
    with connected(populated) as channel:
        populate(channel)
    assert ask(populated, EXAMPLES[0].arguments)["known_revision"] == before
