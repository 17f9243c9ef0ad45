"""Does each normative document tell whether it is in force?"""

import re
from collections.abc import Iterable, Sequence

from pydantic import Field

from auditor.api import (
    Evidence,
    Facts,
    Finding,
    Item,
    Measure,
    Messages,
    Need,
    Page,
    Params,
    Reason,
    Rule,
    _,
    same,
    seen_page,
)
from auditor_checks.places import PLACE, AtPlace, Place, article, illegible, places, sample, told
from auditor_checks.seen import plain

_SHOWN = 5
_LINE = 24  # characters; in longer lines the words are of a text


class ValidityParams(Params):
    columns: tuple[str, ...] = Field(description=_("文件栏目的名称"))
    labels: tuple[str, ...] = Field(
        default=(
            "有效",
            "现行有效",
            "继续有效",
            "失效",
            "已失效",
            "废止",
            "已废止",
            "宣布失效",
            "修改",
            "已修改",
            "修订",
            "已修订",
        ),
        description=_("表示有效性的词"),
    )
    sample: int = Field(default=20, ge=1, description=_("抽查多少份"))
    target: float = Field(default=1.0, ge=0, le=1, description=_("要求达到的比例（0–1）"))
    field: tuple[str, ...] = Field(
        default=("有效性", "时效性", "文件状态", "效力", "是否有效", "有效状态", "施行状态", "状态"),
        description=_("有效性一栏的名称"),
    )
    others: tuple[str, ...] = Field(
        default=("解读", "图解", "一图", "问答", "起草说明", "征求意见"), description=_("标题里有这些词的不是文件本身")
    )


class Validity(AtPlace[ValidityParams]):
    """Does each normative document tell whether it is in force?

    On its page (a line of the record sheet, a mark by itself), in its row of the list, or by the name of its column.
    The words inside a text (有效期, 行之有效) tell nothing. A field that a script fills is left out.
    """

    rule = Rule(
        id="documents.validity",
        title=_("规范性文件的有效性标注"),
        why=_("不标明有效、修改、废止或失效，群众不知道能不能照着办。"),
        fix=_("在每份文件的页面或列表上标明有效性。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = ValidityParams
    messages = Messages(
        **PLACE,
        met=_("抽查 {of} 份文件，标明有效性的有 {good} 份"),
        short=_("抽查 {of} 份文件，标明有效性的有 {good} 份，例如“{title}”没有标明"),
        unread=_("“{name}”里的文件这次没有读到，不能断定是否标明有效性，不计为不符合"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        found = places(facts, self.params.columns)
        yield self._sampled(facts, found) if found[0].pages else self.nowhere(facts, found[0])

    def _other(self, item: Item) -> bool:
        return any(word in item.title for word in self.params.others)

    def _sampled(self, facts: Facts, found: Sequence[Place]) -> Finding:
        where = found[0]
        items = [item for one in found for item in one.items if not self._other(item)]
        if not items:
            return self.unknown(facts, where, where.more) if where.more else self.bare(where)
        told_: list[tuple[Item, bool]] = []
        for item in sample(items, len(items)):
            if len(told_) == self.params.sample:
                break
            said = self._says(facts, item)
            if said is not None:
                told_.append((item, said))
        if not told_:
            seen = seen_page(where.page)
            return self.not_testable(where.page, "unread", Reason.NOT_GATHERED, name=where.name, evidence=seen)
        of, good = len(told_), sum(said for _item, said in told_)
        measure = Measure(value=good, of=of, target=self.params.target)
        if good >= self.params.target * of:
            return self.met(where.page, "met", of=of, good=good, measure=measure, evidence=seen_page(where.page))
        silent = [item for item, said in told_ if not said]
        seen_ = [Evidence(kind="page", url=item.target, quote=item.title) for item in silent[:_SHOWN]]
        title = silent[0].title
        return self.unmet(where.page, "short", of=of, good=good, title=title, measure=measure, evidence=seen_)

    def _says(self, facts: Facts, item: Item) -> bool | None:
        """Is it told of this document whether it is in force? None when its page was not read, or leaves it open."""
        labels = frozenset(map(plain, self.params.labels))
        if any(mark in labels for mark in map(plain, re.findall(r"[\[【(（]([^\]】)）]{2,6})[\]】)）]", item.title))):
            return True
        page = article(facts, item)
        if page is None:
            return None
        names = (*page.breadcrumb, page.metas.get("columnname", ""))
        if any(plain(name).startswith(label) and label != "修改" for name in names for label in labels if name):
            return True
        answer = self._on_page(facts, page, labels)
        return None if answer is False and illegible(facts, page, pictures=False) else answer

    def _on_page(self, facts: Facts, page: Page, labels: frozenset[str]) -> bool | None:
        lines = [same(line) for line in told(facts, page).splitlines()]
        field = tuple(map(same, self.params.field))
        empty = False
        for at, line in enumerate(lines):
            if plain(line) in labels:
                return True
            if len(line) <= _LINE and (name := next((name for name in field if name in line), "")):
                rest = plain(line.partition(name)[2]) or (plain(lines[at + 1]) if at + 1 < len(lines) else "")
                if any(rest.startswith(label) for label in labels):
                    return True
                empty = empty or line.endswith((":", "：")) or line == name
        return None if empty else False
