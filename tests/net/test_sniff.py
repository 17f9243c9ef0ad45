"""What do the first bytes of an answer look like? What is not surely known looks like nothing."""

import pytest

from auditor.net.fetch import SAMPLE
from auditor.net.sniff import sniffed
from tests.net import formats as f


@pytest.mark.parametrize(
    ("body", "looks"),
    [
        (f.PDF, "pdf"),
        (b"\r\n \xef\xbb\xbf\r\n" + f.PDF, "pdf"),  # readers look through the first kilobyte
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + f.PDF, "pdf"),
        (f.OLE, "ole"),
        (f.DOCX, "ooxml"),
        (f.archive("docProps/app.xml", "xl/workbook.xml", "[Content_Types].xml"), "ooxml"),
        (f.streamed("word/document.xml", "[Content_Types].xml"), "ooxml"),
        (f.OFD, "ofd"),
        (f.streamed("Doc_0/Document.xml", "OFD.xml"), "ofd"),
        (f.archive("Doc_0/Res/" + "图" * 30, "OFD.xml", method=0), "ofd"),
        (f.ZIP, "zip"),
        (b"PK\x05\x06" + bytes(18), "zip"),
        (f.RTF, "rtf"),
        (f.RAR, "rar"),
        (f.SEVEN, "7z"),
        (f.GZIP, "gzip"),
        (f.PNG, "png"),
        (f.JPEG, "jpeg"),
        (f.GIF, "gif"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "webp"),
        (f.MP4, "mp4"),
        (f.HTML, "html"),
        (b"\xef\xbb\xbf\r\n\r\n" + f.HTML, "html"),
        (b"<!-- saved from url -->\n<HTML><HEAD></HEAD></HTML>", "html"),
        (b"<script>location.href='/x'</script>", "html"),
        (f.WORD_HTML, "html"),
        (f.LOGIN, "login"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "xml"),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0//EN' 'x'><html/>", "html"),
        (f.CSV, "text"),
        ("普通的文字，没有标记。".encode(), "text"),
        (b"", "empty"),
        (f.CEB, ""),
        (bytes(range(256)), ""),
        (b"BM" + bytes(60), ""),
        ("政".encode("utf-16"), ""),
    ],
)
def test_the_first_bytes_tell_what_it_is(body: bytes, looks: str) -> None:
    assert sniffed(body) == looks


@pytest.mark.parametrize("cut", [100, 1000, SAMPLE])
def test_a_sample_tells_as_much_as_the_whole(cut: int) -> None:
    for body, looks in ((f.PDF + bytes(SAMPLE), "pdf"), (f.OLE + bytes(SAMPLE), "ole"), (f.OFD + bytes(SAMPLE), "ofd")):
        assert sniffed(body[:cut]) in (looks, "zip")


def test_words_cut_in_the_middle_of_a_character_are_words() -> None:
    for code in ("utf-8", "gb18030"):
        assert sniffed(("公" * 5000).encode(code)[:4097]) == "text"


def test_an_article_about_html_is_words() -> None:
    assert sniffed("如何写 <html> 标记".encode()) == "text"
