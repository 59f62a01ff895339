"""The composition root: settings → store → use cases → server, in plain calls."""

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from functools import partial

from structlog.typing import FilteringBoundLogger

from denizen.assembly import services
from denizen.clock import SystemClock
from denizen.domain.assurance import AssuranceLevel
from denizen.domain.issuers import Issuer
from denizen.domain.names import IssuerName
from denizen.doors import Doors, make_doors
from denizen.identity.callers import UNAUTHENTICATED
from denizen.identity.issuer_key_sets import AllowedKeySets
from denizen.identity.refreshing import Expiries, Refreshing
from denizen.identity.status_lists import AllowedLists, StatusListsSource
from denizen.outbound.posting import Poster
from denizen.policies import reverification_policy
from denizen.population_processes import Place, Processes
from denizen.rpc.authentication import TrustsNobody
from denizen.rpc.convert.credentials import read_stated
from denizen.rpc.convert.determinations import render_answer
from denizen.rpc.entrance import Entrances
from denizen.rpc.limits import Published
from denizen.rpc.server import Limits, Server
from denizen.rpc.services import (
    webhook_service,
)
from denizen.settings import Settings
from denizen.storage.keyring import KeyRing
from denizen.storage.replicated import ReplicatedStore, replicas_of
from denizen.storage.sql.store import open_store
from denizen.storage.tokens import SealedTokens
from denizen.usecases.clock_watch import ClockWatching
from denizen.usecases.context import Call, Caller
from denizen.usecases.credentials import CredentialUseCases
from denizen.usecases.ends import Ends
from denizen.usecases.following import Following
from denizen.usecases.grants_in_effect import GrantsInEffect
from denizen.usecases.noticing import NoticingStore
from denizen.usecases.permitting import Permitting, Unguarded
from denizen.usecases.populations.crews import Alone, Crew, Shared
from denizen.usecases.populations.surveying import Surveyor
from denizen.usecases.ports import Event, Store
from denizen.usecases.rates import Rates
from denizen.usecases.remembering import Memory
from denizen.usecases.reminding import RemindExpiring, Reminding
from denizen.usecases.spreading import SpreadingStore
from denizen.usecases.trusting import CredentialPolicy
from denizen.usecases.watching.hub import Hub
from denizen.usecases.webhooks.delivering import Delivering
from denizen.usecases.webhooks.dispatching import Dispatcher
from denizen.usecases.webhooks.keeping import WebhookUseCases
from denizen.usecases.webhooks.ports import DeliveringStore

