"""By which signs has a topic ended?"""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from auditor.api import Params, Topic, same

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_SPAN = re.compile(r"(?<!\d)(20\d\d)(?:年)?[-—–~至到]+(?:20)?(\d\d)(?!\d)")
_WORDED = re.compile(r"二[〇○零]([〇○零一二三四五六七八九])([〇○零一二三四五六七八九])年")
_MARKS = re.compile(r"[\W_]+")
_DIGIT = {**dict.fromkeys("〇○零", 0), **{word: number for number, word in enumerate("一二三四五六七八九", 1)}}


class Term(Params):
    """A campaign known to have ended: words of its name, and its last day.

    `unless`: words that make another name of it (巩固脱贫攻坚成果). `within_months`: only topics that got nothing new
    later than so many months after that day, where standing work goes on under nearly the same name.
    """

    term: str
    until: date
    unless: tuple[str, ...] = ()
    within_months: int | None = None


class Goal(Params):
    """Something that is worked for until it is reached: words of a topic's name, and of the title that says so."""

    names: tuple[str, ...]
    reached: tuple[str, ...]


class Anniversary(Params):
    """Something that is celebrated every so many years: words of its name, and its year (新中国成立, 1949)."""

    of: str
    year: int


class Shapes(Params):
    """Words that make a name that of an event, a plan or an effort, by where they stand beside figures and marks."""

    of_a_year: tuple[str, ...] = (  # that end a name with a year in it: 2021年安全生产检查
        *("大会", "会议", "活动", "行动", "测评", "评估", "检查", "考核", "攻坚", "整治"),
    )
    years_of: tuple[str, ...] = (  # before 年: 作风建设年; no 年度 and no 年报
        *("建设", "提升", "攻坚", "突破", "落实", "服务", "创新", "招商", "整顿", "转型", "深化", "减负", "管理"),
        *("质量", "见效"),
    )
    awaited: tuple[str, ...] = (
        "喜迎",
        "迎接",
        "备战",
        "献礼",
    )  # before an assembly or games: 喜迎省运会, but no guests
    named: tuple[str, ...] = ("台风",)  # beside a name in quotation marks
    bodies: tuple[str, ...] = (  # of which 届 numbers no event: 第十五届人大常委会
        *("人民", "人大", "政协", "委员", "常委", "党委", "政府", "中央", "省委", "市委", "县委", "区委"),
    )
    plans: tuple[str, ...] = ("规划", "纲要")  # behind 十四五
    before_first_plan: int = 1951  # five-year plans began every five years from five years after it on
    efforts: tuple[str, ...] = (  # behind so many years: 三年行动
        *("行动", "攻坚", "计划", "提升", "整治", "规划", "专项", "变样", "倍增", "工程"),
    )


_SHAPES = Shapes()
_NTH = re.compile(r"(?P<digits>\d{1,3})周年|(?P<words>[一二三四五六七八九十百]{1,5})周年")


def celebrated(name: str, anniversaries: Sequence[Anniversary]) -> int | None:
    """The year in which a name celebrates (新中国成立七十周年: 2019), None when it celebrates nothing known."""
    bare = _MARKS.sub("", same(name))
    found = _NTH.search(bare)
    if not found:
        return None
    nth = int(found["digits"]) if found["digits"] else _counted(found["words"])
    years = [one.year + nth for one in anniversaries if _MARKS.sub("", same(one.of)) in bare]
    return max(years, default=None)


def _any(words: Iterable[str]) -> str:
    """A pattern for any of these words; for nothing where there are none."""
    return "|".join(map(re.escape, words)) or r"(?!)"


@cache
def _plan(shapes: Shapes) -> re.Pattern[str]:
    return re.compile(rf"(十[一二三四五六七八九]?)五(?=[\u4e00-\u9fff]{{0,6}}(?:{_any(shapes.plans)}))")


def planned(name: str, making: Sequence[str], shapes: Shapes) -> int | None:
    """The year in which the five-year plan begins that a name wants advice for or says to be drafted (“十四五”规划编制:
    2021), None when it speaks of no such work."""
    found = _plan(shapes).search(_MARKS.sub("", same(name)))
    return shapes.before_first_plan + 5 * _counted(found[1]) if found and holds(making, [name]) else None


def _counted(words: str) -> int:
    """The number that Chinese numerals below a thousand say: 七十 is 70, 一百 is 100."""
    hundreds, _hundred, rest = words.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    number = 100 * (_DIGIT.get(hundreds[-1:], 1) if _hundred else 0)
    return number + 10 * (_DIGIT.get(tens[-1:], 1) if ten else 0) + _DIGIT.get(ones[-1:], 0)


