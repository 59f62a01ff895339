"""Is this genuine: pure functions of bytes, keys and a moment."""
