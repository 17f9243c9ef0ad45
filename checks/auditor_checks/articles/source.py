"""Does every article say where it comes from?"""

import re
from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Page, Params, Reason, Rule, _
from auditor_checks.shares import Tally, unsaid

_HEAD = 20_000  # characters


class SourceParams(Params):
    names: tuple[str, ...] = Field(
        default=(
            "信息来源",
            "文章来源",
            "稿件来源",
            "来源",
            "稿源",
            "发布机构",
            "发布单位",
            "发文机关",
            "发文单位",
            "发布机关",
            "供稿单位",
            "供稿",
            "信息提供",
            "作者",
        ),
        description=_("来源前面的用词"),
    )
    sample: int = Field(default=20, description=_("抽查多少篇"))
    target: float = Field(default=1.0, description=_("要求达到的比例（0–1）"))


class Source(Check[SourceParams]):
    """Does every article say where it comes from?

    A record sheet that names the issuing organ does. Where only a tag for machines names the source, or the label
    stands there without a name, a script may print it: that is left open.
    """

    rule = Rule(
        id="articles.source",
        title=_("信息来源"),
        why=_("写明来源，群众才能判断信息可不可靠、该找谁。"),
        fix=_("在内容页标题下写明信息来源。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = SourceParams
    messages = Messages(
        met=_("看过的 {of} 篇文章里，{value} 篇写明来源"),
        short=_("看过的 {of} 篇文章里，只有 {value} 篇写明来源"),
        unsettled=_("{unknown} 篇文章的来源可能由脚本填写，这次没能确认，不计为不符合"),
        nothing=_("没有读到文章，不能断定有没有写明来源"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        label = "|".join(r"\s*".join(map(re.escape, name)) for name in self.params.names)
        said = re.compile(rf"(?:{label})\s*(?:[:：]|\n)\s*([^\n]*)")
        tally = Tally()
        for page in facts.sample("article", self.params.sample):
            found = [match[1] for match in said.finditer(page.text[:_HEAD])]
            if any(map(_names_one, found)):
                tally.count(page, 1)
            elif not page.rendered and (found or unsaid(page, self.params.names) or _tagged(page)):
                tally.unknown += 1
            else:
                tally.count(page, 0, self.params.names[0])
        counts = {"of": int(tally.of), "value": int(tally.value), "measure": tally.measure(self.params.target)}
        if tally.of and not tally.reached(self.params.target):
            yield self.unmet(facts.portal, "short", **counts, evidence=tally.evidence)
        elif tally.of and not tally.open:
            yield self.met(facts.portal, "met", **counts)
        elif tally.unknown:
            yield self.not_testable(facts.portal, "unsettled", Reason.NO_BROWSER, unknown=tally.unknown)
        else:
            yield self.not_testable(facts.portal, "nothing", Reason.NOT_GATHERED)


_BUTTON = re.compile(r"^[\s\[【(（]*(?:字体|字号|大|中|小|浏览|点击|打印|分享|发布|时间|日期|编辑|责编|作者|关闭)")


def _names_one(words: str) -> bool:
    """Does a name follow the label, rather than the next label or a button?"""
    return bool(re.search(r"[\u4e00-\u9fffA-Za-z]{2}", words)) and not _BUTTON.match(words)


def _tagged(page: Page) -> bool:
    return bool(page.metas.get("contentsource", "").strip())
