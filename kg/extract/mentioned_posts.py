"""mentionedPost: posts of which a text speaks without naming their holders.  Rules: kg/rules/mentioned_posts.yaml.

A :class:`Reading` in, claims out: the post and the division of its body.  Posts whose body no division has, or whose
holder stands beside them, are told by others (:mod:`kg.extract.held_post`) or by nobody.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.claims import claim
from kg.extract.reading import Reading
from kg.extract.stated import once
from kg.lexicon.divisions import gazetteer
from kg.mentions.posts import Post
from kg.model import Argument, Claim, Span
from kg.rules import PERSON, load

#: How near before a list of posts a name is the one who holds them: 张云舟,祁县县委书记.
_NEAR = 2


def extract(reading: Reading) -> Iterator[Claim]:
    """One claim a post, the first time that the text speaks of it so."""
    return once(_mentioned(reading))


def _mentioned(reading: Reading) -> Iterator[Claim]:
    rules = load("mentioned_posts", frozenset())
    if not rules.may_fit(reading.lacking):
        return
    text = reading.mask.text
    for rule in rules.fitting(text, reading.lacking):
        for match in rule.pattern.finditer(text):
            if PERSON in text[max(0, match.start("posts") - _NEAR) : match.start("posts")]:
                continue
            held = [token for _, token in reading.mask.held(*match.span("posts")) if isinstance(token, Post)]
            for post in held:
                office = reading.offices.of(post)
                code = office.code
                if not office.organization or code is None or not code[0].isdigit() or post.marker:
                    continue
                yield claim(
                    reading.doc,
                    "mentionedPost",
                    Argument("Post", office.title, post.span, code=code),
                    Argument("District", gazetteer()[code].name, None, code=code),
                    Span(held[0].span.start, post.span.end),
                    f"mentioned_posts/{rule.name}",
                    qualifiers={"organization": office.organization, "role": post.role},
                    explicit=not office.inferred,
                    confidence=0.85,
                )
