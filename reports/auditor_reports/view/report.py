"""What does the whole report show, in one language?"""

from dataclasses import dataclass
from datetime import timedelta

from auditor.model.reporting import ALONE, Beside
from auditor.model.result import AuditResult
from auditor.model.url import host_of
from auditor_reports import figures
from auditor_reports.safe import hosts_of, shown
from auditor_reports.view.again import Repeat, repeat
from auditor_reports.view.chapters import Drawn, chapters
from auditor_reports.view.clauses import Clauses, clauses
from auditor_reports.view.coverage import Coverage, coverage, ledger
from auditor_reports.view.fixes import Fixes, fixes
from auditor_reports.view.naming import Names
from auditor_reports.view.places import Places
from auditor_reports.view.promised import promised
from auditor_reports.view.seen import Eyes, Place
from auditor_reports.view.steps import Step, steps
from auditor_reports.view.trend import Trend, changes, trend
from auditor_reports.view.verdict import Verdict, verdict
from auditor_reports.voice import Said, Voice

WAIVED = timedelta(days=90)  # what a waiver entry proposes; whoever signs it sets the day


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
    home: str  # for a sample waiver entry; text, never a link
    host: str  # for a waiver entry
    until: str  # the day that a waiver entry proposes
    head: Head
    verdict: Verdict
    ledger: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    steps_note: str
    trend: Trend | None
    changes: tuple[str, ...]
    promised: tuple[str, ...]
    fixes: Fixes
    clauses: Clauses
    chapters: tuple[Drawn, ...]
    coverage: Coverage
    repeat: Repeat


def view(result: AuditResult, lang: str, beside: Beside = ALONE) -> ReportView:
    """Pure: the same result, language and earlier results give an equal view."""
    voice = Voice(lang)
    portal = result.run.portal
    hosts = hosts_of(portal.home, portal.hosts)
    names = Names(result, voice)
    eyes = Eyes(voice, hosts, portal.home)
    found = fixes(result, voice, names, eyes, beside)
    first, note = steps(result, voice, names, eyes, Places(result))
    home = eyes.place(portal.home)
    return ReportView(
        lang=voice.tag,
        home=shown(portal.home, address=True),
        host=shown(host_of(portal.home)),
        until=figures.day(result.as_of + WAIVED),
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
        trend=trend(result, voice, beside.history),
        changes=changes(result, voice, beside),
        promised=promised(result, voice, names),
        fixes=found,
        clauses=clauses(result, voice, names, eyes, found.ids),
        chapters=chapters(result, voice, names, eyes, beside),
        coverage=coverage(result, voice, eyes),
        repeat=repeat(result, voice, hosts),
    )
