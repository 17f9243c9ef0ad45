"""A profile is refused with every flaw at once, each with file, line and what was probably meant."""

from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from auditor.api import Params
from auditor.model.portal import Level
from auditor.model.profile import ResolvedProfile
from auditor.profile import ProfileError, resolve
from auditor.profile.lines import line_of, lines
from auditor.profile.shelf import Volume
from auditor.registry import Checks
from auditor.texts import translator
from tests.judging import Saying, checks, saying


class WordsParams(Params):
    names: tuple[str, ...]
    days: int = 14


class Words(Saying):
    rule = saying("a.words").rule
    params_type = WordsParams


KNOWN = Checks({**checks("a.one", "a.two").rules, "a.words": Words}, {})

BASE = """
id = "base"
title = "上级文件"
issued = 2019-04-01

[[clauses]]
id = "1"
duty = "一"
how = "automatic"
effect = { kind = "deduct", points = 4 }
checks = [{ rule = "a.words", params = { names = ["甲"] } }]

[[clauses]]
id = "2"
duty = "二"
how = "automatic"
parent = "1"
checks = [{ rule = "a.one" }]
"""

COUNTY = """\
id = "county"
title = "某县要点"
extends = ["base"]

[[clauses]]
id = "1"
duty = "栏目须每周更新"
how = "automatic"
checks = [{ rule = "a.words", params = { names = ["乙"], days = 7 } }]
"""


def made(**texts: str) -> ResolvedProfile:
    """The first of the profiles, with the others on the shelf."""
    volumes = {name: Volume(name, f"{name}.toml", text) for name, text in texts.items()}
    return resolve(next(iter(texts)), checks=KNOWN, volumes=volumes)


def flaws(**texts: str) -> list[str]:
    with pytest.raises(ProfileError) as caught:
        made(**texts)
    return [flaw.told(lambda text: text) for flaw in caught.value.flaws]


def own(text: str) -> str:
    return 'id = "own"\ntitle = "某文件"\n' + dedent(text)


def test_ten_lines_of_a_county_add_a_clause_to_a_document() -> None:
    profile = made(county=COUNTY, base=BASE)
    assert len(COUNTY.splitlines()) <= 10
    assert [placed.ref for placed in profile.clauses] == ["county:1", "base:1", "base:2"]
    assert [source.id for source in profile.documents] == ["county", "base"]
    assert profile.clauses[0].clause.checks[0].params == {"names": ["乙"], "days": 7}


def test_a_file_finds_what_it_extends_on_the_shelf_or_beside_itself(tmp_path: Path) -> None:
    (tmp_path / "county.toml").write_text(COUNTY, encoding="utf-8")
    (tmp_path / "base.toml").write_text(BASE, encoding="utf-8-sig")
    assert len(resolve(str(tmp_path / "county.toml"), checks=KNOWN, volumes={}).clauses) == 3


def test_an_unknown_profile_is_told_with_what_was_probably_meant() -> None:
    with pytest.raises(ProfileError, match="您是不是要写“base”"):
        resolve("bsae", checks=KNOWN, volumes={"base": Volume("base", "base.toml", BASE)})


def test_all_flaws_are_told_at_once_each_with_file_and_line() -> None:
    text = own(
        """\
        isued = 2021-01-01
        [[clauses]]
        id = "1"
        dutty = "一"
        how = "automattic"
        [[clauses]]
        id = "2"
        duty = "二"
        how = "automatic"
        checks = [{ rule = "a.wrds" }]
        [[clauses]]
        id = "2"
        duty = "三"
        how = "automatic"
        [[clauses.checks]]
        rule = "a.words"
        params = { names = "乙", dyas = 3 }
        """
    )
    assert flaws(own=text) == [
        "own.toml:3: 没有“isued”这个键；您是不是要写“issued”？",
        "own.toml:4: 缺少 duty",
        "own.toml:6: 没有“dutty”这个键；您是不是要写“duty”？",
        "own.toml:7: how 不能是“automattic”；您是不是要写“automatic”？",
        "own.toml:12: 没有规则“a.wrds”；您是不是要写“a.words”？",
        "own.toml:14: 条款编号“2”在第 9 行已经用过",
        "own.toml:19: names 应为列表 […]，写成了 乙",
        "own.toml:19: 没有“dyas”这个键；您是不是要写“days”？",
    ]


