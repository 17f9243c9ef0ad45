"""Letters as DOCX, from templates that people edit in Word: 整改通知书 and 自查报告."""

import io
from collections.abc import Mapping
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from auditor.model.problem import Problem
from auditor.model.reporting import ALONE, Beside
from auditor.model.result import AuditResult
from auditor.texts import SOURCE
from auditor_reports import figures
from auditor_reports.view import ReportView, view
from auditor_reports.view.register import Entry, register
from auditor_reports.voice import Voice
from auditor_reports.words import _

PLACES = 3  # pages named under one problem; the workbook has them all
CLAUSES = 400


class RectificationNotice:
    """整改通知书: to every unit the problems that are its own, one row for what is mended at once."""

    name = "docx"
    suffix = ".docx"

    def render(self, result: AuditResult, lang: str, beside: Beside = ALONE) -> bytes:
        voice = Voice(lang)
        entries = [one for one in register(result, lang, beside) if one.section in ("fix", "confirm")]
        context = {**head(view(result, lang, beside)), "units": _units(entries, result, voice)}
        return filled(self.name, "notice", context, voice, beside)


class SelfCheckReport:
    """自查报告: how the site stands, what is to be mended, and every clause."""

    name = "docx-report"
    suffix = ".docx"

    def render(self, result: AuditResult, lang: str, beside: Beside = ALONE) -> bytes:
        voice, shows = Voice(lang), view(result, lang, beside)
        entries = [one for one in register(result, lang, beside) if one.section in ("fix", "confirm")]
        context = {**head(shows), **_standing(shows), "problems": _problems(entries, voice)}
        return filled(self.name, "self-check", context, voice, beside)


def head(shows: ReportView) -> dict[str, Any]:
    """What every letter knows."""
    return {
        "site": shows.head.site,
        "home": shows.head.home.text,
        "when": shows.head.when,
        "as_of": shows.head.as_of,
        "profile": str(shows.head.profile),
        "run": shows.head.run,
        "verdict": shows.verdict.sentence,
        "score": shows.verdict.score,
        "of": " ".join(part for part in (shows.verdict.of, shows.verdict.aside) if part),
    }


def _standing(shows: ReportView) -> dict[str, Any]:
    return {
        "why": [*shows.verdict.why, *shows.changes],
        "families": [
            {"name": bar.word, "points": bar.points, "of": bar.of, "unmet": bar.unmet} for bar in shows.verdict.bars
        ],
        "steps": [
            {"n": step.rank, "what": str(step.title), "places": step.places, "basis": str(step.cite), "gain": step.gain}
            for step in shows.steps
        ],
        "unseen": [f"{count} {what}" for count, what in shows.ledger],
        "clauses": [
            {
                "document": str(chapter.title),
                "number": str(row.number),
                "outcome": row.word,
                "duty": str(row.duty),
                "points": row.points,
            }
            for chapter in shows.clauses.chapters
            for row in chapter.rows
        ][:CLAUSES],
    }


def _units(entries: list[Entry], result: AuditResult, voice: Voice) -> list[dict[str, Any]]:
    """The problems by unit, in the order of the site file; what no unit has comes last."""
    order = {unit.name: at for at, unit in enumerate(result.run.portal.units)}
    by_unit = sorted(entries, key=lambda entry: order.get(entry.unit, len(order)) if entry.unit else len(order) + 1)
    letters = []
    for (unit, person), mine in groupby(by_unit, key=lambda entry: (entry.unit, entry.person)):
        own = list(mine)
        dues = [entry.due for entry in own if entry.due]
        letters.append(
            {
                "name": unit or voice(_("（未指定责任单位）")),
                "person": person,
                "due": figures.day(min(dues)) if dues else "",
                "count": figures.count(len(own)),
                "problems": _problems(own, voice),
            }
        )
    return letters


def _problems(entries: list[Entry], voice: Voice) -> list[dict[str, Any]]:
    """One row for what is mended at once: the same rule, the same way to mend, the same column."""
    found: dict[tuple[str, ...], list[Entry]] = {}
    for entry in entries:
        found.setdefault((entry.section, entry.rule, entry.mend, entry.column), []).append(entry)
    rows = []
    for number, alike in enumerate(found.values(), start=1):
        first = alike[0]
        pages = list(dict.fromkeys(entry.page for entry in alike if entry.page))
        more = len(pages) - PLACES
        rows.append(
            {
                "n": number,
                "column": first.column or figures.NOTHING,
                "problem": first.problem
                if len(alike) == 1
                else voice(_("{title}（{n} 处）：{first}"), title=first.title, n=len(alike), first=first.problem),
                "pages": pages[:PLACES],
                "more": voice(_("等 {n} 个网页，见台账"), n=len(pages)) if more > 0 else "",
                "basis": first.basis,
                "duty": first.duty,
                "mend": first.mend,
                "state": first.state,
                "due": figures.day(first.due) if first.due else figures.NOTHING,
            }
        )
    return rows


def filled(form: str, name: str, context: Mapping[str, Any], voice: Voice, beside: Beside) -> bytes:
    """The template of the user's own, or ours, with the words in it. A template may compute nothing but text."""
    own = beside.templates.get(form)
    template = DocxTemplate(io.BytesIO(own.read_bytes() if own else packaged(name, voice)))
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    try:
        template.render(dict(context), jinja_env=environment, autoescape=True)
        out = io.BytesIO()
        template.save(out)
    except (TemplateError, ValueError, KeyError, TypeError) as error:
        raise Problem(
            _("模板 {path} 用不了：{why}"), path=str(own or Path(name)), why=f"{type(error).__name__}: {error}"
        ) from error
    return out.getvalue()


def packaged(name: str, voice: Voice) -> bytes:
    lang = "zh" if voice.source else voice.lang
    assert lang in (SOURCE, "en")
    return files("auditor_reports").joinpath("letters", f"{name}.{lang}.docx").read_bytes()
