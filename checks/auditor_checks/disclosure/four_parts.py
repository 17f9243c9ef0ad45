"""Does the disclosure column have its parts, and is something in each?"""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from auditor.api import (
    Check,
    Evidence,
    Facts,
    Finding,
    Link,
    Measure,
    Messages,
    Need,
    Opening,
    Outcome,
    Page,
    Params,
    Reason,
    Rule,
    _,
    seen_page,
)
from auditor_checks.disclosure.held import Column, Held
from auditor_checks.disclosure.hinted import hint, says
from auditor_checks.disclosure.parts import (
    Likeness,
    Part,
    Place,
    calls_itself,
    column_place,
    organ_of,
    section,
    unnamed,
)
from auditor_checks.seen import (
    FILE,
    leads_nowhere,
    left_to_script,
    of_visit,
    opened,
    read,
    references,
    same_page,
    unclicked,
    unread_frame,
    unrun,
    why,
)

FULL, HALF, NONE = (Measure(value=value, of=1) for value in (1, 0.5, 0))


class FourPartsParams(Params):
    column: tuple[str, ...]  # names under which the column is entered, the best first
    parts: tuple[Part, ...]
    min_text: int  # characters of text that make a page without a list count as filled


class FourParts(Check[FourPartsParams]):
    """Does the column offer each part under its name, does the part open, and is it filled?

    One finding a part. Similar names (a catalogue, the site's yearly report sheet, an application form) are no parts.
    """

    rule = Rule(
        id="disclosure.four-parts",
        title=_("政府信息公开专栏的组成部分"),
        why=_("专栏由固定的几个部分组成，缺一部分或点开是空的，群众就无从了解如何获取信息、有哪些信息。"),
        fix=_("在专栏首页为缺少的部分设置名称一致的入口，填入内容，并确认每个入口都能打开。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = FourPartsParams
    messages = Messages(
        met=_("“{part}”能打开，有 {items} 条、{chars} 字"),
        met_accepted=_("“{part}”以“{found}”为名，能打开，有 {items} 条、{chars} 字"),
        met_here=_("“{part}”的内容就在专栏页上，有 {chars} 字"),
        met_file=_("“{part}”以文件提供，能打开"),
        variant=_("“{part}”的入口名为“{found}”，是旧名称；内容能打开"),
        absent=_("专栏里未见“{part}”"),
        dead=_("“{part}”的入口打不开"),
        gone=_("“{part}”的入口打开的是页面不存在的提示"),
        home=_("“{part}”的入口打开的是首页"),
        empty=_("“{part}”能打开，但里面是空的（{items} 条、{chars} 字）"),
        unsettled=_("“{part}”有入口，这次没能确认是否打得开，不计为不符合；请在浏览器里点开"),
        unread=_("“{part}”有入口，但这次没有读到它的内容，不能断定是否为空，不计为不符合"),
        script=_("“{part}”的内容由脚本填写，这次没有运行脚本，不能断定是否为空，不计为不符合"),
        picture=_("“{part}”只有图片、没有文字，不能断定图上写的是什么，不计为不符合；请看图片"),
        tab=_("“{part}”要点击后由脚本展开，不能断定展开后有没有内容，不计为不符合；请在浏览器里点开"),
        wordless=_("有一个没有文字的入口像是“{part}”，不能断定，不计为不符合；请给图片入口写上替代文字"),
        column_script=_("专栏页有内容由脚本填写，这次没有运行脚本，不能断定没有“{part}”，不计为不符合"),
        column_frame=_("专栏页里有框架页没有读到，不能断定没有“{part}”，不计为不符合"),
        column_unread=_("专栏页没有读到，不能断定有没有“{part}”，不计为不符合"),
        column_missing=_("首页没有能打开的专栏入口，“{part}”随之不另计"),
        home_down=_("首页没有读到，不能断定有没有“{part}”，不计为不符合"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        parts = self.params.parts
        place = column_place(facts, self.params.column, parts)
        column = Column(facts, place, parts, organ_of(facts))
        for part in parts:
            yield self._part(facts, place, column, part) if place.pages else self._no_column(facts, place, part)

    def _no_column(self, facts: Facts, place: Place, part: Part) -> Finding:
        """Without a column page: is it missing, which is paid already, or did we just not see it?"""
        home = facts.home()
        subject = f"{facts.portal.home}#{part.name}"
        if home is None:
            seen = of_visit(facts.visit(facts.portal.home))
            return self.not_testable(subject, "home_down", Reason.HOME_DOWN, part=part.name, evidence=seen)
        pages = facts.shown(home)
        if place.entrance:
            page, link = place.entrance
            said = {"part": part.name, "evidence": opened(facts, page, link)}
            visit = place.visit
            if visit is None:
                reason = unclicked(facts)
                return self.not_testable(subject, "column_unread", reason, **said)
            if visit.opening is Opening.UNSETTLED or (
                visit.opening is Opening.OPENS and read(facts, link.target) is None
            ):
                return self.not_testable(subject, "column_unread", why(visit), **said)
            return self.not_applicable(subject, "column_missing", Reason.PARENT_MISSING, **said)
        if open_ := hint(facts, pages, self.params.column):
            message = f"column_{open_.message}" if open_.message in ("script", "frame") else "column_unread"
            return self.not_testable(subject, message, open_.reason, part=part.name, evidence=open_.evidence)
        seen = seen_page(home, links=len(home.links))
        return self.not_applicable(subject, "column_missing", Reason.PARENT_MISSING, part=part.name, evidence=seen)

    def _part(self, facts: Facts, place: Place, column: Column, part: Part) -> Finding:
        subject = f"{place.url}#{part.name}"
        if named := column.named[part.name]:
            judged = [(*self._entrance(facts, place, column, part, *one), one[0]) for one in named]
            _rank, best, degree = min(judged, key=lambda ranked: ranked[0])
            # An entrance of the right name that was not read is worth waiting for: no other name stands in for it.
            nearer = [one for one in judged if one[2] < degree and one[1].outcome is Outcome.NOT_TESTABLE]
            return min(nearer, key=lambda ranked: ranked[0])[1] if nearer and best.outcome is Outcome.UNMET else best
        return self._unentered(facts, place, part, subject)

    def _unentered(self, facts: Facts, place: Place, part: Part, subject: str) -> Finding:
        """The verdict when no link names the part."""
        page = place.pages[0]
        here = self._here(place, part)
        if here is not None and here >= self.params.min_text:
            return self.met(
                subject, "met_here", part=part.name, chars=here, measure=FULL, evidence=seen_page(page, part.name)
            )
        if left_to_script(place.pages):
            return self.not_testable(subject, "column_script", unrun(facts), part=part.name, evidence=seen_page(page))
        if said := next((one for one in place.pages if says(one, (part.name, *part.accepted))), None):
            seen = seen_page(said, part.name)
            return self.not_testable(subject, "tab", Reason.AMBIGUOUS, part=part.name, evidence=seen)
        if wordless := unnamed(facts, place.pages, part):
            seen_there = opened(facts, *wordless)
            return self.not_testable(subject, "wordless", Reason.AMBIGUOUS, part=part.name, evidence=seen_there)
        if unread := unread_frame(facts, place.pages):
            return self.not_testable(subject, "column_frame", why(unread), part=part.name, evidence=of_visit(unread))
        links = sum(1 for _seen in references(place.pages))
        return self.unmet(subject, "absent", part=part.name, measure=NONE, evidence=seen_page(page, links=links))

    def _here(self, place: Place, part: Part) -> int | None:
        lengths = [length for page in place.pages if (length := section(page, part)) is not None]
        return max(lengths, default=None)

    def _entrance(
        self, facts: Facts, place: Place, column: Column, part: Part, degree: Likeness, page: Page, link: Link
    ) -> tuple[int, Finding]:
        """The verdict on one entrance, and how good it is: the best entrance decides."""
        subject = f"{place.url}#{part.name}"
        seen = opened(facts, page, link)
        said = {"part": part.name, "found": link.label}
        if leads_nowhere(page, link) or link.target == place.url:
            here = self._here(place, part)
            if here is not None and here >= self.params.min_text:
                return 0, self.met(subject, "met_here", **said, chars=here, measure=FULL, evidence=seen)
            open_here = "#" not in link.href and link.target == place.url and calls_itself(place.pages[0], part)
            if open_here and (held := column.standing(place.pages[0], min_text=self.params.min_text)).ok:
                return int(degree), self._good(subject, degree, "met", said, seen, held)
            reason = unclicked(facts)
            return 4, self.not_testable(subject, "tab", reason, **said, evidence=seen)
        visit = facts.visit(link.target)
        if visit.opening is Opening.UNSETTLED:
            return 5, self.not_testable(subject, "unsettled", why(visit), **said, evidence=seen)
        if visit.opening is Opening.DEAD:
            return 9, self.unmet(subject, "dead", **said, measure=NONE, evidence=seen)
        goal = facts.page(link.target)
        if goal is None:
            if FILE.search(urlsplit(visit.final_url or link.target).path):
                return int(degree), self._good(subject, degree, "met_file", said, seen, Held(True))
            return 5, self.not_testable(subject, "unread", Reason.NOT_GATHERED, **said, evidence=seen)
        if facts.like_absent(goal):
            return 8, self.unmet(subject, "gone", **said, measure=NONE, evidence=[seen, seen_page(goal, goal.title)])
        home = facts.home()
        if home is not None and place.url != home.url and same_page(goal, home):
            return 8, self.unmet(subject, "home", **said, measure=NONE, evidence=seen)
        held = column.held(part, goal, min_text=self.params.min_text)
        counts = {"items": held.items, "chars": held.chars}
        inside = seen_page(goal, goal.title, items=held.items, chars=held.chars)
        if held.ok is None:
            reason = held.reason or Reason.AMBIGUOUS
            return 4, self.not_testable(subject, held.message, reason, **said, evidence=[seen, inside])
        if not held.ok and read(facts, link.target) is None:
            return 5, self.not_testable(subject, "unread", Reason.NOT_GATHERED, **said, evidence=[seen, inside])
        if not held.ok:
            return 7, self.unmet(subject, "empty", **said, **counts, measure=NONE, evidence=[seen, inside])
        return int(degree), self._good(subject, degree, "met", said, [seen, inside], held)

    def _good(
        self,
        subject: str,
        degree: Likeness,
        message: str,
        said: dict[str, str],
        evidence: Evidence | Sequence[Evidence],
        held: Held,
    ) -> Finding:
        """The verdict on an entrance behind which something is: by how well it names the part."""
        if degree is Likeness.VARIANT:
            return self.unmet(subject, "variant", **said, measure=HALF, evidence=evidence)
        counts = {} if message == "met_file" else {"items": held.items, "chars": held.chars}
        if degree is Likeness.ACCEPTED and message == "met":
            message = "met_accepted"
        return self.met(subject, message, **said, **counts, measure=FULL, evidence=evidence)
