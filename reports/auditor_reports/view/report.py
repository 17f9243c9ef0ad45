"""What does the whole report show, in one language?"""

from dataclasses import dataclass

from auditor.model.result import AuditResult
from auditor_reports import figures
from auditor_reports.safe import hosts_of
from auditor_reports.view.again import Repeat, repeat
from auditor_reports.view.chapters import Drawn, chapters
from auditor_reports.view.clauses import Clauses, clauses
from auditor_reports.view.coverage import Coverage, coverage, ledger
from auditor_reports.view.fixes import Fixes, fixes
from auditor_reports.view.naming import Names
from auditor_reports.view.seen import Eyes, Place
from auditor_reports.view.steps import Step, steps
from auditor_reports.view.verdict import Verdict, verdict
from auditor_reports.voice import Said, Voice


@dataclass(frozen=True, slots=True)
class Head:
    site: str
    home: Place
    sort: str
    when: str
    as_of: str
    profile: Said
    run: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """The five parts, and the chapters of single families. Every text in it is plain: nothing here is markup."""

    lang: str
    head: Head
    verdict: Verdict
    ledger: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    steps_note: str
    fixes: Fixes
    clauses: Clauses
    chapters: tuple[Drawn, ...]
    coverage: Coverage
    repeat: Repeat


def view(result: AuditResult, lang: str) -> ReportView:
    """Pure: the same result and language give an equal view."""
    voice = Voice(lang)
    portal = result.run.portal
    hosts = hosts_of(portal.home, portal.hosts)
    names = Names(result, voice)
    eyes = Eyes(voice, hosts, portal.home)
    found = fixes(result, voice, names, eyes)
    first, note = steps(result, voice, names, eyes)
    home = eyes.place(portal.home)
    return ReportView(
        lang=voice.tag,
        head=Head(
            site=names.site,
            home=Place(names.host, home.href),
            sort=names.sort,
            when=figures.moments(result.run.started, result.run.finished),
            as_of=figures.day(result.as_of),
            profile=voice.either(result.profile.title, result.profile.title_en),
            run=result.run.id,
        ),
        verdict=verdict(result, voice, names),
        ledger=ledger(result, voice),
        steps=first,
        steps_note=note,
        fixes=found,
        clauses=clauses(result, voice, names, eyes, found.ids),
        chapters=chapters(result, voice, names, eyes),
        coverage=coverage(result, voice, eyes),
        repeat=repeat(result, voice, hosts),
    )
