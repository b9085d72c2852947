"""Posts told by whom they serve or lead: 联合国秘书长叙利亚问题特使, 俄总统外交政策顾问, 国家主席张云舟特使.

A shadow and where a duty starts in, what it serves out; for :mod:`kg.mentions.posts`.
"""

from __future__ import annotations

from functools import cache

from kg import lazy_re as re
from kg.lexicon.tables import words
from kg.mentions.names import is_name
from kg.mentions.places import PlaceMention

_AIDES = frozenset({"特使", "特别代表", "代表", "顾问", "特别顾问", "高级顾问", "助理", "特别助理", "发言人"})
_OFFICES = "总统|首相|总理|国王|女王|王储|秘书长|国家主席|主席|总书记|总干事|国务卿|酋长|埃米尔|天皇|议长"
#: What they are concerned with: the same in kg/lexicon/data/duties.tsv, behind the offices.
_CONCERNS = "问题|事务|政策|外事|外交|经济|安全|国防|军事|科技|法律|能源|气候"
#: Bodies that send envoys, before what these are concerned with.
_SENDERS = "(?:[中我美英法德韩泰]国)?政府|外交部|联合国|欧盟|非盟|东盟|阿盟"
#: How far before an aide's duty the office may start, in characters.
_REACH = 18
_SERVED = re.compile(
    rf"(?:(?:{_OFFICES})(?:[\u4e00-\u9fff]{{0,8}}(?:{_CONCERNS}))?|(?:{_SENDERS})[\u4e00-\u9fff]{{1,6}}(?:问题|事务))$"
)
_CHIEF = re.compile(rf"(?:{_OFFICES})(?P<name>[\u4e00-\u9fff]{{2,4}})$")


def served(shadow: str, duty: str, floor: int, start: int) -> int | None:
    """Where the office starts that the aide before whose duty ``start`` stands serves."""
    found = _SERVED.search(shadow, max(floor, start - _REACH), start) if duty in _AIDES else None
    if found is None or (duty == "代表" and not found[0].endswith(("问题", "事务"))):
        return None
    at = found.start()
    named = found[0].startswith(("主席", "总书记")) and at - 3 >= floor and is_name(shadow[at - 3 : at])
    return at - 3 if named else at  # 张云舟主席|特使


def named_chief(shadow: str, duty: str, start: int) -> str:
    """The office and the name of whom an aide serves, where they stand before the duty; else nothing."""
    found = _CHIEF.search(shadow, max(0, start - 9), start) if duty in ("特使", "特别代表") else None
    return found[0] if found and is_name(found["name"]) else ""


#: A member who takes the floor: 周砚秋常委|代表民进中央, 周砚秋委员|建议.
_TAKES_FLOOR = re.compile("代表(?:民|九|致|农|台|无|全国|中国)|说[,:“]|认为|建议|提出|指出|表示|呼吁|谈到|在大会")
_HEAD_OF_CLAUSE = re.compile(r"(?:^|[\n。;,])(?P<name>[\u4e00-\u9fff]{2,4})$")


def speaks_as(shadow: str, duty: str, start: int, end: int) -> bool:
    """Whether a bare member of a conference stands behind a name and takes the floor."""
    if duty not in ("委员", "常委") or "政协" not in shadow or not _TAKES_FLOOR.match(shadow, end):
        return False
    found = _HEAD_OF_CLAUSE.search(shadow, max(0, start - 5), start)
    return found is not None and is_name(found["name"])


def leads_many(org: str, place: PlaceMention | None, duty: str) -> bool:
    """Whether 领导人 behind such a body are several: 二十国集团领导人, 两党领导人, 泰国领导人."""
    state = duty == "领导人" and place is not None and len(org) == len(place.span)
    return state or org.endswith(_led_together())


@cache
def _led_together() -> tuple[str, ...]:
    return tuple(sorted(words("led_together.txt") | words("several_bodies.txt")))
