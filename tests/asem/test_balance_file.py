"""The file of the balances: complete, and refused with words that help where it is broken."""

from importlib.resources import files
from pathlib import Path

import pytest

from tightrope.asem import SMALL_STEP, Actor, BalanceError, load_balance, load_table1
from tightrope.asem.balance_file import Rule

PACKAGED = (files("tightrope.asem") / "balance.yml").read_text(encoding="utf-8")
BALANCES = load_balance()
ACTORS = (Actor.PARTNER, Actor.SELF)


def test_the_rules_are_asked_in_the_order_of_the_file() -> None:
    assert [rule.id for rule in BALANCES.rules] == [
        "beyond_tips",
        "softening_only",
        "reassurance_again",
        "hand_back",
    ]


def test_the_packaged_file_is_read_once_and_another_file_every_time(tmp_path: Path) -> None:
    assert load_balance() is load_balance()
    own = tmp_path / "own.yml"
    own.write_text(PACKAGED, encoding="utf-8")
    assert load_balance(own) == BALANCES
    own.write_text(PACKAGED.replace("episodes: 8", "episodes: 9", 1), encoding="utf-8")
    assert load_balance(own).rules[0].when["episodes"] == 9


def test_nobody_can_change_what_was_read() -> None:
    with pytest.raises(TypeError):
        BALANCES.rules[0].caution = "none"


@pytest.mark.parametrize("rule", BALANCES.rules, ids=lambda rule: rule.id)
def test_every_rule_has_words_enough_to_take_turns(rule: Rule) -> None:
    spoken_to = (Actor.SELF,) if rule.id == "hand_back" else ACTORS
    assert {actor for actor in ACTORS if rule.say[actor]} == set(spoken_to)
    for actor in spoken_to:
        assert len(set(rule.say[actor])) == len(rule.say[actor]) >= 3
        assert all(len(text.split()) <= 40 for text in rule.say[actor])


def test_only_weeks_of_softening_come_with_a_request_and_only_reassurance_with_a_step() -> None:
    by_id = {rule.id: rule for rule in BALANCES.rules}
    assert [name for name, rule in by_id.items() if rule.requests] == ["softening_only"]
    assert [name for name, rule in by_id.items() if rule.offers] == ["reassurance_again"]
    assert by_id["reassurance_again"].offers == SMALL_STEP
    requests = by_id["softening_only"].requests
    assert requests is not None
    for actor in ACTORS:
        assert len(set(requests[actor])) == len(requests[actor]) >= 3
        assert all(len(text.split()) <= 30 for text in requests[actor])


@pytest.mark.parametrize(
    ("rule", "sources"),
    [
        ("beyond_tips", {11}),
        ("softening_only", {36}),
        ("reassurance_again", {24, 25}),
        ("hand_back", {28}),
    ],
)
def test_rules_rest_on_the_study_the_paper_names(rule: str, sources: set[int]) -> None:
    entry = next(entry for entry in BALANCES.rules if entry.id == rule)
    assert sources <= set(entry.sources)
    assert sources & set(load_table1().caution(entry.caution).sources)


def test_where_somebody_wants_no_change_therapy_is_named_and_nothing_is_pushed() -> None:
    wanted = BALANCES.no_change_wanted
    assert load_table1().caution(wanted.caution).sources == wanted.sources == (11,)
    assert len(set(wanted.say)) == len(wanted.say) >= 3
    for text in wanted.say:
        assert "therap" in text.casefold()
        assert len(text.split()) <= 40


def replaced(old: str, new: str) -> str:
    assert old in PACKAGED
    return PACKAGED.replace(old, new, 1)


def entry_of(rule: str) -> str:
    """Return the packaged text of one rule, up to the empty line behind it."""
    start = PACKAGED.index(f"  - id: {rule}\n")
    return PACKAGED[start : PACKAGED.index("\n\n", start) + 1]


def edited(rule: str, old: str, new: str) -> str:
    """Return the packaged file with one change, made inside one rule."""
    entry = entry_of(rule)
    assert old in entry
    return PACKAGED.replace(entry, entry.replace(old, new, 1))


def first_say(rule: str, actor: str, text: str) -> str:
    """Return the packaged file with another first text for an actor."""
    lines = entry_of(rule).split("\n")
    place = lines.index(f"      {actor}:") + 1
    return edited(rule, lines[place], f"        - {text}")


def first_request(text: str) -> str:
    entry = entry_of("softening_only")
    requests = entry[entry.index("    requests:") :]
    return edited("softening_only", requests.split("\n")[2], f"        - {text}")


def without_no_change() -> str:
    return PACKAGED[: PACKAGED.index("no_change_wanted:")]


