"""A county portal of policies and interpretations, from a few lines each."""

from auditor.demo.site import Resource, Site
from tests.checks.small import doc, links, rows, site

NUMBER = "临政发〔2026〕5号"
BODY = "为让老年人在家门口安心养老，县里对补贴对象、补贴标准和办理流程作出安排，各乡镇要按时间节点抓好落实。" * 4


def policy(
    title: str = "", number: str = NUMBER, *, day: str = "2026-10-12", related: str = "", **more: str
) -> Resource:
    title = title or "临江县人民政府关于印发临江县养老服务办法的通知"
    sheet = f"<p>发文字号：{number}</p><p>发布日期：{day}</p>" if number else f"<p>发布日期：{day}</p>"
    head = f'<meta name="ArticleTitle" content="{title}">'
    text = more.get("text", BODY)
    return doc(title, f"<h1>{title}</h1>{sheet}<div class=TRS_Editor><p>{text}</p></div>{related}", head)


def explained(title: str, *, day: str = "2026-10-13", text: str = BODY[::-1], related: str = "") -> Resource:
    head = f'<meta name="ArticleTitle" content="{title}">'
    body = f"<h1>{title}</h1><p>发布时间：{day} 来源：县民政局</p><div class=TRS_Editor><p>{text}</p></div>{related}"
    return doc(title, body, head)


def county(**pages: Resource | str) -> Site:
    menu = links(("/zcwj/", "政策文件"), ("/zcjd/", "政策解读"))
    crumbs = '<div class="crumbs">当前位置：<a href="/">首页</a> &gt; {}</div>'
    files = rows(*((path, "临江县文件", "2026-10-12") for path in pages if path.startswith("/zcwj/")))
    told = rows(*((path, "临江县文件解读", "2026-10-13") for path in pages if path.startswith("/zcjd/")))
    base: dict[str, Resource | str] = {
        "/": doc("临江县人民政府", menu),
        "/zcwj/": doc("政策文件", crumbs.format("政策文件") + files),
        "/zcjd/": doc("政策解读", crumbs.format("政策解读") + told),
    }
    return site({**base, **pages})
