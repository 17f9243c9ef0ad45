"""The acceptance scenarios of the catalogue (part C7), by their numbers: a portal, a profile, the verdict expected.

Each names clauses by the working ids of the catalogue (`xxgk-column-name`), as bound by a shipped profile. Where we
answer otherwise than the table says, a comment tells why.
"""

import re
import ssl
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from auditor.api import Outcome, Reason
from auditor.demo.book import HOME
from auditor.demo.faults.columns import emptied
from auditor.demo.faults.edit import encoding, text
from auditor.demo.faults.interpretations import pair
from auditor.demo.faults.topics import more, topic_entry, topic_url
from auditor.demo.portal import clean
from auditor.demo.site import Mutation, Resource, Site
from auditor.judge import judge
from auditor.model.fault import Fault, FaultKind, Whose
from auditor.model.portal import Kind, Portal
from auditor.model.profile import EffectKind
from auditor.net.outcome import Stage, fault_of
from auditor.profile import resolve
from tests.checks import small
from tests.checks.county import county, explained, policy
from tests.checks.test_documents_and_services import matrix
from tests.judging import run
from tests.memory import MemoryFacts, facts_of
from tests.profiles.snapshots import SHIPPED
from tests.scenarios import DAY, changed, planted, seen_over_dns, under

MET, UNMET, MANUAL = Outcome.MET, Outcome.UNMET, Outcome.MANUAL
NOT_TESTABLE, NOT_APPLICABLE = Outcome.NOT_TESTABLE, Outcome.NOT_APPLICABLE
PARTS = re.compile(r'<ul class="parts">.*?</ul>', re.S)
NATIONAL, STATE, KAZUO, CHANGXING = "national-2019", "state-council-2020", "kazuo-2021", "changxing-2022"


def test_every_scenario_of_the_catalogue_stands_here(shared: Path) -> None:
    told = (shared / "regulation" / "REGULATION.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| (\d+) \|", told.partition("### C7")[2].partition("### C8")[0], re.M)
    here = {match[1] for name in globals() if (match := re.match(r"test_(\d+)_", name))}
    assert here == set(listed)


# The disclosure column


def _parts(change: Callable[[str], str]) -> Mutation:
    """Every page of the column with another menu of its parts."""

    def apply(site: Site) -> Site:
        for url, answer in site.resources.items():
            if answer.content_type.startswith("text/html") and (found := PARTS.search(said := text(site, url))):
                body = said.replace(found[0], change(found[0])).encode(encoding(answer))
                site = site.with_resource(url, replace(answer, body=body))
        return site

    return apply


def _pictured(block: str) -> str:
    def drawn(match: re.Match[str]) -> str:
        name = re.sub(r"<br>|\\s", "", match[2])
        return f'{match[1]}<img src="http://img.qinglan.gov.test/images/part-annual.svg" width="200" alt="{name}"></a>'

    return re.sub(r"(<a href=[^>]*>)([^<]*(?:<br>[^<]*)?)</a>", drawn, block)


def test_1_a_column_under_another_name_is_named_and_its_parts_are_judged_all_the_same() -> None:
    told = under(NATIONAL, planted("column-renamed"), "xxgk-column-name", "xxgk-four-parts")
    found = told.one("xxgk-column-name", UNMET)
    assert "信息公开" in told.said(found)
    assert found.values["found"] == "信息公开"
    assert told.outcomes("xxgk-four-parts") == {MET}


def test_2_a_name_over_two_lines_is_the_name() -> None:
    assert under(NATIONAL, planted("decoy-column-spaced"), "xxgk-column-name").outcomes("xxgk-column-name") == {MET}
    broken = small.site({"/": small.links(("/x/", "政府信息<br>\n  公开")), "/x/": "<p>专栏</p>"})
    told = under(NATIONAL, facts_of(broken, as_of=DAY), "xxgk-column-name")
    assert told.outcomes("xxgk-column-name") == {MET}


@pytest.mark.parametrize("faults", [(), ("decoy-part-accepted",)])
def test_3_both_names_of_the_fourth_part_are_right(faults: tuple[str, ...]) -> None:
    assert under(NATIONAL, planted(*faults), "xxgk-four-parts").outcomes("xxgk-four-parts") == {MET}


