"""Does an interpretation read easier than its policy?"""

from collections.abc import Iterable, Sequence

from auditor.api import (
    Evidence,
    Facts,
    Finding,
    Messages,
    Pair,
    Params,
    Reading,
    Reason,
    Rule,
    Wording,
    _,
    easier,
    hardest,
    reading,
    simplified,
    wording,
)
from auditor_checks.interpretations.family import MIN_TEXT, OnInterpretations, own_pairs, textless
from auditor_checks.interpretations.scope import ALWAYS, NONE, of_pair, within


class ReadabilityParams(Params):
    min_easier: int  # indices of five on which the interpretation must read easier
    min_text: int = MIN_TEXT
    rare_below: int = 200  # words that jieba's dictionary counts less often, of some sixty million, are rare
    window_days: int = ALWAYS


class Readability(OnInterpretations[ReadabilityParams]):
    """Which interpretations read no easier than their policy? Advice only: counts of sentence length, clause length,
    official and spoken words, each to be recounted by hand, and the sentences that are hardest, with the reasons why.
    The share of rare words is told and not counted: plain words for everyday things are no less rare than those of
    offices. In a hard sentence, the rare words that it took over from its policy are named. One finding a pair."""

    rule = Rule(
        id="interpretations.readability",
        title=_("解读比原文好读"),
        why=_("解读和文件一样难读，群众看了等于没看。"),
        fix=_("多用短句和口语，少用公文套话，用问答和例子讲。"),
    )
    params_type = ReadabilityParams
    messages = Messages(
        met=_("五项指标里有 {count} 项比原文好读（平均句长 {own} 字，原文 {policy} 字）"),
        unmet=_("五项指标里只有 {count} 项比原文好读（平均句长 {own} 字，原文 {policy} 字）"),
        no_text=_("解读或文件没有可比对的文字，不能断定，不计为不符合"),
        **NONE,
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        pairs = [
            pair
            for pair in own_pairs(facts)
            if within(pair.interpretation, facts.as_of, self.params.window_days) is not False
        ]
        for pair in pairs:
            yield self._compare(pair)
        if not pairs:
            yield self.unpaired(facts, self.params.window_days)

    def _compare(self, pair: Pair) -> Finding:
        if textless(pair.interpretation, self.params.min_text) or textless(pair.policy, self.params.min_text):
            return self.not_testable(pair, "no_text", Reason.NO_TEXT, evidence=of_pair(pair))
        own, policy = reading(pair.interpretation.text), reading(pair.policy.text)
        own_words, policy_words = self._words(pair.interpretation.text), self._words(pair.policy.text)
        better = easier(own, policy)
        ends = of_pair(pair)
        evidence = [
            _with(ends[0], **_indices(policy), rare=round(policy_words.share, 1)),
            _with(ends[1], **_indices(own), rare=round(own_words.share, 1), easier=" ".join(better)),
            *_hard(pair, [word for word in own_words.rare if word in policy_words.counts]),
        ]
        said = {"count": len(better), "own": round(own.sentence), "policy": round(policy.sentence)}
        if len(better) >= self.params.min_easier:
            return self.met(pair, "met", evidence=evidence, **said)
        return self.unmet(pair, "unmet", evidence=evidence, **said)

    def _words(self, text: str) -> Wording:
        return wording(simplified(text), below=self.params.rare_below)


_INDICES = (
    "sentence", "median", "long", "clause", "long_clause", "official", "nominal", "idioms", "figures", "spoken",
)  # fmt: skip


def _indices(indices: Reading) -> dict[str, float]:
    return {name: round(getattr(indices, name), 1) for name in _INDICES} | {"questions": indices.questions}


def _with(evidence: Evidence, **values: str | float) -> Evidence:
    return evidence.model_copy(update={"values": {**evidence.values, **values}})


def _hard(pair: Pair, rare: Sequence[str]) -> list[Evidence]:
    """The sentences of the interpretation that are hardest to read, and why. `rare`: rare words of its policy."""
    return [
        Evidence(
            kind="text",
            url=pair.interpretation.url,
            quote=one.words[:400],
            values={
                "hard": " ".join(one.why),
                "chars": one.length,
                **({"rare_words": "、".join(one.rare)} if "rare" in one.why else {}),
            },
        )
        for one in hardest(pair.interpretation.text, rare=rare)
    ]
