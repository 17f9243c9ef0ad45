"""Which published letters does the portal show, asked when, answered when?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from auditor.api import Facts, Item, Page, same
from auditor_checks.places import Place, article, illegible, places, sample

_DAY = r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})"
_BETWEEN = r"(?:日期|时间|日)?\s*[:：]?\s*\n?\s*"
_ASKED = re.compile(rf"(?:来信|留言|提交|咨询|写信|提问|信件|投诉|发表|登记|诉求){_BETWEEN}{_DAY}")
_ANSWERED = re.compile(rf"(?:答复|回复|办结|反馈){_BETWEEN}{_DAY}")
_REPLY = re.compile(
    r"(?:^|\n)\s*[【\[]?(?:答复|回复|处理结果|办理结果|办理情况|答)(?:内容|意见|情况|单位|部门|时间|日期|人|机构)?[】\]]?\s*[:：\n]\s*(?P<said>[^\n]*)"
)
_QUESTION = re.compile(r"(?:^|\n)\s*[【\[]?(?:来信|留言|咨询|问题|信件|提问|问)(?:内容|正文)?[】\]]?\s*[:：\n]")
_WAITING = re.compile(
    r"(?:暂无|尚未|还未|未|待|等待|正在)(?:答复|回复|办理|处理|受理)|^(?:暂无|无)$|处理中|办理中|受理中"
)
_MOST = 60  # letters that are read


@dataclass(frozen=True, slots=True)
class Letter:
    """One published letter. `answered_at` is None when no date of the answer was read; `answered` tells whether an
    answer stands there: True, False, or None when that cannot be told."""

    item: Item
    url: str
    asked: date | None = None
    answered_at: date | None = None
    answered: bool | None = None


def letters(facts: Facts, columns: Sequence[str]) -> tuple[tuple[Place, ...], tuple[Letter, ...]]:
    """The columns of letters, and a sample of the letters whose pages were read."""
    found = places(facts, columns)
    rows = [item for one in found for item in one.items]
    read: list[Letter] = []
    for item in sample(rows, len(rows)):
        page = article(facts, item)
        if page is not None and len(read) < _MOST:
            read.append(_letter(facts, item, page))
    return found, tuple(sorted(read, key=lambda one: one.url))


def _letter(facts: Facts, item: Item, page: Page) -> Letter:
    text = "\n".join(one.text for one in facts.shown(page))
    asked, answered_at = _day(_ASKED, text), _day(_ANSWERED, text)
    if asked and answered_at and answered_at < asked:
        asked = answered_at = None  # one of them is another date
    return Letter(item, page.url, asked, answered_at, _answered(facts, page, text, answered_at))


def _day(pattern: re.Pattern[str], text: str) -> date | None:
    if match := pattern.search(text):
        try:
            return date(*(int(part) for part in match.groups()))
        except ValueError:
            return None
    return None


def _answered(facts: Facts, page: Page, text: str, at: date | None) -> bool | None:
    """Does an answer stand on the page? Nothing is concluded from a page that shows no letter as such."""
    if at is not None:
        return True
    said = [match["said"].strip() for match in _REPLY.finditer(text)]
    following = [same(line) for line in said if line]
    if any(line and not _WAITING.search(line) for line in following):
        return True
    if _WAITING.search(text) or any(_WAITING.search(line) for line in following):
        return False
    if said or not _QUESTION.search(text) or illegible(facts, page):
        return None
    return False
