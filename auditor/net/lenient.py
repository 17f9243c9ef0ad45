"""What would a browser make of a head that the strict reader refused?

Chromium shows pages whose head has a line without a colon, a blank before one, an empty name, a leading line break,
`ICY` for HTTP, a garbled reason or a Content-Length that is no number. What it refuses too (NUL, two different lengths,
HTTP/0.9) stays refused.
"""

import re

_END = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"(?:HTTP|ICY)(?:/(\d+)(?:\.(\d+))?)?[ \t]+(\d{3})", re.I)
_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROLS = re.compile(rb"[\x01-\x08\x0b-\x1f\x7f]")


def split(received: bytes) -> tuple[bytes, bytes] | None:
    """The head and what follows it, None while the head is not whole."""
    start = len(received) - len(received.lstrip(b"\r\n"))
    found = _END.search(received, start)
    return (received[start : found.start()], received[found.end() :]) if found else None


def mended(head: bytes) -> bytes:
    """The same head as a strict reader takes it, or as it was where a browser would refuse it too."""
    lines = head.splitlines()
    status = _STATUS.match(lines[0]) if lines else None
    if status is None or b"\0" in head:
        return head + b"\r\n\r\n"
    fields: list[tuple[bytes, bytes]] = []
    for line in lines[1:]:
        if line[:1] in (b" ", b"\t") and fields:
            fields[-1] = (fields[-1][0], fields[-1][1] + b" " + line.strip())
            continue
        name, colon, value = line.partition(b":")
        name, value = name.rstrip(b" \t"), value.strip(b" \t")
        if not colon or not _NAME.fullmatch(name) or (name.lower() == b"content-length" and not _lengths(value)):
            continue
        fields.append((name, _CONTROLS.sub(b" ", value)))
    old = (status[1] == b"1" and status[2] == b"0") or status[1] is None
    first = b"HTTP/1.%d %s mended" % (0 if old else 1, status[3])
    return b"\r\n".join([first, *(name + b": " + value for name, value in fields), b"Connection: close", b"", b""])


def _lengths(value: bytes) -> bool:
    return all(part.strip().isdigit() for part in value.split(b","))
