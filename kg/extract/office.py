"""A post with all that the text says of it: the record that :mod:`kg.extract.resolve` makes of each printed post."""

from __future__ import annotations

from dataclasses import dataclass

from kg.lexicon.divisions import gazetteer
from kg.mentions.places import PlaceMention
from kg.mentions.posts import Post

#: Bodies that only prefectures have.
_OF_PREFECTURES = ("地委", "行署", "专署", "行政公署", "专员公署", "地区")


@dataclass(frozen=True, slots=True)
class Office:
    """A post with all that the text says of it.

    ``title`` and ``organization`` are written as a reader would (西安市市长, 祁县人民政府); ``code`` and
    ``district`` name the lowest division that the body governs or belongs to, None for a national body;
    ``inferred`` tells that a part was taken from the context, ``owner`` the body that a department was
    put under.
    """

    post: Post
    title: str
    organization: str | None
    code: str | None
    district: str | None
    inferred: bool
    place: PlaceMention | None = None
    owner: str | None = None

    @property
    def seat(self) -> bool:
        """Whether it is a seat in an assembly, whose body has nothing to do with the holder's next post: 全国人大代表、
        大寨党总支书记.
        """
        name = self.post.duty.name
        return name == "代表" or (name in ("委员", "常委") and "政协" in (self.organization or ""))


def prefecture_of(post: Post) -> tuple[str | None, str] | None:
    """Code and name of the prefecture whose committee or office is printed with a city's name: 榆次|地委书记 is one of
    榆次地区; the code is None where no table has it.
    """
    if post.place is None or not post.body.startswith(_OF_PREFECTURES) or not post.place.parts[-1].short:
        return None
    name = f"{post.place.parts[-1].surface}地区"
    found = gazetteer().by_name(name)
    return (found[0].code if found else None, name)
