"""The wheel alone, in an environment of its own and with no checkout in reach, makes a database and serves."""

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.end_to_end.processes import clean_environment, install

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    # The build backend is the installed one: nothing is fetched.
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    (built,) = folder.glob("denizen-*.whl")
    return built


@pytest.fixture(scope="module")
def bin_folder(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel. Its dependencies are those of this one, seen through a .pth file.

    That does not bring this environment's own denizen along, which is an editable install: it is reached by another
    .pth file, and Python reads those of an environment's own folder only.
    """
    home = tmp_path_factory.mktemp("elsewhere") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    pip("--python", str(home / "bin" / "python"), "install", "--no-deps", "--no-index", str(wheel))
    (packages,) = home.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("platlib") + "\n")
    return home / "bin"


def pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "-qq", "--disable-pip-version-check", *arguments], check=True)


def test_carries_migrations_and_protos(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.startswith("denizen/_migrations/") and name.endswith("env.py") for name in names)
    assert any(name.startswith("denizen/_proto/denizen/v1/") and name.endswith(".proto") for name in names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"denizen"}


def test_is_what_the_environment_imports(bin_folder: Path, tmp_path: Path) -> None:
    command = [str(bin_folder / "python"), "-c", "import denizen; print(denizen.__file__)"]
    found = subprocess.check_output(command, cwd=tmp_path, env=clean_environment(), text=True)
    assert Path(found.strip()).is_relative_to(bin_folder.parent)


def test_migrates_and_serves(bin_folder: Path, tmp_path: Path) -> None:
    installation = install(tmp_path, [str(bin_folder / "denizen")])
    with installation.serving() as server:
        installation.stop(server)
