"""Does the report say the right thing about each state?"""

import pytest
from auditor_reports.view import view
from auditor_reports.view.fixes import AT_ONCE
from auditor_reports.view.seen import LONGEST_QUOTE, Eyes
from auditor_reports.voice import Voice

from auditor.model.finding import Evidence
from auditor.model.outcome import Outcome, Reason
from auditor.model.profile import AssignedBy, EffectKind
from auditor.model.result import AuditResult, FindingResult
from tests.reports.results import HOME, clause, deduct, finding, linked
from tests.reports.states import STATES, candidate, clean, down, many, ranged, templates, veto


@pytest.mark.parametrize(
    ("state", "sentence", "score"),
    [
        ("ranged", "合格，得分高于 80 分，可计加分。", "88.1–89.9"),
        ("candidate", "1 条单项否决线索待人工确认。属实则不合格；排除后为合格。", "70.1–73.7"),
        ("veto", "1 项单项否决成立，不合格。", "70.1–73.7"),
        ("spanning", "合格与否，取决于 2 条待定。", "57.2–63.4"),
        ("reference", "看到的太少，得分只作参考，不下结论。", "31.0–92.0"),
        ("clean", "合格，可计加分。没有发现不符合的地方。", "100.0"),
        ("nothing", "没有一项计分的条款得出结论，这次不能打分。", "未评分"),
        ("down", "首页没有读到，这次没有结论。", "未评分"),
        ("blocked", "首页没有读到，这次没有结论。", "未评分"),
        ("robots", "首页没有读到，这次没有结论。", "未评分"),
    ],
)
def test_the_verdict_is_a_sentence(state: str, sentence: str, score: str) -> None:
    shows = view(STATES[state](), "zh").verdict
    assert (shows.sentence, shows.score) == (sentence, score)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("down", "连接超时"),
        ("blocked", "放行"),
        ("robots", "robots.txt"),
        ("nothing", "没有结论，既不等于合格，也不等于不合格。"),
        ("ranged", "区间的下端按全扣算"),
        ("spanning", "36.6"),
        ("reference", "31 %".replace(" ", "\u2009")),
        ("veto", "否决成立时不看得分"),
    ],
)
def test_the_verdict_says_why(state: str, words: str) -> None:
    assert words in "".join(view(STATES[state](), "zh").verdict.why)


@pytest.mark.parametrize("state", ["down", "blocked", "robots", "nothing"])
def test_without_a_score_there_is_no_ruler_and_nothing_is_called_passed(state: str) -> None:
    shows = view(STATES[state](), "zh")
    assert shows.verdict.ruler is None
    assert "合格" not in shows.verdict.sentence
    assert shows.steps == ()


def test_a_score_under_the_floor_is_called_a_reference() -> None:
    assert view(STATES["reference"](), "zh").verdict.aside == "参考值"
    assert view(ranged(), "zh").verdict.aside == ""


def test_a_range_that_stays_in_one_grade_says_so_and_one_that_does_not_says_nothing_of_it() -> None:
    assert "无论结果如何" in "".join(view(candidate(), "zh").verdict.why)
    assert "无论结果如何" not in "".join(view(STATES["spanning"](), "zh").verdict.why)


def test_a_veto_that_was_not_found_is_called_unseen_and_not_absent() -> None:
    shows = view(clean(), "zh")
    assert shows.verdict.veto is not None
    assert shows.verdict.veto.title == "单项否决：1 项未见"
    assert ("unseen", "未见", "1") in shows.clauses.tally


def test_fixes_stand_by_what_they_win_and_add_up() -> None:
    shows = view(ranged(), "zh")
    assert [step.gain for step in shows.steps] == ["+4.0", "+2.1", "+1.5", "+1.5", "+1.0"]
    assert shows.steps[-1].reach == "98.2–100.0"
    assert "98.2–100.0" in shows.steps_note


def test_what_lifts_a_veto_comes_first() -> None:
    assert view(veto(), "zh").steps[0].gain == "解除否决"


def test_no_more_than_ten_fixes_stand_in_front_and_the_rest_is_counted() -> None:
    base = ranged()
    rule = base.rules[0]
    rules = [rule.model_copy(update={"id": f"disclosure.rule-{n}"}) for n in range(13)]
    found = [finding(one.id, Outcome.UNMET, HOME, "near_miss", lost=1 + n) for n, one in enumerate(rules)]
    shows = view(base.model_copy(update={"rules": tuple(rules), "findings": tuple(found)}), "zh")
    assert [step.rank for step in shows.steps] == list(range(1, 11))
    assert "另有 3 类" in shows.steps_note


