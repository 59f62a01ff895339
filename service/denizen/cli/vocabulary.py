"""Words of messages: their fields, and their enums' words without the enum's prefix (`PERSON`) or in full."""

import re
from typing import cast

from google.protobuf.descriptor import Descriptor, EnumDescriptor
from google.protobuf.message import Message


def descriptor_of(message: Message) -> Descriptor:
    """What a message is made of. Two implementations of one interface exist; the types name both."""
    return cast("Descriptor", message.DESCRIPTOR)


def prefix(enum: EnumDescriptor) -> str:
    """What every name of the enum begins with, such as `PRINCIPAL_KIND_`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", enum.name).upper() + "_"


def short(enum: EnumDescriptor, number: int) -> str:
    """The word for a value; of a value that this program does not know, the number."""
    value = enum.values_by_number.get(number)
    return str(number) if value is None else value.name.removeprefix(prefix(enum))


def number_of(enum: EnumDescriptor, word: str) -> int | None:
    """The value of a word, short or in full; None: there is none."""
    value = enum.values_by_name.get(prefix(enum) + word) or enum.values_by_name.get(word)
    return None if value is None else value.number


def words(enum: EnumDescriptor) -> list[str]:
    """Every word that says something, in the order of the API."""
    return [value.name.removeprefix(prefix(enum)) for value in enum.values if value.number]
