"""Doors onto the same use cases that are hosted by Envoy: the decision listener."""
