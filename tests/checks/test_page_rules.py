"""What every page carries, on small portals and on real pages: footer, tags, times, sources, words, access."""

from typing import Any

import pytest
from auditor_checks import access, articles, identity, links, metadata, security, services, text

from auditor.anatomy import understand
from auditor.api import Finding, Outcome
from auditor.demo.site import Resource, Site
from tests.checks.small import DAY, clean, doc, judged, site, told, verdicts
from tests.memory import facts_of

FAMILIES = (access, articles, identity, metadata, security, text)
RULES = {check.rule.id: check for family in (*FAMILIES, services, links) for check in family.CHECKS}
OURS = {check.rule.id for family in FAMILIES for check in family.CHECKS} | {
    "services.search",
    "links.external-warning",
}
ARTICLE = "/xw/202611/t20261102_7.html"
WORDS = "<p>" + "县里召开会议，研究部署冬季供暖工作。" * 12 + "</p>"


def _row(*cells: str) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def said_of(rule: str, where: Site, **more: Any) -> list[Finding]:
    """What the rule says of each page and of the whole."""
    check = RULES[rule]
    made = check(check.params_type.model_validate(more.pop("params", {})))
    facts = understand(facts_of(where, as_of=DAY, **more))
    findings = [finding for page in facts.pages() for finding in made.on_page(page)]
    findings += made.judge(facts)
    assert told(check, findings)
    return findings


def candidates(rule: str, body: str, title: str = "公告", **params: Any) -> list[Finding]:
    where = site({"/": f'<a href="{ARTICLE}">公告</a>', ARTICLE: doc(title, f"<h1>{title}</h1>{body}")})
    return [one for one in said_of(rule, where, params=params) if one.outcome is Outcome.MANUAL]


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("<p>姓名王某，身份证号11010519491231002X</p>", 1),
        ("<p>姓名王某，身份证号110105194912310021</p>", 0),  # the check digit is another
        ("<p>姓名王某，身份证号110105194913310027</p>", 0),  # no such day
        ("<p>姓名王某，身份证号1101051949****002X</p>", 0),
        ("<p>统一社会信用代码 91430100MA4L16JJ4X</p>", 0),
        ("<p>统一社会信用代码 12430000444877005X</p>", 0),
        ("<p>项目编号 2026110519491231002</p>", 0),
        ("<p>个人卡号 6222020200112233446</p>", 1),
        ("<p>个人卡号 6222020200112233447</p>", 0),  # Luhn
        ("<p>户名：临江县财政局非税专户</p><p>账号：6222020200112233446</p>", 0),
        ("<p>甲 13800138001</p><p>乙 13900139002</p><p>丙 15800158003</p>", 1),
        ("<p>甲 138****8001</p><p>乙 139****9002</p><p>丙 158****8003</p>", 0),
        ("<p>甲 13800138001</p>", 0),
        ("<p>联系人及电话</p><p>甲 13800138001</p><p>乙 13900139002</p><p>丙 15800158003</p>", 0),
        ("<p>文件号 20261380013800190013900139002</p>", 0),
        (  # the head of a wide table stands a whole row above its first number
            "<table>"
            + _row("序号", "河流", "河段", "长度", "姓名", "单位", "职务", "联系电话")
            + _row("1", "青河", "上段", "8", "甲", "水务局", "段长", "13800138001")
            + _row("2", "青河", "中段", "9", "乙", "水务局", "段长", "13900139002")
            + _row("3", "青河", "下段", "7", "丙", "水务局", "段长", "15800158003")
            + "</table>",
            0,
        ),
    ],
)
def test_personal_numbers_are_told_from_others_and_never_repeated_whole(line: str, count: int) -> None:
    found = candidates("text.personal", line)
    assert len(found) == count
    for one in found:
        whole = one.model_dump_json()
        assert "11010519491231002X" not in whole
        assert "6222020200112233446" not in whole
        assert "13800138001" not in whole
        assert all("*" in evidence.quote for evidence in one.evidence)


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("机密★1年", "机密"),
        ("秘　密", "秘密"),
        ("绝密★启封前", "绝密"),
        ("★机密", "机密"),
        ("密级：秘密", "秘密"),
        ("内部文件，注意保存", "内部文件"),
        ("采购机密级计算机及配套设备招标公告", ""),
        ("机密级计算机", ""),
        ("依法保守国家秘密、商业秘密和个人隐私", ""),
        ("该文件于2019年解密，原密级：机密", ""),
        ("大自然的秘密", ""),
        ("密级：公开", ""),
    ],
)
def test_a_mark_of_secrecy_stands_by_itself_and_a_tender_for_computers_bears_none(line: str, mark: str) -> None:
    assert [one.values["mark"] for one in candidates("text.secrecy", f"{WORDS}<p>{line}</p>")] == (
        [mark] if mark else []
    )


