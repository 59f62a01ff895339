"""A replica that is promoted."""

import signal
from contextlib import ExitStack, closing

import pytest

from denizen.domain.errors import UnavailableError
from denizen.storage.keyring import KeyRing
from denizen.storage.replicated import ReplicatedStore
from denizen.storage.sql.store import SqlStore, open_store
from denizen.storage.tokens import SealedTokens
from denizen.usecases.facts_cache import FactsCache
from denizen.usecases.following import Follower
from tests.storage.builders import SettableClock, call
from tests.storage.test_replicas import made_pair, pair, replayed, rewritten, until

__all__ = ["pair"]


def test_a_promoted_replica_is_written_and_the_old_primary_is_never_believed(ring: KeyRing) -> None:
    with made_pair(ring) as pair, ExitStack() as stack:
        old, store = stack.enter_context(pair.store(pair.both))
        tokens = SealedTokens(ring, old.histories)
        pair.until(serves=True)
        kept = rewritten(store)
        until(lambda: replayed(pair) >= kept)
        kept_token = tokens.revision_token(kept)
        follower = Follower(store, FactsCache(1 << 20), SettableClock(), bound=60)
        follower.reach(call())
        # 1. What does not reach the replica is lost when it is promoted.
        pair.cut()
        lost = rewritten(store)
        lost_token = tokens.revision_token(lost)
        follower.follow(call())
        pair.primary.stop(signal.SIGKILL)
        with pair.standby.connect() as administrator:
            administrator.execute("SELECT pg_promote()")
        # 2. The same process goes on where the replica is, and refuses the token of what was lost, whether the number
        #    is taken again or not. What was answered from memory is not answered any more.
        until(lambda: head_of(store) == kept)
        assert tokens.revision_of(kept_token, "token") == kept
        for _ in range(2):
            with pytest.raises(UnavailableError, match="lost"):
                tokens.revision_of(lost_token, "token")
            rewritten(store)
        assert tokens.revision_of(tokens.revision_token(lost), "token") == lost
        with pytest.raises(UnavailableError, match="lost"):
            follower.follow(call())
        assert follower.lost.is_set()
        # 3. So does another process, that was started afterwards.
        with closing(open_store(pair.both, ring, SettableClock())) as later:
            others = SealedTokens(ring, later.histories)
            with pytest.raises(UnavailableError, match="lost"):
                others.revision_of(lost_token, "token")
            assert others.revision_of(tokens.revision_token(lost), "token") == lost
        # 4. The old primary comes back, and takes itself for one: its name comes first. Neither the process that knew
        #    the new one believes it, nor one that can see the new one among its replicas.
        pair.primary.start()
        with pair.standby.connect() as administrator:
            administrator.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [pair.name]
            )
        for act in (head_of, rewritten):
            with pytest.raises(UnavailableError, match="promoted"):
                act(store)
        with pair.store(pair.primary.url_of(pair.name)) as (_, fresh):
            until(lambda: refused(fresh))
            assert pair.told[-1] is False


def head_of(store: SqlStore | ReplicatedStore) -> int:
    try:
        return store.head(call()).number
    except UnavailableError as error:
        if "promoted" in error.message:
            raise
        return -1


def refused(store: ReplicatedStore) -> bool:
    try:
        store.head(call())
    except UnavailableError as error:
        return "promoted" in error.message
    return False
