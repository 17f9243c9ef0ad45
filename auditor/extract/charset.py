"""In which encoding is a page written? Text is never lost, and what disagrees is named.

WHATWG labels (gb2312, gbk, x-gbk → gb18030); order BOM, HTTP header, meta, validated guess. A declaration that the
bytes contradict is not believed, though browsers do: the reader of the report shall see the words, and the conflict.
Source: https://encoding.spec.whatwg.org/, HTML "determining the character encoding".
"""

import codecs
import re
from dataclasses import dataclass

PRESCAN = 1024  # bytes in which browsers look for a meta
LATE = 16_384  # where we still take one, as their parsers do: late metas are common behind long comments

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16le"), (b"\xfe\xff", "utf-16be"))
_GBK = "gb2312 gbk x-gbk gb_2312 gb_2312-80 csgb2312 csiso58gb231280 iso-ir-58 chinese cp936 ms936 gb2312-80 x-euc-cn"
_LATIN = "ascii us-ascii iso-8859-1 iso8859-1 iso88591 iso_8859-1 latin1 l1 cp1252 windows-1252 x-cp1252 ansi_x3.4-1968"
_FAMILIES = {
    ("gbk", "gb18030"): _GBK,
    ("windows-1252", "cp1252"): _LATIN,
    ("utf-8", "utf-8"): "utf-8 utf8 unicode-1-1-utf-8 x-unicode20utf8 utf_8 utf-8mb4",
    ("utf-16le", "utf-16-le"): "utf-16 utf-16le unicode ucs-2 csunicode",
    ("big5", "big5hkscs"): "big5 big5-hkscs big5hkscs cn-big5 x-x-big5 csbig5",
    ("shift_jis", "cp932"): "shift_jis shift-jis sjis x-sjis ms_kanji windows-31j",
    ("euc-kr", "cp949"): "euc-kr ks_c_5601-1987 ksc5601 windows-949 korean",
    ("hz-gb-2312", "hz"): "hz-gb-2312 hz",
}
_LABELS: dict[str, tuple[str, str]] = {
    **{label: names for names, labels in _FAMILIES.items() for label in labels.split()},
    "gb18030": ("gb18030", "gb18030"),
    "utf-16be": ("utf-16be", "utf-16-be"),
    "euc-jp": ("euc-jp", "euc_jp"),
    "x-euc-jp": ("euc-jp", "euc_jp"),
    "iso-2022-jp": ("iso-2022-jp", "iso2022_jp"),
    "iso-8859-9": ("windows-1254", "cp1254"),
    "tis-620": ("windows-874", "cp874"),
    "macintosh": ("macintosh", "mac_roman"),
    "koi8-r": ("koi8-r", "koi8_r"),
    "koi8-u": ("koi8-u", "koi8_u"),
    "x-user-defined": ("windows-1252", "cp1252"),
}
_CODECS = dict(_LABELS.values())
_PLAIN = re.compile(r"(?:iso[-_]?8859[-_]?\d+|windows-?\d{3,4}|cp125\d)$")
_THREE = re.compile(rb"[\xe2-\xe9\xef][\x80-\xbf]{2}")  # how Chinese looks in UTF-8
_HIGH = re.compile(rb"[\x80-\xff]")
_HAN = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]")
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';,]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a page, the name of its encoding (WHATWG), and what disagreed about it ("" when nothing did)."""

    text: str
    charset: str
    conflict: str = ""


def decode(body: bytes, content_type: str = "") -> Decoded:
    """The words of a page from its bytes and the Content-Type header."""
    header = named(_label(_HEADER, content_type))
    meta = named(prescan(body[:PRESCAN]) or prescan(body[:LATE]))
    if meta.startswith("utf-16"):
        meta = "utf-8"  # a meta that can be read as ASCII cannot stand in UTF-16 (WHATWG)
    for mark, name in _BOMS:
        if body.startswith(mark):
            said = {"header": header, "meta": meta if name == "utf-8" else named(_wide_meta(body, name))}
            return Decoded(_text(body[len(mark) :], name), name, _conflict(name, "bom", said))
    if body[:2] in (b"<\x00", b"\x00<"):
        name = "utf-16le" if body[:1] == b"<" else "utf-16be"
        return Decoded(_text(body, name), name, _conflict(name, "content", {"header": header, "meta": meta}))
    name = _believed(body, header, meta)
    return Decoded(_text(body, name), name, _conflict(name, "content", {"header": header, "meta": meta}))


def codec_of(name: str) -> str:
    """The Python codec for an encoding name as found in `Page.charset`: for query strings of its links."""
    if name == "gbk":
        return "gbk"  # encodes what GBK lacks as &#…; like browsers do
    return _CODECS.get(name, name)


def named(label: str) -> str:
    """The WHATWG name behind a label, "" when there is none such."""
    label = label.strip().lower()
    if label in _LABELS:
        return _LABELS[label][0]
    if _PLAIN.match(label):
        try:
            return codecs.lookup(label).name.replace("iso8859", "iso-8859").replace("cp125", "windows-125")
        except LookupError:
            return ""
    return ""