@pytest.mark.parametrize(
    ("rule", "line", "right"),
    [
        ("text.names", "中国入民的老朋友", "中国人民"),
        ("text.names", "学习党十九大报告", "党的十九大"),
        ("text.names", "学习党的十九大报告", ""),
        ("text.names", "中国共产党十九大新闻中心", ""),
        ("text.names", "全国务员招录", ""),
        ("text.names", "党的十九代表团", ""),
        ("text.misprints", "祭扫烈土墓", "烈士"),
        ("text.misprints", "现将结果公布署名如下", ""),
        ("text.misprints", "保护土地资源", ""),
        ("text.misprints", "举报消费欺诈", ""),
        ("text.misprints", "各消防碍事点位", ""),
    ],
)
def test_a_word_of_the_lexicon_is_a_candidate_unless_a_longer_word_makes_it_right(
    rule: str, line: str, right: str
) -> None:
    found = candidates(rule, f"<p>{line}</p>")
    assert [one.values["right"] for one in found] == ([right] if right else [])
    assert all(one.evidence[0].quote[slice(*one.evidence[0].marks[0])] == one.values["wrong"] for one in found)


def test_a_profile_adds_words_to_the_lexicon_and_leaves_others_out() -> None:
    more = {"wrong": "林江县", "right": "临江县", "unless": ["桂林江县"]}
    assert len(candidates("text.names", "<p>林江县人民政府</p>", extra=[more])) == 1
    assert candidates("text.names", "<p>桂林江县道</p>", extra=[more]) == []
    assert candidates("text.names", "<p>中国入民</p>", skip=["中国入民"]) == []


@pytest.mark.parametrize(
    ("title", "count"),
    [("澳门葡京官网_百家乐", 1), ("公安局打击网络赌博，捣毁百家乐窝点", 0), ("防范六合彩诈骗预警", 0)],
)
def test_a_title_that_an_intruder_wrote_is_told_from_one_that_speaks_of_intruders(title: str, count: int) -> None:
    assert len(candidates("security.tampered", WORDS, title=title)) == count


def test_words_convict_nobody() -> None:
    for rule in (rule for rule in OURS if rule.startswith("text.") or rule == "security.tampered"):
        findings = said_of(rule, site({"/": "<p>中国入民 机密★1年 烈土 11010519491231002X</p>"}))
        assert Outcome.UNMET not in {one.outcome for one in findings}


def article(byline: str, head: str = "", script: str = "") -> Site:
    body = f"<h1>县里研究冬季供暖</h1><p>{byline}</p>{WORDS}{script}"
    return site({"/": f'<a href="{ARTICLE}">县里研究冬季供暖</a>', ARTICLE: doc("县里研究冬季供暖", body, head)})


@pytest.mark.parametrize(
    ("where", "verdict"),
    [
        (article("发布时间：2026-11-02 09:30　来源：县政府办公室"), ("met", "met")),
        (article("时间：2026年11月2日 09:30"), ("met", "met")),
        (article("发布时间：2026-11-02"), ("unmet", "short")),
        (article("（县融媒体中心）"), ("unmet", "short")),
        (article("成文日期：2026-11-02"), ("unmet", "short")),
        (article("发布时间：<span id='d'></span>"), ("not_testable", "unsettled")),
        (article("", script="<script>document.write('发布时间：'+d)</script>"), ("not_testable", "unsettled")),
        (site({"/": "<p>首页</p>"}), ("not_testable", "nothing")),
    ],
)
def test_the_time_of_publishing(where: Site, verdict: tuple[str, str]) -> None:
    assert verdicts(judged(RULES["articles.date-format"], where)) == [verdict]


