"""How is a result shown? On the screen, and as a table for the documentation."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

_COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("peer", "peer", "{}"),
    ("connections", "wide", "{}"),
    ("pages", "pages", "{}"),
    ("wall_s", "wall s", "{:.2f}"),
    ("cpu_s", "CPU s", "{:.2f}"),
    ("peak_mb", "peak MB", "{:.0f}"),
    ("requests", "requests", "{}"),
    ("requests_per_url", "per URL", "{:.2f}"),
    ("right", "right", "{}"),
    ("missed", "missed", "{}"),
    ("false", "false", "{}"),
    ("slots_in_use", "slots in use", "{:.0%}"),
)


def _cells(row: Mapping[str, Any]) -> list[str]:
    return ["–" if row.get(key) is None else form.format(row[key]) for key, _title, form in _COLUMNS]


def _remarks(row: Mapping[str, Any]) -> str:
    words = [f"not run: {row['unavailable']}" if "unavailable" in row else "", str(row.get("note", ""))]
    words += ["timed out" if row.get("timed_out") else "", "noisy" if row.get("noisy") else ""]
    return "; ".join(filter(None, words))


def show(result: Mapping[str, Any], console: Console) -> None:
    table = Table(title=_title(result))
    for key, title, _form in _COLUMNS:
        table.add_column(title, justify="left" if key == "peer" else "right")
    for row in result["rows"]:
        table.add_row(*_cells(row), style="dim" if "unavailable" in row else "")
    console.print(table)
    for row in result["rows"]:
        console.print(f"{row['peer']} {row.get('version', '')}: {_remarks(row)}", highlight=False, markup=False)
    for pair, parts in result["ratios"].items():
        told = ", ".join(f"{name} {value:.2f}" for name, value in parts.items())
        console.print(f"{pair}: {told}", highlight=False, markup=False)
    for command in result["commands"]:
        console.print(f"$ {command}", highlight=False, markup=False, soft_wrap=True)


def _title(result: Mapping[str, Any]) -> str:
    setting = result["settings"]
    noise = "; NOISY: others used the machine" if result["noisy"] else ""
    return f"{setting['pages']} pages, latency {setting['latency_ms']} ms, {setting['rounds']} round(s){noise}"


def markdown(result: Mapping[str, Any]) -> str:
    """The rows and ratios as Markdown, with the machine and the conditions above them."""
    machine = result["machine"]
    place = f"{machine['cpus']} × {machine['cpu']}, {machine['memory_gb']} GB, {machine['system']}, {machine['python']}"
    lines = [f"{_title(result)}. {place}.", "", _line([title for _key, title, _form in _COLUMNS])]
    lines.append(_line(["---", *["---:"] * (len(_COLUMNS) - 1)]))
    for row in result["rows"]:
        name = f"{row['peer']} {row.get('version', '')}".strip()
        lines.append(_line([name, *_cells(row)[1:]]))
    lines += ["", *(f"- `{row['peer']}`: {_remarks(row)}" for row in result["rows"]), ""]
    lines += [_line(["ratio", "wall", "CPU", "memory", "peer's recall"]), _line(["---", *["---:"] * 4])]
    for pair, parts in result["ratios"].items():
        shown = [f"{parts[key]:.2f}" if key in parts else "–" for key in ("wall", "cpu", "memory", "peer_recall")]
        lines.append(_line([pair, *shown]))
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
