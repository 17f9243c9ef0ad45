"""Which searches does a page offer, and what would a reader's search ask for? Pure; nothing is asked here."""

from dataclasses import dataclass
from urllib.parse import quote_from_bytes, urldefrag, urlsplit

from auditor.extract import charset, links, regions, tree
from auditor.extract.markup import searches
from auditor.extract.tree import Node
from auditor.model.url import canonical

_UNSENT = frozenset({"submit", "button", "image", "reset", "file"})
_NEVER = frozenset({"password", "file"})
_SCRIPT = ("javascript:", "#")


@dataclass(frozen=True, slots=True)
class SearchForm:
    """One form with a box to search in.

    `hinders` says why no plain GET asks it ("" when one does): post, script (no form, no action of its own), fields (it
    wants more than a word). `rest` is what goes along with the word: hidden fields and chosen options. `scripted`: a
    script looks at it before it is sent, so that a browser may ask otherwise.
    """

    page: str
    action: str = ""
    field: str = ""
    rest: tuple[tuple[str, str], ...] = ()
    encoding: str = "utf-8"
    hinders: str = ""
    scripted: bool = False

    def asking(self, word: str) -> str:
        """The address that a browser opens for this word: what stands behind “?” in the action is replaced."""
        pairs = (*self.rest, (self.field, word))
        return f"{self.action.partition('?')[0]}?{'&'.join(f'{self._coded(n)}={self._coded(v)}' for n, v in pairs)}"

    def _coded(self, text: str) -> str:
        return quote_from_bytes(text.encode(self.encoding, "xmlcharrefreplace"), safe="").replace("%20", "+")


def search_forms(body: bytes, url: str, content_type: str = "text/html") -> tuple[SearchForm, ...]:
    """The searches of a page in the order of its source, those that a plain GET asks first."""
    decoded = charset.decode(body, content_type)
    root, _cut = tree.parse(decoded.text)
    regions.mark(root)
    base = links.base_of(root, url)
    encoding = charset.codec_of(decoded.charset) or "utf-8"
    found: list[SearchForm] = []
    for box in root.walk():
        if box.tag != "input" or box.hidden or not searches(box):
            continue
        form = next((up for up in box.ancestors() if up.tag == "form"), None)
        found.append(SearchForm(url, hinders="script") if form is None else _form(form, box, url, base, encoding))
    return tuple(sorted(dict.fromkeys(found), key=lambda one: bool(one.hinders)))


def _form(form: Node, box: Node, page: str, base: str, encoding: str) -> SearchForm:
    action, method = form.attrs.get("action", "").strip(), form.attrs.get("method", "get").strip().lower()
    inputs = [node for node in form.walk() if node.tag in ("input", "select", "textarea") and node is not box]
    if method == "post":
        return SearchForm(page, hinders="post")
    if not action or action.lower().startswith(_SCRIPT) or not box.attrs.get("name"):
        return SearchForm(page, hinders="script")
    if any(node.tag == "textarea" or node.attrs.get("type", "").lower() in _NEVER for node in inputs):
        return SearchForm(page, hinders="fields")
    target = canonical(urldefrag(action)[0], base)
    if not target or urlsplit(target).scheme not in ("http", "https"):
        return SearchForm(page, hinders="script")
    rest = tuple(pair for node in inputs for pair in _sent(node))
    asked = charset.codec_of(form.attrs.get("accept-charset", "").split(",")[0].strip()) or encoding
    return SearchForm(page, target, box.attrs["name"], rest, asked, scripted="onsubmit" in form.attrs)


def _sent(node: Node) -> tuple[tuple[str, str], ...]:
    """What a field that nobody touched sends along."""
    name, kind = node.attrs.get("name", ""), node.attrs.get("type", "text").lower()
    if not name or "disabled" in node.attrs or kind in _UNSENT:
        return ()
    if node.tag == "select":
        options = [one for one in node.walk() if one.tag == "option"]
        chosen = next((one for one in options if "selected" in one.attrs), options[0] if options else None)
        return ((name, chosen.attrs.get("value", chosen.text())),) if chosen else ()
    if kind in ("checkbox", "radio"):
        return ((name, node.attrs.get("value", "on")),) if "checked" in node.attrs else ()
    return ((name, node.attrs.get("value", "")),)