def test_findings_stand_in_the_section_of_what_is_to_be_done() -> None:
    sections = {part.id: [group.id for group in part.groups] for part in view(candidate(), "zh").fixes.sections}
    assert list(sections) == ["veto", "fix", "open", "advise"]
    assert sections["veto"] == ["veto-text.hidden-links"]
    assert sections["fix"][0] == "fix-disclosure.column-name"
    assert sections["advise"] == ["advise-topics.stale-entry"]


def test_clues_to_a_bonus_stand_behind_what_is_to_be_mended_and_advice_not_gathered_for_stands_last() -> None:
    base = candidate()
    rule = base.rules[0].id
    bonus = finding(rule, Outcome.MANUAL, f"{HOME}#惠民", "near_miss").model_copy(update={"effect": EffectKind.BONUS})
    left = finding(rule, Outcome.NOT_TESTABLE, f"{HOME}#六", "", reason=Reason.NOT_GATHERED)
    left = left.model_copy(update={"effect": EffectKind.ADVISE})
    shows = view(base.model_copy(update={"findings": (bonus, left, *base.findings)}), "zh").fixes
    assert [part.id for part in shows.sections] == ["veto", "fix", "confirm", "open", "advise", "extra"]
    assert shows.sections[-1].fold


def test_what_was_asked_of_a_page_is_no_part_of_its_address() -> None:
    eyes = Eyes(Voice("zh"), frozenset({"www.yunxi.gov.cn"}), HOME)
    assert eyes.subject(f"{HOME}#规范性文件") == "首页 · 规范性文件"
    assert eyes.subject(f"{HOME}zfxxgk/#政府信息公开制度", "专栏里未见“政府信息公开制度”") == "/zfxxgk/"
    assert eyes.subject(f"{HOME}spa/#/list") == "/spa/#/list"
    assert eyes.subject(f"{HOME}#img-alt") == "首页"
    assert eyes.subject(f"{HOME}a.html {HOME}b.html") == "/a.html、/b.html"


def test_a_fault_of_the_wire_is_worded_and_keeps_the_name_that_an_engineer_looks_for() -> None:
    voice = Voice("zh")
    assert voice.value("refused ECONNREFUSED", "detail") == "拒绝连接 ECONNREFUSED"
    assert voice.value("refused", "detail") == "拒绝连接"
    assert voice.value("certificate verify failed", "detail") == "certificate verify failed"
    assert voice.value("", "detail") == "—"


def test_quotation_marks_within_quotation_marks_are_single_ones() -> None:
    assert str(Voice("zh").sentence("专题“{name}”，另有{name}", {"name": "“两学一做”教育"})) == (
        "专题“‘两学一做’教育”，另有“两学一做”教育"
    )


def test_a_row_about_a_link_says_on_which_page_it_stands() -> None:
    found = [row for part in view(candidate(), "zh").fixes.sections for group in part.groups for row in group.rows]
    told = {str(row.title)[:8]: str(row.subject) for row in found if "见于" in str(row.subject)}
    assert told["/jyj/202"] == "见于/xw/1.html"
    assert told["http://k"] == "见于/xw/1.html等处"
    assert told["专题“疫情防控”"] == "/zt/yqfk/，见于首页"
    assert not any("没能判定" in title for title in told)


def test_families_stand_by_what_they_lost_and_one_without_points_or_faults_is_left_out() -> None:
    base = ranged()
    idle = base.score.families[0].model_copy(
        update={"family": "access", "worth": 0, "kept": 0, "lost": 0, "open": 0, "unmet": 0}
    )
    score = base.score.model_copy(update={"families": (idle, *base.score.families)})
    bars = view(base.model_copy(update={"score": score}), "zh").verdict.bars
    lost = {one.family: one.lost for one in base.score.families}
    assert [lost[bar.family] for bar in bars] == sorted(lost.values(), reverse=True)


def test_a_vetoed_score_is_marked_beside_the_figure() -> None:
    assert view(veto(), "zh").verdict.aside == "已被否决"
    assert view(veto(), "zh").verdict.void


