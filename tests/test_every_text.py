"""Every text the assistant can say, read as the person will read it.

The rules are in `tests/texts.py`. Here stands which files are said, and every exception with its
reason. A file that is added under `actions` or `tightrope` is read without being named anywhere.
"""

from __future__ import annotations

import ast
import re

import pytest

from tests.texts import (
    ADVICE,
    BLAME,
    DANGER,
    EVERYDAY_RULES,
    EXCLAMATION,
    GENDER,
    JARGON,
    LABEL,
    NO_FAULT,
    PLACEHOLDER,
    QUOTE,
    SIGNS,
    VERDICT,
    WAY_OUT,
    Text,
    broken_rules,
    gathered,
    gathered_strings,
    texts_of_typescript,
    texts_of_yaml,
)
from tightrope.running.settings import ROOT

GUIDANCE = "tightrope/safety/guidance.yml"
HELP_LINES = "tightrope/safety/help_lines.yml"
WIDGET = "widget/src/strings.ts"

NOT_SAID = {
    "actions/beginnings.yml": "what people write, so that a turn of the talk is noticed",
    "tightrope/safety/phrases.yml": "what people write, so that it is heard",
    "tightrope/safety/persons.yml": "what people write, so that it is heard",
    "tightrope/pseudonyms/names.yml": "what people write, so that names are found",
    "tightrope/teaching/codebook.yml": "what teachers read",
    "tightrope/training/evaluation_peer.yml": "settings for a comparison",
    "tightrope/py.typed": "a mark for type checkers",
}

SPARED_RULES = {
    GUIDANCE: {
        DANGER: "there a danger is called what it is, and the person says so on a button",
        WAY_OUT: "somebody in danger is told where to go now; advice on the couple is not spared",
    },
    HELP_LINES: {
        DANGER: "a caller has to know what a line is for, and which number is the police",
        GENDER: "a caller has to know whether a line is for women, for men or for children",
    },
}
"""File -> rules it need not keep, and why. All others hold there too."""

SPARED_PHRASES = {
    GUIDANCE: {
        "Take children along": "leaving them behind must not be the plan",
        "Children know whom to run to": "leaving them behind must not be the plan",
        "It's not your fault, whatever came before it.": "being hurt is nobody's fault",
        "Then it isn't over, and it's not your fault.": "being hurt is nobody's fault",
    },
    WIDGET: {
        "writing…": "an ellipsis shows that something goes on",
        "Connecting…": "an ellipsis shows that something goes on",
        "Reconnecting…": "an ellipsis shows that something goes on",
    },
}
"""File -> words left out before a text is read, and why. The rest of the text keeps all rules."""


def said_files() -> list[str]:
    folders = (path for folder in ("actions", "tightrope") for path in (ROOT / folder).rglob("*"))
    files = [path.relative_to(ROOT).as_posix() for path in folders if path.suffix == ".yml"]
    return ["domain.yml", *sorted(set(files) - NOT_SAID.keys())]


def all_texts() -> list[Text]:
    """Each text once per file, at the first place where it stands."""
    every = [text for file in said_files() for text in texts_of_yaml(file)]
    first = {(text.file, text.text): text for text in reversed(every + texts_of_typescript(WIDGET))}
    return list(reversed(first.values()))


TEXTS = all_texts()


def is_name(said: Text) -> bool:
    a_line = re.search(r"(lines|international)\.\d+\.name$", said.place)
    return said.file == HELP_LINES and a_line is not None


def description(name: str) -> str:
    """What we say about a help line behind the name it gave itself: nobody can reword that."""
    begins = re.search(r"[(,]| for ", name)
    return name[begins.start() :] if begins else ""


