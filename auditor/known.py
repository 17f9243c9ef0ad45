"""What did people write down beforehand? Files of waivers, attestations and maintenance, and baselines."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from auditor.api import _
from auditor.model.known import Baseline, Known
from auditor.model.outcome import Outcome
from auditor.model.problem import Problem
from auditor.model.result import AuditResult


class KnownError(Problem):
    """A file of waivers or a baseline cannot be used."""


@dataclass(frozen=True, slots=True)
class KnownFiles:
    """Which files? `waivers` hold waivers, attestations and maintenance together; `baseline` is "" when there is none.

    `ignore_waivers` leaves out the waivers; a person's word on a clause and announced maintenance still hold.
    """

    waivers: Sequence[str] = ()
    baseline: str = ""
    ignore_waivers: bool = False

    def over(self, waivers: Sequence[str], baseline: str) -> "KnownFiles":
        """With the files of a site file or a configuration under them: waivers of both count, one baseline."""
        return replace(self, waivers=(*waivers, *self.waivers), baseline=self.baseline or baseline)

    def read(self) -> Known:
        """All that they say. Raises KnownError."""
        read = [waivers(Path(name)) for name in self.waivers]
        return Known(
            waivers=() if self.ignore_waivers else tuple(one for file in read for one in file.waivers),
            attestations=tuple(one for file in read for one in file.attestations),
            maintenance=tuple(one for file in read for one in file.maintenance),
            baseline=baseline(Path(self.baseline)) if self.baseline else None,
        )


def waivers(path: Path) -> Known:
    """One file of waivers, attestations and maintenance. Raises KnownError."""
    try:
        return Known.model_validate(tomllib.loads(_text(path)))
    except tomllib.TOMLDecodeError as error:
        raise KnownError(_("{path} 不是有效的 TOML：{why}"), path=path, why=error) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"])
        raise KnownError(_("{path}：{where}：{why}"), path=path, where=where, why=first["msg"]) from error


def baseline(path: Path) -> Baseline:
    """The findings that were known before. Raises KnownError."""
    try:
        return Baseline.model_validate_json(_text(path))
    except ValidationError as error:
        raise KnownError(_("{path} 不是基线文件；用 auditor baseline create 生成"), path=path) from error


def drawn(result: AuditResult) -> Baseline:
    """The baseline that this result makes: all that is unmet in it."""
    return Baseline(
        home=result.run.portal.home,
        profile=result.profile.id,
        as_of=result.as_of,
        findings={
            finding.fingerprint: f"{finding.rule} {finding.subject}"
            for finding in sorted(result.findings, key=lambda one: one.fingerprint)
            if finding.outcome is Outcome.UNMET
        },
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise KnownError(_("读不了 {path}：{why}"), path=path, why=error.strerror or error) from error
    except UnicodeDecodeError as error:
        raise KnownError(_("{path} 不是 UTF-8 文本"), path=path) from error
