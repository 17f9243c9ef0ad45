"""One answer of a check, with evidence that a person with a browser can repeat."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict

from auditor.model.outcome import Outcome, Reason
from auditor.model.volatile import VOLATILE

Value: TypeAlias = str | int | float | None
"""What a message may be filled with: never markup, never a sentence of ours."""


class Evidence(BaseModel):
    """What was seen, where, when, how often, over which address: enough to see it again.

    `kind` is one of page, link, exchange, dns, connection, text, list. `url` is where to look (for a link: the page it
    stands on, and `target` where it leads). `quote` are words of the site, `marks` the (start, end) offsets in it that
    matter. `values` are further small facts, shown as a table. `also` tells how many more like this exist.
    """

    model_config = ConfigDict(frozen=True)

    kind: str
    url: str = ""
    target: str = ""
    quote: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    region: str = ""
    status: int = 0
    address: Annotated[str, VOLATILE] = ""  # which of several answered is chance
    at: Annotated[datetime | None, VOLATILE] = None
    looks: Annotated[int, VOLATILE] = 0
    values: Mapping[str, Any] = {}
    also: int = 0


class Measure(BaseModel):
    """How much of a duty is fulfilled? `value` out of `of` (or against `target`), for effects that scale by share."""

    model_config = ConfigDict(frozen=True)

    value: float
    of: float
    target: float | None = None

    @property
    def share(self) -> float:
        """The share of the duty that is fulfilled, 0…1. Nothing to fulfil is fulfilled."""
        goal = self.of if self.target is None else self.target * self.of
        return 1.0 if goal <= 0 else max(0.0, min(1.0, self.value / goal))


class Finding(BaseModel):
    """One answer of one rule about one subject.

    `subject` is canonical and stands on the real host: a URL, host, column path, pair or part name; never a position, a
    count, a text or a run. `message` is an id of the rule's messages, `values` what fills it; sentences are made when
    a report is rendered. `reason` is set exactly when the outcome is not_testable or not_applicable.
    """

    model_config = ConfigDict(frozen=True)

    rule: str
    outcome: Outcome
    subject: str
    message: str
    values: Mapping[str, Value] = {}
    reason: Reason | None = None
    evidence: tuple[Evidence, ...] = ()
    measure: Measure | None = None

    @property
    def fingerprint(self) -> str:
        """By which key is this the same finding in another run? Hash of rule and canonical subject, 16 hex digits."""
        key = json.dumps([self.rule, self.subject], ensure_ascii=False)
        return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Before:
    """What did an earlier run of the same portal say to one rule? `day` is the day that it speaks of."""

    run: str
    day: date
    findings: tuple[Finding, ...]
