"""`denizen serve`."""

import signal
import threading

import click

from denizen.bootstrap import serving
from denizen.cli.environment import server_settings
from denizen.cli.failures import WrongUsageError
from denizen.identity.errors import IdentityError
from denizen.rpc import logs
from denizen.rpc.server import ListenError
from denizen.storage.errors import UnusableError


@click.command(
    epilog="""\b
Example:
  export DENIZEN_DATABASE_URL=sqlite:///denizen.db DENIZEN_KEY_RING_FILE=keyring.json
  denizen keyring create keyring.json && denizen migrate
  denizen serve

\b
Settings, from the environment:
  DENIZEN_DATABASE_URL       the database, such as sqlite:////var/lib/denizen/denizen.db
  DENIZEN_KEY_RING_FILE      the file of `denizen keyring create`; or DENIZEN_KEY_RING, its content
  DENIZEN_LISTEN             127.0.0.1:50051, in plaintext; a loopback address
  DENIZEN_LISTEN_TLS         an address for TLS, where every call needs a bearer token
  DENIZEN_LISTEN_MTLS        an address for TLS, where every client needs a certificate
  DENIZEN_TLS_CERT_FILE      the server's certificate and its chain, for both
  DENIZEN_TLS_KEY_FILE       the key of that certificate
  DENIZEN_TLS_CLIENT_CA_FILE who may issue clients' certificates
  DENIZEN_OIDC_ISSUER        whose bearer tokens are taken
  DENIZEN_OIDC_AUDIENCE      for whom they have to be made
  DENIZEN_OIDC_JWKS_FILE     the keys that they are signed with
  DENIZEN_OIDC_JWKS_URL      or where these are to be fetched
  DENIZEN_OIDC_LEEWAY_SECONDS  30 seconds by which the issuer's clock may differ
  DENIZEN_ALLOW_PRIVATE_FETCH  false; true fetches from private addresses too
  DENIZEN_CALLERS_FILE       callers: names, identities, issuers, presence
  DENIZEN_STATIC_TOKENS_FILE digests of tokens for development, on DENIZEN_LISTEN
  DENIZEN_THREADS            4 threads answer calls; four are fastest on a local database
  DENIZEN_ADMITTED           512 calls may run or wait; one more is RESOURCE_EXHAUSTED
  DENIZEN_MAX_MESSAGE_BYTES  4194304 bytes at most in a request
  DENIZEN_LOG_LEVEL          info; debug has a line for every call
  DENIZEN_CACHE_BYTES        268435456 bytes for facts and answers in memory
  DENIZEN_STALENESS_SECONDS  1.0: how far an answer may be behind, unless it is asked to be newer
  DENIZEN_DRAIN_SECONDS      20 seconds for calls to finish after SIGTERM
  DENIZEN_DEVELOPMENT        false; true registers an issuer that may vouch for everything"""
)
def serve() -> None:
    """Serve the API until SIGTERM.

    Then clients are sent away, calls in flight finish, and it exits with 0. The schema has to be up to date: see
    `denizen migrate`. Logs are JSON lines on stderr.
    """
    settings = server_settings()
    log = logs.logger(settings.log_level)
    logs.take_over(settings.log_level, log)
    stop = stop_signal()
    try:
        with serving(settings, log):
            stop.wait()
    except (IdentityError, ListenError, UnusableError) as error:
        raise WrongUsageError(str(error)) from None


def stop_signal() -> threading.Event:
    """Set when the process is told to stop, by SIGTERM or Ctrl-C."""
    told = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told.set())
    return told
