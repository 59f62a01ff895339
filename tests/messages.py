"""What is in a message, by the names of its fields."""

from google.protobuf.message import Message


def there(message: Message) -> set[str]:
    """The fields that are set anywhere inside, as `Message.field`; of what other files define only that it is there."""
    found: set[str] = set()
    for field, value in message.ListFields():
        found.add(f"{message.DESCRIPTOR.name}.{field.name}")
        if field.message_type is not None and field.message_type.file == message.DESCRIPTOR.file:
            for each in value if field.is_repeated else [value]:
                found |= there(each)
    return found
