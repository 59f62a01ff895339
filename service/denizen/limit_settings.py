"""The settings that say how much a caller may ask."""

from dataclasses import fields
from typing import Self

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings

from denizen.domain.rates import FASTEST, Rate
from denizen.usecases.probing_limits import ProbingLimits


class LimitSettings(BaseSettings):
    """How often callers call, and in how many ways they ask about one principal. Counted in each worker by itself."""

    calls_per_second: float | None = Field(
        None,
        gt=0,
        le=FASTEST,
        description="calls per second of a caller without a rate of its own; not set: any number",
    )
    calls_at_once: int | None = Field(None, ge=1, le=FASTEST, description="calls of one caller at once, after a rest")
    probing_directives: int | None = Field(None, ge=1, description="directives under which one principal is asked of")
    probing_presences: int | None = Field(None, ge=1, description="countries in which presence of one is asserted")
    probing_purposes: int | None = Field(None, ge=1, description="purposes for which one is asked about")
    probing_looks: int | None = Field(None, ge=1, description="explanations, differences and other days of one")
    probing_seconds: float | None = Field(None, gt=0, le=86_400, description="within how long that counts")

    @model_validator(mode="after")
    def _has_a_rate_with_its_burst(self) -> Self:
        if self.calls_at_once is not None and self.calls_per_second is None:
            raise ValueError("DENIZEN_CALLS_AT_ONCE says nothing without DENIZEN_CALLS_PER_SECOND")
        return self

    @property
    def rate(self) -> Rate | None:
        """Of callers that have no rate of their own. None: any."""
        if self.calls_per_second is None:
            return None
        return Rate(self.calls_per_second, self.calls_at_once or max(1, round(self.calls_per_second)))

    def probing_limits(self, *, development: bool) -> ProbingLimits | None:
        """What is set, and for the rest what is usual; None for development, unless something is set."""
        given = {each.name: getattr(self, f"probing_{each.name}") for each in fields(ProbingLimits)}
        given = {name: value for name, value in given.items() if value is not None}
        return None if development and not given else ProbingLimits(**given)