AGAIN, SOFT, HAND, TIPS = "reassurance_again", "softening_only", "hand_back", "beyond_tips"
WHEN_AGAIN = "when: {times_in_episode: 3, times: 5, days: 7}"
NO_CHANGE = PACKAGED[PACKAGED.index("no_change_wanted:") :]

BROKEN = {
    # the file
    "yaml: an open quote": (
        first_say(TIPS, "partner", '"It keeps coming back.'),
        ["line ", "not valid YAML", "quotes"],
    ),
    "yaml: a key twice": (
        edited(AGAIN, "    caution:", "    sources: [24]\n    caution:"),
        ["line ", "duplicate key", "repeated key"],
    ),
    "yaml: a count twice": (
        edited(HAND, "when: {", "when: {times_in_episode: 4, "),
        ["line ", "duplicate key"],
    ),
    "yaml: nothing in it": ("", ["holds no keys", "packaged file"]),
    "yaml: comments only": ("# nothing\n", ["holds no keys"]),
    "yaml: a list": ("- one", ["holds no keys"]),
    "yaml: a forbidden character": (PACKAGED + "\x07", ["not valid YAML"]),
    # the rules
    "no rules": (
        replaced("\nrules:\n", "\nbalances:\n"),
        ["top level", "'rules'", "missing", "Add it"],
    ),
    "rules are no list": ("rules: none\n" + NO_CHANGE, ["top level", "'rules'"]),
    "a rule is a word": (
        replaced("rules:\n", "rules:\n  - hand_back\n"),
        ["rule no. 1", "not a set of fields"],
    ),
    **{
        f"{name} is missing": (
            PACKAGED.replace(entry_of(name), ""),
            [f"rule {name}", "it is missing", "needed once"],
        )
        for name in (TIPS, SOFT, AGAIN, HAND)
    },
    "a rule twice": (
        PACKAGED.replace(entry_of(HAND), entry_of(HAND) * 2),
        [f"rule {HAND}", "twice", "needed once"],
    ),
    "a rule nobody knows": (
        PACKAGED.replace(
            entry_of(HAND), entry_of(HAND) + entry_of(HAND).replace(HAND, "hand_over")
        ),
        ["rule hand_over", "'id'", "nothing tests it", "Use one of", HAND],
    ),
    "a rule without an id": (
        replaced(f"  - id: {HAND}\n    caution", "  - caution"),
        ["rule no. 4", "'id'", "missing", "Add it"],
    ),
    # its fields
    "field missing": (
        edited(AGAIN, "    caution: reassurance_fatigue\n", ""),
        [f"rule {AGAIN}", "'caution'", "missing", "Add it"],
    ),
    "no texts": (
        replaced(entry_of(HAND), entry_of(HAND)[: entry_of(HAND).index("    say:")]),
        [f"rule {HAND}", "'say'", "missing", "Add it"],
    ),
    "field nobody knows": (
        edited(HAND, "    caution:", "    because: x\n    caution:"),
        [f"rule {HAND}", "'because'", "Remove it"],
    ),
    "caution nobody knows": (
        edited(AGAIN, "caution: reassurance_fatigue", "caution: reassurance_fatique"),
        [AGAIN, "'caution'", "'reassurance_fatique'", "table1.yml"],
    ),
    "reference nobody knows": (
        edited(SOFT, "sources: [32", "sources: [99"),
        [SOFT, "'sources'", "reference 99", "table1.yml", "Correct it"],
    ),
    "reference in words": (
        edited(SOFT, "sources: [32", "sources: [one"),
        [f"rule {SOFT}", "'sources > no. 1'", "whole number"],
    ),
    "an offer nobody knows": (
        edited(AGAIN, "offers: small_step", "offers: small_stop"),
        [f"rule {AGAIN}", "'offers'", "'small_stop'", "'small_step'", "leave it out"],
    ),
    # counts
    "a count misspelled": (
        edited(AGAIN, "times: 5", "time: 5"),
        [f"rule {AGAIN}", "'when'", "Give days, times, times_in_episode"],
    ),
    "a count missing": (
        edited(AGAIN, WHEN_AGAIN, "when: {times_in_episode: 3, times: 5}"),
        [f"rule {AGAIN}", "'when'", "Give days, times, times_in_episode"],
    ),
    "a count too many": (
        edited(HAND, "times_in_episode: 2", "times_in_episode: 2, days: 7"),
        [f"rule {HAND}", "'when'", "Give times_in_episode"],
    ),
    "a count of zero": (
        edited(SOFT, "quiet_days: 7", "quiet_days: 0"),
        [f"rule {SOFT}", "'when'", "'quiet_days' is 0", "1 or more"],
    ),
    "a count below zero": (
        edited(TIPS, "days: 28", "days: -28"),
        [f"rule {TIPS}", "'when'", "'days' is -28", "1 or more"],
    ),
    "a count in words": (
        edited(HAND, "times_in_episode: 2", "times_in_episode: two"),
        [f"rule {HAND}", "'when > times_in_episode'", "whole number", "digits"],
    ),
    "a count in part": (
        edited(HAND, "times_in_episode: 2", "times_in_episode: 2.5"),
        [f"rule {HAND}", "'when > times_in_episode'", "whole number"],
    ),
    "no counts": (
        edited(HAND, "when: {times_in_episode: 2}", "when:"),
        [f"rule {HAND}", "'when'", "empty", "Fill it in"],
    ),
    # texts
    "a text of 41 words": (
        first_say(AGAIN, "self", f'"{"word " * 41}"'),
        [f"rule {AGAIN}", "'say'", "self, no. 1 has 41 words", "1 to 40"],
    ),
    "a text of no words": (
        first_say(AGAIN, "partner", '" "'),
        [f"rule {AGAIN}", "'say'", "partner, no. 1 has 0 words", "1 to 40"],
    ),
    "a text is a number": (
        first_say(AGAIN, "partner", "7"),
        [f"rule {AGAIN}", "'say > partner > no. 1'", "no text", "quotes"],
    ),
    "no texts for the partner": (
        edited(HAND, "      partner: []\n", ""),
        [f"rule {HAND}", "'say'", "texts for 'partner' are missing", "Add 'partner:'"],
    ),
    "no texts for oneself": (
        edited(SOFT, "      self:\n", "      none:\n"),
        [f"rule {SOFT}", "'say'", "texts for 'self' are missing", "Add 'self:'"],
    ),
    "texts for somebody else": (
        edited(SOFT, "      partner:\n", "      both:\n"),
        [f"rule {SOFT}", "'say", "none of the words", "partner, self"],
    ),
    "a request of 31 words": (
        first_request(f'"{"word " * 31}"'),
        [f"rule {SOFT}", "'requests'", "partner, no. 1 has 31 words", "1 to 30"],
    ),
    "no requests for one of the two": (
        edited(
            SOFT,
            entry_of(SOFT)[entry_of(SOFT).index("    requests:") :],
            '    requests:\n      partner: ["Sit with me for ten minutes, because I missed you."]\n'
            "    sources: [36]\n",
        ),
        [f"rule {SOFT}", "'requests'", "texts for 'self' are missing"],
    ),
    # no change wanted
    "nothing about no change": (
        without_no_change(),
        ["no_change_wanted", "not a set of fields"],
    ),
    "no change: caution nobody knows": (
        replaced("caution: change_needs_both", "caution: change_needs_three"),
        ["no_change_wanted", "'caution'", "'change_needs_three'"],
    ),
    "no change: reference nobody knows": (
        replaced(NO_CHANGE, NO_CHANGE.replace("[11]", "[11, 98]")),
        ["no_change_wanted", "'sources'", "reference 98"],
    ),
    "no change: field missing": (
        replaced(NO_CHANGE, NO_CHANGE.replace("  sources: [11]\n", "")),
        ["no_change_wanted", "'sources'", "missing", "Add it"],
    ),
    "no change: field nobody knows": (
        replaced(NO_CHANGE, NO_CHANGE + "  offers: small_step\n"),
        ["no_change_wanted", "'offers'", "Remove it"],
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_says_where_a_file_is_broken_and_what_to_do(case: str, tmp_path: Path) -> None:
    text, wanted = BROKEN[case]
    broken = tmp_path / "edited.yml"
    broken.write_text(text, encoding="utf-8")
    with pytest.raises(BalanceError) as refused:
        load_balance(broken)
    message = str(refused.value)
    assert message.startswith("edited.yml: ")
    assert message.endswith(".")
    assert [part for part in wanted if part not in message] == [], message


@pytest.mark.parametrize(
    "text",
    [
        first_say(AGAIN, "self", f'"{"word " * 40}"'),
        first_request(f'"{"word " * 30}"'),
        edited(SOFT, "quiet_days: 7", "quiet_days: 1"),
        edited(AGAIN, "    offers: small_step\n", ""),
    ],
    ids=["40 words", "a request of 30", "a count of one", "nothing offered"],
)
def test_what_is_just_within_the_limits_is_read(text: str, tmp_path: Path) -> None:
    own = tmp_path / "own.yml"
    own.write_text(text, encoding="utf-8")
    assert load_balance(own) != BALANCES


def test_a_file_that_is_not_there_or_not_utf8_is_named(tmp_path: Path) -> None:
    with pytest.raises(BalanceError, match=r"gone\.yml: file: No such file.*Check the path"):
        load_balance(tmp_path / "gone.yml")
    latin = tmp_path / "latin.yml"
    latin.write_bytes("title: café".encode("latin-1"))
    with pytest.raises(BalanceError, match=r"latin\.yml: file: it is not UTF-8"):
        load_balance(latin)