def test_4_parts_inside_a_comment_are_not_there() -> None:
    told = under(NATIONAL, changed(_parts(lambda block: f"<!-- {block} -->")), "xxgk-four-parts")
    assert told.outcomes("xxgk-four-parts") == {UNMET}
    assert len(told.findings("xxgk-four-parts", UNMET)) == 4


def test_5_parts_that_are_pictures_with_words_are_parts() -> None:
    """The table warns of accessibility; a picture with an alternative text is what GB/T 37668 asks for, so that we
    find nothing to warn of."""
    told = under(NATIONAL, changed(_parts(_pictured)), "xxgk-four-parts", "a11y-img-alt")
    assert told.outcomes("xxgk-four-parts") == {MET}
    assert not told.findings("a11y-img-alt", UNMET)


def test_6_a_column_on_a_sub_domain_of_the_organ_is_no_site_of_its_own() -> None:
    facts = planted("decoy-column-own-host")
    told = under(NATIONAL, facts, "xxgk-column-name", "xxgk-no-separate-site")
    assert told.outcomes("xxgk-column-name") == {MET}
    assert not told.findings("xxgk-no-separate-site", UNMET)


# IPv6


@pytest.mark.parametrize(("address", "why"), [("64:ff9b::c633:6450", "由 IPv4 映射"), ("2001:db8::1", "示例地址")])
def test_7_an_address_that_no_reader_can_reach_is_none(address: str, why: str) -> None:
    told = under(KAZUO, seen_over_dns(address), "ipv6-aaaa")
    found = told.one("ipv6-aaaa", UNMET)
    assert why in told.said(found)


def test_8_a_machine_without_ipv6_of_its_own_believes_the_name_and_leaves_the_rest_open() -> None:
    told = under(KAZUO, seen_over_dns("2001:db8:7::7", documentation=True), "ipv6-aaaa", "ipv6-home-reachable")
    assert told.one("ipv6-aaaa").outcome is MET
    reached = told.one("ipv6-home-reachable")
    assert (reached.outcome, reached.reason) == (NOT_TESTABLE, Reason.NO_IPV6)
    assert {clause.lost for clause in told.clauses("ipv6-home-reachable")} == {0}
    assert told.result.score.high == 100


@pytest.mark.parametrize(
    ("profile", "day", "reason"),
    [
        (STATE, date(2021, 6, 1), Reason.LEVEL),
        (KAZUO, date(2021, 6, 1), Reason.NOT_DUE),
        (KAZUO, date(2022, 1, 1), None),
    ],
)
def test_9_ipv6_binds_by_level_and_from_its_day_on(profile: str, day: date, reason: Reason | None) -> None:
    facts = facts_of(small.site({"/": small.links(("/a/", "甲")), "/a/": "<p>甲</p>"}), as_of=day)
    told = under(profile, facts, "ipv6-aaaa")
    binding = [one for one in told.clauses("ipv6-aaaa") if one.document == profile]
    assert [one.reason for one in binding] == [reason]
    assert all((one.outcome is NOT_APPLICABLE) is (reason is not None) for one in binding)


# Links

OTHER = "http://www.shuoling-city.test/"
TLS = fault_of(ssl.SSLError(1, "[SSL: BAD_ECPOINT] bad ecpoint (_ssl.c:1000)"), Stage.TLS)
LATE = Fault(FaultKind.READ_TIMEOUT, Whose.SITE, lasting=False)


def test_10_an_error_page_sent_with_200_is_a_wrong_link_and_no_dead_one() -> None:
    told = under(NATIONAL, planted("wrong-soft-404"), "link-wrong", "link-broken-home", "link-broken-inner")
    assert told.one("link-wrong", UNMET).rule == "links.wrong"
    assert not told.findings("link-broken-home", UNMET) + told.findings("link-broken-inner", UNMET)