def test_unreal_dates_are_all_told() -> None:
    text = own(
        """\
        issued = 2021-02-30
        [[clauses]]
        id = "1"
        duty = "一"
        how = "manual"
        reason = "内部"
        due = { on = 2021-13-01 }
        [[clauses]]
        id = "2"
        duty = "二"
        how = "manual"
        reason = "内部"
        due = { on = "2021-04-31" }
        """
    )
    assert flaws(own=text) == [
        "own.toml:3: 不是真实的日期：2021-02-30",
        "own.toml:9: 不是真实的日期：2021-13-01",
        "own.toml:15: on 不是真实的日期：2021-04-31",
    ]


def test_broken_toml_is_told_with_its_line() -> None:
    assert flaws(own='id = "own"\ntitle = "x\n')[0].startswith("own.toml:2: 不是有效的 TOML：")


def test_a_missing_parameter_is_told() -> None:
    text = own('[[clauses]]\nid = "1"\nduty = "一"\nhow = "automatic"\nchecks = [{ rule = "a.words" }]\n')
    assert flaws(own=text) == ["own.toml:7: 缺少 names"]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ('how = "manual"', "manual 条款须写明 reason"),
        ('how = "automatic"', "automatic 条款须绑定至少一个 checks"),
        ('how = "manual"\nreason = "x"\neffect = { kind = "deduct" }', "deduct 须给出大于 0 的 points"),
        ('how = "manual"\nreason = "x"\neffect = { kind = "veto", points = 3 }', "veto 不带 points"),
        (
            'how = "automatic"\neffect = { kind = "deduct", points = 3 }\n'
            'checks = [{ rule = "a.one", effect = { kind = "deduct", points = 1 } }]',
            "effect 要么写在条款上，要么写在各 checks 上，不能两处都写",
        ),
    ],
)
def test_a_clause_that_makes_no_sense_is_refused(lines: str, told: str) -> None:
    assert told in flaws(own=own(f'[[clauses]]\nid = "1"\nduty = "一"\n{lines}\n'))[0]


def test_flaws_are_told_in_english_too() -> None:
    with pytest.raises(ProfileError) as caught:
        made(own=own('[[clauses]]\nid = "1"\ndutty = "一"\nhow = "manual"\nreason = "x"\n'))
    told = caught.value.told(translator("en"))
    assert "own.toml:5: there is no key “dutty”; did you mean “duty”?" in told
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in told)


# extends


def test_an_unknown_document_is_told() -> None:
    assert flaws(county=COUNTY.replace('["base"]', '["bass"]'), base=BASE) == [
        "county.toml:3: 没有规则集“bass”；您是不是要写“base”？"
    ]


def test_documents_that_extend_each_other_in_a_circle_are_told() -> None:
    told = flaws(a='id = "a"\ntitle = "a"\nextends = ["b"]\n', b='id = "b"\ntitle = "b"\nextends = ["a"]\n')
    assert told == ["b.toml:3: extends 成了循环：a → b → a"]


def test_a_document_that_two_others_extend_stands_once_and_after_both() -> None:
    profile = made(
        top='id = "top"\ntitle = "t"\nextends = ["left", "right"]\n',
        left='id = "left"\ntitle = "l"\nextends = ["base"]\n',
        right='id = "right"\ntitle = "r"\nextends = ["base"]\n',
        base=BASE,
    )
    assert [source.id for source in profile.documents] == ["top", "left", "right", "base"]


