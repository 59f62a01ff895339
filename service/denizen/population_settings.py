"""The settings that say who works on whole populations, and with how much memory."""

from pydantic import Field
from pydantic_settings import BaseSettings


class PopulationSettings(BaseSettings):
    """Lists, counts and watches of everybody."""

    population_processes: int = Field(
        2,
        ge=0,
        le=64,
        description="processes that ask about everybody, beside those that serve; 0: none",
    )
    population_bytes: int = Field(
        1024 * 1024 * 1024, ge=256 * 1024 * 1024, description="memory of these processes, all together"
    )
