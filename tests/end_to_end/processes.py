"""Servers as their operators run them: processes of their own, told what to do by the environment and by signals."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import grpc
from grpc_health.v1 import health_pb2

START_SECONDS = 30
STOP_SECONDS = 30

# The command line of the environment that runs the tests; of another one: the path of its `denizen`.
HERE = (sys.executable, "-c", "from denizen.cli.main import main; main()")


def clean_environment() -> dict[str, str]:
    """This process's environment without our settings, and without what would lead Python to the checkout."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("DENIZEN_", "PYTHON"))}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Installation:
    """A folder with a database and a key ring of its own, and the command that runs there."""

    folder: Path
    denizen: Sequence[str]
    environment: Mapping[str, str]

    def copy(self, folder: Path) -> "Installation":
        """The same, as it is now, in another folder and on another port."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Installation(folder, self.denizen, _settings(folder, self.environment))

    @property
    def address(self) -> str:
        return self.environment["DENIZEN_LISTEN"]

    @property
    def log(self) -> Path:
        """What its servers logged."""
        return self.folder / "server.log"

    def run(self, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [*self.denizen, *arguments],
            cwd=self.folder,
            env={**self.environment, **changes},
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
            check=False,
        )

    @contextmanager
    def serving(self, **changes: str) -> Iterator[subprocess.Popen[bytes]]:
        """A server that answers; killed at the end of the block, unless `stop` ended it before."""
        environment = {**self.environment, **changes}
        command = [*self.denizen, "serve"]
        with (
            self.log.open("a") as log,
            subprocess.Popen(command, cwd=self.folder, env=environment, stderr=log) as server,
        ):
            try:
                self._wait_until_serving(server)
                yield server
            finally:
                server.kill()

    def stop(self, server: subprocess.Popen[bytes]) -> None:
        """Tell the server to stop, and wait until it has, in peace."""
        server.send_signal(signal.SIGTERM)
        assert server.wait(STOP_SECONDS) == 0, self.log.read_text()

    def _wait_until_serving(self, server: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not is_serving(self.address):
            assert server.poll() is None, f"stopped by itself with {server.returncode}: {self.log.read_text()}"
            assert time.monotonic() < deadline, f"not serving after {START_SECONDS} s"
            time.sleep(0.1)


def install(folder: Path, denizen: Sequence[str] = HERE) -> Installation:
    """Make a key ring and a database that is up to date."""
    made = Installation(folder, denizen, _settings(folder, clean_environment()))
    for step in (["keyring", "create", "keyring.json"], ["migrate"]):
        done = made.run(*step)
        assert done.returncode == 0, done.stderr
    return made


def _settings(folder: Path, environment: Mapping[str, str]) -> dict[str, str]:
    return {
        **environment,
        "DENIZEN_DATABASE_URL": f"sqlite:///{folder}/denizen.db",
        "DENIZEN_KEY_RING_FILE": str(folder / "keyring.json"),
        "DENIZEN_LISTEN": f"127.0.0.1:{free_port()}",
        "DENIZEN_DEVELOPMENT": "true",
    }


def is_serving(address: str) -> bool:
    with grpc.insecure_channel(address) as channel:
        check = channel.unary_unary("/grpc.health.v1.Health/Check", bytes, health_pb2.HealthCheckResponse.FromString)
        try:
            return check(b"", timeout=2).status == health_pb2.HealthCheckResponse.SERVING
        except grpc.RpcError:
            return False
