"""Is an interpretation copied from its policy?"""

from collections.abc import Iterable

from auditor.api import (
    Copied,
    Document,
    Evidence,
    Facts,
    Finding,
    Messages,
    Pair,
    Params,
    Reason,
    Rule,
    _,
    cited_names,
    copied,
)
from auditor_checks.interpretations.family import (
    MIN_TEXT,
    OnInterpretations,
    own_interpretations,
    own_pairs,
    textless,
)
from auditor_checks.interpretations.scope import ALWAYS, NONE, of_document, of_pair, within


class CopiedParams(Params):
    """`half` and `upper` are shares of the interpretation's characters that stand in runs of at least `run` characters
    common with the policy.

    Below `half`: met. From `half` on a person is shown the passages and decides (manual), since quoting is no copying
    and no count can tell them apart. Only where a profile sets `deduct_from` is a share from there on unmet.
    """

    run: int
    half: float
    upper: float
    deduct_from: float | None = None
    set_phrases: tuple[str, ...] = ()  # that all documents share; … stands for some words of one sentence
    min_text: int = MIN_TEXT
    window_days: int = ALWAYS


class CopiedText(OnInterpretations[CopiedParams]):
    """Which interpretations repeat their policy instead of explaining it? One finding a pair.

    What cannot be compared (a policy that is only an attachment or stands elsewhere, a picture without words) is not
    testable, never original.
    """

    rule = Rule(
        id="interpretations.copied",
        title=_("解读不照抄文件"),
        why=_("把文件换个标题再发一遍，等于没有解读。"),
        fix=_("用自己的话讲清为什么、做什么、谁受益、怎么办，引用原文只引关键数字和短语。"),
    )
    params_type = CopiedParams
    messages = Messages(
        met=_("解读与原文相同的文字占 {percent}%，最长连续 {longest} 字"),
        partly=_("解读与原文相同的文字占 {percent}%，最长连续 {longest} 字，引用偏多，请人工确认"),
        suspect=_("解读与原文相同的文字占 {percent}%，最长连续 {longest} 字，疑似照抄，请人工确认"),
        copied=_("解读与原文相同的文字占 {percent}%，最长连续 {longest} 字，照抄原文"),
        no_policy_text=_("政策文件页没有可比对的文字（在附件、图片里，或在别的网站），不能断定是否照抄，不计为不符合"),
        no_text=_("解读页没有可比对的文字（图片、视频等），不能断定是否照抄，不计为不符合"),
        no_policy=_("没有找到“{title}”所解读的文件，无从比对，不计为不符合"),
        **NONE,
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        pairs = [pair for pair in own_pairs(facts) if self._recent(facts, pair.interpretation)]
        for pair in pairs:
            yield self._compare(pair)
        paired = {pair.interpretation.url for pair in facts.pairs()}
        alone = [
            one for one in own_interpretations(facts) if one.url not in paired and self._recent(facts, one) is not False
        ]
        for one in alone:
            yield self.not_testable(one, "no_policy", Reason.NO_TEXT, title=one.title, evidence=of_document(one))
        if not pairs and not alone:
            yield self.unpaired(facts, self.params.window_days)

    def _recent(self, facts: Facts, interpretation: Document) -> bool:
        return within(interpretation, facts.as_of, self.params.window_days) is not False

    def _compare(self, pair: Pair) -> Finding:
        evidence = of_pair(pair)
        if textless(pair.interpretation, self.params.min_text):
            return self.not_testable(pair, "no_text", Reason.NO_TEXT, evidence=evidence)
        if textless(pair.policy, self.params.min_text):
            return self.not_testable(pair, "no_policy_text", Reason.NO_TEXT, evidence=evidence)
        found = copied(
            pair.interpretation.text,
            pair.policy.text,
            run=self.params.run,
            names=(*cited_names(pair.policy.title), *self.params.set_phrases),
        )
        said = {"percent": round(100 * found.share), "longest": found.longest}
        evidence = (evidence[0], evidence[1].model_copy(update={"values": {**evidence[1].values, **said}}))
        shown = (*evidence, *_passages(pair, found))
        if found.share < self.params.half:
            return self.met(pair, "met", evidence=evidence, **said)
        if self.params.deduct_from is not None and found.share >= self.params.deduct_from:
            return self.unmet(pair, "copied", evidence=shown, **said)
        message = "suspect" if found.share >= self.params.upper else "partly"
        return self.manual(pair, message, evidence=shown, **said)


_AROUND = 40  # characters shown on either side of a passage
_LONGEST = 400  # characters of a passage that are shown


def _passages(pair: Pair, found: Copied) -> tuple[Evidence, ...]:
    """The longest passages, marked among the words of the interpretation around them, with their places in it."""
    text = pair.interpretation.text
    shown: list[Evidence] = []
    for one in found.passages:
        begin, end = max(0, one.start - _AROUND), min(one.end, one.start + _LONGEST)
        quote = text[begin : min(len(text), end + _AROUND)]
        shown.append(
            Evidence(
                kind="text",
                url=pair.interpretation.url,
                target=pair.policy.url,
                quote=quote,
                marks=((one.start - begin, end - begin),),
                values={"start": one.start, "end": one.end, "length": one.length},
            )
        )
    return tuple(shown)
