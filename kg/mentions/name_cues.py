"""What stands around a person's name: the words before it, behind it and between two of a list.

Patterns over a shadow, for :mod:`kg.mentions.persons`.
"""

from __future__ import annotations

from functools import cache

from kg import lazy_re as re
from kg.heads import firsts
from kg.lexicon.tables import alternation, by_last, words
from kg.mentions.foreign_names import REGNAL
from kg.mentions.names import BOUNDED, family_heads

#: Behind a name that stands alone at the start of a clause, these leave no doubt that it is one.
STRONG = re.compile(
    r"(?:同志|先生|女士|连任)|从[^,。;\n]{2,16}?(?:来到|调到|赶到|回到|返回|被派到|转到|下到)|(?:[0-9]{1,2}[日号]|今天|昨天|昨晚|今晨)?(?:上午|中午|下午|傍晚|晚上?|凌晨)?(?:率[^,。;\n]{1,10})?(?:乘[^,。;\n]{1,8})?(?:抵达|飞抵|飞赴|启程|抵京|离京)|(?:[一二两三四五六七八九十多几]次|先后|专程|亲自|又|再次)?(?:到|赴|来到|前往|走进|深入)[^,。;\n]{2,14}?(?:考察|调研|视察|访问|看望|慰问|指导|参观|检查|督查|督导|瞻仰|拜谒|座谈|走访|察看|查看|出席|参加)|先后(?:到|赴|来到|前往|深入|走访|考察|参观|察看|视察)|(?:退休|退伍|退役|毕业|返乡|回乡|回村|复员|转业)后|(?:[0-9两三四五六七八九十]+[人位])?分别(?:被|当选|担任|出任|任(?!务)|兼任)|(?:以|获|得)[^,。\n]{0,14}票|因[^,。\n]{1,16}被(?:免|撤|罢|开除|查|双开|留置)"
    r"|(?:已|将|现)?于[^,。\n]{1,10}(?:调任|任|升任|改任|转任|出任|就任|当选|离任|卸任)|等[\d一二两三四五六七八九十百几多]+[名位]?(?:人|同志)?(?:为|当选)|,(?:男|女)[,,;]|\((?:男|女|[\u4e00-\u9fff]{1,5}族)|身为|涉嫌|非法收受|收受|伙同|在(?:先后)?(?:担任|任)|(?:没有|从未|并未|将|即将|有望|已|现已|日前|,|现|曾|历|同志|出)?(?:现任|曾任|历任|出任|担任|[当做干]过|(?:全票|高票|再次|同时)?当选|不再|拟任|任)"
    r"|(?:等)?(?:分别|一同|一道|共同)?(?:出席|参加|列席)(?=(?:了|上述|有关|相关)?(?:会见|会谈|会议|座谈|调研|考察|活动|仪式|大会|论坛)[。,;、并和时]|[\u4e00-\u9fff]{0,8}(?:座谈会|对话会|仪式|论坛|招待会|欢迎会|工作会议)[。,并])"
    r"|(?:等)?出席。|(?:等)?(?:一同|陪同)(?:会见|调研|考察|参加|出席|访问|看望|慰问)|(?:等)?陪同。|主持(?:会议|座谈会|仪式|会谈)?[。,]"
    r"|(?:曾|原本|原|就)?是[^,。;:\n“”是]{0,20}?(?:[一1][名位]|援[藏疆青滇黔川甘桂宁琼]|挂职|驻村|派驻)[^,。;:\n“”是]{0,12}?(?:干部|教师|老师|医生|护士|民警|警察|战士|军人|士兵|工人|农民|党员|村民|职工|学生|队员|教授|博士|研究员|工程师|技术员|司机|律师|法官|检察官|志愿者|企业家|商人|记者|演员|作家|画家|运动员|教练|公务员|公职人员)"
    r"|(?:正式)?宣誓(?:就|出)|(?:今天|昨天|当天|今日|昨日|日前|[0-9]{1,2}[日号])(?:\([^()]{1,12}\))?[^,。;\n]{0,24}?宣誓(?:就|出)|在[^,。;\n]{1,24}?宣誓(?:就|出)"
    r"|离开|,(?:曾用名|原名|又名|本名|化名|笔名)|老人(?=(?:19|20)\d\d年|今年|生于|出生)|[是系][\u4e00-\u9fff]{2,10}人[,。]|夫妇(?:俩|二人|两人)?(?=[在的,来到从赴是])|,?(?:现年|今年|时年|享年|终年)\d{2,3}岁|为(?=[^了此])|简历|说[,:。]|表示[,:]|指出[,:]|强调[,:]|介绍[,:]|告诉(?:记者|笔者)|坦言|感慨|感叹|(?:和|跟|对|向)(?:记者|笔者)|这样(?:说|评价|形容)|,?生前|率(?:队|团|[^,。;\n]{0,10}代表团)|(?:今天|昨天|近日|日前|先后|还|又)?(?:在|到|赴)[^,。;\n]{2,12}(?:考察|调研|视察)(?=时|期间|[,。])|接替|接任|升任|获委任|获任命|受聘|荣任|获选|辞任|改任|转任|调任|卸任|辞去|原任|兼任|被任命|被选|被免|挂任|履新|就任|在[^,。]{2,12}挂职|(?:19|20)\d\d年[^,。]{0,6}(?:担任|任|当选|当)|,?(?:于|自|从)?(?:19|20)\d\d(?:年(?:\d{1,2}月)?(?:\d{1,2}日)?|[-./]\d{1,2}(?:[-./]\d{1,2})?)\s?(?:起|后)?,?(?:[调改转升兼出担]|由[^,。;\n]{2,40}(?:任命|选举|选))?(?:任(?![务期何])|为)|(?:大学|中专|大专|高中|初中|师范|研究生|本科|从[^,。]{2,12}|于?(?:19|20)\d\d年[^,。]{0,10})?(?:毕业(?!生)|考入|入伍|参军|入党|参加工作|参加革命)|出生于|[,:]?(?:19|20)\d\d年(?:\d{1,2}月)?(?:出)?生|挂职|到.{2,12}挂职|完成了|的[^,。;\n]{2,30}(?:资格|职务)(?:自然|相应|依法)?终止|,[\u4e00-\u9fff]{2,10}人[,。]"
)
#: What goes on behind a name that a trigger announced.
FRAMED = re.compile(
    r" ?(?:\([^()]{1,16}\) ?)?(?:同志|先生|女士)?(?:为|的|任|当选|连任|出任|就任|不再|兼任|担任|代理|辞去"
    r"|作为|身为|犯|涉嫌|[在于](?=\d|担任|任|[^,。;\n]{0,12}年)|挂职|挂任|主动|说[,:]|介绍|告诉|表示|被|赴|利用|到(?=[^了处])|来到|前往|带领|提交|撰写"
    r"|、|,|;|。|\)|\s|[都均](?=[是在生曾出为来有从参当毕获])|$)"
)
#: What leaves no doubt that somebody speaks.
SPEAKS = re.compile(
    r"告诉(?<=[\u4e00-\u9fff]告诉)(?:本报|本台|本网)?记者|介绍(?<=[\u4e00-\u9fff]介绍)说?[,:]|解释(?<=[\u4e00-\u9fff]解释)说?[,:]"
    r"|说(?<=[\u4e00-\u9fff]说)(?<![据听如俗]说)[,:]|坦言(?<=[\u4e00-\u9fff]坦言)[,:]"
)
FRAMED_LIST = re.compile(r"(?:\([^()]{1,16}\))?(?:为|、|同志)")
APPOSED = re.compile(r"(?:,| ?\(|的|,?(?:是|系|为|现为|作为|现任))")
#: 甲、乙等全国政协委员
SEVERAL_OF = re.compile(r"等(?:[\d一二两三四五六七八九十多几]+[名位])?|[\d一二两三四五六七八九十]+[名位]")
#: What the last character of a name before a title is not: 新主席, 前总理, 和总统.
NO_END = frozenset("前新在中为和同兼时后与及对向习")
BEHIND = re.compile(rf"{STRONG.pattern}|{APPOSED.pattern}|[ (、和与及]|以及")
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
AND = re.compile(r" ?(?:、(?:\n *)?|和|与|及|以及) ?")
#: In a list names may stand apart by blanks only: 王 强  刘志远.
GAP = re.compile(r" +(?=[\u4e00-\u9fff])")
#: What else a list of posts may say of a person before the name: 县长、全国劳动模范|张云舟.
EPITHETS = re.compile(
    r"(?:、[\u4e00-\u9fff“”]{0,14}?(?:(?:工人|农民|贫农|中农|社员|职工|群众|军队|学生|妇女|青年|战士|红卫兵|军属|民族|界)代表"
    r"|(?<!、)(?:干部|党员|党人|模范|劳模|英雄|专家|学者|家|标兵|人士|博士|硕士|获得者|先锋|功臣|烈士"
    r"|旗手|先进工作者|工作者|社员|盟员|会员|工人|[^职员民]工|医师|律师|教练|导师|博导|传承人|带头人|代言人|警长|警监|警督|法官|检察官"
    r"|上将|中将|少将|大校|上校|人))){1,3}(?=[\u4e00-\u9fff])"
)
#: A family name with a form of address: nobody who is named.
ADDRESSED = re.compile(r"[\u4e00-\u9fff](?:先生|女士|小姐|太太|某(?!\w某))")
TITLES = re.compile(r"(?:同志|先生|女士|博士|院士)")


#: A bare post that ends the line or is held on secondment: 周砚秋,|副县长(挂职)。
_BARE = re.compile(r"[\u4e00-\u9fff]{1,6}(?:\((?:挂职|兼)\)[。;,\n]|[。;]?(?:\n|$))")


def is_whole(shadow: str, start: int, post: int) -> bool:
    """Whether a line holds nothing but somebody at ``start`` and a bare ``post``."""
    opens = start == 0 or shadow[start - 1] == "\n"
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
    return re.compile(rf"{han}|{bounded}|[{sounds}]{{3,8}}(?:{REGNAL.pattern})?[,。、;]|.{{1,9}}[·-]")


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