class Signal(StrEnum):
    QUIET = "quiet"  # nothing new for long
    PAST_YEAR = "past-year"  # the year of the event, in its name, is long over
    ENDED_WORD = "ended-word"  # its name says that it has ended
    TERM = "term"  # the campaign is known to have ended
    CAMPAIGN = "campaign"  # its name is that of a campaign or an event, and nothing has come for years
    CLOSED = "closed"  # what came last, years ago, says that it is over
    ARCHIVED = "archived"  # it stands in the column of ended topics


@dataclass(frozen=True, slots=True)
class Signs:
    """`found` are the signals; `quiet` is None when the age is not known."""

    found: tuple[Signal, ...]
    quiet: bool | None

    @property
    def others(self) -> tuple[Signal, ...]:
        return tuple(signal for signal in self.found if signal is not Signal.QUIET)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the last day of the month where there is none such."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_year(name: str) -> int | None:
    """The last year that a name speaks of (2021—2025 speaks of 2025), None when it names none."""
    years = [int(year) for year in _YEAR.findall(name)]
    years += [2000 + int(end) for _start, end in _SPAN.findall(name)]
    years += [2000 + _DIGIT[tens] * 10 + _DIGIT[ones] for tens, ones in _WORDED.findall(name)]
    return max(years, default=None)


def names(topic: Topic) -> tuple[str, ...]:
    """What the topic is called: by itself and by those who lead to it."""
    said = (topic.name, *(entrance.link.label for entrance in topic.entrances))
    return tuple(dict.fromkeys(name for name in said if name))


def holds(words: Iterable[str], called: Sequence[str]) -> bool:
    """Does a name contain one of these words, in full or half width, whatever marks stand between or around them?"""
    bare = [_MARKS.sub("", same(name)) for name in called]
    return any(_MARKS.sub("", same(word)) in name for word in words for name in bare)


@cache
def _years(shapes: Shapes) -> re.Pattern[str]:
    return re.compile(
        r"(?<![〇○零0-9一二三四五六七八九十])([一二两三四五六七八九十]|\d{1,2})年"
        rf"(?=[\u4e00-\u9fff]{{0,4}}(?:{_any(shapes.efforts)}))"
    )


@cache
def _event(shapes: Shapes) -> re.Pattern[str]:
    """The day, week or month of one year (2021年安全生产月); the year of something; something with a name in quotation
    marks; an event awaited; one of a series (第九届桃花节, 第一次普查, 第二轮督察)."""
    named, year = _any(shapes.named), _any(shapes.of_a_year)
    return re.compile(
        rf"20\d\d.*(?:[^每一二三四五六七八九十\d][月周季节]|[^每今节]日|{year})(?:活动)?$"
        rf"|(?:{_any(shapes.years_of)})年[”\"」』]?(?:活动|行动)?$"
        rf"|(?:{_any(shapes.awaited)}).{{0,10}}(?:[一二三四五六七八九十]大|[运博代盛大]会)"
        rf"|(?:{named})[“\"「『]|[”\"」』](?:{named})"
        rf"|第(?:[一二三四五六七八九十百]+|\d{{1,3}})(?:[次轮]|届(?!.{{0,2}}(?:{_any(shapes.bodies)})))"
    )


def _tail(name: str) -> str:
    """A name without what is set in brackets behind it."""
    return re.sub(r"[(（\[【][^)）\]】]*[)）\]】]$", "", same(name)).rstrip('”"」』!！')


def campaign(called: Sequence[str], words: Sequence[str], shapes: Shapes = _SHAPES) -> bool:
    """Is it called like something that begins and ends: by one of these words, or as one of a numbered series?"""
    return holds(words, called) or any(_event(shapes).search(_tail(name)) for name in called)


def past(terms: Iterable[Term], topic: Topic, day: date) -> bool:
    """Is this topic that of a campaign known to be over on that day?"""
    called = names(topic)
    return any(
        term.until < day
        and holds((term.term,), called)
        and not holds(term.unless, called)
        and (
            term.within_months is None
            or topic.newest is None
            or topic.newest.day <= months_before(term.until, -term.within_months)
        )
        for term in terms
    )


