"""The states of a result, one function each; `STATES` lists them."""

from collections.abc import Callable, Mapping
from datetime import date

from auditor.model.finding import Evidence, Measure
from auditor.model.outcome import Outcome, Reason
from auditor.model.portal import Level
from auditor.model.profile import AssignedBy, Effect, EffectKind, How
from auditor.model.result import AuditResult, ClauseResult, FindingResult, Score
from auditor.model.run import Coverage, RunState, Skipped, Vantage
from tests.reports.results import ADVISE, AT, HOME, LATER, clause, deduct, family, finding, linked, result, run

D, N = "kazuo-2021:", "national-2019:"
OTHER = "http://kjj.yunxi-old.example/"


def _findings() -> list[FindingResult]:
    return [
        finding(
            "disclosure.column-name",
            Outcome.UNMET,
            HOME,
            "near_miss",
            values={"found": "政务公开"},
            clauses=(f"{D}13",),
            lost=4,
            evidence=[
                Evidence(
                    kind="page",
                    url=HOME,
                    quote="网站首页 ｜ 走进云溪 ｜ 新闻中心 ｜ 政务公开 ｜ 政务服务 ｜ 互动交流",
                    marks=((20, 24),),
                    region="nav",
                    status=200,
                    at=AT,
                    looks=2,
                )
            ],
        ),
        finding(
            "disclosure.four-parts",
            Outcome.UNMET,
            f"{HOME}zfxxgk/#政府信息公开制度",
            "empty",
            values={"part": "政府信息公开制度"},
            clauses=(f"{D}13",),
            lost=1.5,
            evidence=[
                Evidence(
                    kind="page",
                    url=f"{HOME}zfxxgk/zd/",
                    quote="政府信息公开制度",
                    status=200,
                    values={"items": 0},
                    at=AT,
                )
            ],
        ),
        finding(
            "disclosure.four-parts",
            Outcome.MET,
            f"{HOME}zfxxgk/#政府信息公开指南",
            "met",
            values={"part": "政府信息公开指南"},
            clauses=(f"{D}13",),
        ),
        finding(
            "ipv6.home-reachable",
            Outcome.UNMET,
            "www.yunxi.gov.cn 2001:db8:51a::11",
            "down",
            values={"address": "2001:db8:51a::11", "tries": 3},
            clauses=(f"{D}15",),
            lost=1,
            measure=Measure(value=0, of=3, target=0.95),
            evidence=[
                Evidence(
                    kind="connection",
                    url=HOME,
                    address="2001:db8:51a::11",
                    at=LATER,
                    looks=3,
                    values={
                        "tries": [
                            {"at": "2026-11-20T13:10:00+00:00", "stage": "connect", "ok": False, "detail": "timed out"},
                            {"at": "2026-11-20T13:10:02+00:00", "stage": "connect", "ok": False, "detail": "timed out"},
                            {"at": "2026-11-20T13:10:04+00:00", "stage": "connect", "ok": False, "detail": "refused"},
                        ]
                    },
                )
            ],
        ),
        finding(
            "ipv6.aaaa",
            Outcome.MET,
            "www.yunxi.gov.cn",
            "met",
            values={"host": "www.yunxi.gov.cn", "addresses": "2001:db8:51a::10"},
            clauses=(f"{D}15",),
        ),
        *(
            finding(
                "links.broken",
                Outcome.UNMET,
                target,
                "dead",
                values={"target": target, "pages": pages},
                clauses=(f"{N}II-1",),
                lost=lost,
                evidence=[
                    linked(f"{HOME}xw/{page}.html", target, label) for page, label in enumerate(labels[:pages], start=1)
                ],
            )
            for target, pages, lost, labels in (
                (f"{HOME}jyj/2026zs/wd.html", 1, 1.0, ("秋季招生问答",)),
                (OTHER, 3, 1.0, ("县科技局", "县科技局", "科技局网站")),
                (f"{HOME}zjj/fj/W020230411.pdf", 2, 0.1, ("物业备案名单.pdf", "附件1")),
            )
        ),
        finding(
            "links.broken",
            Outcome.NOT_TESTABLE,
            "inner others",
            "unsettled",
            values={"n": 143},
            reason=Reason.BLOCKED,
            clauses=(f"{N}II-1",),
            still=1.3,
            evidence=[
                Evidence(kind="list", values={"blocked": 98, "transient": 45}, also=138),
                linked(HOME, "http://zwfw.province.example/yunxi", "办事服务", status=412, fault="blocked"),
            ],
        ),
        finding(
            "topics.stale-entry",
            Outcome.UNMET,
            f"{HOME}zt/yqfk/",
            "stale",
            values={"name": "疫情防控", "newest": "2022-12-19"},
            clauses=(f"{D}14",),
            lost=1.5,
            evidence=[
                linked(
                    HOME, f"{HOME}zt/yqfk/", "疫情防控专题", status=200, newest="2022-12-19", signals=["quiet", "term"]
                )
            ],
        ),
        finding(
            "topics.stale-entry",
            Outcome.UNMET,
            f"{HOME}zt/xczx/",
            "maybe",
            values={"name": "乡村振兴"},
            clauses=(f"{D}14",),
            effect=EffectKind.ADVISE,
        ),
        finding(
            "interpretations.copied",
            Outcome.ERROR,
            f"{HOME}zcjd/1.html",
            "",
            clauses=(f"{D}8",),
            still=0.5,
            evidence=[Evidence(kind="text", values={"error": "ValueError: workbook is encrypted"})],
        ),
    ]


