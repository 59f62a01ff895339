"""What the fuzzer and the tests are given of a parser."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """`seeds` are right, or nearly so: what is tried starts from them. `most`: bytes of the largest thing tried."""

    parse: Callable[[bytes], object]
    seeds: Sequence[bytes]
    most: int = 4096
