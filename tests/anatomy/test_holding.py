"""What is on a page, and which pages stand for the others."""

from auditor.anatomy import understand
from auditor.demo.site import Resource
from auditor.model.anatomy import Held
from tests.checks.small import DAY, HOME, doc, links, rows, site
from tests.memory import facts_of

MENU = links(("/gywm/", "关于我们"), ("/tzgg/", "通知公告"), ("/kb/", "空白"))
LIST = rows(*((f"/tzgg/{n}.html", f"关于第{n}批名单的公告", f"2026-11-0{n}") for n in range(1, 6)))


def held(body: str) -> Held:
    facts = understand(facts_of(site({"/": MENU, "/gywm/": MENU + body, "/tzgg/": MENU + LIST}), as_of=DAY))
    page = facts.page(f"{HOME}gywm/")
    assert page
    return facts.holding(page).held


def test_a_whole_sentence_is_something_however_short() -> None:
    assert held("<p>本网站由县政府办公室主办。</p>") is Held.TEXT


def test_words_that_are_no_sentence_are_nothing() -> None:
    assert held("<p>关于我们</p>") is Held.NOTHING
    assert held("<p>暂无内容，敬请期待。</p>") is Held.NOTHING


def test_the_home_page_under_another_address_stands_for_no_list() -> None:
    front = doc("某县人民政府", MENU + LIST)
    facts = understand(facts_of(site({"/": front, "/index.htm": front, "/tzgg/": MENU + LIST}), as_of=DAY))
    assert [page.url for page in facts.sample("list", 9)] == [f"{HOME}tzgg/"]


def test_what_stands_in_the_frames_of_the_home_page_stands_for_no_list() -> None:
    front = doc("某县人民政府", MENU + LIST)
    frames = Resource(b"<html><title>x</title><frameset rows='*'><frame src='/front.html'></frameset></html>")
    back = links(("/index.htm", "返回"))
    pages = {"/": frames, "/front.html": front, "/index.htm": front, "/tzgg/": MENU + LIST + back}
    facts = understand(facts_of(site({**pages, **{f"/tzgg/{n}.html": "<p>公告</p>" for n in range(1, 6)}}), as_of=DAY))
    assert [page.url for page in facts.sample("list", 9)] == [f"{HOME}tzgg/"]


def test_a_link_that_one_other_column_carries_too_is_no_template() -> None:
    """A column whose body leads to another column, as the page above that one does: it is no blank one."""
    named = "<div>当前位置：<a href=/>首页</a> &gt; {}</div>"
    goal = '<p><a href="/nr/">主动公开</a></p>'
    sheet = {
        f"/{name}/": doc(name, f"<h1>{name}</h1>{named.format(name)}{MENU}{LIST}{more}")
        for name, more in (("yi", ""), ("er", ""), ("san", goal))
    }
    blank = doc("目录", f"<h1>目录</h1>{named.format('目录')}{MENU}{goal}")
    home = MENU + links(*((path, path.strip("/")) for path in sheet), ("/ml/", "目录"))
    facts = understand(facts_of(site({"/": home, **sheet, "/ml/": blank, "/nr/": LIST}), as_of=DAY))
    page = facts.page(f"{HOME}ml/")
    assert page
    assert facts.holding(page).held is Held.LINKS


def test_the_home_page_in_traditional_characters_stands_for_no_list() -> None:
    front = doc("临江县人民政府", MENU + LIST)
    gate = "/gate/big5/www.linjiang.gov.test/"
    text = front.body.decode().replace("县", "縣").replace("临", "臨").replace("关", "關").replace("单", "單")
    other = Resource(text.encode(), content_type=front.content_type)
    facts = understand(facts_of(site({"/": front, gate: other, "/tzgg/": MENU + LIST}), as_of=DAY))
    assert [page.url for page in facts.sample("list", 9)] == [f"{HOME}tzgg/"]


def test_an_error_page_in_disguise_stands_for_no_article() -> None:
    gone = doc("提示信息", "<p>对不起，您访问的页面不存在！</p>")
    text = doc("公告", "<h1>公告</h1><p>2026-11-03 09:00</p><p>" + "全县供水管网检修，请提前蓄水。" * 9 + "</p>")
    both = links(("/art/2026/3/3/art_1_1.html", "岗位表"), ("/art/2026/3/3/art_1_2.html", "公告"))
    pages = {"/": MENU + both, "/art/2026/3/3/art_1_1.html": gone, "/art/2026/3/3/art_1_2.html": text}
    facts = understand(facts_of(site(pages), as_of=DAY))
    assert [page.url[-6:] for page in facts.sample("article", 9)] == ["2.html"]


def test_a_day_beside_a_source_makes_an_article_without_any_label() -> None:
    line = "<p>二〇二六年九月八日　稿件来源：区政府办　【字号：大 小】</p>"
    trail = "<div>当前位置：<a href=/>首页</a> &gt; <a href=/tzgg/>通知公告</a></div>"
    body = f"{trail}<h1>区图书馆闭馆公告</h1>{line}<p>闭馆三天。</p>"
    pages = {"/": MENU + links(("/show.jsp?id=7", "区图书馆闭馆公告")), "/show.jsp?id=7": doc("区图书馆闭馆公告", body)}
    facts = understand(facts_of(site(pages), as_of=DAY))
    assert [page.url for page in facts.sample("article", 9)] == [f"{HOME}show.jsp?id=7"]
