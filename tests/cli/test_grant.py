"""`denizen grant`, from an empty database to a grant that two people made."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from denizen.cli.main import denizen
from denizen.storage.keyring import KeyRing
from denizen.storage.migrating import upgrade
from tests.cli.conftest import CommandLine

FIRST = """\
grants:
  - name: grants/ada
    caller: callers/ada
    role: OPERATOR
    populations: ["*"]
    directives: ["*"]
    purposes: ["*"]
    tier: EFFECT
  - {name: grants/ben, caller: callers/ben, role: OPERATOR, populations: ["*"], directives: ["*"], purposes: ["*"],
     tier: EFFECT}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    KeyRing.create().write(tmp_path / "keyring.json")
    url = f"sqlite:///{tmp_path}/denizen.db"
    upgrade(url)
    monkeypatch.setenv("DENIZEN_DATABASE_URL", url)
    monkeypatch.setenv("DENIZEN_KEY_RING_FILE", str(tmp_path / "keyring.json"))
    return tmp_path


def bootstrap(folder: Path, content: str) -> tuple[int, str]:
    (folder / "grants.yaml").write_text(content)
    outcome = CliRunner().invoke(denizen, ["grant", "bootstrap", str(folder / "grants.yaml")])
    return outcome.exit_code, outcome.output


def test_the_first_grants_come_from_a_file_once(folder: Path) -> None:
    assert bootstrap(folder, FIRST) == (0, "2 grants are in effect.\n")
    code, told = bootstrap(folder, FIRST)
    assert code == 1
    assert "there are grants already" in told


def test_one_operator_alone_is_told_so(folder: Path) -> None:
    code, told = bootstrap(folder, "\n".join(FIRST.splitlines()[:8]))
    assert code == 0
    assert "it takes two" in told


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(FIRST.replace("tier: EFFECT", "tier: FACTS"), "grants[0].tier", id="beyond the role"),
        pytest.param(FIRST.replace('directives: ["*"]', "directives: []"), "grants[0].directives", id="no directive"),
        pytest.param(FIRST.replace("callers/ada", "ada"), "grants[0].caller", id="no caller"),
        pytest.param(FIRST.replace("OPERATOR", "KING"), "OPERATOR", id="no role"),
        pytest.param("grants: []", "grants", id="nothing"),
    ],
)
def test_says_what_is_wrong_with_the_file(folder: Path, content: str, words: str) -> None:
    code, told = bootstrap(folder, content)
    assert code in (1, 2)
    assert words in told


def test_a_life_of_a_grant(run: CommandLine) -> None:
    every = ("--population", "*", "--directive", "*", "--purpose", "*", "--tier", "effect")
    assert "proposed by" in run.ok("grant", "propose", "gate", "--caller", "gate", "--role", "gateway", *every)
    own = run("grant", "approve", "gate")
    assert own.exit_code == 1
    assert "FAILED_PRECONDITION" in own.output
    assert "gate" in run.ok("grant", "list", "--state", "proposed")
    assert "rejected by" in run.ok("grant", "reject", "gate", "--reason-code", "too-wide")
    run.ok("grant", "propose", "gate-2", "--caller", "gate", "--role", "gateway", *every)
    assert "withdrawn by" in run.ok("grant", "withdraw", "gate-2")
    assert run.json("grant", "get", "gate-2")["grant"]["state"] == "GRANT_STATE_WITHDRAWN"
    assert "gateway" in run.ok("grant", "own")
