"""Changing an issuer's keys: proposals like every other."""

from dataclasses import dataclass, replace

from denizen.domain.errors import PreconditionError
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.issuer_keys import IssuerKey, Revocation, merged, revoked
from denizen.domain.issuer_proposals import Change, IssuerProposal
from denizen.domain.issuers import Issuer
from denizen.domain.names import IssuerName
from denizen.usecases.context import Call, Once
from denizen.usecases.issuer_changes import FetchKeys, From, Proposing, missing, parsed_keys
from denizen.usecases.issuers import recorded
from denizen.usecases.ports import Writer
from denizen.usecases.results import Result


@dataclass(frozen=True, slots=True)
class EndedKey:
    """A key that shall be good for nothing, from when on."""

    key_id: str
    start: From
    reason_code: str


@dataclass(frozen=True, slots=True)
class ProposeKeys:
    """Propose to add keys to an issuer, or to change the validity of those it has. `NotFoundError`; `InvalidError` for
    another key under the id of one; `PreconditionError` where it has them already."""

    proposing: Proposing

    def __call__(
        self, call: Call, name: IssuerName, keys: tuple[IssuerKey, ...], once: Once | None = None
    ) -> Result[IssuerProposal]:
        def changed(_: Writer, current: Issuer | None) -> Issuer:
            issuer = current or missing(name)
            return replace(issuer, keys=merged(issuer.keys, keys))

        return self.proposing.propose(call, name, Change.ADD_KEYS, changed, once)


@dataclass(frozen=True, slots=True)
class ProposeKeyRevocation:
    """Propose that a key be good for nothing from a moment on, or from the beginning. `NotFoundError`; `InvalidError`
    for a key that it does not have, or that is revoked from then on already."""

    proposing: Proposing

    def __call__(self, call: Call, name: IssuerName, key: EndedKey, once: Once | None = None) -> Result[IssuerProposal]:
        def changed(writer: Writer, current: Issuer | None) -> Issuer:
            issuer = current or missing(name)
            revocation = Revocation(key.start.start(writer.revision), key.reason_code)
            return replace(issuer, keys=revoked(issuer.keys, key.key_id, revocation))

        return self.proposing.propose(call, name, Change.REVOKE_KEY, changed, once)


@dataclass(frozen=True, slots=True)
class RefreshKeys:
    """Fetch the keys of an issuer's address, and propose to add those that are new. One that is no longer published is
    no longer good from the proposal on, and stays for what it signed before. `NotFoundError`; `PreconditionError` where
    it has no address, or nothing changed; `UnavailableError` where they cannot be had."""

    proposing: Proposing
    fetch: FetchKeys

    def __call__(self, call: Call, name: IssuerName, once: Once | None = None) -> Result[IssuerProposal]:
        with self.proposing.store.read(call) as reader:
            url = recorded(reader, name).issuer.keys_url
        if not url:
            raise PreconditionError(name, "it has no address to refresh its keys from")
        published = parsed_keys(self.fetch(url), ALWAYS, "keys_url")

        def changed(writer: Writer, current: Issuer | None) -> Issuer:
            issuer = current or missing(name)
            if issuer.keys_url != url:
                raise PreconditionError(name, "its address was changed meanwhile: refresh again")
            known = {each.id: each for each in issuer.keys}
            new = [each for each in published if each.id not in known]
            same = [replace(each, valid=known[each.id].valid) for each in published if each.id in known]
            here, now = {each.id for each in published}, writer.revision.instant
            ended = [
                replace(each, valid=Interval(each.valid.start, now))
                for each in issuer.keys
                if each.id not in here and each.good_at(now) and each.valid.start != now
            ]
            return replace(issuer, keys=merged(issuer.keys, (*new, *same, *ended)))

        return self.proposing.propose(call, name, Change.REFRESH_KEYS, changed, once)
