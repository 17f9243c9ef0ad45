"""What may stand anywhere on the command line, though click wants it in front: --lang, --config, -v."""

import os

from auditor.config import defaults
from auditor.flags import VERBOSE
from auditor.model.problem import Problem
from auditor.texts import SOURCE


def language(arguments: list[str]) -> str:
    """Which language does the user read? `--lang` anywhere, else AUDITOR_LANG, the configuration, the source."""
    asked = said(arguments, "--lang") or os.environ.get("AUDITOR_LANG", "")
    if not asked:
        try:
            asked = defaults(said(arguments, "--config")).lang
        except Problem:  # told when the command runs
            asked = SOURCE
    return asked or SOURCE


def said(arguments: list[str], name: str) -> str:
    """The value of an option that is understood anywhere on the line; the last one counts."""
    value = ""
    for index, word in enumerate(arguments):
        if word == name and index + 1 < len(arguments):
            value = arguments[index + 1]
        elif word.startswith(f"{name}="):
            value = word.partition("=")[2]
    return value


def without(arguments: list[str], *names: str) -> list[str]:
    """`--lang` and `--config` are understood anywhere on the line; click wants them in front."""
    kept: list[str] = []
    words = iter(arguments)
    for word in words:
        if word in names:
            next(words, "")
        elif not word.startswith(tuple(f"{name}=" for name in names)):
            kept.append(word)
    return kept


def without_verbose(arguments: list[str]) -> list[str]:
    """`-v` is understood anywhere on the line, as `--lang` is."""
    kept = [word for word in arguments if word not in VERBOSE]
    return kept if len(kept) == len(arguments) else [VERBOSE[0], *kept]
