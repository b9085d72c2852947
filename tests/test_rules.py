"""Rule files: strict about keys, names, placeholders and patterns; every slip is one line with file and rule."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

import kg.rules
from kg.errors import RuleError
from kg.extract import held_post
from kg.rules import BOOK, DATE, DUTY, PERSON, PLACE, POST, expressions, load
from kg.rules.build_needs import page
from kg.rules.kept import kept_needs
from kg.rules.needs import needs

KEYS = frozenset({"status"})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that stands for kg/rules."""
    monkeypatch.setattr(kg.rules, "files", lambda _: tmp_path)
    load.cache_clear()
    yield tmp_path
    load.cache_clear()


def written(folder: Path, *rules: str) -> None:
    (folder / "own.yaml").write_text("rules:\n" + "".join(f"  - {rule}\n" for rule in rules), encoding="utf-8")


def test_rules_in_file_order(folder: Path) -> None:
    """Rules keep the order of the file, and only the keys of the extractor are values."""
    written(
        folder, "{name: b, pattern: '任命{人}为{职}', status: appointed}", "{name: a, pattern: '{人}', reason: why}"
    )
    first, second = load("own", KEYS)
    assert (first.name, first.values, first.source) == ("b", {"status": "appointed"}, "任命{人}为{职}")
    assert (second.name, second.values) == ("a", {})


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (["{name: a, pattern: '{人}', stauts: x}"], ["a", "stauts"]),
        (["{name: a}"], ["a", "missing"]),
        (["{pattern: '{人}'}"], ["rule 1"]),
        (["{name: a, pattern: '{人}'}", "{name: a, pattern: '{职}'}"], ["a", "twice"]),
        (["{name: a, pattern: '{甲}'}"], ["a", "{甲}"]),
        (["{name: a, pattern: '({人}'}"], ["a", "does not compile"]),
        (["{name: a, pattern: '{人}'"], []),
    ],
    ids=["unknown key", "no pattern", "no name", "name twice", "placeholder", "pattern", "not YAML"],
)
def test_slips(folder: Path, rules: list[str], words: list[str]) -> None:
    """The message is one line and names the file, the rule and what is wrong with it."""
    written(folder, *rules)
    with pytest.raises(RuleError) as caught:
        load("own", KEYS).fitting("人")
    message = str(caught.value)
    assert "kg/rules/own.yaml" in message
    assert "\n" not in message
    assert [word for word in words if word not in message] == []


@pytest.mark.parametrize("content", ["", "[]", "words: {}", "rules: {name: a}", "rules: [text]"])
def test_files_of_another_form(folder: Path, content: str) -> None:
    """A file that is no list of rules under one key is a slip too."""
    (folder / "own.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(RuleError):
        load("own", KEYS)


@pytest.mark.parametrize(
    ("pattern", "text", "groups"),
    [
        ("任命{人}为{职}", f"任命{PERSON}为{POST}", {"person": PERSON, "post": POST}),
        ("{人们}任{职}", f"{PERSON}、{PERSON}和{PERSON}任{DUTY}", {"person": f"{PERSON}、{PERSON}和{PERSON}"}),
        ("{人}接替{人2}", f"{PERSON}接替{PERSON}", {"person": PERSON, "person2": PERSON}),
        ("{职们}{人}", f"{POST}、{DUTY}兼{POST}{PERSON}", {"post": f"{POST}、{DUTY}兼{POST}"}),
        ("任{职列}", f"任{POST},{POST}", {"post": f"{POST},{POST}"}),
        ("{时}任", f"{DATE}任", {"date": DATE}),
        ("{地}的", f"{PLACE}{PLACE}的", {"place": f"{PLACE}{PLACE}"}),
        ("{衔}", DUTY, {"post": DUTY}),
        ("发布{书}", f"发布{BOOK}", {"book": BOOK}),
    ],
)
def test_placeholders(folder: Path, pattern: str, text: str, groups: dict[str, str]) -> None:
    """A placeholder matches its symbols and names a group for them."""
    written(folder, f"{{name: a, pattern: '{pattern}'}}")
    (rule,) = load("own", KEYS)
    match = rule.pattern.fullmatch(text)
    assert match is not None
    assert {name: match[name] for name in groups} == groups


def test_own_words(folder: Path) -> None:
    """Words listed in the file stand in its patterns as one alternative."""
    (folder / "own.yaml").write_text(
        "words: {到: 来到|抵达}\nrules: [{name: a, pattern: '{人}{到}了'}]", encoding="utf-8"
    )
    (rule,) = load("own", KEYS)
    assert rule.pattern.fullmatch(f"{PERSON}抵达了")
    assert not rule.pattern.search(f"{PERSON}来到")


def test_duty_needs_no_body(folder: Path) -> None:
    """{衔} is a post without its body only."""
    written(folder, "{name: a, pattern: '{衔}'}")
    (rule,) = load("own", KEYS)
    assert rule.pattern.search(POST) is None


@pytest.mark.parametrize("path", sorted(Path(kg.rules.__file__).parent.glob("*.yaml")), ids=lambda path: str(path.stem))
def test_own_files_use_one_form(path: Path) -> None:
    """Every rules file of the project is a list of named rules, word lists for the patterns before it."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert list(content) in (["rules"], ["words", "rules"])
    assert all({"name", "pattern"} <= set(rule) for rule in content["rules"])


def test_statuses_of_held_post() -> None:
    """Each heldPost rule says a status that the extractor knows."""
    known = {"incumbent", "former", "appointed", "removed", "acting", "proposed", "career", "membership"}
    assert {str(rule.values["status"]) for rule in load("held_post", held_post.RULES)} <= known


def test_needs_worked_out_beforehand_are_current() -> None:
    """kg/rules/needs.json is what its script makes; a rule that it lacks is parsed."""
    kept = (Path(str(files("kg.rules"))) / "needs.json").read_text(encoding="utf-8")
    assert kept == page(), "run make docs"
    for name in ("held_post", "visited"):
        for expression in expressions(name):
            assert kept_needs(expression) == needs(expression)
    assert kept_needs("甲{0}乙") == needs("甲{0}乙")


def test_rules_of_the_first_text(folder: Path) -> None:
    """Where nothing is known of a text yet, the rules that fit are those whose words it holds."""
    written(folder, "{name: a, pattern: '任命{人}'}", "{name: b, pattern: '免去{人}'}", "{name: c, pattern: '{人}'}")
    assert [rule.name for rule in load("own", KEYS).fitting(f"任命{PERSON}", None)] == ["a", "c"]
    assert [rule.name for rule in load("own", KEYS).fitting_part("免去", None)] == []
