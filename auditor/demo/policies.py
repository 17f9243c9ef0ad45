"""The policy documents of the sample county and their interpretations, linked both ways."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import quote

from auditor.demo import pictures
from auditor.demo.book import IMAGES, PHONE_CODE, Article, Book, Ref, content, number, paragraphs, placed, trail
from auditor.demo.days import workdays_after

AFFAIRS = Ref("政务公开", "/zwgk/")
POLICIES = Ref("政策文件", "/zcwj/")
INTERPRETATIONS = Ref("政策解读", "/zcjd/")
PICTURES = Ref("图解", "/zcjd/tj/")
VIDEOS = "http://v.qinglan-media.test/"

_ORGANS = {
    "政": ("青政发", "青岚县人民政府"),
    "政办": ("青政办发", "青岚县人民政府办公室"),
    "政人": ("青政人", "青岚县人民政府"),
    "农": ("青农发", "青岚县农业农村局"),
    "教": ("青教发", "青岚县教育局"),
    "水": ("青水发", "青岚县水利局"),
    "林": ("青林发", "青岚县林业局"),
    "人社": ("青人社发", "青岚县人力资源和社会保障局"),
    "文旅": ("青文旅发", "青岚县文化旅游广电局"),
}
_NUMERALS = "一二三四五六七八九十"
_CARE = (
    "各责任单位要结合职能细化任务清单，明确时间节点，工作推进情况于每季度末报送{dept}汇总。",
    "{dept}会同财政、审计等部门对执行情况组织抽查，发现走样变形的及时纠正，造成不良影响的依规问责。",
    "各乡镇人民政府应当通过村村响、院坝会等形式把政策送到户，收集到的意见由{dept}逐条研究回复。",
    "执行过程中遇到的具体问题由{dept}负责解释，国家和省有新规定的从其规定。",
    "由{dept}牵头建立联席会议机制，原则上每两个月会商一次，重大事项提请县人民政府审定。",
)
_START = (
    "问：这项政策从什么时候开始办？",
    "从文件公布的当天起就可以办理。各乡镇便民中心都设了咨询台。",
)
# What the town's own people do with a policy differs from house to house, and so do the words around it.
_WHY_ALSO = (
    "为此，{dept}走访了多个乡镇，开了四场座谈会，又在网上征求意见半个月，收到建议六十多条。",
    "起草时，{dept}请群众代表、企业和专家一起讨论，先后改了五稿，采纳意见四十余条。",
    "{dept}先选两个乡镇试了半年，效果不错，再把做法写成文件推到全县。",
    "文件参考了周边县区的经验，也依据国家和省里的有关规定，经合法性审核后出台。",
)


@dataclass(frozen=True, slots=True)
class Filed:
    """Where the documents of one key stand: the policy and its interpretations, the first being the text."""

    key: str
    policy: Ref
    interpretations: tuple[Ref, ...]


def write_policies(book: Book) -> tuple[Filed, ...]:
    """Writes every policy with its interpretations, and the columns that list them."""
    entries = content("policies")["policy"]
    issued = _numbers(book, entries)
    filed = tuple(_write(book, entry, place, issued[entry["key"]]) for place, entry in enumerate(entries))
    book.listing((AFFAIRS, POLICIES), [one.policy for one in filed], markup="divs", kind="政策文件", size=15)
    texts = [ref for one in filed for ref in one.interpretations]
    side = (PICTURES, INTERPRETATIONS)
    book.listing((AFFAIRS, INTERPRETATIONS), texts, kind="政策解读", side=side)
    tall = [ref for ref in texts if ref.href.startswith(PICTURES.href)]
    book.listing((AFFAIRS, INTERPRETATIONS, PICTURES), tall, kind="政策解读", side=side)
    return filed


def _numbers(book: Book, entries: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """The running number of each document: counted up through the year, by issuing office."""
    numbers: dict[str, int] = {}
    issued: Counter[tuple[str, int]] = Counter()
    for entry in sorted(entries, key=lambda entry: -entry["ago"]):
        office = entry["organ"], book.ago(entry["ago"]).year
        issued[office] += 2
        numbers[entry["key"]] = issued[office] + 1
    return numbers


def _write(book: Book, entry: Mapping[str, Any], place: int, running: int) -> Filed:
    day = book.ago(entry["ago"])
    prefix, organ = _ORGANS[entry["organ"]]
    title = entry["title"] if entry["title"].startswith("转发") else organ + entry["title"]
    policy = Article(
        path=placed(POLICIES.href, entry["title"], day, entry["style"]),
        title=title,
        day=day,
        trail=trail(AFFAIRS, POLICIES),
        kind="政策文件",
        source=organ,
        clock="09:30",
        number=f"{prefix}〔{day.year}〕{running}号",
        organ=organ,
        blocks=_policy_text(entry, place),
        signed=(organ, f"{day.year}年{day.month}月{day.day}日"),
        files=_files(book, entry),
        extra={"index": f"4399210001/{day.year}-{running:05d}", "written": str(day), "subject": entry["dept"]},
    )
    explained = () if entry.get("exempt") else _interpretations(book, entry, policy, place)
    back = ("相关文件", (policy.ref,))
    for article in explained:
        book.article(replace(article, related=(back,)), "trs")
    refs = tuple(article.ref for article in explained)
    book.article(replace(policy, related=(("相关解读", refs),) if refs else ()), entry["style"])
    return Filed(entry["key"], policy.ref, refs)


def _policy_text(entry: Mapping[str, Any], place: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
    blocks: list[tuple[str, tuple[str, ...]]] = [("", ("各乡镇人民政府，县政府各部门、直属机构：", entry["lead"]))]
    for count, section in enumerate(entry["sections"]):
        texts = (f"（{_NUMERALS[index]}）{text}" for index, text in enumerate(section["p"]))
        blocks.append((f"{_NUMERALS[count]}、{section['h']}", tuple(texts)))
    if entry["sections"]:
        care = (_CARE[(place + step) % len(_CARE)].format(dept=entry["dept"]) for step in range(2))
        blocks.append((f"{_NUMERALS[len(entry['sections'])]}、组织实施", tuple(care)))
    return tuple(blocks)


def _files(book: Book, entry: Mapping[str, Any]) -> tuple[Ref, ...]:
    if "attachment" not in entry:
        return ()
    name = entry["attachment"]
    path = f"{POLICIES.href}files/{quote(name)}"
    if name.endswith(".pdf"):
        book.put(path, pictures.pdf(name), "application/pdf")
    else:
        book.put(path, pictures.doc(name), "application/msword")
    return (Ref(name, f"{POLICIES.href}files/{name}"),)


def _called(policy: Article) -> str:
    """The name that an interpretation cites: what is printed and issued, else the document itself."""
    start, end = policy.title.find("《"), policy.title.rfind("》")
    if start >= 0:
        return policy.title[start : end + 1]
    if "关于印发" in policy.title:
        return f"《{policy.title.split('关于印发')[1].removesuffix('的通知')}》"
    return f"《{policy.title}》"


def _interpretations(book: Book, entry: Mapping[str, Any], policy: Article, place: int) -> tuple[Article, ...]:
    later = workdays_after(policy.day, place % 3) if place % 3 else policy.day
    later = min(later, book.as_of)
    articles = [_text(book, entry, policy, place, later)]
    if entry["organ"] in ("政", "政办") and entry["ago"] < 800:
        articles.append(_picture(book, entry, policy, place))
    if entry["key"] in ("aging", "parking", "tea"):
        articles.append(_questions(book, entry, policy, later))
    if entry["key"] in ("bus", "waste"):
        articles.append(_video(book, entry, policy, place, later))
    return tuple(articles)


def text_path(entry: Mapping[str, Any]) -> str:
    return f"{INTERPRETATIONS.href}jd_{number(entry['title'])}.html"


def _about(entry: Mapping[str, Any]) -> str:
    return f"政策咨询电话：{PHONE_CODE}-{entry['tel']}（{entry['dept']}，工作日接听）。"


def _interpretation(book: Book, entry: Mapping[str, Any], day: date, path: str, title: str, clock: str) -> Article:
    columns = (AFFAIRS, INTERPRETATIONS, PICTURES) if path.startswith(PICTURES.href) else (AFFAIRS, INTERPRETATIONS)
    return Article(
        path=path, title=title, day=day, trail=trail(*columns), kind="政策解读", source=entry["dept"], clock=clock
    )


def _text(book: Book, entry: Mapping[str, Any], policy: Article, place: int, day: date) -> Article:
    path = text_path(entry)
    why = _WHY_ALSO[place % len(_WHY_ALSO)].format(dept=entry["dept"])
    blocks = (
        ("", (f"近日，{policy.organ}发布了{_called(policy)}（{policy.number}）。现将有关内容解读如下。",)),
        ("一、背景依据", (entry["background"], why)),
        ("二、目的意义", (entry["purpose"],)),
        ("三、主要举措", tuple(entry["gist"])),
        ("四、适用范围", (entry["scope"],)),
        ("五、新旧政策差异", (entry["change"],)),
        ("六、您可能想问", (f"问：{entry['ask']}", f"答：{entry['reply']}")),
        ("七、联系方式", (_about(entry),)),
    )
    article = _interpretation(book, entry, day, path, f"{_called(policy)}政策解读", "15:05")
    return replace(article, blocks=blocks)


def _picture(book: Book, entry: Mapping[str, Any], policy: Article, place: int) -> Article:
    path = placed(PICTURES.href, policy.title, policy.day, "content")
    image = f"{IMAGES}tj/{entry['key']}.svg"
    book.put(image, pictures.infographic(entry["short"], entry["gist"]), pictures.SVG)
    words = (
        f"背景：{entry['background']}",
        f"目的：{entry['purpose'].removeprefix('目的是').removeprefix('目的很直接：')}",
        f"主要举措：{''.join(entry['gist'])}",
        f"适用范围：{entry['scope']}",
        _about(entry),
    )
    article = _interpretation(book, entry, policy.day, path, f"【图解】一图读懂{_called(policy)}", "09:40")
    return replace(article, images=(Ref(f"一图读懂{entry['short']}", image),), blocks=(("图解文字版", words),))


def _questions(book: Book, entry: Mapping[str, Any], policy: Article, day: date) -> Article:
    path = placed(INTERPRETATIONS.href, policy.title, day, "art")
    turns = (
        f"问：为什么要出台{_called(policy)}？有什么背景？",
        f"答：{entry['background']}{entry['purpose']}",
        "问：主要有哪些举措？",
        f"答：一共四条。{''.join(entry['gist'])}",
        "问：适用范围是什么，和以前有什么变化？",
        f"答：{entry['scope']}{entry['change']}",
        _START[0],
        f"答：{_START[1]}",
        f"问：{entry['ask']}",
        f"答：{entry['reply']}{_about(entry)}",
    )
    article = _interpretation(book, entry, day, path, f"政策问答：{_called(policy)}", "16:20")
    return replace(article, blocks=paragraphs(*turns))


def _video(book: Book, entry: Mapping[str, Any], policy: Article, place: int, day: date) -> Article:
    path = f"{INTERPRETATIONS.href}sp_{number(entry['title'])}.html"
    video = book.put(
        f"{VIDEOS}zcjd/{entry['key']}.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 512, "video/mp4"
    )
    words = (
        f"（解说词）大家好，今天说说{_called(policy)}。先看背景：{entry['background']}",
        f"出台的{entry['purpose']}",
        f"主要举措有四项。{''.join(entry['gist'])}",
        f"再说适用范围。{entry['scope']}最后提醒，{entry['change']}",
        _about(entry),
    )
    article = _interpretation(book, entry, day, path, f"视频解读：{_called(policy)}", "17:00")
    return replace(article, video=video, blocks=paragraphs(*words))
