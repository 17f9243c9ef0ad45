"""In which other forms and orders may lists and articles show their days?"""

import re
from collections.abc import Callable

from tests.invariance.rewriting import Rewriting, _words

_DAY = re.compile(r"(?<![\d-])(20\d\d)-(\d\d)-(\d\d)(?![\d-])")
_ROW = re.compile(
    r"<li>(?:(?!</?li\b).)*?<a\b(?:(?!</?li\b).)*?20\d\d-\d\d-\d\d(?:(?!</?li\b).)*?</li>|<tr>(?:(?!</?tr\b).)*?<a\b(?:(?!</?tr\b).)*?20\d\d-\d\d-\d\d(?:(?!</?tr\b).)*?</tr>",
    re.S,
)
_HAN = "〇一二三四五六七八九"


def _days(change: Callable[[re.Match[str]], str]) -> Rewriting:
    return lambda text, _url: _words(text, lambda words: _DAY.sub(change, words))


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _HAN[tens]) + ("十" if tens else "") + (_HAN[ones] if ones else "")


slashes = _days(lambda day: f"{day[1]}/{day[2]}/{day[3]}")
short_slashes = _days(lambda day: f"{day[1]}/{int(day[2])}/{int(day[3])}")
dots = _days(lambda day: f"{day[1]}.{day[2]}.{day[3]}")
words = _days(lambda day: f"{day[1]}年{int(day[2])}月{int(day[3])}日")
padded = _days(lambda day: f"{day[1]} 年 {day[2]} 月 {day[3]} 日")
brackets = _days(lambda day: f"[{day[0]}]")
wide = _days(lambda day: day[0].translate(str.maketrans("0123456789-", "０１２３４５６７８９－")))
chinese = _days(
    lambda day: "".join(_HAN[int(one)] for one in day[1]) + f"年{_chinese(int(day[2]))}月{_chinese(int(day[3]))}日"
)
clocked = _days(lambda day: f"{day[0]} 09:30:00")
yearless = _days(lambda day: f"{day[2]}-{day[3]}")
republic = _days(lambda day: f"{int(day[1]) - 1911}年{int(day[2])}月{int(day[3])}日")
undated = _days(lambda _day: "")


def _rows(change: Callable[[list[str]], list[str]]) -> Rewriting:
    """Runs of rows that stand one after the other, otherwise."""

    def rewrite(text: str, _url: str) -> str:
        runs: list[list[re.Match[str]]] = []
        for row in _ROW.finditer(text):
            if runs and not text[runs[-1][-1].end() : row.start()].strip():
                runs[-1].append(row)
            else:
                runs.append([row])
        for run in reversed([run for run in runs if len(run) > 1]):
            text = text[: run[0].start()] + "".join(change([row[0] for row in run])) + text[run[-1].end() :]
        return text

    return rewrite


def _first(day: str, title: str) -> Callable[[list[str]], list[str]]:
    def change(rows: list[str]) -> list[str]:
        row = _DAY.sub(day, re.sub(r'href="[^"]*"', 'href="/"', rows[0]))
        return [re.sub(r">[^<>]{6,}</a>", f">{title}</a>", row), *rows]

    return change


reversed_rows = _rows(lambda rows: rows[::-1])
pinned_old = _rows(_first("2019-03-01", "关于开通热线电话的公告（置顶）"))
typo_2033 = _rows(_first("2033-11-02", "关于国庆节放假安排的通知"))
