"""The programs that the decision listener is made of, where they are installed."""

import importlib.util
import os
import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

INSTALL = "pip install 'denizen[listener]'"
INSIDE = Path(__file__).parent / "inside_envoy"
NOT_INHERITED = ("LD_PRELOAD", "PYTHONHOME", "PYTHONPATH")
"""What the environment below says, for Envoy alone."""


class NotInstalledError(Exception):
    """The decision listener cannot run here. Says what is missing, and how to come by it."""


@dataclass(frozen=True, slots=True)
class Installed:
    """Envoy, the module that hosts Python in it, and Python itself as a library."""

    envoy: Path
    module: Path
    python: Path

    def environment(self, given: Mapping[str, str]) -> dict[str, str]:
        """In which Envoy finds Python, and Python the same modules as here."""
        places = [str(INSIDE), *(place for place in sys.path if place)]
        return {
            **given,
            "PYTHONPATH": os.pathsep.join(places),
            "PYTHONHOME": f"{sys.prefix}{os.pathsep}{sys.exec_prefix}",
            # The module is built as extensions of Python are, and finds it only where it is loaded already.
            "LD_PRELOAD": str(self.python),
        }


def installed() -> Installed:
    """`NotInstalledError` where a part is missing. Nothing is imported: another `envoy` package may be in the way."""
    envoy, module = _found("envoy", "_bin/envoy"), _found("pyvoy", "_pyvoy.abi3.so")
    if envoy is None or module is None:
        raise NotInstalledError(
            f"the decision listener is not installed: {INSTALL}; there are wheels for few platforms"
        )
    return Installed(envoy, module, _python())


def _found(package: str, file: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    places = spec.submodule_search_locations if spec is not None else None
    return next((Path(place, file) for place in places or () if Path(place, file).exists()), None)


def _python() -> Path:
    try:
        import find_libpython  # noqa: PLC0415 - comes with the optional extra
    except ImportError:
        raise NotInstalledError(f"the decision listener is not installed: {INSTALL}") from None
    found = find_libpython.find_libpython()
    if found is None:
        version = ".".join(platform.python_version_tuple()[:2])
        raise NotInstalledError(
            f"the decision listener needs Python {version} as a shared library (libpython{version}.so), which is not "
            f"here: on Debian and Ubuntu `apt-get install libpython{version}`; others build Python with --enable-shared"
        )
    return Path(found)
