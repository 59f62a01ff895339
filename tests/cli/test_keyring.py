import stat
from pathlib import Path

from click.testing import CliRunner

from denizen.cli.failures import ExitCode
from denizen.cli.main import denizen
from denizen.storage.keyring import KeyRing


def test_makes_a_ring_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "keyring.json"
    outcome = CliRunner().invoke(denizen, ["keyring", "create", str(path)])
    assert outcome.exit_code == ExitCode.OK
    assert "DENIZEN_KEY_RING_FILE" in outcome.stdout
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert KeyRing.from_file(path).keys


def test_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "keyring.json"
    path.write_text("precious")
    outcome = CliRunner().invoke(denizen, ["keyring", "create", str(path)])
    assert outcome.exit_code == ExitCode.USAGE
    assert "never overwritten" in outcome.stderr
    assert path.read_text() == "precious"