@pytest.mark.parametrize(
    ("where", "verdict"),
    [
        (article("来源：县政府办公室 字体：大 中 小"), ("met", "met")),
        (article("发布机构：临江县应急管理局"), ("met", "met")),
        (article("（县融媒体中心）"), ("unmet", "short")),
        (article("水的来源仍是山泉"), ("unmet", "short")),
        (article("来源： 字体：大 中 小"), ("not_testable", "unsettled")),
        (article("", head='<meta name="ContentSource" content="县政府办">'), ("not_testable", "unsettled")),
        (article("", script="<script>if('x')document.write('来源：x')</script>"), ("not_testable", "unsettled")),
    ],
)
def test_the_source_of_an_article(where: Site, verdict: tuple[str, str]) -> None:
    assert verdicts(judged(RULES["articles.source"], where)) == [verdict]


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ('<form action="/s"><input name="searchword"></form>', ("met", "box")),
        ('<input type="search">', ("met", "box")),
        ('<a href="/so/"><img src="/a.png" alt="搜索"></a>', ("met", "entrance")),
        ('<p><a href="/a/">要闻</a></p><input name="user" placeholder="用户名">', ("unmet", "absent")),
        ('<a href="/a/">要闻</a><script>document.write("<b>站内搜索</b>")</script>', ("not_testable", "script")),
        ('<a href="/a/">要闻</a><iframe src="/head.html"></iframe>', ("not_testable", "frame")),
    ],
)
def test_the_search(body: str, verdict: tuple[str, str]) -> None:
    where = site({"/": body, "/a/": WORDS, "/so/": WORDS, "/head.html": Resource(b"", status=403)})
    assert verdicts(judged(RULES["services.search"], where)) == [verdict]


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ('<a href="/wza/">无障碍阅读</a>', ("met", "met")),
        ('<a href="javascript:;"><img src="a.png" title="关怀版" alt="长者助手"></a>', ("met", "met")),
        ("<button>长者模式</button>", ("met", "met")),
        ('<a href="/a/">要闻</a>', ("unmet", "absent")),
        ('<a href="/a/">要闻</a><p>全县推进适老化改造，为老年人家庭安装扶手。</p>', ("unmet", "absent")),
        ('<a href="/a/">要闻</a><script src="/js/wza-tool.js"></script>', ("not_testable", "script")),
        (
            '<a href="/a/">要闻</a><script src="/js/menu.js"></script>',
            ("not_testable", "script"),
        ),  # may hold the header
    ],
)
def test_the_elder_mode(body: str, verdict: tuple[str, str]) -> None:
    where = site({"/": body, "/a/": WORDS, "/wza/": WORDS})
    assert verdicts(judged(RULES["access.elder-mode"], where)) == [verdict]


MODES = {"modes": [{"name": "大字版", "words": ["大字"]}, {"name": "语音版", "words": ["语音", "朗读"]}]}


@pytest.mark.parametrize(
    ("page", "verdict"),
    [
        ("<p>大字　语音朗读</p>", ("met", "offers")),
        ("<p>大字</p>", ("unmet", "short")),
        ("", ("not_testable", "toolbar")),
    ],
)
def test_what_the_elder_mode_offers(page: str, verdict: tuple[str, str]) -> None:
    where = site({"/": '<a href="/wza/">关怀版</a>', "/wza/": page})
    assert verdicts(judged(RULES["access.elder-mode"], where, params=MODES)) == [verdict]


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ('<a href="http://shop.example.com/">合作商城</a>', ("unmet", "absent")),
        ('<a href="http://shop.example.com/" onclick="return leaving()">合作商城</a>', ("met", "met")),
        ('<a href="/leave.html?url=http%3A%2F%2Fshop.example.com">合作商城</a>', ("met", "met")),
        ('<a href="http://shop.example.com/">合作商城</a><script src="/a.js"></script>', ("not_testable", "script")),
        ('<a href="http://www.shi.gov.cn/">市政府</a>', ("not_applicable", "nothing")),
        (
            '<a href="http://bszs.conac.cn/sitename?id=1">党政机关</a>',
            ("not_applicable", "nothing"),
        ),  # the prescribed sign
        ('<a href="http://192.168.1.20/oa/">办公系统</a>', ("not_applicable", "nothing")),  # a wrong link, told as such
    ],
)
def test_the_notice_before_leaving(body: str, verdict: tuple[str, str]) -> None:
    assert verdicts(judged(RULES["links.external-warning"], site({"/": body}))) == [verdict]


