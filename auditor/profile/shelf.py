"""Which profiles are at hand? Installed ones by entry point, and files that the user names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import EntryPoint
from importlib.resources import files
from pathlib import Path

from auditor.api import _
from auditor.profile.flaws import ProfileError
from auditor.registry import found


@dataclass(frozen=True, slots=True)
class Volume:
    """One profile file: found, not yet read. `file` is how it is named in messages."""

    id: str
    file: str
    text: str
    owner: str = ""  # the distribution that brings it


def shelf(points: Iterable[EntryPoint] | None = None) -> Mapping[str, Volume]:
    """All installed profiles by id (the file's name), sorted. Raises ProfileError for two of one id."""
    volumes: dict[str, Volume] = {}
    for plugin in found("auditor.profiles", points):
        try:
            folder = files(plugin.value)
            entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
        except (ImportError, OSError) as error:
            raise ProfileError(
                _("{distribution} 的规则集（{value}）无法载入：{cause}"),
                distribution=plugin.distribution,
                value=plugin.value,
                cause=f"{type(error).__name__}: {error}",
            ) from error
        for entry in entries:
            if not entry.name.endswith(".toml"):
                continue
            name = entry.name[: -len(".toml")]
            owner = f"{plugin.distribution} ({plugin.value})"
            if first := volumes.get(name):
                raise ProfileError(
                    _("规则集 {id} 同时由 {first} 和 {second} 提供，请卸载其一"),
                    id=name,
                    first=first.owner,
                    second=owner,
                )
            volumes[name] = Volume(name, str(entry), _text(str(entry), entry.read_bytes()), owner)
    return dict(sorted(volumes.items()))


def from_file(path: Path) -> Volume:
    """The file that the user names. Raises ProfileError when it cannot be read."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ProfileError(_("读不了规则集 {path}：{why}"), path=path, why=error.strerror or error) from error
    return Volume(path.stem, str(path), _text(str(path), content))


def _text(file: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ProfileError(_("{file}:{line}: 不是 UTF-8 文字"), file=file, line=line) from error
