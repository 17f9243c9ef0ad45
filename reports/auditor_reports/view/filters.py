"""By what may the findings be narrowed? Every filter with its options, and which options a finding stands under."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.model.reporting import Beside
from auditor.model.result import FindingResult
from auditor_reports.safe import shown
from auditor_reports.view.naming import Names
from auditor_reports.view.places import Places
from auditor_reports.view.standing import FIRST, KNOWN, NEW, compared
from auditor_reports.view.status import status
from auditor_reports.voice import Said, Voice
from auditor_reports.words import EFFECTS, OUTCOMES, _

MOST = 80  # options of one filter; the rest stands together
ORDER = ("veto", "confirm", "unmet", "manual", "error", "not_testable", "advise", "waived")

FILTERS = {
    "k": _("条款"),
    "l": _("栏目"),
    "u": _("责任单位"),
    "e": _("后果"),
    "s": _("结论"),
    "n": _("新旧"),
}
"""By the letter that stands on the page: `#q-k` chooses k1, k2 …. The family (f) stands on groups, not on findings."""


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    word: Said
    count: int


@dataclass(frozen=True, slots=True)
class Filter:
    letter: str
    word: str
    options: tuple[Option, ...]


class Sorting:
    """Sorts the findings of one report under the options of the filters."""

    def __init__(
        self, findings: Sequence[FindingResult], names: Names, places: Places, voice: Voice, beside: Beside
    ) -> None:
        self._names, self._places, self._voice, self._beside = names, places, voice, beside
        self._words: dict[str, dict[str, str]] = {letter: {} for letter in FILTERS}  # word → key, in order of need
        counts = {letter: Counter[str]() for letter in FILTERS}
        self._said = {}
        for finding in findings:
            said = self._of(finding)
            self._said[finding.fingerprint] = said
            for letter, words in said.items():
                counts[letter].update(set(words))
        self.filters = tuple(
            made for letter, word in FILTERS.items() if (made := self._filter(letter, voice(word), counts[letter]))
        )
        self._kept = {one.letter for one in self.filters}

    def keys(self, finding: FindingResult) -> str:
        """The options that the finding stands under, of the filters that are shown, apart by blanks."""
        said = self._said[finding.fingerprint]
        return " ".join(sorted({self._words[one][word] for one in said if one in self._kept for word in said[one]}))

    def _filter(self, letter: str, word: str, counts: Counter[str]) -> Filter | None:
        """A filter that would not narrow is left out; the outcome is always there."""
        if len(counts) < 2 and letter != "s":
            return None
        words = sorted(counts, key=lambda one: (self._rank(letter, one), -counts[one], one))
        keys = self._words[letter]
        options: list[Option] = []
        for at, one in enumerate(words[:MOST], start=1):
            keys[one] = one if letter == "s" else f"{letter}{at}"
            options.append(Option(keys[one], self._voice.name(self._word(letter, one)), counts[one]))
        if rest := words[MOST:]:
            keys.update(dict.fromkeys(rest, f"{letter}0"))
            together = sum(counts[one] for one in rest)
            options.append(Option(f"{letter}0", Said(self._voice(_("其余 {n} 个"), n=len(rest))), together))
        return Filter(letter, word, tuple(options))

    def _rank(self, letter: str, word: str) -> int:
        if letter == "s":
            return ORDER.index(word)
        if letter == "k":  # as the documents have them
            return list(self._names.clauses).index(word) if word in self._names.clauses else len(self._names.clauses)
        if letter == "n":
            return (NEW, KNOWN, FIRST).index(word)
        return 0 if word else 1

    def _word(self, letter: str, word: str) -> str:
        voice = self._voice
        match letter:
            case "s":
                return voice(OUTCOMES[word])
            case "k":
                return voice.cut(str(self._names.cite(word)), 60) if word else voice(_("没有条款"))
            case "e":
                return voice(EFFECTS[word])
            case "n":
                return voice(word)
            case "l":
                return voice.cut(word, 40) if word else voice(_("不在哪个栏目"))
        return voice.cut(word, 40) if word else voice(_("未指定"))

    def _of(self, finding: FindingResult) -> dict[str, tuple[str, ...]]:
        column, unit = self._places.column(finding), self._places.unit(finding)
        return {
            "k": finding.clauses or ("",),
            "l": (shown(column.name) if column else "",),
            "u": (shown(unit.name) if unit else "",),
            "e": (finding.effect.value,),
            "s": (status(finding.outcome, finding.effect, finding.reason),),
            "n": (compared(finding, self._beside),),
        }


def together(keys: Iterable[str]) -> str:
    """The options of a box: all that stand on what is in it."""
    return " ".join(sorted({key for one in keys for key in one.split()}))
