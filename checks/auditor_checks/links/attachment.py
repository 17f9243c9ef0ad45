"""Is an attachment what its name says?"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, Literal

from pydantic import Field

from auditor.api import (
    Check,
    Evidence,
    Facts,
    Finding,
    Fixes,
    Messages,
    Need,
    Opening,
    Params,
    Reason,
    Rule,
    Target,
    Visit,
    _,
)
from auditor_checks.links.markup import extension, what
from auditor_checks.seen import of_visit, referred, why

# What an office, WPS or the readers that come with a system open under an extension, whatever the standards say:
# an old .doc may be a new one, RTF or a web page that Word wrote; a document with a password is wrapped as OLE.
_OFFICE = frozenset({"ole", "ooxml", "zip", "rtf", "html", "xml", "text"})
_NEW_OFFICE = frozenset({"ole", "ooxml", "zip"})
_ARCHIVE = frozenset({"zip", "ooxml", "ofd", "rar", "7z", "gzip"})
_OPENS_AS: Final[Mapping[str, frozenset[str]]] = {
    "pdf": frozenset({"pdf"}),
    "ofd": frozenset({"ofd", "zip", "pdf"}),
    **dict.fromkeys(("doc", "xls", "ppt", "wps", "et", "dps", "rtf"), _OFFICE),
    **dict.fromkeys(("docx", "xlsx", "pptx"), _NEW_OFFICE),
    **dict.fromkeys(("zip", "rar", "7z"), _ARCHIVE),
    "mp4": frozenset({"mp4"}),
}


_EXAMPLES = 5  # of attachments that could not be seen
_NOTICES = frozenset({"text", "xml"})  # in place of a file: an interface says why it does not give it, perhaps to us


class AttachmentParams(Params):
    owner: Literal["own", "others"] = Field(
        default="own", description=_("own：本单位网站上的附件；others：链到的别人网站上的附件")
    )


class Attachment(Check[AttachmentParams]):
    """Which attachments open, but are empty or something else than their extension says? One finding for each.

    Only what is surely something else is told: what nobody knows, and what an office opens all the same, is fine. A
    page that is sent as a page in place of the file is left to links.wrong, a dead address to links.broken.
    """

    rule = Rule(
        id="links.attachment",
        title=_("内容不对的附件"),
        why=_("附件下载下来打不开，表格填不了，文件看不到，群众只能再跑一趟。"),
        fix=_("换上原来的文件；换好以后，用普通电脑下载并打开一次。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = AttachmentParams
    messages = Messages(
        met=_("查看了 {checked} 个附件，未见内容不对的"),
        met_partly=_("查看了 {checked} 个附件，未见内容不对的；另有 {unsettled} 个没能看到内容"),
        empty=_("附件“{label}”是空文件（0 字节），{pages} 个页面引用"),
        page=_("附件“{label}”名为 .{extension}，实为一个网页，{pages} 个页面引用"),
        other=_("附件“{label}”名为 .{extension}，实为 {looks_like}，{pages} 个页面引用"),
        unsettled=_("{unsettled} 个附件没能看到内容，不能断定对不对，不计为不符合"),
        home_down=_("首页没有读到，不能断定有没有内容不对的附件"),
        nothing=_("没有能打开的附件"),
    )
    fixes = Fixes(
        empty=_("文件没有传完整：重新上传原来的文件，用普通电脑下载并打开一次。"),
        page=_("多半是文件已不在，服务器拿出错页面顶替：补传文件，或者删去链接；找不到文件时，服务器应返回 404。"),
        other=_("把扩展名改成与内容一致的，或者换上扩展名所说的那种文件。"),
        unsettled=_("由人在浏览器里下载并打开看；需要登录才能下载的，改成直接下载。"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        found = checked = 0
        reasons: Counter[Reason] = Counter()
        examples: list[Evidence] = []
        for target in facts.targets(examples=0):
            if not self._concerns(facts, target) or target.visit.opening is Opening.DEAD:
                continue
            reason = _unseen(target.visit)
            if reason:
                reasons[reason] += 1
                if len(examples) < _EXAMPLES:
                    referrers = facts.referrers(target.visit.url, 1)
                    examples += referred(target.visit, referrers) or (of_visit(target.visit),)
                continue
            checked += 1
            if finding := self._judged(facts, target):
                found += 1
                yield finding
        unsettled = reasons.total() - reasons[Reason.BUDGET] * bool(checked)
        if found:
            return
        if checked:
            yield self.met(facts.portal, "met_partly" if unsettled else "met", checked=checked, unsettled=unsettled)
        elif unsettled:
            commonest = max(sorted(reasons), key=lambda reason: reasons[reason])
            yield self.not_testable(facts.portal, "unsettled", commonest, unsettled=unsettled, evidence=examples)
        elif facts.home() is None:
            seen_home = of_visit(facts.visit(facts.portal.home))
            yield self.not_testable(facts.portal, "home_down", Reason.HOME_DOWN, evidence=seen_home)
        else:
            yield self.not_applicable(facts.portal, "nothing", Reason.NOTHING_TO_JUDGE)

    def _concerns(self, facts: Facts, target: Target) -> bool:
        if what(target) != "attachment":
            return False
        return (target.in_scope or facts.own(target.visit.url)) is (self.params.owner == "own")

    def _judged(self, facts: Facts, target: Target) -> Finding | None:
        visit, name = target.visit, extension(target.visit.url)
        accepted = _OPENS_AS.get(name)
        if visit.looks_like == "empty":
            message = "empty"
        elif not visit.looks_like or accepted is None or visit.looks_like in accepted:
            return None
        elif visit.looks_like == "html":
            if facts.page(visit.url) is not None:
                return None  # sent as a page, and shown as one: whether it is an error page is for links.wrong
            message = "page"
        else:
            message = "other"
        referrers = facts.referrers(visit.url)
        label = next((link.label for _page, link in referrers.examples if link.label), "")
        return self.unmet(
            visit.url,
            message,
            label=label or visit.url.rpartition("/")[2],
            extension=name,
            looks_like=visit.looks_like,
            pages=referrers.pages,
            evidence=(*referred(visit, referrers), _answer(visit)),
        )


def _unseen(visit: Visit) -> Reason | None:
    """Why is it not known what this file is? None when it is. A page that asks for a password is a wall before it."""
    if visit.opening is not Opening.OPENS:
        return why(visit)
    if visit.looks_like == "login":
        return Reason.BLOCKED
    if visit.looks_like in _NOTICES and visit.looks_like not in _OPENS_AS.get(extension(visit.url), _NOTICES):
        return Reason.AMBIGUOUS
    return None if visit.status in (200, 203, 206) else Reason.NOT_GATHERED


def _answer(visit: Visit) -> Evidence:
    """The evidence of what came down."""
    kept = {"content_type": visit.content_type, "size": visit.size, "looks_like": visit.looks_like}
    return of_visit(visit).model_copy(update={"values": kept})
