"""Where does a result go? Reports to their files or stdout, the summary to stderr."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from auditor import registry
from auditor.api import _
from auditor.config import ConfigError
from auditor.model.result import AuditResult
from auditor.texts import translator

Output = tuple[str, str]  # format, path ("" = stdout)


def check_outputs(outputs: Sequence[Output], *, as_json: bool) -> tuple[Output, ...]:
    """The outputs asked for, after making sure that each can be written; nothing is gathered in vain."""
    wanted = (*outputs, *((("json", ""),) if as_json else ()))
    known = registry.reports()
    for form, path in wanted:
        if form not in known:
            raise ConfigError(_("没有“{form}”这种输出格式；可用：{known}"), form=form, known="、".join(sorted(known)))
        if path and not Path(path).absolute().parent.is_dir():
            raise ConfigError(_("写不了 {path}：没有这个文件夹"), path=path)
    if sum(not path for _form, path in wanted) > 1:
        raise ConfigError(_("标准输出只能给一种格式；其余请写明路径"))
    return wanted


def write(result: AuditResult, outputs: Sequence[Output], lang: str) -> None:
    """Renders and writes every output, then the summary and the paths for the person at the terminal."""
    t = translator(lang)
    written: list[str] = []
    for form, path in outputs:
        content = registry.reports()[form].render(result, lang)
        if path:
            try:
                Path(path).write_bytes(content)
            except OSError as error:
                raise ConfigError(_("写不了 {path}：{why}"), path=path, why=error.strerror or error) from error
            written.append(path)
        else:
            to_stdout(content)
    click.echo(registry.reports()["summary"].render(result, lang).decode(), err=True, nl=False)
    for path in written:
        say(t(_("报告：{path}")).format(path=Path(path).absolute()))


def to_stdout(content: bytes) -> None:
    """All of it: without a buffer (PYTHONUNBUFFERED, usual in containers) one write may take a part, and no error."""
    rest = memoryview(content)
    while rest:
        rest = rest[sys.stdout.buffer.write(rest) or 0 :]
    sys.stdout.buffer.flush()


def say(sentence: str, **style: Any) -> None:
    """One line for a person, on stderr. NO_COLOR and pipes get no colour (click sees to the pipe)."""
    click.secho(sentence, err=True, **style)
