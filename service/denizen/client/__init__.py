"""What another Python service imports to ask Denizen: a channel that rides out restarts."""

from denizen.client.connecting import InsecureError, channel
from denizen.client.service_config import service_config

__all__ = ["InsecureError", "channel", "service_config"]
