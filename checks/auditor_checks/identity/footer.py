"""Does every page carry the marks of a government site in its footer?"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import IntEnum

from pydantic import Field, field_validator

from auditor.api import (
    Check,
    Element,
    Evidence,
    Facts,
    Finding,
    Measure,
    Messages,
    Need,
    Page,
    Params,
    Reason,
    Region,
    Rule,
    _,
    same,
    seen_page,
)
from auditor_checks.seen import of_visit, unread_frame, unrun


class FooterItem(Params):
    name: str = Field(description=_("要有的标识"))
    words: tuple[str, ...] = Field(default=(), description=_("页面上写有其中任何一个词，即认为有"))
    patterns: tuple[str, ...] = Field(default=(), description=_("页面文字符合其中任何一个正则表达式，即认为有"))
    hosts: tuple[str, ...] = Field(default=(), description=_("页面引用其中任何一个网站，即认为有"))
    images: tuple[str, ...] = Field(default=(), description=_("图片或脚本的地址里有其中任何一个词，即认为有"))
    bad_images: tuple[str, ...] = Field(default=(), description=_("图片地址里有其中任何一个词，即认为未通过"))
    all_of: bool = Field(default=False, description=_("每个正则表达式都要符合"))

    @field_validator("patterns")
    @classmethod
    def _compiles(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            re.compile(pattern)
        return patterns


class FooterParams(Params):
    items: tuple[FooterItem, ...] = Field(min_length=1, description=_("页脚要有的各项"))
    sample: int = Field(default=20, description=_("首页之外再看多少页"))
    share: float = Field(default=0.9, description=_("看过的内页里至少多大比例要有（0–1）"))


class _State(IntEnum):
    """Worst last."""

    THERE = 0
    UNKNOWN = 1
    MISSING = 2
    REJECTED = 3


class Footer(Check[FooterParams]):
    """Does every page carry the marks of a government site in its footer?

    What stands anywhere on the page counts. An item that nothing shows is missing only where no script could have put
    it there: badges are written by scripts, and some portals leave their whole footer to one.
    """

    rule = Rule(
        id="identity.footer",
        title=_("页面底部的网站标识"),
        why=_("网站标识码、备案号、主办单位和找错入口，让人确认这是哪个机关办的网站，有问题找谁。"),
        fix=_("在页脚模板里补上缺的标识，标识图片显示为红色未通过的，到发放标识的部门处理。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = FooterParams
    messages = Messages(
        met=_("首页和抽查的 {pages} 个内页都有要求的 {of} 项标识"),
        short=_("要求的 {of} 项标识，{value} 项齐全；缺：{missing}"),
        unsettled=_("看到 {value} 项标识；{unknown}可能由脚本写入，这次没能确认，不计为不符合"),
        home_down=_("首页没有读到，不能断定页脚有哪些标识"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        home = facts.home()
        if home is None:
            seen = of_visit(facts.visit(facts.portal.home))
            yield self.not_testable(facts.portal, "home_down", Reason.HOME_DOWN, evidence=seen)
            return
        inner = [page for page in facts.sample("page", self.params.sample) if not _framed(facts, page)]
        front, others = self._states(facts, home), [(page, self._states(facts, page)) for page in inner]
        verdicts = [self._verdict(state, [states[at] for _page, states in others]) for at, state in enumerate(front)]
        names = [item.name for item in self.params.items]
        bad = [at for at, state in enumerate(verdicts) if state >= _State.MISSING]
        open_ = [name for name, state in zip(names, verdicts, strict=True) if state is _State.UNKNOWN]
        of, value = len(names), len(names) - len(bad)
        if bad:
            yield self.unmet(
                facts.portal,
                "short",
                of=of,
                value=value,
                missing="、".join(names[at] for at in bad),
                measure=Measure(value=value, of=of),
                evidence=self._evidence(bad, [(home, front), *others]),
            )
        elif open_:
            said = {"value": of - len(open_), "unknown": "、".join(open_)}
            yield self.not_testable(facts.portal, "unsettled", unrun(facts), **said, evidence=seen_page(home))
        else:
            yield self.met(facts.portal, "met", of=of, pages=len(inner), measure=Measure(value=of, of=of))

    def _verdict(self, home: _State, inner: Sequence[_State]) -> _State:
        if home is _State.REJECTED or _State.REJECTED in inner:
            return _State.REJECTED
        settled = [state for state in inner if state is not _State.UNKNOWN]
        there = settled.count(_State.THERE)
        if home is _State.MISSING or there < self.params.share * len(settled):
            return _State.MISSING
        return home

    def _states(self, facts: Facts, page: Page) -> list[_State]:
        """How does each item stand on this page, with what it shows in frames?"""
        pages = facts.shown(page)
        found = [_found(item, pages) for item in self.params.items]
        if _State.MISSING not in found:
            return found
        bare = _State.THERE not in found
        hidden = unread_frame(facts, pages) is not None or (bare and _scripts(pages, anywhere=True))
        late = _scripts(pages, anywhere=False)

        def state(item: FooterItem, seen: _State) -> _State:
            if seen is not _State.MISSING or page.rendered:
                return seen
            return _State.UNKNOWN if hidden or (late and (item.hosts or item.images)) else seen

        return [state(item, seen) for item, seen in zip(self.params.items, found, strict=True)]

    def _evidence(self, bad: Sequence[int], pages: Sequence[tuple[Page, list[_State]]]) -> tuple[Evidence, ...]:
        """For each item a page that lacks it, and the number of others."""
        found = []
        for at in bad:
            short = [page for page, states in pages if states[at] >= _State.MISSING]
            one = seen_page(short[0], item=self.params.items[at].name)
            found.append(one.model_copy(update={"also": len(short) - 1}))
        return tuple(found)


def _found(item: FooterItem, pages: Sequence[Page]) -> _State:
    images = [link.target or link.href for page in pages for link in page.links if link.element is Element.IMG]
    scripts = [link.target or link.href for page in pages for link in page.links if link.element is Element.SCRIPT]
    if any(mark in image for image in images for mark in item.bad_images):
        return _State.REJECTED
    text = "\n".join(page.full_text for page in pages)
    folded = same(text)
    labels = {same(link.label) for page in pages for link in page.links}
    texts = (text, unicodedata.normalize("NFKC", text))  # numbers in full width are numbers
    hits = [any(re.search(pattern, one, re.IGNORECASE) for one in texts) for pattern in item.patterns]
    targets = [link.target for page in pages for link in page.links if link.target]
    there = (
        any(same(word) in folded or any(same(word) in label for label in labels) for word in item.words)
        or (bool(hits) and (all(hits) if item.all_of else any(hits)))
        or any(f"//{host}/" in f"{target}/" for target in targets for host in item.hosts)
        or any(host in page.markup.hosts for page in pages for host in item.hosts)
        or any(mark in file for file in (*images, *scripts) for mark in item.images)
    )
    return _State.THERE if there else _State.MISSING


def _scripts(pages: Sequence[Page], *, anywhere: bool) -> bool:
    """Has the page, or only its footer, a script that may write?"""
    for page in pages:
        if anywhere and page.markup.written:
            return True
        for link in page.links:
            if link.element is Element.SCRIPT and (anywhere or link.region is Region.FOOTER):
                return True
    return False


def _framed(facts: Facts, page: Page) -> bool:
    """Is this page only a part of another one?"""
    return any(link.element is Element.FRAME for _url, link in facts.referrers(page.url, 1).examples)
