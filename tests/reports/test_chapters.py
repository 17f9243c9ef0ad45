"""Do families find a place for a chapter of their own?"""

from auditor_reports.view.chapters import CHAPTERS, Chapter, chapters
from auditor_reports.view.naming import Names
from auditor_reports.view.seen import Eyes
from auditor_reports.voice import Voice

from auditor.model.reporting import Beside
from auditor.model.result import AuditResult
from tests.reports.catalogue import PACKAGE
from tests.reports.results import HOME
from tests.reports.states import ranged


def _said(result: AuditResult, *_others: object) -> object:
    return result.run.id


def _nothing(*_all: object) -> None:
    return None


def test_a_chapter_without_anything_to_show_is_left_out() -> None:
    result, voice = ranged(), Voice("zh")
    known = (Chapter("empty", "空", _nothing), Chapter("said", "有", _said))
    [drawn] = chapters(result, voice, Names(result, voice), Eyes(voice, frozenset(), HOME), Beside(), known)
    assert (drawn.id, drawn.title, drawn.content) == ("said", "有", result.run.id)
    assert drawn.anchor == "chapter-said"


def test_every_chapter_has_its_template_and_its_own_name() -> None:
    assert len({chapter.id for chapter in CHAPTERS}) == len(CHAPTERS)
    for chapter in CHAPTERS:
        assert (PACKAGE / "templates" / f"chapter-{chapter.id}.html.j2").is_file()
