"""Can those who do not see a picture read what it explains?"""

from collections.abc import Iterable, Sequence
from itertools import chain

from auditor.api import Document, Element, Facts, Finding, Messages, Opening, Params, Reason, Rule, _
from auditor_checks.interpretations.family import MIN_TEXT, OnInterpretations, own_interpretations, textless
from auditor_checks.interpretations.scope import ALWAYS, NONE, Seen, of_document, seen, within
from auditor_checks.interpretations.unseen import unseen
from auditor_checks.seen import why


class TextEquivalentParams(Params):
    min_text: int = MIN_TEXT  # characters on the page that make a text
    min_alt: int = 60  # characters of the pictures' own descriptions, taken together
    files: tuple[str, ...] = (".pdf", ".doc", ".docx", ".wps", ".txt", ".ofd")  # that may hold the words
    window_days: int = ALWAYS


class TextEquivalent(OnInterpretations[TextEquivalentParams]):
    """Which infographics are pictures only, with no words that say the same?

    Words are those on the page, those that describe the pictures (alt), a file beside them, or another interpretation
    of the same policy in words. One finding an infographic.
    """

    rule = Rule(
        id="interpretations.text-equivalent",
        title=_("图解配有文字"),
        why=_("图里的字读屏软件读不出来，也搜不到，放大了还会糊。"),
        fix=_("在图解下面附上同样内容的文字版，或在图片的替代文字里写明要点。"),
    )
    params_type = TextEquivalentParams
    messages = Messages(
        met=_("图解“{title}”配有文字"),
        described=_("图解“{title}”的图片带有替代文字"),
        attached=_("图解“{title}”附有文字文件"),
        elsewhere=_("图解“{title}”所解读的文件另有文字解读"),
        unmet=_("图解“{title}”只有图片，没有文字"),
        script=_("图解“{title}”的页面由脚本填写，这次没有运行脚本，不能断定有没有文字，不计为不符合"),
        unfilled=_("图解“{title}”的页面由脚本填写，在浏览器里也没有填出来，不能断定有没有文字，不计为不符合"),
        frame=_("图解“{title}”的页面里有框架页没有读到，不能断定有没有文字，不计为不符合"),
        elsewhere_unread=_("图解“{title}”没有文字，同一文件的其他页面没有读到，不能断定那里有没有文字，不计为不符合"),
        none=_("检查期内未见图解"),
        **NONE,
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        recent = [
            one for one in own_interpretations(facts) if within(one, facts.as_of, self.params.window_days) is not False
        ]
        drawn = [one for one in recent if "infographic" in one.forms]
        worded, columns = self._worded(facts), seen(facts)
        for one in drawn:
            yield self._judge(facts, one, worded, columns)
        if not drawn and recent:
            yield self.not_applicable(facts.portal, "none", Reason.NOTHING_TO_JUDGE)
        elif not drawn:
            yield self.unpaired(facts, self.params.window_days)

    def _worded(self, facts: Facts) -> frozenset[str]:
        """The infographics whose policy is also interpreted in words, on another page."""
        told: dict[str, set[str]] = {}
        for pair in facts.pairs():
            if "text" in pair.interpretation.forms or not textless(pair.interpretation, self.params.min_text):
                told.setdefault(pair.policy.url, set()).add(pair.interpretation.url)
        return frozenset(
            pair.interpretation.url
            for pair in facts.pairs()
            if told.get(pair.policy.url, set()) - {pair.interpretation.url}
        )

    def _judge(self, facts: Facts, one: Document, worded: frozenset[str], columns: Seen) -> Finding:
        said = {"title": one.title, "evidence": of_document(one, form="infographic")}
        if not textless(one, self.params.min_text):
            return self.met(one, "met", **said)
        if self._described(one) >= self.params.min_alt:
            return self.met(one, "described", **said)
        if any(link.target.lower().partition("?")[0].endswith(self.params.files) for link in one.links):
            return self.met(one, "attached", **said)
        if one.url in worded:
            return self.met(one, "elsewhere", **said)
        page = facts.page(one.url)
        if page is not None and (hidden := unseen(facts, page)):
            return self.not_testable(one, hidden[0], hidden[1], **said)
        if reason := self._unread(facts, one, columns):
            return self.not_testable(one, "elsewhere_unread", reason, **said)
        return self.unmet(one, "unmet", **said)

    @staticmethod
    def _unread(facts: Facts, one: Document, columns: Seen) -> Reason | None:
        """Why may the words stand on a page that was not read: one of the same policy, or the policy itself?"""
        policies = [pair.policy for pair in facts.pairs() if pair.interpretation.url == one.url]
        rows = (row.reason for row in columns.unread if any(map(row.may_be_of, policies or [one])))
        leads = (facts.visit(link.target) for link in one.links if not policies and facts.own(link.target))
        return next(chain(rows, (why(visit) for visit in leads if visit.opening is Opening.UNSETTLED)), None)

    @staticmethod
    def _described(one: Document) -> int:
        labels: Sequence[str] = [link.label for link in one.links if link.element is Element.IMG]
        return sum(len(label) for label in dict.fromkeys(labels))
