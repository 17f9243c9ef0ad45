"""What a rendered report is made of, for tests."""

import base64
import hashlib
import re
from functools import lru_cache

from auditor_reports.html import HtmlReport
from bs4 import BeautifulSoup

from auditor.model.result import AuditResult
from tests.reports.states import STATES

LANGUAGES = ("zh", "en")


@lru_cache
def drawn(state: str, lang: str) -> str:
    return rendered(STATES[state](), lang)


def rendered(result: AuditResult, lang: str = "zh") -> str:
    return HtmlReport().render(result, lang).decode("utf-8")


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def text_of(html: str) -> str:
    page = soup(html)
    for gone in page(["script", "style"]):
        gone.decompose()
    return re.sub(r"\s+", " ", page.get_text(" "))


def digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
