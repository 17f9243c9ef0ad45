"""When was a page published, and which dates stand in a piece of text?"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from auditor.model.page import DateMark, DateSource

FIRST_YEAR, LAST_YEAR = 1949, 2099
_SHANGHAI = ZoneInfo("Asia/Shanghai")

# Full width digits and marks to half width, one to one, so that offsets stay.
_HALF = tuple(zip("０１２３４５６７８９－／．：［］（）　", "0123456789-/.:[]() ", strict=True))
_TIME = r"(?:[\sT,日\-]{0,4}(?P<hour>[01]?\d|2[0-4])\s*[:时]\s*(?P<minute>[0-5]\d))?"
_FULL = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20)\d\d)\s*(?:"
    r"年\s*(?P<m1>\d{1,2})\s*月\s*(?P<d1>\d{1,2})\s*[日号]?"
    r"|-\s*(?P<m2>\d{1,2})\s*-\s*(?P<d2>\d{1,2})"
    r"|/\s*(?P<m3>\d{1,2})\s*/\s*(?P<d3>\d{1,2})"
    r"|\.\s*(?P<m4>\d{1,2})\s*\.\s*(?P<d4>\d{1,2})"
    r")(?![\d])(?!\.\d)" + _TIME
)
_FOUR = re.compile(r"[12][09]\d\d")
_YEAR = re.compile(
    r"[12１２一二](?:(?<=[12１２])[09０９][0-9０-９]{2}|(?<=[一二])[〇零○ＯOο0一二三四五六七八九]{3}\s*年)"
)  # no date is without one
_DIGIT = dict(zip("〇零○Ｏ0Oο一二三四五六七八九", "0000000123456789", strict=True))
_CHINESE = re.compile(
    r"(?P<year>[一二][〇零○ＯOο0一二三四五六七八九]{3})\s*年\s*(?P<month>十[一二]?|[一二三四五六七八九])\s*月\s*"
    r"(?P<day>三十一?|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])\s*日"
)


@dataclass(frozen=True, slots=True)
class Read:
    """A date as it stood in a text: from `start` to `end`, with hours or not."""

    day: date
    words: str
    start: int
    end: int
    time: bool = False


def real(year: int, month: int, day: int) -> date | None:
    """The day, if there is such a one and a web page may speak of it."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read(text: str) -> Sequence[Read]:
    """All full dates of a text, in the order they stand there."""
    if not _YEAR.search(text):
        return ()
    return _short(text) if len(text) <= _SHORT else _read(text)


def _read(text: str) -> tuple[Read, ...]:
    half = text
    for wide, narrow in _HALF:
        if wide in half:
            half = half.replace(wide, narrow)
    found = [*_digits(half, text), *_chinese(half, text)]
    return tuple(sorted(found, key=lambda one: one.start))


_SHORT = 60  # characters: the dates beside the rows of a list come again and again
_short = lru_cache(maxsize=4096)(_read)


def _digits(half: str, text: str) -> Iterator[Read]:
    end = 0
    for year in _FOUR.finditer(half):
        if year.start() < end or not (match := _FULL.match(half, year.start())):
            continue
        end = match.end()
        month = next(int(match[name]) for name in ("m1", "m2", "m3", "m4") if match[name])
        day = next(int(match[name]) for name in ("d1", "d2", "d3", "d4") if match[name])
        if found := real(int(match["year"]), month, day):
            words = text[match.start() : match.end()].strip()
            yield Read(found, words, match.start(), match.end(), bool(match["hour"]))


def _chinese(half: str, text: str) -> Iterator[Read]:
    for match in _CHINESE.finditer(half):
        year = int("".join(_DIGIT[char] for char in match["year"]))
        if found := real(year, _number(match["month"]), _number(match["day"])):
            yield Read(found, text[match.start() : match.end()], match.start(), match.end())


def _number(words: str) -> int:
    """一 … 三十一, 廿三 → 1 … 31, 23."""
    words = words.replace("廿", "二十")
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return int(_DIGIT[words])
    return (int(_DIGIT[tens]) if tens else 1) * 10 + (int(_DIGIT[ones]) if ones else 0)


_META = (
    "pubdate",
    "publishdate",
    "publish-date",
    "publishtime",
    "pubtime",
    "firstpublishedtime",
    "article:published_time",
    "og:published_time",
    "releasedate",
    "dc.date",
    "dc.date.issued",
)
# Labels by rank: when it came out, when it was written, when it was last touched.
_S = r"[ \u3000]*"
_LABELS = (
    re.compile(
        rf"(?P<label>(?:信息)?发{_S}布{_S}(?:日{_S}期|时{_S}间)|发稿(?:日期|时间)|发表(?:日期|时间)|公开(?:日期|时间)|公布(?:日期|时间)"
        rf"|上传(?:日期|时间)|录入(?:日期|时间)|添加(?:日期|时间)|生成(?:日期|时间)"
        rf"|(?<![\u4e00-\u9fff])(?:日{_S}期|时{_S}间))"
    ),
    re.compile(rf"(?P<label>成{_S}文{_S}(?:日{_S}期|时{_S}间)|(?:制发|签发|起草|发文|印发)(?:日期|时间))"),
    re.compile(r"(?P<label>(?:最后)?(?:更新|修改)(?:日期|时间))"),
)
_LABEL_END = re.compile(rf"[日时]{_S}[期间]")  # of every label
_LONGEST_LABEL = 24
_GAP = re.compile(r"[\s\u3000:：】\]）)|]*")
_BYLINE = re.compile(r"来\s*源|作\s*者|编\s*辑|点击|浏览|阅读|访问|字\s*号|字体|打\s*印|分享|责编")


