"""Does a page bear the mark of a classified document?"""

import re
from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Page, Params, Reason, Rule, _, same, seen_page

_LONGEST = 30  # characters of a line that is a mark


class SecrecyParams(Params):
    marks: tuple[str, ...] = Field(default=("绝密", "机密", "秘密"), description=_("密级用词"))
    internal: tuple[str, ...] = Field(
        default=("内部文件", "内部资料", "内部材料", "注意保存", "不得外传", "严禁外传"),
        description=_("独占一行时，说明文件不宜公开的用词"),
    )
    decoys: tuple[str, ...] = Field(
        default=("商业秘密", "国家秘密", "个人隐私", "保密", "计算机", "设备", "资质", "系统", "解密", "已解除"),
        description=_("标志所在的行里有这些词的，不是密级标志"),
    )


class Secrecy(Check[SecrecyParams]):
    """Does a page bear the mark of a classified document?

    A mark stands by itself, with a star or behind 密级 (GB/T 9704-2012): the words in a sentence, such as a tender for
    机密级计算机, are none. What is found is a candidate, and its document is not repeated.
    """

    rule = Rule(
        id="text.secrecy",
        title=_("密级标志"),
        why=_("带密级标志的文件不应出现在互联网上。"),
        fix=_("立即下线并按保密规定报告；经核对不涉密的，说明后保留。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = SecrecyParams
    messages = Messages(
        mark=_("有像密级标志的“{mark}”，请人工核对"),
        clean=_("已逐页查找，看过 {pages} 页"),
        unread=_("没有读到网页，不能断定有没有密级标志"),
    )

    def __init__(self, params: SecrecyParams) -> None:
        super().__init__(params)
        marks = "|".join(map(re.escape, params.marks))
        internal = "|".join(map(re.escape, params.internal))
        self._quick = re.compile("|".join(map(re.escape, (*params.marks, *params.internal))) or "(?!)")
        self._mark = re.compile(
            rf"[(（【\[]?(?:(?P<mark>{marks})|(?P<inside>{internal})(?:[,，、;；]?(?:{internal}))*)[)）】\]]?[!！。]?"
            rf"|(?:密级[:：]?)?★?(?P<starred>{marks})★.{{0,12}}"
            rf"|★(?P<star>{marks})"
            rf"|.{{0,12}}密级(?:和保密期限)?[:：](?P<level>{marks})(?:★.{{0,12}})?"
        )

    def on_page(self, page: Page) -> Iterable[Finding]:
        if not self._quick.search(page.text):
            return
        linked = {same(link.label) for link in page.links}
        for line in page.text.split("\n"):
            plain = same(line)
            if len(plain) > _LONGEST or any(word in plain for word in self.params.decoys) or plain in linked:
                continue
            if match := self._mark.fullmatch(plain):
                mark = next(filter(None, match.groupdict().values()))
                yield self.manual(page, "mark", mark=mark, evidence=seen_page(page, mark))
                return

    def judge(self, facts: Facts) -> Iterable[Finding]:
        if facts.coverage.pages:
            yield self.met(facts.portal, "clean", pages=facts.coverage.pages)
        else:
            yield self.not_testable(facts.portal, "unread", Reason.HOME_DOWN)
