"""What is there to do, one entry a finding? The 整改台账 behind XLSX, CSV, DOCX, JUnit and SARIF."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from auditor.model.reporting import Beside
from auditor.model.result import AuditResult, FindingResult
from auditor_reports.figures import BEIJING
from auditor_reports.safe import own_address, shown
from auditor_reports.view.fixes import grouped, mended, sentence
from auditor_reports.view.naming import Names
from auditor_reports.view.places import Places, path_of
from auditor_reports.view.seen import Eyes, readable
from auditor_reports.view.standing import compared, section_of
from auditor_reports.view.status import status
from auditor_reports.voice import Voice
from auditor_reports.words import EFFECTS, OUTCOMES, _

STATES = {
    "fix": _("待整改"),
    "confirm": _("待确认"),
    "look": _("待确认"),
    "open": _("待补看"),
    "advise": _("供参考"),
    "waived": _("已接受"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding. Texts are plain, masked and free of control characters; addresses are text and never links."""

    fingerprint: str
    rule: str
    title: str  # of the rule
    section: str
    status: str
    word: str
    effect: str
    unit: str
    person: str
    column: str
    page: str
    label: str
    target: str
    places: int
    problem: str
    basis: str
    duty: str
    mend: str
    first_seen: date
    compared: str  # new, still there, or the first look
    state: str
    due: date | None
    lost: float
    open: float


def register(result: AuditResult, lang: str, beside: Beside) -> Iterator[Entry]:
    """All that is not met, what weighs most first; one at a time."""
    voice = Voice(lang)
    writing = Writing(result, voice, beside)
    for (section, _rule), findings in grouped(one for one in result.findings if section_of(one)).items():
        for finding in findings:
            yield writing.entry(section, finding)


class Writing:
    """Writes entries of one result."""

    def __init__(self, result: AuditResult, voice: Voice, beside: Beside) -> None:
        self.result, self.voice, self.beside = result, voice, beside
        portal = result.run.portal
        self.names = Names(result, voice)
        self.places = Places(result)
        self.hosts = self.places.hosts
        self.eyes = Eyes(voice, self.hosts, portal.home)
        self.today = result.run.started.astimezone(BEIJING).date()

    def entry(self, section: str, finding: FindingResult) -> Entry:
        voice, rule = self.voice, self.names.rules.get(finding.rule)
        column, unit = self.places.column(finding), self.places.unit(finding)
        link = next((one for one in finding.evidence if one.kind == "link"), None)
        page = self.places.page(finding) or (finding.evidence[0].url if finding.evidence else "")
        since = self.beside.history.since.get(finding.fingerprint)
        days = unit.days if unit and section == "fix" else None
        key = status(finding.outcome, finding.effect, finding.reason)
        return Entry(
            fingerprint=finding.fingerprint,
            rule=finding.rule,
            title=str(voice.text(rule.title)) if rule else shown(finding.rule),
            section=section,
            status=key,
            word=voice(OUTCOMES[key]),
            effect=voice(EFFECTS[finding.effect]),
            unit=shown(unit.name) if unit else "",
            person=shown(unit.person) if unit else "",
            column=voice.cut(path_of(column)) if column else "",
            page=self.address(page),
            label=voice.cut(shown(link.quote)) if link else "",
            target=self.address(link.target if link else ""),
            places=len(finding.evidence) + sum(one.also for one in finding.evidence),
            problem=self.problem(finding),
            basis="；".join(str(self.names.cite(ref)) for ref in finding.clauses),
            duty=" ".join(dict.fromkeys(str(self.names.duty(ref)) for ref in finding.clauses)),
            mend=str(mended(section, rule, finding, voice, self.eyes)),
            first_seen=since.astimezone(BEIJING).date() if since else self.today,
            compared=voice(compared(finding, self.beside)),
            state=voice(STATES[section]),
            due=self.result.as_of + timedelta(days=days) if days else None,
            lost=finding.lost,
            open=finding.open,
        )

    def problem(self, finding: FindingResult) -> str:
        """The sentence, with the subject where the sentence does not name it."""
        said = str(sentence(self.names.rules.get(finding.rule), finding, self.voice, self.eyes))
        subject = self.eyes.subject(finding.subject, said)
        return said if not subject or subject in said else f"{said} ({subject})"

    def address(self, url: str) -> str:
        return self.voice.cut(shown(readable(url), address=own_address(url, self.hosts)), 2000) if url else ""
