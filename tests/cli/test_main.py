import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from denizen.cli import main
from denizen.cli.connection import connected
from denizen.cli.failures import ExitCode
from denizen.cli.main import COMMANDS, Entry, denizen
from denizen.domain.errors import InvalidError, NotFoundError
from denizen.usecases.context import Call
from tests.rpc.echo import running


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_begins_as_the_list_says(name: str) -> None:
    outcome = CliRunner().invoke(denizen, [name, "--help"])
    assert outcome.exit_code == ExitCode.OK
    assert COMMANDS[name].summary in outcome.output


def test_help_lists_every_command_with_its_line() -> None:
    outcome = CliRunner().invoke(denizen, ["--help"])
    assert outcome.exit_code == ExitCode.OK
    for name, entry in COMMANDS.items():
        assert name in outcome.output
        assert entry.summary.split(".")[0] in " ".join(outcome.output.split())
    assert "Examples" in outcome.output


def test_starting_imports_neither_grpc_nor_the_database() -> None:
    heavy = ("grpc", "sqlalchemy", "pydantic", "rich")
    code = f"import sys, denizen.cli.main; print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_an_unknown_command_is_wrong_usage() -> None:
    assert CliRunner().invoke(denizen, ["xyzzy"]).exit_code == ExitCode.USAGE


@click.command()
def refuses() -> None:
    raise NotFoundError("directives/d")


@click.command()
@click.option("--target")
def asks(target: str) -> None:
    with connected(target) as channel:
        channel.unary_unary("/tests.Echo/Unary", bytes, bytes)(b"", timeout=10)


@pytest.fixture
def with_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("refuses", "asks"):
        monkeypatch.setitem(main.COMMANDS, name, Entry(f"{__name__}:{name}", "For this test."))
    monkeypatch.setitem(sys.modules, __name__, sys.modules[__name__])


def test_a_refusal_is_one_line_on_stderr(with_commands: None) -> None:
    outcome = CliRunner().invoke(denizen, ["refuses"])
    assert (outcome.exit_code, outcome.stdout) == (ExitCode.FAILED, "")
    assert outcome.stderr == "denizen: directives/d: not found\n"


def test_a_refusal_of_the_server_tells_reason_and_field(with_commands: None) -> None:
    def refuse(text: str, call: Call) -> str:
        raise InvalidError("claim.country", "XQ", "a listed code")

    with running(refuse) as server:
        outcome = CliRunner().invoke(denizen, ["asks", "--target", f"127.0.0.1:{server.port}"])
    assert (outcome.exit_code, outcome.stdout) == (ExitCode.FAILED, "")
    assert outcome.stderr == (
        "denizen: refused (INVALID_ARGUMENT, INVALID_FIELD, field claim.country): "
        "claim.country: got 'XQ', wanted a listed code\n"
    )


def test_a_server_that_is_not_there_is_unreachable(with_commands: None) -> None:
    outcome = CliRunner().invoke(denizen, ["asks", "--target", "127.0.0.1:1"])
    assert outcome.exit_code == ExitCode.UNREACHABLE
    (line,) = outcome.stderr.splitlines()
    assert line.startswith("denizen: no answer from 127.0.0.1:1 (UNAVAILABLE)")


def test_what_is_no_command_does_not_load() -> None:
    with pytest.raises(TypeError, match="not a click command"):
        Entry("denizen.cli.failures:ExitCode", "").load()
