"""The code that protoc writes from proto/, in three commands.

* `python tools/protos.py generate` writes service/denizen/v1.
* `python tools/protos.py compare` exits 1 and names the files if service/denizen/v1 is not what protoc would write.
* `python tools/protos.py link` puts Google's own .proto files where buf finds them, without a network.
"""

import filecmp
import shutil
import sys
import tempfile
from pathlib import Path

import google.rpc
import grpc_tools
from grpc_tools import protoc

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "proto"
PACKAGE = Path("denizen/v1")
CHECKED_IN = ROOT / "service" / PACKAGE

# Where imports are found: google/protobuf/*.proto comes with grpcio-tools, google/rpc and google/api with
# googleapis-common-protos.
WELL_KNOWN = Path(grpc_tools.__path__[0]) / "_proto"
GOOGLE = Path(google.rpc.__path__[0]).parent

# protoc writes modules, not the package they are in.
INIT = '"""Generated from proto/denizen/v1; never edited."""\n'


def generate(into: Path) -> None:
    """Write the package anew below `into`; whatever was there before is gone, so that no removed file lives on."""
    package = into / PACKAGE
    shutil.rmtree(package, ignore_errors=True)
    package.mkdir(parents=True)
    sources = sorted(str(path.relative_to(SOURCES)) for path in SOURCES.rglob("*.proto"))
    status = protoc.main(
        [
            "protoc",
            f"-I{SOURCES}",
            f"-I{WELL_KNOWN}",
            f"-I{GOOGLE.parent}",
            f"--python_out={into}",
            f"--pyi_out={into}",
            f"--grpc_python_out={into}",
            *sources,
        ]
    )
    if status != 0:
        sys.exit(status)
    (package / "__init__.py").write_text(INIT)


def compare() -> None:
    """Generate into a temporary folder and exit 1 unless service/denizen/v1 holds exactly the same files."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / PACKAGE
        generate(Path(folder))
        names = sorted({path.name for path in [*fresh.iterdir(), *CHECKED_IN.glob("*.py*")]})
        _, changed, one_sided = filecmp.cmpfiles(fresh, CHECKED_IN, names, shallow=False)
    if changed or one_sided:
        sys.exit(f"Not what protoc writes: {', '.join(sorted(changed + one_sided))}. Run `make generate` and commit.")


def link() -> None:
    """Link google/api and google/rpc below third_party/, which git ignores."""
    folder = ROOT / "third_party" / "google"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("api", "rpc"):
        target = folder / name
        target.unlink(missing_ok=True)
        target.symlink_to(GOOGLE / name)


def main(arguments: list[str]) -> None:
    """Do what the one argument says."""
    match arguments:
        case ["generate"]:
            generate(CHECKED_IN.parents[1])
        case ["compare"]:
            compare()
        case ["link"]:
            link()
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
