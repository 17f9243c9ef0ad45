"""How often do we, htmldate and trafilatura read the title, the day of publishing and the source that a person reads?

    pip install htmldate trafilatura lxml_html_clean
    AUDITOR_SHARED=../shared python -m benchmarks.reading

Over the labels of tests/anatomy/real_pages.toml. Neither library is a dependency of ours.
"""

import logging
import os
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from auditor.anatomy.article import article_of
from auditor.extract import extract
from auditor.model.exchange import Exchange
from auditor.model.words import same

ROOT = Path(__file__).parents[1]
URL = "http://www.example.gov.cn/a/b/"
Said = Mapping[str, str]


@dataclass(slots=True)
class Row:
    """One tool on one field: how many pages were read right, of how many, and how long it took on them."""

    right: int = 0
    of: int = 0
    seconds: float = 0


def ours(html: str) -> Said:
    page = extract(Exchange(url=URL, final_url=URL, status=200, content_type="text/html", body=html.encode()))
    article = article_of(page)
    day = str(article.published.day) if article.published else ""
    return {"title": article.title, "published": day, "source": article.source}


def by_htmldate(html: str) -> Said:
    return {"published": import_module("htmldate").find_date(html, original_date=True) or ""}


def by_trafilatura(html: str) -> Said:
    found = import_module("trafilatura").bare_extraction(html, with_metadata=True)
    said: Mapping[str, Any] = found.as_dict() if found is not None else {}
    return {
        "title": said.get("title") or "",
        "published": said.get("date") or "",
        "source": said.get("author") or said.get("sitename") or "",
    }


TOOLS: Mapping[str, Callable[[str], Said]] = {"ours": ours, "htmldate": by_htmldate, "trafilatura": by_trafilatura}


def compared(pages: Path) -> Iterator[tuple[str, str, Row]]:
    """For each tool and field, how it did. A page without a date is right when none is read."""
    labels = tomllib.loads((ROOT / "tests" / "anatomy" / "real_pages.toml").read_text(encoding="utf-8"))
    for tool, read in TOOLS.items():
        rows: dict[str, Row] = {}
        for name, label in labels.items():
            html = (pages / name).read_text(encoding="utf-8", errors="replace")
            start = time.perf_counter()
            said = read(html)
            spent = time.perf_counter() - start
            for field, value in said.items():
                if field == "source" and "source" not in label:
                    continue
                shown = field if field in label else f"no {field}"
                row = rows.setdefault(shown, Row())
                row.right += same(value) == same(str(label.get(field, "")))
                row.of, row.seconds = row.of + 1, row.seconds + spent
        for field, row in sorted(rows.items()):
            yield tool, field, row


def main() -> None:
    logging.disable(logging.CRITICAL)
    pages = Path(os.environ.get("AUDITOR_SHARED", ROOT.parent / "shared")) / "pages"
    for tool, field, row in compared(pages):
        print(f"{tool:12} {field:14} {row.right:3} of {row.of:3}  {1000 * row.seconds / row.of:6.1f} ms a page")


if __name__ == "__main__":
    main()
