"""回头看: what an audit found is looked at again, and nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import click

from auditor import config
from auditor.api import StoredFacts, _
from auditor.commands.audit import interruptible, now, save_judged, today, usual_profile
from auditor.commands.output import Output, check_comparisons, check_outputs, say, write, write_comparison
from auditor.gate import Exit
from auditor.known import KnownFiles
from auditor.loop import run_async
from auditor.model.comparison import Change, Comparison, Group
from auditor.model.exchange import Opening
from auditor.model.known import Known
from auditor.model.outcome import Outcome
from auditor.model.result import AuditResult, FindingResult
from auditor.model.run import Run, RunState
from auditor.model.settings import GatherSettings
from auditor.model.url import canonical
from auditor.net.own import Headers
from auditor.profile import resolve
from auditor.progress import teller
from auditor.run import gather_again
from auditor.store import Store
from auditor.texts import translator

REFERRERS = 2000  # pages that lead to one dead address and are read anew
PROBED = frozenset({"ipv6"})  # families that look at DNS and addresses, not at pages


class Now(StrEnum):
    """What became of a finding?"""

    FIXED = _("已改")
    STILL = _("仍在")
    UNSURE = _("未能确认")


@dataclass(frozen=True, slots=True)
class Rechecked:
    finding: FindingResult
    now: Now


def recheck(
    *,
    lang: str,
    run: str,
    findings: Sequence[str],
    profile: str,
    as_of: date | None,
    store: str,
    outputs: Sequence[Output],
    outcomes: Sequence[Output],
    as_json: bool,
    known: KnownFiles,
    progress: str,
    exit_code: bool,
    verbose: bool,
    **gathering: Any,
) -> int:
    """Looks again at what failed in a run, as a new run, and says what became of each finding."""
    wanted = check_outputs(outputs, as_json=as_json)
    told = check_comparisons(outcomes) if outcomes else ()
    if any(not path for _form, path in wanted) and any(not path for _form, path in told):
        raise config.ConfigError(_("标准输出只能给一种格式；其余请写明路径"))
    beforehand, day = known.read(), as_of or today()
    own = config.own_headers(gathering.pop("headers"))
    given = {key: value for key, value in gathering.items() if value is not None and value != ()}
    judged = recheck_run(run, findings, profile, day, store, given, beforehand, progress, lang, own)
    before, again, result = run_async(judged)
    if result is None:
        say(translator(lang)(_("{run} 里没有要复查的问题")).format(run=before.run.id))
        write_comparison(Comparison(before, before, ()), told, lang)
        return Exit.FINISHED
    write([result], wanted, lang, store)
    write_comparison(Comparison(before, result, changes(again, result)), told, lang)
    for line in table(again, result, lang):
        click.echo(line, err=bool(wanted or told))
    if result.run.state is RunState.INTERRUPTED:
        return Exit.INTERRUPTED
    still = any(one.now is Now.STILL for one in again)
    return Exit.GATE if exit_code and still else Exit.FINISHED


async def recheck_run(
    name: str,
    findings: Sequence[str],
    profile: str,
    as_of: date,
    store: str,
    given: dict[str, Any],
    known: Known,
    progress: str,
    lang: str,
    own: Headers = (),
) -> tuple[AuditResult, tuple[Rechecked, ...], AuditResult | None]:
    """The result before, what became of each finding, and the result now (None: there was nothing to look at)."""
    async with await Store.open(store, create=False) as opened:
        found = opened.find(name)
        stored = opened.result(found.id, profile)
        resolved = resolve(profile or (stored.profile.id if stored else "") or usual_profile(found))
        before = stored or save_judged(opened, found, [resolved], as_of, known)[0]
        asked = _asked(before, findings)
        if not asked:
            return before, (), None
        with opened.facts(found.id, as_of) as facts:
            urls = tuple(dict.fromkeys(url for finding in asked for url in concerned(finding, facts)))
        settings = _settings(opened.settings(found.id), found.portal.home, urls, given)
        with teller(progress, lang) as tell, interruptible() as stop:
            probes = any(finding.rule.partition(".")[0] in PROBED for finding in asked)
            gathered = await gather_again(
                found.id, settings, opened, probes=probes, now=now, tell=tell, stop=stop, own=own
            )
        (result,) = save_judged(opened, gathered, [resolved], as_of, known)
        with opened.facts(gathered.id, as_of) as facts:
            again = tuple(Rechecked(finding, became(finding, result, facts, gathered)) for finding in asked)
        return before, again, result


def _asked(before: AuditResult, fingerprints: Sequence[str]) -> list[FindingResult]:
    """The findings to look at: those named (by the beginning of their fingerprints), else all that is unmet."""
    unmet = [finding for finding in before.findings if finding.outcome is Outcome.UNMET]
    named: list[FindingResult] = []
    for name in fingerprints:
        begun = [finding for finding in unmet if finding.fingerprint.startswith(name)]
        if len(begun) != 1:
            raise config.ConfigError(_("“{name}”不是这次结果里一个问题的指纹"), name=name)
        named += begun
    return named if fingerprints else unmet


def _settings(before: GatherSettings, home: str, urls: tuple[str, ...], given: dict[str, Any]) -> GatherSettings:
    """As it was gathered before, with the options given now laid over it."""
    whole = before.model_copy(update={"again": urls, "max_pages": len(urls) + before.max_pages})
    return config.settings(config.SiteFile(home=home, gather=whole), given)


def concerned(finding: FindingResult, facts: StoredFacts) -> Iterator[str]:
    """Which addresses does a finding hang on? What it speaks of, where it was seen, and every page that leads there."""
    said = (*finding.subject.split(" "), *(url for seen in finding.evidence for url in (seen.url, seen.target)))
    for url in said:
        if "://" in url and (address := canonical(url)):
            yield address
    subject = canonical(finding.subject)
    if subject and subject != canonical(facts.portal.home):
        for page, _link in facts.referrers(subject, REFERRERS).examples:
            yield page


def became(finding: FindingResult, result: AuditResult, facts: StoredFacts, run: Run) -> Now:
    """What became of one finding? Fixed only if all that it hangs on was seen again."""
    after = next((one for one in result.findings if one.fingerprint == finding.fingerprint), None)
    if after is not None and after.outcome is Outcome.UNMET:
        return Now.STILL
    if run.state is not RunState.GATHERED or (
        after is not None and after.outcome not in (Outcome.MET, Outcome.NOT_APPLICABLE)
    ):
        return Now.UNSURE
    unseen = any(facts.visit(url).opening is Opening.UNSETTLED for url in set(concerned(finding, facts)))
    broken = any(
        one.rule == finding.rule
        and one.outcome in (Outcome.ERROR, Outcome.NOT_TESTABLE)
        and one.subject == facts.portal.home
        for one in result.findings
    )
    return Now.UNSURE if unseen or broken else Now.FIXED


GROUPS = {Now.FIXED: Group.FIXED, Now.STILL: Group.PERSISTENT, Now.UNSURE: Group.NOT_COVERED}


def changes(again: Sequence[Rechecked], result: AuditResult) -> tuple[Change, ...]:
    """The same as the groups of a comparison, of the findings that were asked about and no others."""
    after = {one.fingerprint: one for one in result.findings}
    told = [
        Change(GROUPS[one.now], found or one.finding, one.finding.outcome, found.outcome if found else None)
        for one in again
        for found in (after.get(one.finding.fingerprint),)
    ]
    order = list(Group)
    return tuple(sorted(told, key=lambda one: (order.index(one.group), one.finding.rule, one.finding.subject)))


def table(again: Sequence[Rechecked], result: AuditResult, lang: str) -> Iterator[str]:
    """One line a finding, what is still there first; then how many of each."""
    t = translator(lang)
    order = list(Now)[::-1]
    for one in sorted(again, key=lambda one: (order.index(one.now), one.finding.rule, one.finding.subject)):
        yield f"{t(one.now)}  {one.finding.rule}  {one.finding.subject}  [{one.finding.fingerprint[:8]}]"
    counts = {now: sum(one.now is now for one in again) for now in Now}
    told = _("复查 {count} 个问题：已改 {fixed}，仍在 {still}，未能确认 {unsure}；已存为 {run}")
    yield t(told).format(
        count=len(again),
        fixed=counts[Now.FIXED],
        still=counts[Now.STILL],
        unsure=counts[Now.UNSURE],
        run=result.run.id,
    )
