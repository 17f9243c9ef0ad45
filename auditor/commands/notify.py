"""Telling people: one mail, or one call of a webhook, for one run or for several together."""

import json
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from auditor import notices, registry
from auditor.api import _
from auditor.commands.output import say
from auditor.config import ConfigError
from auditor.gate import Exit
from auditor.loop import run_async
from auditor.model.problem import Problem
from auditor.model.reporting import Beside, StreamedReport
from auditor.net import mail
from auditor.net.wire import post
from auditor.store import Store
from auditor.texts import translator


def notify(
    *, lang: str, runs: Sequence[str], path: str, new_only: bool, exit_code: bool, profile: str, store: str
) -> int:
    """Tells all that the file names. One that fails keeps no other from being told."""
    asked = notices.read(Path(path))
    t = translator(lang)
    told = run_async(_told(runs, profile, store, lang))
    if new_only:
        told = [_only_new(one) for one in told if one["new"]]
        if not told:
            say(t(_("没有新增的问题，不发通知")))
            return Exit.FINISHED
    digest = {**told[0], "runs": told, "title": _title(told, t), "text": _text(told, t), "new_only": new_only}
    sending = [(", ".join(one.to), partial(_mail, one, digest)) for one in asked.mail]
    sending += [(_named(one), partial(_call, one, digest)) for one in asked.webhook]
    failed = [name for name, send in sending if not _sent(name, send, t)]
    return Exit.GATE if failed and exit_code else Exit.FINISHED


def _sent(name: str, send: Callable[[], None], t: Callable[[str], str]) -> bool:
    """Did it go out? Either way the person at the terminal is told."""
    try:
        send()
    except (OSError, Problem) as error:
        why = error.told(t) if isinstance(error, Problem) else str(error)
        say(t(_("通知没有发出（{name}）：{why}")).format(name=name, why=why))
        return False
    say(t(_("已通知 {name}")).format(name=name))
    return True


async def _told(runs: Sequence[str], profile: str, store: str, lang: str) -> list[dict[str, Any]]:
    """What there is to say of each run, in words that are fit to leave the house."""
    report = registry.reports()["notice"]
    if isinstance(report, StreamedReport):
        raise TypeError(report.name)
    told: list[dict[str, Any]] = []
    async with await Store.open(store, create=False) as opened:
        for name in runs:
            result = opened.result(opened.find(name).id, profile)
            if result is None:
                raise ConfigError(_("采集 {run} 还没有判定过；先运行 auditor judge {run}"), run=name)
            notice = json.loads(report.render(result, lang, Beside(opened.history(result))))
            told.append({**notice, "told": notice["unmet"]})
    return told


def _only_new(notice: dict[str, Any]) -> dict[str, Any]:
    return {**notice, "told": notice["new"], "findings": [one for one in notice["findings"] if one["new"]]}


def _title(told: Sequence[dict[str, Any]], t: Callable[[str], str]) -> str:
    if len(told) == 1:
        line = t(_("{site}：{score}，不符合 {unmet} 处，其中新增 {new} 处"))
        return str(line.format(**{key: told[0][key] for key in ("site", "score", "unmet", "new")}))
    counts = {key: sum(one[key] for one in told) for key in ("unmet", "new")}
    return str(t(_("{sites} 次检查：不符合 {unmet} 处，其中新增 {new} 处")).format(sites=len(told), **counts))


def _text(told: Sequence[dict[str, Any]], t: Callable[[str], str]) -> str:
    """The digest for people: of each run the verdict, what changed, and the findings, the new ones first."""
    said: list[str] = []
    for one in told:
        said += [f"{one['site']}  {one['home']}", one["verdict"], *one["changes"], ""]
        for finding in one["findings"]:
            mark = t(_("[新增] ")) if finding["new"] and not one["first"] else ""
            unit = f"  ({finding['unit']})" if finding["unit"] else ""
            said += [f"- {mark}{finding['problem']}{unit}", f"  {finding['page']}"]
        if (more := one["told"] - len(one["findings"])) > 0:
            said.append(t(_("另有 {n} 处见报告")).format(n=more))
        said += ["", f"{one['run']}  {one['profile']}  {one['when']}", ""]
    return "\n".join([*said, t(_("本通知为辅助自查，不等同于国家或地方的官方考核结果。"))])


def _mail(to: notices.Mail, digest: dict[str, Any]) -> None:
    message = EmailMessage()
    message["Subject"] = digest["title"].encode("utf-8", "replace").decode()
    message["From"], message["To"] = to.sender, ", ".join(to.to)
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain=to.sender.rpartition("@")[2] or "invalid")
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday reply answers it
    message.set_content(digest["text"].encode("utf-8", "replace").decode() + "\n", cte="base64")
    mail.send(
        message,
        to.host,
        to.port,
        tls=to.tls,
        user=to.user,
        password=notices.secret(to.password_env),
        timeout=to.timeout,
        ca_file=to.ca_file,
    )


def _named(hook: notices.Webhook) -> str:
    return hook.name or hook.url_env or urlsplit(hook.url).hostname or "?"  # never path or query, which hold keys


def _call(hook: notices.Webhook, digest: dict[str, Any]) -> None:
    url = hook.url or notices.secret(hook.url_env)
    headers = {"Content-Type": "application/json; charset=utf-8", **hook.headers}
    status, body = post(url, notices.written(hook, digest), headers, timeout=hook.timeout, ca_file=hook.ca_file)
    if not notices.accepted(hook, status, body):
        raise OSError(f"HTTP {status} {body[:200].decode('utf-8', 'replace')}".strip())
