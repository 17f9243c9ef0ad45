"""In which words does a person read us? gettext catalogues, zh being the source.

Every distribution that registers a package under the entry point group `auditor.texts` brings its catalogues as
`PACKAGE/texts/LANG/*.po`; they are merged in the order of their names. A text without a translation stays Chinese.
"""

from collections.abc import Callable
from functools import cache
from importlib.metadata import entry_points
from importlib.resources import files

from babel.messages.pofile import read_po

SOURCE = "zh"
LANGUAGES = (SOURCE, "en")


@cache
def catalogue(lang: str) -> dict[str, str]:
    """All translations into `lang`: source text → text. Empty for the source language."""
    merged: dict[str, str] = {}
    if lang == SOURCE:
        return merged
    for package in sorted({point.value for point in entry_points(group="auditor.texts")}):
        folder = files(package).joinpath("texts", lang)
        if not folder.is_dir():
            continue
        for entry in sorted(folder.iterdir(), key=lambda item: item.name):
            if entry.name.endswith(".po"):
                with entry.open("rb") as stream:
                    for message in read_po(stream):
                        if message.id and message.string and not message.fuzzy:
                            merged[str(message.id)] = str(message.string)
    return merged


def translator(lang: str) -> Callable[[str], str]:
    """The function that turns a source text into `lang`; `{name}` fields stay for `str.format`."""
    texts = catalogue(lang)
    return lambda text: texts.get(text, text)