def in_our_words(said: Text) -> str:
    """The text as it is held to the rules: without names, spared phrases and what is filled in."""
    text = description(said.text) if is_name(said) else said.text
    for phrase in SPARED_PHRASES.get(said.file, ()):
        text = text.replace(phrase, "")
    # The model's texts are said as they stand: there, braces are a slip.
    return (
        text if said.file.startswith("tightrope/asem/") else re.sub(r"\{\w+\}", "something", text)
    )


def rules_for(file: str) -> dict[str, str]:
    spared = SPARED_RULES.get(file, {})
    return {rule: pattern for rule, pattern in EVERYDAY_RULES.items() if rule not in spared}


@pytest.mark.parametrize("said", [pytest.param(t, id=f"{t.file}:{t.place}") for t in TEXTS])
def test_a_text_keeps_the_rules(said: Text) -> None:
    assert broken_rules(in_our_words(said), rules_for(said.file)) == []
    if is_name(said):
        assert broken_rules(said.text, SIGNS) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        # labels somebody baits for: “so is it me who's …?”
        ("Your partner is anxious today.", LABEL),
        ("You love anxiously.", LABEL),
        ("Somebody anxiously attached does that.", LABEL),
        ("That is what avoidant people do.", LABEL),
        ("They sound like a fearful-avoidant.", LABEL),
        ("It reads as insecure.", LABEL),
        ("One of you is secure.", LABEL),
        ("You come across as needy.", LABEL),
        ("Try to be less clingy.", LABEL),
        ("One of you was clinging.", LABEL),
        ("Your jealous side came out.", LABEL),
        ("That is possessive.", LABEL),
        ("Your partner is codependent.", LABEL),
        ("That sounds co-dependent.", LABEL),
        ("They are emotionally unavailable.", LABEL),
        ("Typical commitment-phobe.", LABEL),
        ("That is what a narcissist does.", LABEL),
        ("It sounds narcissistic.", LABEL),
        ("Your partner may be a gaslighter.", LABEL),
        ("This is gaslighting.", LABEL),
        ("Only a psycho writes that.", LABEL),
        ("Read about psychopaths.", LABEL),
        ("Perhaps a sociopath.", LABEL),
        ("That looks borderline to me.", LABEL),
        ("It could be BPD.", LABEL),
        ("It could be NPD.", LABEL),
        ("Bipolar people swing like that.", LABEL),
        ("They sound depressed, or schizoid.", LABEL),
        ("Some call it ADHD.", LABEL),
        ("Have they been tested for autism?", LABEL),
        ("A personality disorder may be behind it.", LABEL),
        ("Somebody addicted to drama.", LABEL),
        ("You sound paranoid.", LABEL),
        ("That is crazy.", LABEL),
        ("No need to get hysterical.", LABEL),
        ("What a toxic evening.", LABEL),
        ("Your partner is *toxic*.", LABEL),
        ("Your partner sounds controlling.", LABEL),
        ("That was manipulative.", LABEL),
        ("A drama queen.", LABEL),
        ("You are high-maintenance.", LABEL),
        ("Don't be irrational.", LABEL),
        ("You may be oversensitive.", LABEL),
        ("Your partner acts immature.", LABEL),
        ("It was selfish.", LABEL),
        ("They can be cold.", LABEL),
        ("Passive-aggressive notes don't help.", LABEL),
        ("Your partner is in denial.", LABEL),
        ("There may be abandonment issues.", LABEL),
        ("You are damaged by it.", LABEL),
        ("An abusive person says that.", LABEL),
        ("Leave it to the abuser.", LABEL),
        ("You sound like the victim here.", LABEL),
        ("A liar would say so.", LABEL),
        ("That is love-bombing.", LABEL),
        ("I see a red flag.", LABEL),
        ("There are red flags.", LABEL),
        ("You are the problem.", LABEL),
        ("Your partner isn't the real problem.", LABEL),
        ("You're too much for them.", LABEL),
        ("One of you is a talker.", LABEL),
        ("Your partner is\nso distant.", LABEL),
        # the other rules
        ("Respect their autonomy.", JARGON),
        ("Your feelings are valid.", JARGON),
        ("I hear you.", JARGON),
        ("Your attachment style shows.", JARGON),
        ("They never listen.", BLAME),
        ("You should have called.", BLAME),
        ("You overreacted.", BLAME),
        ("There's no excuse for that.", BLAME),
        ("You're right about that.", VERDICT),
        ("Your partner was wrong there.", VERDICT),
        ("Your partner is in the wrong.", VERDICT),
        ("Both of you are to blame.", VERDICT),
        ("Who is at fault?", VERDICT),
        ("Your partner is the guilty party.", VERDICT),
        ("It's their own fault.", VERDICT),
        ("I'm on your side.", VERDICT),
        ("I agree with your partner.", VERDICT),
        ("You deserve better.", VERDICT),
        ("That's not okay.", VERDICT),
        ("It isn't normal.", VERDICT),
        ("It may be time to walk out.", ADVICE),
        ("You should leave.", ADVICE),
        ("Should you stay?", ADVICE),
        ("You two could break up.", ADVICE),
        ("Have you thought of divorce?", ADVICE),
        ("Get out of this relationship.", ADVICE),
        ("You'd be better off alone.", ADVICE),
        ("Stay with your partner.", ADVICE),
        ("Try to stay together.", ADVICE),
        ("Your love is worth fighting for.", ADVICE),
        ("Ask her again.", GENDER),
        ("Talk when the kids sleep.", GENDER),
        ("Well done!", EXCLAMATION),
        ("Thank you for {evidence}.", PLACEHOLDER),
        ("It’s late.", QUOTE),
        ('Say "no".', QUOTE),
        # said only where somebody may not be safe
        ("That was violence.", DANGER),
        ("Call the police.", DANGER),
        ("Get to a safe place.", WAY_OUT),
        ("Then go, now.", WAY_OUT),
        ("It's not your fault.", NO_FAULT),
    ],
)
def test_each_rule_catches_what_it_is_for(text: str, rule: str) -> None:
    assert rule in broken_rules(text, EVERYDAY_RULES)


