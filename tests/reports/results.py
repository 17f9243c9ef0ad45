"""Results made by hand: the states that a report must be able to show. All data invented."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from auditor.model.finding import Evidence, Finding, Measure, Value
from auditor.model.outcome import Outcome, Reason
from auditor.model.portal import Portal
from auditor.model.profile import AssignedBy, Effect, EffectKind, How, Source
from auditor.model.result import (
    AuditResult,
    ClauseResult,
    FamilyScore,
    FindingResult,
    ProfileHead,
    RuleText,
    Score,
)
from auditor.model.run import Coverage, Run, RunState, Skipped, Vantage

HOME = "https://www.yunxi.gov.cn/"
AT = datetime(2026, 11, 20, 13, 6, 14, tzinfo=UTC)
LATER = datetime(2026, 11, 20, 14, 17, 40, tzinfo=UTC)

RULES = (
    RuleText(
        id="disclosure.column-name",
        family="disclosure",
        title="首页信息公开专栏名称",
        why="公众按统一的名称寻找信息公开入口；名称各异就只能靠猜。",
        fix="首页放一个文字为“政府信息公开”的入口，指向专栏首页。",
        messages={
            "met": "首页入口“{found}”可用",
            "near_miss": "首页入口名为“{found}”，应为“政府信息公开”",
            "unsettled": "入口“{found}”未能判定",
        },
        params={"names": ("政府信息公开",), "near": ("信息公开", "政务公开")},
    ),
    RuleText(
        id="disclosure.four-parts",
        family="disclosure",
        title="信息公开专栏的四个部分",
        why="四个部分是专栏的骨架，缺一块公众就查不到相应的信息。",
        fix="在专栏里补上所缺的部分，放入正文或条目；改名即可的改名。",
        messages={
            "met": "“{part}”可用",
            "empty": "“{part}”打开后是空的",
            "parent": "没有专栏，“{part}”无从查起",
        },
    ),
    RuleText(
        id="ipv6.aaaa",
        family="ipv6",
        title="域名有 IPv6 地址",
        why="没有 AAAA 记录，只有 IPv6 的用户打不开网站。",
        fix="请域名管理方为主机添加 AAAA 记录。",
        messages={"met": "{host} 有 IPv6 地址 {addresses}", "none": "{host} 没有 IPv6 地址"},
    ),
    RuleText(
        id="ipv6.home-reachable",
        family="ipv6",
        title="首页可经 IPv6 打开",
        why="有地址而打不开，比没有地址更难发现。",
        fix="检查该地址的监听、防火墙与负载均衡；修好之前先撤下这条 AAAA。",
        messages={
            "met": "{address} 打得开",
            "down": "{address} {tries} 次都打不开",
            "vantage": "本机没有 IPv6，{address} 没有试连",
        },
        params={"min_success": 0.95},
    ),
    RuleText(
        id="links.broken",
        family="links",
        title="打不开的链接",
        why="读者点了没有结果；首页的断链影响尤其大。",
        fix="改成现行地址，或撤下链接；目录迁移的做一条跳转规则。",
        messages={
            "met": "{n} 个目标都打得开",
            "dead": "{target} 打不开，{pages} 个网页链着它",
            "unsettled": "{n} 个目标没能判定",
        },
        params={"where": "inner"},
    ),
    RuleText(
        id="topics.stale-entry",
        family="topics",
        title="已结束的专题仍占首页入口",
        why="过期专题挤占入口，读者分不清什么是现在的事。",
        fix="把入口移入“往期专题”，内容保留不删。",
        messages={
            "stale": "专题“{name}”最后更新于 {newest}，仍在首页",
            "maybe": "专题“{name}”只有一个信号，请确认是否已结束",
        },
    ),
    RuleText(
        id="interpretations.copied",
        family="interpretations",
        title="解读照抄原文",
        why="照抄不是解读。",
        fix="写清为什么出台、对谁有用、怎么办。",
        messages={"copied": "《{title}》与原文相同 {share}", "confirm": "《{title}》疑似照抄，请人确认"},
    ),
    RuleText(
        id="text.hidden-links",
        family="security",
        title="隐藏链接",
        why="隐藏链接多为网页被植入所致。",
        fix="确认后删除该段，查发稿账号与编辑器插件。",
        messages={"seen": "{page} 有移出屏幕的链接，指向 {host}", "none": "没有发现隐藏链接"},
    ),
)

KAZUO = Source(
    id="kazuo-2021",
    title="喀左县2021年政务公开工作要点",
    title_en="Key points of government openness work 2021, Kazuo County",
    number="喀政办发〔2021〕27号",
    issued=date(2021, 7, 7),
)
NATIONAL = Source(
    id="national-2019",
    title="政府网站与政务新媒体检查指标",
    title_en="Inspection indicators for government websites and new media",
    number="国办秘函〔2019〕19号",
    issued=date(2019, 4, 1),
)

ADVISE = Effect(kind=EffectKind.ADVISE)


def deduct(points: float, by: AssignedBy = AssignedBy.PROJECT) -> Effect:
    return Effect(kind=EffectKind.DEDUCT, points=points, assigned_by=by)


def finding(
    rule: str,
    outcome: Outcome,
    subject: str,
    message: str,
    *,
    values: Mapping[str, Value] | None = None,
    reason: Reason | None = None,
    evidence: Sequence[Evidence] = (),
    measure: Measure | None = None,
    clauses: tuple[str, ...] = (),
    effect: EffectKind = EffectKind.DEDUCT,
    lost: float = 0,
    still: float = 0,
) -> FindingResult:
    mark = Finding(rule=rule, outcome=outcome, subject=subject, message=message).fingerprint
    return FindingResult(
        fingerprint=mark,
        rule=rule,
        outcome=outcome,
        subject=subject,
        message=message,
        values=values or {},
        reason=reason,
        evidence=tuple(evidence),
        measure=measure,
        clauses=clauses,
        effect=effect,
        lost=lost,
        open=still,
        gain=lost,
    )


def clause(ref: str, duty: str, outcome: Outcome, effect: Effect = ADVISE, **more: Any) -> ClauseResult:
    document, _colon, ident = ref.partition(":")
    return ClauseResult(
        ref=ref,
        document=document,
        id=ident,
        duty=duty,
        how=more.pop("how", How.AUTOMATIC),
        outcome=outcome,
        effect=effect,
        assigned_by=effect.assigned_by,
        counted=effect.kind is EffectKind.DEDUCT,
        worth=effect.points,
        **more,
    )


def linked(page: str, target: str, label: str, *, status: int = 404, looks: int = 2, **values: Any) -> Evidence:
    said = values or {"fault": "http-4xx", "detail": ""}
    return Evidence(
        kind="link",
        url=page,
        target=target,
        quote=label,
        region="body",
        status=status,
        address="203.0.113.10",
        at=LATER,
        looks=looks,
        values=said,
    )


def run(state: RunState = RunState.GATHERED, coverage: Coverage | None = None, vantage: Vantage | None = None) -> Run:
    return Run(
        id="www.yunxi.gov.cn-20261120T130409Z",
        portal=Portal(home=HOME, name="云溪县人民政府门户网站", hosts=("zfxxgk.yunxi.gov.cn",)),
        state=state,
        started=datetime(2026, 11, 20, 13, 4, 9, tzinfo=UTC),
        finished=datetime(2026, 11, 20, 15, 41, 2, tzinfo=UTC),
        seed="1",
        vantage=vantage or Vantage(ipv6=True, browser="Chromium 142.0", resolver="198.51.100.53"),
        coverage=coverage
        or Coverage(
            known=3412,
            opened=3071,
            pages=3010,
            external=2792,
            requests=11946,
            second_looks=61,
            depth=6,
            robots="allowed",
            sitemap=1204,
            complete=False,
            failures={"http-4xx": 28, "blocked": 61, "nxdomain": 14, "read-timeout": 5},
            skipped=(
                Skipped(reason="robots", count=318, examples=(f"{HOME}search/a.html", f"{HOME}search/b.html")),
                Skipped(reason="budget-depth", count=23, examples=(f"{HOME}xxgk/a/b/c/d/e/f/g.html",)),
            ),
            elapsed=9412.5,
        ),
        tool="govsite-auditor 0.1.0",
    )


def result(
    *,
    score: Score,
    clauses: Sequence[ClauseResult] = (),
    findings: Sequence[FindingResult] = (),
    of: Run | None = None,
    rules: Sequence[RuleText] = RULES,
) -> AuditResult:
    return AuditResult(
        tool="govsite-auditor 0.1.0",
        run=of or run(),
        profile=ProfileHead(
            id="kazuo-2021",
            title=KAZUO.title,
            title_en=KAZUO.title_en,
            digest="9c1f7be04a52" + "0" * 52,
            documents=(KAZUO, NATIONAL),
            fail_below=60,
            bonus_above=80,
            coverage_floor=0.6,
        ),
        as_of=date(2026, 11, 20),
        score=score,
        clauses=tuple(clauses),
        findings=tuple(findings),
        rules=tuple(rules),
    )


def family(name: str, worth: float, lost: float = 0, still: float = 0, unmet: int = 0) -> FamilyScore:
    return FamilyScore(family=name, worth=worth, kept=worth - lost - still, lost=lost, open=still, unmet=unmet)
