"""In which language does this report speak? Translates templates, fills values, words ids."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import Formatter

from auditor.texts import SOURCE, translator
from auditor_reports import figures
from auditor_reports.safe import shown
from auditor_reports.words import _
from auditor_reports.words_seen import KEYED

_HAN = re.compile(r"[\u3400-\u9fff]")
_INNER = str.maketrans("“”", "‘’")  # quotation marks within quotation marks
_ERRNO = re.compile("E[A-Z0-9]{3,}")
_NAME = re.compile(r"\w+")
LONGEST = 300  # characters of one value inside a sentence


@dataclass(frozen=True, slots=True)
class Said:
    """A text, and whether it stands in another language than the report (then its element says lang=zh-CN)."""

    text: str
    foreign: bool = False

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


class Voice:
    """One language: `voice("源文 {n}", n=3)` translates and fills; values never become markup or a format."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.tag = "zh-CN" if lang == SOURCE else lang
        self.source = lang == SOURCE
        self._translate = translator(lang)

    def __call__(self, template: str, /, **values: object) -> str:
        text = self._translate(template)
        return self._fill(text, {name: _plain(value) for name, value in values.items()}) if values else text

    def sentence(self, template: str, values: Mapping[str, str]) -> Said:
        """A message of a rule with the site's words in it, which the caller has made fit to be shown."""
        said = self.text(template)
        return Said(self._fill(said.text, values), said.foreign)

    def text(self, source: str) -> Said:
        """A text of ours or of a plug-in; it stays Chinese, and says so, where nobody translated it."""
        text = self._translate(source)
        return Said(text, not self.source and bool(_HAN.search(text)))

    def name(self, text: str) -> Said:
        """A name as it is printed in China, whatever the report's language."""
        return Said(text, not self.source and bool(_HAN.search(text)))

    def either(self, source: str, english: str) -> Said:
        """A text of a profile, which brings its own English."""
        return Said(english) if not self.source and english else Said(source, not self.source and bool(source))

    def word(self, table: Mapping[str, str], key: str) -> str:
        """The word for an id; an id without one stands for itself."""
        return self(table[key]) if key in table else self.cut(shown(key), 60)

    def value(self, value: object, name: str = "") -> str:
        """A value as it is written in a sentence or a table; ids that stand under a known name get their words."""
        if isinstance(value, str) and name in KEYED:
            *ids, last = value.split() or [""]
            error = [last] if ids and _ERRNO.fullmatch(last) else []  # an engineer looks for it by this name
            worded = [self._id(KEYED[name], one) for one in (ids if error else [*ids, last])]
            if all(worded):
                return " ".join([self.list(worded), *error])
        match value:
            case None | "":
                return figures.NOTHING
            case bool():
                return self(_("是")) if value else self(_("否"))
            case int() | float():
                return figures.number(value)
            case _:
                return self.cut(shown(str(value)))

    def _id(self, tables: tuple[Mapping[str, str], ...], key: str) -> str:
        return next((self(table[key]) for table in tables if key in table), "")

    def cut(self, text: str, longest: int = LONGEST) -> str:
        """The beginning of a text that is too long, with the count of what is left out."""
        if len(text) <= longest:
            return text
        return self(_("{start}…（另有 {n} 字）"), start=text[:longest], n=figures.count(len(text) - longest))

    def sentences(self, said: Iterable[Said]) -> Said:
        """Sentences one after another."""
        all_of = list(said)
        return Said(("" if self.source else " ").join(one.text for one in all_of), any(one.foreign for one in all_of))

    def list(self, words: list[str]) -> str:
        return ("、" if self.source else ", ").join(words)

    @staticmethod
    def _fill(template: str, values: Mapping[str, str]) -> str:
        try:
            parsed = list(Formatter().parse(template))
        except ValueError:  # a stray brace in a plug-in's text: shown as it is
            return template
        filled: list[str] = []
        for literal, name, _spec, _conversion in parsed:
            filled.append(literal)
            if name is not None:
                value = values.get(name, figures.NOTHING) if _NAME.fullmatch(name) else "{" + name + "}"
                filled.append(value.translate(_INNER) if literal.endswith("“") else value)
        return "".join(filled)


def _plain(value: object) -> str:
    return figures.number(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
