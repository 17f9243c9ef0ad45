"""Is a document published within days of being made?"""

from collections.abc import Iterable
from datetime import timedelta

from pydantic import Field

from auditor.api import (
    Check,
    DocumentKind,
    Facts,
    Finding,
    Messages,
    Need,
    Params,
    Reason,
    Rule,
    _,
    workdays_between,
)
from auditor_checks.shares import Tally


class PublishLagParams(Params):
    days: int = Field(default=20, description=_("成文后多少个工作日以内公开"))
    window_days: int = Field(default=365, description=_("看最近多少天发布的文件"))
    backfill_days: int = Field(default=366, description=_("成文后超过多少天才公开的，视为补录的旧文件，不计"))
    target: float = Field(default=1.0, description=_("要求达到的比例（0–1）"))


class PublishLag(Check[PublishLagParams]):
    """Is a document published within days of being made?

    Documents of the last year that show both days. Those taken over from others, old ones entered later, and those
    whose days the calendar cannot count are left out.
    """

    rule = Rule(
        id="articles.publish-lag",
        title=_("公开时限"),
        why=_("政府信息形成后及时公开，群众才能及时知道。"),
        fix=_("建立发文与公开同步办理的流程，在期限内上网。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = PublishLagParams
    messages = Messages(
        met=_("看过的 {of} 份文件里，{value} 份在成文后 {days} 个工作日内公开"),
        short=_("看过的 {of} 份文件里，只有 {value} 份在成文后 {days} 个工作日内公开"),
        undated=_("{unknown} 份文件没有同时读到成文日期和发布日期，不能断定是否及时公开"),
        nothing=_("近期没有读到政策文件"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        since = facts.as_of - timedelta(days=self.params.window_days)
        tally = Tally()
        for document in facts.documents(DocumentKind.POLICY):
            if document.external or document.reposted or (page := facts.page(document.url)) is None:
                continue
            published, written = document.published, facts.article(page).written
            if published and not since <= published.day <= facts.as_of:
                continue
            if published is None or written is None or published is written or published.label == written.label:
                tally.unknown += 1
                continue
            if (published.day - written.day).days > self.params.backfill_days:
                continue
            least, most = workdays_between(written.day, published.day)
            if least <= self.params.days < most:
                tally.unknown += 1
            else:
                tally.count(page, float(most <= self.params.days), f"{written.day} → {published.day}")
        said = {"of": int(tally.of), "value": int(tally.value), "days": self.params.days}
        measure = tally.measure(self.params.target)
        if tally.of and not tally.reached(self.params.target):
            yield self.unmet(facts.portal, "short", **said, measure=measure, evidence=tally.evidence)
        elif tally.of and not tally.open:
            yield self.met(facts.portal, "met", **said, measure=measure)
        elif tally.unknown:
            yield self.not_testable(facts.portal, "undated", Reason.NO_DATE, unknown=tally.unknown)
        else:
            yield self.not_applicable(facts.portal, "nothing", Reason.NOTHING_TO_JUDGE)
