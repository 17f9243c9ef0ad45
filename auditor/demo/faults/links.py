"""Faults of links: dead ones, on pages and in the site map."""

import re

from auditor.demo.book import HOME, IMAGES, number
from auditor.demo.columns import DATA, EXCHANGE, SERVICE_HALL, SERVICES
from auditor.demo.faults.attachments import MAP
from auditor.demo.faults.disclosure import NEAR_HOME
from auditor.demo.faults.edit import (
    SITEMAP,
    answering,
    both,
    edited,
    gone,
    last_card,
    named_host,
    opening,
    page,
    swapped,
)
from auditor.demo.faults.planted import MET, NOT_TESTABLE, Planted
from auditor.demo.site import Mutation, Resource, Site

BROKEN, SITEMAP_RULE = "links.broken", "links.sitemap"
REFUSING = "198.51.100.66"
_ON_HOME = "<!-- 友情链接 -->"


def _home_link(href: str, label: str) -> Mutation:
    return swapped(HOME, _ON_HOME, f'{_ON_HOME}\n      <a href="{href}">{label}</a>')


def _listed(url: str) -> Mutation:
    """The site map with one address more."""
    return swapped(SITEMAP, "</urlset>", f"<url><loc>{url}</loc></url>\n</urlset>")


def _refusing(site: Site) -> Site:
    return named_host("www.yunwu-tea.test", REFUSING)(site).with_dead_address(REFUSING)


_LETTER = f"{HOME}hdjl/content_{number(EXCHANGE.href + '咨询灵活就业参保缴费基数')}.html"
_MOODY = Resource("名称".encode(), content_type="text/csv", fault="once")
_LOOP = Resource(status=302, headers={"Location": "/zjql/jump.html"}, content_type="")

FAULTS = (
    Planted(
        "link-home-404",
        BROKEN,
        HOME + "lyjq/index.htm",
        "a link on the home page answers 404",
        _home_link("/lyjq/index.htm", "景区动态"),
    ),
    Planted(
        "link-home-image",
        BROKEN,
        IMAGES + "images/float-window.gif",
        "a picture on the home page answers 404",
        swapped(HOME, _ON_HOME, f'{_ON_HOME}\n      <img src="{IMAGES}images/float-window.gif" alt="飘窗">'),
    ),
    Planted(
        "link-home-no-host",
        BROKEN,
        "http://www.qinglan-travel.test/",
        "the host of a link on the home page does not exist",
        _home_link("http://www.qinglan-travel.test/", "青岚旅游网"),
    ),
    Planted(
        "link-home-refused",
        BROKEN,
        "http://www.yunwu-tea.test/",
        "the host of a link on the home page refuses to talk",
        both(_home_link("http://www.yunwu-tea.test/", "云雾茶交易网"), _refusing),
    ),
    Planted(
        "link-footer",
        BROKEN,
        HOME + "wza.html",
        "a link in the footer of every page is dead",
        gone(HOME + "wza.html"),
    ),
    Planted(
        "link-attachment",
        BROKEN,
        MAP,
        "the attachment of a policy answers 404",
        gone(MAP),
    ),
    Planted(
        "link-frame",
        BROKEN,
        HOME + "bmfw/tianqi.html",
        "a frame on a column's page answers 404",
        last_card(SERVICES, '<iframe src="/bmfw/tianqi.html" title="天气预报"></iframe>'),
    ),
    Planted(
        "link-option",
        BROKEN,
        "http://www.qinglan-old.test/",
        "an entry of a drop-down list names a host that does not exist",
        last_card(SERVICES, '<select><option value="http://www.qinglan-old.test/">青岚旧版网站</option></select>'),
    ),
    Planted(
        "link-loop",
        BROKEN,
        HOME + "zjql/jump.html",
        "a link is redirected to itself",
        opening(HOME + "zjql/jump.html", _LOOP, SERVICES, "县情概况"),
    ),
    Planted(
        "link-500",
        BROKEN,
        _LETTER,
        "the page of a letter keeps answering 500",
        answering(_LETTER, page("500", "Internal Server Error", status=500)),
    ),
    Planted(
        "link-reset",
        BROKEN,
        "http://v.qinglan-media.test/live/",
        "a link whose server hangs up",
        opening("http://v.qinglan-media.test/live/", Resource(fault="reset"), SERVICES, "在线直播"),
    ),
    Planted(
        "link-gone",
        BROKEN,
        HOME + "sjkf/files/old.csv",
        "a data file answers 410",
        opening(HOME + "sjkf/files/old.csv", page("Gone", "Gone", status=410), DATA, "历史数据"),
    ),
    Planted(
        "link-blocked",
        BROKEN,
        "home others blocked",
        "a link on the home page answers with a block page (403)",
        _home_link(SERVICE_HALL, "政务服务网"),
        NOT_TESTABLE,
    ),
    Planted(
        "decoy-link-commented",
        BROKEN,
        "home own",
        "a dead link inside a comment",
        swapped(HOME, _ON_HOME, f'{_ON_HOME}\n      <!-- <a href="/gone/for/ever.html">旧链接</a> -->'),
        MET,
    ),
    Planted(
        "decoy-link-once",
        BROKEN,
        "home own",
        "a link that fails once and works from then on",
        both(_home_link("/gonggao.csv", "公告清单"), answering(HOME + "gonggao.csv", _MOODY)),
        MET,
        also=NEAR_HOME,
    ),
    Planted(
        "decoy-link-form",
        BROKEN,
        "inner own",
        "a form posts to an address that cannot be visited",
        lambda site: site.with_resource(HOME + "hdjl/submit.do", page("405", "", status=405)),
        MET,
    ),
    Planted(
        "decoy-link-hidden-menu",
        BROKEN,
        "inner own",
        "a menu that is hidden until the mouse is over it, whose links open",
        last_card(SERVICES, f'<div style="display:none"><a href="/{EXCHANGE.href[1:]}">互动交流</a></div>'),
        MET,
    ),
    Planted(
        "sitemap-dead",
        SITEMAP_RULE,
        HOME,
        "sitemap.xml still lists a page that was taken down",
        _listed(HOME + "old/2019.html"),
    ),
    Planted(
        "sitemap-unseen",
        SITEMAP_RULE,
        HOME,
        "sitemap.xml lists nothing but a page that keeps programs out",
        both(
            edited(SITEMAP, lambda text: re.sub(r"<url>.*</url>\n", "", text)),
            both(_listed(HOME + "old/2019.html"), answering(HOME + "old/2019.html", page("403", "", status=403))),
        ),
        NOT_TESTABLE,
    ),
    Planted(
        "decoy-sitemap-commented",
        SITEMAP_RULE,
        HOME,
        "sitemap.xml has the page that was taken down in a comment",
        swapped(SITEMAP, "</urlset>", f"<!-- <url><loc>{HOME}old/2019.html</loc></url> -->\n</urlset>"),
        MET,
    ),
    Planted(
        "decoy-sitemap-linked",
        SITEMAP_RULE,
        HOME,
        "a dead page in sitemap.xml that pages link to as well, and that is told there",
        gone(HOME + "wza.html"),
        MET,
        beside=frozenset({(BROKEN, HOME + "wza.html")}),
        also=frozenset({BROKEN}),
    ),
)
