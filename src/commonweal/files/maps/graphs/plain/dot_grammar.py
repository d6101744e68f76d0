"""The grammar of DOT: what a file says, before anybody asks what it means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise, product

from commonweal.files.cells import Unreadable

TOKEN = re.compile(
    r"\s+|//[^\n]*|/\*.*?\*/|(?<![^\n])\#[^\n]*"
    r'|(?P<quoted>"(?:[^"\\]|\\.)*")'
    r"|(?P<edge>->|--)"
    r"|(?P<sign>[{}\[\];,=:+])"
    r"|(?P<number>-?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?![A-Za-z_\u0080-\U0010ffff]))"
    r"|(?P<word>[A-Za-z_\u0080-\U0010ffff][A-Za-z0-9_\u0080-\U0010ffff]*)"
    r"|(?P<html><)",
    re.DOTALL,
)
TAG = re.compile(r"<[^<>]*>")
ESCAPES = {"n": "\n", "l": "\n", "r": "\r", '"': '"', "\\": "\\", "\n": ""}
ESCAPE = re.compile(r"\\(.)", re.DOTALL)
WORDS = frozenset({"node", "edge", "graph", "digraph", "subgraph", "strict"})
DEEPEST = 60
# Braces on both sides of an arrow stand for every pair: a short file could ask for more than anybody can hold.
MOST_EDGES = 1_000_000

Said = dict[str, str]


@dataclass(frozen=True, slots=True)
class DotGraph:
    """What a file says: nodes by id with their attributes, edges with theirs, and those of the whole."""

    name: str = ""
    is_directed: bool = True
    attributes: Said = field(default_factory=dict)
    nodes: dict[str, Said] = field(default_factory=dict)
    edges: list[tuple[str, str, Said]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Scope:
    """What nodes and edges are given within braces, and which nodes were named there."""

    node: Said
    edge: Said
    named: dict[str, None] = field(default_factory=dict)
    is_top: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    line: int


END = _Token("end", "", 0)


def parsed(data: bytes) -> DotGraph:
    """What a DOT file says.

    Raises
    ------
    Unreadable
        Where it is not DOT, with the line.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return _Reader(list(_tokens(text))).graph()