def _label(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[1] if match else ""


def _conflict(used: str, how: str, said: dict[str, str]) -> str:
    """What disagreed: two declarations with each other, or one with the bytes."""
    claims = {who: what for who, what in said.items() if what}
    if all(_same(what, used) for what in claims.values()):
        return ""
    parts = [f"{who} {what}" for who, what in claims.items()]
    if how == "bom" or not any(_same(what, used) for what in claims.values()):
        parts.append(f"{how} {used}")
    return ", ".join(parts)


def _same(one: str, other: str) -> bool:
    family = {"gbk": "gb18030", "utf-16be": "utf-16", "utf-16le": "utf-16"}
    return family.get(one, one) == family.get(other, other)


def _believed(body: bytes, header: str, meta: str) -> str:
    """Which encoding do the bytes bear out? The header's, else the meta's, unless the bytes say otherwise."""
    declared = [name for name in dict.fromkeys((header, meta)) if name]
    if not _HIGH.search(body):
        return next((name for name in declared if not name.startswith("utf-16")), "utf-8")
    unicode = _valid(body, "utf-8")
    if unicode and ("utf-8" in declared or not declared or len(_THREE.findall(body[:65_536])) >= 3):
        return "utf-8"
    strong = [name for name in declared if name != "windows-1252" and not name.startswith("iso-8859")]
    for name in strong:
        if _valid(body, name):
            return name
    if not strong and declared and not (_valid(body, "gb18030") and _mostly_han(body)):
        return declared[0]  # Western, and it reads so
    candidates = [*strong, "utf-8", "gb18030"]
    if not strong and unicode:
        return "utf-8"
    if _valid(body, "gb18030") and not strong:
        return "gb18030"
    # Nothing validates: mixed or damaged. What leaves the fewest holes is what a reader would want.
    return min(dict.fromkeys(candidates), key=lambda name: _holes(body, name))


def _mostly_han(body: bytes) -> bool:
    wide = [char for char in body[:65_536].decode("gb18030", "ignore") if char > "\x7f"]
    return bool(wide) and sum(bool(_HAN.match(char)) for char in wide) >= 0.7 * len(wide)


def _valid(body: bytes, name: str) -> bool:
    """Do the bytes read without an error? A character cut off at the very end is none."""
    try:
        codecs.getincrementaldecoder(_CODECS.get(name, name))("strict").decode(body, final=False)
    except UnicodeError:
        return False
    return True


def _holes(body: bytes, name: str) -> int:
    return body.decode(_CODECS.get(name, name), "replace").count("\ufffd")


def _text(body: bytes, name: str) -> str:
    text = body.decode(_CODECS.get(name, name), _MEND)
    # 0xA3A0 is the full-width blank of GBK pages; Python's table leaves it in the private area.
    return text.replace("\ue5e5", "\u3000") if name in ("gbk", "gb18030") else text


def _mend(error: UnicodeError) -> tuple[str, int]:
    """A stray piece of GBK inside UTF-8 is read as GBK, so that nothing is lost; the rest becomes U+FFFD."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    at, body = error.start, error.object
    if error.encoding.replace("_", "-").startswith("utf-8"):
        pair = body[at : at + 2]
        try:
            return pair.decode("gbk"), at + len(pair)
        except UnicodeDecodeError:
            pass
    if error.encoding.startswith("gb") and body[at] == 0x80:
        return "€", at + 1
    return "\ufffd", max(error.end, at + 1)


_MEND = "auditor-mend"
codecs.register_error(_MEND, _mend)

_BLANK = rb"[\t\n\f\r ]"
_NAME = rb"[^\t\n\f\r />][^\t\n\f\r />=]*+"
_VALUE = rb"""(?:"([^"]*)"|'([^']*)'|(["'].*)|([^\t\n\f\r >]*+))"""  # the third: a quotation mark that nothing closes
_ATTRIBUTE = re.compile(
    rb"[\t\n\f\r /]*+(?:(>)|(" + _NAME + rb")(?:" + _BLANK + rb"*+=" + _BLANK + rb"*+" + _VALUE + rb")?)", re.DOTALL
)
_MARKUP = re.compile(
    rb"<!(?=--).*?(?:-->|\Z)|<(meta)(?=[\t\n\f\r /])|</?[a-z][^\t\n\f\r >]*+|<[!/?][^>]*+>?", re.I | re.S
)
_CONTENT = re.compile(r"charset\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s;\"'][^\s;]*))", re.IGNORECASE)


def prescan(head: bytes) -> str:
    """Which label does the first fitting meta of these bytes carry? "" when none does.

    As browsers look for it (HTML "prescan a byte stream"): by its own reading of tags, scripts and styles included, and
    ending where the bytes end inside a tag.
    """
    at = 0
    while tag := _MARKUP.search(head, at):
        at = tag.end()
        if not tag[1] and (at == len(head) or head[at - 1 : at] == b">"):  # a comment or the like
            continue
        found: dict[str, str] = {}
        while True:
            attribute = _ATTRIBUTE.match(head, at)
            if attribute is None:
                return ""  # cut off
            at = attribute.end()
            if attribute[1]:
                break
            if at == len(head):
                return ""
            value = attribute[3] or attribute[4] or attribute[6] or b""
            found.setdefault(attribute[2].decode("latin-1").lower(), value.decode("latin-1"))
        if tag[1] and (label := _declared(found)):
            return label
    return ""


def _declared(attributes: dict[str, str]) -> str:
    """The label that a meta declares, "" when it declares none that is known."""
    for name, value in attributes.items():
        if name == "charset":
            return value if named(value) else ""
        if name == "content" and attributes.get("http-equiv", "").lower() == "content-type":
            match = _CONTENT.search(value)
            if match:
                label = match[1] or match[2] or match[3] or ""
                return label if named(label) else ""
    return ""


def _wide_meta(body: bytes, name: str) -> str:
    """The label in the meta of a UTF-16 page: never obeyed, but a conflict worth naming."""
    text = body[: 2 * LATE].decode("utf-16-le" if name.endswith("le") else "utf-16-be", "ignore")
    return prescan(text.encode("ascii", "replace"))
