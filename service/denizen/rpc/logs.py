"""Log lines: JSON on stderr, about calls and never about their content."""

import logging
import sys
import traceback
from typing import TextIO

import structlog
from structlog.typing import FilteringBoundLogger, Processor

_LEVELS = logging.getLevelNamesMapping()
_PROCESSORS: tuple[Processor, ...] = (
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.JSONRenderer(),
)


def take_over(level: str, log: FilteringBoundLogger) -> None:
    """For a whole process, at its start: whatever else logs, by `logging` or `structlog`, comes out as `log` does.

    Libraries are told of at `warning` and above.
    """
    logging.basicConfig(level=logging.WARNING, handlers=[OthersHandler(log)], force=True)
    structlog.configure(
        processors=_PROCESSORS,
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level.upper()]),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
    )


def logger(level: str, stream: TextIO | None = None) -> FilteringBoundLogger:
    """A logger of its own, at `level` (debug, info, warning, error) and above; on stderr unless told otherwise."""
    lines = structlog.WriteLogger(stream or sys.stderr)
    made: FilteringBoundLogger = structlog.wrap_logger(
        lines,
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level.upper()]),
        processors=_PROCESSORS,
    ).bind()  # once: a logger that is not bound yet is made anew for every line
    return made


def cause(error: BaseException) -> dict[str, object]:
    """What may be told of an exception: classes and places. Its text may quote a request, and stays out."""
    classes: list[str] = []
    seen: BaseException | None = error
    while seen is not None and len(classes) < 5:
        classes.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        seen = seen.__cause__ or seen.__context__
    frames = traceback.extract_tb(error.__traceback__, limit=-20)
    return {"error": classes, "frames": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]}


class OthersHandler(logging.Handler):
    """Takes what libraries log through `logging`: where and what kind, without the text, which may quote a request."""

    def __init__(self, log: FilteringBoundLogger) -> None:
        super().__init__()
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        told: dict[str, object] = {
            "library": record.name,
            "place": f"{record.module}:{record.lineno} {record.funcName}",
        }
        if record.exc_info and record.exc_info[1] is not None:
            told |= cause(record.exc_info[1])
        self._log.log(record.levelno, "library", **told)
