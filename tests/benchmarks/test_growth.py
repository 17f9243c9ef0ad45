"""Growth: the promised figures from measured points, and the picture of them."""

from pathlib import Path
from xml.etree import ElementTree

from benchmarks.growth import growth, picture
from benchmarks.portal import Shape, generate
from benchmarks.truth import Kind


def point(pages: int, wall: float, peak: float) -> dict[str, float]:
    return {"pages": pages, "wall_s": wall, "cpu_s": wall / 2, "peak_mb": peak}


def test_a_straight_line_is_no_distance_off_and_a_bend_is() -> None:
    waiting = [point(10, 1, 100), point(10, 1, 110)]
    straight = growth([point(10, 2, 100), point(20, 3, 105), point(30, 4, 110)], waiting)
    assert (straight["wall_off_line"], straight["memory_ratio"], straight["frontier_memory_ratio"]) == (0, 1.1, 1.1)
    assert straight["wall_per_page_ratio"] == 0.667  # the start costs the small one more
    assert growth([point(10, 2, 100), point(20, 6, 100), point(30, 4, 100)], waiting)["wall_off_line"] == 1


def test_the_picture_shows_every_point() -> None:
    pages = [point(2000, 10, 120), point(20000, 100, 130)]
    waiting = [{**point(2000, 10, 120), "frontier": 0}, {**point(2000, 12, 125), "frontier": 200_000}]
    drawn = ElementTree.fromstring(picture({"peer": "auditor-links", "pages": pages, "frontier": waiting}))
    circles = [element for element in drawn.iter() if element.tag.endswith("circle")]
    assert len(circles) == 6
    assert all(0 <= float(circle.get("cx", "-1")) <= float(drawn.get("width", "0")) for circle in circles)


def test_what_waits_in_the_frontier_stands_on_no_page_near_the_home_page(tmp_path: Path) -> None:
    portal = generate(Shape(300, 18000, 18001, hangs=0, frontier=3000), tmp_path)
    more = [url for url, kind in portal.truth.urls.items() if kind is Kind.FILE and "/more/" in url]
    assert len(more) == 3000
    home = (tmp_path / "www" / "index.html").read_bytes()
    assert b"/more/" not in home
    holding = [path for path in (tmp_path / "www").rglob("*.html") if b"/more/" in path.read_bytes()]
    assert 200 < len(holding) < 300
