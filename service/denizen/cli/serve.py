"""`denizen serve`."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

import click
from structlog.typing import FilteringBoundLogger

from denizen.cli.decisions import deciding
from denizen.cli.environment import server_settings
from denizen.cli.failures import FailedError, UnreachableError, WrongUsageError
from denizen.cli.supervisor import PortTakenError, Supervisor, WorkerError, reserved, tell_ready, when_alone
from denizen.gateway.hosting import HostingError
from denizen.gateway.installed import NotInstalledError
from denizen.identity.errors import IdentityError
from denizen.interpreter import settle
from denizen.rpc import logs
from denizen.rpc.bounds import ListenError
from denizen.settings import Settings
from denizen.storage.errors import UnusableError

_WORKER = (sys.executable, "-P", "-c", "from denizen.cli.main import main; main()", "serve", "--worker")


@click.command(
    epilog="""\b
Example:
  export DENIZEN_DATABASE_URL=sqlite:///denizen.db DENIZEN_KEY_RING_FILE=keyring.json
  denizen keyring create keyring.json && denizen migrate
  denizen serve
  denizen serve --workers 2 --decision-listen 127.0.0.1:50061

\b
Settings, from the environment:
  DENIZEN_DATABASE_URL       the database: sqlite:////var/lib/denizen/denizen.db, or postgresql://...
  DENIZEN_DATABASE_REPLICA_URLS  none: streaming replicas that are read too, with spaces between them
  DENIZEN_REPLICA_LAG_SECONDS  5.0: how far a replica may be behind before it is left out
  DENIZEN_KEY_RING_FILE      the file of `denizen keyring create`; or DENIZEN_KEY_RING, its content
  DENIZEN_LISTEN             127.0.0.1:50051, in plaintext; a loopback address
  DENIZEN_LISTEN_TLS         an address for TLS, where every call needs a bearer token
  DENIZEN_LISTEN_MTLS        an address for TLS, where every client needs a certificate
  DENIZEN_DECISION_LISTEN    none: a loopback address for the decision listener, in plaintext
  DENIZEN_DECISION_LISTEN_TLS, DENIZEN_DECISION_LISTEN_MTLS
                             its addresses for TLS with tokens, and with certificates
  DENIZEN_TLS_CERT_FILE      the server's certificate and its chain, for both
  DENIZEN_TLS_KEY_FILE       the key of that certificate
  DENIZEN_TLS_CLIENT_CA_FILE who may issue clients' certificates
  DENIZEN_OIDC_ISSUER        whose bearer tokens are taken
  DENIZEN_OIDC_AUDIENCE      for whom they have to be made
  DENIZEN_OIDC_JWKS_FILE     the keys that they are signed with
  DENIZEN_OIDC_JWKS_URL      or where these are to be fetched
  DENIZEN_OIDC_LEEWAY_SECONDS  30 seconds by which the issuer's clock may differ
  DENIZEN_ALLOW_PRIVATE_FETCH  false; true fetches from private addresses too
  DENIZEN_ISSUER_KEYS_HOSTS  hosts from which issuers' keys may be fetched, separated by commas
  DENIZEN_CALLERS_FILE       callers: names, identities, issuers, presence
  DENIZEN_STATIC_TOKENS_FILE digests of tokens for development, on DENIZEN_LISTEN
  DENIZEN_CREDENTIAL_AUDIENCES  for whom signed credentials have to be made; without it none are taken
  DENIZEN_CREDENTIAL_SECONDS  300 seconds that a holder's proof may be old
  DENIZEN_CREDENTIAL_LEEWAY_SECONDS  30 seconds by which issuers' clocks may differ
  DENIZEN_STATUS_LIST_URLS   from where status lists may be fetched; places end with /
  DENIZEN_STATUS_LIST_SECONDS  86400 seconds that a status list is believed at most
  DENIZEN_WORKERS            1 process; several share the port, each with its own memory
  DENIZEN_THREADS            4 threads answer calls; four are fastest on a local database
  DENIZEN_ADMITTED           512 calls may run or wait; one more is RESOURCE_EXHAUSTED
  DENIZEN_MAX_MESSAGE_BYTES  4194304 bytes at most in a request
  DENIZEN_MESSAGE_SECONDS    30 seconds for a request to arrive
  DENIZEN_CALLS_PER_SECOND, DENIZEN_CALLS_AT_ONCE
                             calls of each caller; not set: any number
  DENIZEN_PROBING_DIRECTIVES, DENIZEN_PROBING_PRESENCES, DENIZEN_PROBING_PURPOSES,
  DENIZEN_PROBING_LOOKS, DENIZEN_PROBING_SECONDS
                             16, 8, 4, 60 ways to ask about one principal in 600 seconds
  DENIZEN_POPULATION_PROCESSES  2 processes ask about everybody, beside those that serve
  DENIZEN_WATCHED_PRINCIPALS  1000000 principals whose answers are watched
  DENIZEN_POPULATION_BYTES   1073741824 bytes of memory for these, all together
  DENIZEN_WATCHERS           128 callers are told what happens at a time, by streams
  DENIZEN_WATCHERS_PER_CALLER  32 of these may be one caller
  DENIZEN_WATCH_HEARTBEAT_SECONDS  10 seconds without an event, and they are told so
  DENIZEN_WATCH_SLOW_SECONDS  30 seconds of taking nothing, and one is cut off
  DENIZEN_LOG_LEVEL          info; debug has a line for every call
  DENIZEN_CACHE_BYTES        268435456 bytes for facts and answers in memory
  DENIZEN_STALENESS_SECONDS  1.0: how far an answer may be behind, unless it is asked to be newer
  DENIZEN_WATCHERS           128 callers that are told what happens, at a time
  DENIZEN_WATCHERS_PER_CALLER  32 of these for one caller
  DENIZEN_WATCH_HEARTBEAT_SECONDS  10: after how long without an event a watcher is told so
  DENIZEN_WATCH_SLOW_SECONDS 30: how long a watcher may take nothing before it is cut off
  DENIZEN_REMINDER_DAYS      90,30,7: how many days before something ends an event reminds of it
  DENIZEN_REMINDER_PAUSE_SECONDS  3600: how often it is looked what is due
  DENIZEN_CLOCK_LIMIT_SECONDS  5.0: how far the clock may be off before health is NOT_SERVING
  DENIZEN_DRAIN_SECONDS      20 seconds for calls to finish after SIGTERM
  DENIZEN_WEBHOOK_HOSTS      none: hosts that events may be sent to, by webhooks
  DENIZEN_WEBHOOK_ALLOW_PRIVATE  false; true sends to private addresses too
  DENIZEN_DEVELOPMENT        false; true registers an issuer that may vouch for everything"""
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    help="Processes that serve on the one port, supervised; instead of DENIZEN_WORKERS.",
)
@click.option(
    "--decision-listen",
    metavar="ADDRESS",
    help="A loopback address for Check, BatchCheck and CheckAccess alone, answered faster; instead of "
    "DENIZEN_DECISION_LISTEN. Other addresses: see the settings.",
)
@click.option("--worker", is_flag=True, hidden=True, help="Be one of several workers.")
def serve(*, workers: int | None, decision_listen: str | None, worker: bool) -> None:
    """Serve the API until SIGTERM.

    Then clients are sent away, calls in flight finish, and it exits with 0. The schema has to be up to date: see
    `denizen migrate`. Logs are JSON lines on stderr. With several workers SIGHUP replaces them one after the other.
    """
    settings = server_settings(**({} if decision_listen is None else {"decision_listen": decision_listen}))
    log = logs.logger(settings.log_level)
    logs.take_over(settings.log_level, log)
    count = workers or settings.workers
    try:
        if worker:
            _serve_as_worker(settings, log)
        elif count > 1:
            _supervise(settings, log, count)
        else:
            stop = stop_signal()
            with _serving(settings, log, stop) as lost:
                _wait(stop, lost)
    except (HostingError, IdentityError, ListenError, NotInstalledError, PortTakenError, UnusableError) as error:
        raise WrongUsageError(str(error)) from None


def stop_signal() -> threading.Event:
    """Set when the process is told to stop, by SIGTERM or Ctrl-C."""
    told = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told.set())
    return told


@contextmanager
def _serving(
    settings: Settings, log: FilteringBoundLogger, stop: threading.Event, *, shares_port: bool = False
) -> Iterator[threading.Event]:
    """Serve while the block runs. What it gives is set where what was answered from was lost by the database."""
    if settings.decision_addresses:
        with deciding(settings, log, stop, shares_port=shares_port):
            yield threading.Event()
        return
    # Whoever only looks after those who serve starts without all that they need: that takes a second of a core.
    from denizen.bootstrap import serving  # noqa: PLC0415 - as above

    with serving(settings, log, shares_port=shares_port) as running:
        yield running.lost


def _wait(stop: threading.Event, lost: threading.Event) -> None:
    """Return when the process is told to stop. `UnreachableError` where it has to be started anew."""
    settle()
    while not stop.wait(0.2):
        if lost.is_set():
            raise UnreachableError("what was answered from was lost when a database was promoted: start again")


def _serve_as_worker(settings: Settings, log: FilteringBoundLogger) -> None:
    stop = stop_signal()
    # It is for the supervisor to act on; a terminal sends it to everybody.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    when_alone(stop.set)
    with _serving(settings, log, stop, shares_port=True) as lost:
        tell_ready()
        _wait(stop, lost)


def _supervise(settings: Settings, log: FilteringBoundLogger, count: int) -> None:
    with ExitStack() as held:
        addresses: dict[str, str] = {}
        for name, address in {**settings.addresses, **settings.decision_addresses}.items():
            holder = held.enter_context(reserved(address.host, address.port))
            addresses[name] = str(replace(address, port=holder.getsockname()[1]))
        supervisor = Supervisor(_WORKER, {**os.environ, **addresses}, count, settings.drain_seconds, log)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda told, _: supervisor.told.put(told))
        try:
            peaceful = supervisor.run(
                lambda: log.info("workers_ready", workers=count, addresses=list(addresses.values()))
            )
        except WorkerError as error:
            raise SystemExit(error.code) from None
    if not peaceful:
        raise FailedError("not every worker ended in peace and in time; calls may have been cut off")
