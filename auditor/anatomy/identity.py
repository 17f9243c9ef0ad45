"""Who says a page that it belongs to: code, numbers of record, who runs it, how to reach them?"""

import re
from collections import Counter

from auditor.model.anatomy import Identity
from auditor.model.page import Page
from auditor.model.words import fold

_TAIL = 15  # lines at the end of a page whose footer was not recognised as one
_PLACES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_CODE = re.compile(r"标\s*识\s*码\s*[:：]?\s*(bm\d{8}|\d{10})(?!\d)", re.IGNORECASE)
_ICP = re.compile(
    rf"([{_PLACES}])\s*ICP\s*([备证])\s*(\d{{6,10}})\s*号?(?:\s*[-－—]\s*(\d{{1,3}})(?!\d))?", re.IGNORECASE
)
_POLICE = re.compile(rf"([{_PLACES}]?)\s*公网安备\s*(\d{{11,14}})")
# White space beside Chinese characters is gone from the text, so the next label ends a value.
_NEXT = (
    r"承办|协办|运行|运维|维护|技术|开发|建设单位|管理单位"
    r"|地\s*址|联系|电\s*话|热线|版权|备案|网站|邮编|邮政|邮箱|传真|ICP"
)
_ORGANIZER = re.compile(
    rf"主\s*办(?:\s*单\s*位|方|机关|部门)?\s*[:：]\s*([^\s:：|｜©]{{2,40}}?)(?=\s*(?:$|[\s|｜©]|{_NEXT}))", re.MULTILINE
)
_PHONE = re.compile(r"(?:电\s*话|热\s*线|联系方式|传\s*真)[^\d\n+]{0,12}(\+?\d[\d\-—－()（） ]{3,18}\d)")
_ADDRESS = re.compile(rf"地\s*址\s*[:：]\s*([^\s:：|｜©]{{4,60}}?)(?=$|[\s|｜©]|{_NEXT})", re.MULTILINE)


def outside(page: Page) -> str:
    """The words of a page that are not its own text: header, menu and footer, and its last lines in any case."""
    whole = page.full_text.split("\n")
    left = Counter(page.text.split("\n"))
    lines: list[str] = []
    end = len(whole) - _TAIL
    for at, line in enumerate(whole):
        if left[line] > 0:
            left[line] -= 1
            if at < end:
                continue
        lines.append(line)
    return "\n".join(lines)


def identity_of(page: Page) -> Identity:
    """What the page says of its site, in a fixed spelling: no white space, half width."""
    said = outside(page)
    code, icp, police = _CODE.search(said), _ICP.search(said), _POLICE.search(said)
    organizers = _ORGANIZER.findall(said)
    contact = _PHONE.search(said) or _ADDRESS.search(said)
    return Identity(
        name=fold(page.metas.get("sitename", "")),
        code=code[1].lower() if code else "",
        icp=f"{icp[1]}ICP{icp[2]}{icp[3]}号{'-' + icp[4] if icp[4] else ''}" if icp else "",
        police=f"{police[1]}公网安备{police[2]}号" if police else "",
        organizer=organizers[-1] if organizers else "",
        contact=contact[1].strip() if contact else "",
    )
