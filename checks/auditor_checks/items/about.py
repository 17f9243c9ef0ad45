"""How many of these themes have been written about within the window?"""

from collections.abc import Iterable
from datetime import timedelta

from pydantic import Field

from auditor.api import Check, Evidence, Facts, Finding, Item, Measure, Messages, Need, Params, Reason, Rule, _, same
from auditor_checks.items.sources import sources
from auditor_checks.naming import Theme


class AboutParams(Params):
    columns: tuple[str, ...] = Field(default=(), description=_("在哪些栏目里找（名称）；空表示全站的列表和文件"))
    themes: tuple[Theme, ...] = Field(min_length=1, description=_("应当有内容的各个主题"))
    days: int = Field(default=365, gt=0, description=_("看最近多少天"))
    at_least: int = Field(default=1, ge=1, description=_("每个主题至少有几条"))
    target: float = Field(default=1.0, gt=0, le=1, description=_("要求达到的比例（0–1）"))


class About(Check[AboutParams]):
    """How many of these themes have been written about within the window?"""

    rule = Rule(
        id="items.about",
        title=_("主题内容"),
        why=_("文件要求公开的事项，要看得到近期的内容。"),
        fix=_("就缺少的主题发布内容，标题写明主题。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = AboutParams
    messages = Messages(
        met=_("{of} 个主题里有 {value} 个，{days} 天内有内容"),
        short=_("{of} 个主题里，{value} 个近 {days} 天有内容；标题里未见：{missing}"),
        short_one=_("近 {days} 天的标题里未见“{missing}”"),
        never=_("{of} 个主题里，{value} 个有内容；标题里未见：{missing}"),
        never_one=_("标题里未见“{missing}”"),
        open=_("{of} 个主题里见到 {value} 个，未见：{missing}；没有读全，不能断定，不计为不符合"),
        no_column=_("未见“{column}”栏目，里面应有的内容不另计"),
        unread=_("“{column}”这次没有读到，不能断定里面有什么内容，不计为不符合"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        columns = self.params.columns
        subject = f"{facts.portal.home}#{'、'.join(one.name for one in self.params.themes)}"
        since = facts.as_of - timedelta(days=self.params.days)
        where = sources(facts, columns, since)
        if not where.columns:
            name = columns[0] if columns else ""
            if where.missing:
                yield self.not_applicable(subject, "no_column", Reason.PARENT_MISSING, column=name)
            else:
                yield self.not_testable(subject, "unread", where.reason or Reason.NOT_GATHERED, column=name)
            return
        items = [item for column in where.columns for item in column.items]
        if not columns and (home := facts.home()) is not None:
            items += [item for page in facts.shown(home) for item in page.items]
        titles = [
            (same(item.title), item)
            for item in {item.target or item.title: item for item in items}.values()
            if (day := facts.day(item) if columns else item.day) is None or day >= since
        ]
        if not columns:
            known = {item.target for _title, item in titles}
            titles += [
                (same(one.title), Item(one.title, one.url, one.published.day if one.published else None))
                for one in facts.documents()
                if one.url not in known and (one.published is None or one.published.day >= since)
            ]
        words = {theme.name: tuple(map(same, theme.words)) for theme in self.params.themes}
        hits = {
            name: [item for title, item in titles if any(word in title for word in of)] for name, of in words.items()
        }
        good = [name for name, found in hits.items() if len(found) >= self.params.at_least]
        missing = "、".join([name for name in hits if name not in good][:_SHOWN])
        measure = Measure(value=len(good), of=len(hits), target=self.params.target)
        seen = [
            Evidence(
                kind="list", url=found[0].target, quote=found[0].title, values={"theme": name, "found": len(found)}
            )
            for name, found in hits.items()
            if found
        ]
        said = {"value": len(good), "of": len(hits), "measure": measure, "evidence": seen}
        if len(good) >= self.params.target * len(hits) - 1e-9:
            yield self.met(subject, "met", days=self.params.days, **said)
        elif where.reason is not None:
            yield self.not_testable(subject, "open", where.reason, missing=missing, **said)
        else:
            message = "never" if self.params.days >= EVER else "short"
            alone = "_one" if len(hits) == 1 else ""
            yield self.unmet(subject, message + alone, days=self.params.days, missing=missing, **said)


_SHOWN = 12  # names in one sentence
EVER = 10_000  # a window of so many days is none: no portal is that old
