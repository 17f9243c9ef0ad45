"""Which sample portals are audited, and under which profiles?"""

from auditor.model.portal import Kind, Level
from tests.portals import cangling, lindu, luoping, nanpu, qinghe, shijing, shuiwu, xiqiao, yunlu
from tests.portals.audits import Audit

AUDITS = (
    Audit("qinghe", qinghe.site, ("national-2019", "kazuo-2021", "shanggao-2020")),
    Audit(
        "liuhe",
        qinghe.site,
        ("national-2019", "shanggao-2020"),
        level=Level.TOWNSHIP,
        kind=Kind.COLUMN,
        home="http://www.qinghe.gov.test/xzgk/liuhe/",
        name="柳河镇人民政府",
    ),
    Audit("yunlu", yunlu.site, ("national-2019", "changxing-2022")),
    Audit("nanpu", nanpu.site, ("national-2019", "guangdong-2020"), browser=True),
    Audit("nanpu-blind", nanpu.site, ("national-2019", "guangdong-2020")),
    Audit("shijing", shijing.site, ("national-2019", "shanggao-2020", "yunnan-2020")),
    Audit("luoping", luoping.site, ("national-2019", "kazuo-2021"), browser=True),
    Audit("luoping-blind", luoping.site, ("national-2019", "kazuo-2021")),
    Audit("shuiwu", shuiwu.site, ("national-2019", "kazuo-2021", "state-council-2020"), kind=Kind.DEPARTMENT),
    Audit("xiqiao", xiqiao.site, ("national-2019", "kazuo-2021"), browser=True),
    Audit("xiqiao-blind", xiqiao.site, ("national-2019", "kazuo-2021")),
    Audit("lindu", lindu.site, ("national-2019", "shanggao-2020")),
    Audit("cangling", cangling.site, ("national-2019", "guangdong-2020"), level=Level.PREFECTURE),
)
