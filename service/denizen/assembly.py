"""Every service of the API, on one store, in plain calls."""

from collections.abc import Callable

from denizen.clock import SystemClock
from denizen.domain.grants import Grant
from denizen.evidence_table import evidence_table
from denizen.identity.issuer_key_sets import AllowedKeySets
from denizen.policies import reverification_policy
from denizen.rpc.convert.credentials import read_stated
from denizen.rpc.convert.determinations import render_answer
from denizen.rpc.limits import Published
from denizen.rpc.server import Service
from denizen.rpc.services import (
    attestation_service,
    determination_service,
    directive_service,
    export_service,
    grant_service,
    issuer_service,
    limit_service,
    principal_service,
)
from denizen.storage.codec import Codec
from denizen.usecases.attestations import AttestationUseCases
from denizen.usecases.context import Call
from denizen.usecases.credentials import CredentialUseCases
from denizen.usecases.determination_use_cases import DeterminationUseCases
from denizen.usecases.directive_use_cases import DirectiveUseCases
from denizen.usecases.ends import Ends
from denizen.usecases.evidence_use_cases import EvidenceUseCases
from denizen.usecases.exporting import ExportUseCases
from denizen.usecases.grants import GrantUseCases
from denizen.usecases.issuer_changes import FetchKeys
from denizen.usecases.issuer_use_cases import IssuerUseCases
from denizen.usecases.populations.crews import Crew
from denizen.usecases.ports import Store, Tokens
from denizen.usecases.principals import PrincipalUseCases
from denizen.usecases.remembering import Memory
from denizen.usecases.review_use_cases import ReviewUseCases
from denizen.usecases.trusting import CredentialPolicy
from denizen.usecases.watching.hub import Hub
from denizen.usecases.watching.watch import Watch

Granted = Callable[[Call], tuple[Grant, ...]]
NO_KEY_SETS = AllowedKeySets(frozenset(), private=False)
"""No host is allowed to be asked for issuers' keys."""


def services(  # noqa: PLR0913, PLR0917 - all that a server has and a test may do without
    store: Store,
    tokens: Tokens,
    memory: Memory | None = None,
    published: Published | None = None,
    granted: Granted = lambda _: (),
    credentials: CredentialUseCases | None = None,
    key_sets: FetchKeys = NO_KEY_SETS,
    hub: Hub | None = None,
    crew: Crew | None = None,
    ends: Ends | None = None,
) -> list[Service]:
    """Every service, on one store. Without a memory of its own, questions get one that is sure of each answer.
    `published`: what callers are told of limits, and held to where they ask about one principal.
    `granted`: what callers whom somebody asked who they are may do. Without use cases of `credentials` none are taken.
    `key_sets`: what issuers publish. `hub`: where watchers have their seats. `ends`: what ends when, which
    somebody follows.
    """
    clock, table = SystemClock(), evidence_table()
    published = published or Published()
    if credentials is None:
        credentials = CredentialUseCases.on(store, CredentialPolicy(frozenset()), read_stated, lambda _: None)
    memory = memory or Memory(store, clock)
    watch = Watch(store, hub or Hub(store), tokens, memory.follower.reach)
    asking = DeterminationUseCases.on(store, clock, render_answer, memory, published.probing, crew, hub)
    return [
        principal_service(PrincipalUseCases.on(store), tokens),
        attestation_service(
            AttestationUseCases.on(store, table),
            EvidenceUseCases.on(store, table, clock),
            ReviewUseCases.on(store, clock, reverification_policy(), table, ends),
            credentials,
            watch,
            tokens,
        ),
        issuer_service(IssuerUseCases.on(store, clock, key_sets), tokens),
        directive_service(DirectiveUseCases.on(store, Codec().encode), watch, tokens),
        grant_service(GrantUseCases.on(store, granted), tokens),
        determination_service(asking, tokens),
        limit_service(published),
        export_service(ExportUseCases.on(store, table), tokens),
    ]