@pytest.mark.parametrize("answer", [412, 403, TLS])
def test_11_a_challenge_a_refusal_and_a_handshake_of_another_age_are_no_death(answer: int | Fault) -> None:
    site = clean(DAY)
    if isinstance(answer, int):
        facts = facts_of(site.with_resource(OTHER, Resource("拦截".encode(), status=answer)), as_of=DAY)
    else:
        facts = facts_of(site, as_of=DAY, faults={OTHER: (answer,)})
    told = under(NATIONAL, facts, "link-broken-home")
    assert not told.findings("link-broken-home", UNMET)
    assert facts.visit(OTHER).reason is (Reason.BLOCKED if isinstance(answer, int) else Reason.OUR_SIDE)
    assert told.findings("link-broken-home", NOT_TESTABLE)


def test_12_what_fails_once_and_answers_the_second_time_is_not_dead() -> None:
    """The table wants a note “unstable”: both looks are kept with the address, and nothing is held against the site."""
    facts = facts_of(clean(DAY), as_of=DAY, faults={OTHER: (LATE, None)})
    told = under(NATIONAL, facts, "link-broken-home")
    assert {one.outcome for one in told.findings("link-broken-home")} == {MET}
    assert facts.visit(OTHER).looks == 2


# Topics


def _covid(day: date, *months_ago: int) -> MemoryFacts:
    items = [[30 * ago, f"疫情防控第{ago}号通告"] for ago in months_ago]
    return changed(more(topic_entry("yqfk", "新冠肺炎疫情防控", items), home=True), as_of=day)


def test_13_a_topic_that_has_ended_is_left_on_the_home_page_and_one_that_goes_on_is_right() -> None:
    over = under(KAZUO, _covid(date(2024, 6, 3), 18, 20), "topic-legacy-archived")
    assert topic_url("yqfk") in {one.subject for one in over.findings("topic-legacy-archived", UNMET)}
    live = under(KAZUO, _covid(date(2022, 9, 15), 1, 2), "topic-legacy-archived")
    assert not live.findings("topic-legacy-archived", UNMET)


def test_14_an_archive_two_of_whose_twenty_topics_are_dead_is_there_and_not_preserved() -> None:
    entries = [(f"/zt/{n}/", f"第{n}次集中行动专题") for n in range(20)]
    pages: dict[str, Resource | str] = {
        "/": small.links(("/zt/", "专题专栏"), ("/lszt/", "历史专题")),
        "/zt/": small.doc("专题专栏", small.links(("/lszt/", "历史专题"))),
        "/lszt/": small.doc("历史专题", "<h1>历史专题</h1>" + small.links(*entries)),
        **{
            path: small.doc(name, f"<h1>{name}</h1>" + small.rows((f"{path}1.html", f"{name}总结", "2019-05-06")))
            for path, name in entries[2:]
        },
        **{f"{path}1.html": f"<p>{name}总结</p>" for path, name in entries[2:]},
    }
    told = under(KAZUO, facts_of(small.site(pages), as_of=DAY), "topic-archive-column", "topic-archive-preserved")
    assert {one.outcome for one in told.findings("topic-archive-column")} == {MET}
    (kept,) = (one for one in told.findings("topic-archive-preserved") if one.rule == "topics.archive-opens")
    assert kept.outcome is UNMET
    assert kept.measure
    assert (kept.measure.value, kept.measure.of) == (18, 20)


# Interpretations


def test_15_an_interpretation_that_is_the_policys_own_text_is_copied() -> None:
    """The table also asks a person to confirm it. We show the passages side by side, and convict by them: who opens the
    two pages sees the same."""
    told = under(KAZUO, planted("interpretation-copied"), "interp-copy-ratio")
    found = told.one("interp-copy-ratio", UNMET)
    assert found.subject == pair("water")
    assert found.evidence[-1].marks


def test_16_short_quotations_are_no_copying() -> None:
    told = under(KAZUO, planted("decoy-interpretation-quotes"), "interp-copy-ratio")
    assert {one.outcome for one in told.findings("interp-copy-ratio")} == {MET}


