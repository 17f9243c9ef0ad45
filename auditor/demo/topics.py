"""The topics of the sample portal: live ones, permanent ones, and those that have ended and are kept."""

from collections.abc import Mapping
from typing import Any

from auditor.demo import pictures
from auditor.demo.book import IMAGES, Article, Book, Ref, content, paragraphs, placed, trail

TOPICS = Ref("专题专栏", "/ztzl/")
ARCHIVE = Ref("历史专题", "/ztzl/lszt/")
_WORDS = (
    "{title}。相关工作由牵头单位按照计划推进，进展情况在本专题持续公布，欢迎群众监督。",
    "按照“{name}”工作安排，{title}。下一步将抓好细节落实，并及时公布结果。",
)


def write_topic(book: Book, entry: Mapping[str, Any]) -> Ref:
    """Writes one topic with its items. Returns its entrance."""
    years = {"last": book.as_of.year - 1, "older": book.as_of.year - 4}
    name = entry["name"].format(**years)
    path = f"{TOPICS.href}{entry['key']}/"
    image = book.put(f"{IMAGES}zt/{entry['key']}.svg", pictures.banner(name), pictures.SVG)
    topic = Ref(name, path, image=image)
    columns = trail(TOPICS, ARCHIVE, topic) if entry["state"] == "archived" else trail(TOPICS, topic)
    refs = []
    for place, (ago, title) in enumerate(entry["items"]):
        day = book.ago(ago)
        words = _WORDS[place % 2].format(title=title, name=name)
        article = Article(
            path=placed(path, title, day), title=title, day=day, trail=columns, blocks=paragraphs(words, entry["intro"])
        )
        refs.append(book.article(article))
    column = Ref(name, path)
    book.page(path, "topic.html", topic=topic, column=column, kind="专题专栏", intro=entry["intro"], refs=refs)
    return topic


def write_topics(book: Book) -> tuple[Ref, ...]:
    """Writes all topics, the column that lists the live ones and the archive. Returns what the home page shows."""
    entrances: dict[str, list[Ref]] = {"live": [], "permanent": [], "archived": []}
    for entry in content("topics")["topic"]:
        entrances[entry["state"]].append(write_topic(book, entry))
    book.page(
        TOPICS.href,
        "landing.html",
        column=TOPICS,
        trail=trail(TOPICS),
        kind="专题专栏",
        intro="",
        groups=(
            ("正在进行", entrances["live"]),
            ("长期专题", entrances["permanent"]),
            ("更多", (ARCHIVE,)),
        ),
    )
    book.page(
        ARCHIVE.href,
        "landing.html",
        column=ARCHIVE,
        trail=trail(TOPICS, ARCHIVE),
        kind="专题专栏",
        intro="已经结束、不再更新的专题在此归档，仍可查阅。",
        groups=(("历史专题", [Ref(ref.name, ref.href) for ref in entrances["archived"]]),),
    )
    return (*entrances["live"], *entrances["permanent"])
