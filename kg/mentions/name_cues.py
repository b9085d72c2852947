"""What stands around a person's name: the words before it, behind it and between two of a list.

Patterns over a shadow, for :mod:`kg.mentions.persons`.
"""

from __future__ import annotations

from functools import cache

from kg import lazy_re as re
from kg.heads import firsts
from kg.lexicon.tables import alternation, by_last, patterns, words
from kg.mentions.foreign_names import REGNAL
from kg.mentions.names import BOUNDED, family_heads

#: Behind a name that stands alone at the start of a clause, these leave no doubt that it is one.
STRONG = re.compile(patterns("behind_names.tsv"))
#: What goes on behind a name that a trigger announced.
FRAMED = re.compile(
    r" ?(?:\([^()]{1,16}\) ?)?(?:同志|先生|女士)?(?:为|的|任|当选|连任|出任|就任|接替|接任|继任|不再|兼任|担任|代理"
    r"|辞去|作为|身为|犯|涉嫌|[在于](?=\d|担任|任|[^,。;\n]{0,12}年)|挂职|挂任|既[是当任]|主动|说[,:]|介绍|告诉|表示|被|赴|利用|到(?=[^了处])|来到|前往|带领|提交|撰写"
    r"|、|,|;|。|\)|\s|[都均](?=[是在生曾出为来有从参当毕获])|$)"
)
#: What leaves no doubt that somebody speaks.
SPEAKS = re.compile(
    r"告诉(?<=[\u4e00-\u9fff]告诉)(?:本报|本台|本网)?记者|介绍(?<=[\u4e00-\u9fff]介绍)说?[,:]|解释(?<=[\u4e00-\u9fff]解释)说?[,:]"
    r"|说(?<=[\u4e00-\u9fff]说)(?<![据听如俗]说)[,:]|坦言(?<=[\u4e00-\u9fff]坦言)[,:]"
)
FRAMED_LIST = re.compile(r"(?:\([^()]{1,16}\))?(?:为|、|同志)")
APPOSED = re.compile(r"(?:,| ?: ?| ?\(|的|,?(?:是|系|为|现为|作为|现任))")
#: 甲、乙等全国政协委员
SEVERAL_OF = re.compile(r"等(?:[\d一二两三四五六七八九十多几]+[名位])?|[\d一二两三四五六七八九十]+[名位]")
#: What the last character of a name before a title is not: 新主席, 前总理, 和总统.
NO_END = frozenset("前新在中为和同兼时后与及对向习从由")
#: In front of several who are not named.
COUNTED = re.compile(r"[\d一二两三四五六七八九十百千几多数][名位个]$")
#: Behind a post, in front of the names of those elected to it: 当选为县委委员的|是(按姓氏笔画为序):.
HEADING = re.compile(
    r"的?(?:同志)?(?:分别)?(?:是|有|为)?(?:共?[\d一二三四五六七八九十百]{1,4}[名人位])?"
    r"(?:[,。;](?:他们|她们|名单|依次|分别)(?:分别|依次)?(?:是|为|如下))?(?: ?\([^()\n]{0,20}\))? ?:"
)
NOTE = re.compile(r" ?\((?:[^()]{0,16})\)")
#: A short stretch that a note makes a person: 印象(女), 田园(土家族).
SEX = re.compile(r"[\u3400-\u9fff·]{2,8} ?\((?:男|女|[\u4e00-\u9fff]{1,5}族)[,)]")
#: Behind a name written by sound that a trigger announced.
BOUND = re.compile("[,。、;]|在?(?:就任|当选|连任|出任)")
AND = re.compile(r" ?(?:、(?:\n *)?|和|与|及|以及) ?")
#: In a list names may stand apart by blanks only: 王 强  刘志远.
GAP = re.compile(r" +(?=[\u4e00-\u9fff])")
#: What else a list of posts may say of a person before the name: 县长、全国劳动模范|张云舟.
EPITHETS = re.compile(
    r"(?:、[\u4e00-\u9fff“”]{0,14}?(?:(?:工人|农民|贫农|中农|社员|职工|群众|军队|学生|妇女|青年|战士|红卫兵|军属|民族|界)代表"
    r"|(?<!、)(?:干部|党员|党人|模范|劳模|英雄|专家|学者|家|标兵|人士|博士|硕士|获得者|先锋|功臣|烈士"
    r"|旗手|先进工作者|工作者|社员|盟员|会员|工人|[^职员民]工|医师|律师|教练|导师|博导|绅士|传承人|带头人|代言人|警长|警监|警督|法官|检察官"
    r"|上将|中将|少将|大校|上校|人))){1,3}(?=[\u4e00-\u9fff])"
)
#: Between a post and whoever holds it: 担任局长|职务的|张云舟.
OF_POST = re.compile("(?:职务|[一二两三数多]职)?的")
#: A rank between a post and the name: 政委少将|栾向阳.
RANK = re.compile(r"(?:[上中少大]将|[大上中少]校|元帅)(?=[\u4e00-\u9fff]{2})")
#: A further name of whoever was named in front: 邝公毅,|字以仁.
COURTESY = re.compile(",(?:字|号)[\u4e00-\u9fff]{1,3}[,;。]")
#: A family name with a form of address: nobody who is named.
ADDRESSED = re.compile(r"[\u4e00-\u9fff](?:先生|女士|小姐|太太|某(?!\w某))")
TITLES = re.compile(r"(?:同志|先生|女士|博士|院士)")


