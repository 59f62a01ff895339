"""What one process of the new-enemy test has to do."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True)
class Task:
    """`writers`: how many there are; this one is number `number`. `faults`: slow commits and lost wake-ups.
    `address`: of the door at which a reader asks; empty: it asks a memory of its own."""

    role: str
    number: int
    url: str
    key_ring: str
    folder: str
    writers: int
    reads: int
    bound: float
    pause: float
    faults: bool
    modes: tuple[int, ...]
    rest: float
    replica: str = ""
    address: str = ""

    def as_argument(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def of(cls, text: str) -> Self:
        return cls(**json.loads(text))

    @property
    def log(self) -> Path:
        return Path(self.folder, f"{self.role}-{self.number}.log")

    @property
    def cells(self) -> Path:
        return Path(self.folder, "cells")
