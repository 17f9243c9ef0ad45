"""What stands around the sample portal: other sites that it links to, its files, and what DNS says of all of them."""

from collections.abc import Mapping
from importlib.resources import files

from auditor.demo import pictures
from auditor.demo.book import HOME, HOST, IMAGES, Book, content
from auditor.demo.columns import SERVICE_HALL
from auditor.demo.site import Name, Zone

HOME_A, HOME_AAAA = "198.51.100.10", "2001:db8:10::80"
NAMES: Mapping[str, Name] = {
    HOST: Name(a=(HOME_A,), aaaa=(HOME_AAAA,)),
    "qinglan.gov.test": Name(a=(HOME_A,), aaaa=(HOME_AAAA,)),
    "img.qinglan.gov.test": Name(a=("198.51.100.11",), aaaa=("2001:db8:10::81",)),
    "www.shuoling-city.test": Name(a=("198.51.100.20",), aaaa=("2001:db8:20::80",)),
    "www.linxi-county.test": Name(a=("198.51.100.21",)),
    "v.qinglan-media.test": Name(a=("198.51.100.22",), aaaa=("2001:db8:22::80",)),
    "zwfw.yunling-province.test": Name(a=("198.51.100.23",)),
    "bszs.badge.test": Name(a=("198.51.100.24",)),
    "jiucuo.find.test": Name(a=("198.51.100.24",)),
    "beian.icp.test": Name(a=("198.51.100.25",)),
    "beian.police.test": Name(a=("198.51.100.25",)),
}
ZONE = Zone(
    "qinglan.gov.test",
    {
        "ns1.qinglan.gov.test": Name(a=("198.51.100.53",), aaaa=("2001:db8:53::1",)),
        "ns2.qinglan.gov.test": Name(a=("198.51.100.54",), aaaa=("2001:db8:53::2",)),
    },
)
_BLOCKED = (
    "<html><head><title>访问被拦截</title></head><body>您的请求疑似自动程序发出，已被安全策略拦截。</body></html>"
)


def write_outside(book: Book) -> None:
    for site in content("outside")["site"]:
        book.page(site["url"], "outside.html", title=site["title"], texts=(site["text"],))
    book.put(SERVICE_HALL, _BLOCKED.encode(), "text/html; charset=utf-8", status=403)
    book.put("http://qinglan.gov.test/", b"", "", status=301, headers={"Location": HOME})


def write_files(book: Book) -> None:
    """Style sheet and pictures of the static host, robots.txt, sitemap.xml."""
    css = files("auditor.demo").joinpath("templates", "portal.css").read_bytes()
    book.put(f"{IMAGES}css/portal.css", css, "text/css; charset=utf-8")
    drawn = {
        "emblem": pictures.emblem(),
        "skyline": pictures.skyline(),
        "badge-organ": pictures.badge("党政机关", "#c62828"),
        "badge-find": pictures.badge("政府找错", "#c77700"),
        "focus": pictures.banner("山水青岚 茶香小城", 560, 320),
        "map": pictures.banner("青岚县行政区划示意", 380, 120),
        "part-annual": pictures.banner("政府信息公开年报", 200, 56),
        **{
            f"icon-{number}": pictures.badge(word, "#2f6fb3") for number, word in enumerate("婚医企房职人申财", start=1)
        },
    }
    for name, drawing in drawn.items():
        book.put(f"{IMAGES}images/{name}.svg", drawing, pictures.SVG)
    book.put(f"{IMAGES}images/dot.gif", pictures.PIXEL, "image/gif")
    book.put("/favicon.ico", pictures.emblem(), pictures.SVG)
    robots = (
        f"User-agent: *\nDisallow: /hdjl/submit.do\nDisallow: /zfxxgk/ysqgk/submit.do\nSitemap: {HOME}sitemap.xml\n"
    )
    book.put("/robots.txt", robots.encode(), "text/plain; charset=utf-8")
    pages = sorted(
        url
        for url, answer in book.resources.items()
        if url.startswith(HOME)
        and answer.status == 200
        and answer.content_type.startswith("text/html")
        and "?" not in url
    )
    entries = "".join(f"<url><loc>{url}</loc></url>\n" for url in pages)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    book.put("/sitemap.xml", f"{head}{entries}</urlset>\n".encode(), "application/xml")
