"""The use cases of credentials, for services that a test runs."""

from denizen.rpc.convert.credentials import read_stated
from denizen.usecases.credentials import CredentialUseCases
from denizen.usecases.ports import Store
from denizen.usecases.trusting import CredentialPolicy
from tests.minted_credentials import VERIFIER


def taking(store: Store) -> CredentialUseCases:
    """Made for two audiences; no list is fetched."""
    return CredentialUseCases.on(store, CredentialPolicy(frozenset({VERIFIER, "denizen"})), read_stated, lambda _: None)
