"""The commands of docs/issuers.md, run as they stand there."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from denizen.cli.main import denizen
from tests.rpc.running_issuers import desk
from tests.unit.verification.test_issuer_keys import jwk, key_set

PAGE = (Path(__file__).parents[2] / "docs" / "issuers.md").read_text()


def block(language: str, after: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE[PAGE.index(after) :], re.DOTALL)
    assert found is not None
    return found[1]


def test_the_walk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    with desk() as running:
        Path("bureau.yaml").write_text(block("yaml", "## What an issuer is"))
        Path("keys.json").write_bytes(key_set(jwk("2026")))
        proposal, printed = "", {}
        for line in block("console", "<!-- walk -->").splitlines():
            command = line.removeprefix("$ denizen ").replace("$PROPOSAL", proposal)
            outcome = runner.invoke(denizen, shlex.split(command), env={"DENIZEN_TARGET": running.target})
            assert outcome.exit_code == 0, f"{line}: {outcome.output}"
            told = re.search(r"denizen issuer approve (\S+)", outcome.stdout)
            proposal = told[1] if told else proposal
            printed[command.split()[1]] = outcome.stdout
        assert "suspended from 2030-01-01 (audit)" in printed["approve"]
        assert printed["history"].count("bureau") == 3
