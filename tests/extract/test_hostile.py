"""Nothing that a site may send makes extraction raise, and its work is bounded."""

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.extract import extract, is_html
from auditor.extract.links import MOST_LINKS
from auditor.model.exchange import Exchange
from auditor.model.page import Page

PIECES = [
    b"<a href=", b"'/x'", b'"{{x}}"', b">", b"<", b"</a>", b"<li>", b"2021-03-01", b"<!--", b"-->", b"<table><tr><td>",
    b"</ul>", b"<base href=//>", b"<script>", b"</script>", b"<style>url(", b"<meta charset=gb2312>", b"\x00",
    b"\xff\xfe",
    b"&#x110000;", b"&amp", b"<svg><title>", b"<math><mi>", b"<select><option value=http://[>", b"\xd5\xfe", b"<form>",
    b"<template>", b"<img srcset=',,, x 1x' style='background:url(' onclick=\"window.open('", b"<frameset><frame src=",
    "首页>您的位置：".encode(), "发布日期：".encode(), "二〇二一年".encode(),
    b"<p hidden class='nav header foot' role=banner>",
    b"<meta http-equiv=refresh content='0;url='>", b"<plaintext>", b"<!DOCTYPE", b"<?xml", b"]]>",
    b"<a name=x onclick>",
]  # fmt: skip


def answer(body: bytes, kind: str = "text/html") -> Exchange:
    return Exchange(url="http://www.example.gov.cn/", status=200, content_type=kind, body=body)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=12)), max_size=40), st.booleans())
def test_any_bytes_become_a_page(pieces: list[bytes], rendered: bool) -> None:
    body = b"".join(pieces)
    page = extract(answer(body), rendered=rendered)
    is_html(answer(body, ""))
    assert isinstance(page, Page)
    assert pickle.loads(pickle.dumps(page)) == page


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 200_000 + b"<a href=/deep>x</a>",
        b"<a " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">x",
        b"<b>" * 20_000 + b"<p>" * 20_000,
        b"<table>" * 20_000,
        b"<ul><li>" * 20_000,
        b"<font><p>" * 10_000,
        b"<!--" * 100_000,
        b"<" * 1_000_000,
        b"&" * 1_000_000,
        b"<div class='" + b"nav " * 100_000 + b"'>x</div>",
        b"<style>" + b"url(" * 200_000,
        b"<script>" + b"window.open('" * 100_000,
        b"<p>" + b"2021-" * 300_000,
        "<p>二〇二".encode() * 100_000,
        b"<p>" + b" " * 2_000_000 + b"x",
        b'<a onclick="' + b"window.open('" * 50_000 + b'">x</a>',
        b"<td background=x><table>" * 3_000,
        b"<div class=nav><a href=/x>y</a>" * 3_000,
        b"<a href=/x>" * 30_000,
        b"<li v-for=x>" * 20_000,
        b"<img srcset='" + b"a 1x," * 100_000 + b"'>",
        b"<meta http-equiv=content-type content='" + b"charset=" * 200_000 + b"'>",
    ],
    ids=lambda body: body[:24].decode("utf-8", "replace"),
)
def test_monstrous_pages_are_read_or_cut(body: bytes) -> None:
    assert isinstance(extract(answer(body)), Page)


def test_links_behind_a_monstrous_nesting_are_not_lost() -> None:
    page = extract(answer(b"<div>" * 50_000 + b"<a href=/deep>x</a>" + b"</div>" * 50_000))
    assert page.truncated
    assert [link.target for link in page.links] == ["http://www.example.gov.cn/deep"]


def test_ordinary_deep_tables_are_not_cut() -> None:
    page = extract(answer(b"<table><tr><td>" * 300 + b"<a href=/deep>x</a>"))
    assert not page.truncated
    assert [link.label for link in page.links] == ["x"]


def test_three_hundred_thousand_links_are_cut_to_a_number_that_can_be_kept() -> None:
    body = b"".join(b"<li><a href=/a/%d.html>link %d</a></li>" % (n, n) for n in range(300_000))
    page = extract(answer(body))
    assert page.truncated
    assert len(page.links) == MOST_LINKS


def test_a_cut_answer_is_marked() -> None:
    assert extract(Exchange(url="http://a.gov.cn/", status=200, body=b"<p>x", truncated=True)).truncated
