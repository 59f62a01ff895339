"""What Denizen refuses, in the words of the field. The domain knows no transport; `rpc.errors` gives each a status."""


class DenizenError(Exception):
    """Base of every refusal. `facts` are for programs: short strings, never a nationality or a document number."""

    def __init__(self, message: str, **facts: str) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts


class InvalidError(DenizenError):
    """A value that cannot be accepted: says which field, what it got and what it wanted."""

    def __init__(self, field: str, got: object, wanted: str) -> None:
        shown = repr(got) if got not in (None, "") else "nothing"
        shown = shown if len(shown) <= 80 else shown[:77] + "..."
        super().__init__(f"{field:s}: got {shown}, wanted {wanted:s}", field=field)
        self.field = field
        self.wanted = wanted

    def within(self, prefix: str) -> "InvalidError":
        """The same refusal, seen from the message that contains the field."""
        joined = f"{prefix}{self.field}" if self.field.startswith("[") else f"{prefix}.{self.field}".rstrip(".")
        moved = InvalidError.__new__(InvalidError)
        DenizenError.__init__(moved, joined + self.message.removeprefix(self.field), field=joined)
        moved.field, moved.wanted = joined, self.wanted
        return moved


class CredentialRefusedError(InvalidError):
    """A signed credential, or a status list, that does not hold. `refusal` says why, in one word of a closed set."""

    def __init__(self, field: str, refusal: str, words: str) -> None:
        DenizenError.__init__(self, f"{field}: it {words}", field=field, refusal=refusal)
        self.field = field
        self.wanted = words
        self.refusal = refusal


class NotFoundError(DenizenError):
    """No such resource, or none that the caller may know of."""

    def __init__(self, resource: str) -> None:
        super().__init__(f"{resource}: not found", resource=resource)
        self.resource = resource


class AlreadyExistsError(DenizenError):
    """The name or request id is taken by other content."""

    def __init__(self, resource: str, why: str) -> None:
        super().__init__(f"{resource}: {why}", resource=resource)


class PreconditionError(DenizenError):
    """The state of the resource does not permit this step."""

    def __init__(self, resource: str, why: str) -> None:
        super().__init__(f"{resource}: {why}", resource=resource)


class UnauthenticatedError(DenizenError):
    """No credentials, or none that hold."""


class PermissionDeniedError(DenizenError):
    """The caller is known and may not do this."""


class ExhaustedError(DenizenError):
    """A limit is reached; the same call may be repeated after `retry_after` seconds."""

    def __init__(self, message: str, retry_after: float, **facts: str) -> None:
        super().__init__(message, **facts)
        self.retry_after = retry_after


class UnavailableError(DenizenError):
    """Cannot be answered now, and may be repeated after `retry_after` seconds."""

    def __init__(self, message: str, retry_after: float = 0.1, **facts: str) -> None:
        super().__init__(message, **facts)
        self.retry_after = retry_after


class LateError(UnavailableError):
    """A revision that is awaited has not arrived in time."""


class DeadlineError(DenizenError):
    """The caller's time ran out before the work was done; nothing was stored."""
