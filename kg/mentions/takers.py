"""Finds who takes an office further on in the sentence: 张云舟|来到平遥县挂职,担任副县长; 张云舟|是省里派来的第一书记.

Shadow, posts and places in, :class:`Name` out.  At the head of a clause a name is doubtful before most verbs; where
the same sentence goes on to fill a post that nobody stands next to, somebody must be named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg import lazy_re as re
from kg.lexicon.tables import words
from kg.mentions.bodies import is_body
from kg.mentions.name_checks import credible
from kg.mentions.name_cues import SPEAKS
from kg.mentions.names import Name, follows, han_name, is_name, surnames
from kg.mentions.places import PlaceMention
from kg.mentions.posts import Post
from kg.mentions.seconded_names import seconded_names

#: What fills the post behind it.
_TAKES = re.compile(
    r"(?:担任|出任|就任|兼任|接任|继任|升任|改任|转任|调任|当选|当选为|(?<!首)任|挂职|挂任|当上?|做)[了起过]?(?:[\d一二两三四五六七八九十]{1,3}[多余]?年的?)?$"
)
#: What says of somebody that he holds the post behind it, and what parts the two.
_IS, _PARTED = (
    re.compile(
        "(?:就是|也是|仍是|仍然是|曾是|一直是|原是|原系|是|系)(?![以否谁什怎为因在]|[从由](?![^,。;]{2,16}(?:派|调|来)))"
    ),
    re.compile("[,。;、:!?“”\n]"),
)
#: The same with words between: 成为全县最年轻的|镇长.
_BECOMES, _BECOMES_REACH = re.compile(r"成为了?[^,。;:!?\n]{0,14}$"), 20
#: What parts a post from whoever did something while in it: 担任县长期间,|张云舟….
_WHILE = re.compile("(?:等?职务)?(?:的?期间|时期|任内|任上|的时候),")
#: How far before the post the clause may start, and how far before it 是, in characters.
_REACH, _NEAR = 80, 40
_HEAD, _OF = re.compile(r"[,;。\n] *|岁的|\A *"), re.compile("的")
_FROM = re.compile("来自[^,。;的]{2,16}的")
#: From this frequency on a family name is a usual one, and from these scores on a name is likely, at the head of a
#: clause and behind 的.
_USUAL, _LIKELY, _SURE = 20.0, 2.5, 3.5


def takers(shadow: str, posts: Sequence[Post], places: Mapping[int, PlaceMention]) -> Iterator[Name]:
    """The names at the heads of clauses before posts that the sentence fills, and of those who are sent;
    ``places`` by where they start."""
    yield from seconded_names(shadow, posts)
    for post in posts:
        start = post.span.start
        low = max(shadow.rfind("。", 0, start), shadow.rfind("\n", 0, start), start - _REACH, 0)
        takes = post.role.startswith("挂职") or _TAKES.search(shadow, max(0, start - 10), start) is not None
        takes = takes or _BECOMES.search(shadow, max(low, start - _BECOMES_REACH), start) is not None
        if not takes and "是" not in shadow[max(low, start - _NEAR) : start]:
            continue
        if (then := _WHILE.match(shadow, post.span.end)) is not None:
            name = han_name(shadow, then.end(), _LIKELY)
            if name is not None and not _names_place(name, places) and _is_taker(shadow, name):
                yield name
        heads = [(head.end(), _LIKELY) for head in _HEAD.finditer(shadow, low, start)]
        sure = _LIKELY if post.role.startswith("挂职") else _SURE
        heads += [(of.end(), sure) for of in _OF.finditer(shadow, low, max(low, start - 4))]
        origins = {of.end() for of in _FROM.finditer(shadow, low, start)}
        heads += [(end, _LIKELY) for end in sorted(origins)]
        for head, enough in heads:
            name = han_name(shadow, head, enough)
            if name is None or name.end > start - 1 or _names_place(name, places):
                continue
            told = shadow[name.end : name.end + 1] == "," and shadow[head - 1] == "的"  # 来自甲局的|张云舟,
            if _is_taker(shadow, name, told=told, sure=head in origins) if takes else _is_holder(shadow, name, start):
                yield name


def speakers(shadow: str) -> Iterator[Name]:
    """The names between a body and a verb of speech: 平遥县民政局|周砚秋|介绍."""
    for match in SPEAKS.finditer(shadow):
        for size in (3, 2):
            start = match.start() - size
            text = shadow[max(0, start) : match.start()]
            if start < 4 or not is_name(text) or not is_body(shadow[start - 4 : start]):
                continue
            if is_body(text) or text[-2:] in words("words.txt"):
                continue  # 国家|林草局, 军|方声明
            if credible(shadow, text):
                yield Name(start, match.start(), text, 3.5)
                break


def _names_place(name: Name, places: Mapping[int, PlaceMention]) -> bool:
    place = places.get(name.start)
    return place is not None and place.span.end >= name.end


def _is_taker(shadow: str, name: Name, *, told: bool = False, sure: bool = False) -> bool:
    """Whether a usual name goes on with a word that follows names, not with a mark unless it is ``told`` of; any name
    where it is ``sure`` that a person is named.
    """
    usual = sure or surnames().get(name.text[0], 0.0) >= _USUAL or surnames().get(name.text[:2], 0.0) > 0
    return usual and 2.0 <= follows(shadow, name.end) < 4.0 + told and credible(shadow, name.text)


def _is_holder(shadow: str, name: Name, post: int) -> bool:
    """Whether of a usual name it is said that it is the post that starts at ``post``."""
    told = _IS.match(shadow, name.end)
    near = told is not None and post - name.end <= _NEAR and not _PARTED.search(shadow, told.end(), post)
    return near and _is_taker(shadow, name)