def test_17_a_tall_picture_without_words_is_an_infographic_that_not_everybody_can_read() -> None:
    name, a, b = "《临江县养老服务办法》", "/zcwj/content_1.html", "/zcjd/content_2.html"
    tall = explained(f"{name}政策解读", text="<img src=/1.jpg width=720 height=4000>", related=small.links((a, "原文")))
    where = county(**{a: policy(related=small.links((b, f"{name}政策解读"))), b: tall})
    told = under(NATIONAL, facts_of(where, as_of=DAY), "interp-infographic", "interp-readability", "a11y-img-alt")
    drawn = [one for one in told.findings("interp-infographic") if one.rule == "interpretations.infographic"]
    assert [one.outcome for one in drawn] == [MET]
    assert told.outcomes("interp-readability") == {NOT_TESTABLE}
    assert told.outcomes("a11y-img-alt") == {UNMET}


# The annual report


def test_18_a_column_of_the_requests_that_does_not_add_up_is_named() -> None:
    told = under(NATIONAL, planted("report-unbalanced"), "xxgk-annual-report-tables")
    assert "自然人" in told.said(told.one("xxgk-annual-report-tables", UNMET))


@pytest.mark.parametrize(("kind", "share"), [(Kind.DEPARTMENT, 0.5), (Kind.PORTAL, 1.0)])
def test_19_a_report_of_february_is_late_for_a_department_and_in_time_for_a_government(
    kind: Kind, share: float
) -> None:
    report = small.rows(("/r2023.html", "2023年政府信息公开工作年度报告", "2024-02-10"))
    menu = small.links(*((f"/{key}/", label) for key, label in zip("abcde", "甲乙丙丁戊", strict=True)))
    entry = small.links(("/x/", "政府信息公开"))
    four = small.links(("/nb/", "政府信息公开年报"))
    pages: dict[str, Resource | str] = {"/": entry + four + menu, "/x/": small.doc("政府信息公开", four)}
    pages |= {"/nb/": small.doc("政府信息公开年报", report), "/r2023.html": "<p>报告</p>"}
    pages |= {f"/{key}/": f"<p>{key}</p>" for key in "abcde"}
    facts = facts_of(small.site(pages), as_of=date(2024, 6, 1), portal=Portal(home=small.HOME, kind=kind))
    told = under(NATIONAL, facts, "xxgk-annual-report-deadline")
    found = told.one("xxgk-annual-report-deadline")
    assert found.outcome is (MET if share == 1 else UNMET)
    assert found.measure
    assert found.measure.share == share
    assert found.values.get("days") == (None if share == 1 else 10)


# Columns


def test_20_a_list_that_a_script_draws_is_not_blank() -> None:
    told = under(NATIONAL, planted("column-by-script"), "column-empty")
    assert not told.findings("column-empty", UNMET)
    assert told.findings("column-empty", NOT_TESTABLE)


@pytest.mark.parametrize(("blank", "vetoes"), [(5, True), (4, False)])
def test_21_five_blank_columns_veto_and_four_cost_three_points(blank: int, vetoes: bool) -> None:
    keys = ("czyjs", "qzqd", "tjxx", "xzxk", "zfcg")
    told = under(NATIONAL, changed(*(emptied(f"{HOME}zfxxgk/fdzdgknr/{key}/") for key in keys[:blank])), "column-empty")
    assert len({one.subject for one in told.findings("column-empty", UNMET)}) == blank
    assert bool(told.result.score.vetoes) is vetoes
    (costs,) = (one for one in told.clauses("column-empty") if one.effect.kind is EffectKind.DEDUCT)
    assert costs.effect.points == 3
    assert costs.lost == pytest.approx(costs.worth)


# Tags, footer, accounts, data


def test_22_a_domain_tag_left_from_another_county_is_told() -> None:
    found = under(NATIONAL, planted("tags-of-another-site"), "meta-site-tags").one("meta-site-tags")
    assert (found.outcome, found.values["missing"]) == (UNMET, "SiteDomain")


def test_23_a_badge_shown_as_rejected_fails_as_an_item_of_the_footer() -> None:
    told = under(NATIONAL, planted("footer-badge-rejected"), "footer-elements")
    found = told.one("footer-elements", UNMET)
    assert "党政机关网站标识" in told.said(found)
    assert found.measure
    assert (found.measure.value, found.measure.of) == (6, 7)