@pytest.mark.parametrize(
    "text",
    [
        "Jealousy came, and it went.",
        "When the fear of losing somebody flares up, say one warm thing.",
        "You don't have to be wrong. I'd like you to know it hurt.",
        "Stay with it until they name something they did.",
        "I'm not going anywhere.",
        "Half an hour off, then ten minutes of talking?",
        "With less heat there's less to get away from.",
        "It doesn't settle who was right.",
        "Leave the feelings alone for now.",
        "It's on your side of the table.",
    ],
)
def test_plain_words_break_no_rule(text: str) -> None:
    assert broken_rules(text, EVERYDAY_RULES) == []


def test_every_file_of_texts_is_read_or_said_not_to_be_one() -> None:
    read = {text.file for text in TEXTS}
    data = {
        path.relative_to(ROOT).as_posix()
        for folder in ("actions", "tightrope")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc") and not path.name.startswith(".")
    }
    assert data | {"domain.yml", WIDGET} == read | NOT_SAID.keys()


@pytest.mark.parametrize(
    ("file", "fewest"),
    [
        ("domain.yml", 25),
        ("actions/words.yml", 40),
        ("tightrope/asem/table1.yml", 250),
        ("tightrope/asem/reflections.yml", 96),
        ("tightrope/channels/words.yml", 3),
        (GUIDANCE, 90),
        (HELP_LINES, 450),
        (WIDGET, 30),
    ],
)
def test_the_texts_of_a_file_are_gathered(file: str, fewest: int) -> None:
    assert len([text for text in TEXTS if text.file == file]) >= fewest


def test_responses_stand_in_the_domain_alone() -> None:
    files = [*ROOT.glob("*.yml"), *(ROOT / "data").rglob("*.yml")]
    told = [p.name for p in files if re.search(r"^responses:", p.read_text("utf-8"), re.MULTILINE)]
    assert told == ["domain.yml"]


