"""What the figures were measured on: machine, versions, commit."""

import os
import platform
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from bench import h2load
from bench.cores import Cores, Neighbours, choose, usable_cores

ROOT = Path(__file__).parent.parent
_PACKAGES = ("denizen", "grpcio", "protobuf", "sqlalchemy", "cryptography")


@dataclass(frozen=True, slots=True)
class Conditions:
    """Under what a benchmark ran, as things stood when it began: the code may change while it runs."""

    began: datetime
    machine: Mapping[str, object]
    versions: Mapping[str, str]
    cores: Cores
    neighbours: Neighbours

    @classmethod
    def now(cls) -> "Conditions":
        return cls(datetime.now(UTC), machine(), versions(), choose(), Neighbours())


def machine() -> dict[str, object]:
    """The hardware and the system, as far as they say it."""
    return {
        "processor": _field(Path("/proc/cpuinfo"), "model name") or platform.processor() or platform.machine(),
        "cores": len(usable_cores()),
        "memory": _field(Path("/proc/meminfo"), "MemTotal"),
        "system": f"{platform.system()} {platform.release()}",
        "load_average": [round(load, 2) for load in os.getloadavg()],
    }


def versions() -> dict[str, str]:
    """What was measured, and by what."""
    found = {name: version for name in _PACKAGES if (version := _version(name))}
    return {"python": platform.python_version(), **found, "h2load": h2load.version(), "commit": _commit()}


def _field(path: Path, name: str) -> str:
    try:
        lines = path.read_text().splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def _commit() -> str:
    # The checkout may belong to another account; git would refuse to read it.
    git = ["git", "-c", "safe.directory=*", "-C", str(ROOT)]
    try:
        commit = subprocess.run([*git, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True)
        changed = subprocess.run(
            [*git, "status", "--porcelain", "--", "service"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return commit.stdout.strip() + (" with changes" if changed.stdout.strip() else "")
