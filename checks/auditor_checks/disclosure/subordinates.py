"""Do the entrances to the columns of departments and lower governments open?"""

import re
from collections.abc import Iterable

from pydantic import Field

from auditor.api import Facts, Finding, Link, Measure, Messages, Need, Opening, Page, Params, Reason, Rule, _, seen_page
from auditor_checks.places import PLACE, AtPlace, place
from auditor_checks.seen import leads_nowhere, opened, plain, references

_UNIT = re.compile(
    r"^.{1,16}(?:局|委|委员会|办|办公室|中心|镇|乡|街道|街道办事处|人民政府|管委会|厅|区政府|县政府|市政府)$"
)
_SHOWN = 10
_FEW = 3  # units; fewer are no list of them


class SubordinatesParams(Params):
    column: tuple[str, ...] = Field(description=_("专栏的名称"))
    target: float = Field(default=0.9, ge=0, le=1, description=_("至少多少打得开（0–1）"))


class Subordinates(AtPlace[SubordinatesParams]):
    """Do the entrances to the columns of departments and lower governments open? Those that the column page lists; what
    could not be settled is left out."""

    rule = Rule(
        id="disclosure.subordinates",
        title=_("部门和下级政府专栏的链接"),
        why=_("群众从一个平台就能查到各部门、各乡镇的公开信息。"),
        fix=_("核对各单位专栏的链接，换掉打不开的。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = SubordinatesParams
    messages = Messages(
        **PLACE,
        met=_("专栏列出的 {of} 个单位，打得开的有 {good} 个"),
        short=_("专栏列出的 {of} 个单位，打得开的有 {good} 个；打不开的：{dead}"),
        absent=_("专栏页上没有各部门、下级政府专栏的链接"),
        unsettled=_("各单位专栏的链接这次没能确认是否打得开，不计为不符合"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        where = place(facts, self.params.column)
        yield (
            self._units(facts, where.pages)
            or (
                self.unknown(facts, where, where.more)
                if where.more
                else self.unmet(where.page, "absent", evidence=seen_page(where.page))
            )
            if where.pages
            else self.nowhere(facts, where)
        )

    def _units(self, facts: Facts, pages: tuple[Page, ...]) -> Finding | None:
        found: dict[str, tuple[Page, Link]] = {}
        for page, link in references(pages):
            if _UNIT.match(plain(link.label)) and not leads_nowhere(page, link):
                found.setdefault(plain(link.label), (page, link))
        if len(found) < _FEW:
            return None
        seen = {name: facts.opening(link) for name, (_page, link) in found.items()}
        good = [name for name, opening in seen.items() if opening is Opening.OPENS]
        dead = [name for name, opening in seen.items() if opening is Opening.DEAD]
        of, subject = len(good) + len(dead), pages[0]
        evidence = [opened(facts, *found[name]) for name in (dead or good)[:_SHOWN]]
        if not of:
            first = next(iter(found.values()))
            reason = facts.visit(first[1].target).reason or Reason.NOT_GATHERED
            return self.not_testable(subject, "unsettled", reason, evidence=opened(facts, *first))
        said = {"of": of, "good": len(good)}
        measure = Measure(value=len(good), of=of, target=self.params.target)
        if len(good) >= self.params.target * of:
            return self.met(subject, "met", **said, measure=measure, evidence=evidence)
        names = "、".join(dead[:_SHOWN])
        return self.unmet(subject, "short", **said, dead=names, measure=measure, evidence=evidence)
