"""Do the items of these columns tell what they have to tell?"""

import hashlib
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

from pydantic import Field

from auditor.api import (
    Check,
    Element,
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
    Region,
    Rule,
    _,
    same,
)
from auditor_checks.items.sources import sources
from auditor_checks.naming import Theme
from auditor_checks.seen import FILE


class FieldsParams(Params):
    columns: tuple[str, ...] = Field(min_length=1, description=_("栏目的名称"))
    words: tuple[str, ...] = Field(default=(), description=_("只看标题里有其中任何一个词的条目；空表示都看"))
    sample: int = Field(default=10, ge=1, description=_("最多抽看多少条"))
    fields: tuple[Theme, ...] = Field(min_length=1, description=_("每一条应当写明的要素"))
    at_least: int = Field(default=0, ge=0, description=_("一条至少写明几个要素；0 表示全部"))
    target: float = Field(default=0.8, gt=0, le=1, description=_("要求达到的比例（0–1）"))


class Fields(Check[FieldsParams]):
    """Do the items of these columns tell what they have to tell?"""

    rule = Rule(
        id="items.fields",
        title=_("内容要素"),
        why=_("要素不全，群众看了还要再打电话问。"),
        fix=_("按列出的要素补全内容。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = FieldsParams
    messages = Messages(
        met=_("抽看的 {of} 条里，有 {value} 条写明了要素"),
        short=_("抽看的 {of} 条里，只有 {value} 条写明了要素；缺得最多的是：{missing}"),
        no_column=_("未见“{column}”栏目，里面各条的要素不另计"),
        unread=_("“{column}”里没有读到可以抽看的内容，不能断定要素是否齐全，不计为不符合"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        name = self.params.columns[0]
        subject = f"{facts.portal.home}#{name}"
        where = sources(facts, self.params.columns)
        if not where.columns and where.missing:
            yield self.not_applicable(subject, "no_column", Reason.PARENT_MISSING, column=name)
            return
        sample = self._sample(facts, [item for column in where.columns for item in column.items])
        if not sample:
            yield self.not_testable(subject, "unread", where.reason or Reason.NO_TEXT, column=name)
            return
        need = self.params.at_least or len(self.params.fields)
        lacks: Counter[str] = Counter()
        good, seen = 0, []
        for item, page in sample:
            said = _words(facts, page)
            lacking = [one.name for one in self.params.fields if not any(same(word) in said for word in one.words)]
            if len(self.params.fields) - len(lacking) >= need:
                good += 1
            else:
                lacks.update(lacking)
                values = {"missing": "、".join(lacking), "count": len(lacking)}
                seen.append(Evidence(kind="page", url=page.url, quote=item.title, status=page.status, values=values))
        measure = Measure(value=good, of=len(sample), target=self.params.target)
        shown = {"value": good, "of": len(sample), "measure": measure, "evidence": seen}
        if good >= self.params.target * len(sample) - 1e-9:
            yield self.met(subject, "met", **shown)
        else:
            missing = "、".join(name for name, _count in lacks.most_common(4))
            yield self.unmet(subject, "short", missing=missing, **shown)

    def _sample(self, facts: Facts, items: list[Item]) -> list[tuple[Item, Page]]:
        """Items whose page was read and has words, the same ones every time: in the order of a hash of their address.

        What hides its text in an attachment, a picture or a script says nothing, neither way.
        """
        words = [same(word) for word in self.params.words]
        named = {
            item.target: item
            for item in items
            if item.target and facts.own(item.target) and (not words or any(word in same(item.title) for word in words))
        }
        seed = facts.portal.home + self.rule.id
        chosen: list[tuple[Item, Page]] = []
        for url in sorted(named, key=lambda url: hashlib.sha256((seed + url).encode()).digest()):
            page = facts.page(url)
            if page is None or page.truncated or (page.script_list and not page.rendered) or facts.like_absent(page):
                continue
            files = any(FILE.search(urlsplit(link.target).path) for link in page.links if link.region is Region.BODY)
            pictures = any(link.element is Element.IMG and link.region is Region.BODY for link in page.links)
            if len(same(page.text)) < (_ENOUGH if files or pictures else _SOME):
                continue
            chosen.append((named[url], page))
            if len(chosen) == self.params.sample:
                break
        return chosen


def _words(facts: Facts, page: Page) -> str:
    """All that the page says, its frames and the names of its attachments included."""
    shown = facts.shown(page)
    return same("\n".join([one.full_text for one in shown] + [link.label for one in shown for link in one.links]))


_SOME = 40  # characters without which a page says nothing
_ENOUGH = 400  # and beside attachments or pictures, in which the rest may stand
