"""``kg same``: two people are one."""

from __future__ import annotations

from kg.cli._options import STORE, By, Decisions, PersonName, Store, Why


def same(
    one: PersonName, other: PersonName, why: Why = "", by: By = "", store: Store = STORE, decisions: Decisions = None
) -> None:
    """Record that two people of the graph are one, whatever their names.

    The next kg build takes the decision up; kg undo takes it back.

    \b
    Example:
      kg same id:person/zhang-yunzhou-1a2b3c4d id:person/zhang-yunzhou-5e6f7a8b --why "one CV names both posts"
    """
    from kg.cli._decide import settle

    settle("same", (one, other), store, decisions, by, why)
