"""The first bytes of files as Chinese portals hang them up, made by hand."""

import io
import zipfile
import zlib


def archive(*names: str, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as files:
        for name in names:
            files.writestr(name, f"{name} " * 40)
    return held.getvalue()


def streamed(*names: str) -> bytes:
    """An archive written without seeking, as servers make it: sizes stand behind the content (flag bit 3)."""
    out = bytearray()
    for name in names:
        content = zlib.compress(name.encode() * 30)[2:-4]
        out += b"PK\x03\x04\x14\x00\x08\x08\x08\x00" + bytes(16) + len(name).to_bytes(2, "little") + b"\0\0"
        out += name.encode() + content + b"PK\x07\x08" + bytes(12)
    return bytes(out)


PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog>>\nendobj\n" + b"x" * 200
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
DOCX = archive("[Content_Types].xml", "_rels/.rels", "word/document.xml")
OFD = archive("OFD.xml", "Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml")
ZIP = archive("附件1.doc", "附件2.xls")
RTF = rb"{\rtf1\ansi\ansicpg936\deff0 \'d5\'fe\'b8\'ae}"
WORD_HTML = (
    b'<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">'
    b"<head><meta name=ProgId content=Word.Document></head><body><p class=MsoNormal>x</p></body></html>"
)
HTML = '<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>文件已失效</body></html>'.encode()
LOGIN = b'<html><body><form action="/login"><input name="u"><input type="password" name="p"></form></body></html>'
CSV = "名称,数量\n梧桐,12\n".encode("gb18030")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40)
GIF = b"GIF89a" + bytes(30)
RAR = b"Rar!\x1a\x07\x01\x00" + bytes(40)
SEVEN = b"7z\xbc\xaf\x27\x1c" + bytes(40)
GZIP = b"\x1f\x8b\x08\x00" + bytes(40)
MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(100)
CEB = b"Founder CEB Maker V3.0\x00" + bytes(range(256))
