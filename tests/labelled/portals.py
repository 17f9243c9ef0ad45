"""What would a browser be sent? The small portal of each group of cases, in the markup that the case asks for."""

from auditor.demo import pictures
from auditor.demo.site import Name, Resource, Site
from auditor.model.url import canonical
from tests.checks.small import HOME, site
from tests.labelled.labels import PairPortal, PolicyCase, ToldCase, TopicCase, TopicPortal
from tests.labelled.markup import NAMES, Shell, article, listing, placed

NEWS = (
    ("全县召开冬春火灾防控工作会议", "2026-11-18"),
    ("城乡居民医保参保缴费进入集中办理期", "2026-11-12"),
    ("文化馆公益培训班开始报名", "2026-11-05"),
)
TOPICS, POLICIES, TOLD = ("/ztzl/", "专题专栏"), ("/zcwj/", "政策文件"), ("/zcjd/", "政策解读")
BRIEFS = ("/zwdt/", "政务动态")
TEXT = ("", "正文")
FIRST = 7001  # serial of the first article
Pages = dict[str, Resource | str]


def _picture(name: str) -> Resource:
    return Resource(pictures.banner(name), content_type=pictures.SVG)


def _news(shell: Shell) -> Pages:
    rows, pages = [], {}
    for place, (title, day) in enumerate(NEWS):
        path = placed(shell.markup, "zwdt", FIRST + 900 + place, day)
        words = f"<p>{day[5:7]}月{day[8:]}日，{title}。有关负责人到场，就下一步安排听取了意见。</p>"
        head, main = article(shell.markup, title, day, shell.name, words)
        pages[path] = shell.page(title, main, crumbs=(BRIEFS, TEXT), head=head)
        rows.append((path, title, day))
    pages[BRIEFS[0]] = shell.page(BRIEFS[1], listing(shell.markup, rows), crumbs=(BRIEFS,))
    return pages


# topics


def topic_url(case: TopicCase) -> str:
    if case.page == "host":
        return f"http://{case.id}.lin.gov.test/"
    return canonical(f"{TOPICS[0]}{case.id}/", HOME)


def topic_site(portal: TopicPortal) -> Site:
    """The portal of these topics: entrances on the home page, the list, the archive, and every topic's own pages."""
    name, archive = NAMES[portal.markup], (f"{TOPICS[0]}lszt/", portal.archive)
    strip = "".join(_entrance(case) for case in portal.topics if "footer" in case.where)
    floats = "".join(
        f'<div id="ad{place}" class="float-ad" style="position:fixed;right:{place}0px;top:120px">{_banner(case)}</div>'
        for place, case in enumerate(portal.topics)
        if "float" in case.where
    )
    shell = Shell(portal.markup, name, (BRIEFS, TOPICS), footer=f'<div class="links">{strip}</div>', floating=floats)
    pages = _news(shell)
    texts = "".join(f"<p>{_entrance(case)}</p>" for case in portal.topics if "home" in case.where)
    banners = "".join(_banner(case) for case in portal.topics if "banner" in case.where)
    banners += "".join(_banner(case, alt="") for case in portal.topics if "picture" in case.where)
    banners += "".join(_banner(case, alt="", title=case.name) for case in portal.topics if "title" in case.where)
    news = listing(portal.markup, ((path, title, day) for path, title, day in _briefs(portal.markup)))
    main = f'<div class="news"><h3>政务动态</h3>{news}</div><div class="banner">{banners}</div>'
    pages["/"] = shell.page(name, f'{main}<div class="zt"><h3>专题专栏</h3>{texts}</div>', home=True)
    rows = [(topic_url(case), case.name, "") for case in portal.topics if "list" in case.where]
    rows += [(topic_url(case), case.name[:4], "") for case in portal.topics if "list2" in case.where]
    below = f'<p class="more"><a href="{archive[0]}">{archive[1]}</a></p>'
    cards = "".join(_banner(case) for case in portal.topics if "card" in case.where)
    pages[TOPICS[0]] = shell.page(TOPICS[1], cards + listing(portal.markup, rows) + below, crumbs=(TOPICS,))
    kept = [(topic_url(case), case.name, "") for case in portal.topics if "archive" in case.where]
    words = "<p>以下专题已经结束，内容保留供查阅。</p>"
    pages[archive[0]] = shell.page(archive[1], words + listing(portal.markup, kept), crumbs=(TOPICS, archive))
    for place, case in enumerate(portal.topics):
        pages |= _topic(shell, case, FIRST + 20 * place)
    hosts = {f"{case.id}.lin.gov.test": Name(a=("198.51.100.8",)) for case in portal.topics if case.page == "host"}
    return site(pages, **hosts)


