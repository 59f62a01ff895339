import io
import json
import logging

from denizen.rpc.logs import OthersHandler, logger

CANARY = "CANARY-7731"


def test_says_nothing_below_its_level() -> None:
    stream = io.StringIO()
    log = logger("warning", stream)
    log.info("quiet")
    log.warning("loud", why="because")
    (line,) = stream.getvalue().splitlines()
    told = json.loads(line)
    assert (told["event"], told["level"], told["why"]) == ("loud", "warning", "because")


def test_a_library_is_told_of_without_its_words() -> None:
    stream = io.StringIO()
    library = logging.getLogger("tests.a_library")
    library.propagate = False
    library.addHandler(OthersHandler(logger("debug", stream)))
    try:
        int(CANARY)
    except ValueError:
        library.exception("could not read %s", CANARY)
    library.warning(CANARY)
    first, second = (json.loads(line) for line in stream.getvalue().splitlines())
    assert (first["library"], first["error"], first["level"]) == ("tests.a_library", ["builtins.ValueError"], "error")
    assert "test_logs:" in second["place"]
    assert CANARY not in stream.getvalue()
