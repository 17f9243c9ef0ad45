"""Which barriers does the markup of the pages hold?"""

import re
from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from auditor.api import Check, Element, Facts, Finding, Messages, Need, Page, Params, Reason, Region, Rule, _
from auditor_checks.shares import Tally

_NO_ZOOM = re.compile(r"user-scalable\s*=\s*(?:no|0)(?![\d.])|maximum-scale\s*=\s*1(?:\.0*)?(?![\d.])", re.IGNORECASE)
What = Literal["img-alt", "page-title", "lang", "link-text", "form-label", "zoom", "autoplay"]


class StaticAccessParams(Params):
    what: tuple[What, ...] = Field(
        default=("img-alt", "page-title", "lang", "link-text", "form-label", "zoom", "autoplay"),
        description=_("查哪几项"),
    )
    sample: int = Field(default=50, description=_("抽查多少页"))
    target: float = Field(default=0.95, description=_("没有这类问题的比例至少多少（0–1）"))


class StaticAccess(Check[StaticAccessParams]):
    """Which barriers does the markup of the pages hold? One answer for each of the things looked for.

    A small part of GB/T 37668: what can be told from the markup alone, as it was delivered.
    """

    rule = Rule(
        id="access.static",
        title=_("网页的无障碍基础"),
        why=_("图片没有替代文字、表单没有标签，读屏软件就读不出来。"),
        fix=_("按列出的问题修改网页模板。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = StaticAccessParams
    messages = Messages(
        met=_("{what}：看过 {of} 处，{value} 处没有问题"),
        short=_("{what}：看过 {of} 处，只有 {value} 处没有问题"),
        nothing=_("{what}：看过的网页里没有这类内容"),
        unread=_("没有读到网页，不能断定有没有无障碍方面的问题"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        home = facts.home()
        pages = (*((home,) if home else ()), *facts.sample("page", self.params.sample))
        if not pages:
            yield self.not_testable(facts.portal, "unread", Reason.HOME_DOWN)
            return
        for what in self.params.what:
            tally = Tally()
            for page in pages:
                of, good = _counted(page, what)
                tally.of, tally.value = tally.of + of, tally.value + good
                if good < of:
                    tally.short.append((page, _example(page, what)))
            subject = f"{facts.portal.home}#{what}"
            said = {"what": what, "of": int(tally.of), "value": int(tally.value)}
            measure = tally.measure(self.params.target)
            if not tally.of:
                yield self.not_applicable(subject, "nothing", Reason.NOTHING_TO_JUDGE, what=what)
            elif tally.reached(self.params.target):
                yield self.met(subject, "met", **said, measure=measure)
            else:
                yield self.unmet(subject, "short", **said, measure=measure, evidence=tally.evidence)


def _counted(page: Page, what: What) -> tuple[int, int]:
    """How many of these has the page, and how many of them are as they should be?"""
    marks = page.markup
    match what:
        case "img-alt":
            return marks.pictures, marks.pictures - marks.mute
        case "form-label":
            return marks.fields, marks.fields - marks.nameless
        case "page-title":
            return 1, int(bool(page.title))
        case "lang":
            return 1, int(page.lang.lower().startswith("zh") or bool(page.lang and _foreign(page)))
        case "zoom":
            return 1, int(not _NO_ZOOM.search(page.metas.get("viewport", "")))
        case "autoplay":
            return 1, int(not marks.autoplay)
        case "link-text":
            links = [
                link
                for link in page.links
                if link.element is Element.A and link.target and not link.hidden and link.region is not Region.FLOAT
            ]
            return len(links), sum(1 for link in links if link.label or link.title)


def _foreign(page: Page) -> bool:
    """Is the page in another language: an edition for foreigners, or for a nationality?"""
    letters = [char for char in page.text[:5000] if char.isalpha()]
    return len(letters) >= _READ and sum(bool(_HAN.match(char)) for char in letters) < 0.1 * len(letters)


_HAN = re.compile(r"[\u4e00-\u9fff]")
_READ = 40  # letters that show in which language a page is


def _example(page: Page, what: What) -> str:
    match what:
        case "img-alt":
            return "、".join(page.markup.mute_at)
        case "lang":
            return page.lang or "lang"
        case "link-text":
            links = (link for link in page.links if link.element is Element.A and link.target and not link.hidden)
            return next((link.target for link in links if not link.label and not link.title), what)
        case "zoom":
            return page.metas.get("viewport", "")[:200]
    return what