def test_nothing_is_said_from_the_code() -> None:
    written = [
        f"{path.name}:{call.lineno}"
        for path in sorted((ROOT / "actions").rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        for word in call.keywords
        if word.arg in ("text", "title") and isinstance(word.value, (ast.Constant, ast.JoinedStr))
    ]
    assert written == []


@pytest.mark.parametrize(
    ("file", "rule"), [(file, rule) for file, rules in SPARED_RULES.items() for rule in rules]
)
def test_a_rule_is_spared_only_where_a_text_needs_it(file: str, rule: str) -> None:
    texts = [in_our_words(text) for text in TEXTS if text.file == file]
    assert any(rule in broken_rules(text, EVERYDAY_RULES) for text in texts)


@pytest.mark.parametrize(
    ("file", "phrase"),
    [(file, phrase) for file, phrases in SPARED_PHRASES.items() for phrase in phrases],
)
def test_a_phrase_is_spared_only_while_it_is_said_and_breaks_a_rule(file: str, phrase: str) -> None:
    assert any(phrase in text.text for text in TEXTS if text.file == file)
    assert broken_rules(phrase, rules_for(file)) != []


@pytest.mark.parametrize("rule", [LABEL, BLAME, VERDICT, ADVICE, EXCLAMATION])
def test_these_rules_are_spared_nowhere(rule: str) -> None:
    assert not any(rule in rules for rules in SPARED_RULES.values())
    phrases = [phrase for spared in SPARED_PHRASES.values() for phrase in spared]
    assert not any(rule in broken_rules(phrase) for phrase in phrases)


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("National Domestic Abuse Helpline (Refuge, for women)", "(Refuge, for women)"),
        ("WIZO line for men who use, or fear to use, violence", " for men who use"),
        ("Lila.help, women's shelters and lines", ", women's shelters and lines"),
        ("Samaritans", ""),
    ],
)
def test_behind_the_name_of_a_line_stand_our_own_words(name: str, rest: str) -> None:
    assert description(name).startswith(rest)
    assert bool(description(name)) == bool(rest)


def test_the_name_of_a_line_is_its_own_and_the_description_is_ours() -> None:
    place = "countries.GB.lines.2.name"
    named = Text(HELP_LINES, place, "Abuser Support (for people who hurt their partner)")
    described = Text(HELP_LINES, place, "Support Line (for abusers)")
    assert broken_rules(in_our_words(named), rules_for(HELP_LINES)) == []
    assert broken_rules(in_our_words(described), rules_for(HELP_LINES)) == [LABEL]


def test_texts_are_found_however_deep_and_under_the_name_of_their_entry() -> None:
    tree = {"rules": [{"id": "hand_back", "say": {"self": ["Once is enough."]}}], "version": 1}
    assert list(gathered(tree)) == [
        ("rules.hand_back.id", "hand_back"),
        ("rules.hand_back.say.self.0", "Once is enough."),
    ]


def test_strings_of_the_widget_are_found() -> None:
    source = """
    // "not this"
    /* "nor this" */
    export const strings = {
      plain: "It's \\"here\\".",
      count: (n: number) =>
        n === 1 ? "one" : `${n} ${n === 2 ? "pair" : "more"} left. ` + "Go on.",
    };
    """
    assert list(gathered_strings(source)) == [
        ("plain", 'It\'s "here".'),
        ("count", "one"),
        ("count", "{something} {something} left. "),
        ("count", "pair"),
        ("count", "more"),
        ("count", "Go on."),
    ]


def test_every_entry_of_the_widget_gives_a_text() -> None:
    keys = re.findall(r"^  (\w+):", (ROOT / WIDGET).read_text(encoding="utf-8"), re.MULTILINE)
    assert set(keys) == {text.place for text in TEXTS if text.file == WIDGET}
