"""Messages to domain values and back. Each rule about a field stands once, here or in the type that is made; a refusal
names the field as the proto does."""
