"""Names and words that a profile lists, as parameters of several rules."""

from pydantic import Field

from auditor.api import Params, _


class Name(Params):
    """One thing that a document names, and the other names under which it goes."""

    name: str = Field(description=_("文件里的名称"))
    variants: tuple[str, ...] = Field(default=(), description=_("同一事物的其他名称"))

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.variants)


class Theme(Params):
    """One thing that is to be told, and the words by any of which it is recognised."""

    name: str = Field(description=_("要写明的内容"))
    words: tuple[str, ...] = Field(min_length=1, description=_("写有其中任何一个词，即认为写明了"))
