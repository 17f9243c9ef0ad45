"""Does a report show the element that a finding speaks of, boxed, small, and with nothing that must not be seen?"""

import base64
import hashlib
import io
import json
import re
from dataclasses import replace

import pytest
from auditor_reports.crops import LARGEST, WIDEST, Crops, cropped, decoded
from auditor_reports.evidence import EvidencePack
from auditor_reports.html import HtmlReport
from auditor_reports.json_ import JsonReport
from bs4 import Tag
from PIL import Image

from auditor.model.finding import Evidence
from auditor.model.picture import Box, Picture, box_of
from auditor.model.reporting import ALONE, Beside
from tests.reports.formats import parts
from tests.reports.hostile import STRINGS
from tests.reports.markup import soup
from tests.reports.pictured import (
    INK,
    Pictures,
    broken,
    headed,
    link,
    many_pictured,
    painted,
    picture,
    with_findings,
)
from tests.reports.results import AT, HOME


def shots(html: bytes) -> list[Tag]:
    return soup(html.decode()).select("figure.shot")


def page_of(one: Picture) -> Image.Image:
    page = decoded(one)
    assert page is not None
    return page


def near(seen: object, wanted: tuple[int, int, int], by: int = 60) -> bool:
    assert isinstance(seen, tuple)
    return all(abs(a - b) <= by for a, b in zip(seen, wanted, strict=True))


