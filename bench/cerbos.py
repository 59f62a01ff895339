"""Cerbos beside us: installed into a folder of the benchmarks, serving the same rule, asked the same question."""

import platform
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.json_format import MessageToDict, ParseDict
from google.protobuf.message_factory import GetMessageClass
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase

from bench.cores import Cores
from bench.machine import ROOT
from bench.persons import Person
from bench.processes import free_port, running, until_serving
from denizen.domain.claims import Citizenship, ImmigrationStatus

VERSION = "0.55.0"
PACKAGE = f"@cerbos/cerbos-linux-x64@{VERSION}"
MOST_ITEMS = 500
"""Resources in a request: the most that Cerbos can be told to take."""
_FOLDER = ROOT / "bench" / ".peers" / "cerbos"
_BINARY = _FOLDER / "node_modules" / "@cerbos" / "cerbos-linux-x64" / "cerbos-linux-x64"
_INSTALL = ("npm", "install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts")
_POLICY = Path(__file__).parent / "policies" / "cerbos_foreign_person.yaml"
_SERVICE = "cerbos.svc.v1.CerbosService"
METHOD = f"/{_SERVICE}/CheckResources"
_INSTALL_SECONDS = 300
_AUDIT = {
    "audit.backend": "file",
    "audit.accessLogsEnabled": "false",
    "audit.decisionLogsEnabled": "true",
}


class NotInstalledError(Exception):
    """Cerbos is not here, and could not be installed. Says how to install it."""


@dataclass(frozen=True, slots=True)
class Cerbos:
    """A running server. Its messages are those that it describes by reflection."""

    address: str
    pid: int
    command: str
    request_type: Any
    answer_type: Any

    def question(self, persons: Sequence[Person]) -> bytes:
        """May the gateway take each of these persons for cleared? The facts come with the question."""
        resources = [
            {
                "actions": ["clear"],
                "resource": {"kind": "principal", "id": f"bench-{number}", "attr": _attributes(person)},
            }
            for number, person in enumerate(persons)
        ]
        gateway = {"id": "gateway", "roles": ["gateway"]}
        request = ParseDict({"principal": gateway, "resources": resources}, self.request_type())
        asked: bytes = request.SerializeToString()
        return asked

    def told(self, answer: bytes) -> str:
        """The effects in the order of the persons."""
        results = MessageToDict(self.answer_type.FromString(answer)).get("results", [])
        return ", ".join(result["actions"]["clear"].removeprefix("EFFECT_") for result in results)


def _attributes(person: Person) -> dict[str, object]:
    citizenships: list[dict[str, str]] = []
    statuses: list[dict[str, str]] = []
    for fact in person.facts:
        match fact.claim:
            case Citizenship(country, klass) if country is not None:
                citizenships.append({"country": country.code, "class": klass.name})
            case ImmigrationStatus(country, category) if country is not None and category is not None:
                statuses.append({"country": country.code, "category": category.name})
            case _:
                pass
    return {"is": "PERSON", "citizenships": citizenships, "statuses": statuses}


@contextmanager
def serving(binary: Path, folder: Path, cores: Cores, *, audit: bool = False) -> Iterator[Cerbos]:
    """Cerbos on loopback in plaintext, without telemetry or logs; with `audit`, each decision goes to a file."""
    folder /= "cerbos-audit" if audit else "cerbos"
    policies = folder / "policies"
    policies.mkdir(parents=True)
    shutil.copy(_POLICY, policies)
    port, log = free_port(), folder / "cerbos.log"
    address = f"127.0.0.1:{port}"
    settings = {
        "server.grpcListenAddr": address,
        "server.httpListenAddr": f"127.0.0.1:{free_port()}",
        "server.apiExplorerEnabled": "false",
        "server.requestLimits.maxResourcesPerRequest": str(MOST_ITEMS),
        "telemetry.disabled": "true",
        "audit.enabled": "true" if audit else "false",
        **(_AUDIT | {"audit.file.path": str(folder / "audit.log")} if audit else {}),
        "storage.driver": "disk",
        "storage.disk.directory": str(policies),
        "storage.disk.watchForChanges": "false",
    }
    config = folder / "cerbos.yaml"
    config.write_text("{}\n")
    arguments = [f"--set={name}={value}" for name, value in settings.items()]
    command = [*cores.for_server, str(binary), "server", f"--config={config}", "--log-level=error", *arguments]
    with running(command, log, {"CERBOS_NO_TELEMETRY": "1", "HOME": str(folder)}) as process:
        until_serving(address, process, log)
        with grpc.insecure_channel(address) as channel:
            pool = DescriptorPool(ProtoReflectionDescriptorDatabase(channel))
            method = pool.FindServiceByName(_SERVICE).FindMethodByName("CheckResources")
            request_type, answer_type = GetMessageClass(method.input_type), GetMessageClass(method.output_type)
        yield Cerbos(address, process.pid, shlex.join(command), request_type, answer_type)


def installed(tell: Callable[[str], None]) -> Path:
    """The program, installed where it was not. `NotInstalledError` where it cannot be."""
    if not _BINARY.exists():
        how = f"{' '.join(_INSTALL)} --prefix {_FOLDER.relative_to(ROOT)} {PACKAGE}"
        if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
            raise NotInstalledError("Cerbos is compared on Linux on x86-64 only")
        if shutil.which("npm") is None:
            raise NotInstalledError(f"npm is not here: apt-get install npm, then {how}")
        tell(f"installing {PACKAGE}")
        _FOLDER.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            [*_INSTALL, "--prefix", str(_FOLDER), PACKAGE],
            capture_output=True,
            text=True,
            check=False,
            timeout=_INSTALL_SECONDS,
        )
        if done.returncode != 0 or not _BINARY.exists():
            raise NotInstalledError(f"Cerbos could not be installed: {how}")
    _BINARY.chmod(0o755)
    return _BINARY
