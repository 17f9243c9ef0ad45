"""What a portal is made of, as understood from its stored pages."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from auditor.model.page import DateMark, Item, Link


@dataclass(frozen=True, slots=True)
class Column:
    """A named list page (栏目). `url` is its canonical address, `aliases` others that show the same list.

    `path` names its parents from the home page inwards, itself last. `script` tells that the list is left to a script
    that nobody ran, so that its items are unknown (never: that there are none). `parent` is the address of the column
    that it belongs to, `front` tells that the home page leads to it, `whole` that every page of its list that is known
    was read.
    """

    url: str
    name: str
    path: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    script: bool = False
    parent: str = ""
    front: bool = False
    whole: bool = True

    @property
    def newest(self) -> date | None:
        return max((item.day for item in self.items if item.day), default=None)


class Held(StrEnum):
    """Is there anything on a page for its reader, beside what every page of the template carries?"""

    ROWS = "rows"  # a list
    LINKS = "links"  # leads on: attachments, columns of its own, services
    TEXT = "text"
    PICTURE = "picture"  # nothing else than pictures, films, frames of other sites
    FORM = "form"
    NOTHING = "nothing"
    SCRIPT = "script"  # left to a script that nobody ran
    FRAME = "frame"  # in a frame that was not read
    UNSURE = "unsure"  # nothing seen, and a script may fill it


@dataclass(frozen=True, slots=True)
class Holding:
    """What a page holds: how many rows or further links, how many characters of its own."""

    held: Held
    items: int = 0
    chars: int = 0
    says_empty: str = ""  # the words by which it says itself that nothing is there

    @property
    def filled(self) -> bool | None:
        """None when it could not be seen."""
        if self.held in (Held.SCRIPT, Held.FRAME, Held.UNSURE):
            return None
        return self.held is not Held.NOTHING


@dataclass(frozen=True, slots=True)
class Entrance:
    """Where a topic, a column or a document is entered from. `page` is the URL that carries the link."""

    page: str
    link: Link
    home: bool  # on the home page
    archive: bool = False  # inside an archive column
    depth: int = 0  # of the page that carries it


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic (专题): its page, names, entrances, age and the signals that it has ended.

    `newest` is the newest date read on it or its own columns (None: no date could be read; `script`: because a script
    fills it; `partial`: some of its own columns were not read, so that it may be newer). `days` are the newest distinct
    days of what lies in its own folder, newest first: other than `newest`, no list that its page shows of other columns
    counts. `opened` tells whether its page was read.
    """

    url: str
    name: str
    entrances: tuple[Entrance, ...]
    newest: DateMark | None = None
    items: int = 0
    script: bool = False
    opened: bool = False
    archived: bool = False  # listed in an archive column
    partial: bool = False  # not all of its own columns were read
    days: tuple[date, ...] = ()
    last: str = ""  # the title of what came last
    oldest: date | None = None
    notice: str = ""  # what its page says of itself (本专题已停止更新)


class DocumentKind(StrEnum):
    POLICY = "policy"
    INTERPRETATION = "interpretation"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Document:
    """One article of the portal. `number` is its 文号 as printed (brackets normalised to 〔〕), "" when none."""

    url: str
    kind: DocumentKind
    title: str
    number: str = ""
    issuer: str = ""
    published: DateMark | None = None
    text: str = ""
    links: tuple[Link, ...] = ()  # of the article's own region
    column: str = ""  # name of the column it was found in
    forms: tuple[str, ...] = ()  # of an interpretation: text, infographic, video, audio, h5, qa, press, interview, …
    external: bool = False  # on another site, or not read as a page: known by its link only
    reposted: bool = False  # of another organ, taken over from it
    aliases: tuple[str, ...] = ()  # further addresses of the same document
    announced: tuple[str, ...] = ()  # where its page says that its interpretations (or its policy) stand
    explained: bool = False  # of a policy: an interpretation is printed below its text


@dataclass(frozen=True, slots=True)
class Pair:
    """A policy and its interpretation. `rule` says how they were paired: link, number, title or similar.

    `forward`: the policy links to the interpretation; `back`: the interpretation to the policy.
    """

    policy: Document
    interpretation: Document
    rule: str
    forward: Link | None = None
    back: Link | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """What does an article say of itself? "" and None where it says nothing.

    `published` is when it came out, `written` when the document was made (成文日期), each with where it was read.
    `source` is what stands behind 来源, `issuer` the organ of the record sheet, `validity` what the sheet says of
    whether it is still in force (有效, 废止, 失效, 修改).
    """

    title: str
    number: str = ""
    issuer: str = ""
    source: str = ""
    index: str = ""
    published: DateMark | None = None
    written: DateMark | None = None
    validity: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who says the page that it belongs to? Read outside the page's own text; "" where it does not say.

    `code` is the 网站标识码, `icp` and `police` the numbers of record, `organizer` who runs the site, `contact` a
    telephone number or an address of it, `name` the site's name in the metas.
    """

    name: str = ""
    code: str = ""
    icp: str = ""
    police: str = ""
    organizer: str = ""
    contact: str = ""
