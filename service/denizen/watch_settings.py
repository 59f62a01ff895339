"""The settings that say how many may watch what happens."""

from pydantic import Field
from pydantic_settings import BaseSettings

from denizen.usecases.watching.limits import WatchLimits


class WatchSettings(BaseSettings):
    """Counted in each worker by itself. A watcher holds a thread of its own."""

    watchers: int = Field(128, ge=1, le=4096, description="callers that are told what happens at a time")
    watchers_per_caller: int = Field(32, ge=1, le=4096, description="of these, how many may be the same caller")
    watch_heartbeat_seconds: float = Field(
        10.0, gt=0, le=300, description="after how long without an event a watcher is told so"
    )
    watch_slow_seconds: float = Field(
        30.0, gt=0, le=3600, description="for how long a watcher may take nothing before it is cut off"
    )
    watched_principals: int = Field(
        1_000_000, ge=1, description="principals whose answers are watched, counted for each watcher of answers"
    )

    @property
    def watch_limits(self) -> WatchLimits:
        """All of them."""
        return WatchLimits(
            self.watchers,
            self.watchers_per_caller,
            self.watch_heartbeat_seconds,
            self.watch_slow_seconds,
            self.watched_principals,
        )
