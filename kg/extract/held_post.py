"""heldPost: who holds, gets, loses or is to get which post.  Rules: kg/rules/held_post.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg import lazy_re as re
from kg.extract.claims import claim
from kg.extract.frames import Blocked, Frame, by_body
from kg.extract.held_how import (
    as_printed,
    ends_behind,
    in_past_era,
    is_dismissed,
    is_new,
    is_past,
    kind_of,
    modality_of,
    only_one_of_a_career,
    role_of,
)
from kg.extract.of_state import of_state
from kg.extract.office import Office
from kg.extract.owners import prefectural
from kg.extract.post_dates import date_before, date_of_act, dates_of
from kg.extract.reading import Reading, kept
from kg.extract.successors import successors
from kg.extract.terms import in_term, membership
from kg.extract.windows import post_windows
from kg.mentions.names import KIN, is_name, written_by_sound
from kg.mentions.persons import Person
from kg.mentions.posts import Post
from kg.model import Argument, Claim, Scalar, Span
from kg.rules import Rule, load
from kg.text.dates import Date

RULES = frozenset({"status", "subject", "kind", "needs", "unless", "seats", "within", "dated", "roster", "paired"})
_TITLES = frozenset({"name before title", "name before titles"})
#: What parts two posts of a list.
_JOINT = re.compile(
    r"(?:同志|先生|女士|博士|阁下|亲王|元帅|将军|[上中少][将校])?[、,;及和 ]{0,2}(?:以及)?"
    r"(?:现任|新任|时任|继任|原|前)?"
)
#: How far a commission's name may stand behind the sentence before it, in characters.
_NEXT = 3
#: How deputies' titles begin.
_DEPUTIES = ("副", "常务副", "挂职副", "科技副", "第一", "驻村第一")
_TODAY = re.compile("至今|现任|现为|现兼任|目前")
_ACTING = re.compile(r"代理|代(?!表|办)")
#: Duties of bodies other than those that their holders work for.
_OWN_BODIES = frozenset({"会长", "理事长", "团长", "组长", "总指挥", "主席"})
_ACTS = frozenset({"appointed", "removed", "acting", "proposed", "career"})
#: Rules that say what somebody is now, also where a career is told.
_PRESENT = frozenset(
    {
        "present post",
        "posts with what they are in charge of",
        "post that is somebody's",
        "post and epithet before name",
        "posts of the dead",
        "members in a block of names",
        "post before name",
        *_TITLES,
        "heading block",
        "bracketed post",
        "row of a table",
        "seconded post of a row",
        "posts behind particulars",
        "further post behind particulars",
        "member of a group with a post",
    }
)


@kept
def extract(reading: Reading) -> Iterator[Claim]:
    """The heldPost claims of a document: what the rules say in text order, then what follows from it of others."""
    if not (reading.posts and reading.persons):
        return
    found = tuple(_stated(reading))
    yield from found
    yield from successors(reading, found)


def _stated(reading: Reading) -> Iterator[Claim]:
    frames = [found for found in attempts(reading) if isinstance(found, Frame)]
    frames.sort(key=lambda frame: (frame.span, frame.rule.name))
    last_steps = _last_steps(frames)
    carried: Office | None = None
    last_frame: Frame | None = None
    act: tuple[Frame, Office] | None = None
    known: dict[tuple[str, str], Office] = {}
    spoken = _spoken(reading, frames)
    titles = {(_name(frame), post.role) for frame in frames for post in frame.posts if frame.rule.name not in _TITLES}
    marker = ""
    for frame in frames:
        near = last_frame is not None and _continues(reading, last_frame, frame)
        if act is not None and _beside_own_post(reading, act[0], last_frame, frame):
            near, carried = True, act[1]
        last_frame = frame
        for post, office in zip(frame.posts, _offices(reading, frame, carried if near else None), strict=True):
            carried = office
            act = (frame, office) if frame.rule.values["status"] in _ACTS else act
            spread = _listed(reading, frame, post) or (near and marker == "时任" and not post.place)
            marker = post.marker or (marker if spread else "")
            if post.duty.body == "job" and frame.rule.values["status"] not in ("career", "former"):
                continue
            inferred = office.inferred and post.bare and post.duty.body == "abroad"
            if office.organization is None or inferred or frame.rule.name in _TITLES:
                key = _name(frame), post.role
                office = known.get(key) or spoken.get(key, office)
            known.setdefault((_name(frame), post.role), office)
            if _is_courtesy(frame, post, titles):
                continue
            last = last_steps.get(_name(frame)) == frame.span
            for person in _holders(frame, post):
                for term in (*post.terms, ""):
                    own = in_term(of_state(reading, post, office, frame.persons), term)
                    yield _claim(reading, frame, person, replace(post, marker=marker), own, last, term)


def _spoken(reading: Reading, frames: list[Frame]) -> dict[tuple[str, str], Office]:
    """The posts that the text names with their bodies, by holder and duty: what a title printed earlier means."""
    found: dict[tuple[str, str], Office] = {}
    for frame in frames:
        for post in frame.posts if frame.rule.name == "post before name" else ():
            if post.org and len(frame.persons) == 1:
                found.setdefault((_name(frame), post.role), reading.offices.of(post))
    return found


def _is_courtesy(frame: Frame, post: Post, titles: set[tuple[str, str]]) -> bool:
    """Whether a family name stands with the title of a chief and the text calls this person a deputy: 汪县长."""
    name = _name(frame)
    bare = len(frame.persons[0].span) < len(name) or not post.org  # 汪县长, 汪远明主任
    called = frame.rule.name in _TITLES and bare and (name, post.role) not in titles
    return called and any((name, f"{rank}{post.role}") in titles for rank in _DEPUTIES)


def _continues(reading: Reading, before: Frame, frame: Frame) -> bool:
    """Whether a frame goes on with the bodies of the one before it.

    Elections and appointments do within a sentence (选举甲为县长,乙为副县长), and a commission's name in the
    next one; holders in a list do where nothing but a mark parts them (校长甲、副校长乙).
    """
    if frame.posts[0].span.start < before.posts[-1].span.start:
        return False  # 现任县妇联主席,拟任…: the plan that the sentence comes to is no list with what stands before it
    between = reading.shadow[before.span.end : max(before.span.end, frame.span.start)]
    if frame.rule.values.get("kind") == "seconded" and before.rule.values.get("kind") != "seconded":
        return False  # whoever is on secondment is so in another body than his own
    own = frame.posts[0].duty.name in _OWN_BODIES and before.posts[-1].duty.name != frame.posts[0].duty.name
    if own and frame.span.start < before.span.end and before.rule.values["status"] not in _ACTS:
        return False  # 副院长甲|当选为会长
    if frame.rule.values["status"] in _ACTS and before.rule.values["status"] in _ACTS:
        if reading.sentence_at(before.span.start) == reading.sentence_at(frame.span.start):
            return True
        return frame.posts[0].org.endswith("委员会") and len(between) <= _NEXT and "\n" not in between
    return _JOINT.fullmatch(between) is not None


def _beside_own_post(reading: Reading, act: Frame, last: Frame | None, frame: Frame) -> bool:
    """Whether somebody named with another post gets one of the body just elected: 选举甲为会长,乙站站长乙任|秘书长."""
    named = last is not None and last.rule.name == "post before name" and frame.span.covers(last.span)
    same = reading.sentence_at(act.span.start) == reading.sentence_at(frame.span.start)
    return named and same and frame.rule.values["status"] in _ACTS and frame.posts[0].bare


def attempts(reading: Reading) -> Iterator[Frame | Blocked]:
    """Every place where the pattern of a rule fits, in the order in which the rules are tried."""
    used: dict[int, str] = {}
    text = reading.mask.text
    windows = post_windows(text)
    everywhere = "".join(text[start:end] for start, end in windows)
    for rule in load("held_post", RULES).fitting_part(everywhere, reading.lacking):
        for match in (m for start, end in windows for m in rule.pattern.finditer(text, start, end)):
            posts = tuple(t for _, t in reading.mask.held(*match.span("post")) if isinstance(t, Post))
            span = reading.mask.span(*match.span())
            if earlier := [used[post.span.start] for post in posts if post.span.start in used]:
                yield Blocked(rule, span, f"its posts are already read by: {earlier[0]}")
                continue
            needs = rule.values.get("needs")
            if needs and not re.search(str(needs), _around(reading, span, int(rule.values.get("within") or 120))):
                yield Blocked(rule, span, f"the sentence holds none of the words it needs: {needs}")
                continue
            unless = rule.values.get("unless")
            if unless and re.search(str(unless), reading.shadow[reading.sentence_at(span.start).start : span.end]):
                yield Blocked(rule, span, f"the sentence holds words that forbid it: {unless}")
                continue
            if rule.values.get("seats") == "many" and any(post.single for post in posts):
                yield Blocked(rule, span, "a post with one seat cannot be held by several")
                continue
            persons, inferred = _subjects(reading, rule, match, span)
            if (roster := rule.values.get("roster")) is not None:
                persons = _in_roster(reading, persons) or (persons if roster == "if any" else ())
            if not persons:
                yield Blocked(rule, span, "nobody is found to hold the posts")
                continue
            used.update(dict.fromkeys((post.span.start for post in posts), rule.name))
            date = None
            if match.groupdict().get("date"):
                date = next((t for _, t in reading.mask.held(*match.span("date")) if isinstance(t, Date)), None)
            if date is None and rule.values.get("dated"):
                date = date_before(reading, span) or date_of_act(reading, span)
            yield Frame(rule, span, persons, posts, date, inferred)


def _listed(reading: Reading, frame: Frame, post: Post) -> bool:
    """Whether a post directly follows another of its list, so that its 原 holds for it too: 原书记、局长."""
    return post is not frame.posts[0] and reading.shadow[post.span.start - 1] in "、兼"


def _in_roster(reading: Reading, persons: tuple[Person, ...]) -> tuple[Person, ...]:
    """Everybody in the block of names that the first of the people opens; nobody if it opens none."""
    block = next((r.span for r in reading.rosters if persons and r.span.covers(persons[0].span)), None)
    return tuple(person for person in reading.persons if block and block.covers(person.span))


def _around(reading: Reading, span: Span, within: int) -> str:
    """The sentence of a match with what stands before it: 任命: above a list of names."""
    sentence = reading.sentence_at(span.start)
    return reading.shadow[max(0, sentence.start - within) : sentence.end]


def _subjects(reading: Reading, rule: Rule, match: re.Match[str], span: Span) -> tuple[tuple[Person, ...], bool]:
    """Who holds the posts, and whether that had to be looked for outside the match."""
    if "person" in match.groupdict() and match["person"]:
        return tuple(t for _, t in reading.mask.held(*match.span("person")) if isinstance(t, Person)), False
    if rule.values.get("subject") in ("cv", "career"):
        found = reading.career_at(span.start)
        if rule.values["subject"] == "cv" and (found is None or reading.opened_by_another(span.start, found)):
            found = reading.subject_at(span.start)
    else:
        found = reading.subject_at(span.start)
    if found is None and rule.values["status"] in ("career", "former"):
        found = only_one_of_a_career(reading)
    clause = max(reading.shadow.rfind(mark, 0, span.start) for mark in ",。;\n") + 1
    if KIN.match(reading.shadow, clause):
        return (), True  # 父亲在省话剧院|当过副院长
    return ((found,) if found else ()), True


def _name(frame: Frame) -> str:
    return frame.persons[0].text


def _last_steps(frames: list[Frame]) -> dict[str, Span]:
    """The last step of each career: the post that is still held when the text ends there."""
    steps: dict[str, Span] = {}
    for frame in frames:
        if frame.rule.values["status"] in ("career", "appointed"):
            steps[_name(frame)] = frame.span
    return steps


def _offices(reading: Reading, frame: Frame, carried: Office | None) -> Iterator[Office]:
    """The completed posts of a frame; a bare first one continues what the sentence spoke of before."""
    before = carried
    for post in frame.posts:
        office = reading.offices.of(post)
        open_ = office.organization is None or post.level or not office.code or prefectural(post.org)
        if before is not None and not post.place and open_:
            office = reading.offices.again(post, before, foreigner=_foreigners(frame))
        yield office
        before = office


def _foreigners(frame: Frame) -> bool:
    """Whether everybody a frame names bears a name written by sound."""
    return bool(frame.persons) and not any(
        is_name(person.text) and "·" not in person.text and not written_by_sound(person.text)
        for person in frame.persons
    )


def _holders(frame: Frame, post: Post) -> tuple[Person, ...]:
    """Everybody named, but one for a post with a single seat: 市长甲、乙 makes only 甲 mayor.

    Where posts are given 分别, the first person has the first post; whoever is left over shares the last one.
    """
    if frame.rule.values.get("paired") and 1 < len(frame.posts) <= len(frame.persons):
        at = frame.posts.index(post)
        return frame.persons[at:] if post is frame.posts[-1] else frame.persons[at : at + 1]
    if frame.rule.values.get("paired") and 1 < len(frame.persons) < len(frame.posts):
        each = by_body(frame.posts)
        if len(each) == len(frame.persons):  # 甲、乙分别挂任县委常委、副县长和县水利局副局长
            return tuple(person for person, posts in zip(frame.persons, each, strict=True) if post in posts)
    if len(frame.persons) > 1 and len(frame.posts) == 2 and frame.rule.values["status"] == "appointed":
        chief, deputy = frame.posts
        if chief.single and deputy.deputy and chief.duty == deputy.duty:  # 选举甲、乙、丙为主席、副主席
            return frame.persons[:1] if post is chief else frame.persons[1:]
    if len(frame.persons) > 1 and frame.rule.name == "post before name" and any(p.single for p in frame.posts):
        first = post is frame.posts[-1] and not post.single
        return frame.persons if first else frame.persons[:1]
    return frame.persons


def _status(reading: Reading, frame: Frame, person: Person, post: Post, last: bool, term: str) -> str:
    status = str(frame.rule.values["status"])
    if status == "proposed" or status == "removed":
        return status
    if reading.shadow.startswith(("候选人", "人选"), post.span.end):
        return "proposed"
    if _ACTING.match(post.role):
        return "acting"
    if post.marker:
        return "appointed" if post.marker == "当选" else "former"
    if status in ("appointed", "incumbent") and frame.rule.name not in _PRESENT and is_past(reading, frame):
        return "former"
    if status == "incumbent" and is_dismissed(reading, frame):
        return "removed"
    if status == "incumbent" and is_new(reading, frame, post):
        return "appointed"
    if status == "membership":
        return "former" if person.text in reading.dead else membership(reading, frame.span, post, term)
    if (
        status in ("appointed", "incumbent")
        and frame.date
        and frame.date.ranged
        and frame.date.until not in (None, "now")
    ):
        return "former"
    if status == "incumbent" and frame.rule.name == "further post held beside" and _beside_present(reading, frame):
        return status
    told = _is_told(reading, person)
    if told and status in ("appointed", "incumbent") and frame.rule.name not in _PRESENT:
        status = "career"
    if status == "career" and last and ends_behind(reading, frame):
        return "former"
    if status in ("career", "incumbent") and in_past_era(reading, frame):
        return "former"
    if status == "career":
        until = frame.date.until if frame.date is not None and frame.date.ranged else ""
        open_end = until in (None, "now")  # 2021.08- 县委书记
        status = "incumbent" if open_end or (last and not until) else "former"
    return "former" if person.text in reading.dead and status in ("incumbent", "appointed") else status


def _beside_present(reading: Reading, frame: Frame) -> bool:
    """Whether what somebody is besides stands behind what he is today: 2001年至今任公司董事,|兼任学会理事."""
    start = max(reading.shadow.rfind(mark, 0, frame.span.start) for mark in "。;\n") + 1
    return _TODAY.search(reading.shadow, start, frame.span.start) is not None


def _is_told(reading: Reading, person: Person) -> bool:
    """Whether the text tells this person's career."""
    found = reading.career_at(person.span.start)
    return found is not None and found.text == person.text