def of_page(
    *, metas: Mapping[str, str], text: str, title: str, url: str, headers: Mapping[str, str], listed: int = 0
) -> tuple[DateMark, ...]:
    """The dates of a page itself, the most trusted first. `listed` counts dated rows on it (a list dates its rows,
    not the page)."""
    marks = [*_of_metas(metas), *_labelled(text, title, listed), *_of_url(url), *_of_headers(headers)]
    return tuple(dict.fromkeys(marks))


def _of_metas(metas: Mapping[str, str]) -> Iterator[DateMark]:
    for name in _META:
        for one in read(metas.get(name, "")):
            yield DateMark(one.day, DateSource.META, one.words, one.time, name)
            break


def _labelled(text: str, title: str, listed: int) -> Iterator[DateMark]:
    head = text if len(text) < 20_000 else text[:10_000] + "\n" + text[-10_000:]
    ends = [end.end() for end in _LABEL_END.finditer(head)]
    dates = list(read(head)) if ends or not listed else []
    if not dates:
        return
    starts = {one.start: one for one in dates}
    used: set[int] = set()
    before = [(end, one) for end in ends if (one := starts.get(_past_gap(head, end)))]
    for rank, pattern in enumerate(_LABELS):
        for end, one in before:
            match = pattern.search(head, max(0, end - _LONGEST_LABEL), end)
            # The head of a table ("发布日期" above rows) labels its rows, not the page.
            if match and match.end() == end and not (listed and "\n" in head[end : one.start] and not rank):
                used.add(one.start)
                yield DateMark(one.day, DateSource.VISIBLE, one.words, one.time, re.sub(r"\s", "", match["label"]))
                break
    if listed:
        return
    for line, one in _with_line(head, dates):
        if one.start in used:
            continue
        rest = line.replace(one.words, "")
        if len(line) <= 160 and (_BYLINE.search(rest) or (one.time and not re.search(r"[\u4e00-\u9fff]", rest))):
            used.add(one.start)
            yield DateMark(one.day, DateSource.VISIBLE, one.words, one.time)
            break
    alone = (
        one
        for line, one in _with_line(head, dates)
        if line.strip("()（） \u3000") == one.words and not _BYLINE.search(_line_before(head, one.start))
    )
    signature = [one for one in alone if one.start not in used]
    if signature:
        yield DateMark(signature[-1].day, DateSource.VISIBLE, signature[-1].words, signature[-1].time, "成文")


def _past_gap(text: str, at: int) -> int:
    gap = _GAP.match(text, at)
    return gap.end() if gap else at


def _with_line(text: str, dates: list[Read]) -> Iterator[tuple[str, Read]]:
    for one in dates:
        start = text.rfind("\n", 0, one.start) + 1
        end = text.find("\n", one.end)
        yield text[start : end if end >= 0 else len(text)], one


def _line_before(text: str, at: int) -> str:
    end = text.rfind("\n", 0, at)
    return text[text.rfind("\n", 0, end) + 1 : end] if end > 0 else ""


_URL = (
    re.compile(r"/[a-zA-Z]{0,2}((?:19|20)\d\d)(\d\d)(\d\d)[_./-]"),
    re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})(?:/|_)"),
    re.compile(r"/((?:19|20)\d\d)-(\d{1,2})/(\d{1,2})/"),
    re.compile(r"/((?:19|20)\d\d)(\d\d)/(\d\d)/"),
    re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])(\d\d)[/_]"),
    re.compile(r"/((?:19|20)\d\d)[-_](\d{1,2})[-_](\d{1,2})(?:/|_|\.)"),
    re.compile(r"/((?:19|20)\d\d)(\d\d)(\d\d)/"),
    re.compile(r"_((?:19|20)\d\d)(\d\d)(\d\d)(?:_|\.)"),
)
_URL_YEAR = re.compile(r"/((?:19|20)\d\d)(?:[/-]?(0[1-9]|1[0-2]))?/")


def of_url(url: str) -> DateMark | None:
    """The date that the path of an address carries: t20210301_1.html, /2021/3/1/, /2021-03/01/."""
    path = unquote(url.partition("?")[0])
    path = path[path.find("/", path.find("//") + 2) :] if "//" in path else path
    for pattern in _URL:
        for match in pattern.finditer(path):
            if found := real(*(int(part) for part in match.groups())):
                return DateMark(found, DateSource.URL, match[0].strip("/._-"))
    return None


def year_of_url(url: str, month: int) -> int | None:
    """The year of a row that shows month and day only, when the address of its target tells it."""
    if mark := of_url(url):
        return mark.day.year if mark.day.month == month else None
    match = _URL_YEAR.search(url.partition("?")[0])
    if match and match[2] and int(match[2]) == month:
        return int(match[1])
    return None


def _of_url(url: str) -> Iterator[DateMark]:
    if mark := of_url(url):
        yield mark


def _of_headers(headers: Mapping[str, str]) -> Iterator[DateMark]:
    words = next((value for name, value in headers.items() if name.lower() == "last-modified"), "")
    if words:
        try:
            at: datetime = parsedate_to_datetime(words).astimezone(_SHANGHAI)
        except (ValueError, TypeError, OverflowError, IndexError):
            return
        if FIRST_YEAR <= at.year <= LAST_YEAR:
            yield DateMark(at.date(), DateSource.HEADER, words, True)
