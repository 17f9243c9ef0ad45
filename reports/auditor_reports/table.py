"""Which columns has the 整改台账? The same in XLSX and CSV, the ten that offices know first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from auditor_reports.view.register import Entry
from auditor_reports.words import _

Cell = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """`head` is a source text; `width` in characters."""

    head: str
    width: float
    value: Callable[[Entry], Cell]


COLUMNS: tuple[Column, ...] = (
    Column(_("责任单位"), 16, lambda entry: entry.unit),
    Column(_("栏目"), 18, lambda entry: entry.column),
    Column(_("所在页面"), 36, lambda entry: entry.page),
    Column(_("链接文字"), 20, lambda entry: entry.label),
    Column(_("问题"), 44, lambda entry: entry.problem),
    Column(_("依据条款"), 26, lambda entry: entry.basis),
    Column(_("整改建议"), 44, lambda entry: entry.mend),
    Column(_("首次发现"), 12, lambda entry: entry.first_seen),
    Column(_("状态"), 10, lambda entry: entry.state),
    Column(_("期限"), 12, lambda entry: entry.due),
    Column(_("责任人"), 10, lambda entry: entry.person),
    Column(_("链接地址"), 36, lambda entry: entry.target),
    Column(_("结论"), 10, lambda entry: entry.word),
    Column(_("后果"), 14, lambda entry: entry.effect),
    Column(_("比上次"), 10, lambda entry: entry.compared),
    Column(_("扣分"), 8, lambda entry: round(entry.lost, 4)),
    Column(_("待定分"), 8, lambda entry: round(entry.open, 4)),
    Column(_("处数"), 8, lambda entry: entry.places),
    Column(_("规则"), 24, lambda entry: entry.rule),
    Column(_("编号"), 19, lambda entry: entry.fingerprint),
)
