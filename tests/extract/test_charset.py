"""Text is never lost, whatever is declared, and what disagrees is named."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.extract.charset import LATE, PRESCAN, codec_of, decode, named, prescan

WORDS = "朱镕基视察喆玥；邯郸市人民政府办公室关于印发《办法》的通知"
META = '<html><head><meta charset="{}"><title>题</title></head><body>'


def page(declared: str, codec: str, words: str = WORDS) -> bytes:
    return (META.format(declared) + words).encode(codec)


@pytest.mark.parametrize(
    ("body", "header", "charset", "conflict"),
    [
        (page("gb2312", "gb18030"), "", "gbk", False),
        (page("gbk", "gb18030"), "text/html; charset=GB2312", "gbk", False),
        (page("x-gbk", "gb18030"), "", "gbk", False),
        (page("gb18030", "gb18030"), "text/html", "gb18030", False),
        (page("utf-8", "utf-8"), "text/html; charset=utf-8", "utf-8", False),
        (page("", "utf-8"), "", "utf-8", False),
        (page("", "gb18030"), "", "gb18030", False),
        (page("x-unknown", "gb18030"), "", "gb18030", False),
        # declared one way, written another
        (page("gb2312", "utf-8"), "", "utf-8", True),
        (page("utf-8", "gb18030"), "", "gb18030", True),
        (page("utf-8", "utf-8"), "text/html; charset=gbk", "utf-8", True),
        (page("gb2312", "gb18030"), "text/html; charset=utf-8", "gbk", True),
        (page("gb2312", "gb18030"), "text/html; charset=iso-8859-1", "gbk", True),
        (page("utf-8", "utf-8"), "text/html;charset=ISO-8859-1", "utf-8", True),
        (page("gb2312", "gb18030"), "text/html; charset=x-unknown", "gbk", False),
        # byte order marks beat everything
        (b"\xff\xfe" + page("gb2312", "utf-16-le"), "", "utf-16le", True),
        (b"\xfe\xff" + page("gb2312", "utf-16-be"), "", "utf-16be", True),
        (b"\xef\xbb\xbf" + page("gb2312", "utf-8"), "text/html; charset=gbk", "utf-8", True),
        (b"\xef\xbb\xbf" + page("utf-8", "utf-8"), "", "utf-8", False),
        # UTF-16 without a mark; a meta in ASCII cannot mean UTF-16
        (page("", "utf-16-le"), "", "utf-16le", False),
        (page("", "utf-16-be"), "", "utf-16be", False),
        (page("utf-16", "utf-8"), "", "utf-8", False),
        # a meta behind a long comment
        (b"<!--" + b"x" * PRESCAN + b"-->" + page("gb2312", "gb18030"), "", "gbk", False),
        # four-byte characters
        (page("gb2312", "gb18030", WORDS + "㐀𠀀"), "", "gbk", False),
    ],
)  # fmt: skip
def test_words_are_read_whatever_is_declared(body: bytes, header: str, charset: str, conflict: bool) -> None:
    decoded = decode(body, header)
    assert WORDS in decoded.text
    assert decoded.charset == charset
    assert bool(decoded.conflict) is conflict


def test_a_conflict_names_who_said_what() -> None:
    assert decode(page("utf-8", "utf-8"), "text/html; charset=gbk").conflict == "header gbk, meta utf-8"
    assert decode(page("gb2312", "utf-8")).conflict == "meta gbk, content utf-8"


def test_a_body_cut_in_the_middle_of_a_character_stays_what_it_is() -> None:
    body = (META.format("") + WORDS).encode()[:-1]
    assert decode(body).charset == "utf-8"
    assert decode(page("utf-8", "utf-8")[:-2]).conflict == ""


def test_a_stray_piece_of_gbk_in_a_utf8_page_is_read_too() -> None:
    body = META.format("utf-8").encode() + (WORDS * 5).encode() + "责任编辑".encode("gbk") + b"<p>" + WORDS.encode()
    decoded = decode(body, "text/html; charset=utf-8")
    assert decoded.charset == "utf-8"
    assert decoded.text.count(WORDS) == 6
    assert "责任编辑" in decoded.text


def test_big5_pages_are_read_as_big5() -> None:
    body = "<meta charset=big5><p>臺灣事務辦公室".encode("big5hkscs")
    assert "臺灣事務辦公室" in decode(body).text


def test_the_full_width_blank_of_gbk_is_a_blank() -> None:
    assert "\u3000" in decode(b"<meta charset=gb2312><p>\xa3\xa0\xd5\xfe\xb8\xae").text


def test_western_pages_stay_western() -> None:
    assert "café déjà" in decode("<meta charset=iso-8859-1>café déjà vu".encode("cp1252")).text


def test_the_query_encoder_of_a_page_is_the_browsers() -> None:
    assert codec_of("gbk") == "gbk"
    assert codec_of("utf-8") == "utf-8"
    assert named("GB2312") == "gbk"
    assert named("nonsense") == ""


@given(st.binary(max_size=300), st.text(max_size=30))
def test_nothing_raises_on_any_bytes(body: bytes, header: str) -> None:
    decode(body, header)
    decode(b"<meta charset=gb2312>" + body, "text/html; charset=" + header)
    decode(b"\xff\xfe" + body, header)
    prescan(body)


def test_the_cjk_samples_are_read_without_a_loss(shared: Path) -> None:
    folder = shared / "peers/cjkencodings"
    for name in ("big5", "big5hkscs", "gb18030", "gb2312", "gbk", "hz"):
        want = (folder / f"{name}-utf8.txt").read_text("utf-8")
        assert decode((folder / f"{name}.txt").read_bytes(), f"text/html; charset={name}").text == want, name
        if name.startswith("gb"):
            assert decode((folder / f"{name}.txt").read_bytes()).text == want, f"{name} undeclared"


@pytest.mark.parametrize(
    ("head", "label"),
    [
        ("<meta charset=gb2312>", "gb2312"),
        ("<META CHARSET='gb2312'/>", "gb2312"),
        ("<meta\n charset = gb2312 >", "gb2312"),
        ("<meta content='text/html;charset=gb2312' http-equiv=Content-Type>", "gb2312"),
        ("<meta http-equiv=content-type content=\"text/html; charset='gb2312'\">", "gb2312"),
        ("<meta content='text/html;charset=gb2312'>", ""),
        ("<meta name=keywords content='charset=gb2312'>", ""),
        ("<meta charset=gb2312", ""),
        ("<meta charset='gb2312>", ""),
        ("<metacharset=gb2312>", ""),
        ("<meta charset=bogus><meta charset=gbk>", "gbk"),
        ("<!--<meta charset=gb2312>--><meta charset=gbk>", "gbk"),
        ("<!--><meta charset=gbk>", "gbk"),
        ("<!-- a > b <meta charset=gb2312>", ""),
        ("<a title='<meta charset=gb2312>'><meta charset=gbk>", "gbk"),
        ("<?xml version='1.0' encoding='gb2312'?><meta charset=gbk>", "gbk"),
        ("</p title='<meta charset=gb2312>'><meta charset=gbk>", "gbk"),
        ("<1 <meta charset=gbk>", "gbk"),
    ],
)
def test_a_meta_declares_what_a_browser_reads_in_it(head: str, label: str) -> None:
    assert prescan(head.encode()) == label


def test_bytes_made_to_stall_the_prescan_do_not() -> None:
    for piece in (b"<!", b"<!--", b"<a ", b"<a b='", b"<meta ", b'<a "', b"<a =", b"</", b"<a b = "):
        assert prescan(piece * 4000) == ""


def test_the_prescan_agrees_with_the_parsers_suite(shared: Path) -> None:
    """With the late metas, which browsers come upon while they parse. BOMs are no prescan."""
    cases = json.loads((shared / "peers/html5lib-tests/encoding_expected.json").read_text("utf-8"))
    wrong = []
    for case in cases:
        body = case["data_latin1"].encode("latin-1")
        want = named(case["encoding"]) or case["encoding"].lower()
        found = named(prescan(body[:PRESCAN]) or prescan(body[:LATE]))
        got = "utf-8" if found.startswith("utf-16") or body.startswith(b"\xef\xbb\xbf") else found or "windows-1252"
        if got != want:
            wrong.append(case["data_latin1"])
    assert len(cases) == 82
    assert wrong == []
