"""On which line does a key of a TOML text stand? The standard library's parser does not say."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

Path: TypeAlias = tuple[str | int, ...]

# Strings and comments are swallowed whole, so that a bracket, a hash or a line end inside one counts for nothing.
_TOKEN = re.compile(
    r"\"\"\"(?:\\.|[^\\])*?\"\"\"|'''.*?'''|\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*'|#[^\n]*|[\[\]{}\n]|[^\[\]{}\n\"'#]+", re.S
)
_DATE = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])")
_KEY = re.compile(r"""((?:[^="']|"(?:\\.|[^"\\])*"|'[^']*')+?)\s*=""")


def lines(text: str) -> Mapping[Path, int]:
    """Every table and key of a valid TOML text with its line, from 1: `("clauses", 2, "rule")` → 17.

    What stands inside an inline table or an array has no entry of its own: ask `line_of`.
    """
    found: dict[Path, int] = {}
    arrays: dict[Path, int] = {}
    table: Path = ()
    for line, statement in _statements(text):
        if statement.startswith("[["):
            table = _placed(_dotted(statement.strip("[] \t\r")), arrays, new=True)
            found.setdefault(table, line)
        elif statement.startswith("["):
            table = _placed(_dotted(statement.strip("[] \t\r")), arrays)
            found.setdefault(table, line)
        elif match := _KEY.match(statement):
            path = table
            for part in _dotted(match[1]):
                path = (*path, part)
                found.setdefault(path, line)
    return found


def line_of(found: Mapping[Path, int], path: Path) -> int:
    """The line of a key, or of the nearest thing around it; 1 for the text as a whole."""
    while path:
        if path in found:
            return found[path]
        path = path[:-1]
    return 1


def without_unreal_dates(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The text with every date that no calendar has replaced by a real one, and those dates with their lines.

    The parser would stop at the first of them.
    """
    unreal: list[tuple[int, str]] = []
    parts: list[str] = []
    line = 1
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token[0] not in "\"'#":
            for written in _DATE.findall(token):
                try:
                    date.fromisoformat(written)
                except ValueError:
                    unreal.append((line, written))
                    token = token.replace(written, "2000-01-01")
        parts.append(token)
        line += token.count("\n")
    return "".join(parts), unreal


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Each statement with the line it begins on. Values over several lines stay together; comments are dropped."""
    line, begun, depth = 1, 1, 0
    parts: list[str] = []
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token == "\n" and depth <= 0:
            if statement := "".join(parts).strip():
                yield begun, statement
            parts, begun, depth = [], line + 1, 0
        elif not token.startswith("#"):
            depth += (token in "[{") - (token in "]}")
            parts.append(token)
        line += token.count("\n")
    if statement := "".join(parts).strip():
        yield begun, statement


def _dotted(key: str) -> tuple[str, ...]:
    table: Any = tomllib.loads(f"{key} = 0")
    parts: list[str] = []
    while isinstance(table, dict):
        part, table = next(iter(table.items()))
        parts.append(part)
    return tuple(parts)


def _placed(parts: tuple[str, ...], arrays: dict[Path, int], *, new: bool = False) -> Path:
    """The path of a table header, with the index of the newest element for every array of tables on the way."""
    path: Path = ()
    for number, part in enumerate(parts, 1):
        path = (*path, part)
        if new and number == len(parts):
            arrays[path] = arrays.get(path, 0) + 1
        if path in arrays:
            path = (*path, arrays[path] - 1)
    return path
