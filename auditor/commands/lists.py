"""What is installed and stored: checks, profiles, runs."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import click
from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from auditor import registry
from auditor.api import Check, Params, _
from auditor.config import ConfigError
from auditor.gate import Exit
from auditor.model.profile import Clause, How
from auditor.profile import load_all, resolve, schema, validate, worth
from auditor.store import Store
from auditor.texts import translator


def checks_list(*, lang: str, as_json: bool) -> int:
    t = translator(lang)
    installed = registry.installed()
    rules = [check.rule for _id, check in sorted(installed.rules.items())]
    for broken in installed.broken.values():
        click.echo(broken.problem.told(t), err=True)
    if as_json:
        _print_json([{"id": rule.id, "family": rule.family, "title": t(rule.title)} for rule in rules])
    else:
        _print_table((t(_("检查")), t(_("问题"))), [(rule.id, t(rule.title)) for rule in rules])
    return Exit.FINISHED


def checks_show(*, lang: str, rule: str) -> int:
    t = translator(lang)
    check: type[Check[Params]] = registry.check(rule)
    click.echo(f"{check.rule.id}  {t(check.rule.title)}\n")
    for head, text in ((_("为什么"), check.rule.why), (_("怎么改"), check.rule.fix)):
        click.echo(f"{t(head)}：{t(text)}")
    click.echo(f"{t(_('须先采集'))}：{'、'.join(sorted(check.needs))}")
    click.echo(f"\n{t(_('参数'))}：")
    params = check.params_type.model_json_schema().get("properties", {})
    for said in params.values():
        if "description" in said:
            said["description"] = t(said["description"])
    click.echo(json.dumps(params, ensure_ascii=False, indent=2))
    click.echo(f"\n{t(_('消息'))}：")
    for key, message in check.messages.items():
        click.echo(f"  {key}: {t(message)}")
        if fix := check.fixes.get(key):
            click.echo(f"    {t(_('怎么改'))}：{('' if lang == 'zh' else ' ').join(map(t, fix))}")
    return Exit.FINISHED


def profiles_list(*, lang: str, as_json: bool) -> int:
    t = translator(lang)
    known = load_all()
    if as_json:
        _print_json(
            [
                {"id": p.id, "title": p.title, "number": p.number, "extends": p.extends, "clauses": len(p.clauses)}
                for p in known
            ]
        )
        return Exit.FINISHED
    heads = (t(_("规则集")), t(_("文件")), t(_("文号")), *(t(word) for word in (_("自动"), _("辅助"), _("人工"))))
    rows = [
        (p.id, _in(lang, p.title, p.title_en), p.number, *(sum(c.how is how for c in p.clauses) for how in How))
        for p in known
    ]
    _print_table(heads, rows)
    return Exit.FINISHED


def profiles_coverage(*, lang: str, profiles: Sequence[str], as_json: bool) -> int:
    """How much of each document can be judged? Without names, of the installed ones that are transcribed whole."""
    t = translator(lang)
    asked = [resolve(name) for name in profiles] or [
        resolve(p.id) for p in load_all() if all(c.rows for c in p.clauses)
    ]
    rows: list[tuple[str, str, list[Clause]]] = []
    for one in asked:
        own = [placed.clause for placed in one.clauses if placed.document == one.id]
        rows.append((one.id, _in(lang, one.title, one.title_en), own))
    if as_json:
        told = {id: {"clauses": len(own), **{how.value: _hows(own)[how] for how in How}} for id, _title, own in rows}
        _print_json({"profiles": told})
        return Exit.FINISHED
    heads = (t(_("规则集")), t(_("文件")), *(t(word) for word in (_("条款"), _("自动"), _("辅助"), _("人工"))))
    rows.append((t(_("合计")), "", [clause for _id, _title, own in rows for clause in own]))
    _print_table(heads, [(id, title, len(own), *(_hows(own)[how] for how in How)) for id, title, own in rows])
    return Exit.FINISHED


def _hows(clauses: Iterable[Clause]) -> Counter[How]:
    return Counter(clause.how for clause in clauses)


def profiles_show(*, lang: str, profile: str, as_json: bool) -> int:
    resolved = resolve(profile)
    if as_json:
        click.echo(resolved.model_dump_json(indent=2))
        return Exit.FINISHED
    t = translator(lang)
    heads = (t(_("条款")), t(_("要求")), t(_("判定方式")), t(_("检查")), t(_("分值")))
    rows = [
        (
            placed.ref,
            _in(lang, placed.clause.duty, placed.clause.duty_en),
            placed.clause.how.value,
            "\n".join(binding.rule for binding in placed.clause.checks),
            f"{worth(placed.clause):g}" if worth(placed.clause) else placed.clause.effect.kind.value,
        )
        for placed in resolved.clauses
    ]
    _print_table(heads, rows)
    return Exit.FINISHED


def profiles_schema() -> int:
    click.echo(schema.text(registry.installed()), nl=False)
    return Exit.FINISHED


def profiles_validate(*, lang: str, path: str) -> int:
    problems = validate(path)
    t = translator(lang)
    for problem in problems:
        click.echo(f"{problem.where}: {t(problem.template).format(**problem.values)}")
    if problems:
        raise ConfigError(_("{path} 有 {count} 处问题"), path=path, count=len(problems))
    click.echo(t(_("{path} 没有问题")).format(path=path), err=True)
    return Exit.FINISHED


def runs(*, lang: str, store: str, as_json: bool) -> int:
    async def stored() -> Sequence[Any]:
        async with await Store.open(store, create=False) as opened:
            return opened.runs()

    t = translator(lang)
    found = asyncio.run(stored())
    if as_json:
        _print_json([json.loads(run.model_dump_json()) for run in found])
    else:
        heads = (t(_("采集")), t(_("网站")), t(_("状态")), t(_("网页")))
        _print_table(heads, [(run.id, run.portal.home, run.state.value, run.coverage.pages) for run in found])
    return Exit.FINISHED


def _in(lang: str, source: str, english: str) -> str:
    return english if lang == "en" and english else source


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _print_table(heads: Iterable[str], rows: Sequence[Sequence[object]]) -> None:
    """A table as wide as the terminal: nothing is cut short, and the first cell of a row, a name to be copied, stays on
    one line."""
    table = Table(*heads, box=None, pad_edge=False, header_style="bold")
    for column in table.columns:
        column.overflow = "fold"
    table.columns[0].no_wrap = True
    table.columns[0].min_width = max((cell_len(str(row[0])) for row in rows), default=0)
    for row in rows:
        table.add_row(*(escape(str(cell)) for cell in row))
    Console(emoji=False).print(table)
