"""The states of a result, one function each; `STATES` lists them."""

from collections.abc import Callable, Mapping

from auditor.model.finding import Evidence
from auditor.model.outcome import Outcome, Reason
from auditor.model.portal import Level
from auditor.model.profile import Effect, EffectKind
from auditor.model.result import AuditResult, FindingResult, Score
from auditor.model.run import Coverage, RunState, Skipped, Vantage
from tests.reports import county
from tests.reports.county import D, N
from tests.reports.results import AT, HOME, clause, deduct, family, finding, linked, result, run


def ranged() -> AuditResult:
    found = county.findings()
    return result(
        score=Score(
            low=88.1, high=89.9, grade="good", coverage=0.964, worth=100, lost=10.1, open=1.8, families=county.FAMILIES
        ),
        clauses=county.clauses(findings=found),
        findings=found,
    )


def candidate() -> AuditResult:
    found = [*county.findings(), _hidden(Outcome.MANUAL)]
    return result(
        score=Score(
            low=70.1,
            high=73.7,
            grade="pass",
            coverage=0.964,
            worth=100,
            lost=26.3,
            open=3.6,
            veto_candidates=(f"{N}I-1",),
            families=county.FAMILIES,
        ),
        clauses=county.clauses(veto=Outcome.MANUAL, findings=found),
        findings=found,
        of=run(vantage=Vantage(ipv6=False, resolver="198.51.100.53")),
    )


def veto() -> AuditResult:
    found = [*county.findings(), _hidden(Outcome.UNMET)]
    return result(
        score=Score(
            low=70.1,
            high=73.7,
            grade="fail",
            coverage=0.964,
            worth=100,
            lost=26.3,
            open=3.6,
            vetoes=(f"{N}I-1",),
            families=county.FAMILIES,
        ),
        clauses=county.clauses(veto=Outcome.UNMET, findings=found),
        findings=found,
    )


def _hidden(outcome: Outcome) -> FindingResult:
    quote = '<div style="position:absolute;left:-9999px"><a href="http://kx88-bonus.example/">彩票注册</a></div>'
    return finding(
        "text.hidden-links",
        outcome,
        f"{HOME}yxdt/41822.html",
        "seen",
        values={"page": f"{HOME}yxdt/41822.html", "host": "kx88-bonus.example"},
        clauses=(f"{N}I-1",),
        effect=EffectKind.VETO,
        evidence=[Evidence(kind="page", url=f"{HOME}yxdt/41822.html", quote=quote, marks=((12, 43),), at=AT, looks=3)],
    )


def spanning() -> AuditResult:
    found = county.findings()
    return result(
        score=Score(low=57.2, high=63.4, coverage=0.9, worth=100, lost=36.6, open=6.2, families=county.FAMILIES),
        clauses=county.clauses(findings=found),
        findings=found,
    )


def reference() -> AuditResult:
    found = [one for one in county.findings() if one.outcome is not Outcome.UNMET]
    return result(
        score=Score(
            low=31.0, high=92.0, reference=True, coverage=0.31, worth=100, lost=8, open=61, families=county.FAMILIES
        ),
        clauses=county.clauses(findings=found),
        findings=found,
        of=run(RunState.INTERRUPTED),
    )


def clean() -> AuditResult:
    found = [one for one in county.findings() if one.outcome is Outcome.MET]
    clauses = [
        clause(f"{D}13", "信息公开专栏名称、格式、内容规范", Outcome.MET, deduct(24), findings=(found[0].fingerprint,)),
        clause(f"{D}15", "门户网站全面支持 IPv6", Outcome.MET, deduct(12), findings=(found[1].fingerprint,)),
        clause(f"{N}I-1", "没有隐藏链接", Outcome.MET, Effect(kind=EffectKind.VETO)),
    ]
    return result(
        score=Score(
            low=100,
            high=100,
            grade="good",
            coverage=1,
            worth=100,
            families=(family("disclosure", 24), family("ipv6", 12)),
        ),
        clauses=clauses,
        findings=found,
        of=run(
            coverage=Coverage(known=150, opened=150, pages=148, requests=320, depth=4, complete=True, elapsed=12.25)
        ),
    )


def nothing() -> AuditResult:
    """No finding, no clause: an empty profile on an empty run."""
    return result(score=Score(), of=run(coverage=Coverage()), rules=())


