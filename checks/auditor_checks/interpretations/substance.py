"""Does an interpretation say what it has to explain?"""

from collections.abc import Iterable, Mapping

from auditor.api import Document, Facts, Finding, Messages, Params, Reason, Rule, _, fold, simplified
from auditor_checks.interpretations.family import MIN_TEXT, OnInterpretations, own_interpretations, textless
from auditor_checks.interpretations.scope import ALWAYS, NONE, of_document, within

MEDIA = frozenset({"infographic", "video", "audio", "animation", "h5"})
"""Forms whose substance may be in the picture or film, where no words can be found."""


class SubstanceParams(Params):
    elements: Mapping[str, tuple[str, ...]]  # name of an element → phrases by which a text shows it
    required: tuple[str, ...]  # elements that must be there
    min_count: int  # of all elements
    min_text: int = MIN_TEXT
    window_days: int = ALWAYS


class Substance(OnInterpretations[SubstanceParams]):
    """Which interpretations lack what they have to explain: background, purpose, measures and so on?

    One finding an interpretation, with the sentence that shows each element. What a picture or film says cannot be
    read and is held against nobody.
    """

    rule = Rule(
        id="interpretations.substance",
        title=_("解读讲清实质内容"),
        why=_("只说好话、不讲背景目的和举措的解读，看完还是不知道跟自己有什么关系。"),
        fix=_("按背景、目的、主要举措、适用范围、执行标准、新旧变化、注意事项、联系方式等要素补充解读。"),
    )
    params_type = SubstanceParams
    messages = Messages(
        met=_("解读讲到了 {count} 项要素：{found}"),
        unmet=_("解读只讲到 {count} 项要素（{found}），缺：{lacking}"),
        media=_("解读以图片或音视频为主，文字里没有找到：{lacking}，不能断定，不计为不符合"),
        no_text=_("解读页没有文字（图片、视频等），不能断定讲了哪些要素，不计为不符合"),
        **NONE,
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        judged = [
            one for one in own_interpretations(facts) if within(one, facts.as_of, self.params.window_days) is not False
        ]
        for one in judged:
            yield self._elements(one)
        if not judged:
            yield self.unpaired(facts, self.params.window_days)

    def _elements(self, one: Document) -> Finding:
        evidence = of_document(one)
        if textless(one, self.params.min_text):
            return self.not_testable(one, "no_text", Reason.NO_TEXT, evidence=evidence)
        text = simplified(one.text)
        shown = {
            name: _sentence(one.text, text.index(phrase), phrase)
            for name, phrases in self.params.elements.items()
            if (phrase := next((phrase for phrase in phrases if phrase in text), ""))
        }
        lacking = [name for name in self.params.required if name not in shown]
        evidence = of_document(one, **shown)
        found = "、".join(shown) or "—"
        if not lacking and len(shown) >= self.params.min_count:
            return self.met(one, "met", count=len(shown), found=found, evidence=evidence)
        rest = lacking or [name for name in self.params.elements if name not in shown]
        if MEDIA & set(one.forms):
            return self.not_testable(one, "media", Reason.NO_TEXT, lacking="、".join(rest), evidence=evidence)
        return self.unmet(one, "unmet", count=len(shown), found=found, lacking="、".join(rest), evidence=evidence)


_ENDS = "。！？；\n"
_HEADING = 8  # characters beside the phrase: a line so short is a heading
_AROUND = 60  # characters of a sentence shown on either side of the phrase


def _sentence(text: str, at: int, phrase: str) -> str:
    """The sentence in which the phrase stands, or as much of it as tells; with the next one after a mere heading."""
    start = max(at - _AROUND, *(text.rfind(end, 0, at) + 1 for end in _ENDS))
    stops = [found for end in _ENDS if (found := text.find(end, at + len(phrase))) >= 0]
    stop = min(*stops, len(text)) if stops else len(text)
    if stop - start <= len(phrase) + _HEADING:
        stops = [found for end in _ENDS if (found := text.find(end, stop + 1)) >= 0]
        stop = min(*stops, len(text)) if stops else len(text)
    return fold(text[start : min(stop, at + len(phrase) + _AROUND)])