def of_static(body: str, head: str = "") -> dict[str, str]:
    where = site({"/": doc("临江县人民政府", body, head)})
    return {one.subject.partition("#")[2]: one.outcome.value for one in judged(RULES["access.static"], where)}


def test_barriers_in_the_markup() -> None:
    bad = of_static(
        '<img src="a.png" width="300"><a href="/a/"></a><input name="x"><video autoplay src="a.mp4"></video>',
        '<meta name="viewport" content="width=device-width, maximum-scale=1, user-scalable=no">',
    )
    assert bad.pop("page-title") == "met"
    assert set(bad.values()) == {"unmet"}


def test_what_looks_like_a_barrier_and_is_none() -> None:
    good = of_static(
        '<img src="dot.gif" width="1" height="1"><img src="a.png" alt=""><a href="/a/"><img src="b.png">要闻</a>'
        '<label>姓名 <input name="x"></label><input type="hidden" name="y"><input name="z" placeholder="关键字">'
        '<video autoplay muted src="a.mp4"></video>',
        '<meta name="viewport" content="width=device-width, maximum-scale=1.5">',
    )
    assert good.pop("lang") == "unmet"
    assert set(good.values()) == {"met"}


@pytest.mark.parametrize(
    ("lang", "body", "outcome"),
    [
        ("en", "<p>" + "The county government publishes its work report. " * 5 + "</p>", "met"),
        ("", "<p>" + "The county government publishes its work report. " * 5 + "</p>", "unmet"),
        ("en", "<p>" + "县里召开会议，研究部署冬季供暖工作。" * 5 + "</p>", "unmet"),
        ("zh-CN", "<p>" + "县里召开会议，研究部署冬季供暖工作。" * 5 + "</p>", "met"),
        ("bo", "<p>" + "བོད་ལྗོངས་སྲིད་གཞུང་གི་གསར་འགྱུར། " * 5 + "</p>", "met"),
    ],
)
def test_a_page_in_another_language_says_which(lang: str, body: str, outcome: str) -> None:
    page = Resource(
        f'<html lang="{lang}"><head><meta charset="utf-8"><title>x</title></head><body>{body}</body></html>'.encode()
    )
    found = judged(RULES["access.static"], site({"/": page}), params={"what": ["lang"]})
    assert [one.outcome for one in found] == [outcome]


def test_https_that_was_not_tried_is_left_open_and_plain_content_is_told() -> None:
    assert verdicts(judged(RULES["security.https"], site({"/": "<p>首页</p>"}))) == [("not_testable", "untried")]
    home = "https://www.lin.gov.test/"
    for image, verdict in (("http://www.lin.gov.test/a.png", "mixed"), ("/a.png", "met")):
        page = doc("临江县人民政府", f'<img src="{image}">')
        (finding,) = judged(RULES["security.https"], Site(home, {home: page}, today=DAY), probes=())
        assert finding.message == verdict


def test_documents_published_late_are_told_from_old_ones_entered_later() -> None:
    rule = RULES["articles.publish-lag"]
    assert verdicts(judged(rule, clean(DAY))) == [("met", "met")]
    assert verdicts(judged(rule, clean(DAY), params={"days": -1})) == [("unmet", "short")]
    assert judged(rule, clean(DAY), params={"days": -1, "backfill_days": -1})[0].outcome is Outcome.NOT_APPLICABLE
    assert verdicts(judged(rule, site({"/": "<p>首页</p>"}))) == [("not_applicable", "nothing")]


