"""Is a number the number of a person: an identity card, a mobile telephone, a bank card?"""

import re
from collections.abc import Iterator
from datetime import date

_ID = re.compile(r"(?<![\dA-Za-z])([1-8]\d{5})((?:19|20)\d{2})(\d{2})(\d{2})(\d{3})([\dXx])(?![\dA-Za-z])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999
_CHECKS = "10X98765432"
_MOBILE = re.compile(r"(?<![\d\-—])1[3-9]\d(?:[ -]?\d{4}){2}(?![\d\-—])")
_CARD = re.compile(r"(?<![\dA-Za-z.\-])(?:62|4\d|5[1-5])\d{2}(?:[ -]?\d{4}){2,3}[ -]?\d{0,4}(?![\dA-Za-z.\-])")
HALF = str.maketrans("０１２３４５６７８９Ｘｘ－", "0123456789Xx-")

SHORTEST = re.compile(r"\d(?:[ －-]?\d){10}")
"""What stands in every text that has such a number in it, as it is written there."""


def identity_cards(line: str) -> Iterator[str]:
    """Numbers of 18 places with a real birthday and the right check digit."""
    for match in _ID.finditer(line):
        digits = match[0].upper()
        try:
            born = date(int(match[2]), int(match[3]), int(match[4]))
        except ValueError:
            continue
        total = sum(int(digit) * weight for digit, weight in zip(digits[:17], _WEIGHTS, strict=True))
        if born.year >= 1900 and _CHECKS[total % 11] == digits[17]:
            yield match[0]


def mobiles(line: str) -> Iterator[str]:
    yield from _MOBILE.findall(line)


def bank_cards(line: str) -> Iterator[str]:
    """Numbers of 16 to 19 digits that begin as cards do and fulfil ISO/IEC 7812 (Luhn), and are no identity card."""
    known = set(identity_cards(line))
    for match in _CARD.finditer(line):
        digits = re.sub(r"\D", "", match[0])
        if 16 <= len(digits) <= 19 and digits not in known and _luhn(digits):
            yield match[0].strip()


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def masked(number: str) -> str:
    """The first three and the last two characters; stars for the others."""
    return number[:3] + "*" * (len(number) - 5) + number[-2:]
