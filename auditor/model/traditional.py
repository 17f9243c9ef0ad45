"""How does a text read in simplified characters?"""

from functools import cache

import opencc

_SPAN = 64  # characters compared one by one where a conversion is not of the same length


def simplified(text: str) -> str:
    """The text in simplified characters, each in the place where it stood: 政策解讀 gives 政策解读.

    OpenCC decides by words where it can (後 of 以後, but not of 皇后). A stretch that it would make longer or shorter
    is converted character by character, so that places in both texts stay the same.
    """
    whole = str(_converter().convert(text))
    if len(whole) == len(text):
        return whole
    parts = (text[start : start + _SPAN] for start in range(0, len(text), _SPAN))
    return "".join(_same_length(part) for part in parts)


def _same_length(part: str) -> str:
    converted = str(_converter().convert(part))
    if len(converted) == len(part):
        return converted
    singly = ((char, str(_converter().convert(char))) for char in part)
    return "".join(one if len(one) == 1 else char for char, one in singly)


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
