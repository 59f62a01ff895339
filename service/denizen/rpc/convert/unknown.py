"""Fields that a newer version of the API knows."""

from google.protobuf.message import Message

from denizen.domain.errors import InvalidError


def refuse_unknown(message: Message, field: str) -> None:
    """`InvalidError` where `message` says something that would be lost: half of a fact or of a rule may mean its
    opposite."""
    if not is_known(message):
        raise InvalidError(field, "fields that this version of the service does not know", "only those that it knows")


def is_known(message: Message) -> bool:
    """Whether this version of the API knows all that the message says."""
    known = type(message)()
    known.CopyFrom(message)
    known.DiscardUnknownFields()
    return known.ByteSize() == message.ByteSize()
