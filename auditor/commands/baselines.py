"""Baselines: what was known before, so that a gate may ask for new findings only."""

from pathlib import Path
from typing import Literal

import click

from auditor.api import _
from auditor.commands.compare import read_result
from auditor.config import ConfigError
from auditor.gate import Exit
from auditor.known import baseline as read_baseline
from auditor.known import drawn
from auditor.model.known import Baseline
from auditor.texts import translator


def baseline(
    *, lang: str, change: Literal["create", "update", "prune"], run: str, path: str, profile: str, store: str
) -> int:
    """Writes a baseline from a result; adds what is new to it; or takes out what is gone."""
    now = drawn(read_result(run, store, profile))
    was = (
        Baseline(home=now.home, profile=now.profile, as_of=now.as_of)
        if change == "create"
        else read_baseline(Path(path))
    )
    if was.home != now.home:
        raise ConfigError(_("基线 {path} 属于 {home}，不是这次的网站"), path=path, home=was.home)
    kept = was.findings if change != "prune" else {key: one for key, one in was.findings.items() if key in now.findings}
    added = {} if change == "prune" else {key: one for key, one in now.findings.items() if key not in kept}
    written = now.model_copy(update={"findings": dict(sorted({**kept, **added}.items()))})
    try:
        Path(path).write_text(written.model_dump_json(indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise ConfigError(_("写不了 {path}：{why}"), path=path, why=error.strerror or error) from error
    t = translator(lang)
    told = _("{path}：{count} 个问题，加入 {added}，去掉 {gone}")
    gone = len(was.findings) - len(kept)
    click.echo(t(told).format(path=path, count=len(written.findings), added=len(added), gone=gone), err=True)
    return Exit.FINISHED
