"""The result for code scanning: SARIF 2.1.0 (OASIS). Uploaded twice, a finding is the same alert."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from auditor.model.outcome import Outcome
from auditor.model.profile import EffectKind
from auditor.model.reporting import ALONE, Beside
from auditor.model.result import AuditResult, FindingResult
from auditor_reports.markdown import plain
from auditor_reports.safe import own_address, shown, visible
from auditor_reports.view.fixes import family_of
from auditor_reports.view.naming import Names
from auditor_reports.view.places import Places
from auditor_reports.view.register import Entry, register
from auditor_reports.view.standing import NEW, compared
from auditor_reports.voice import Voice

SITE = "SITE"  # the base that addresses of the portal are relative to
_LEVELS = {EffectKind.VETO: "error", EffectKind.DEDUCT: "warning", EffectKind.BONUS: "note", EffectKind.ADVISE: "note"}
_GRAVITY = ("error", "warning", "note")
_SAFE = "%/:?&=+,;@!$'()*~-._"
_LONE = re.compile("%(?![0-9A-Fa-f]{2})")


class SarifReport:
    """Faults as results of kind fail, what waits for a person as review. What could not be judged is no result but a
    notification of the run: a code host would show it as an alert, and nobody is accused of what was not seen."""

    name = "sarif"
    suffix = ".sarif"

    def render(self, result: AuditResult, lang: str, beside: Beside = ALONE) -> bytes:
        log = {
            "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
            "version": "2.1.0",
            "runs": [_Writing(result, lang, beside).run()],
        }
        text = json.dumps(log, ensure_ascii=False, indent=1, allow_nan=False)
        return (text + "\n").encode("utf-8", "backslashreplace")


class _Writing:
    """Writes the one run of a log."""

    def __init__(self, result: AuditResult, lang: str, beside: Beside) -> None:
        self.result, self.lang, self.beside = result, lang, beside
        self.voice = Voice(lang)
        self.hosts = Places(result).hosts
        self.names = Names(result, self.voice)
        self.findings = {finding.fingerprint: finding for finding in result.findings}
        # Where one result tells of suppressions, an absent list at another would mean that nobody knows (3.27.23).
        self.waives = any(finding.waiver for finding in result.findings)
        self.rules = sorted({finding.rule for finding in result.findings} | {one.rule for one in self._gone()})
        self.places = {rule: at for at, rule in enumerate(self.rules)}

    def run(self) -> dict[str, Any]:
        name, _blank, version = self.result.tool.rpartition(" ")
        entries = list(register(self.result, self.lang, self.beside))
        started, finished = self.result.run.started, self.result.run.finished
        invocation: dict[str, Any] = {
            "executionSuccessful": True,
            "startTimeUtc": _utc(started),
            "toolExecutionNotifications": [self._notification(one) for one in entries if one.section == "open"],
        }
        if finished:
            invocation["endTimeUtc"] = _utc(finished)
        site = {"uri": _uri(self.result.run.portal.home)}
        return {
            "tool": {
                "driver": {
                    "name": visible(name) or "govsite-auditor",
                    "version": visible(version),
                    "language": self.voice.tag,
                    "rules": [self._rule(rule) for rule in self.rules],
                }
            },
            "automationDetails": {"id": f"{visible(self.result.profile.id)}/{self.names.host}/"},
            "language": self.voice.tag,
            "invocations": [invocation],
            "originalUriBaseIds": {SITE: site} if site["uri"].endswith("/") else {},
            "results": [
                *(self._result(one) for one in entries if one.section != "open"),
                *(self._absent(one) for one in self._gone()),
            ],
            "columnKind": "unicodeCodePoints",
        }

    def _rule(self, ident: str) -> dict[str, Any]:
        """What a code host tells of the rule. GitHub wants both descriptions and a help text of every rule, and shows
        the Markdown instead where there is some. There is no helpUri: the project has no address that would last."""
        text = self.names.rules.get(ident)
        title, why, fix = (text.title, text.why, text.fix) if text else (shown(ident), "", "")
        effects = [finding.effect for finding in self.result.findings if finding.rule == ident]
        level = min((_LEVELS[effect] for effect in effects), key=_GRAVITY.index, default="note")
        said = [str(self.voice.text(part)) for part in (fix or why or title, why) if part]
        return {
            "id": visible(ident),
            "name": visible(ident),
            "shortDescription": {"text": str(self.voice.text(title))},
            "fullDescription": {"text": str(self.voice.text(why or title))},
            "help": {"text": said[0], "markdown": "\n\n".join(map(plain, [*dict.fromkeys(said), *self._bases(ident)]))},
            "defaultConfiguration": {"level": level},
            "properties": {
                "tags": [visible(family_of(ident))],
                "problem.severity": "recommendation" if level == "note" else level,
            },
        }

    def _bases(self, ident: str) -> list[str]:
        """The clauses that the rule judges here, each with its duty."""
        refs = dict.fromkeys(ref for one in self.result.findings if one.rule == ident for ref in one.clauses)
        return [f"{self.names.cite(ref)} {self.names.duty(ref)}".strip() for ref in refs]

    def _result(self, entry: Entry) -> dict[str, Any]:
        finding = self.findings[entry.fingerprint]
        fails = finding.outcome is Outcome.UNMET or finding.waiver is not None
        said: dict[str, Any] = {
            **self._named(finding),
            "kind": "fail" if fails else "review",
            "level": _LEVELS[finding.effect] if fails else "none",
            "message": {"text": self._message(entry)},
            "properties": {"effect": finding.effect.value, "clauses": [visible(ref) for ref in finding.clauses]},
        }
        if places := list(self._locations(entry, finding)):
            said["locations"] = places
        if finding.waiver:
            said["suppressions"] = [
                {"kind": "external", "status": "accepted", "justification": shown(finding.waiver.reason)}
            ]
        elif self.waives:
            said["suppressions"] = []
        if finding.known is not None or self.beside.history.known:
            said["baselineState"] = self._state(finding)
        return said

    def _named(self, finding: FindingResult) -> dict[str, Any]:
        return {
            "ruleId": visible(finding.rule),
            "ruleIndex": self.places[finding.rule],
            "partialFingerprints": {
                "findingFingerprint/v1": finding.fingerprint,
                "primaryLocationLineHash": f"{finding.fingerprint}:1",  # what GitHub tells alerts apart by
            },
        }

    def _state(self, finding: FindingResult) -> str:
        before = self.beside.history.before.get(finding.fingerprint)
        if compared(finding, self.beside) == NEW:
            return "new"
        return "unchanged" if before is None or before.outcome is finding.outcome else "updated"

    def _gone(self) -> Iterator[FindingResult]:
        """Faults of the last result that are not among the findings of this one."""
        for mark, before in self.beside.history.before.items():
            if mark not in self.findings and before.outcome is Outcome.UNMET:
                yield before

    def _absent(self, finding: FindingResult) -> dict[str, Any]:
        return {
            **self._named(finding),
            "kind": "fail",
            "level": _LEVELS[finding.effect],
            "message": {"text": self.voice.cut(shown(finding.subject)) or finding.fingerprint},
            "baselineState": "absent",
            **({"suppressions": []} if self.waives else {}),
        }

    def _message(self, entry: Entry) -> str:
        return "\n".join(part for part in (entry.problem, entry.basis, entry.mend) if part)

    def _locations(self, entry: Entry, finding: FindingResult) -> Iterator[dict[str, Any]]:
        url = next((one.url for one in finding.evidence if one.url), "") or finding.subject.partition(" ")[0]
        if not url:
            return
        home, hosts = self.result.run.portal.home, self.hosts
        inside = home.endswith("/") and url.startswith(home) and own_address(url, hosts)
        place: dict[str, Any] = (
            {"uri": _uri(url[len(home) :]) or "./", "uriBaseId": SITE} if inside else {"uri": _uri(url)}
        )
        # A page has no line that we could name; code hosts want one.
        yield {"physicalLocation": {"artifactLocation": place, "region": {"startLine": 1}}}

    def _notification(self, entry: Entry) -> dict[str, Any]:
        finding = self.findings[entry.fingerprint]
        return {
            "level": "error" if finding.outcome is Outcome.ERROR else "note",
            "message": {"text": self._message(entry)},
            "associatedRule": {"id": visible(finding.rule), "index": self.places[finding.rule]},
            "properties": {
                "fingerprint": finding.fingerprint,
                "reason": finding.reason.value if finding.reason else "",
            },
        }


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _uri(url: str) -> str:
    """The address as RFC 3986 has it: whatever it does not allow is escaped."""
    front, sharp, fragment = _LONE.sub("%25", url).partition("#")
    return _escaped(front) + (f"#{_escaped(fragment)}" if sharp else "")


def _escaped(part: str) -> str:
    return quote(part.encode("utf-8", "replace"), safe=_SAFE)