def test_flaws_of_the_documents_below_are_told_too() -> None:
    told = flaws(county=COUNTY + "x = 1\n", base=BASE.replace("a.one", "a.on"))
    assert [line.partition(":")[0] for line in told] == ["base.toml", "county.toml"]


def test_an_installed_file_must_be_named_after_its_id() -> None:
    assert flaws(other=BASE) == ["other.toml:2: id 是“base”，文件名却是“other.toml”"]


# overrides


def over(lines: str) -> str:
    return f'id = "county"\ntitle = "x"\nextends = ["base"]\n[[overrides]]\n{lines}\n'


def test_an_override_changes_only_what_it_names_and_says_who_did() -> None:
    text = over(
        'clause = "base:1"\nlevels = ["county"]\ndue = { on = 2021-12-31 }\nparams = { "a.words" = { days = 7 } }'
    )
    placed = made(county=text, base=BASE).clauses[0]
    assert placed.clause.levels == (Level.COUNTY,)
    assert placed.clause.due is not None
    assert placed.clause.due.on == date(2021, 12, 31)
    assert placed.clause.checks[0].params == {"names": ["甲"], "days": 7}
    assert placed.clause.effect.points == 4
    assert placed.set_by == {"levels": "county", "due": "county", "params.a.words": "county"}


def test_an_override_may_drop_a_clause_with_a_reason() -> None:
    placed = made(county=over('clause = "base:2"\ndrop = "本县不适用"'), base=BASE).clauses[1]
    assert (placed.dropped, placed.set_by) == ("本县不适用", {"drop": "county"})


def test_the_nearest_override_wins() -> None:
    top = 'id = "top"\ntitle = "t"\nextends = ["county"]\n[[overrides]]\nclause = "base:1"\ndue = { on = 2022-01-01 }\n'
    county = over('clause = "base:1"\ndue = { on = 2021-12-31 }\nlevels = ["county"]')
    placed = made(top=top, county=county, base=BASE).clauses[0]
    assert placed.clause.due is not None
    assert placed.clause.due.on == date(2022, 1, 1)
    assert placed.set_by == {"levels": "county", "due": "top"}


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ('clause = "base:3"', "county.toml:5: 没有可改动的条款“base:3”；您是不是要写“base:"),
        ('clause = "base:1"\nparams = { "a.word" = { days = 7 } }', "county.toml:6: 被改动的条款没有绑定规则“a.word”"),
        (
            'clause = "base:1"\nparams = { "a.words" = { dais = 7 } }',
            "county.toml:6: 没有“dais”这个键；您是不是要写“days”",
        ),
        ('clause = "base:1"\nlevel = ["county"]', "county.toml:6: 没有“level”这个键；您是不是要写“levels”"),
        ('clause = "base:1"\n[[overrides]]\nclause = "base:1"', "county.toml:7: 对条款“base:1”的改动写了两次"),
    ],
)
def test_an_override_that_fits_nothing_is_told(lines: str, told: str) -> None:
    assert flaws(county=over(lines), base=BASE)[0].startswith(told)


# parents, and bindings like those of another clause


def test_a_parent_is_named_with_its_document_once_resolved() -> None:
    assert made(base=BASE).clauses[1].clause.parent == "base:1"


def test_a_parent_that_is_not_there_is_told() -> None:
    assert flaws(base=BASE.replace('parent = "1"', 'parent = "7"'))[0].startswith(
        "base.toml:17: parent 指向的条款“7”不存在"
    )


def test_parents_in_a_circle_are_told() -> None:
    told = flaws(base=BASE.replace('duty = "一"', 'duty = "一"\nparent = "2"'))
    assert any("parent 成了循环" in line for line in told)


def test_a_binding_like_an_inherited_one_takes_its_parameters_after_all_overrides() -> None:
    text = over('clause = "base:1"\nparams = { "a.words" = { days = 7 } }') + dedent(
        """
        [[clauses]]
        id = "8"
        duty = "八"
        how = "automatic"
        checks = [{ rule = "a.words", like = "base:1" }]
        """
    )
    own, base = made(county=text, base=BASE).clauses[:2]
    assert own.clause.checks[0].params == base.clause.checks[0].params == {"names": ["甲"], "days": 7}


