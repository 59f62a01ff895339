"""Whether a database and a key ring belong together, found out before anything is read or written."""

import hashlib
import hmac
from collections.abc import Mapping

from sqlalchemy import insert, select

from denizen.storage.engine import Database, translated
from denizen.storage.keyring import KeyRing, KeyRingError, derive
from denizen.storage.tables import key_checks

_INDEX = "index"


def check_key_ring(database: Database, ring: KeyRing) -> None:
    """`KeyRingError` where the database was sealed with another ring. An empty one takes the ring as its own; keys
    that were added to the ring are noted."""
    checks = _checks(ring)
    with translated(), database.turn(None) as connection:
        stored = {row.name: row.value for row in connection.execute(select(key_checks))}
        if _INDEX in stored and not hmac.compare_digest(stored[_INDEX], checks[_INDEX]):
            raise _wrong(ring, "it was made with another index key")
        for name in sorted(stored.keys() - {_INDEX}):
            if name not in checks:
                raise _wrong(ring, f"values in it are sealed under {name}, which the ring lacks")
            if not hmac.compare_digest(stored[name], checks[name]):
                raise _wrong(ring, f"values in it are sealed under another {name}")
        added = [{"name": name, "value": check} for name, check in checks.items() if name not in stored]
        if added:
            connection.execute(insert(key_checks), added)
            connection.commit()


def _checks(ring: KeyRing) -> Mapping[str, bytes]:
    """Values that tell keys apart and give none of them away."""
    keys = {f"key {name}": key for name, key in ring.keys.items()}
    return {
        name: hmac.digest(derive(key, "key checks"), name.encode(), hashlib.sha256)
        for name, key in {**keys, _INDEX: ring.index}.items()
    }


def _wrong(ring: KeyRing, why: str) -> KeyRingError:
    return KeyRingError(
        f"{ring.source} is not the key ring of this database: {why}. "
        "Put the right ring in its place, or start with an empty database."
    )