def test_the_element_is_boxed_in_the_middle_of_its_piece() -> None:
    box = link(10)
    crop = cropped(page_of(picture([box])), box)
    image = Image.open(io.BytesIO(crop.webp)).convert("RGB")
    assert (image.format, image.size, crop.width) == (None, (crop.width, crop.height), WIDEST)
    left = 100  # the piece begins at the page's edge: the link stands too near to it for the middle
    row = [image.getpixel((x, crop.height // 2)) for x in range(WIDEST)]
    assert near(row[left + 80], INK)
    assert near(row[left - 3], (194, 24, 24))
    assert near(row[left + 160 + 2], (194, 24, 24))


@pytest.mark.parametrize(
    "box",
    [
        Box("link", "小", "", 1270, 1990, 4, 4),
        Box("image", "整页", "", 0, 0, 1280, 2000),
        Box("link", "一列", "", 600, 0, 20, 2000),
    ],
)
def test_no_piece_is_larger_than_it_may_be_whatever_the_page(box: Box) -> None:
    crop = cropped(page_of(picture([], noise=True)), box)
    assert len(crop.webp) <= LARGEST
    assert crop.width <= WIDEST
    assert crop.height <= 640


def test_numbers_that_may_be_a_persons_are_covered() -> None:
    box, number = link(5), Box("personal", "", "", 300, 300, 90, 20)
    shown = picture([box, number])
    crops = Crops(Pictures(shown), [broken(box)])
    [spot] = crops.spots(broken(box))
    crop = crops.crop(spot)
    assert crop is not None
    image = Image.open(io.BytesIO(crop.webp)).convert("RGB")
    assert near(image.getpixel((345, crop.height // 2)), (128, 128, 128), 12)


def test_the_costliest_twenty_are_shown_and_no_element_twice() -> None:
    result, beside = many_pictured(25)
    seen = shots(HtmlReport().render(result, "zh", beside))
    alts = [str(one.select("img")[0]["alt"]) for one in seen]
    assert sorted(alts) == sorted(f"首页的截图，方框里是“第{number}个链接”" for number in range(6, 26))
    twice = with_findings(broken(link(1)), broken(link(1)).model_copy(update={"fingerprint": "0" * 16}))
    assert len(shots(HtmlReport().render(twice, "zh", beside))) == 1


def test_a_crop_speaks_the_language_of_the_report_and_stands_with_its_finding() -> None:
    result, beside = many_pictured(1)
    for lang, alt in (
        ("zh", "首页的截图，方框里是“第1个链接”"),
        ("en", "Screenshot of Home page, with “第1个链接” boxed"),
    ):
        [figure] = shots(HtmlReport().render(result, lang, beside))
        [image] = figure.select("img")
        assert image["alt"] == alt
        content = base64.b64decode(str(image["src"]).removeprefix("data:image/webp;base64,"))
        with Image.open(io.BytesIO(content)) as shown:
            assert shown.size == (int(str(image["width"])), int(str(image["height"])))
        assert figure.find_parent(id=result.findings[0].fingerprint)


def test_what_is_not_on_a_picture_is_not_shown() -> None:
    shown = picture([link(1), Box("heading", "政策文件", "", 10, 10, 90, 30)])
    beside = Beside(archive=Pictures(shown, replace(shown, over="ipv6")))
    elsewhere = broken(link(1), page=f"{HOME}other/")
    words = headed("政策文件").model_copy(
        update={"evidence": (Evidence(kind="text", url=HOME, quote="政策文件", marks=((0, 2),)),)}
    )
    asked = broken(link(1)).model_copy(
        update={"evidence": (Evidence(kind="connection", url=HOME, target=link(1).target),)}
    )
    for finding, number in (
        (asked, 0),
        (broken(link(2)), 0),
        (elsewhere, 0),
        (words, 0),
        (headed("文件"), 0),
        (headed("政策文件"), 1),
    ):
        assert len(shots(HtmlReport().render(with_findings(finding), "zh", beside))) == number


def test_a_picture_that_cannot_be_read_or_is_of_another_size_is_left_out() -> None:
    result, _beside = many_pictured(1)
    sound = picture([link(1)])
    out = io.BytesIO()
    Image.new("RGB", (1280, 2000)).save(out, "PNG")
    for webp in (b"", b"RIFF0000WEBPVP8 ", sound.webp[:200], out.getvalue(), painted([], 640, 480)):
        beside = Beside(archive=Pictures(replace(sound, webp=webp)))
        assert shots(HtmlReport().render(result, "zh", beside)) == []


def test_hostile_words_of_a_box_stay_words() -> None:
    boxes = [link(number, words) for number, words in enumerate(STRINGS[:30], start=1)]
    beside = Beside(archive=Pictures(picture(boxes)))
    html = HtmlReport().render(with_findings(*map(broken, boxes)), "zh", beside).decode()
    page = soup(html)
    assert len(page.find_all("script")) == 1
    assert len(page.select("figure.shot")) == 20
    assert all(str(one["src"]).startswith("data:image/webp;base64,") for one in page.find_all("img"))
    assert all(set(one.attrs) == {"src", "alt", "width", "height"} for one in page.find_all("img"))
    assert "img-src data:;" in html


def test_a_page_is_not_believed_about_its_boxes() -> None:
    sound = {"kind": "link", "text": "a\x00\ud800 b", "target": "", "x": -5, "y": 10.4, "w": 50, "h": 9}
    assert box_of(sound, 100, 100) == Box("link", "a\ufffd\ufffd b", "", 0, 10, 45, 9)
    for wrong in ({"kind": "x"}, {"x": "1"}, {"w": float("nan")}, {"h": 1e300}, {"x": 100}, {"y": None}, {"w": -9}):
        assert box_of({**sound, **wrong}, 100, 100) is None


def test_the_pack_holds_every_picture_and_piece_with_a_true_hash_and_the_result_knows_of_none() -> None:
    result, beside = many_pictured(25)
    packs = []
    for _again in range(2):
        out = io.BytesIO()
        EvidencePack().write(result, "zh", beside, out)
        packs.append(out.getvalue())
    assert packs[0] == packs[1]
    files = parts(packs[0])
    [told] = json.loads(files["pictures.json"])
    assert (told["url"], told["at"], told["file"]) == (HOME, f"{AT:%Y-%m-%dT%H:%M:%SZ}", "pictures/001.webp")
    assert len(told["findings"]) == 25
    hashes = {one["name"]: one["sha256"] for one in json.loads(files["manifest.json"])["files"]}
    for name in ("pictures/001.webp", *(one["file"] for one in told["findings"])):
        assert hashes[name] == hashlib.sha256(files[name]).hexdigest()
        with Image.open(io.BytesIO(files[name])) as image:
            assert image.format == "WEBP"
    assert {one["fingerprint"] for one in told["findings"]} == {one.fingerprint for one in result.findings}
    assert JsonReport().render(result, "zh", beside) == JsonReport().render(result, "zh", ALONE)


def test_unquoted_attributes_mean_the_same() -> None:
    result, beside = many_pictured(3)
    html = HtmlReport().render(result, "zh", beside).decode()
    assert re.search(r"<details class=f data-t=", html)
    quoted = re.sub(r"(?<= )([a-z-]+)=([A-Za-z0-9#_.:/-]+)(?=[ >])", r'\1="\2"', html.partition("<body>")[2])
    assert [one.attrs for one in soup(quoted).find_all()] == [
        one.attrs for one in soup(html.partition("<body>")[2]).find_all()
    ]
