"""A store in memory: the promises of the ports without a database."""

from denizen.storage.memory.store import MemoryChanges, MemoryStore

__all__ = ["MemoryChanges", "MemoryStore"]
