"""In which column of the site does a finding stand, and who answers for it?"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from auditor.model.portal import Unit
from auditor.model.result import AuditResult, ColumnSeen, FindingResult
from auditor_reports import figures
from auditor_reports.safe import hosts_of, shown
from auditor_reports.view.standing import section_of
from auditor_reports.voice import Said, Voice
from auditor_reports.words import _

FRONT = _("首页")
PLACES = 20  # places of a finding that are looked at


class Places:
    """Columns and units of one portal."""

    def __init__(self, result: AuditResult) -> None:
        portal = result.run.portal
        self.hosts = hosts_of(portal.home, portal.hosts)
        self._units = portal.units
        self._known: dict[str, ColumnSeen | None] = {}
        exact: dict[str, ColumnSeen] = {}
        for column in result.columns:
            exact.setdefault(_bare(column.url), column)
            folder = _folder(column.url)
            # A folder with several lists (list.asp?id=1, ?id=2) tells nothing about a page in it.
            same = self._known.setdefault(folder, column)
            if same is not None and same.name != column.name:
                self._known[folder] = None
        self._exact = exact

    def page(self, finding: FindingResult) -> str:
        """The own page where the finding is to be seen: that of its evidence, or its subject; "" when there is none."""
        return next((url for url in _addresses(finding) if self._own(url)), "")

    def column(self, finding: FindingResult) -> ColumnSeen | None:
        page = self.page(finding)
        if not page:
            return None
        if found := self._exact.get(_bare(page)):
            return found
        folder = _folder(page)
        while folder.count("/") > 1:
            if found := self._known.get(folder):
                return found
            folder = folder.rstrip("/").rpartition("/")[0] + "/"
        return None

    def unit(self, finding: FindingResult) -> Unit | None:
        """The first unit of the site file that the finding fits."""
        column = self.column(finding)
        names = set(column.path) | {column.name} if column else set()
        page = self.page(finding)
        for unit in self._units:
            if not (unit.columns or unit.urls or unit.rules):
                return unit
            if names & set(unit.columns) or any(fnmatchcase(finding.rule, rule) for rule in unit.rules):
                return unit
            if page and any(_begins(page, pattern) for pattern in unit.urls):
                return unit
        return None

    def _own(self, url: str) -> bool:
        try:
            return (urlsplit(url).hostname or "") in self.hosts
        except ValueError:
            return False


def path_of(column: ColumnSeen) -> str:
    """政府信息公开 > 法定主动公开内容: the column's path without the home page, at which every path begins."""
    path = column.path or (column.name,)
    inner = path[1:] if len(path) > 1 and path[0] == FRONT else path
    return " > ".join(shown(name) for name in inner)


def _addresses(finding: FindingResult) -> Iterator[str]:
    for one in finding.evidence[:PLACES]:
        if one.url:
            yield one.url
    for word in finding.subject.split():
        if "://" in word:
            yield word


def _begins(url: str, pattern: str) -> bool:
    return fnmatchcase(url, pattern) if "*" in pattern else url.startswith(pattern)


def _bare(url: str) -> str:
    """The address without its scheme and fragment: http and https show the same column."""
    return url.partition("://")[2].partition("#")[0]


def _folder(url: str) -> str:
    """`www.example.gov.cn/zwgk/` of `https://www.example.gov.cn/zwgk/index.html?x=1`."""
    return _bare(url).partition("?")[0].rpartition("/")[0] + "/"


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit of the site file: who answers, for what, and how much there is to do."""

    name: Said
    person: Said
    parts: Said
    due: str
    mend: str
    others: str


def units(result: AuditResult, findings: Sequence[FindingResult], places: Places, voice: Voice) -> tuple[UnitRow, ...]:
    """The units of the site file in its order, each with what there is to do."""
    mend: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for finding in findings:
        unit = places.unit(finding)
        (mend if section_of(finding) == "fix" else others)[unit.name if unit else ""] += 1
    rows = [
        UnitRow(
            name=voice.name(shown(unit.name)),
            person=voice.name(shown(unit.person) or figures.NOTHING),
            parts=voice.name(
                voice.list([voice.cut(shown(part), 60) for part in (*unit.columns, *unit.urls, *unit.rules)])
                or voice(_("其余全部"))
            ),
            due=figures.day(result.as_of + timedelta(days=unit.days)) if unit.days else figures.NOTHING,
            mend=figures.count(mend[unit.name]),
            others=figures.count(others[unit.name]),
        )
        for unit in result.run.portal.units
    ]
    if rows and (mend[""] or others[""]):
        nobody, none = Said(voice(_("未指定"))), Said(figures.NOTHING)
        rows.append(UnitRow(nobody, none, none, figures.NOTHING, figures.count(mend[""]), figures.count(others[""])))
    return tuple(rows)
