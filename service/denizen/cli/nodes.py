"""YAML 1.2 and JSON text as nodes that know their line. What a scalar means is for the reader of the field to say."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from denizen.cli.failures import WrongUsageError

MAX_BYTES = 1 << 20
MAX_DEPTH = 64
MAX_NODES = 100_000

_BARE_IN_JSON = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


class FileError(WrongUsageError):
    """A file that cannot be accepted: says file, line, field, what it got and what it wanted."""

    def __init__(self, file: str, line: int | None, problem: str, field: str = "") -> None:
        place = file if line is None else f"{file}:{line}"
        super().__init__(": ".join(part for part in (place, field, problem) if part))
        self.file = file
        self.line = line
        self.field = field
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Scalar:
    """`plain` is text without quotes, which may mean a number, a truth value or nothing."""

    line: int
    text: str
    plain: bool
    depth: int = 1
    size: int = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value. `line` is the key's."""

    line: int
    key: str
    value: "Node"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Entries in the order of the file. A key may stand twice: the reader, who knows the path, refuses it."""

    line: int
    entries: tuple[Entry, ...]
    depth: int
    size: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    line: int
    items: "tuple[Node, ...]"
    depth: int
    size: int


Node = Scalar | Mapping | Items


def parse(content: bytes, file: str) -> Node:
    """The one document in `content`. `FileError` for whatever is not UTF-8, not YAML or JSON, tagged, or too large;
    an alias counts as what it stands for, each time. No bytes raise anything else."""
    if len(content) > MAX_BYTES:
        raise FileError(file, 1, f"got {len(content)} bytes or more, wanted at most {MAX_BYTES}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileError(file, line, f"got byte {content[error.start]:#04x}, wanted text in UTF-8") from None
    text = _json_as_yaml(text)
    try:
        return _Builder(file, YAML(typ="safe", pure=True).parse(text)).document()
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = 1 if mark is None else mark.line + 1
        raise FileError(file, line, f"not YAML: {error.problem or error.context}") from None
    except YAMLError as error:
        position = getattr(error, "position", 0)
        line = text.count("\n", 0, position) + 1
        raise FileError(file, line, f"not YAML: {str(error).splitlines()[0]}") from None
    except (ValueError, OverflowError):
        # The scanner reads numbers of escapes and directives without a look at their size.
        raise FileError(file, 1, "not YAML: an escape or a directive that cannot be read") from None


@dataclass(slots=True)
class _Builder:
    file: str
    events: Iterator[Event]
    anchors: dict[str, Node] = field(default_factory=dict)

    def document(self) -> Node:
        documents = 0
        root: Node | None = None
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.refusal(event, "got a second document, wanted one in a file")
                if event.version or event.tags:
                    raise self.refusal(event, "got a % directive, wanted YAML 1.2 without any")
                root = self.node(next(self.events), 1)
        if root is None:
            raise FileError(self.file, 1, "got nothing, wanted a mapping")
        return root

    def refusal(self, event: Event, problem: str) -> FileError:
        return FileError(self.file, _line(event), problem)

    def node(self, event: Event, depth: int) -> Node:
        if tag := getattr(event, "tag", None):
            raise self.refusal(event, f"got the tag {shown(tag)}, wanted no tags")
        match event:
            case AliasEvent():
                if event.anchor not in self.anchors:
                    raise self.refusal(
                        event, f"got the alias {shown(event.anchor)}, wanted the name of an anchor further up"
                    )
                return self.within_limits(event, self.anchors[event.anchor], depth)
            case ScalarEvent():
                node: Node = Scalar(_line(event), self.whole(event), plain=not event.style)
            case MappingStartEvent():
                node = self.mapping(event, depth)
            case SequenceStartEvent():
                node = self.sequence(event, depth)
            case _:
                raise self.refusal(event, "not YAML: a value is missing")
        if event.anchor:
            self.anchors[event.anchor] = node
        return self.within_limits(event, node, depth)

    def mapping(self, start: MappingStartEvent, depth: int) -> Mapping:
        self.check_depth(start, depth)
        entries = []
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self.node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise self.refusal(event, "got a list or mapping for a key, wanted the name of a field")
            entries.append(Entry(_line(event), key.text, self.node(next(self.events), depth + 1)))
        values = [entry.value for entry in entries]
        return Mapping(_line(start), tuple(entries), _depth(values), _size(values))

    def sequence(self, start: SequenceStartEvent, depth: int) -> Items:
        self.check_depth(start, depth)
        items = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            items.append(self.node(event, depth + 1))
        return Items(_line(start), tuple(items), _depth(items), _size(items))

    def whole(self, event: ScalarEvent) -> str:
        """The text. JSON writes characters beyond the first 65,536 as two escapes, which YAML leaves apart."""
        try:
            return str(event.value).encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        except UnicodeDecodeError:
            raise self.refusal(event, "got half of a character, as an escape without its second half") from None

    def check_depth(self, event: Event, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise self.refusal(event, f"got more than {MAX_DEPTH} lists and mappings in each other")

    def within_limits(self, event: Event, node: Node, depth: int) -> Node:
        self.check_depth(event, depth + node.depth - 1)
        if node.size > MAX_NODES:
            raise self.refusal(event, f"got more than {MAX_NODES} values, aliases counted as what they stand for")
        return node


def shown(text: str) -> str:
    """Text as it is quoted in a refusal: on one line, and short."""
    quoted = repr(text)
    return quoted if len(quoted) <= 60 else quoted[:57] + "..."


def _json_as_yaml(text: str) -> str:
    """JSON is YAML but for a few characters that it may hold bare, in strings and nowhere else: those as escapes."""
    if not text.lstrip().startswith(("{", "[")) or not _BARE_IN_JSON.search(text):
        return text
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return text
    return _BARE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1


def _depth(children: Sequence[Node]) -> int:
    return 1 + max((child.depth for child in children), default=0)


def _size(children: Sequence[Node]) -> int:
    return 1 + sum(child.size for child in children)
