"""The settings that say where webhooks may go."""

from typing import Self

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings


class WebhookSettings(BaseSettings):
    """Nothing is sent anywhere unless its host is named."""

    webhook_hosts: str = Field("", description="hosts that events may be sent to, separated by commas")
    webhook_allow_private: bool = Field(
        default=False, description="addresses that are not of the public internet are allowed, http to this machine's"
    )

    @model_validator(mode="after")
    def _private_hosts_are_hosts(self) -> Self:
        if self.webhook_allow_private and not self.hosts:
            raise ValueError("DENIZEN_WEBHOOK_ALLOW_PRIVATE says nothing without DENIZEN_WEBHOOK_HOSTS")
        return self

    @property
    def hosts(self) -> frozenset[str]:
        """The hosts, in lower case."""
        return frozenset(host.strip().lower() for host in self.webhook_hosts.split(",") if host.strip())
