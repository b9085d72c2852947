"""``kg different``: two people are not one."""

from __future__ import annotations

from kg.cli._options import STORE, By, Decisions, PersonName, Store, Why


def different(
    one: PersonName, other: PersonName, why: Why = "", by: By = "", store: Store = STORE, decisions: Decisions = None
) -> None:
    """Record that two people of the graph are not one, however alike they are.

    The next kg build takes the decision up; kg undo takes it back.

    \b
    Example:
      kg different id:person/li-hong-1a2b3c4d id:person/li-hong-5e6f7a8b --why "born in different years"
    """
    from kg.cli._decide import settle

    settle("different", (one, other), store, decisions, by, why)
