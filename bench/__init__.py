"""Benchmarks: one command per figure, `python -m bench NAME`. docs/benchmarks.md says how to read them."""