def _briefs(markup: str) -> list[tuple[str, str, str]]:
    return [(placed(markup, "zwdt", FIRST + 900 + at, day), title, day) for at, (title, day) in enumerate(NEWS)]


def _entrance(case: TopicCase) -> str:
    return f'<a href="{topic_url(case)}">{case.name}</a> '


def _banner(case: TopicCase, alt: str | None = None, title: str = "") -> str:
    words = case.name if alt is None else alt
    image = f'<img src="/images/zt/{case.id}.svg" alt="{words}" width="380">'
    said = f' title="{title}"' if title else ""
    return f'<a href="{topic_url(case)}"{said} target="_blank">{image}</a>'


def _topic(shell: Shell, case: TopicCase, serial: int) -> Pages:
    pages: Pages = {f"/images/zt/{case.id}.svg": _picture(case.name)}
    if case.page == "gone":
        return pages
    url, rows = topic_url(case), []
    base = url if case.page == "host" else ""
    head = f'<div class="zthead"><img src="{HOME}images/zt/{case.id}.svg" alt="{case.name}"></div>'
    entries = [one.split(" ", 1) for one in case.items] if case.page != "images" else []
    if case.page == "script":
        main = f"<div id=\"ztlist\"></div><script>loadList('/api/zt/{case.id}.json', '#ztlist')</script>"
        return pages | {url: shell.page(case.name, head + main, crumbs=(TOPICS, (url, case.name)))}
    if case.page == "images":
        shots = [f"/images/zt/{case.id}-{place}.svg" for place in range(len(case.items))]
        pages |= {shot: _picture(case.name) for shot in shots}
        main = "".join(f'<p><img src="{shot}" width="900" height="1400"></p>' for shot in shots)
        return pages | {url: shell.page(case.name, head + main, crumbs=(TOPICS, (url, case.name)))}
    if case.page == "long":
        main = "".join(
            f"<h3>{title}</h3><p>{_told_day(day)}，{title}。牵头单位介绍了做法，参加的群众谈了感受。</p>"
            for day, title in entries
        )
        return pages | {url: shell.page(case.name, head + main, crumbs=(TOPICS, (url, case.name)))}
    for place, (day, title) in enumerate(entries):
        markup = "divs" if case.page in ("plain", "host") else shell.markup
        path = base.rstrip("/") + placed(markup, f"ztzl/{case.id}", serial + place, day)
        bare = title.removeprefix("【置顶】")
        words = f"<p>{bare}。{_told_day(day)}，相关单位作了通报，{_WORDS[place % 3]}。</p>"
        meta, main = article(shell.markup, bare, day, shell.name, words)
        pages[path] = shell.page(bare, main, crumbs=(TOPICS, (url, case.name), TEXT), head=meta)
        rows.append((path, title, "" if case.page == "plain" else _FORMS[case.days].format(*day.split("-"))))
    if case.page == "columns":
        names = ("工作动态", "文件精神", "媒体报道")
        folders = [f"{TOPICS[0]}{case.id}/{key}/" for key in ("gzdt", "wjjs", "mtbd")]
        for place, (folder, name) in enumerate(zip(folders, names, strict=True)):
            listed = listing(shell.markup, rows[place::3])
            pages[folder] = shell.page(name, head + listed, crumbs=(TOPICS, (url, case.name), (folder, name)))
        main = "".join(
            f'<div class="lm"><h3><a href="{folder}">{name}</a></h3></div>'
            for folder, name in zip(folders, names, strict=True)
        )
    elif case.page == "paged":
        half = (len(rows) + 1) // 2
        further, crumbs = f"{url}index_2.html", (TOPICS, (url, case.name))
        turns = (
            f'<div class="page"><a href="{url}">1</a> <a href="{further}">2</a> <a href="{further}">下一页</a></div>'
        )
        pages[further] = shell.page(case.name, head + listing(shell.markup, rows[half:]) + turns, crumbs=crumbs)
        main = listing(shell.markup, rows[:half]) + turns
    else:
        main = listing(shell.markup, rows)
    return pages | {url: shell.page(case.name, head + main, crumbs=(TOPICS, (url, case.name)))}


_FORMS = {
    "": "{0}-{1}-{2}",
    "slash": "{0}/{1}/{2}",
    "dots": "[{0}.{1}.{2}]",
    "han": "{0}年{1}月{2}日",
    "brackets": "（{0}-{1}-{2}）",
    "short": "{1}-{2}",
}
"""How a list writes the day of an entry."""
_WORDS = ("并答复了群众来信", "后续安排将另行公布", "现场发放了宣传材料")


def _told_day(day: str) -> str:
    year, month, date = day.split("-")
    return f"{year}年{int(month)}月{int(date)}日"


# policies and interpretations


