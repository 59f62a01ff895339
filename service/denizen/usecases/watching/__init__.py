"""Watching: telling callers what was committed, within their reach, in order and without a gap."""