class _Reader:
    """Goes through the tokens of a file once, by the rules of the language."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.found = DotGraph()

    @property
    def now(self) -> _Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else END

    def take(self) -> _Token:
        token = self.now
        self.at += 1
        return token

    def has(self, text: str) -> bool:
        """Take a sign, or a word of the language, where it comes next."""
        token = self.now
        is_it = token.kind in ("sign", "edge", "key") and token.text == text
        self.at += is_it
        return is_it

    def must(self, text: str) -> None:
        if not self.has(text):
            raise self.broken()

    def broken(self) -> Unreadable:
        if self.now is END:
            return Unreadable("it is not DOT: it ends in the middle", "Save it again, whole.")
        return Unreadable(f"line {self.now.line} is not DOT", "Save it again from its program.")

    def graph(self) -> DotGraph:
        self.has("strict")
        is_directed = self.has("digraph")
        if not is_directed and not self.has("graph"):
            raise Unreadable("it is not DOT: there is no graph { … } in it", "Choose another format.")
        name = self.take().text if self.now.kind == "id" else ""
        self.must("{")
        self.statements(_Scope({}, {}, is_top=True), 1)
        return replace(self.found, name=name, is_directed=is_directed)

    def statements(self, scope: _Scope, depth: int) -> None:
        if depth > DEEPEST:
            raise Unreadable("its braces lie too deep in each other", "Export a part of the map.")
        while not self.has("}"):
            if not self.has(";") and not self.has(","):
                self.statement(scope, depth)

    def statement(self, scope: _Scope, depth: int) -> None:
        if self.now.kind == "key" and self.now.text in ("graph", "node", "edge"):
            which = self.take().text
            said = self.attributes()
            if which == "graph" and scope.is_top:
                self.found.attributes.update(said)
            elif which != "graph":
                getattr(scope, which).update(said)
        elif self.now.kind == "id" and self.after("="):
            name = self.take().text
            self.must("=")
            said = {name: self.id()}
            if scope.is_top:
                self.found.attributes.update(said)
        else:
            self.nodes_or_edges(scope, depth)

    def after(self, text: str) -> bool:
        token = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else END
        return token.kind == "sign" and token.text == text

    def nodes_or_edges(self, scope: _Scope, depth: int) -> None:
        is_group = self.now.kind != "id"
        ends = [self.end(scope, depth)]
        while self.now.kind == "edge":
            self.take()
            ends.append(self.end(scope, depth))
        said = self.attributes()
        if len(ends) == 1 and not is_group:
            self.found.nodes[ends[0][0]].update(said)
        for tails, heads in pairwise(ends):
            if len(self.found.edges) + len(tails) * len(heads) > MOST_EDGES:
                raise Unreadable(f"it holds more than {MOST_EDGES:,} links", "Export a part of the map.")
            self.found.edges.extend([(tail, head, {**scope.edge, **said}) for tail, head in product(tails, heads)])

    def end(self, scope: _Scope, depth: int) -> list[str]:
        """The nodes that one end of an edge stands for: one, or all of a group in braces."""
        if self.now.kind == "id":
            name = self.take().text
            for _ in range(2):  # a port and a side, where the edge meets the node
                if self.has(":"):
                    self.id()
            self.found.nodes.setdefault(name, dict(scope.node))
            scope.named[name] = None
            return [name]
        if self.has("subgraph") and self.now.kind == "id":
            self.take()
        self.must("{")
        inner = _Scope(dict(scope.node), dict(scope.edge))
        self.statements(inner, depth + 1)
        scope.named.update(inner.named)
        return list(inner.named)

    def attributes(self) -> Said:
        said: Said = {}
        while self.has("["):
            while not self.has("]"):
                name = self.id()
                said[name] = self.id() if self.has("=") else "true"
                self.has(";")
                self.has(",")
        return said

    def id(self) -> str:
        if self.now.kind != "id":
            raise self.broken()
        return self.take().text


def _tokens(text: str) -> Iterator[_Token]:
    """Ids, words of the language and signs, each with its line; quoted texts that are added up are one id."""
    held: _Token | None = None
    is_added = False
    for token in _bare(text):
        if held is not None and token.kind == "sign" and token.text == "+":
            is_added = True
            continue
        if held is not None and is_added and token.kind == "quoted":
            held, is_added = _Token("quoted", held.text + token.text, held.line), False
            continue
        if held is not None:
            yield _Token("id", held.text, held.line)
        held = token if token.kind == "quoted" else None
        if held is None:
            yield token
    if held is not None:
        yield _Token("id", held.text, held.line)


def _bare(text: str) -> Iterator[_Token]:
    at, line = 0, 1
    while at < len(text):
        found = TOKEN.match(text, at)
        if found is None:
            raise Unreadable(f"line {line} is not DOT", "Save it again from its program.")
        kind, said, stop = found.lastgroup, found[0], found.end()
        if kind == "html":
            stop = _closing(text, at, line)
            yield _Token("id", " ".join(TAG.sub(" ", text[at + 1 : stop - 1]).split()), line)
        elif kind == "quoted":
            yield _Token("quoted", ESCAPE.sub(_letter, said[1:-1]), line)
        elif kind == "word" and said.lower() in WORDS:
            yield _Token("key", said.lower(), line)
        elif kind in ("word", "number"):
            yield _Token("id", said, line)
        elif kind:
            yield _Token(kind, said, line)
        line += text.count("\n", at, stop)
        at = stop


def _closing(text: str, at: int, line: int) -> int:
    """Where a text of HTML ends, whose brackets are in pairs."""
    depth = 0
    for found in re.compile("[<>]").finditer(text, at):
        depth += 1 if found[0] == "<" else -1
        if not depth:
            return found.end()
    raise Unreadable(f"line {line} is not DOT: a < is never closed", "Save it again from its program.")


def _letter(found: re.Match[str]) -> str:
    return ESCAPES.get(found[1], found[0])
