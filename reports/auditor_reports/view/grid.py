"""A table of a chapter that can be sorted and taken along: what stands in each cell, and by what it is sorted."""

from dataclasses import dataclass

from auditor_reports.voice import Said

NONE = Said("")


@dataclass(frozen=True, slots=True)
class Cell:
    """`sort` orders the cells of a column: numbers as numbers, the rest as text; `status` is an id with a shape."""

    said: Said
    href: str = ""
    note: Said = NONE
    sort: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """`kind`: num (to the right), day (kept on one line), or "" for words."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """`name` is the name of the file as which it can be saved."""

    caption: str
    name: str
    head: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    more: str = ""


def number(value: float | None, words: str, nothing: str) -> Cell:
    """A cell with a number; without one it sorts before all others."""
    return Cell(Said(nothing)) if value is None else Cell(Said(words), sort=f"{value:g}")
