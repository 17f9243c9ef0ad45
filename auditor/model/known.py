"""What do people say beforehand of what an audit will find? Written by them in TOML, read by `auditor.known`."""

from collections.abc import Mapping
from datetime import date, datetime
from fnmatch import fnmatchcase
from typing import Literal

from pydantic import AwareDatetime, Field, model_validator
from pydantic_core import PydanticCustomError

from auditor.model.finding import Finding
from auditor.model.outcome import Outcome
from auditor.model.profile import Strict
from auditor.model.url import host_of


class Waiver(Strict):
    """A finding that is accepted: which one, why, on whose word, and until when (that day included)?

    What is given must all fit: the `fingerprint` of a finding, or patterns (`*`, `?`) for its `rule`, the host of the
    audited `site`, and the `url` it speaks of. One of `fingerprint`, `rule` and `url` is needed.
    """

    fingerprint: str = ""
    rule: str = ""
    site: str = ""
    url: str = ""
    reason: str = Field(min_length=1)
    signer: str = Field(min_length=1)
    expires: date

    @model_validator(mode="after")
    def _names_something(self) -> "Waiver":
        if not (self.fingerprint or self.rule or self.url):
            raise PydanticCustomError("waiver_of_all", "须写 fingerprint、rule、url 之一")
        return self

    def fits(self, finding: Finding, fingerprint: str, home: str) -> bool:
        return (
            self.fingerprint in ("", fingerprint)
            and fnmatchcase(finding.rule, self.rule or "*")
            and _of_site(self.site, home)
            and any(fnmatchcase(part, self.url or "*") for part in finding.subject.split(" "))
        )


class Attestation(Strict):
    """A person's word on a clause that the audit leaves open: which clause (`PROFILE:ID`), what, whose, on what proof?

    It settles what waits for a person or could not be observed; what was seen to be met or unmet stays.
    """

    clause: str
    outcome: Literal[Outcome.MET, Outcome.UNMET, Outcome.NOT_APPLICABLE]
    signer: str = Field(min_length=1)
    on: date
    evidence: str = Field(min_length=1)
    expires: date | None = None
    site: str = ""


class Maintenance(Strict):
    """A time of announced maintenance (临时报备): what failed then and only then convicts nobody."""

    start: AwareDatetime
    end: AwareDatetime
    reason: str = Field(min_length=1)
    signer: str = Field(min_length=1)
    site: str = ""

    @model_validator(mode="after")
    def _in_order(self) -> "Maintenance":
        if self.end <= self.start:
            raise PydanticCustomError("maintenance_order", "end 应晚于 start")
        return self

    def holds(self, moments: tuple[datetime, ...]) -> bool:
        return bool(moments) and all(self.start <= moment <= self.end for moment in moments)


class Baseline(Strict):
    """Findings that were known before: a gate may ask for new ones only. Fingerprints with what a person reads."""

    schema_version: Literal["1"] = "1"
    home: str
    profile: str
    as_of: date
    findings: Mapping[str, str] = {}  # fingerprint → rule and subject


class Known(Strict):
    """All that is known beforehand of one site."""

    waivers: tuple[Waiver, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    maintenance: tuple[Maintenance, ...] = ()
    baseline: Baseline | None = None

    def about(self, home: str) -> "Known":
        """Only what speaks of this site."""
        return self.model_copy(
            update={
                "waivers": tuple(one for one in self.waivers if _of_site(one.site, home)),
                "attestations": tuple(one for one in self.attestations if _of_site(one.site, home)),
                "maintenance": tuple(one for one in self.maintenance if _of_site(one.site, home)),
            }
        )


def _of_site(pattern: str, home: str) -> bool:
    return fnmatchcase(host_of(home) or home, pattern or "*")
