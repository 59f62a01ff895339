"""What another Python service imports to ask Denizen: a channel that rides out restarts."""

from denizen.client.service_config import channel, service_config

__all__ = ["channel", "service_config"]
