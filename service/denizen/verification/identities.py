"""Who somebody is, as credentials say it, and the caller's name that follows from it."""

import re
from dataclasses import dataclass
from enum import Enum
from urllib.parse import quote

from denizen.domain.errors import InvalidError, UnauthenticatedError
from denizen.domain.names import CallerName, caller_name

MOST_CHARACTERS = 2048

# SPIFFE-ID, section 2: a trust domain in lower case, segments without escapes, none of them empty, `.` or `..`.
_SPIFFE = re.compile(r"spiffe://[a-z0-9._-]{1,255}(?:/(?!\.{1,2}(?:/|$))[A-Za-z0-9._-]+)*", re.ASCII)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+", re.ASCII)


class Kind(Enum):
    """What names somebody; the value stands in the names that follow from it."""

    SPIFFE = "spiffe"
    URI = "uri"
    SUBJECT = "subject"
    TOKEN = "token"  # noqa: S105  # the word, not a secret


@dataclass(frozen=True, slots=True)
class Identity:
    """`value`: the URI; the subject as RFC 4514 writes it; or the `sub` of a token, and then `issuer` is its `iss`."""

    kind: Kind
    value: str
    issuer: str = ""

    @classmethod
    def of_uri(cls, uri: str) -> "Identity":
        """`InvalidError` for what is no URI, or a SPIFFE ID in a form that another one could be taken for."""
        if len(uri) > MOST_CHARACTERS or not _URI.fullmatch(uri):
            raise InvalidError("uri", uri, f"a URI of at most {MOST_CHARACTERS} characters")
        if not uri.lower().startswith("spiffe:"):
            return cls(Kind.URI, uri)
        if not _SPIFFE.fullmatch(uri):
            raise InvalidError("uri", uri, "a SPIFFE ID such as spiffe://example.org/gateway")
        return cls(Kind.SPIFFE, uri)

    @classmethod
    def of_subject(cls, subject: str) -> "Identity":
        """`InvalidError` for an empty or overlong one."""
        return cls(Kind.SUBJECT, _short(subject, "subject"))

    @classmethod
    def of_token(cls, issuer: str, subject: str) -> "Identity":
        """`InvalidError` for an empty or overlong subject, or one that is no text."""
        return cls(Kind.TOKEN, _short(subject, "token"), issuer)

    @property
    def name(self) -> CallerName:
        """The caller's name. Two identities never have the same: each part is escaped, and the kind stands before it.

        `UnauthenticatedError` where that is longer than a name may be.
        """
        try:
            return caller_name(f"callers/{self.kind.value}/{self._escaped}")
        except InvalidError:
            raise UnauthenticatedError(
                "the credentials hold, but what they name is too long for a caller's name; the operator can give it one"
            ) from None

    @property
    def _escaped(self) -> str:
        match self.kind:
            case Kind.SPIFFE:
                return self.value.removeprefix("spiffe://")
            case Kind.URI | Kind.SUBJECT:
                return quote(self.value, safe="")
            case Kind.TOKEN:
                return f"{quote(self.issuer.removeprefix('https://'), safe='')}/{quote(self.value, safe='')}"


def _short(text: str, field: str) -> str:
    try:
        fits = 0 < len(text.encode()) <= MOST_CHARACTERS
    except UnicodeEncodeError:
        fits = False
    if not fits:
        raise InvalidError(field, text, f"text of at most {MOST_CHARACTERS} bytes")
    return text
