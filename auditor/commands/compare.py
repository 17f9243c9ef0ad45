"""What differs between two results, time and chance left aside?"""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel, ValidationError

from auditor.api import _
from auditor.config import ConfigError
from auditor.gate import Exit
from auditor.model.result import AuditResult, FindingResult
from auditor.store import Store
from auditor.texts import translator


def diff(*, lang: str, old: str, new: str, store: str, exit_code: bool) -> int:
    before, after = read_result(old, store), read_result(new, store)
    t = translator(lang)
    lines = [
        *(f"{t(mark)}  {line}" for mark, line in finding_changes(before, after)),
        *(f"{path}: {was} → {now}" for path, was, now in other_changes(before, after)),
    ]
    for line in lines:
        click.echo(line)
    return Exit.GATE if exit_code and lines else Exit.FINISHED


def finding_changes(before: AuditResult, after: AuditResult) -> Iterator[tuple[str, str]]:
    """Which findings are new, gone or judged otherwise? Known again by fingerprint, never by count or position."""
    was = {finding.fingerprint: finding for finding in before.findings}
    now = {finding.fingerprint: finding for finding in after.findings}
    for key in sorted({**was, **now}):
        match was.get(key), now.get(key):
            case None, FindingResult() as finding:
                yield _("新增"), f"{finding.outcome.value} {finding.rule} {finding.subject}"
            case FindingResult() as finding, None:
                yield _("消失"), f"{finding.outcome.value} {finding.rule} {finding.subject}"
            case FindingResult() as one, FindingResult() as two if one.outcome is not two.outcome:
                yield _("改变"), f"{one.outcome.value} → {two.outcome.value} {two.rule} {two.subject}"
            case _:
                pass


def other_changes(before: AuditResult, after: AuditResult) -> Iterator[tuple[str, Any, Any]]:
    """Where else do two results differ? Paths with both values; volatile fields (see the schema) are left out."""
    was, now = steady(before), steady(after)
    for side in (was, now):
        side["findings"] = {finding["fingerprint"]: finding for finding in side["findings"]}
        side["clauses"] = {clause["ref"]: clause for clause in side["clauses"]}
        side["rules"] = {json.dumps([rule["id"], rule["params"]], sort_keys=True): rule for rule in side["rules"]}
    both = was["findings"].keys() & now["findings"].keys()
    for side in (was, now):
        side["findings"] = {key: value for key, value in side["findings"].items() if key in both}
    yield from _differences("", was, now)


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
