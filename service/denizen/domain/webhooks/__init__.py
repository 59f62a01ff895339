"""Webhooks: who wants to hear of which events, how the messages are signed, and when they are sent again."""
