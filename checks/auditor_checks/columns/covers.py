"""How many of the things that a document names have a column that opens and holds something?"""

from collections.abc import Iterable
from dataclasses import replace

from pydantic import Field

from auditor.api import Check, Column, Evidence, Facts, Finding, Measure, Messages, Need, Params, Reason, Rule, _, same
from auditor_checks.naming import Name
from auditor_checks.overlooked import anywhere
from auditor_checks.whereabouts import Found, Inside, State, find


class CoversParams(Params):
    column: tuple[str, ...] = Field(default=(), description=_("在哪个栏目里找（栏目名称，任何一个）；空表示全站"))
    wanted: tuple[Name, ...] = Field(min_length=1, description=_("应当有的栏目"))
    target: float = Field(default=1.0, gt=0, le=1, description=_("要求达到的比例（0–1）"))
    filled: bool = Field(default=True, description=_("栏目里要有内容才算"))


class Covers(Check[CoversParams]):
    """How many of the things that a document names have a column that opens and holds something?"""

    rule = Rule(
        id="columns.covers",
        title=_("应有栏目的覆盖"),
        why=_("文件列举的内容缺一项，群众就少知道一项。"),
        fix=_("为缺少的各项开设栏目，名称与文件一致，放进内容。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = CoversParams
    messages = Messages(
        met=_("{of} 项里有 {value} 项打得开、有内容"),
        short=_("{of} 项里只有 {value} 项打得开、有内容，缺：{missing}"),
        absent=_("{of} 项里一项也没有见到"),
        open=_("{of} 项里见到 {value} 项，{unknown} 项没能看清（{names}），不能断定是否达到要求，不计为不符合"),
        no_column=_("未见“{column}”，里面应有的各项不另计"),
        unread=_("“{column}”这次没有读到，不能断定里面有哪些栏目，不计为不符合"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        wanted, subject = self.params.wanted, facts.portal.home
        inside = None
        if self.params.column:
            subject = f"{subject}#{self.params.column[0]}"
            container = find(facts, self.params.column)
            if container.column is None and container.page is not None:
                container = replace(container, column=facts.column_at(container.page.url))
            if container.column is None:
                yield self._no_column(facts, subject, container)
                return
            if _one_text(facts, container.column):
                yield self._no_column(facts, subject, replace(container, reason=Reason.AMBIGUOUS))
                return  # one text, which may tell all of it
            inside = Inside(facts, container.column)
        places = {one.name: find(facts, one.names, inside=inside) for one in wanted}
        good = [name for name, place in places.items() if self._good(place)]
        missing = [name for name, place in places.items() if not self._good(place) and place.state.known]
        unknown = [name for name, place in places.items() if not self._good(place) and not place.state.known]
        measure = Measure(value=len(good), of=len(wanted), target=self.params.target)
        evidence = [self._row(name, places[name]) for name in (*missing, *unknown)]
        said = {"value": len(good), "of": len(wanted), "measure": measure, "evidence": evidence}
        goal = self.params.target * len(wanted) - 1e-9
        if len(good) >= goal:
            yield self.met(subject, "met", **said)
        elif len(good) + len(unknown) >= goal:
            reason = next((r for name in unknown if (r := places[name].reason)), Reason.AMBIGUOUS)
            shown = "、".join(unknown[:_SHOWN])
            yield self.not_testable(subject, "open", reason, unknown=len(unknown), names=shown, **said)
        elif not good and not unknown and all(one.state is State.ABSENT for one in places.values()):
            yield self.unmet(subject, "absent", **{key: said[key] for key in ("of", "measure", "evidence")})
        else:
            yield self.unmet(subject, "short", missing="、".join(missing[:_SHOWN]), **said)

    def _good(self, place: Found) -> bool:
        states = (State.FILLED, State.ELSEWHERE)
        return place.state in states or (place.state is State.BLANK and not self.params.filled)

    def _no_column(self, facts: Facts, subject: str, place: Found) -> Finding:
        name = self.params.column[0]
        if place.state in (State.ABSENT, State.DEAD) and anywhere(facts) is None:
            return self.not_applicable(
                subject, "no_column", Reason.PARENT_MISSING, column=name, evidence=place.evidence
            )
        reason = place.reason or Reason.NOT_GATHERED
        return self.not_testable(subject, "unread", reason, column=name, evidence=place.evidence)

    @staticmethod
    def _row(name: str, place: Found) -> Evidence:
        state = place.state.name.lower()
        return Evidence(kind="list", url=place.url, quote=name, values={"found": place.found, "state": state})


def _one_text(facts: Facts, column: Column) -> bool:
    """Is the column a text rather than a list of columns?"""
    page = facts.page(column.url)
    if page is None or facts.within(column):
        return False
    labels = {same(link.label) for link in page.links}
    return sum(len(line) for line in map(same, page.text.splitlines()) if line not in labels) >= _TEXT


_TEXT = 150  # characters that stand in no link
_SHOWN = 12  # names in one sentence; the others stand in the evidence
