"""The pictures and the style sheet of the sample portal, drawn as SVG."""

import base64
from collections.abc import Sequence
from math import ceil
from xml.sax.saxutils import escape
from zlib import crc32

SVG = "image/svg+xml"
PIXEL = base64.b64decode("R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==")
_FONT = "font-family='Noto Sans CJK SC,Microsoft YaHei,sans-serif'"
_TONES = (("#14539a", "#2f86d6"), ("#0f766e", "#34a99c"), ("#9a3412", "#d97a3f"), ("#5b4a9c", "#8f7fd1"))


def banner(title: str, width: int = 380, height: int = 96) -> bytes:
    """A topic's picture: its name on a slope of two tones."""
    dark, light = _TONES[crc32(title.encode()) % len(_TONES)]
    size = min(34, int(width / max(len(title), 1)))
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' viewBox='0 0 {width} {height}'>"
        f"<defs><linearGradient id='g'><stop stop-color='{dark}'/><stop offset='1' stop-color='{light}'/>"
        f"</linearGradient></defs><rect width='{width}' height='{height}' rx='4' fill='url(#g)'/>"
        f"<path d='M0 {height} L{width * 0.3:.0f} {height * 0.45:.0f} L{width * 0.5:.0f} {height * 0.75:.0f} "
        f"L{width * 0.78:.0f} {height * 0.3:.0f} L{width} {height} Z' fill='#fff' opacity='.16'/>"
        f"<text x='{width / 2}' y='{height / 2 + size / 3:.0f}' text-anchor='middle' fill='#fff' font-size='{size}' "
        f"font-weight='bold' {_FONT}>{escape(title)}</text></svg>"
    ).encode()


def emblem() -> bytes:
    return (
        b"<svg xmlns='http://www.w3.org/2000/svg' width='72' height='72' viewBox='0 0 72 72'>"
        b"<circle cx='36' cy='36' r='34' fill='#c62828'/><circle cx='36' cy='36' r='29' fill='none' stroke='#f7d774' "
        b"stroke-width='2'/><path d='M12 50 L28 26 L37 39 L47 20 L61 50 Z' fill='#f7d774'/>"
        b"<path d='M14 55 Q36 47 58 55' stroke='#f7d774' stroke-width='3' fill='none'/></svg>"
    )


def badge(text: str, colour: str) -> bytes:
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='104' height='44'><rect width='104' height='44' rx='6' "
        f"fill='{colour}'/><text x='52' y='27' text-anchor='middle' fill='#fff' font-size='15' {_FONT}>{escape(text)}"
        "</text></svg>"
    ).encode()


def skyline() -> bytes:
    """The wide picture behind the header: hills, mist and a lake."""
    return (
        b"<svg xmlns='http://www.w3.org/2000/svg' width='1920' height='220' viewBox='0 0 1920 220' "
        b"preserveAspectRatio='xMidYMax slice'><defs><linearGradient id='s' x2='0' y2='1'><stop stop-color='#0e4a8f'/>"
        b"<stop offset='1' stop-color='#6fb1e8'/></linearGradient></defs>"
        b"<rect width='1920' height='220' fill='url(#s)'/>"
        b"<path d='M0 190 Q240 70 480 160 T960 130 T1440 150 T1920 90 V220 H0 Z' fill='#2c6fb0' opacity='.7'/>"
        b"<path d='M0 205 Q320 120 640 190 T1280 175 T1920 160 V220 H0 Z' fill='#1d5a93' opacity='.75'/>"
        b"<path d='M0 214 Q480 186 960 212 T1920 200 V220 H0 Z' fill='#d9ecfa' opacity='.55'/></svg>"
    )


def infographic(title: str, points: Sequence[str], width: int = 720) -> bytes:
    """A policy at a glance: a tall picture with one box for each point."""
    dark, light = _TONES[crc32(title.encode()) % len(_TONES)]
    rows: list[str] = []
    y, height = 270.0, 2 * width + 60
    box = (height - 370) / len(points) - 24
    for number, point in enumerate(points, start=1):
        step = ceil(len(point) / ceil(len(point) / 20))
        lines = [point[start : start + step] for start in range(0, len(point), step)]
        top = y + box / 2 - 20 * len(lines) + 30
        rows.append(f"<rect x='40' y='{y}' width='{width - 80}' height='{box}' rx='14' fill='#fff' stroke='{light}'/>")
        rows.append(f"<circle cx='92' cy='{y + box / 2}' r='26' fill='{dark}'/>")
        rows.append(_text(92, y + box / 2 + 9, 26, "#fff", str(number), "middle"))
        rows += [_text(140, top + 40 * index, 26, "#222", line) for index, line in enumerate(lines)]
        y += box + 24
    heads = [title[start : start + 16] for start in range(0, len(title), 16)]
    head = "".join(
        f"<text x='{width / 2}' y='{170 + 44 * index}' text-anchor='middle' fill='#fff' font-size='34' "
        f"font-weight='bold' {_FONT}>{escape(line)}</text>"
        for index, line in enumerate(heads)
    )
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' viewBox='0 0 {width} {height}'>"
        f"<rect width='{width}' height='{height}' fill='#eef4fb'/><rect width='{width}' height='232' fill='{dark}'/>"
        f"<text x='{width / 2}' y='100' text-anchor='middle' fill='#f7d774' font-size='40' {_FONT}>一图读懂</text>"
        f"{head}{''.join(rows)}<text x='{width / 2}' y='{height - 36}' text-anchor='middle' fill='#667' font-size='22' "
        f"{_FONT}>青岚县人民政府办公室</text></svg>"
    ).encode()


def _text(x: float, y: float, size: int, colour: str, words: str, anchor: str = "start") -> str:
    where = f"x='{x:g}' y='{y:g}' text-anchor='{anchor}' fill='{colour}' font-size='{size}'"
    return f"<text {where} {_FONT}>{escape(words)}</text>"


def pdf(words: str) -> bytes:
    """A small PDF that opens: one empty page, the words in its comment."""
    return (
        b"%PDF-1.4\n%" + words.encode() + b"\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )


def doc(words: str) -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + words.encode("utf-16-le").ljust(1024, b"\0")