def urls(portal: PairPortal) -> dict[str, str]:
    """Where each document of the portal stands, by its id."""
    found = {}
    for place, policy in enumerate(portal.policies):
        path = placed(portal.markup, "zcwj", FIRST + place, policy.day)
        found[policy.id] = canonical(path, policy.host or HOME)
    for place, told in enumerate(portal.told):
        found[told.id] = canonical(placed(portal.markup, "zcjd", FIRST + 100 + place, told.day), HOME)
    return found


def pair_site(portal: PairPortal) -> Site:
    """The portal of these documents, listed in their columns, newest first."""
    where = urls(portal)
    shell = Shell(portal.markup, portal.name, (BRIEFS, POLICIES, TOLD))
    pages = _news(shell)
    news = listing(portal.markup, _briefs(portal.markup))
    pages["/"] = shell.page(portal.name, f'<div class="news"><h3>政务动态</h3>{news}</div>', home=True)
    for (path, name), cases in ((POLICIES, portal.policies), (TOLD, portal.told)):
        listed = [one for one in cases if not getattr(one, "host", "")]
        rows = [(where[one.id], one.title, one.day) for one in sorted(listed, key=lambda one: one.day, reverse=True)]
        pages[path] = shell.page(name, listing(portal.markup, rows), crumbs=((path, name),))
    by_id = {told.id: told for told in portal.told}
    for policy in portal.policies:
        pages |= _policy(portal, shell, policy, where, by_id)
    for told in portal.told:
        pages |= _told(portal, shell, told, where)
    return site(pages)


def _organ(portal: PairPortal, title: str) -> str:
    """Who issued it: the organ that the title begins with."""
    head = title.split("关于")[0].split("转发")[0]
    return head if head.startswith(portal.name[:2]) else portal.organ


def _policy(
    portal: PairPortal, shell: Shell, policy: PolicyCase, where: dict[str, str], told: dict[str, ToldCase]
) -> Pages:
    organ, pages = _organ(portal, policy.title), Pages()
    opening = () if "通告" in policy.title else ("各乡镇人民政府、街道办事处，各有关部门、直属机构：",)
    lead = (f"{policy.title.split('关于', 1)[-1].removesuffix('的通知')}，已经研究同意，现予公布，请认真贯彻执行。",)
    blocks = _blocks((*opening, *lead, *policy.text, organ, _told_day(policy.day)))
    below = "".join(_link(where[one], told[one].title, "相关解读", told[one].link) for one in policy.told)
    if policy.file:
        path = f"/zcwj/files/{where[policy.id].rsplit('/', 1)[-1].split('.')[0]}.{policy.file.rsplit('.', 1)[-1]}"
        made = pictures.pdf if path.endswith(".pdf") else pictures.doc
        kind = "application/pdf" if path.endswith(".pdf") else "application/msword"
        pages[path] = Resource(made(policy.file), content_type=kind)
        below += f'<p>附件：<a href="{path}">{policy.file}</a></p>'
    head, main = article(portal.markup, policy.title, policy.day, organ, blocks, number=policy.number, below=below)
    pages[where[policy.id]] = shell.page(policy.title, main, crumbs=(POLICIES, TEXT), head=head)
    return pages


def _told(portal: PairPortal, shell: Shell, told: ToldCase, where: dict[str, str]) -> Pages:
    pages: Pages = {}
    blocks = ""
    for place in range(told.images):
        path = f"/images/tj/{told.id}-{place}.svg"
        pages[path] = _picture(told.title)
        blocks += f'<p><img src="{path}" width="800" height="2600"></p>'
    for kind, suffix, wanted in (("video", "mp4", told.video), ("audio", "mp3", told.audio)):
        if wanted:
            path = f"/media/{told.id}.{suffix}"
            pages[path] = Resource(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 64, content_type=f"{kind}/{suffix}")
            blocks += f'<{kind} controls src="{path}"></{kind}>'
    titles = {one.id: one.title for one in portal.policies}
    below = "".join(_link(where[one], titles[one], "相关文件", told.link) for one in told.back)
    source = f"{portal.name}办公室"
    head, main = article(portal.markup, told.title, told.day, source, blocks + _blocks(told.text), below=below)
    pages[where[told.id]] = shell.page(told.title, main, crumbs=(TOLD, TEXT), head=head)
    return pages


def _blocks(paragraphs: tuple[str, ...]) -> str:
    return "".join(f"<p>　　{one}</p>\n" for one in paragraphs)


def _link(href: str, title: str, heading: str, how: str) -> str:
    match how:
        case "image":
            return f'<p class="jd"><a href="{href}"><img src="/images/jd.svg" alt="政策解读" width="120"></a></p>'
        case "script":
            return f"<script>document.write('<b>{heading}</b><a href=\"{href}\">{title}</a>')</script>"
    return f'<div class="related"><b>{heading}：</b><a href="{href}">{title}</a></div>'
