"""In how many forms do the interpretations come?"""

from collections.abc import Iterable

from auditor.api import Document, Evidence, Facts, Finding, Measure, Messages, Reason, Rule, _
from auditor_checks.interpretations.family import OnInterpretations, own_interpretations
from auditor_checks.interpretations.scope import NONE, Window, of_document, seen, within


class FormsParams(Window):
    min_forms: int  # kinds within the window; words are one of them
    speakers: tuple[str, ...] = ("expert", "leader")  # tell who speaks: another rule's, and no kind of their own


class Forms(OnInterpretations[FormsParams]):
    """Do the interpretations of the window come in enough different forms: words, pictures, film, questions …?

    Forms of interpretations that a policy links to elsewhere count as far as their link names them.
    """

    rule = Rule(
        id="interpretations.forms",
        title=_("解读形式多样"),
        why=_("通篇文字的解读不好懂也不好传播，图解、视频、问答更容易看明白。"),
        fix=_("对重要政策增加图解、视频、音频、简明问答、访谈等形式的解读。"),
    )
    params_type = FormsParams
    messages = Messages(
        met=_("检查期内 {count} 份解读用了 {found} 种形式"),
        unmet=_("检查期内 {count} 份解读只有 {found} 种形式，须有 {needed} 种"),
        unsettled=_("读到的 {count} 份解读只有 {found} 种形式，但解读没有全部读到，不能断定，不计为不符合"),
        undated_all=_("{count} 份解读都没有读到发布日期，不能断定哪些在检查期内，不计为不符合"),
        **NONE,
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        known = list(own_interpretations(facts))
        recent = [one for one in known if within(one, facts.as_of, self.params.window_days)]
        elsewhere = [
            pair.interpretation
            for pair in facts.pairs()
            if pair.interpretation.external and within(pair.policy, facts.as_of, self.params.window_days)
        ]
        if not recent and not elsewhere:
            undated = [one for one in known if one.published is None]
            if undated:
                yield self.not_testable(facts.portal, "undated_all", Reason.NO_DATE, count=len(undated))
            else:
                yield self.unpaired(facts, self.params.window_days)
            return
        yield self._forms(facts, recent, elsewhere)

    def _forms(self, facts: Facts, recent: list[Document], elsewhere: list[Document]) -> Finding:
        found: dict[str, Document] = {}
        for one in (*recent, *elsewhere):
            for form in one.forms:
                if form not in self.params.speakers:
                    found.setdefault(form, one)
        evidence: list[Evidence] = [of_document(one, form=form) for form, one in sorted(found.items())]
        needed, count = self.params.min_forms, len(recent) + len(elsewhere)
        measure = Measure(value=min(len(found), needed), of=needed)
        if len(found) >= needed:
            return self.met(facts.portal, "met", count=count, found=len(found), measure=measure, evidence=evidence)
        unknown = any(not set(one.forms) - set(self.params.speakers) for one in (*recent, *elsewhere))
        columns = seen(facts)
        if unknown or not columns.whole or columns.unread:
            reason = Reason.NO_TEXT if unknown and not columns.script else columns.reason
            return self.not_testable(
                facts.portal, "unsettled", reason, count=count, found=len(found), evidence=evidence
            )
        return self.unmet(
            facts.portal, "unmet", count=count, found=len(found), needed=needed, measure=measure, evidence=evidence
        )
