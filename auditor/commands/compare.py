"""What differs between two results, time and chance left aside?"""

import asyncio
import json
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from auditor.api import StoredFacts, _
from auditor.commands.output import Output, check_comparisons, write_comparison
from auditor.config import ConfigError
from auditor.gate import Exit
from auditor.model.comparison import Change, Comparison, grouped, whole
from auditor.model.exchange import Opening
from auditor.model.result import AuditResult, FindingResult
from auditor.model.url import canonical
from auditor.store import Store


def diff(
    *,
    lang: str,
    old: str,
    new: str,
    profile: str,
    store: str,
    outputs: Sequence[Output],
    as_json: bool,
    exit_code: bool,
) -> int:
    """Says what became of every finding between two results."""
    wanted = check_comparisons(outputs, as_json=as_json)
    before, after = read_result(old, store, profile), read_result(new, store, profile)
    changes = grouped(before, after) if new.endswith(".json") else asyncio.run(_grouped(before, after, store))
    found = Comparison(before, after, changes, tuple(other_changes(before, after)))
    write_comparison(found, wanted, lang)
    return Exit.GATE if exit_code and found.differs else Exit.FINISHED


async def _grouped(before: AuditResult, after: AuditResult, store: str) -> tuple[Change, ...]:
    """The changes, where the store can tell what was looked at in the second run."""
    async with await Store.open(store, create=False) as opened:
        with opened.facts(after.run.id, after.as_of) as facts:
            return grouped(before, after, partial(was_seen, facts=facts, everything=whole(after)))


def was_seen(finding: FindingResult, *, facts: StoredFacts, everything: bool) -> bool:
    """Was the place of a finding that nobody speaks of any more looked at? Its pages have to be read again, and what
    it speaks of may not have been left unsettled. What no page leads to any more is gone if `everything` was seen."""

    def known(url: str) -> bool:
        if facts.visit(url).opening is not Opening.UNSETTLED:
            return True
        return everything and not facts.referrers(url, 1).pages

    pages = {canonical(one.url) for one in finding.evidence if "://" in one.url} - {""}
    subject = canonical(finding.subject) if "://" in finding.subject else ""
    if subject and facts.visit(subject).opening is Opening.UNSETTLED and facts.referrers(subject, 1).pages:
        return False
    return all(map(known, pages)) if pages else everything


def other_changes(before: AuditResult, after: AuditResult) -> Iterator[tuple[str, Any, Any]]:
    """Where else do two results differ? Paths with both values; volatile fields (see the schema) are left out."""
    was, now = steady(before), steady(after)
    for side in (was, now):
        side["findings"] = {finding["fingerprint"]: finding for finding in side["findings"]}
        side["clauses"] = {clause["ref"]: clause for clause in side["clauses"]}
        side["rules"] = {json.dumps([rule["id"], rule["params"]], sort_keys=True): rule for rule in side["rules"]}
    both = was["findings"].keys() & now["findings"].keys()
    for side in (was, now):
        side["findings"] = {key: _but_outcome(value) for key, value in side["findings"].items() if key in both}
    yield from _differences("", was, now)


def _but_outcome(finding: dict[str, Any]) -> dict[str, Any]:
    """A change of the outcome is told by the groups."""
    return {key: value for key, value in finding.items() if key != "outcome"}


def steady(model: BaseModel) -> dict[str, Any]:
    """The model as plain data, without the fields marked volatile."""
    plain: dict[str, Any] = {}
    for name, field in type(model).model_fields.items():
        extra = field.json_schema_extra
        if not (isinstance(extra, dict) and extra.get("x-volatile")):
            plain[name] = _plain(getattr(model, name))
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return steady(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return value


def _differences(path: str, was: Any, now: Any) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(was, dict) and isinstance(now, dict):
        for key in sorted({**was, **now}):
            yield from _differences(f"{path}.{key}" if path else key, was.get(key), now.get(key))
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for index, (one, two) in enumerate(zip(was, now, strict=True)):
            yield from _differences(f"{path}[{index}]", one, two)
    elif was != now:
        yield path, was, now


def read_result(source: str, store: str, profile: str = "") -> AuditResult:
    """The result in a JSON file, or the last one of a stored run (under this profile, when one is named)."""
    if source.endswith(".json"):
        try:
            return AuditResult.model_validate_json(Path(source).read_bytes())
        except OSError as error:
            raise ConfigError(_("读不了 {path}：{why}"), path=source, why=error.strerror or error) from error
        except ValidationError as error:
            raise ConfigError(_("{path} 不是审计结果的 JSON"), path=source) from error

    async def stored() -> AuditResult | None:
        async with await Store.open(store, create=False) as opened:
            return opened.result(opened.find(source).id, profile)

    result = asyncio.run(stored())
    if result is None:
        raise ConfigError(_("采集 {run} 还没有判定过；先运行 auditor judge {run}"), run=source)
    return result
