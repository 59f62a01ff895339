"""Every parser of what others send, as a function of bytes: it reads them or refuses them, and does nothing else.

`tools/fuzz.py` looks for bytes that make one crash or hang; the tests beside this try a few.
"""

from collections.abc import Mapping

from tests.fuzzing import credentials, documents, tokens
from tests.fuzzing.target import Target

TARGETS: Mapping[str, Target] = {**documents.TARGETS, **credentials.TARGETS, **tokens.TARGETS}
