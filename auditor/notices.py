"""Whom does the operator want to be told, and in which words? The file of `auditor notify --to`."""

import json
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from jinja2 import TemplateError
from jinja2.runtime import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from auditor.api import _
from auditor.model.problem import Problem

WHOLE = "{{ notice | tojson }}"


class NoticesError(Problem):
    """The file of notices cannot be used."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Mail(_Part):
    """Secrets never stand in the file: `password_env` names the environment variable that holds one."""

    host: str
    port: int = Field(default=587, ge=1, le=65535)
    tls: Literal["starttls", "tls", "none"] = "starttls"
    sender: str
    to: tuple[str, ...] = Field(min_length=1)
    user: str = ""
    password_env: str = ""
    ca_file: str = ""
    timeout: float = Field(default=20, gt=0)


class Webhook(_Part):
    """`url_env` names the variable that holds the address, where the address holds a key. `body` is a template whose
    outcome has to be JSON; `answer` are keys that a good answer carries, for services that refuse with 200."""

    name: str = ""
    url: str = ""
    url_env: str = ""
    headers: Mapping[str, str] = {}
    body: str = WHOLE
    answer: Mapping[str, str | int | bool] = {}
    ca_file: str = ""
    timeout: float = Field(default=20, gt=0)


class Notices(_Part):
    mail: tuple[Mail, ...] = ()
    webhook: tuple[Webhook, ...] = ()


def read(path: Path) -> Notices:
    """What the file says. Raises NoticesError."""
    try:
        asked = Notices.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise NoticesError(_("读不了 {path}：{why}"), path=path, why=error.strerror or error) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NoticesError(_("{path} 不是有效的 TOML：{why}"), path=path, why=error) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"])
        raise NoticesError(_("{path}：{where}：{why}"), path=path, where=where, why=first["msg"]) from error
    if not asked.mail and not asked.webhook:
        raise NoticesError(_("{path} 里没有 [[mail]]，也没有 [[webhook]]"), path=path)
    for number, hook in enumerate(asked.webhook, 1):
        if bool(hook.url) == bool(hook.url_env):
            raise NoticesError(_("{path}：webhook.{number}：url 与 url_env 写且只写一个"), path=path, number=number)
    return asked


def secret(name: str) -> str:
    """What does this environment variable hold? Raises NoticesError where it is not set."""
    if not name:
        return ""
    if not (value := os.environ.get(name, "")):
        raise NoticesError(_("环境变量 {name} 没有设置"), name=name)
    return value


def written(hook: Webhook, notice: Mapping[str, Any]) -> bytes:
    """The body of a webhook. Words of a site come in as JSON strings only by `tojson`; a template that forgets it and
    so makes no JSON is an error, and sends nothing. Raises NoticesError."""
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    try:
        body = environment.from_string(hook.body).render(notice=notice, **notice)
        return json.dumps(json.loads(body), ensure_ascii=False).encode("utf-8", "backslashreplace")
    except (TemplateError, TypeError, AttributeError, ArithmeticError, LookupError) as error:
        raise NoticesError(_("webhook 的模板有错：{why}"), why=error) from error
    except ValueError as error:
        raise NoticesError(
            _("webhook 的模板没有得出 JSON（值要写成 {{{{ 名称 | tojson }}}}）：{why}"), why=error
        ) from error


def accepted(hook: Webhook, status: int, body: bytes) -> bool:
    """Did the service take it? A 2xx, and the keys of `answer` as they should be."""
    if not 200 <= status < 300:
        return False
    if not hook.answer:
        return True
    try:
        said = json.loads(body)
    except ValueError:
        return False
    return isinstance(said, dict) and all(said.get(key) == value for key, value in hook.answer.items())
