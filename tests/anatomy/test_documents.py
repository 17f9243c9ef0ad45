"""Policies, interpretations and their pairs: what is one, what only looks like one, and which belong together."""

from datetime import date

import pytest

from auditor.anatomy import understand
from auditor.anatomy.article import numbers_in
from auditor.anatomy.documents import is_reposted, kind_of
from auditor.api import Document, Facts
from auditor.demo.site import Name, Resource, Site
from auditor.model.anatomy import DocumentKind
from auditor.model.titles import cited_names
from tests.checks.county import BODY, NUMBER, county, explained, policy
from tests.checks.small import DAY, HOME, clean, doc, links
from tests.memory import facts_of

POLICY, EXPLAINS, OTHER = DocumentKind.POLICY, DocumentKind.INTERPRETATION, DocumentKind.OTHER


@pytest.mark.parametrize(
    ("title", "number", "columns", "kind"),
    [
        ("临江县人民政府关于印发临江县养老服务办法的通知", NUMBER, (), POLICY),
        ("临江县养老服务办法（试行）", "", ("规范性文件",), POLICY),
        ("临江县人民政府令第12号", "临江县人民政府令第12号", ("政府文件",), POLICY),
        ("关于支持小微企业的十条措施", "", ("惠企政策",), POLICY),
        ("《临江县养老服务办法》政策解读", "", (), EXPLAINS),
        ("《关于印发临江县养老服务办法的通知》解读", "", ("政策文件",), EXPLAINS),
        ("关于印发临江县养老服务办法的通知的解读（二）", "", (), EXPLAINS),
        ("【图解】一图读懂养老服务办法", "", (), EXPLAINS),
        ("县民政局负责人就《临江县养老服务办法》答记者问", "", (), EXPLAINS),
        ("手把手教您申请养老补贴", "", ("政策解读",), EXPLAINS),
        # titles that speak of interpreting and interpret nothing
        ("我县召开政策解读培训会", "", ("部门动态",), OTHER),
        ("我县召开政策解读工作推进会", "", ("政策解读",), OTHER),
        ("2025年政策解读工作总结", "", ("工作总结",), OTHER),
        ("关于做好政策解读工作的通知", NUMBER, ("政策解读",), POLICY),
        ("临江县政策解读管理办法", NUMBER, ("规范性文件",), POLICY),
        # a policy filed among interpretations stays one; without a number nobody can tell
        ("临江县人民政府关于印发临江县养老服务办法的通知", NUMBER, ("政策解读",), POLICY),
        ("临江县养老服务办法", "", ("政策解读",), OTHER),
        ("临江县养老服务办法", "", ("政策文件及解读",), OTHER),
        # neither
        ("我县养老服务又上新台阶", "", ("部门动态",), OTHER),
        ("群众来信回复", "", ("解读回应",), OTHER),
        ("关于停水的通知", "", ("通知公告",), OTHER),
    ],
)
def test_an_article_is_told_by_title_number_and_column(
    title: str, number: str, columns: tuple[str, ...], kind: DocumentKind
) -> None:
    assert kind_of(title, number, columns) is kind


@pytest.mark.parametrize(
    ("title", "number", "issuer", "reposted"),
    [
        ("临江县人民政府关于养老服务的意见", NUMBER, "临江县人民政府", False),
        ("关于养老服务的意见", "临民发〔2026〕1号", "县民政局", False),
        ("国务院办公厅关于养老服务的意见", "国办发〔2026〕1号", "国务院办公厅", True),
        ("江东省人民政府关于养老服务的意见", "江政发〔2026〕1号", "江东省人民政府", True),
        ("安海市人民政府办公室关于养老服务的意见", "安政办发〔2026〕1号", "", True),
        ("转发江东省民政厅关于养老服务的意见的通知", "临政办发〔2026〕2号", "临江县人民政府办公室", False),
    ],
)
def test_documents_of_other_organs_are_not_the_portals_own(
    title: str, number: str, issuer: str, reposted: bool
) -> None:
    assert is_reposted(POLICY, title, number, issuer, ("临江县",)) is reposted


def test_interpretations_of_national_policy_are_reposted_ones() -> None:
    assert is_reposted(EXPLAINS, "《国务院办公厅关于养老服务的意见》解读", "", "中国政府网", ("临江县",))
    assert is_reposted(EXPLAINS, "一图读懂《养老服务条例》", "", "新华社", ("临江县",))
    assert not is_reposted(EXPLAINS, "《临江县养老服务办法》解读", "", "县民政局", ("临江县",))


def test_document_numbers_are_read_in_every_bracket() -> None:
    words = "临政发〔2026〕5号、临政办发[2026]第12号、国办发（２０２６）３号、临江县人民政府令第12号、2026年第3号公告"
    assert numbers_in(words) == (
        "临政发〔2026〕5号", "临政办发〔2026〕12号", "国办发〔2026〕3号", "临江县人民政府令第12号"
    )  # fmt: skip


