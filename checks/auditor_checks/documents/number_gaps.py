"""Are there numbers in a series of documents of which no document was published?"""

import re
from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, DocumentKind, Evidence, Facts, Finding, Messages, Need, Params, Reason, Rule, _, same

_NUMBER = re.compile(r"^(?P<office>.+?)〔(?P<year>\d{4})〕(?P<count>\d+)号$")
_FEW = 3  # documents of a series; fewer are none
_SHOWN = 30


class NumberGapsParams(Params):
    prefixes: tuple[str, ...] = Field(default=(), description=_("只看这些机关代字；空为全部"))
    years: int = Field(default=1, ge=1, description=_("看最近几年"))


class NumberGaps(Check[NumberGapsParams]):
    """Are there numbers in a series of documents of which no document was published?

    A document need not be public, so that a gap is no fault: it is shown to a person, and to nobody else.
    """

    rule = Rule(
        id="documents.number-gaps",
        title=_("文号的空缺"),
        why=_("文号中间缺号，可能有应当公开而没有公开的文件。"),
        fix=_("核对缺号的文件是否属于主动公开范围。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = NumberGapsParams
    messages = Messages(
        met=_("“{series}”公开了 {found} 份，文号连续"),
        gaps=_("“{series}”公开了 {found} 份，最大是 {last} 号，没有看到的：{missing}"),
        none=_("没有读到成系列的文号"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        series: dict[tuple[str, str], dict[int, str]] = {}
        prefixes = tuple(map(same, self.params.prefixes))
        for document in facts.documents(DocumentKind.POLICY):
            match = None if document.reposted else _NUMBER.match(document.number)
            if match is None or int(match["year"]) <= facts.as_of.year - self.params.years:
                continue
            if prefixes and same(match["office"]) not in prefixes:
                continue
            series.setdefault((match["office"], match["year"]), {})[int(match["count"])] = document.url
        told = {key: counts for key, counts in series.items() if len(counts) >= _FEW}
        if not told:
            yield self.not_applicable(facts.portal, "none", Reason.NOTHING_TO_JUDGE)
        for (office, year), counts in sorted(told.items()):
            name = f"{office}〔{year}〕"
            missing = [str(number) for number in range(1, max(counts)) if number not in counts]
            last = max(counts)
            seen = Evidence(kind="list", url=counts[last], quote=f"{name}{last}号")
            subject = f"{facts.portal.home}#{name}"
            if missing:
                listed = "、".join(missing[:_SHOWN])
                yield self.manual(
                    subject, "gaps", series=name, found=len(counts), last=last, missing=listed, evidence=seen
                )
            else:
                yield self.met(subject, "met", series=name, found=len(counts), evidence=seen)
