"""Facts as sentences: every relation has its words in both languages, and they read well."""

from __future__ import annotations

import doctest

import pytest

from kg import vocab
from kg.facts import Fact, read_facts, sentences
from kg.facts.names import Names
from kg.facts.sentences import sentence, ways
from kg.facts.terms import ontology
from tests.sample import sample
from tests.view_stores import store_of

NAMES = {"p": "张云舟", "d": "青川县", "q": "青川县委书记", "r": "《一份报告》", "i": "为民服务窗口"}


def test_the_examples_in_the_code_hold() -> None:
    assert doctest.testmod(sentences).failed == 0


def test_every_relation_can_be_said_in_both_languages_with_the_same_slots() -> None:
    known = vocab.RELATIONS | vocab.OBSERVATIONS | {"quote"}
    assert ways().keys() == known
    statuses = {*vocab.TENURE_STATUS.values(), vocab.CONCURRENT}
    for said in ways().values():
        assert said[-1].when == frozenset()
        for way in said:
            assert way.when <= statuses
            slots = [sorted(sentences._SLOT.findall(way.words[language])) for language in ("zh", "en")]
            assert slots[0] == slots[1], way.key
            assert {"s", "o"} & set(slots[0])


@pytest.mark.parametrize(
    ("fact", "zh", "en"),
    [
        (
            Fact("p", "heldPost", "d", post="q", status=("Incumbent",)),
            "张云舟任青川县委书记。",
            "张云舟 is 青川县委书记.",
        ),
        (
            Fact("p", "heldPost", "d", titles=("县长",), status=("PlannedAppointment",), modality="Planned"),
            "【计划或预计】张云舟拟任县长。",
            "[planned or expected] 张云舟 is proposed as 县长.",
        ),
        (Fact("p", "heldPost", "d"), "张云舟在青川县任职。", "张云舟 held a post in 青川县."),
        (
            Fact("p", "secondedTo", "d", post="q", start="2023-03", end="2023-05", date_texts=("3月至5月",)),
            "2023年3月至2023年5月，张云舟到青川县挂职，任青川县委书记。",
            "张云舟 was seconded to 青川县 as 青川县委书记 (March 2023 – May 2023).",
        ),
        (
            Fact("p", "wroteReport", "r", start="XXXX-07", end="XXXX-07", date_texts=("七月",)),
            "七月，张云舟撰写了《一份报告》。",
            "张云舟 wrote 《一份报告》 (July).",
        ),
        (
            Fact("d", "hasGoal", "i", modality="Relayed", speakers=("张云舟",)),
            "据张云舟说，青川县的目标：为民服务窗口。",
            "According to 张云舟: Goal of 青川县: 为民服务窗口.",
        ),
        (
            Fact("d", "statistic", "61万人", indicator="人口", modality="Negated"),
            "【否定】青川县的人口：61万人。",
            "[said not to be so] 青川县 – 人口: 61万人.",
        ),
        (Fact("p", "quote", "我们要干。", modality="Relayed"), "张云舟说：“我们要干。”", "张云舟 said: “我们要干。”"),
        (
            Fact("p", "heldPost", "d", start="2003"),
            "2003年起，张云舟在青川县任职。",
            "张云舟 held a post in 青川县 (since 2003).",
        ),
        (
            Fact("p", "secondmentDuration", "P1Y6M"),
            "张云舟挂职的时间：1年6个月。",
            "张云舟 – length of the secondment: 1 year 6 months.",
        ),
        (Fact("i", "eventDuration", "一整天"), "为民服务窗口历时一整天。", "为民服务窗口 lasted 一整天."),
        (Fact("p", "likes", "d"), "张云舟 · likes · 青川县。", "张云舟 · likes · 青川县."),
    ],
)
def test_a_fact_reads_as_a_sentence(fact: Fact, zh: str, en: str) -> None:
    assert (sentence(fact, "zh", NAMES.__getitem__), sentence(fact, "en", NAMES.__getitem__)) == (zh, en)


def test_every_relation_has_a_name_in_both_languages() -> None:
    for relation in ways():
        assert ontology().words(relation)["zh"] != relation, f"{relation}: no label"


def test_the_facts_of_a_store_read_as_sentences() -> None:
    store = store_of(sample())
    said = {sentence(fact, "zh", Names(store).in_sentence) for fact in read_facts(store)}
    assert "张云舟撰写了《关于望海区社区服务的思考》。" in {words.rpartition("，")[2] for words in said}
    assert "李望川任望海区区长。" in said
