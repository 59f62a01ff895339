"""Webhooks: kept, delivered from the outbox at least once, and given up in the end."""
