"""Where does a result go? Reports to their files or stdout, the summary to stderr."""

import io
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import click

from auditor import registry
from auditor.api import _
from auditor.config import ConfigError
from auditor.loop import run_async
from auditor.model.comparison import Comparison
from auditor.model.reporting import ALONE, Beside, StreamedReport
from auditor.model.result import AuditResult
from auditor.store import Store
from auditor.texts import translator

Output = tuple[str, str]  # format, path ("" = stdout)


def check_outputs(outputs: Sequence[Output], *, as_json: bool, profiles: int = 1) -> tuple[Output, ...]:
    """The outputs asked for, after making sure that each can be written; nothing is gathered in vain."""
    wanted = (*outputs, *((("json", ""),) if as_json else ()))
    if profiles > 1 and not all(path for _form, path in wanted):
        raise ConfigError(_("按几个规则集判定时，每种输出都要写明路径；文件名里会加上规则集的名称"))
    return _writable(wanted, registry.reports())


def check_comparisons(outputs: Sequence[Output], *, as_json: bool = False) -> tuple[Output, ...]:
    """The same for a comparison, which is plain text on standard output where nothing else is asked for."""
    wanted = (*outputs, *((("json", ""),) if as_json else ()))
    return _writable(wanted or (("text", ""),), registry.comparisons())


def _writable(wanted: tuple[Output, ...], known: Iterable[str]) -> tuple[Output, ...]:
    for form, path in wanted:
        if form not in known:
            raise ConfigError(_("没有“{form}”这种输出格式；可用：{known}"), form=form, known="、".join(sorted(known)))
        if path and not Path(path).absolute().parent.is_dir():
            raise ConfigError(_("写不了 {path}：没有这个文件夹"), path=path)
    if sum(not path for _form, path in wanted) > 1:
        raise ConfigError(_("标准输出只能给一种格式；其余请写明路径"))
    return wanted


def check_templates(templates: Sequence[Output]) -> dict[str, Path]:
    """The templates of the user's own by format, after making sure that each is there."""
    known = registry.reports()
    for form, path in templates:
        if form not in known:
            raise ConfigError(_("没有“{form}”这种输出格式；可用：{known}"), form=form, known="、".join(sorted(known)))
        if not Path(path).is_file():
            raise ConfigError(_("没有模板文件 {path}"), path=path)
    return {form: Path(path) for form, path in templates}


def write(
    results: Sequence[AuditResult],
    outputs: Sequence[Output],
    lang: str,
    store: str,
    templates: Mapping[str, Path] | None = None,
) -> None:
    """Renders and writes every output of each result, then its summary and the paths for the person at the terminal."""
    t = translator(lang)
    for result in results:
        own = [(form, _path(path, result) if len(results) > 1 else path) for form, path in outputs]
        written = run_async(_write(result, own, lang, store, templates or {}))
        click.echo(_render("summary", result, lang, ALONE).decode(), err=True, nl=False)
        for path in written:
            say(t(_("报告：{path}")).format(path=Path(path).absolute()))


def _path(path: str, result: AuditResult) -> str:
    """Where one of several results goes: report.kazuo-2021.html for report.html."""
    named = Path(path)
    return str(named.with_name(f"{named.stem}.{result.profile.id}{named.suffix}"))


async def _write(
    result: AuditResult, outputs: Sequence[Output], lang: str, store: str, templates: Mapping[str, Path]
) -> list[str]:
    """Writes the outputs, each with what the store knows beside the result; the paths."""
    written: list[str] = []
    if not outputs:
        return written
    async with await Store.open(store, create=False) as opened:
        with opened.archive(result.run.id) as archive:
            beside = Beside(opened.history(result), archive, templates)
            for form, path in outputs:
                _put(form, path, result, lang, beside)
                written += [path] if path else []
    return written


def _put(form: str, path: str, result: AuditResult, lang: str, beside: Beside) -> None:
    report = registry.reports()[form]
    with _writing(path) as out:
        if isinstance(report, StreamedReport):
            report.write(result, lang, beside, out)
        else:
            out.write(report.render(result, lang, beside))


def write_comparison(comparison: Comparison, outputs: Sequence[Output], lang: str) -> None:
    for form, path in outputs:
        with _writing(path) as out:
            out.write(registry.comparisons()[form].render(comparison, lang))
        if path:
            say(translator(lang)(_("报告：{path}")).format(path=Path(path).absolute()))


@contextmanager
def _writing(path: str) -> Iterator[BinaryIO]:
    """An output, flushed at the end. Raises ConfigError where it cannot be written."""
    try:
        with open_output(path) as out:
            yield out
            out.flush()
    except OSError as error:
        raise ConfigError(_("写不了 {path}：{why}"), path=path or "-", why=error.strerror or error) from error


def _render(form: str, result: AuditResult, lang: str, beside: Beside) -> bytes:
    report = registry.reports()[form]
    if isinstance(report, StreamedReport):
        raise TypeError(form)
    return report.render(result, lang, beside)


@contextmanager
def open_output(path: str) -> Iterator[BinaryIO]:
    """A file, or stdout, which stays open."""
    if not path:
        out = sys.stdout.buffer
        if not isinstance(out, io.RawIOBase):
            yield out
            return
        whole = io.BufferedWriter(out)  # without a buffer (PYTHONUNBUFFERED) one write may take a part, and no error
        yield whole
        whole.flush()
        whole.detach()
        return
    with Path(path).open("wb") as file:
        yield file


def say(sentence: str, **style: Any) -> None:
    """One line for a person, on stderr. NO_COLOR and pipes get no colour (click sees to the pipe)."""
    click.secho(sentence, err=True, **style)
