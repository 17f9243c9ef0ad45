"""How are clauses, documents and sites called?"""

import re
import zlib
from dataclasses import dataclass

from auditor.model.profile import Source
from auditor.model.result import AuditResult, ClauseResult, RuleText
from auditor_reports.safe import shown
from auditor_reports.voice import Said, Voice
from auditor_reports.words import KINDS, LEVELS, _


def numbered(clause: ClauseResult, voice: Voice) -> str:
    """第 14 条; or what the profile wants printed."""
    name = clause.cite or clause.id
    return voice(_("第 {n} 条"), n=name) if name.isdigit() else shown(name)


def short(source: Source, voice: Voice) -> str:
    """A document's number, or its title where it has none."""
    return shown(source.number or str(voice.either(source.title, source.title_en)))


@dataclass(frozen=True, slots=True)
class Basis:
    """A clause that something rests on."""

    cite: Said
    duty: Said
    href: str


def anchor(ref: str) -> str:
    """The id of a clause on the page: letters, digits and dashes only, and never that of another clause."""
    plain = re.sub(r"[^A-Za-z0-9-]", "-", ref)
    return f"c-{plain}" if plain == ref.replace(":", "-", 1) else f"c-{plain}-{zlib.crc32(ref.encode()):08x}"


def _rules(result: AuditResult) -> dict[str, RuleText]:
    """The texts of a rule by its id. A rule bound several times has several: together they have all messages."""
    rules: dict[str, RuleText] = {}
    for rule in result.rules:
        if known := rules.get(rule.id):
            rule = known.model_copy(
                update={
                    "messages": {**rule.messages, **known.messages},
                    "fixes": {**rule.fixes, **known.fixes},
                }
            )
        rules[rule.id] = rule
    return rules


class Names:
    """Names of one result in one language."""

    def __init__(self, result: AuditResult, voice: Voice) -> None:
        self.voice = voice
        self.documents = {source.id: source for source in result.profile.documents}
        self.clauses = {clause.ref: clause for clause in result.clauses}
        self.rules = _rules(result)
        portal = result.run.portal
        self.host = shown(portal.home.partition("://")[2].strip("/") or portal.home)
        self.site = shown(portal.name) or self.host
        self.sort = (
            voice(_("地址清单"))
            if result.run.listed
            else voice.word(LEVELS, portal.level) + ("" if voice.source else " ") + voice.word(KINDS, portal.kind)
        )

    def document(self, ident: str) -> str:
        source = self.documents.get(ident)
        return short(source, self.voice) if source else shown(ident)

    def cite(self, ref: str) -> str:
        """国办发〔2017〕47号 第 14 条."""
        clause = self.clauses.get(ref)
        if clause is None:
            return shown(ref)
        name = numbered(clause, self.voice)
        return name if "〔" in name else f"{self.document(clause.document)} {name}"

    def duty(self, ref: str) -> Said:
        clause = self.clauses.get(ref)
        return self.voice.either(clause.duty, clause.duty_en) if clause else Said("")

    def basis(self, ref: str) -> Basis:
        return Basis(self.voice.name(self.cite(ref)), self.duty(ref), anchor(ref) if ref in self.clauses else "")

    def told_apart(self, refs: tuple[str, ...], among: set[tuple[str, ...]]) -> str:
        """These clauses in words that tell them from the other sets: by their numbers, else by their duties."""
        cites = {other: self.voice.list([self.cite(ref) for ref in other]) for other in among}
        if len(set(cites.values())) == len(among):
            return cites[refs]
        return self.voice.list([str(self.duty(ref)) for ref in refs])
