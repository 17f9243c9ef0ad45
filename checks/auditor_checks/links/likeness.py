"""How much do two titles have in common, and which document number does a title carry for its own?"""

import re
import unicodedata
from collections.abc import Sequence

from auditor.api import Page, numbers_in, same

_BRACKETED = re.compile(r"[〔\[(【﹝]\s*((?:19|20)\d\d)\s*[〕\])】﹞]\s*第?\s*0*(\d{1,5})\s*号")
_DECREE = re.compile(r"令\s*\(?\s*第?\s*0*(\d{1,4})\s*号")
_OFFICE = re.compile(r"[\u4e00-\u9fff]{1,14}")
_IN_WORDS = re.compile(r"第[〇零一二三四五六七八九十百]+号")
# What titles of documents have in common without being about the same.
_USUAL = re.compile(
    r"关于|印发|公布|发布|做好|加强|进一步|有关|工作|的?(?:通知|公告|通告|意见|决定|办法|方案|函)|的|和|及|与|等"
)
_WHOSE = re.compile(r"^[^《》]{2,24}?关于")  # the organ that speaks
_WIDE = re.compile(r"[\u4e00-\u9fff]")


def own_number(label: str, foreign: Sequence[str]) -> tuple[str, str] | None:
    """The number that the document behind this label has for its own, and the rest of the label.

    None when there is none, when there are several, when it stands in the middle (there it is cited), or when the label
    has one of the words `foreign`, by which one document speaks of another.
    """
    half = unicodedata.normalize("NFKC", label)
    numbers = numbers_in(half)
    match = _BRACKETED.search(half) or _DECREE.search(half)
    if len(numbers) != 1 or match is None or any(word in half for word in foreign):
        return None
    head, tail = half[: match.start()], half[match.end() :].strip(" ()[]【】》:：,，")
    if _OFFICE.fullmatch(head) and "关于" not in head:
        return numbers[0], tail
    if not tail:
        return numbers[0], head.rpartition("(")[0] or head
    return None


def year_and_count(number: str) -> tuple[str, ...]:
    """By which figures are two numbers the same? How an office is abbreviated differs from page to page."""
    return tuple(figure.lstrip("0") for figure in re.findall(r"\d+", number))


def speaks_of(page: Page, number: str) -> bool:
    """May the page be meant by this number? It is enough that its figures stand there, however they are written."""
    text = unicodedata.normalize("NFKC", _all_of(page))
    *year, count = year_and_count(number)
    if not year and _IN_WORDS.search(text):
        return True
    return all(one in text for one in year) and bool(re.search(rf"(?<!\d)0*{count}(?!\d)\s*号", text))


def _all_of(page: Page) -> str:
    return "\n".join((page.title, *page.headings, *page.metas.values(), page.full_text))


def pairs(words: str) -> frozenset[str]:
    """The pairs of neighbouring characters that say what a title is about."""
    bare = re.sub(r"[\W_]+", " ", _USUAL.sub(" ", _WHOSE.sub("", same(words))))
    return frozenset(part[at : at + 2] for part in bare.split() for at in range(len(part) - 1))


def shared(words: str, others: str) -> float | None:
    """Which share of what `words` are about do `others` have as well? None when they are about nothing."""
    wanted, text = pairs(words), same(others)
    return sum(pair in text for pair in wanted) / len(wanted) if wanted else None


def shared_with(words: str, page: Page) -> float | None:
    """Which share of what `words` are about does the page speak of, in its title or anywhere else?"""
    return shared(words, _all_of(page))


def wide(words: str) -> int:
    """How many Chinese characters are there?"""
    return len(_WIDE.findall(words))
