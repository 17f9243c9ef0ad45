"""Which rows does a list carry inside a script, ready to be shown? The store of jpage, a publishing system's pager.

Its script puts the records into the page as they are, a page of them at a time, so that a reader sees these rows: they
are rows of the list. Records that it would fetch later (nextgroup) are not there, and older.
"""

import re

_STORE = re.compile(r"<script\b[^>]{0,200}>\s*(<datastore>.*?</datastore>)\s*</script>", re.DOTALL | re.IGNORECASE)
_RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.DOTALL | re.IGNORECASE)


def unfolded(html: str) -> str:
    """The page with every such store replaced by its records; as it was when there is none."""
    return _STORE.sub(_shown, html) if "<datastore" in html else html


def _shown(store: re.Match[str]) -> str:
    records = _RECORD.findall(store[1])
    if not records:
        return store[0]
    # Rows of a list or of a table: a table's rows mean nothing to a parser outside one.
    tag = "table" if records[0].lstrip()[:3].lower() == "<tr" else "ul"
    return f"<{tag}>{''.join(records)}</{tag}>"
