"""Parts of places that no table lists: zones, new areas, townships and villages, by the forms of their names."""

from __future__ import annotations

from kg import lazy_re as re

#: Characters that their names do not hold.
NOT_IN_NAMES = "某的了在和与及是到至各个全多几每从对将被由等把让使为以于我他她其该此这那有不也都就向并或来去"
#: What one does in a place is no part of a name that begins with it: 赴绵阳|调研某某集团.
DONE_THERE = "考察|调研|视察|走访|拜访|拜会|检查|参观|访问|看望|慰问|会见|会晤|出席|参加|签约|洽谈|督导|督查"
#: How far behind a unit a township or an open part of it stands; none is without one of these.
REACH = 14
PART = re.compile("[区园村查街镇乡苏地]")
ZONE = re.compile(
    rf"[^\W\d_{NOT_IN_NAMES}队局]{{0,8}}?(?:开发区|高新区|经开区|保税区|示范区|度假区|管理区|工业园区|产业园区|工业园|产业园)"
)
NEW_AREA = re.compile(rf"[^\W\d_{NOT_IN_NAMES}]{{2,3}}?新区")
TOWNSHIP = re.compile(
    rf"(?![水家故城老]乡|[城集村市小重古名强]镇|建制镇)[^\W\d_{NOT_IN_NAMES}]{{1,5}}?"
    rf"(?:街道|镇|(?<![下回返还离进])乡|苏木)(?!镇(?![长党人政])|企|村|亲|情|级|党委|下)"
)
VILLAGE = re.compile(rf"(?![农乡山全本驻进入同邻]?村)[^\W\d_{NOT_IN_NAMES}任驻]{{1,5}}?(?:村|社区|嘎查)(?![民级镇落])")
TOWNSHIP_CUE = re.compile("街道|镇|乡(?![村镇亲])|苏木|地区")