def says_over(topic: Topic, closing_words: Sequence[str], goals: Sequence[Goal], part_words: Sequence[str]) -> bool:
    """Does what came last say that the topic is over: in closing words, of something that shares words with its name or
    of nothing else (总结表彰大会召开); or that its goal is reached? What only a part of it did (one contest, one
    project, one year) closes nothing."""
    called, last = names(topic), topic.last
    if any(holds(goal.names, called) and holds(goal.reached, [last]) for goal in goals):
        return True
    part = holds(part_words, [last]) or (bool(_OF_A_YEAR.search(same(last))) and not any(map(last_year, called)))
    part = part or (bool(_OF_A_MONTH.search(same(last))) and not any(map(_OF_A_MONTH_ALONE.search, map(same, called))))
    if part or not holds(closing_words, [last]):
        return False
    bare = _MARKS.sub("", same(last))
    for word in sorted(closing_words, key=len, reverse=True):
        bare = bare.replace(_MARKS.sub("", same(word)), "")
    return len(_OF_ANY.sub("", bare)) <= 4 or any(_share(name, last) for name in called)


_OF_A_YEAR = re.compile(r"20\d\d|年度|季度|月份")
# A month, week or day that is held within something longer: 读书月活动闭幕 closes no 全民阅读, but 安全生产月.
_OF_A_MONTH = re.compile(
    r"[\u4e00-\u9fff][月周日](?:主题|宣传|系列)*(?:活动)?(?:[我全本].)?(?:圆满|顺利|正式|胜利)?(?:收官|闭幕|落幕|结束|总结)"
)
_OF_A_MONTH_ALONE = re.compile(r"[\u4e00-\u9fff][月周日]")
_OF_ANY = re.compile(r"召开|举行|举办|隆重|圆满|顺利|胜利|成功|正式|会议?|大会|活动|[我全本][省市县区州旗镇乡]")


def _share(name: str, title: str) -> bool:
    """Do they have two characters in a row in common?"""
    bare, other = _MARKS.sub("", same(name)), _MARKS.sub("", same(title))
    return any(bare[at : at + 2] in other for at in range(len(bare) - 1))


def _run_out(topic: Topic, called: Sequence[str], limit: date, shapes: Shapes) -> bool:
    """Is the time over that the name gives it (三年行动), counted from what came first, before that day?"""
    found = next((match for name in called if (match := _years(shapes).search(same(name)))), None)
    if found is None or topic.oldest is None:
        return False
    years = int(found[1]) if found[1].isdigit() else 2 if found[1] == "两" else _counted(found[1])
    return date(topic.oldest.year + years, 12, 31) < limit


def signs_of(
    topic: Topic,
    *,
    as_of: date,
    quiet_months: int,
    ended_words: Sequence[str],
    terms: Sequence[Term],
    closing_words: Sequence[str] = (),
    closed_months: int = 24,
    anniversaries: Sequence[Anniversary] = (),
    campaign_words: Sequence[str] = (),
    dormant_months: int = 36,
    effort_words: Sequence[str] = (),
    effort_months: int = 36,
    abandoned_months: int = 60,
    goals: Sequence[Goal] = (),
    part_words: Sequence[str] = (),
    making_words: Sequence[str] = (),
    shapes: Shapes = _SHAPES,
) -> Signs:
    """Which signs of an end does this topic show on that day?

    A topic whose columns were not all read, or are filled by script, or without a date: its age is not known, unless
    what was read is recent enough to show that it lives.
    """
    limit = months_before(as_of, quiet_months)
    called = names(topic)
    newest = topic.newest.day if topic.newest else None
    quiet: bool | None
    if newest is not None and newest > limit:
        quiet = False
    elif newest is None or topic.script or topic.partial or not topic.opened:
        quiet = None
    else:
        quiet = True
    found = [Signal.QUIET] if quiet else []
    dated = (
        last_year(name) or celebrated(name, anniversaries) or planned(name, making_words, shapes) for name in called
    )
    years = [year for year in dated if year]
    if years and date(max(years), 12, 31) < limit:
        found.append(Signal.PAST_YEAR)
    if holds(ended_words, (*called, topic.notice)):
        found.append(Signal.ENDED_WORD)
    if _run_out(topic, called, limit, shapes) or past(terms, topic, as_of):
        found.append(Signal.TERM)
    if quiet and newest is not None:
        brief = topic.oldest is not None and topic.oldest >= months_before(newest, effort_months)
        effort = brief and newest <= months_before(as_of, abandoned_months) and holds(effort_words, called)
        if effort or (newest <= months_before(as_of, dormant_months) and campaign(called, campaign_words, shapes)):
            found.append(Signal.CAMPAIGN)
        if newest <= months_before(as_of, closed_months) and says_over(topic, closing_words, goals, part_words):
            found.append(Signal.CLOSED)
    if topic.archived:
        found.append(Signal.ARCHIVED)
    return Signs(tuple(found), quiet)