def test_a_policy_may_be_cited_by_several_names() -> None:
    names = cited_names("临江县人民政府办公室关于印发《临江县养老服务办法》的通知")
    assert "临江县养老服务办法" in names
    assert "关于印发《临江县养老服务办法》的通知" in names


def facts(where: Site) -> Facts:
    return understand(facts_of(where, as_of=DAY))


def paired(where: Site) -> list[tuple[str, str, str]]:
    return [
        (pair.rule, pair.policy.url.removeprefix(HOME), pair.interpretation.url.removeprefix(HOME))
        for pair in facts(where).pairs()
    ]


def the(where: Site, kind: DocumentKind) -> list[Document]:
    return list(facts(where).documents(kind))


A, B = "/zcwj/content_1.html", "/zcjd/content_2.html"


@pytest.mark.parametrize(
    ("page", "rule"),
    [
        (explained("养老补贴怎么领", related=f"<p>相关文件</p><ul><li>{links((A, '养老服务办法全文'))}</ul>"), "link"),
        (explained("养老补贴怎么领？一图读懂", related=links((A, "政策原文"))), "link"),
        (explained("一图读懂养老新政", text=f"近日，县政府印发文件（{NUMBER}）。" + BODY[::-1]), "number"),
        (explained("《临江县养老服务办法》政策解读"), "title"),
        (explained("县民政局解读养老新政", text="《临江县养老服务办法》出台了。" + BODY[::-1]), "title"),
        (explained("临江县养老服务办法解读"), "title"),
        (explained("图解：临江县养老的服务办法"), "similar"),
    ],
)
def test_an_interpretation_finds_its_policy_by_the_surest_rule(page: Resource, rule: str) -> None:
    assert paired(county(**{A: policy(), B: page})) == [(rule, A[1:], B[1:])]


def test_a_policy_that_leads_to_its_interpretation_is_paired_by_that_link() -> None:
    related = f"<p>相关解读</p><ul><li>{links((B, '县民政局谈养老'))}</ul>"
    where = county(**{A: policy(related=related), B: explained("县民政局谈养老")})
    assert paired(where) == [("link", A[1:], B[1:])]
    (pair,) = facts(where).pairs()
    assert pair.forward is not None
    assert pair.back is None


@pytest.mark.parametrize(
    "page",
    [
        explained("《临江县殡葬管理办法》政策解读"),
        explained("《临江县养老服务办法（征求意见稿）》解读"),
        explained("《临江县养老服务办法》政策解读", day="2024-01-10"),  # of an earlier issue
        explained("县民政局解读社会救助", text="依据省政府文件（江政发〔2026〕5号）和老办法。" + BODY[::-1]),
        explained("一图读懂社会救助", related=f"<p>上一篇：<a href={A}>上一篇</a></p>"),
    ],
)
def test_an_interpretation_of_something_else_is_paired_with_nothing(page: Resource) -> None:
    assert paired(county(**{A: policy(), B: page})) == []


def test_two_interpretations_of_one_policy_are_two_pairs() -> None:
    where = county(
        **{
            A: policy(),
            B: explained("《临江县养老服务办法》政策解读"),
            "/zcjd/content_3.html": explained("图解《临江县养老服务办法》"),
        }
    )
    assert [rule for rule, _policy, _told in paired(where)] == ["title", "title"]


def test_links_that_a_template_puts_on_every_interpretation_pair_nothing() -> None:
    side = links((A, "临江县最新文件"))
    told = {f"/zcjd/content_{n}.html": explained(f"《临江县第{n}号殡葬规定》解读", related=side) for n in range(2, 9)}
    assert paired(county(**{A: policy(), **told})) == []


def test_one_policy_at_two_addresses_is_one_document() -> None:
    copy = "/zwgk/content_9.html"
    where = county(
        **{A: policy(), copy: policy(), B: explained("《临江县养老服务办法》政策解读", related=links((copy, "原文")))}
    )
    (one,) = the(where, POLICY)
    assert one.aliases == (HOME + copy[1:],) or HOME + copy[1:] == one.url
    (pair,) = facts(where).pairs()
    assert pair.back is not None


def test_the_words_of_an_article_are_without_its_frame() -> None:
    where = county(**{A: policy(related="<p>相关解读</p><p>某某解读</p><p>扫一扫在手机打开</p>")})
    (one,) = the(where, POLICY)
    assert one.text == BODY
    assert one.number == NUMBER
    assert one.published is not None
    assert one.published.day == date(2026, 10, 12)


def test_an_interpretation_elsewhere_is_known_by_the_link_that_names_it() -> None:
    related = links(("http://mp.example.test/s/1", "一图读懂《临江县养老服务办法》"))
    elsewhere = doc("一图读懂", "<p>图</p>")
    where = county(**{A: policy(related=related), "http://mp.example.test/s/1": elsewhere})
    (pair,) = facts(where.named("mp.example.test", Name(a=("198.51.100.9",)))).pairs()
    assert pair.interpretation.external
    assert pair.interpretation.forms == ("infographic",)
    column = links(("/zcjd/", "政策解读"))
    assert paired(county(**{A: policy(related=column)})) == []


