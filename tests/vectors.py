"""Published test vectors that nobody here wrote, in a folder beside the checkout; tests skip where it is absent."""

import json
from pathlib import Path
from typing import Any

import pytest


class Vectors:
    """Reads files of that folder."""

    folder = Path(__file__).parents[2] / "shared" / "vectors"
    absent = "no published vectors beside the checkout"

    def text(self, name: str) -> str:
        if not (self.folder / name).is_file():
            pytest.skip(self.absent)
        return (self.folder / name).read_text()

    def __call__(self, name: str) -> Any:
        """The JSON of a file."""
        return json.loads(self.text(name))


vectors = Vectors()
