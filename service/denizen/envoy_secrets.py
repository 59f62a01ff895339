"""The keys of the decision listener, as Envoy is told of them."""

from collections.abc import Mapping
from pathlib import Path

from denizen.gateway.envoy_config import secrets
from denizen.settings import Settings


def secrets_of(settings: Settings, folder: Path, number: int) -> Mapping[str, dict[str, object]]:
    """What Envoy is told of the keys; nothing where there are none. `number`: another one each time."""
    if settings.tls_cert_file is None or settings.tls_key_file is None:
        return {}
    return secrets(folder, number, settings.tls_cert_file, settings.tls_key_file, settings.tls_client_ca_file)