#: A bare post that ends the line or is held on secondment: 周砚秋,|副县长(挂职)。
_BARE = re.compile(r"[\u4e00-\u9fff]{1,6}(?:\((?:挂职|兼)\)[。;,\n]|[。;]?(?:\n|$))")


def is_whole(shadow: str, start: int, post: int) -> bool:
    """Whether a line holds nothing but somebody at ``start`` and a bare ``post``."""
    opens = not shadow[shadow.rfind("\n", 0, start) + 1 : start].strip(" ")
    return opens and shadow[post - 1] == "," and _BARE.match(shadow, post) is not None


@cache
def openings() -> dict[str, tuple[str, ...]]:
    """What a name may stand behind without a mark between, by the last character."""
    return by_last((*words("before_names.txt"), *"的是在和与了对向由到据请受同日年月经愿"))


@cache
def framed() -> re.Pattern[str]:
    """What every name with a frame behind it matches: a family name, a name that marks bound, one in parts or one
    written by sound."""
    heads, sounds = "".join(sorted(family_heads())), "".join(sorted(words("transliteration.txt")))
    han = rf"[ {heads}][\u3400-\u9fff○· ]{{1,3}}(?:{FRAMED.pattern})"
    bounded = rf"(?:{BOUNDED.pattern})(?:{FRAMED_LIST.pattern})"
    return re.compile(rf"{han}|{bounded}|[{sounds}]{{3,8}}(?:{REGNAL.pattern})?(?:{BOUND.pattern})|.{{1,9}}[·-]")


@cache
def first_of(pattern: re.Pattern[str]) -> frozenset[str]:
    """The characters that a match of one of the patterns above starts with."""
    chars = firsts(pattern.pattern, pattern.flags)
    assert chars is not None, f"what {pattern.pattern} starts with cannot be told"
    return chars


@cache
def goes_on() -> re.Pattern[str]:
    """The characters that something which may go on behind a name starts with."""
    chars = frozenset().union(*map(first_of, (STRONG, APPOSED, NOTE, AND, TITLES, REGNAL)))
    return re.compile(f"[{re.escape(''.join(sorted(chars)))}]")


@cache
def triggers() -> re.Pattern[str]:
    """The words directly behind which a name is expected."""
    return re.compile(alternation(dict.fromkeys(words("before_names.txt"), r"[:(]?\s?")))


@cache
def callings() -> re.Pattern[str]:
    """The words for what somebody is by calling, directly behind which a name may stand."""
    return re.compile(alternation(words("occupations.txt")))