CLOCK = "clock"
"""The condition of health that the clock can be believed."""
DEVELOPMENT_CALLER = UNAUTHENTICATED
DEVELOPMENT_ISSUER = IssuerName("issuers/development")


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers: its address, the first if it has several, and itself; and who finds out who calls at the
    doors of the decision listener, with what is shown there in handshakes."""

    address: str
    server: Server
    guarded: Doors
    lost: threading.Event
    """Set when what this process has answered from was lost by the database: it has to be started anew."""


@contextmanager
def serving(settings: Settings, log: FilteringBoundLogger, *, shares_port: bool = False) -> Iterator[Running]:
    """Serve while the block runs; drain at its end. `shares_port` with other workers.

    A schema that is not up to date or a key ring that does not fit the database raises, in words that say what to do.
    """
    began = time.monotonic()
    # 1. What everything rests on. Opening checks the schema and that the key ring opens what was sealed.
    ring = key_ring(settings)
    store = open_store(settings.database_url.get_secret_value(), ring, SystemClock())
    try:
        # 2. Who calls. Where nobody is asked, everybody is the same caller; that is at a loopback address only.
        caller, unguarded = Caller(DEVELOPMENT_CALLER), Unguarded()
        if settings.development:
            register_development_issuer(store)
            caller, unguarded = Caller(DEVELOPMENT_CALLER, DEVELOPMENT_ISSUER), Unguarded(AssuranceLevel.HIGH)
        guarded = make_doors(settings, caller, SystemClock().now, log)
        if settings.asks_who_calls:
            tell_of_grants(store, log)
        # 3. What is answered from memory, and the thread that keeps it up to date.
        replicas = replicas_of(store, settings.replica_urls, SystemClock(), settings.replica_lag_seconds)
        spread = ReplicatedStore(store, replicas)
        memory = Memory(spread, SystemClock(), settings.cache_bytes, settings.staleness_seconds)
        noticing = NoticingStore(spread, memory.follower)
        shown = SpreadingStore(noticing, memory.follower) if settings.replica_urls else noticing
        following = Following(memory.follower, store.changes(), settings.staleness_seconds / 10)
        with following, guarded.refreshing, population_crew(settings, store) as crew:
            # 4. The doors.
            limits = Limits(
                settings.threads,
                settings.admitted,
                settings.max_message_bytes,
                shares_port,
                settings.message_seconds,
                settings.watchers,
                settings.watchers_per_caller,
            )
            granted = GrantsInEffect(noticing, memory.follower, SystemClock())
            probing = settings.probing_limits(development=settings.development)
            rates = Rates(settings.rate)
            published = Published(
                limits, rates, probing, lambda: guarded.expiries.seconds(SystemClock().now()), settings.watch_limits
            )
            key_sets = AllowedKeySets(settings.issuer_keys_hosts, settings.allow_private_fetch)
            credentials, renewing = _credentials(settings, noticing, log)
            poster = Poster(settings.hosts, settings.webhook_allow_private)
            tokens = SealedTokens(ring, store.histories)
            hub, ends = Hub(store, settings.watch_limits), Ends(reverification_policy())
            webhooks = WebhookUseCases.on(noticing, store.deliveries(), poster, SystemClock())
            doors = [
                *services(shown, tokens, memory, published, granted.of, credentials, key_sets, hub, crew, ends),
                webhook_service(webhooks, tokens),
            ]
            entrances = Entrances(Permitting(granted, noticing, unguarded))
            server = Server(doors, TrustsNobody(), log, limits, unmet=[CLOCK], entrances=entrances, rates=rates)
            server.when_draining(hub.end)
            limit = timedelta(seconds=settings.clock_limit_seconds)
            try:
                watching = ClockWatching(SystemClock(), store.changes(), limit, partial(server.health.told, CLOCK))
                reminding = Reminding(
                    RemindExpiring(noticing, SystemClock(), ends, settings.reminder_days),
                    settings.reminder_pause_seconds,
                )
                copies = replicas.watched(server.health.part)
                with watching, renewing, delivering(store, poster), reminding, copies:
                    opened = [str(replace(address, port=server.open(door))) for address, door in guarded.doors]
                    # Nothing is read ahead: memory fills as questions come, and a start takes as long with more stored.
                    log.info("serving", seconds=round(time.monotonic() - began, 3))
                    yield Running(opened[0] if opened else "", server, guarded, memory.follower.lost)
            finally:
                server.drain(settings.drain_seconds)
                log.info("memory", **asdict(memory.figures()))
    finally:
        store.close()


@contextmanager
def population_crew(settings: Settings, store: Store) -> Iterator[Crew]:
    """Who works on whole populations while the block runs."""
    alone = Alone(Surveyor(store, render_answer))
    if not settings.population_processes:
        yield alone
        return
    ring = "" if settings.key_ring is None else settings.key_ring.get_secret_value()
    place = Place(settings.database_url.get_secret_value(), settings.key_ring_file, ring)
    with closing(Processes(place, settings.population_processes, settings.population_bytes)) as processes:
        yield Shared(alone, processes)


def delivering(store: DeliveringStore, poster: Poster) -> AbstractContextManager[object]:
    """Delivers to webhooks while the block runs, where messages may go anywhere."""
    if not poster.hosts:
        return nullcontext()
    dispatcher = Dispatcher(store, store.deliveries(), poster, SystemClock(), leader=secrets.token_hex(8))
    return Delivering(dispatcher, store.changes())


def _credentials(settings: Settings, store: Store, log: FilteringBoundLogger) -> tuple[CredentialUseCases, Refreshing]:
    """Taking credentials in, and what renews the status lists on which they rest, while its block runs."""
    anybody = settings.development and not settings.credential_audiences
    policy = CredentialPolicy(
        audiences=None if anybody else frozenset(settings.credential_audiences),
        presentation=settings.credential_seconds,
        leeway=settings.credential_leeway_seconds,
        list_kept=settings.status_list_seconds,
    )
    lists = AllowedLists(settings.status_list_urls, settings.allow_private_fetch, log)
    credentials = CredentialUseCases.on(store, policy, read_stated, lists)
    source = StatusListsSource(store, lists, credentials.submit_status_list, SystemClock().now, log)
    sources = [source] if lists.places else []
    return credentials, Refreshing(sources, Expiries({}), SystemClock().now, log)


def key_ring(settings: Settings) -> KeyRing:
    """The key ring of the file or of the setting, whichever is given. `KeyRingError` says what is wrong with it."""
    if settings.key_ring_file is not None:
        return KeyRing.from_file(settings.key_ring_file)
    if settings.key_ring is not None:
        return KeyRing.from_text(settings.key_ring.get_secret_value(), "DENIZEN_KEY_RING")
    raise AssertionError("settings have a key ring")


def tell_of_grants(store: Store, log: FilteringBoundLogger) -> None:
    """Say how to make the first grants, where there are none: until then every call is refused."""
    with store.read(Call(Caller(DEVELOPMENT_CALLER))) as reader:
        if not reader.grants():
            log.warning("no_grants", hint="nobody may do anything: make the first with `denizen grant bootstrap FILE`")


def register_development_issuer(store: Store) -> None:
    """An issuer that may vouch for everything, unless there is one already. For trying things out, on loopback only."""
    call = Call(Caller(DEVELOPMENT_CALLER))
    with store.read(call) as reader:
        if reader.issuer(DEVELOPMENT_ISSUER) is not None:
            return
    with store.write(call) as writer:
        writer.put_issuer(Issuer(DEVELOPMENT_ISSUER, "Development issuer: vouches for everything"))
        writer.record(Event("issuer.registered", DEVELOPMENT_ISSUER))