def test_a_binding_like_nothing_is_told() -> None:
    text = COUNTY.replace('names = ["乙"], days = 7', "days = 7")
    text = text.replace('rule = "a.words"', 'rule = "a.words", like = "base:9"')
    assert flaws(county=text, base=BASE)[0].startswith("county.toml:9: like 指向的条款“base:9”不存在")
    text = text.replace("base:9", "base:2")
    assert flaws(county=text, base=BASE) == ["county.toml:9: like 指向的条款“base:2”没有绑定规则“a.words”"]


def test_a_binding_may_be_like_a_clause_of_a_document_that_is_not_extended() -> None:
    text = own(
        '[[clauses]]\nid = "1"\nduty = "一"\nhow = "automatic"\nchecks = [{ like = "base:1", params = { days = 9 } }]\n'
    )
    clauses = made(own=text, base=BASE).clauses
    assert [placed.document for placed in clauses] == ["own"], "what is only like a clause is not listed with it"
    bound = clauses[0].clause.checks[0]
    assert (bound.rule, bound.like) == ("a.words", "base:1"), "without a rule, all that is bound there is bound here"
    assert bound.params == {**made(base=BASE).clauses[0].clause.checks[0].params, "days": 9}


def test_documents_that_are_like_each_other_are_told() -> None:
    one = own('[[clauses]]\nid = "1"\nduty = "一"\nhow = "automatic"\nchecks = [{ like = "two:1" }]\n')
    two = one.replace('id = "own"', 'id = "two"').replace("two:1", "own:1")
    assert any("like 指向的条款“own:1”不存在" in line for line in flaws(own=one, two=two))


def test_a_binding_without_rule_and_like_is_told() -> None:
    text = own('[[clauses]]\nid = "1"\nduty = "一"\nhow = "automatic"\nchecks = [{ params = {} }]\n')
    assert "checks 须写 rule" in flaws(own=text)[0]


def test_the_digest_changes_with_the_content_and_with_nothing_else() -> None:
    assert made(base=BASE).digest == made(base=BASE + "\n# 注\n").digest
    assert made(base=BASE).digest != made(base=BASE.replace("points = 4", "points = 5")).digest


def test_a_rule_of_a_family_that_cannot_be_loaded_is_no_flaw_of_the_profile() -> None:
    from auditor.registry import Broken

    broken = Checks(KNOWN.rules, {"gone": Broken(None, "x")})  # type: ignore[arg-type]
    text = own('[[clauses]]\nid = "1"\nduty = "一"\nhow = "automatic"\nchecks = [{ rule = "gone.rule" }]\n')
    volumes = {"own": Volume("own", "own.toml", text)}
    assert resolve("own", checks=broken, volumes=volumes).clauses


# lines


def test_keys_are_found_on_their_lines_whatever_stands_around_them() -> None:
    text = dedent(
        '''\
        # a = 1
        a = "x # y" # z
        long = """
        b = 2
        [c]
        """
        list = [
          1, # [
          2,
        ]
        b.c = { d = 1 }
        [[t]]
        "k" = 'v'
        [[t.u]]
        r = 1
        [[t.u]]
        r = 2
        [[t]]
        [t.p."a.b"]
        k = [[1], [2]]
        '''
    )
    found = lines(text)
    assert found[("a",)] == 2
    assert found[("long",)] == 3
    assert found[("list",)] == 7
    assert found[("b", "c")] == 11
    assert found[("t", 0, "k")] == 13
    assert found[("t", 0, "u", 1, "r")] == 17
    assert found[("t", 1)] == 18
    assert found[("t", 1, "p", "a.b", "k")] == 20
    assert line_of(found, ("list", 1)) == 7
    assert line_of(found, ("nowhere",)) == 1
