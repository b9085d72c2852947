"""Words that tell what a printed post is not or whose it is: patterns and tuples for
:mod:`kg.mentions.posts` and :mod:`kg.mentions.places`."""

from __future__ import annotations

from kg import lazy_re as re

#: What stands behind the one character of a state: 俄|外交部, 越|共中央.
OF_A_STATE = re.compile(
    r"$|共|国防|外交|内政|财政|能源|司法|经济|央行|国会|政府|国家|众议院|参议院|议会|最高|总统|总理|首相|军"
)
#: A syllable that ends the body and starts the duty: 公安局 + 局长 is printed 公安局长.
SHARED = frozenset("部局厅司处科室院所校站厂行社台馆团组会县区市省州镇乡村")
#: 原 inside a body's name: 水利局原党组, not 太原, 草原, 原子能.
FORMER_INSIDE = re.compile(r"(?<![太草平中高燎川陇])原(?![子料则平阳州油始创籍])")
#: Bodies of two characters that 原 may stand before.
SHORT_BODIES = frozenset(
    {"大队", "公社", "县委", "区委", "市委", "省委", "州委", "地委", "党委", "校办", "厂办", "团委"}
)
#: How often somebody held a post, with the syllable that its body would share: 三届校|校长.
TIMES = re.compile("过?[一二两三四五六七八九十几多][届任].?")
#: What 该 points at, so that the body is one named before: 该院|立案庭, 该公司|党委.
THAT_BODY = re.compile(
    "公司|集团|银行|中心|学院|大学|学校|医院|法院|检察院|研究[院所]|单位|机构|俱乐部|协会|学会|商会|基金会|合作社|[院校局厂所社厅馆矿关](?!长)|行(?=党委|董事会|监事会|纪委|$)"
)
#: Bodies that towns and villages have, also behind 的: 青石镇的|党委.
OF_PLACES = frozenset(
    {"党委", "党总支", "党支部", "党工委", "村委会", "团委", "妇联", "人大", "政协", "纪委", "武装部"}
)
#: What is attended and has no posts: 出席上海合作组织防长会议的|国防部长.
MEETINGS = ("会议", "大会", "论坛", "峰会", "仪式", "活动", "会晤", "会谈", "年会", "闭幕式", "开幕式")
#: What a head is called by beside the syllable that his body would share: 女厂|厂长, 优秀乡|乡长.
CALLED = re.compile(
    "(?:全国|全省|全市)?(?:[女男老新好]|青年|年轻|农民|残疾|优秀|模范|明星|知名|著名|退休|离休|退役|退伍|先进|百佳|十佳|最美|党员|大学生)+女?"
    "[厂校乡镇村县区市局院所站社队行团]"
)
#: 有 before a body, which no name of a body starts with but these, 过 and 系: 前来的有|地委第一书记, 任过|公社书记.
VERB_BEFORE = re.compile(
    "有(?![限色线机轨关意为])(?=..)|过(?![江河桥渡])(?=.)|原?系(?![统列主党总团学])(?=..)|\\d{1,2}(?:多|余)?年的?(?=..)"
)
#: Words that 长 opens: 市区|长江 holds no 区长.
LONG_WORDS = frozenset({"长江", "长城", "长沙", "长春", "长三", "长白", "长航", "长效", "长远", "长期"})
#: Bodies and posts behind a unit whose name is a word elsewhere: 费县|副县长.
BODY_BEHIND = re.compile(
    "人民政府|人民法院|人民检察院|人民代表|人大|政府|政协|副[县市区旗]长|公安局|法院|检察院|纪委|监委|武装部"
)
BUREAU_BEHIND = re.compile("[\u4e00-\u9fff]{2,6}?(?:局|委)(?:党组|党委|副?局长|副?主任)")
#: Behind a village that no table has, what shows that it is one: 张家港|永联村|党委.
VILLAGE_BODY = re.compile(r"党委|党总支|党支部|支部|村委会|委会|第一书记|村支书|支书|党工委|居委会")
#: Behind a town whose name is an ordinary word, what shows that it is one: 蓬莱市|来宾镇|党委.
TOWN_BODY = re.compile(
    "(?<=[镇乡道])(?:党委|党工委|人民政府|人大|纪委|办事处|人武部|武装部|综治办|卫生院|派出所|[^\\W\\d_]{2,6}村)"
)
#: What stands around the place in a dateline: 新华社|平遥|4月3日电.
DATELINE_BEFORE = re.compile(r"(?:新华社|本报|中新社|中新网|人民网|央视网|新华网)$")
DATELINE_AFTER = re.compile(r"(?:\d{1,2}月)?\d{0,2}日?[^。\n]{0,14}?[电讯]")
#: Where somebody goes or something is held: 到|唐山|考察, 在|利辛|召开.
_GONE_TO = re.compile(
    r"(?:(?<![来派调回达遇受得])到|(?<![奔派分])赴|(?<![由近年月日以])来|在|来到|前往|抵达|奔赴|飞抵|走进|派驻|派往)$"
)
_DONE_THERE = re.compile(
    r"(?:正式|进行|开展|参加|实地|专题|专程|隆重)*(?:考察|调研|视察|检查|访问|出席|主持|慰问|看望|挂职|挂任|任职|报到|支教|扶贫|召开|举行|举办|开幕|闭幕|"
    r"签约|签署|督导|督查|走访|采访|会见|的挂职)"
)
#: Callings that are posts only behind a body.
CALLINGS = frozenset({"法官", "检察官", "教练"})
#: Of whom 代表 is a post: 常驻联合国|代表, 联合国儿童基金会驻华|代表.
STATIONED = re.compile(r"常驻|.{2}驻[\u4e00-\u9fff]{1,5}$")
#: Words that 前 and 原 open at the start of a body's name.
OPENED_BY = ("前进", "前锋", "原子")
#: A duty that heads a list of names: 委员(按姓氏笔画为序):
HEADS_LIST = re.compile(r"(?: ?\([^()\n]{0,20}\))? ?:")
#: The same on a line of its own: 委员(19名) above the names.
LINE_HEAD, LINE_END = (
    re.compile(r"(?:^|\n) *(?:[一二三四五六七八九十]{1,3}、)?$"),
    re.compile(r" ?\([^()\n]{2,40}\) *\n"),
)
#: A body's name that is a list: its last items, and what is before them.
LIST_END = re.compile(r"[\u4e00-\u9fff]{1,8}(?:和|与|及|以及)[\u4e00-\u9fff]{1,10}(?:部|委员会|局|厅|署)?")
LIST_START = re.compile(r"[\u4e00-\u9fff]{4,14}(?:、[\u4e00-\u9fff]{2,8}){0,4}、$")
#: Counties whose names read as a verb and a level too.
VERB_AND_LEVEL = frozenset({"任县"})
#: The items of such a list behind 兼: 副总理兼|财政、经济部长.
ALSO = re.compile(r"兼(?P<items>(?:[\u4e00-\u9fff]{2,6}、){1,3})$")
#: Words for taking office that no list of common words has.
APPOINTED = ("拟任", "曾任", "续任", "另任", "并任", "仍任", "先任", "已任")
#: A township behind a unit whose last character could open a word: 蓬莱市|北沟镇.
TOWN_BEHIND = re.compile(r"[\u4e00-\u9fff]{1,4}?(?:镇|乡(?!村)|街道|苏木)")
#: Whoever goes with one of these is a member of it as of a journey, not by office.
TEAMS = (
    "服务团",
    "医疗队",
    "工作队",
    "考察团",
    "讲师团",
    "小分队",
    "团队",
    "课题组",
    "剧组",
    "志愿队",
    "救援队",
    "代表队",
)
#: What a place of a list has behind it, and its neighbours: 平定|、昔阳等县, 大同|等地.
LISTED = re.compile(
    "(?:、[\u4e00-\u9fff]{2,4}){0,8}(?:等(?:[一二两三四五六七八九十多几0-9]{1,3}个?)?|[两二三四五六七八九十])"
    "(?:地(?![方区位])|县|市|省|州|旗)"
)
#: What stands before a post that somebody is said to hold, a run of characters, a number: 任, 组织部, 第一.
HELD = re.compile("(?:担任|任|当|做)$")
HAN_RUN = re.compile(r"[\u4e00-\u9fff]{2,}$")
NUMBER = re.compile("第[一二三四五六七八九十]")
#: Where a state sends somebody to.
SENT = re.compile(
    r"(?:中国|中华人民共和国|[^\W\d_和与及的为任由是系了中]{1,3}国|我国|我|联合国|欧盟|东盟|非盟|阿盟)?(?:常)?驻[\u4e00-\u9fff]{1,18}$"
)
#: How far before an envoy the name of where he is sent may start, in characters.
SENT_REACH = 28
#: Duties that are numbered: 第一|书记.
NUMBERED = frozenset({"书记", "政委", "政治委员", "主任", "委员长"})
#: 高新区|长 governs nothing.
NO_DISTRICT = ("高新", "开发", "新", "市", "景", "社", "园", "山", "库", "灾", "小", "地")
#: Ranks of learning, which are posts only behind an institution or in a list with one.
LEARNED = frozenset({"教授", "讲师", "研究员", "研究馆员", "主任医师", "院士"})
#: Who is sent abroad by a state, and what says in a list that somebody was elected.
ENVOYS = frozenset({"大使", "公使", "总领事", "代办", "参赞", "武官"})
ELECTED = ("、当选", ",当选", ";当选")
#: Several who are not named, a level that is any of several, grades that are posts without a body.
SEVERAL = re.compile(
    r"[\d一二两三四五六七八九十百千万几多数]余?[个名位家所](?!旗)|各(?!界(?:妇女|青年|人士联|联))|全体|每个"
)
ANY_OF = re.compile(
    r"\((?:市|县|区|旗)(?:[、,/]|\))|^[地县]级|^[省市县区州旗][直属](?:部门|单位|机关|国有企业|企业|高校|学校)(?:党组|党委)?$"
    r"|^(?:并|须|需|经|依法)*报(?:请|经)?.{2,12}人民检察院$"  # ,报上级人民检察院|检察长提请批准
)
GRADE = re.compile(r"(?:[一二三四]级)?(?:高级)?(?:巡视员|调研员|主任科员|科员|办事员)$")
#: A note on a body in front of the duty, and how long it is at most.
ABBREVIATED = re.compile(r"\((?:以下简称|下称|简称|(?:股票|证券|股份)代[码号])[^()\n]{1,16}\)$")
NOTE_REACH = 30
#: What may stand between the body and the duty: 埃及前总统, 法国新当选总统.
BETWEEN = re.compile(
    r"(?:前任|原任|时任|现任|候任|新任|首任|前|原|新?当选的?|新一届|新一任|本届|上一?届|代理"
    r"|(?:上将|中将|少将|准将|大校|上校|中校|少校|上尉|中尉|少尉)"
    r"|(?:专门)?(?:负责|主管|分管)[^,。;:、的\n]{2,20}的|的|(?<![高创革更维清翻刷全最自巴])新)$"
)
#: How far before a duty such a stretch may start that ends in 的, in characters.
BETWEEN_REACH = 24
#: What a body is called whose head is called so: 清华大学的|校长, 林业局的|副局长.  Others share the last syllable.
_HEADED = {
    "校长": ("大学", "学院", "学校", "中学", "小学", "党校"),
    "董事长": ("公司", "集团", "银行"),
    "总经理": ("公司", "集团"),
    "总裁": ("公司", "集团", "银行"),
    "董事": ("公司", "集团"),
}
_OWN_HEADS = frozenset("局部厅司处科室院所厂社行台馆团会署庭站")


def is_headed_by(org: str, duty: str) -> bool:
    """Whether a body is of the kind that somebody with a duty heads, so that 的 between them links them."""
    if duty in _HEADED:
        return org.endswith(_HEADED[duty])
    return duty[1:] == "长" and duty[0] in _OWN_HEADS and org.endswith(duty[0])


def gone_to(text: str, start: int, end: int) -> bool:
    """Whether somebody goes to what stands at ``start..end`` to do something, or something is held there."""
    return _DONE_THERE.match(text, end) is not None and _GONE_TO.search(text, max(0, start - 4), start) is not None
