from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from denizen.cli.failures import ExitCode
from denizen.cli.main import denizen
from denizen.storage import schema


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DENIZEN_DATABASE_URL", f"sqlite:///{tmp_path}/denizen.db")
    return tmp_path / "denizen.db"


def migrate(*arguments: str, answer: str | None = None) -> Result:
    return CliRunner().invoke(denizen, ["migrate", *arguments], input=answer)


def test_makes_a_database_and_says_where_it_is(database: Path) -> None:
    outcome = migrate()
    assert (outcome.exit_code, outcome.stderr) == (ExitCode.OK, "")
    assert schema.head() in outcome.stdout
    assert database.exists()


def test_doing_it_again_changes_nothing(database: Path) -> None:
    migrate()
    outcome = migrate()
    assert outcome.exit_code == ExitCode.OK
    assert "already" in outcome.stdout


def test_check_fails_until_every_step_is_taken(database: Path) -> None:
    outcomes = [migrate("--check"), migrate("--to", schema.steps()[0]), migrate("--check")]
    outcomes += [migrate(), migrate("--check")]
    assert [outcome.exit_code for outcome in outcomes] == [1, 0, 1, 0, 0]
    assert "run `denizen migrate`" in outcomes[0].stderr


def test_steps_are_taken_back_only_when_told_twice(database: Path) -> None:
    migrate()
    assert migrate("--to", "base", answer="n\n").exit_code == ExitCode.FAILED
    assert migrate("--check").exit_code == ExitCode.OK
    assert migrate("--to", "base", answer="y\n").exit_code == ExitCode.OK
    assert migrate("--check").exit_code == ExitCode.FAILED


def test_yes_does_not_ask(database: Path) -> None:
    migrate()
    assert migrate("--to", "base", "--yes").exit_code == ExitCode.OK


def test_an_unknown_step_is_wrong_usage(database: Path) -> None:
    outcome = migrate("--to", "xyzzy")
    assert outcome.exit_code == ExitCode.USAGE
    assert "wanted one of base, " in outcome.stderr


def test_without_a_database_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DENIZEN_DATABASE_URL", raising=False)
    outcome = migrate()
    assert outcome.exit_code == ExitCode.USAGE
    assert "DENIZEN_DATABASE_URL is missing: set it to the database, such as sqlite:///" in outcome.stderr


def test_a_database_out_of_reach_may_be_tried_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DENIZEN_DATABASE_URL", f"sqlite:///{tmp_path}/nowhere/denizen.db")
    assert migrate().exit_code == ExitCode.UNREACHABLE
