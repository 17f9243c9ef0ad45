"""Which chapters of their own do families of checks have in the report?

To add one: a module beside this one with a function `draw(result, voice, names, eyes, beside)` that returns what its
template shows (frozen values, plain text; None when there is nothing to show), a template
`templates/chapter-ID.html.j2` that finds it as `chapter.content`, and a row in CHAPTERS. Chapters stand between clauses
and coverage, in this order.
"""

from collections.abc import Callable
from dataclasses import dataclass

from auditor.model.reporting import Beside
from auditor.model.result import AuditResult
from auditor_reports.view import freshness, ipv6, review, topics
from auditor_reports.view.naming import Names
from auditor_reports.view.seen import Eyes
from auditor_reports.voice import Voice
from auditor_reports.words import _

Draw = Callable[[AuditResult, Voice, Names, Eyes, Beside], object | None]


@dataclass(frozen=True, slots=True)
class Chapter:
    """`id` is letters and dashes, `title` a source text marked with `_`."""

    id: str
    title: str
    draw: Draw


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chapter of one report."""

    id: str
    title: str
    content: object

    @property
    def anchor(self) -> str:
        return f"chapter-{self.id}"

    @property
    def template(self) -> str:
        return f"chapter-{self.id}.html.j2"


CHAPTERS: tuple[Chapter, ...] = (
    Chapter("freshness", _("栏目的新旧"), freshness.draw),
    Chapter("topics", _("专题"), topics.draw),
    Chapter("interpretations", _("政策解读"), review.draw),
    Chapter("ipv6", _("IPv6：只有 IPv6 的人看到什么"), ipv6.draw),
)


def chapters(
    result: AuditResult,
    voice: Voice,
    names: Names,
    eyes: Eyes,
    beside: Beside,
    known: tuple[Chapter, ...] = CHAPTERS,
) -> tuple[Drawn, ...]:
    """The chapters that have something to show."""
    drawn = [(chapter, chapter.draw(result, voice, names, eyes, beside)) for chapter in known]
    return tuple(Drawn(chapter.id, voice(chapter.title), content) for chapter, content in drawn if content is not None)
