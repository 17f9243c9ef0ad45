"""The result for build servers: JUnit XML, one test case a finding."""

from collections import defaultdict

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from auditor.model.outcome import Outcome
from auditor.model.reporting import ALONE, Beside
from auditor.model.result import AuditResult, FindingResult
from auditor_reports.safe import shown
from auditor_reports.view.fixes import family_of
from auditor_reports.view.naming import Names
from auditor_reports.view.register import Entry, register
from auditor_reports.view.standing import confirmed
from auditor_reports.voice import Voice
from auditor_reports.words import FAMILIES, OUTCOMES, REASONS, _


class JunitReport:
    """A suite a family. Confirmed faults with an effect fail; advice, what waits for a person, what somebody accepted
    and what could not be judged is skipped with the reason: none of that may stop a build by itself."""

    name = "junit"
    suffix = ".xml"

    def render(self, result: AuditResult, lang: str, beside: Beside = ALONE) -> bytes:
        voice = Voice(lang)
        entries = {entry.fingerprint: entry for entry in register(result, lang, beside)}
        names = Names(result, voice)
        failing = confirmed(result)
        families: dict[str, list[TestCase]] = defaultdict(list)
        for finding in result.findings:
            case = _case(finding, entries.get(finding.fingerprint), names, voice, fails=finding.fingerprint in failing)
            families[family_of(finding.rule)].append(case)
        whole = JUnitXml(shown(names.site))
        for family in sorted(families):
            suite = TestSuite(voice.word(FAMILIES, family))
            suite.timestamp = result.run.started.isoformat(timespec="seconds")
            suite.hostname = names.host
            suite.add_testcases(families[family])
            whole.add_testsuite(suite)
        written: bytes = whole.tostring()  # type: ignore[no-untyped-call]
        return written


def _case(finding: FindingResult, entry: Entry | None, names: Names, voice: Voice, *, fails: bool) -> TestCase:
    rule = names.rules.get(finding.rule)
    title = str(voice.text(rule.title)) if rule else shown(finding.rule)
    subject = voice.cut(shown(finding.subject))
    # The fingerprint keeps two cases apart and one case the same from build to build.
    case = TestCase(f"{title}: {subject} [{finding.fingerprint}]", shown(finding.rule), 0)
    if entry is None:
        if finding.outcome is Outcome.NOT_APPLICABLE:
            case.result = [
                Skipped(voice(REASONS[finding.reason]) if finding.reason else voice(OUTCOMES[finding.outcome]))
            ]
        return case
    if fails:
        failure = Failure(entry.problem, shown(finding.rule))
        failure.text = _text(entry, voice)
        case.result = [failure]
    elif finding.outcome is Outcome.ERROR:
        case.result = [Error(entry.problem, shown(finding.rule))]
    else:
        case.result = [Skipped(f"{entry.state}: {entry.problem}")]
    return case


def _text(entry: Entry, voice: Voice) -> str:
    said = [
        (_("所在页面"), entry.page),
        (_("链接地址"), entry.target),
        (_("依据条款"), entry.basis),
        (_("整改建议"), entry.mend),
        (_("责任单位"), entry.unit),
        (_("比上次"), entry.compared),
    ]
    return "\n".join(f"{voice(label)}: {text}" for label, text in said if text)
