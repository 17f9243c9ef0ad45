"""What is wrong in a profile, and where? Every flaw is one sentence with file and line."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from auditor.api import _
from auditor.model.problem import Problem
from auditor.profile.lines import Path


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong in one file. `template` is a source text, `values` fill it."""

    file: str
    line: int
    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}"

    def told(self, translate: Callable[[str], str]) -> str:
        return f"{self.where}: {translate(self.template).format(**self.values)}"


class ProfileError(Problem):
    """A profile cannot be used. `flaws` are all that was found, not only the first."""

    def __init__(self, template: str, *, flaws: Sequence[Flaw] = (), **values: object) -> None:
        self.flaws = tuple(flaws)
        super().__init__(template, **values)

    @classmethod
    def of(cls, flaws: Sequence[Flaw]) -> "ProfileError":
        flaws = sorted(flaws, key=lambda flaw: (flaw.file, flaw.line))
        listed = "\n".join(flaw.told(lambda text: text) for flaw in flaws)
        return cls(_("规则集有 {count} 处问题：\n{listed}"), flaws=flaws, count=len(flaws), listed=listed)

    def told(self, translate: Callable[[str], str]) -> str:
        if not self.flaws:
            return super().told(translate)
        listed = "\n".join(flaw.told(translate) for flaw in self.flaws)
        return translate(self.template).format(count=len(self.flaws), listed=listed)


Said = tuple[str, dict[str, object]]
"""A template and what fills it."""


def unknown(name: str, known: Iterable[str], plain: str, meant: str) -> Said:
    """An unknown name, with what was probably meant. `plain` and `meant` are the two wordings."""
    close = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return (meant, {"name": name, "meant": close[0]}) if close else (plain, {"name": name})


_WORDINGS = {
    "missing": _("缺少 {key}"),
    "string_pattern_mismatch": _("{key} 写作“{value}”，只能用小写字母、数字和连字符"),
    "string_type": _("{key} 应为文字，写成了 {value}"),
    "int_type": _("{key} 应为整数，写成了 {value}"),
    "int_parsing": _("{key} 应为整数，写成了 {value}"),
    "int_from_float": _("{key} 应为整数，写成了 {value}"),
    "float_type": _("{key} 应为数，写成了 {value}"),
    "float_parsing": _("{key} 应为数，写成了 {value}"),
    "bool_type": _("{key} 应为 true 或 false，写成了 {value}"),
    "bool_parsing": _("{key} 应为 true 或 false，写成了 {value}"),
    "tuple_type": _("{key} 应为列表 […]，写成了 {value}"),
    "list_type": _("{key} 应为列表 […]，写成了 {value}"),
    "model_type": _("{key} 应为一组键值 {{…}}，写成了 {value}"),
    "mapping_type": _("{key} 应为一组键值 {{…}}，写成了 {value}"),
    "dict_type": _("{key} 应为一组键值 {{…}}，写成了 {value}"),
    "greater_than": _("{key} 应大于 {gt}，写成了 {value}"),
    "greater_than_equal": _("{key} 不能小于 {ge}，写成了 {value}"),
    "less_than": _("{key} 应小于 {lt}，写成了 {value}"),
    "less_than_equal": _("{key} 不能大于 {le}，写成了 {value}"),
    # of our own model
    "points_missing": _("{kind} 须给出大于 0 的 points"),
    "points_forbidden": _("{kind} 不带 points"),
    "each_missing": _("scale = each 须给出 each"),
    "steps_missing": _("scale = steps 须给出 steps"),
    "reason_missing": _("manual 条款须写明 reason"),
    "manual_checks": _("manual 条款不能绑定 checks"),
    "checks_missing": _("{how} 条款须绑定至少一个 checks"),
    "rule_missing": _("checks 须写 rule，或用 like 指向已绑定规则的条款"),
    "two_effects": _("effect 要么写在条款上，要么写在各 checks 上，不能两处都写"),
}


def worded(error: ValidationError, model: type[BaseModel]) -> list[tuple[Path, str, dict[str, object]]]:
    """Every complaint of a model as (path of the key, template, values)."""
    said: list[tuple[Path, str, dict[str, object]]] = []
    for one in error.errors(include_url=False):
        path: Path = one["loc"]
        key = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
        kind, ctx, value = one["type"], one.get("ctx", {}), _shown(one["input"])
        if kind == "extra_forbidden":
            fields = _fields_at(model, path[:-1])
            template, values = unknown(
                key, fields, _("没有“{name}”这个键"), _("没有“{name}”这个键；您是不是要写“{meant}”？")
            )
        elif kind in ("enum", "literal_error"):
            template, values = _choice(key, value, str(ctx["expected"]))
        elif kind.startswith(("date_", "datetime_")):
            template, values = _("{key} 不是真实的日期：{value}"), {"key": key, "value": value}
        elif kind in _WORDINGS:
            template, values = _WORDINGS[kind], {**ctx, "key": key, "value": value}
        else:
            template, values = _("{key}：{why}"), {"key": key or "?", "why": one["msg"]}
        said.append((path, template, values))
    return said


def _choice(key: str, value: str, expected: str) -> Said:
    choices = [word.strip("' ") for word in expected.replace(" or ", ", ").split(", ")]
    close = get_close_matches(value, choices, n=1, cutoff=0.5)
    values: dict[str, object] = {"key": key, "value": value, "choices": "、".join(choices)}
    if close:
        return _("{key} 不能是“{value}”；您是不是要写“{meant}”？"), {**values, "meant": close[0]}
    return _("{key} 不能是“{value}”；可用：{choices}"), values


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _fields_at(model: type[BaseModel], path: Path) -> tuple[str, ...]:
    """The keys that may stand at a path of a model."""
    for part in path:
        if isinstance(part, str) and part in model.model_fields:
            model = _model_in(model.model_fields[part].annotation) or model
    return tuple(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model class inside `tuple[Model, ...]`, `Model | None` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in get_args(annotation) if (model := _model_in(part))), None)