@pytest.mark.parametrize(
    ("domain", "outcome"),
    [
        ("www.lin.gov.test", Outcome.MET),
        ("lin.gov.test", Outcome.MET),
        ("zjj.lin.gov.test", Outcome.UNMET),  # a department's, from whose site the template was taken over
        ("www.qing.gov.test", Outcome.UNMET),
    ],
)
def test_the_domain_tag_names_the_site_itself(domain: str, outcome: Outcome) -> None:
    tags = f'<meta name="SiteName" content="临江县"><meta name="SiteDomain" content="{domain}">'
    home = doc("临江县人民政府", "<p>欢迎</p>", tags + '<meta name="SiteIDCode" content="3399990001">')
    (finding,) = judged(RULES["metadata.site"], site({"/": home}))
    assert finding.outcome is outcome


def dated(*articles: tuple[str, str, str]) -> Site:
    """A portal of articles: the day in the address, in the tag, in print ("": none)."""
    pages: dict[str, Resource | str] = {}
    for number, (address, tag, print_) in enumerate(articles):
        place = f"/art/{address.replace('-', '/')}/art_{number}.html" if address else f"/xw/content_{number}.html"
        head = f'<meta name="ArticleTitle" content="第{number}号公告">'
        head += f'<meta name="PubDate" content="{tag} 09:00">' if tag else ""
        byline = f"<p>发布时间：{print_} 09:00</p>" if print_ else ""
        pages[place] = doc("公告", f"<h1>第{number}号公告</h1>{byline}{WORDS}", head)
    menu = "".join(f'<a href="{place}">公告</a>' for place in pages)
    return site({"/": menu, **pages})


AGREE = tuple((f"2026-0{n}-05", f"2026-0{n}-05", f"2026-0{n}-05") for n in range(1, 9))
LATER = tuple((f"2026-0{n}-25", f"2026-0{n}-05", f"2026-0{n}-05") for n in range(1, 4))


@pytest.mark.parametrize(
    ("articles", "verdict"),
    [
        (AGREE, ("met", "met")),
        ((*AGREE, *LATER), ("manual", "conflicts")),  # made three weeks after the day that they give
        ((*AGREE, *LATER[:2]), ("met", "met")),  # two are an accident
        ((*AGREE, *((f"2026-06-0{n}", "", "2099-01-01") for n in range(1, 4))), ("manual", "conflicts")),
        ((*AGREE, *(("2026-06-01", f"2019-0{n}-05", f"2019-0{n}-05") for n in range(1, 6))), ("met", "met")),  # moved
        (LATER + tuple((f"2025-0{n}-25", f"2025-0{n}-05", "") for n in range(1, 4)), ("not_testable", "systematic")),
        ((("", "", "2026-01-05"), ("", "", "2026-02-05")), ("not_testable", "undated")),
        ((), ("not_applicable", "nothing")),
    ],
)
def test_dates_that_contradict_each_other(articles: tuple[tuple[str, str, str], ...], verdict: tuple[str, str]) -> None:
    assert verdicts(judged(RULES["articles.date-conflict"], dated(*articles))) == [verdict]


FLOAT = '<div class="piaochuang"><a href="{}"><img src="/f.gif" alt="飘窗"></a></div>'


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("<p>公告</p>", ("met", "met")),
        ('<script src="https://cpro.baidustatic.com/cpro/ui/c.js"></script>', ("manual", "network")),
        ('<script>var s="https://pos.baidu.com/x?id=1"</script>', ("manual", "network")),
        ('<script src="https://hm.baidu.com/hm.js?1"></script>', ("met", "met")),  # a counter
        ('<a href="http://shop.example.test/">推广</a>', ("manual", "label")),
        ('<a href="/x/">公益广告</a><a href="/x/">推广普通话</a><a href="/x/">广告牌设置许可</a>', ("met", "met")),
        (FLOAT.format("http://shop.example.test/"), ("manual", "floating")),
        (FLOAT.format("http://zfwzgl.www.gov.cn/exposure/"), ("met", "met")),
        (FLOAT.format("/zt/"), ("met", "met")),
    ],
)
def test_advertisements_are_shown_to_a_person(body: str, verdict: tuple[str, str]) -> None:
    where = site({"/": f'<a href="/a/">甲</a>{body}', "/a/": "<p>甲</p>", "/x/": "<p>乙</p>", "/zt/": "<p>丙</p>"})
    assert verdicts(judged(RULES["links.advertising"], where)) == [verdict]
