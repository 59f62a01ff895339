"""The settings that say for whom credentials have to be made, and from where status lists may be fetched."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_settings import BaseSettings, NoDecode


def _listed(text: object) -> object:
    return tuple(each.strip() for each in text.split(",") if each.strip()) if isinstance(text, str) else text


def _places(places: tuple[str, ...]) -> tuple[str, ...]:
    for place in places:
        parts = urlsplit(place)
        if parts.scheme not in {"https", "http"} or not parts.hostname or not parts.path or parts.query or "#" in place:
            raise ValueError(
                "wanted URLs of lists, or of places that end with '/', such as https://issuer.example/statuslists/"
            )
    return places


Words = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]


class CredentialSettings(BaseSettings):
    """Without an audience no credentials are taken."""

    credential_audiences: Words = Field(
        (), description="for whom credentials have to be made, with commas between them, as wallets know this service"
    )
    credential_seconds: float = Field(
        300.0, gt=0, le=86_400, description="how long ago a holder may have proved to have the key of a credential"
    )
    credential_leeway_seconds: float = Field(30.0, ge=0, le=300, description="by how much issuers' clocks may differ")
    status_list_urls: Annotated[Words, AfterValidator(_places)] = Field(
        (), description="lists, or places ending with '/', from where status lists may be fetched, with commas between"
    )
    status_list_seconds: float = Field(
        86_400.0, ge=60, le=30 * 86_400, description="how long a status list is believed at most, whatever it says"
    )