def test_what_could_not_be_judged_says_how_to_settle_it_and_not_how_to_mend_it() -> None:
    [part] = [part for part in view(ranged(), "zh").fixes.sections if part.id == "open"]
    said = {group.id: (group.fix_label, str(group.fix)) for group in part.groups}
    assert said["open-links.broken"][0] == "怎么补看"
    assert "放行检查程序" in said["open-links.broken"][1]
    assert "检查程序的问题" in said["open-interpretations.copied"][1]


def test_a_long_group_stands_behind_a_fold_with_its_count() -> None:
    [part] = [part for part in view(many(100), "zh").fixes.sections if part.id == "fix"]
    [group] = [group for group in part.groups if group.id == "fix-links.broken"]
    assert len(group.rows) == AT_ONCE
    assert group.more == f"其余 {len(group.rest)} 处"
    assert group.count == f"{len(group.rows) + len(group.rest)} 处"


def test_findings_that_one_thing_mends_stand_together_under_it() -> None:
    [part] = [part for part in view(templates(), "zh").fixes.sections if part.id == "fix"]
    [group] = [group for group in part.groups if group.id == "fix-links.broken"]
    assert str(group.fix) == ""
    said = {str(batch.fix): [str(row.title) for row in batch.rows] for batch in group.shown}
    assert said["改页脚模板一处，1,204 个页面随之改好。改成新地址。"] == [
        f"页脚模板里的“第{nth}项”返回 404，1,204 个页面都有" for nth in (2, 1, 0)
    ]
    assert len(said["改页头模板一处，1,198 个页面随之改好。改成新地址。"]) == 2
    assert said["改成新地址。"] == ["附件“名单”返回 404"]
    assert len(said["改成现行地址，或撤下链接；目录迁移的做一条跳转规则。"]) == 3


def test_one_way_to_mend_all_is_said_once_by_the_group() -> None:
    result = templates()
    footers = tuple(one for one in result.findings if one.values.get("region") == "footer")
    [part] = view(result.model_copy(update={"findings": footers}), "zh").fixes.sections
    [group] = part.groups
    assert str(group.fix).startswith("改页脚模板一处，1,204 个页面")
    assert [str(batch.fix) for batch in group.shown] == [""]


def test_met_and_not_applicable_findings_are_only_counted() -> None:
    fixes = view(ranged(), "zh").fixes
    assert fixes.quiet == "另有 2 项符合，不在此列出，见“条款”。"
    assert fixes.total == len(fixes.ids)


def _only(one: FindingResult, base: AuditResult | None = None) -> AuditResult:
    return (base or ranged()).model_copy(update={"findings": (one,)})


def test_a_quotation_is_cut_around_its_mark_and_the_rest_is_counted() -> None:
    quote = "前" * 1000 + "断链在此" + "后" * 1000
    one = finding(
        "links.broken",
        Outcome.UNMET,
        HOME,
        "dead",
        evidence=[Evidence(kind="page", url=HOME, quote=quote, marks=((1000, 1004),))],
    )
    [row] = view(_only(one), "zh").fixes.sections[0].groups[0].rows
    [seen] = row.seen
    assert [piece.text for piece in seen.quote if piece.marked] == ["断链在此"]
    assert sum(len(piece.text) for piece in seen.quote) == LONGEST_QUOTE
    assert seen.cut == f"另有 {2004 - LONGEST_QUOTE:,} 字"


@pytest.mark.parametrize("marks", [((3, 2),), ((-5, 3),), ((2, 99),), ((0, 4), (2, 6)), ((1, 1),), ((50, 60),)])
def test_marks_that_make_no_sense_lose_no_word(marks: tuple[tuple[int, int], ...]) -> None:
    one = finding(
        "links.broken",
        Outcome.UNMET,
        HOME,
        "dead",
        evidence=[Evidence(kind="page", url=HOME, quote="一二三四五六", marks=marks)],
    )
    [row] = view(_only(one), "zh").fixes.sections[0].groups[0].rows
    assert "".join(piece.text for piece in row.seen[0].quote) == "一二三四五六"


def test_pages_that_carry_the_same_dead_link_stand_together() -> None:
    pages = [linked(f"{HOME}{n}.html", "http://gone.example/", "旧站") for n in range(3)]
    one = finding("links.broken", Outcome.UNMET, "http://gone.example/", "dead", evidence=pages)
    [row] = view(_only(one), "zh").fixes.sections[0].groups[0].rows
    [seen] = row.seen
    assert [referrer.place.text for referrer in seen.referrers] == ["/0.html", "/1.html", "/2.html"]


