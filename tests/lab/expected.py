"""What may be said of each host of the laboratory from each vantage, and where did the auditor say something else?"""

import os
from collections.abc import Mapping, Sequence

from tests.lab.cases import ANY, HOSTS, INDICATORS, REACHABILITY, SOUND

_FACTS = ("unmet:ns-no-ipv6", "unmet:chain-needs-ipv4", "unmet:ns-too-few", "unmet:ns-glue-differs")
_OUTCOMES = frozenset(ANY.split("|"))


def expected(host: str, vantage: str) -> Mapping[str, str]:
    """Indicator → verdicts that are right, as in the table of cases."""
    dual = {**SOUND, **HOSTS[host].verdicts}
    if vantage == "dual":
        return dual
    if vantage in ("v4only", "brokenv6"):
        return {name: _blind(name, verdict) for name, verdict in (dual | HOSTS[host].over4).items()}
    seen = {name: _only_v6(name, verdict) for name, verdict in dual.items()}
    return seen if vantage == "v6only" else {name: _translated(name, verdict) for name, verdict in seen.items()}


def busy() -> bool:
    """Is this machine so loaded, by the kernel's word, that an auditor may have to say that it could not see?"""
    return os.getloadavg()[0] > 2 * (os.cpu_count() or 1)


def fits(verdict: str, outcome: str, reason: str, *, loaded: bool = False) -> bool:
    """Is an outcome with its reason one of those that the table allows? On a loaded machine the auditor may also say
    that it was itself too busy: never that a host is well, or is not."""
    if loaded and (outcome, reason) == ("not_testable", "vantage-busy"):
        return True
    if verdict.startswith("!"):
        return outcome in _OUTCOMES - {verdict[1:]}
    return any(allowed in (outcome, f"{outcome}:{reason}") for allowed in verdict.split("|"))


def disagreements(
    vantage: str, said: Mapping[str, Mapping[str, Mapping[str, str]]], *, loaded: bool = False
) -> list[tuple[str, str, str, str]]:
    """(host, indicator, expected, seen) of all that was said otherwise, left out, or said of nobody."""
    found = []
    for host in HOSTS:
        right = expected(host, vantage)
        for name in INDICATORS:
            one = said.get(host, {}).get(name)
            seen = f"{one['outcome']}:{one['reason']}".rstrip(":") if one else "nothing"
            if one is None or not fits(right[name], one["outcome"], one["reason"], loaded=loaded):
                found.append((host, name, right[name], seen))
    found += [(host, "", "no such host", "a verdict") for host in said if host not in HOSTS]
    return found


def _or(verdict: str, *others: str) -> str:
    return "|".join(dict.fromkeys((*verdict.split("|"), *others)))


def _blind(name: str, dual: str) -> str:
    """No IPv6 here: DNS facts stand, nothing is passed or failed by packets that do not travel."""
    if name == "V0":
        return "not_testable:vantage-no-ipv6"
    if name in REACHABILITY:
        return "not_applicable|not_testable" if "not_applicable" in dual or dual.startswith("!") else "not_testable"
    if name in ("D4", "D5"):  # a server without AAAA is a fact; one that does not answer us is none
        fact = [one for one in dual.split("|") if one in _FACTS]
        return "|".join((*fact, "not_testable", *(["not_applicable"] if "not_applicable" in dual else [])))
    if name in ("S1", "D6"):
        return _or(dual, "not_testable") if dual != "met" or name == "D6" else "not_testable"
    return _or(dual, "not_testable") if name == "S2" else dual


def _only_v6(name: str, dual: str) -> str:
    """No IPv4 here: what is seen over IPv6 counts, what must be compared has no control."""
    if name in ("C2", "T1", "H1", "L1"):
        return (
            _or(dual, "not_testable")
            if "unmet" in dual or dual.startswith("!")
            else "|".join(
                one for one in ("not_applicable", "not_testable") if one in (dual, "not_testable") or one in dual
            )
        )
    if name in ("C1", "C3", "H2", "S1", "S2", "S3", "D1", "D2", "D3", "D6"):
        return _or(dual, "not_testable") if dual not in ("met",) or name not in ("C1", "D1", "D2", "D3") else dual
    return dual


def _translated(name: str, v6only: str) -> str:
    """A NAT64 in front of IPv4: the resolver makes up addresses, and what they reach proves nothing."""
    if name == "V1":
        return "unmet:vantage-dns64|not_testable:vantage-dns64"
    return v6only if name in ("V0", "D1", "D2") else _or(v6only, "not_testable")


_SIGNS = {"met": "+", "unmet": "x", "not_testable": "?", "not_applicable": "."}


def table(
    vantage: str,
    said: Mapping[str, Mapping[str, Mapping[str, str]]],
    wrong: Sequence[tuple[str, str, str, str]],
) -> str:
    """All that was said from a vantage, a host a line; what disagrees stands in brackets, and once more below."""
    places = {(host, name) for host, name, _, _ in wrong}
    width = max(map(len, HOSTS))
    lines = [f"{vantage}: + met, x unmet, ? not testable, . not applicable, [ ] not as expected"]
    lines.append(f"{'':{width}} " + " ".join(f"{name:^3}" for name in INDICATORS))
    for host in HOSTS:
        signs = (_SIGNS.get(str(said.get(host, {}).get(name, {}).get("outcome")), "!") for name in INDICATORS)
        cells = (
            f"[{sign}]" if (host, name) in places else f" {sign} " for name, sign in zip(INDICATORS, signs, strict=True)
        )
        lines.append(f"{host:{width}} " + " ".join(cells))
    lines += [f"{host} {name}: expected {right}, seen {seen}" for host, name, right, seen in wrong]
    return "\n".join(lines)