@pytest.mark.parametrize(
    ("page", "forms"),
    [
        (explained("《临江县养老服务办法》解读"), ("text",)),
        (explained("一图读懂《临江县养老服务办法》", text="见图"), ("infographic",)),
        (explained("《临江县养老服务办法》解读", text="<img src=/1.jpg width=800 height=4000>"), ("infographic",)),
        (explained("《临江县养老服务办法》解读", text="<img src=/1.jpg width=800 height=500>"), ()),
        (explained("视频｜《临江县养老服务办法》解读", text="请看视频"), ("video",)),
        (explained("《临江县养老服务办法》解读", text="<video src=/1.mp4></video>"), ("video",)),
        (explained("《临江县养老服务办法》解读", text=links(("/1.mp3", "点击收听"))), ("audio",)),
        (explained("《临江县养老服务办法》问答", text="<p>问：甲？</p><p>答：" + "乙" * 200 + "</p>"), ("qa", "text")),
        (explained("《临江县养老服务办法》解读新闻发布会", text="丙" * 200), ("press", "text")),
        (
            explained(
                "《临江县养老服务办法》解读",
                text="住院七天以上的老人，出院时按天领取护理补贴，不用自己跑腿，社区会上门登记并送到家里，当天就能办完。",
            ),
            ("text",),
        ),
        (explained("《临江县养老服务办法》解读", text="请看附件"), ()),
        (
            explained("《临江县养老服务办法》解读", text="戊" * 500 + "<img src=/1.jpg width=800 height=4000>"),
            ("infographic", "text"),
        ),
        # Words beside a picture are a form of their own when they explain something, and not when they point at it.
        (
            explained(
                "《临江县养老服务办法》解读",
                text="<p>为什么改：很多老人出院以后没人照看。</p><p>谁能领：住满七天、在本县登记的老人都可以，家里人代办也行，"
                "带身份证到社区填一张表。</p><p>能领多少：每天三十元，一年最多领六十天，当月打到卡上。</p>"
                "<img src=/1.jpg width=750 height=3000>",
            ),
            ("infographic", "text"),
        ),
        (
            explained(
                "《临江县养老服务办法》解读",
                text="<p>为便于群众了解政策内容，现将《临江县养老服务办法》制作成一张长图。请点击图片查看大图。如有疑问，"
                "可以拨打咨询电话0123-4567890。扫描二维码关注县民政局微信公众号，获取更多政策信息。</p>"
                "<img src=/1.jpg width=750 height=3000>",
            ),
            ("infographic",),
        ),
        (
            explained(
                "《临江县养老服务办法》解读",
                text="<p>第一页 补贴的对象</p><p>第二页 补贴的标准</p><p>第三页 申请的流程</p>"
                "<p>第四页 需要带的材料</p><p>第五页 到哪里办理和咨询，什么时候到账，怎样查询进度</p>"
                "<img src=/1.jpg width=750 height=3000>",
            ),
            ("infographic",),
        ),
        (
            explained(
                "《临江县养老服务办法》解读",
                text="<p>老人出院以后没人照看怎么办？县里出台了新办法，一起来看这段短片说了些什么。</p>"
                "<video src=/1.mp4></video>",
            ),
            ("video",),
        ),
        (
            explained(
                "《临江县养老服务办法》解读",
                text="<p>1.谁能领补贴？</p><p>甲</p><p>2.到哪里去领？</p><p>乙</p><p>三、多久能到账？</p>",
            ),
            ("qa",),
        ),
        (
            explained(
                "《临江县养老服务办法》解读", text="<p>网友：怎么领？</p><p>局长：去社区。</p><p>网友：要带什么？</p>"
            ),
            ("interview",),
        ),
        (explained("养老补贴六问：《临江县养老服务办法》解读", text="请看"), ("qa",)),
        (explained("《临江县律师法实施办法》解读", text="请看"), ()),
        (explained("《临江县养老服务办法》解读", text="县里组织专家论证，听取了教授的意见。" + "己" * 200), ("text",)),
        (
            explained("《临江县养老服务办法》解读", text="某大学李教授认为，这个办法好懂。" + "庚" * 200),
            ("expert", "text"),
        ),
        (explained("《临江县养老服务办法》解读", text="县民政局副局长李某介绍，办法好懂。" + "辛" * 200), ("text",)),
    ],
)
def test_the_form_of_an_interpretation_is_told_by_title_and_media(page: Resource, forms: tuple[str, ...]) -> None:
    (one,) = the(county(**{B: page}), EXPLAINS)
    assert one.forms == forms


def test_the_sample_portal_pairs_every_policy_that_needs_it() -> None:
    understood = facts(clean(DAY))
    told = {pair.policy.url for pair in understood.pairs()}
    alone = [one.title for one in understood.documents(POLICY) if one.url not in told]
    assert all(any(word in title for word in ("任免", "表彰", "转发", "会议", "成立")) for title in alone)
    assert all(pair.rule == "link" and pair.forward and pair.back for pair in understood.pairs())
    assert not any(one.reposted for one in understood.documents())
