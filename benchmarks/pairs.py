"""`python -m benchmarks.pairs`: how long, in how much memory, are policies and interpretations compared?

Every interpretation is a candidate for every policy. The anatomy pairs them by its four rules, then the text of every
candidate is compared with every policy's, which an audit only does for the pairs that it found.
"""

import argparse
import json
import random
import resource
import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from auditor.anatomy.pairs import pairs
from auditor.api import StoredFacts
from auditor.model.anatomy import Document, DocumentKind
from auditor.model.copying import copied
from auditor.model.exchange import Opening, Visit
from auditor.model.page import DateMark, DateSource, Element, Link, Page
from auditor.model.portal import Portal
from benchmarks import machine

HOME = "http://www.qinglan.gov.test/"
SEED = 20260
_SUBJECTS = (
    "养老",
    "托育",
    "公交",
    "停车",
    "供水",
    "耕地",
    "灌溉",
    "林木",
    "茶叶",
    "民宿",
    "校车",
    "午餐",
    "疫苗",
    "消防",
)
_DEEDS = (
    "管理",
    "补贴",
    "奖励",
    "评价",
    "监督",
    "建设",
    "改造",
    "保护",
    "救助",
    "培训",
    "招商",
    "储备",
    "登记",
    "验收",
)
_WORDS = (
    *_SUBJECTS, *_DEEDS, "本县", "各乡镇", "牵头单位", "经费", "名单", "公示", "群众", "企业", "标准", "申请", "审核",
    "期限", "材料", "窗口", "平台", "检查", "整改", "台账", "道路", "水渠", "学校", "医院", "按季度", "五万元",
)  # fmt: skip


def written(random_: random.Random, characters: int) -> str:
    """A text of so many characters, in sentences of some words each."""
    parts: list[str] = []
    length = 0
    while length < characters:
        sentence = "".join(random_.choices(_WORDS, k=random_.randint(4, 14))) + "。"
        parts.append(sentence)
        length += len(sentence)
    return "".join(parts)


def documents(policies: int, interpretations: int, characters: int) -> tuple[Document, ...]:
    """Policies and interpretations of them: some by link, some by number, some by name, some by likeness alone."""
    random_ = random.Random(SEED)
    day = date(2026, 1, 5)
    found: list[Document] = []
    for place in range(policies):
        name = f"{_SUBJECTS[place % 14]}{_DEEDS[place // 14 % 14]}办法（第{place}号）"
        found.append(
            Document(
                url=f"{HOME}zcwj/content_{place}.html",
                kind=DocumentKind.POLICY,
                title=f"青岚县人民政府关于印发{name}的通知",
                number=f"青政发〔2026〕{place + 1}号",
                published=DateMark(day + timedelta(days=place % 300), DateSource.META),
                text=written(random_, characters),
                links=tuple(Link(f"{HOME}news/{place}_{n}.html", "", f"要闻{n}") for n in range(40)),
            )
        )
    for place in range(interpretations):
        policy = found[place * 7 % policies]
        name = policy.title.removeprefix("青岚县人民政府关于印发").removesuffix("的通知")
        title = (f"《{name}》政策解读", f"{name}解读", f"关于{policy.number}的解读", f"一图读懂{name}")[place % 4]
        back = (Link(policy.url, policy.url, "原文链接"),) if place % 3 == 0 else ()
        copy = policy.text[: characters // 3] if place % 10 == 0 else ""
        found.append(
            Document(
                url=f"{HOME}zcjd/content_{place}.html",
                kind=DocumentKind.INTERPRETATION,
                title=title,
                published=policy.published,
                text=copy + written(random_, characters // 2),
                links=(*back, *(Link(f"{HOME}news/{place}_{n}.html", "", f"要闻{n}") for n in range(40))),
            )
        )
    return tuple(found)


class _Stored:
    """The two questions that pairing asks of a store, about a portal of which nothing else was read."""

    portal = Portal(home=HOME)

    def visit(self, url: str) -> Visit:
        return Visit(url=url, opening=Opening.OPENS)

    def page(self, url: str, *elements: Element) -> Page | None:
        return None


def measured(policies: int, interpretations: int, characters: int) -> dict[str, Any]:
    """Times and peak memory of pairing, and of comparing every candidate."""
    all_of = documents(policies, interpretations, characters)
    of_policies = [one for one in all_of if one.kind is DocumentKind.POLICY]
    others = [one for one in all_of if one.kind is DocumentKind.INTERPRETATION]
    before = _peak()
    start = time.perf_counter()
    stored: StoredFacts = _Stored()  # type: ignore[assignment]  # pairing asks no more than these
    found = pairs(all_of, stored)
    paired = time.perf_counter()
    copies = sum(copied(theirs.text, policy.text, run=12).share >= 0.1 for policy in of_policies for theirs in others)
    compared = time.perf_counter()
    return {
        "policies": policies,
        "interpretations": interpretations,
        "candidates": policies * interpretations,
        "characters": characters,
        "pairs": len(found),
        "copies": copies,
        "pairing_s": round(paired - start, 2),
        "comparing_s": round(compared - paired, 2),
        "peak_mb": round(_peak(), 1),
        "grown_mb": round(_peak() - before, 1),
        "machine": machine.described(),
    }


def _peak() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pairs", description=__doc__)
    parser.add_argument("--policies", type=int, default=400)
    parser.add_argument("--interpretations", type=int, default=250)
    parser.add_argument("--characters", type=int, default=3000, help="of each policy; an interpretation has half")
    asked = parser.parse_args(arguments)
    print(json.dumps(measured(asked.policies, asked.interpretations, asked.characters), ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