def down(state: RunState = RunState.HOME_DOWN, fault: str = "connect-timeout", robots: str = "") -> AuditResult:
    found = [
        finding(
            "disclosure.column-name",
            Outcome.NOT_TESTABLE,
            HOME,
            "unsettled",
            values={"found": None},
            reason=Reason.HOME_DOWN,
            clauses=(f"{D}13",),
            still=24,
        )
    ]
    return result(
        score=Score(worth=100, open=100, families=(family("disclosure", 24, 0, 24),)),
        clauses=[
            clause(
                f"{D}13",
                "信息公开专栏名称、格式、内容规范",
                Outcome.NOT_TESTABLE,
                deduct(24),
                reason=Reason.HOME_DOWN,
                open=24,
                findings=(found[0].fingerprint,),
            )
        ],
        findings=found,
        of=run(state, Coverage(known=1, requests=3, second_looks=1, failures={fault: 1}, robots=robots, elapsed=81)),
    )


def blocked() -> AuditResult:
    return down(fault="blocked")


def robots() -> AuditResult:
    return down(fault="robots", robots="unreachable")


def many(count: int = 5000) -> AuditResult:
    """Thousands of findings, most of them broken links, as a portal after a relaunch has them."""
    found = county.findings()
    for index in range(count):
        target = f"{HOME}xxgk/fdzdgknr/2021/{index:05d}/t20210311_{index:06d}.html"
        pages = [f"{HOME}bmdt/{index % 97}/t2021{page:04d}_{index:05d}.html" for page in range(1 + index % 7)]
        found.append(
            finding(
                "links.broken",
                Outcome.UNMET if index % 9 else Outcome.NOT_TESTABLE,
                target,
                "dead",
                values={"target": target, "pages": len(pages)},
                reason=None if index % 9 else Reason.TRANSIENT,
                clauses=(f"{N}II-1",),
                evidence=[linked(page, target, f"关于公布第{index}批名单的通知") for page in pages],
            )
        )
    return result(
        score=Score(
            low=64.0, high=65.3, grade="pass", coverage=0.97, worth=100, lost=34.7, open=1.3, families=county.FAMILIES
        ),
        clauses=county.clauses(findings=found),
        findings=found,
    )


def templates() -> AuditResult:
    """Dead links of two templates and of one article, each kind with a way of its own to mend it."""
    base = ranged()
    rules = tuple(
        rule.model_copy(
            update={
                "messages": {
                    **rule.messages,
                    "gone": "{element}“{label}”返回 {status}",
                    "gone_template": "{region}模板里的“{label}”返回 {status}，{pages} 个页面都有",
                },
                "fixes": {
                    "gone": ("改成新地址。",),
                    "gone_template": ("改{region}模板一处，{pages} 个页面随之改好。", "改成新地址。"),
                },
            }
        )
        if rule.id == "links.broken"
        else rule
        for rule in base.rules
    )
    hung = [("footer", 1204, 3), ("header", 1198, 2)]
    found = [
        finding(
            "links.broken",
            Outcome.UNMET,
            f"{HOME}{region}/{nth}.html",
            "gone_template",
            values={"region": region, "pages": pages, "label": f"第{nth}项", "status": 404},
            lost=0.1 * nth,
            clauses=(f"{N}II-1",),
            evidence=[linked(HOME, f"{HOME}{region}/{nth}.html", f"第{nth}项")],
        )
        for region, pages, number in hung
        for nth in range(number)
    ]
    one = finding(
        "links.broken",
        Outcome.UNMET,
        f"{HOME}a.pdf",
        "gone",
        values={"element": "attachment", "label": "名单", "status": 404, "pages": 1},
        clauses=(f"{N}II-1",),
    )
    return base.model_copy(update={"rules": rules, "findings": (*base.findings, one, *found)})


def township() -> AuditResult:
    """A column without a name on a plain address, nothing known about the vantage."""
    bare = ranged()
    portal = bare.run.portal.model_copy(update={"name": "", "level": Level.TOWNSHIP})
    coverage = Coverage(known=1, opened=1, skipped=(Skipped(reason="something-new", count=3),))
    return bare.model_copy(
        update={"run": bare.run.model_copy(update={"portal": portal, "vantage": Vantage(), "coverage": coverage})}
    )


STATES: Mapping[str, Callable[[], AuditResult]] = {
    "ranged": ranged,
    "candidate": candidate,
    "veto": veto,
    "spanning": spanning,
    "reference": reference,
    "clean": clean,
    "nothing": nothing,
    "down": down,
    "blocked": blocked,
    "robots": robots,
    "township": township,
    "templates": templates,
}
