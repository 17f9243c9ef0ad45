"""Which document is the site judged by? Profiles are TOML files, read, checked and laid over what they extend."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from auditor.api import _
from auditor.model.profile import PlacedClause, Profile, ResolvedProfile
from auditor.profile.flaws import Flaw, ProfileError
from auditor.profile.reading import Reading, read
from auditor.profile.resolving import Open, gather, lay, resolved, worth
from auditor.profile.shelf import Volume, from_file, shelf
from auditor.registry import Checks, installed

__all__ = ["Flaw", "ProfileError", "load_all", "resolve", "shelf", "validate", "worth"]


def resolve(
    profile: str, *, checks: Checks | None = None, volumes: Mapping[str, Volume] | None = None
) -> ResolvedProfile:
    """The profile of this id, or in this file, ready to judge by. Raises ProfileError with every flaw at once.

    What a file extends is looked for among the installed profiles, then beside the file.
    """
    checks = installed() if checks is None else checks
    volumes = shelf() if volumes is None else volumes
    beside: Path | None = None
    if profile.endswith(".toml") or "/" in profile:
        volume, beside = from_file(Path(profile)), Path(profile).parent
    elif profile in volumes:
        volume = volumes[profile]
    else:
        close = get_close_matches(profile, volumes, n=1)
        if close:
            raise ProfileError(_("没有规则集“{name}”；您是不是要写“{meant}”？"), name=profile, meant=close[0])
        raise ProfileError(_("没有规则集“{name}”；可用：{known}"), name=profile, known="、".join(volumes))

    def opened(name: str) -> Reading | None:
        if name in volumes:
            return _read(volumes[name], checks)
        if beside and (beside / f"{name}.toml").is_file():
            return _read(from_file(beside / f"{name}.toml"), checks)
        return None

    own = _read(volume, checks, installed=beside is None)
    if own.head is None:
        raise ProfileError.of(own.flaws)
    return _resolved(own, opened, tuple(volumes), checks)


def _resolved(own: Reading, opened: Open, known: Sequence[str], checks: Checks) -> ResolvedProfile:
    kept: dict[str, Mapping[str, PlacedClause]] = {}
    asked: list[str] = []  # documents that are being resolved: one that is like us is not asked again

    def elsewhere(name: str) -> Mapping[str, PlacedClause]:
        if name not in kept:
            reading = None if name in asked else opened(name)
            if reading is None:
                return {}
            kept[name] = {one.ref: one for one in whole(reading).clauses}
        return kept[name]

    def whole(reading: Reading) -> ResolvedProfile:
        asked.append(reading.head.id if reading.head else "")
        readings = gather(reading, opened, known)
        return resolved(readings, lay(readings, checks, elsewhere))

    return whole(own)


def validate(path: str, *, checks: Checks | None = None) -> Sequence[Flaw]:
    """All that is wrong with a profile (file or id) and with what it extends; empty when it can be used."""
    try:
        resolve(path, checks=checks)
    except ProfileError as error:
        return error.flaws or (Flaw(path, 1, error.template, error.values),)
    return ()


def load_all(*, checks: Checks | None = None) -> tuple[Profile, ...]:
    """Every installed profile as transcribed, by id. Raises ProfileError."""
    checks = installed() if checks is None else checks
    readings = [_read(volume, checks) for volume in shelf().values()]
    flaws = [flaw for reading in readings for flaw in reading.flaws]
    if flaws:
        raise ProfileError.of(flaws)
    return tuple(reading.profile for reading in readings if reading.profile)


def _read(volume: Volume, checks: Checks, *, installed: bool = True) -> Reading:
    reading = read(volume.file, volume.text, checks)
    if installed and reading.head and reading.head.id != volume.id:
        reading.flaw(("id",), _("id 是“{id}”，文件名却是“{name}.toml”"), {"id": reading.head.id, "name": volume.id})
    return reading
