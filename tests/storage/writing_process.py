"""A process that writes until it has written enough or is killed, and says what was acknowledged.

python -m tests.storage.writing_process URL KEY_RING PREFIX COUNT
"""

import os
import random
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from denizen.domain.attestations import AttestationState
from denizen.domain.names import PrincipalName, attestation_of
from denizen.storage.keyring import KeyRing
from denizen.storage.sql.store import open_store
from denizen.usecases.ports import Event, Store
from tests.storage.builders import attestation, call, once, principal


class UnsteadyClock:
    """A clock that is set back and forth while it is read."""

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=random.uniform(-5, 5))


def write(store: Store, name: PrincipalName) -> int:
    """A principal, an attestation about it, a receipt and two events: one unit."""
    with store.write(call()) as unit:
        unit.add_principal(principal(name))
        given = attestation(attestation_of(name, "passport"))
        unit.add_attestation(given, AttestationState.VERIFIED)
        unit.remember(once(name), given.name, name)
        unit.record(Event("principal.created", name, name))
        unit.record(Event("attestation.submitted", given.name, name))
        return unit.revision.number


def main(url: str, key_ring: str, prefix: str, count: str) -> None:
    with closing(open_store(url, KeyRing.from_file(Path(key_ring)), UnsteadyClock())) as store:
        for number in range(int(count)):
            name = PrincipalName(f"principals/{prefix}-{number}")
            revision = write(store, name)
            # Straight to the pipe: what the parent has read was acknowledged, whatever happens next.
            os.write(sys.stdout.fileno(), f"{revision} {name}\n".encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