@pytest.mark.parametrize("profile", [KAZUO, NATIONAL])
def test_24_two_accounts_of_one_bureau_on_one_platform(profile: str) -> None:
    """Kazuo asks for one account; the national documents do not, so that there it is advice and stays advice."""
    where = matrix(("县教育局", "微信公众号", "临江教育"), ("县教育局", "微信公众号", "临江学子"))
    told = under(profile, facts_of(where, as_of=DAY), "new-media-one-per-platform")
    assert told.one("new-media-one-per-platform").outcome is UNMET
    own = [one for one in told.clauses("new-media-one-per-platform") if one.document == profile]
    assert [one.outcome for one in own] == [UNMET]
    if profile == NATIONAL:
        assert {one.effect.kind for one in own} == {EffectKind.ADVISE}


@pytest.mark.parametrize(("sets", "bonus"), [(59, 2.95), (60, 3.0)])
def test_25_the_number_of_data_sets_earns_its_share_once_a_person_has_granted_it(sets: int, bonus: float) -> None:
    """The table counts at once. What a page says of a number may be out of date, and the sets may stand on the platform
    of the province: a person decides, who is shown the share that the bonus would be."""
    body = f"<h1>数据开放</h1><p>目前已开放 {sets} 个数据集。</p><p>{'数据按目录更新。' * 40}</p>"
    where = small.site({"/": small.links(("/x/", "数据开放")), "/x/": small.doc("数据开放", body)})
    told = under(CHANGXING, facts_of(where, as_of=DAY), "open-data-count")
    found = told.one("open-data-count")
    (clause,) = (one for one in told.clauses("open-data-count") if one.document == CHANGXING)
    assert clause.outcome is MANUAL
    assert clause.effect.points * (found.measure.share if found.measure else 0) == pytest.approx(bonus)
    assert told.result.score.bonus == 0


# Words


def _news(*lines: str) -> MemoryFacts:
    said = "".join(f"<p>{line}</p>" for line in lines)
    article = small.doc(
        "要闻", f"<h1>县里召开会议</h1><div class=TRS_Editor>{said}<p>{'会议部署工作。' * 40}</p></div>"
    )
    return facts_of(small.site({"/": small.links(("/a/1.html", "县里召开会议")), "/a/1.html": article}), as_of=DAY)


def test_26_misspelt_names_are_for_a_person_to_confirm() -> None:
    told = under(NATIONAL, _news("中国入民银行发布公告。", "认真学习党十九大精神。"), "text-serious-error")
    assert told.outcomes("text-serious-error") == {MANUAL}
    assert not told.result.score.vetoes
    quoted = str([one.evidence for one in told.findings("text-serious-error", MANUAL)])
    assert "入民" in quoted
    assert "党十九大" in quoted


def test_27_a_grade_of_computers_is_no_mark_of_secrecy() -> None:
    told = under(NATIONAL, _news("采购机密级计算机二十台，公开招标。"), "text-secrecy-mark")
    assert told.outcomes("text-secrecy-mark") <= {MET, MANUAL}
    assert not told.result.score.vetoes


# Duties of others


@pytest.mark.parametrize("profile", SHIPPED)
def test_28_no_county_is_asked_for_the_national_library_of_regulations(profile: str) -> None:
    """Nowhere is it a duty of a county; where a document asks for a way there, its absence is shown to a person."""
    resolved = resolve(profile)
    about = [
        placed
        for placed in resolved.clauses
        if {"shanggao-2020:021", "state-council-2020:005"} & set(placed.clause.rows)
        or any(binding.catalogue == "admin-regs-access" for binding in placed.clause.checks)
    ]
    facts = facts_of(small.site({"/": small.links(("/a/", "甲")), "/a/": "<p>甲</p>"}), as_of=DAY)
    result = judge(facts, run(), resolved.model_copy(update={"clauses": tuple(about)}))
    assert UNMET not in {one.outcome for one in result.clauses}
    assert not [one for one in result.findings if one.outcome is UNMET]
