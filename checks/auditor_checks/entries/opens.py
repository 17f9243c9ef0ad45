"""Is there an entrance under one of these names, and does it open?"""

from collections.abc import Iterable
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field

from auditor.api import (
    Check,
    Element,
    Entrance,
    Facts,
    Finding,
    Messages,
    Need,
    Opening,
    Outcome,
    Params,
    Reason,
    Rule,
    _,
    seen_page,
)
from auditor_checks.overlooked import anywhere
from auditor_checks.seen import leads_nowhere, opened, references, unclicked, why
from auditor_checks.whereabouts import spellings


class OpensParams(Params):
    names: tuple[str, ...] = Field(min_length=1, description=_("入口的名称，其中任何一个即可"))
    near: tuple[str, ...] = Field(default=(), description=_("相近的名称：不算数，只在报告里写明见到的是它"))
    where: Literal["home", "anywhere"] = Field(
        default="home", description=_("home：在首页上；anywhere：在看过的任何一页上")
    )
    hosts: tuple[str, ...] = Field(default=(), description=_("通往这些域名的链接，不论叫什么，也算"))
    at_most: int | None = Field(default=None, ge=1, description=_("最多可以有几个不同的去处；不写表示不限"))


class Opens(Check[OpensParams]):
    """Is there an entrance under one of these names, and does it open?"""

    rule = Rule(
        id="entries.opens",
        title=_("入口"),
        why=_("群众从首页进门，入口没有或打不开，后面的内容等于没有。"),
        fix=_("放一个名称一致的入口，并确认能打开。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = OpensParams
    messages = Messages(
        met=_("“{found}”入口打得开"),
        absent=_("未见“{name}”入口"),
        near=_("未见“{name}”入口，只有相近的“{found}”"),
        dead=_("“{found}”入口打不开"),
        gone=_("“{found}”入口打开的是页面不存在的提示"),
        several=_("“{name}”入口通往 {goals} 个不同的去处，最多应为 {most} 个"),
        unsettled=_("“{found}”入口这次没能确认是否打得开，不计为不符合"),
        tab=_("“{found}”要点击后由脚本打开，不能断定打不打得开，不计为不符合；请在浏览器里点开"),
        similar=_("见到“{found}”，不能断定是不是“{name}”入口，不计为不符合"),
        unseen=_("这次看不全，不能断定没有“{name}”入口，不计为不符合"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        name = self.params.names[0]
        subject = f"{facts.portal.home}#{name}"
        found = self._entrances(facts)
        judged = [self._entrance(facts, subject, one) for one in found]
        if judged:
            best = min(judged, key=lambda ranked: ranked[0])[1]
            goals = {self._goal(facts, one) for one in found if one.link.target}
            if self.params.at_most is not None and best.outcome is Outcome.MET and len(goals) > self.params.at_most:
                most = self.params.at_most
                yield self.unmet(subject, "several", name=name, goals=len(goals), most=most, evidence=best.evidence)
                return
            yield best
            return
        yield self._missing(facts, subject, name)

    def _entrances(self, facts: Facts) -> list[Entrance]:
        found = list(facts.entrances(*spellings(self.params.names), deep=True))
        if self.params.hosts and (home := facts.home()) is not None:
            for page, link in references(facts.shown(home)):
                host = urlsplit(link.target).hostname or ""
                if any(host == one or host.endswith(f".{one}") for one in self.params.hosts):
                    found.append(Entrance(page=page.url, link=link, home=True))
        return [one for one in found if one.home or self.params.where == "anywhere"]

    @staticmethod
    def _goal(facts: Facts, entrance: Entrance) -> str:
        """Where an entrance ends: the same column under two addresses is one."""
        url = facts.visit(entrance.link.target).final_url or entrance.link.target
        column = facts.column_at(url)
        return (column.url if column else url).partition("://")[2].removeprefix("www.").rstrip("/")

    def _entrance(self, facts: Facts, subject: str, entrance: Entrance) -> tuple[int, Finding]:
        """The verdict on one entrance, and how good it is: the best entrance decides."""
        link, page = entrance.link, facts.page(entrance.page)
        found = link.label or link.target
        seen = () if page is None else (opened(facts, page, link),)
        if page is not None and leads_nowhere(page, link):
            return 2, self.not_testable(subject, "tab", unclicked(facts), found=found, evidence=seen)
        visit = facts.visit(link.target)
        if visit.opening is Opening.UNSETTLED:
            return 1, self.not_testable(subject, "unsettled", why(visit), found=found, evidence=seen)
        if visit.opening is Opening.DEAD:
            return 4, self.unmet(subject, "dead", found=found, evidence=seen)
        goal = facts.page(link.target)
        if goal is not None and facts.like_absent(goal):
            return 3, self.unmet(subject, "gone", found=found, evidence=seen)
        return 0, self.met(subject, "met", found=found, evidence=seen)

    def _missing(self, facts: Facts, subject: str, name: str) -> Finding:
        around = facts.entrances(*self.params.names, around=_AROUND, deep=True)
        similar = next((one for one in around if one.home or self.params.where == "anywhere"), None)
        if similar is not None:
            page = facts.page(similar.page)
            seen = () if page is None else (opened(facts, page, similar.link),)
            said = {"found": similar.link.label, "name": name}
            return self.not_testable(subject, "similar", Reason.AMBIGUOUS, **said, evidence=seen)
        home = facts.home()
        wordless = next(
            (
                (page, link)
                for page, link in references(facts.shown(home) if home else ())
                if link.element is Element.A and not link.label and link.target and not link.hidden
            ),
            None,
        )
        if wordless is not None:
            seen = (opened(facts, *wordless),)
            return self.not_testable(subject, "unseen", Reason.AMBIGUOUS, name=name, evidence=seen)
        if (hidden := anywhere(facts, self.params.names)) and not (
            hidden.reason is Reason.BUDGET and self.params.where == "home"
        ):
            return self.not_testable(subject, "unseen", hidden.reason, name=name, evidence=hidden.evidence)
        near = next((one for one in facts.entrances(*self.params.near, deep=True) if one.home), None)
        if near is not None:
            return self.unmet(subject, "near", name=name, found=near.link.label)
        return self.unmet(subject, "absent", name=name, evidence=seen_page(home) if home else ())


_AROUND = 4  # characters more than the name that may make it another name, or the same
