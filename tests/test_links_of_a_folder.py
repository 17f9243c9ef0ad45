"""`links` of a folder of files that will be a site."""

import json
from pathlib import Path

from auditor.demo.serve import Served
from auditor.demo.site import Name
from tests.checks.small import ABROAD, links, site
from tests.command import at, beside, found, stopped

NEWS = {"news.example.test": Name(a=("198.51.100.8",))}


def build(folder: Path) -> Path:
    """A static build with one fault of each kind."""
    root = folder / "public"
    (root / "news").mkdir(parents=True)
    head = '<meta charset="utf-8"><title>临江县人民政府</title>'
    pages = links(
        ("/news/", "要闻"),
        ("news/gone.html", "旧闻"),
        ("https://www.lin.gov.test/news/a.html", "本站全址"),
        ("https://lin.gov.test/gone-too.html", "不带 www"),
        ("/file.doc", "附件"),
        ("/secret.txt", "出逃"),
        (ABROAD, "新闻网"),
        ("http://192.168.3.4/oa/", "办公"),
    )
    (root / "index.html").write_text(head + pages, encoding="utf-8")
    (root / "news" / "index.html").write_text(head + links(("a.html", "一"), ("/", "首页")), encoding="utf-8")
    (root / "news" / "a.html").write_bytes("<meta charset=gbk><title>标题</title><p>正文".encode("gbk"))
    (root / "unlinked.html").write_text(head + links(("/never.html", "无人引用")), encoding="utf-8")
    (root / "file.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (folder / "secret.txt").write_text("secret")
    (root / "secret.txt").symlink_to(folder / "secret.txt")
    return root


async def test_a_folder_is_checked_under_the_address_it_will_have(tmp_path: Path) -> None:
    build(tmp_path)
    home = "https://www.lin.gov.test"
    asked = ("links", "public", "--as", home, "--offline", "--progress", "none", "--json")
    code, out, said = await beside(tmp_path, *asked, "--fail-on", "deduct")
    assert code == 1, said
    assert found(out) == {
        f"{home}/news/gone.html": "links.broken",
        f"{home}/secret.txt": "links.broken",
        "https://lin.gov.test/gone-too.html": "links.broken",
        "http://192.168.3.4/oa/": "links.wrong",
    }
    result = json.loads(out)
    assert result["run"]["portal"]["home"] == f"{home}/"
    assert result["run"]["coverage"]["pages"] == 3, "what nothing links to is not looked at"
    unsettled = [one for one in result["findings"] if one["outcome"] == "not_testable"]
    assert {one["reason"] for one in unsettled} == {"off_network"}
    assert str(tmp_path) not in out, "where the folder lies is nobody's business"
    assert result["run"]["coverage"]["elapsed"] < 20, "our own server needs no pace"


async def test_without_an_address_the_folder_has_a_name_that_nobody_has(tmp_path: Path) -> None:
    build(tmp_path)
    code, out, said = await beside(tmp_path, "links", "public", "--offline", "--progress", "none", "--json")
    assert code == 0, said
    assert json.loads(out)["run"]["portal"]["home"] == "http://site.invalid/"
    assert set(found(out)) == {
        "http://site.invalid/news/gone.html",
        "http://site.invalid/secret.txt",
        "http://192.168.3.4/oa/",
    }


async def test_links_of_a_folder_to_other_sites_are_looked_at_over_the_network(tmp_path: Path) -> None:
    """Here through the operator's map, so that nothing leaves this machine; and with pace."""
    async with Served(site({ABROAD: "新闻", "/": "x"}, **NEWS)) as served:
        root = tmp_path / "public"
        root.mkdir()
        (root / "index.html").write_text(links((ABROAD, "新闻网"), (f"{ABROAD}gone", "旧站")), encoding="utf-8")
        asked = ("links", "public", "--only-mapped", "--map", at(served, "198.51.100.8", "news.example.test"))
        code, out, said = await beside(tmp_path, *asked, "--progress", "none", "--json", "--fail-on", "deduct")
        assert code == 0, said
        assert found(out) == {f"{ABROAD}gone": "links.broken"}
        assert served.requests["GET", ABROAD] == 1


async def test_an_interrupted_check_of_a_folder_goes_on(tmp_path: Path) -> None:
    root = tmp_path / "public"
    root.mkdir()
    for number in range(400):
        (root / f"{number}.html").write_text(links((f"{number + 1}.html", "下一页")), encoding="utf-8")
    (root / "index.html").write_text(links(*((f"{n}.html", f"第 {n} 页") for n in range(400))), encoding="utf-8")
    code, _out, said = await stopped(tmp_path, "links", "public", "--offline", "--connections", "1", done=20)
    assert code == 130, said
    code, out, said = await beside(tmp_path, "links", "--resume", "--progress", "none", "--json")
    assert code == 0, said
    assert json.loads(out)["run"]["coverage"]["pages"] == 401
    assert set(found(out)) == {"http://site.invalid/400.html"}


async def test_a_bad_folder_gets_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "index.html").write_text("x")
    for arguments, words in {
        ("empty",): "index.html",
        ("./missing",): "missing",
        ("missing.txt",): "missing.txt",
        ("full/index.html",): "目录",
        ("full", "--as", "nonsense"): "--as",
        ("full", "--as", "ftp://a.test/"): "--as",
        ("http://a.test/", "--as", "http://b.test/"): "--as",
    }.items():
        code, _out, said = await beside(tmp_path, "links", *arguments)
        assert code == 2, said
        assert words in said
        assert len(said.strip().splitlines()) == 1
    assert not (tmp_path / "auditor.db").exists()
