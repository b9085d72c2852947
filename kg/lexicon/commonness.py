"""Names of places in, how ordinary a word they are out; used at build time only.

jieba's dictionary (MIT) gives each word a frequency and a tag.  A name is weak, which means that a text
must give evidence before it is read as a place, when the dictionary says that its characters are
more often something else.  No name is chosen by hand.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

NAME_TAGS = ("ns", "nr", "nrt", "nz", "nt", "j", "")
# A county's short form this frequent in the dictionary (60 million tokens) is an ordinary word, whatever its
# tag; less is enough where several units share it.
ORDINARY, SHARED = 350, 100
# The same limit by tag: verbs and adjectives are seldom places, nouns and given names sometimes.
LIMITS = {"v": 10, "a": 10, "d": 10, "i": 10, "l": 10, "m": 10, "t": 10, "f": 10, "s": 50, "n": 100, "nr": 60}
LIMITS |= dict.fromkeys(("ns", "nt", "nz"), ORDINARY)
IDIOMS = ("i", "l")
# Endings that make a word from the place itself.
DERIVING = (
    "人",
    "话",
    "菜",
    "市",
    "省",
    "州",
    "县",
    "区",
    "籍",
    "式",
    "版",
    "语",
    "文",
    "方",
    "队",
    "军",
    "产",
    "站",
    "港",
)


class Commonness:
    """What jieba's dictionary says about a string of characters."""

    def __init__(self) -> None:
        import jieba

        self.words: dict[str, tuple[int, str]] = {}
        self.starts: Counter[str] = Counter()
        self.ends: Counter[str] = Counter()
        path = Path(jieba.__file__).with_name("dict.txt")
        for line in path.read_text(encoding="utf-8").splitlines():
            word, frequency, tag = line.split(" ")
            self.words[word] = (int(frequency), tag)
            self.starts[word[0]] += int(frequency)
            self.ends[word[-1]] += int(frequency)
        self.total = sum(frequency for frequency, _ in self.words.values())

    def crossing(self, surface: str) -> float:
        """How often two characters would meet by chance at the border of two words."""
        return self.ends[surface[0]] * self.starts[surface[1]] / self.total if len(surface) == 2 else 0.0

    def short_is_weak(self, surface: str, codes: list[str], current: list[str]) -> bool:
        """Whether a bare short form needs evidence; ``codes`` are the units it may name."""
        best = (current or codes)[0]
        if best.endswith(("0000", "0100")) and current:
            return False
        frequency, tag = self.words.get(surface, (0, ""))
        if self.crossing(surface) > 1.5 * max(frequency, 1):
            return True
        if best.endswith("00") and current:
            homes = {code[:4] for code in current}
            return len(homes) > 1 and frequency < 4 * ORDINARY
        if len({code[:4] for code in current}) > 1 and (frequency >= SHARED or self.crossing(surface) > frequency):
            return True
        if frequency >= ORDINARY and not (tag == "ns" and len(surface) > 2):
            return True
        return frequency >= LIMITS.get(tag[:2], LIMITS.get(tag[:1], ORDINARY)) or not current

    def full_is_weak(self, surface: str, code: str) -> bool:
        """Whether a full name needs evidence: 城区, 和县, but not 祁县 or 榆次区."""
        frequency, tag = self.words.get(surface, (0, ""))
        if code.startswith("x-"):
            return tag in ("f", "s", "n", "a", "v", "d") and frequency >= ORDINARY
        if len(surface) == 2:
            return surface.endswith("区") or self.crossing(surface) > 0.5 * max(frequency, 1)
        if not surface.endswith("区") or code.endswith("00"):
            return False
        stem_frequency, stem_tag = self.words.get(surface[:-1], (0, ""))
        ordinary_stem = stem_frequency >= ORDINARY and stem_tag not in NAME_TAGS
        return ordinary_stem or (frequency >= SHARED and tag not in NAME_TAGS)

    def is_place(self, surface: str) -> bool:
        """Whether the dictionary has the name as that of a place."""
        return self.words.get(surface, (0, ""))[1] == "ns"

    def is_free(self, surface: str) -> bool:
        """Whether no ordinary word has these characters and chance seldom makes them meet."""
        frequency, tag = self.words.get(surface, (0, "ns"))
        return tag in NAME_TAGS and self.crossing(surface) < max(60.0, frequency)

    def blockers(self, surfaces: Iterable[str], shorts: set[str]) -> dict[str, list[str]]:
        """Surface -> the longer words that hold it by accident: 安居乐业 for 乐业, 大理石 for 大理.

        A word that begins with the surface is one only for ``shorts``, short forms of divisions, and if
        it is not made by adding to the place (四川话).
        """
        wanted = set(surfaces)
        found: dict[str, list[str]] = defaultdict(list)
        for word, (frequency, tag) in self.words.items():
            if frequency < 3 or len(word) not in (3, 4, 5):
                continue
            for start in range(len(word) - 1):
                for end in range(start + 2, min(start + 3, len(word)) + 1):
                    part = word[start:end]
                    known = part in (wanted if start else shorts)
                    if known and part != word and self._accident(word, start, tag, wanted, shorts):
                        found[part].append(word)
        return {surface: sorted(set(words)) for surface, words in found.items()}

    def _accident(self, word: str, start: int, tag: str, wanted: set[str], shorts: set[str]) -> bool:
        if start > 0:
            before = word[:start]
            frequency, tag_before = self.words.get(before, (0, ""))
            # 赴|美国 and 于|长春 are two words, whatever the dictionary lists beside them.
            joined = frequency < 1000 or tag_before not in ("p", "c", "v", "d", "u", "f", "vn", "a")
            joined = joined or (tag == "ns" and start == 1 and word[1:] in shorts)  # a longer name: 长白山
            place_before = before in wanted and tag_before in NAME_TAGS
            return tag in IDIOMS or (joined and not place_before and not tag.startswith("nt"))
        return tag in IDIOMS or (tag in ("n", "v", "a") and len(word) == 3 and not word.endswith(DERIVING))
