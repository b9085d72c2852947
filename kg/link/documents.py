"""Claims of one document in, the same claims with IRIs and the entities they name out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg import lazy_re as re
from kg import vocab
from kg.extract.groups import size
from kg.extract.people import rank_codes
from kg.extract.reading import Reading
from kg.lexicon.divisions import gazetteer
from kg.link.bodies import Body, seat, seat_body
from kg.link.gazetteer import place_entities, place_iri, unlisted_place
from kg.link.iris import digest, syllables
from kg.link.people import People, officers
from kg.link.undertakings import Namesakes
from kg.mentions.duties import duties
from kg.model import Argument, Claim, Entity, Link, LinkedDocument, Scalar

#: Qualifiers of wroteReport that are kept with the report.
_REPORT_PROPS = ("genre", "date", "date_text", "ordinal", "length", "length_comparator", "length_text")
#: Qualifiers of recurringIn that are kept with the meeting.
_RECURRENCE = ("recurrence", "recurrence_text")
_NUMBER = re.compile(r"(\d+)(?=[名位个])")


class Linker:
    """Links the claims of one document; who a name means is told by :class:`kg.link.people.People`."""

    def __init__(self, reading: Reading, claims: Sequence[Claim], base: str) -> None:
        self.reading = reading
        self.judged = claims
        self.claims = [claim for claim in claims if not claim.rejected]
        self.base = base
        self.entities: dict[str, Entity] = {}
        self.codes: set[str] = set()
        self._people = People(reading, claims, base)
        self._officers = officers(self.claims, self._people)
        self._namesakes = Namesakes(self.claims)

    def link(self) -> LinkedDocument:
        """The linked document: claims and entities in a fixed order."""
        links = tuple(self._links())
        claims = tuple(self._claim(claim) for claim in self.judged)
        for entity in place_entities(sorted(self.codes), self.base):
            self.entities[entity.iri] = entity
        ordered = tuple(self.entities[iri] for iri in sorted(self.entities))
        return LinkedDocument(self.reading.doc, claims, ordered, links)

    def _links(self) -> Iterable[Link]:
        for mention in self.reading.places:
            found = self.reading.linked_places.resolve(mention)
            iri = None if found.code is None else place_iri(found.code, self.base)
            if found.code is not None:
                self.codes.add(found.code)
            candidates = tuple(place_iri(code, self.base) for code in found.candidates)
            yield Link(mention.span, iri, found.reason, found.score, candidates)

    def _add(self, entity: Entity) -> str:
        known = self.entities.get(entity.iri)
        if known is None:
            self.entities[entity.iri] = entity
        elif set(entity.props) - set(known.props):
            self.entities[entity.iri] = replace(known, props={**entity.props, **known.props})
        return entity.iri

    def _claim(self, claim: Claim) -> Claim:
        subject = self._argument(claim.subject, claim)
        object_ = self._argument(claim.object, claim, author=subject.iri)
        extra = self._qualifiers(claim)
        return replace(claim, subject=subject, object=object_, qualifiers={**claim.qualifiers, **extra})

    def _argument(self, argument: Argument, claim: Claim, author: str | None = None) -> Argument:
        iri = self._iri(argument, claim, author)
        return replace(argument, iri=iri)

    def _iri(self, argument: Argument, claim: Claim, author: str | None) -> str | None:
        text = argument.text
        match argument.kind:
            case "Person":
                person = self._people.iri(argument)
                kind = "Officer" if person in self._officers else "Person"
                props: dict[str, Scalar] = {"pinyin": " ".join(syllables(text)) if text.isalpha() else None}
                return self._add(Entity(person, kind, text, props))
            case "District" | "Place":
                return self._place(text, argument.code)
            case "Organization" if claim.predicate == "heldPost" and not claim.qualifiers.get("organization"):
                return None  # 主席 without a body that the text tells
            case "Organization":
                role = str(claim.qualifiers.get("role") or "") if claim.predicate == "heldPost" else ""
                return self._organization(self._body(text, argument.code, role))
            case "Post":
                return self._post({**claim.qualifiers, "code": argument.code or self._post_code(claim)}, text)
            case "SourceDocument":
                return f"{self.base}id/doc/{self.reading.doc.id}"
            case "Group":
                counted = _NUMBER.search(text)
                people = int(counted[1]) if counted else size(text).get("size")
                iri = f"{self.base}id/group/{digest(self.reading.doc.id, text)}"
                return self._add(Entity(iri, "PersonGroup", text, {"size": people}))
            case "Report":
                return self._report(text, claim, author)
            case "Initiative":
                return self._initiative(text, claim, author)
            case "Event" | "Meeting" | "PromotionEvent" | "StudyTour" | "RecurringMeeting" as kind:
                repeats = {key: claim.qualifiers[key] for key in _RECURRENCE if claim.qualifiers.get(key)}
                iri = f"{self.base}id/event/{digest(self.reading.doc.id, text)}"
                return self._add(Entity(iri, kind, text, repeats))
            case "UndertakingStatus":
                status = str(claim.qualifiers["status"])
                return self._add(Entity(vocab.kg(status), argument.kind, vocab.UNDERTAKING_STATUS[status]))
            case "Programme" | "InformationSystem" | "PolicyMeasure" as kind:
                place = self._namesakes.place(text, argument.span or claim.evidence.span)
                iri = f"{self.base}id/programme/{digest(self.reading.doc.id, text, *filter(None, [place]))}"
                return self._add(Entity(iri, kind, text, _lasting(claim) if claim.subject is argument else {}))
            case "Goal" | "Topic" as kind:
                return self._add(Entity(f"{self.base}id/{kind.lower()}/{digest(text)}", kind, text))
            case "Rank":
                return self._rank(text)
            case "InformalRegion":
                return self._add(Entity(f"{self.base}id/place/x-{digest(text)}", "InformalRegion", text))
            case "Facility":
                return self._add(Entity(f"{self.base}id/place/x-{digest(self.reading.doc.id, text)}", "Facility", text))
        return None

    def _place(self, text: str, code: str | None) -> str | None:
        if code is None:
            iri = f"{self.base}id/place/x-{digest(self.reading.doc.id, text)}"
            return self._add(Entity(iri, "Place", text))
        self.codes.add(code)
        division = gazetteer()[code]
        if text in (division.name, division.short) or division.level in ("country", "region", "city"):
            return place_iri(code, self.base)
        return self._add(unlisted_place(text, code, self.base))

    def _own_place(self, name: str) -> str | None:
        """The division that a body's printed name opens with, if the text settles which it is."""
        for mention in self.reading.places:
            surface = "".join(part.surface for part in mention.parts)
            if name.startswith(surface):
                code = self.reading.linked_places.resolve(mention).code
                return code if code is None or code[0].isdigit() else None
        return None

    def _body(self, name: str, code: str | None, role: str = "") -> Body:
        """What a body's name means, the same for every claim of the document that names it."""
        return seat_body(name, role, code or self._own_place(name), self.reading.doc.id)

    def _organization(self, found: Body) -> str:
        props: dict[str, Scalar] = {"short_name": found.short_name if found.short_name != found.label else None}
        if found.code is not None:
            self.codes.add(found.code)
            props["jurisdiction_iri" if found.governs else "located_in_iri"] = place_iri(found.code, self.base)
        if found.above is not None:
            props["parent_iri"] = self._organization(found.above)
        return self._add(Entity(f"{self.base}id/{found.path}", found.kind, found.label, props))

    def _post(self, qualifiers: Mapping[str, Scalar], title: str) -> str | None:
        role, code = str(qualifiers.get("role") or ""), qualifiers.get("code")
        name = str(qualifiers.get("organization") or title.removesuffix(role))
        if not role or not name:
            return None  # 主席 without a body that the text tells
        found = self._body(name, str(code) if code else None, role)
        printed = qualifiers.get("duty_text") or role
        duty = duties().get(re.sub(r"^(?:第[一二三四五六七八九十]|常务|副|执行|名誉)+", "", str(role)))
        held = seat(found, str(printed), single=duty is not None and duty.single)
        props: dict[str, Scalar] = {
            "organization_iri": self._organization(found),
            "duty": held.duty,
            "chief": held.chief,
        }
        return self._add(Entity(f"{self.base}id/{held.path}", "Post", held.label, props))

    def _rank(self, text: str) -> str:
        code = rank_codes().get(text)
        label = next((printed for printed, found in rank_codes().items() if found == code), text)
        return self._add(Entity(f"{self.base}id/rank/{code or digest(text)}", "Rank", label))

    def _report(self, title: str, claim: Claim, author: str | None) -> str:
        wrote = [c for c in self.claims if c.predicate == "wroteReport" and c.object.text == title]
        first = wrote[0] if wrote else claim
        key = first.subject.text if wrote else ""
        props: dict[str, Scalar] = {"title": title}
        if wrote:
            found = first.qualifiers
            props |= {key: found.get(key) for key in _REPORT_PROPS}
            props["author_iri"] = self._iri(first.subject, first, None) if first.subject.kind != "Report" else author
        return self._add(Entity(f"{self.base}id/report/{digest(title, key)}", "Report", title, props))

    def _initiative(self, label: str, claim: Claim, author: str | None) -> str:
        """The initiative that a proposal puts forward; what else is said of it is said of the one named there."""
        if claim.predicate != "proposes":
            own = [made for made in self.claims if made.predicate == "proposes" and made.object.text == label]
            at = claim.subject.span if claim.subject.text == label else claim.object.span
            same = [made for made in own if made.object.span == at] or own
            if same:
                subject = self._iri(same[0].subject, same[0], None)
                return self._initiative(label, same[0], subject)
        code = claim.qualifiers.get("district_code")
        props: dict[str, Scalar] = {"target_iri": self._district(claim.qualifiers)}
        iri = f"{self.base}id/initiative/{digest(label, str(code or author).removeprefix(self.base))}"
        return self._add(Entity(iri, "Initiative", label, props))

    def _district(self, qualifiers: Mapping[str, Scalar]) -> str | None:
        name, code = qualifiers.get("district"), qualifiers.get("district_code")
        found = str(code) if code else self._named(str(name)) if name else None
        return self._place(gazetteer()[found].name, found) if found else None

    def _named(self, name: str) -> str | None:
        """The code of a division by its name: one the text has linked, else the only one of that name."""
        linked = {gazetteer()[code].name: code for code in sorted(self.codes)}
        if name in linked:
            return linked[name]
        units = [unit for unit in gazetteer().by_name(name) if not unit.ended]
        return units[0].code if len(units) == 1 else None

    def _qualifiers(self, claim: Claim) -> dict[str, Scalar]:
        found = claim.qualifiers
        extra: dict[str, Scalar] = {}
        if claim.predicate in ("heldPost", "secondedPost"):
            shaped = {
                **found,
                "code": claim.object.code if claim.predicate == "heldPost" else self._post_code(claim),
            }
            extra["post_iri"] = self._post(shaped, str(found.get("post") or claim.object.text))
            if found.get("organization"):
                code = shaped["code"]
                role = str(found.get("role") or "")
                extra["organization_iri"] = self._organization(
                    self._body(str(found["organization"]), str(code) if code else None, role)
                )
        if claim.predicate == "secondedTo":
            extra |= self._secondment(claim)
        if claim.predicate == "proposes":
            extra["district_iri"] = self._district(found)
        return {key: value for key, value in extra.items() if value is not None}

    def _same_subject(self, one: Claim, other: Claim) -> bool:
        kinds = {one.subject.kind, other.subject.kind}
        if kinds != {"Person"}:
            return len(kinds) == 1 and one.subject.text == other.subject.text
        return self._people.iri(one.subject) == self._people.iri(other.subject)

    def _post_code(self, claim: Claim) -> str | None:
        """The division of a post of a secondment: that of the same post as it is held."""
        for other in self.claims:
            same_post = other.qualifiers.get("post") == claim.qualifiers.get("post")
            if other.predicate == "heldPost" and same_post and self._same_subject(other, claim):
                return other.object.code
        return None

    def _secondment(self, claim: Claim) -> dict[str, Scalar]:
        extra: dict[str, Scalar] = {}
        for other in self.claims:
            if other.predicate != "heldPost" or not self._same_subject(other, claim):
                continue
            if other.qualifiers.get("kind") == "seconded" and other.qualifiers.get("post") == claim.qualifiers.get(
                "host_post"
            ):
                extra["host_post_iri"] = self._qualifiers(other).get("post_iri")
            elif other.qualifiers.get("kind") != "seconded" and other.object.text == claim.qualifiers.get("home"):
                extra["home_iri"] = self._iri(other.object, other, None)
        home = claim.qualifiers.get("home")
        if home and "home_iri" not in extra:
            code = self._named(str(home))
            extra["home_iri"] = place_iri(code, self.base) if code else self._organization(self._body(str(home), None))
            if code:
                self.codes.add(code)
        return extra


def _lasting(claim: Claim) -> dict[str, Scalar]:
    """How long an undertaking has gone on, as a prop."""
    printed = claim.qualifiers.get("duration")
    return {"duration_text": printed, "duration": claim.qualifiers.get("duration_iso")} if printed else {}


def link(reading: Reading, claims: Sequence[Claim], base: str) -> LinkedDocument:
    """The claims of a document with IRIs, codes and the entities they name."""
    return Linker(reading, claims, base).link()
