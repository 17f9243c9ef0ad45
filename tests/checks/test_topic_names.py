"""By its name, is a topic an event that begins and ends, or a duty that goes on? And what does its last item close?"""

from datetime import date

import pytest
from auditor_checks.topics.signals import Goal, Shapes, Signal, Term, campaign, past, planned, says_over, signs_of

from auditor.anatomy.ages import day_in
from auditor.api import DateMark, DateSource, Topic

WORDS = ("换届", "专项整治")


@pytest.mark.parametrize(
    "name",
    [
        "第九届桃花节",
        "第二轮环保督察",
        "村“两委”换届选举",
        "作风建设年",
        "“项目攻坚年”活动",
        "防御台风“利奇马”",
        "2021年安全生产月",
        "2019年政务公开主题日",
    ],
)
def test_events_are_told_by_their_names(name: str) -> None:
    assert campaign((name,), WORDS)


@pytest.mark.parametrize(
    "name",
    [
        "桃花节",
        "机关建设年度报告",
        "政府信息公开年报",
        "第十五届人大常委会",
        "第一书记风采",
        "安全生产月",
        "防汛防台风",
        "每周一课",
        "2020年12月",
    ],
)
def test_duties_and_bodies_are_no_events(name: str) -> None:
    assert not campaign((name,), WORDS)


def test_a_county_may_have_words_of_its_own() -> None:
    shapes = Shapes(years_of=("丰收",), efforts=("会战",), named=("寒潮",), plans=("蓝图",))
    assert campaign(("丰收年",), (), shapes)
    assert campaign(("防御寒潮“银狐”",), (), shapes)
    assert not campaign(("作风建设年",), (), shapes)
    assert not campaign(("防御台风“利奇马”",), (), Shapes(named=()))
    assert planned("“十四五”蓝图编制", ("编制",), shapes) == 2021
    assert planned("“十四五”规划编制", ("编制",), shapes) is None
    first = DateMark(date(2019, 3, 1), DateSource.LIST, "")
    three_years = Topic("http://a.test/", "三年会战", (), newest=first, opened=True, oldest=first.day)
    for words, signals in ((shapes, (Signal.QUIET, Signal.TERM)), (Shapes(), (Signal.QUIET,))):
        said = signs_of(
            three_years,
            as_of=date(2026, 1, 1),
            quiet_months=12,
            ended_words=(),
            terms=(),
            shapes=words,
        )
        assert said.found == signals


def topic(name: str, last: str = "", newest: date = date(2020, 12, 1)) -> Topic:
    return Topic("http://a.test/", name, (), newest=DateMark(newest, DateSource.LIST, ""), last=last)


@pytest.mark.parametrize(
    ("name", "last", "over"),
    [
        ("节水行动", "节水行动圆满落幕", True),
        ("节水行动", "总结大会召开", True),
        ("文化惠民", "广场舞大赛圆满落幕", False),
        ("高标准农田建设", "农田建设项目圆满落幕", False),
        ("志愿服务", "2019年志愿服务圆满落幕", False),
        ("养老服务", "城区道路改造圆满落幕", False),
        ("创建国家卫生城市", "我市获评国家卫生城市", True),
        ("志愿服务", "我县志愿者获评先进", False),
    ],
)
def test_what_came_last_closes_the_topic_only_if_it_speaks_of_it(name: str, last: str, over: bool) -> None:
    goals = (Goal(names=("创建",), reached=("获评",)),)
    assert says_over(topic(name, last), ("落幕", "总结大会"), goals, ("项目", "大赛")) is over


def test_work_that_goes_on_under_nearly_the_same_name_is_not_the_campaign() -> None:
    term = Term(term="扫黑除恶", until=date(2021, 3, 31), unless=("常态化",), within_months=12)
    day = date(2026, 11, 20)
    assert past([term], topic("扫黑除恶"), day)
    assert not past([term], topic("扫黑除恶常态化"), day)
    assert not past([term], topic("扫黑除恶", newest=date(2023, 5, 1)), day)
    assert not past([term], topic("扫黑除恶"), date(2021, 1, 1))


def test_the_name_of_a_picture_may_carry_its_day() -> None:
    mark = day_in("http://a.test/zt/W020210406512345678901.jpg")
    assert mark is not None
    assert mark.day == date(2021, 4, 6)
    assert day_in("http://a.test/zt/W02021.jpg") is None
