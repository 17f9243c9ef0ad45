"""The report as one HTML file: no external request, strict CSP, useful without script, printable on A4."""

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from auditor.model.reporting import ALONE, Beside
from auditor.model.result import AuditResult
from auditor_reports.view import ReportView, view
from auditor_reports.view.status import SHAPES
from auditor_reports.voice import Voice
from auditor_reports.words import _

PARTS = (
    ("p1", _("一"), _("结论")),
    ("p2", _("二"), _("整改")),
    ("p3", _("三"), _("条款")),
    ("p4", _("四"), _("覆盖")),
    ("p5", _("五"), _("复核")),
)


class HtmlReport:
    """What a person reads."""

    name = "html"
    suffix = ".html"

    def render(self, result: AuditResult, lang: str, beside: Beside = ALONE) -> bytes:
        voice, shows = Voice(lang), view(result, lang, beside)
        families = {key: f"f{index}" for index, (key, _word, _n) in enumerate(shows.fixes.families, start=1)}
        style = static("report.css") + _filters(shows)
        script = static("report.js")
        parts = [(ident, voice(number), voice(name)) for ident, number, name in PARTS]
        headings = {ident: voice(_("{number}、{name}"), number=number, name=name) for ident, number, name in parts}
        page = _environment().get_template("report.html.j2")
        text = page.render(
            {
                "_": voice,
                "v": shows,
                "shapes": SHAPES,
                "family_ids": families,
                "style": style,
                "script": script,
                "csp": policy(style, script),
                "parts": parts,
                "heading": headings.__getitem__,
            }
        )
        return lean(text).encode()


_QUOTED = re.compile(r'(?<= )([a-z-]+)="([A-Za-z0-9#_.:/-]+)"(?=[ >])')


def lean(page: str) -> str:
    """The page with the attributes of its rows unquoted where HTML needs no quotes: of thousands they are a twentieth.

    Texts hold no quotation mark that could be taken for one of an attribute: it is escaped.
    """
    before, begin, rest = page.partition('<section id="p2"')
    rows, end, after = rest.partition('<section id="p3"')
    return before + begin + _QUOTED.sub(r"\1=\2", rows) + end + after


def page_of(template: str, voice: Voice, **values: object) -> bytes:
    """Another page in the same dress, without script."""
    style = static("report.css")
    named = {"_": voice, "lang": voice.tag, "style": style, "csp": policy(style)}
    return _environment().get_template(template).render({**named, **values}).encode()


def policy(style: str, script: str = "") -> str:
    """Which content may this file use? Its one style and its one script, by hash, and nothing from anywhere."""
    scripts = f"script-src '{_hashed(script)}'; " if script else ""
    return (
        f"default-src 'none'; img-src data:; style-src '{_hashed(style)}'; {scripts}base-uri 'none'; form-action 'none'"
    )


def _hashed(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def static(name: str) -> str:
    return files("auditor_reports").joinpath("static", name).read_text("utf-8")


@cache
def _environment() -> Environment:
    # Everything is escaped; only our own style and script are placed as they are.
    return Environment(
        loader=PackageLoader("auditor_reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )


def _filters(shows: ReportView) -> str:
    """Filters without script: one rule an option. The script takes them out and filters by itself."""
    rules: list[str] = []

    def hide(letter: str, key: str, boxes: tuple[str, ...]) -> None:
        chosen = f'body:has(#q-{letter} [value="{key}"]:checked)'
        rules.extend(f'{chosen} {box}:not([data-t~="{key}"])' for box in boxes)

    for index in range(1, len(shows.fixes.families) + 1):
        hide("f", f"f{index}", (".grp", ".part"))
    for one in shows.fixes.filters:
        for option in one.options:
            hide(one.letter, option.key, (".f", ".bt", ".grp", ".part", ".more"))
    return "@media all {\n" + ",\n".join(rules) + " { display: none; }\n}\n" if rules else ""
