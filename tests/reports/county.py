"""One county portal: the findings, clauses and families that most states of a result share."""

from datetime import date

from auditor.model.finding import Evidence, Measure
from auditor.model.outcome import Outcome, Reason
from auditor.model.profile import AssignedBy, Effect, EffectKind, How
from auditor.model.result import ClauseResult, FindingResult
from tests.reports.results import ADVISE, AT, HOME, LATER, clause, deduct, family, finding, linked

D, N = "kazuo-2021:", "national-2019:"
OTHER = "http://kjj.yunxi-old.example/"


def findings() -> list[FindingResult]:
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


def clauses(*, veto: Outcome = Outcome.MET, findings: list[FindingResult]) -> list[ClauseResult]:
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
