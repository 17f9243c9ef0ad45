"""Are the normative documents printed in the gazette as well?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import (
    Evidence,
    Facts,
    Finding,
    Measure,
    Messages,
    Need,
    Params,
    Reason,
    Rule,
    _,
    cited_names,
    same,
    seen_page,
)
from auditor_checks.places import PLACE, AtPlace, Place, article, place, sample

_SHOWN = 5


class InGazetteParams(Params):
    library: tuple[str, ...] = Field(description=_("规范性文件栏目的名称"))
    gazette: tuple[str, ...] = Field(description=_("公报栏目的名称"))
    sample: int = Field(default=10, ge=1, description=_("抽查多少份"))
    target: float = Field(default=1.0, ge=0, le=1, description=_("要求达到的比例（0–1）"))


class InGazette(AtPlace[InGazetteParams]):
    """Are the normative documents printed in the gazette as well?

    By the titles that the gazette's lists and issues name. Documents that came out after its last issue are left out;
    issues that were not read as pages (PDF, pictures) leave it open.
    """

    rule = Rule(
        id="documents.in-gazette",
        title=_("规范性文件刊登公报"),
        why=_("公报刊登的文本为标准文本，规范性文件应当刊登。"),
        fix=_("把没有刊登的规范性文件补登公报。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = InGazetteParams
    messages = Messages(
        **PLACE,
        met=_("抽查 {of} 份规范性文件，公报上有 {good} 份"),
        short=_("抽查 {of} 份规范性文件，公报上有 {good} 份，例如没有看到“{title}”"),
        unread=_("公报有几期没有读到文字，不能断定，不计为不符合；请打开看"),
        none=_("没有在公报最近一期以前印发、可供核对的规范性文件"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        library, gazette = place(facts, self.params.library), place(facts, self.params.gazette)
        for one in (library, gazette):
            if not one.pages:
                yield self.nowhere(facts, one)
                return
        yield self._printed(facts, library, gazette)

    def _printed(self, facts: Facts, library: Place, gazette: Place) -> Finding:
        text, unread = gazette.text, not gazette.items
        for item in gazette.items:
            page = article(facts, item)
            unread = unread or page is None
            text += "\n" + item.title + ("\n" + page.full_text if page is not None else "")
        text = same(text)
        last = max((item.day for item in gazette.items if item.day), default=None)
        rows = [item for item in library.items if item.day is None or last is None or item.day <= last]
        chosen = sample(rows, self.params.sample)
        if not chosen:
            return self.not_applicable(gazette.page, "none", Reason.NOTHING_TO_JUDGE, evidence=seen_page(gazette.page))
        missing = [item for item in chosen if not any(name in text for name in cited_names(item.title))]
        of, good = len(chosen), len(chosen) - len(missing)
        measure = Measure(value=good, of=of, target=self.params.target)
        if good >= self.params.target * of:
            return self.met(gazette.page, "met", of=of, good=good, measure=measure, evidence=seen_page(gazette.page))
        seen = [Evidence(kind="list", url=library.page.url, target=item.target, quote=item.title) for item in missing]
        if unread or gazette.more is not None:
            reason = gazette.more.reason if gazette.more else Reason.NO_TEXT
            return self.not_testable(gazette.page, "unread", reason, evidence=seen[:_SHOWN])
        title = missing[0].title
        return self.unmet(gazette.page, "short", of=of, good=good, title=title, measure=measure, evidence=seen[:_SHOWN])