def _claim(
    reading: Reading, frame: Frame, person: Person, post: Post, office: Office, last: bool, term: str = ""
) -> Claim:
    status = _status(reading, frame, person, post, last, term)
    starts, ends = dates_of(frame)
    whole = post.fronted or post
    spans = [frame.span, post.span, whole.span] + ([] if frame.inferred else [person.span])
    evidence = Span(min(span.start for span in spans), max(span.end for span in spans))
    office = as_printed(reading, office)
    qualifiers: dict[str, Scalar] = {
        "post": office.title,
        "role": role_of(post),
        "organization": office.organization,
        "district": office.district,
        "status": status,
        "kind": kind_of(frame, person, post, reading),
        "start": starts,
        "end": ends,
        "title_text": reading.doc.text[whole.span.start : post.span.end],
    }
    if frame.date is not None:
        if frame.date.inferred:
            qualifiers["date_inferred"] = True
        qualifiers["date_text"] = reading.doc.text[frame.date.span.start : frame.date.span.end].strip()
    object_ = _object(office, whole)
    modality, speaker = modality_of(reading, frame, status)
    if modality == "planned":
        qualifiers["status"] = "proposed"
    explicit = not frame.inferred and not office.inferred and frame.rule.name != "heading block"
    return claim(
        reading.doc,
        "heldPost",
        Argument("Person", reading.printed(person), person.span),
        object_,
        evidence,
        f"held_post/{frame.rule.name}",
        qualifiers=qualifiers,
        status=modality,
        speaker=speaker,
        explicit=explicit,
        confidence=0.9 if explicit else 0.8,
    )


def _object(office: Office, post: Post) -> Argument:
    place = office.place
    span = place.parts[-1].span if place else None
    if office.district is not None:
        return Argument("District", office.district, span, code=office.code)
    return Argument("Organization", office.organization or office.title, post.span)