def _clauses(*, veto: Outcome = Outcome.MET, findings: list[FindingResult]) -> list[ClauseResult]:
    def mine(ref: str) -> tuple[str, ...]:
        return tuple(one.fingerprint for one in findings if ref in one.clauses)

    return [
        clause(
            f"{D}8",
            "解读有实质内容，不照抄原文",
            Outcome.ERROR,
            deduct(8),
            duty_en="Interpretations have substance and do not copy the original",
            open=0.5,
            findings=mine(f"{D}8"),
            family="interpretations",
        ),
        clause(
            f"{D}13",
            "信息公开专栏名称、格式、内容规范",
            Outcome.UNMET,
            deduct(24),
            duty_en="The disclosure column has the prescribed name, form and content",
            lost=5.5,
            findings=mine(f"{D}13"),
            family="disclosure",
        ),
        clause(
            f"{D}14",
            "结束的专题移入历史专题栏目，首页不留入口",
            Outcome.UNMET,
            deduct(8),
            lost=1.5,
            findings=mine(f"{D}14"),
            family="topics",
            set_by={"params": "kazuo-2021"},
        ),
        clause(
            f"{D}15", "门户网站全面支持 IPv6", Outcome.UNMET, deduct(12), lost=1, findings=mine(f"{D}15"), family="ipv6"
        ),
        clause(
            f"{D}18",
            "依申请公开的受理、办理、答复流程规范",
            Outcome.MANUAL,
            how=How.MANUAL,
            note="办理流程不在网站上，须由主管部门提供材料",
            note_en="The procedure is not on the site; the responsible office has to provide records",
        ),
        clause(
            f"{D}23",
            "适老化改造在年底前完成",
            Outcome.NOT_APPLICABLE,
            reason=Reason.NOT_DUE,
            due=date(2026, 12, 31),
        ),
        clause(
            f"{N}I-1",
            "没有链接违法内容的隐藏链接",
            veto,
            Effect(kind=EffectKind.VETO, assigned_by=AssignedBy.DOCUMENT),
            duty_en="No hidden links to unlawful content",
            findings=mine(f"{N}I-1"),
            cite="单项否决 1",
        ),
        clause(
            f"{N}II-1",
            "首页和内页的链接都打得开",
            Outcome.UNMET,
            deduct(14, AssignedBy.DOCUMENT),
            duty_en="Links on the home page and inner pages open",
            lost=2.1,
            open=1.3,
            findings=mine(f"{N}II-1"),
            family="links",
        ),
        clause(f"{N}II-9", "规章集中公开", Outcome.NOT_APPLICABLE, ADVISE, reason=Reason.LEVEL),
        clause(
            f"{N}II-10",
            "首页入口名称规范",
            Outcome.UNMET,
            deduct(2),
            paid_by=f"{D}13",
            findings=(),
        ),
    ]


FAMILIES = (
    family("disclosure", 24, 5.5, 0, 2),
    family("ipv6", 12, 1, 0, 1),
    family("links", 14, 2.1, 1.3, 3),
    family("topics", 8, 1.5, 0, 1),
    family("interpretations", 16, 0, 0.5, 0),
)


def ranged() -> AuditResult:
    found = _findings()
    return result(
        score=Score(
            low=88.1, high=89.9, grade="good", coverage=0.964, worth=100, lost=10.1, open=1.8, families=FAMILIES
        ),
        clauses=_clauses(findings=found),
        findings=found,
    )


def candidate() -> AuditResult:
    found = [*_findings(), _hidden(Outcome.MANUAL)]
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
            families=FAMILIES,
        ),
        clauses=_clauses(veto=Outcome.MANUAL, findings=found),
        findings=found,
        of=run(vantage=Vantage(ipv6=False, resolver="198.51.100.53")),
    )


def veto() -> AuditResult:
    found = [*_findings(), _hidden(Outcome.UNMET)]
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
            families=FAMILIES,
        ),
        clauses=_clauses(veto=Outcome.UNMET, findings=found),
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
    found = _findings()
    return result(
        score=Score(low=57.2, high=63.4, coverage=0.9, worth=100, lost=36.6, open=6.2, families=FAMILIES),
        clauses=_clauses(findings=found),
        findings=found,
    )


def reference() -> AuditResult:
    found = [one for one in _findings() if one.outcome is not Outcome.UNMET]
    return result(
        score=Score(low=31.0, high=92.0, reference=True, coverage=0.31, worth=100, lost=8, open=61, families=FAMILIES),
        clauses=_clauses(findings=found),
        findings=found,
        of=run(RunState.INTERRUPTED),
    )


def clean() -> AuditResult:
    found = [one for one in _findings() if one.outcome is Outcome.MET]
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
    found = _findings()
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
            low=64.0, high=65.3, grade="pass", coverage=0.97, worth=100, lost=34.7, open=1.3, families=FAMILIES
        ),
        clauses=_clauses(findings=found),
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
