"""Can information be applied for: an entrance that opens, a form, a description of how it goes?"""

from collections.abc import Iterable, Sequence

from pydantic import Field

from auditor.api import (
    Check,
    Element,
    Facts,
    Finding,
    Link,
    Measure,
    Messages,
    Need,
    Opening,
    Page,
    Params,
    Reason,
    Rule,
    _,
    same,
    seen_page,
)
from auditor_checks.places import PLACE, Gap, files_of, illegible, told, unseen
from auditor_checks.seen import leads_nowhere, of_visit, opened, read, references, unclicked, why

ENTRANCE_ONLY, NOTHING = (Measure(value=value, of=1) for value in (0.5, 0))
WHOLE = Measure(value=1, of=1)
_LEAST = 100  # characters; a page of fewer may show a button that leaves no words in the source
_FIELDS = frozenset({"submit", "save", "apply", "add", "post"})  # in the addresses of forms that are no search


class ApplicationParams(Params):
    names: tuple[str, ...] = Field(description=_("入口的名称"))
    form: tuple[str, ...] = Field(
        default=("申请表", "在线申请", "网上申请", "我要申请", "在线提交"),
        description=_("申请表或网上申请的名称里的词"),
    )
    process: tuple[str, ...] = Field(default=(), description=_("说明怎样办理的词；空为不要求"))


class Application(Check[ApplicationParams]):
    """Can information be applied for: an entrance that opens, a form, a description of how it goes?

    Looked at only; nothing is ever filled in or sent. A system of another host, or one that asks for a login, has its
    form where nobody of us looked: that half stays open.
    """

    rule = Rule(
        id="disclosure.application",
        title=_("依申请公开渠道"),
        why=_("申请公开是公民的法定权利，入口、申请表和办理流程要一并给出。"),
        fix=_("设依申请公开入口，给出申请表或网上申请，写明受理地址和办理流程。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = ApplicationParams
    messages = Messages(
        met=_("“{found}”能打开，有申请表或网上申请"),
        absent=_("首页和前两级页面未见名为“{name}”的入口"),
        dead=_("“{found}”的入口打不开"),
        no_form=_("“{found}”能打开，但页面上没有申请表，也没有网上申请"),
        no_process=_("“{found}”能打开，有申请表或网上申请，但没有说明怎样办理（{words}）"),
        unsettled=_("“{found}”的入口这次没能确认是否打得开，不计为不符合；请在浏览器里点开"),
        elsewhere=_("“{found}”能打开，但没有读到它的内容，不能断定有没有申请表，不计为不符合；请在浏览器里看"),
        place_unseen=PLACE["place_unseen"],
        home_down=PLACE["home_down"],
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        home, name = facts.home(), self.params.names[0]
        if home is None:
            visit = facts.visit(facts.portal.home)
            yield self.not_testable(facts.portal, "home_down", Reason.HOME_DOWN, evidence=of_visit(visit))
            return
        found = [
            (page, one.link)
            for one in facts.entrances(*self.params.names)
            if (page := facts.page(one.page)) is not None
        ]
        if found:
            yield min((self._entrance(facts, page, link) for page, link in found), key=lambda ranked: ranked[0])[1]
        elif gap := unseen(facts):
            yield self.not_testable(facts.portal, gap.message, gap.reason, name=name, evidence=gap.evidence or ())
        else:
            seen = seen_page(home, pages=facts.coverage.pages)
            yield self.unmet(facts.portal, "absent", name=name, measure=NOTHING, evidence=seen)

    def _entrance(self, facts: Facts, page: Page, link: Link) -> tuple[int, Finding]:
        """The verdict on one entrance, and how good it is: the best one decides."""
        said = {"found": link.label, "evidence": opened(facts, page, link)}
        subject = facts.portal
        if leads_nowhere(page, link):
            return 3, self.not_testable(subject, "elsewhere", unclicked(facts), **said)
        visit = facts.visit(link.target)
        if visit.opening is Opening.UNSETTLED:
            return 4, self.not_testable(subject, "unsettled", why(visit), **said)
        goal = read(facts, link.target)
        if visit.opening is Opening.DEAD or (goal is not None and facts.like_absent(goal)):
            return 7, self.unmet(subject, "dead", **said, measure=NOTHING)
        if goal is None:
            return 2, self.not_testable(subject, "elsewhere", Reason.NOT_GATHERED, **said)
        return self._page(facts, goal, said)

    def _page(self, facts: Facts, goal: Page, said: dict[str, object]) -> tuple[int, Finding]:
        pages = [*facts.shown(goal), *self._next(facts, goal)]
        text = same("\n".join(told(facts, one) for one in pages))
        form = any(same(word) in text for word in self.params.form) or any(map(_form, pages)) or bool(files_of(pages))
        gap = self._gap(facts, pages)
        if not form:
            if gap is not None or len(text) < _LEAST:
                reason = gap.reason if gap else Reason.AMBIGUOUS
                return 2, self.not_testable(facts.portal, "elsewhere", reason, **said)
            return 6, self.unmet(facts.portal, "no_form", **said, measure=ENTRANCE_ONLY)
        if self.params.process and not any(same(word) in text for word in self.params.process):
            if gap is not None or any(one.element is Element.IMG for one in goal.links):
                reason = gap.reason if gap else Reason.NO_TEXT
                return 2, self.not_testable(facts.portal, "elsewhere", reason, **said)
            words = "、".join(self.params.process)
            return 5, self.unmet(facts.portal, "no_process", **said, words=words, measure=ENTRANCE_ONLY)
        return 0, self.met(facts.portal, "met", **said, measure=WHOLE)

    @staticmethod
    def _gap(facts: Facts, pages: Sequence[Page]) -> Gap | None:
        return next((gap for page in pages if (gap := illegible(facts, page))), None)

    def _next(self, facts: Facts, goal: Page) -> list[Page]:
        """Pages of the column itself, one click further, and what of them was read."""
        folder = (goal.final_url or goal.url).rpartition("/")[0] + "/"
        targets = dict.fromkeys(
            link.target for _page, link in references([goal]) if link.target.startswith(folder) and link.label
        )
        inner = (facts.page(target) for target in targets)
        return [page for page in inner if page is not None and page.url != goal.url]


def _form(page: Page) -> bool:
    """Does a form stand on the page that sends something, and does not just search?"""
    return any(
        link.element is Element.FORM and any(word in (link.href or link.target).lower() for word in _FIELDS)
        for link in page.links
    )