def test_evidence_beyond_the_limit_is_counted() -> None:
    pages = [Evidence(kind="page", url=f"{HOME}{n}.html", quote="x") for n in range(11)]
    one = finding("links.broken", Outcome.UNMET, HOME, "dead", evidence=pages)
    [row] = view(_only(one), "zh").fixes.sections[0].groups[0].rows
    assert (len(row.seen), row.more) == (8, "另有 3 处没有列出")


def test_two_findings_under_one_fingerprint_get_two_ids() -> None:
    one = finding("links.broken", Outcome.UNMET, HOME, "dead")
    result = ranged().model_copy(update={"findings": (one, one.model_copy(update={"outcome": Outcome.MANUAL}))})
    ids = [row.id for part in view(result, "zh").fixes.sections for group in part.groups for row in group.rows]
    assert len(ids) == len(set(ids)) == 2


def test_a_rule_bound_twice_has_the_messages_of_both() -> None:
    base = ranged()
    twice = (base.rules[0].model_copy(update={"messages": {"other": "另一句"}}), *base.rules)
    one = finding(base.rules[0].id, Outcome.UNMET, HOME, "other")
    [row] = view(base.model_copy(update={"rules": twice, "findings": (one,)}), "zh").fixes.sections[0].groups[0].rows
    assert str(row.title) == "另一句"


def test_a_finding_without_a_sentence_is_still_told() -> None:
    told = finding("gone.rule", Outcome.NOT_TESTABLE, HOME, "x", reason=Reason.BUDGET)
    [row] = view(_only(told), "zh").fixes.sections[0].groups[0].rows
    assert str(row.title) == "超出页数、层数或时间预算"


def test_points_at_stake_are_told_from_points_lost() -> None:
    rows = {
        row.status: row for part in view(ranged(), "zh").fixes.sections for group in part.groups for row in group.rows
    }
    assert (rows["not_testable"].points, rows["not_testable"].note) == ("−1.3", "至多")
    assert (rows["advise"].points, rows["advise"].note) == ("", "不计分")


def test_a_clause_says_who_pays_when_it_is_due_and_who_set_its_points() -> None:
    rows = {row.id: row for chapter in view(ranged(), "zh").clauses.chapters for row in chapter.rows}
    assert "期限 2026-12-31，还没到" in [str(note) for note in rows["c-kazuo-2021-23"].notes]
    assert any("由 喀政办发〔2021〕27号 第 13 条 计分" in str(note) for note in rows["c-national-2019-II-10"].notes)
    assert rows["c-kazuo-2021-18"].tick
    heads = [str(chapter.head) for chapter in view(ranged(), "zh").clauses.chapters]
    assert "分值由本项目指定，文件没有规定" in heads[0]


def test_operators_own_points_are_named_beside_the_clause() -> None:
    own = clause("kazuo-2021:1", "要求", Outcome.UNMET, deduct(3, AssignedBy.OPERATOR), lost=3)
    result = ranged().model_copy(update={"clauses": (own,), "findings": ()})
    [row] = view(result, "zh").clauses.chapters[0].rows
    assert "分值由使用者指定" in [str(note) for note in row.notes]


def test_the_ledger_says_what_this_machine_could_not_see() -> None:
    said = [what for _n, what in view(candidate(), "zh").ledger]
    assert "本机没有可用的 IPv6，只看域名解析，没有试连" in said
    assert "没有浏览器，靠脚本填充的列表看不到" in said
    assert ("318", "个地址没有打开：robots.txt 不许抓取") in view(candidate(), "zh").ledger


def test_an_unknown_skip_reason_is_not_swallowed() -> None:
    assert ("3", "个地址没有打开：something-new") in view(STATES["township"](), "zh").ledger


def test_a_site_without_a_name_is_called_by_its_host() -> None:
    assert view(STATES["township"](), "zh").head.site == "www.yunxi.gov.cn"


def test_an_error_is_never_the_sites_fault() -> None:
    one = finding("links.broken", Outcome.ERROR, HOME, "", effect=EffectKind.DEDUCT, still=1)
    shows = view(_only(one), "zh")
    assert shows.fixes.sections[0].id == "open"
    assert shows.steps == ()


def test_down_says_how_to_go_on() -> None:
    assert "请先用浏览器打开首页" in "".join(view(down(), "zh").verdict.why)
