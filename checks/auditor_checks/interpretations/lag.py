"""How long after a policy does its interpretation come?"""

from collections.abc import Iterable

from auditor.api import Facts, Finding, Messages, Pair, Reason, Rule, _, workdays_between
from auditor_checks.interpretations.family import OnInterpretations
from auditor_checks.interpretations.scope import NONE, Window, of_pair, pairs_of, policies


class LagParams(Window):
    working_days: int  # after the policy, at the latest


class Lag(OnInterpretations[LagParams]):
    """Which policies were interpreted too late? One finding a policy, about its earliest interpretation.

    Later ones add to the first and are not late. Before the policy is in time. Where a date is missing, or the official
    holidays of a year are not known and matter, nothing is said.
    """

    rule = Rule(
        id="interpretations.lag",
        title=_("解读与文件同步发布"),
        why=_("文件发了很久才有解读，最需要解释的时候没人解释。"),
        fix=_("起草文件时同步起草解读，与文件一起发布。"),
    )
    params_type = LagParams
    messages = Messages(
        met=_("解读比文件晚 {days} 个工作日，没有超过 {limit} 个"),
        early=_("解读与文件同日或更早发布"),
        late=_("解读比文件晚 {days} 个工作日，超过 {limit} 个"),
        undated=_("文件或它的一份解读没有读到发布日期，不能断定是否及时，不计为不符合"),
        calendar=_(
            "解读比文件晚 {least} 至 {most} 个工作日，当年放假安排未收录，不能断定是否超过 {limit} 个，不计为不符合"
        ),
        **NONE,
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        judged, _undated = policies(facts, window_days=self.params.window_days)
        pairs = pairs_of(facts, judged)
        interpreted = [one for one in judged if pairs[one.url]]
        for policy in interpreted:
            yield self._lag(pairs[policy.url])
        if not interpreted:
            yield self.unpaired(facts, self.params.window_days)

    def _lag(self, pairs: list[Pair]) -> Finding:
        limit = self.params.working_days
        dated = [pair for pair in pairs if pair.policy.published and pair.interpretation.published]
        earliest = min(dated, key=_days) if dated else pairs[0]
        evidence = of_pair(earliest)
        issued, explained = earliest.policy.published, earliest.interpretation.published
        if issued is None or explained is None:
            return self.not_testable(earliest, "undated", Reason.NO_DATE, evidence=evidence)
        least, most = workdays_between(issued.day, explained.day)
        if most <= 0:
            return self.met(earliest, "early", evidence=evidence)
        if most <= limit:
            return self.met(earliest, "met", days=most, limit=limit, evidence=evidence)
        if len(dated) < len(pairs):  # an undated one may have come in time
            return self.not_testable(earliest, "undated", Reason.NO_DATE, evidence=evidence)
        if least > limit:
            return self.unmet(earliest, "late", days=least, limit=limit, evidence=evidence)
        return self.not_testable(
            earliest, "calendar", Reason.NO_CALENDAR, least=least, most=most, limit=limit, evidence=evidence
        )


def _days(pair: Pair) -> tuple[int, int, str]:
    """The earliest first; of one day, the one that is in words, since it is the one that every policy has."""
    mark = pair.interpretation.published
    return (
        mark.day.toordinal() if mark else 0,
        0 if "text" in pair.interpretation.forms else 1,
        pair.interpretation.url,
    )
