"""Do the policies of the government and its office have an infographic?"""

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta

from auditor.api import Document, Facts, Finding, Measure, Messages, Pair, Reason, Rule, _
from auditor_checks.interpretations.family import OnInterpretations
from auditor_checks.interpretations.scope import NONE, Seen, Window, nothing, of_pair, pairs_of, policies, seen, some


class InfographicParams(Window):
    numbers: tuple[str, ...]  # words before the year of the number, of policies that must have one; () all
    target: float  # share of them
    exempt: tuple[str, ...] = ()  # words of titles that need none
    grace_days: int = 7  # so new a policy without one is not counted yet


class Infographic(OnInterpretations[InfographicParams]):
    """What share of these policies is interpreted by a picture (图解) as well?

    By the title of the interpretation, or by pictures higher than a screen with few words beside them; of one that was
    not read, by the title of the row that lists it.
    """

    rule = Rule(
        id="interpretations.infographic",
        title=_("政府文件有图解"),
        why=_("一张图能讲清的事，比几页文字更多人看得完。"),
        fix=_("给列出的政策文件制作图解，放在政策解读栏目，并与文件互相链接；图片要配文字说明。"),
    )
    params_type = InfographicParams
    messages = Messages(
        met=_("检查期内 {total} 件文件里，{done} 件有图解"),
        unmet=_("检查期内 {total} 件文件里，只有 {done} 件有图解"),
        unsettled=_("检查期内 {total} 件文件里，{done} 件有图解，{unsettled} 件没能确认，不计为不符合"),
        **NONE,
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        judged, undated = policies(
            facts, window_days=self.params.window_days, exempt=self.params.exempt, numbers=self.params.numbers
        )
        pairs = pairs_of(facts, judged)
        columns = seen(facts)
        drawn = {one.url: [pair for pair in pairs[one.url] if _drawn(pair)] for one in judged}
        done = [one for one in judged if drawn[one.url] or columns.lists(one, _BY_TITLE)]
        missing = [one for one in judged if one not in done and not self._new(one, facts)]
        total = len(done) + len(missing)
        if not total:
            yield self.none(facts, nothing(facts, undated=0 if judged else undated))
            return
        unsettled = [one for one in missing if not self._settled(columns, one, pairs[one.url])]
        measure = Measure(value=len(done), of=total, target=self.params.target)
        said = {"total": total, "done": len(done)}
        if len(done) >= self.params.target * total:
            evidence = [row for one in done[:10] for pair in drawn[one.url][:1] for row in of_pair(pair)]
            yield self.met(facts.portal, "met", measure=measure, evidence=evidence, **said)
        elif len(done) + len(unsettled) >= self.params.target * total:
            reason = columns.reason if not columns.whole else Reason.NOT_GATHERED
            yield self.not_testable(
                facts.portal, "unsettled", reason, evidence=some(unsettled), unsettled=len(unsettled), **said
            )
        else:
            yield self.unmet(facts.portal, "unmet", measure=measure, evidence=some(missing), **said)

    @staticmethod
    def _settled(columns: Seen, policy: Document, pairs: Sequence[Pair]) -> bool:
        """Would a picture have been seen?"""
        return columns.settles(policy) and not any(map(_unknown, pairs))

    def _new(self, policy: Document, facts: Facts) -> bool:
        limit = facts.as_of - timedelta(days=self.params.grace_days)
        return policy.published is not None and policy.published.day > limit


_BY_TITLE = re.compile(r"图解|一图|图说|长图")


def _drawn(pair: Pair) -> bool:
    return "infographic" in pair.interpretation.forms


def _unknown(pair: Pair) -> bool:
    """Is it an interpretation elsewhere of which nobody knows what it looks like?"""
    return pair.interpretation.external and not pair.interpretation.forms
