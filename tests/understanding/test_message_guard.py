"""Which messages count as unreadable or as another language, and which English must not."""

from __future__ import annotations

import pytest

from tightrope.understanding.message_guard import MessageGuard

GUARD = MessageGuard(MessageGuard.get_default_config())

ENGLISH = {
    "texting": [
        "he wont reply 2 me",
        "gf blankd me again lol",
        "idk y she actin funny",
        "bf bein weird w me rn",
        "dnt kno wat 2 say 2 her",
        "plz sum1 help",
        "wtf did i do",
        "shes rly upset tho",
        "hubs didnt txt bk agen",
        "omg he cried",
    ],
    "slang": [
        "bro is tweaking no cap",
        "she gave me the ick ngl",
        "man went full radio silence",
        "he's got the right hump",
        "my fella's in a strop",
        "our kid's bird dumped him",
        "wee man's raging at us",
        "Himself won't hear of marriage",
        "bae be trippin fr fr",
        "yo my girl buggin",
    ],
    "Indian English": [
        "he is not picking my calls only",
        "my wife went to her native place in anger",
        "sasumaa is always taking his side yaar",
        "please do the needful and suggest",
        "husband is having ego issues since marriage",
        "arre she is not talking properly to me na",
    ],
    "Nigerian English and Pidgin": [
        "my babe don vex for me",
        "she no wan talk since yesterday",
        "e don tey wey he call me",
        "he dey form busy for me",
        "wahala dey for my house o",
        "I don tire for this man",
    ],
    "typos": [
        "my wfie is cryign in teh bathrom",
        "he si jelous of evrybody",
        "she dosent trsut me anymor",
        "i cant stp askng him",
        "hes igoring me agian",
    ],
    "short": [
        "we argued",
        "total meltdown tonight",
        "wedding off",
        "silent treatment again",
        "her or me?",
        "Marriage talk. Panic.",
        "cold shoulder, day three",
        "no idea",
    ],
    "with words from elsewhere": [
        "my fiancée hates my ex",
        "José hasn't called",
        "he said mi amor and I melted",
        "abuela's funeral, he didn't come",
        "Zoë and Chloë had a row",
        "we had a tête-à-tête at the café",
        "her Schwiegermutter was rude to me",
    ],
    "with other things in it": [
        "😭😭 he left me",
        "<b>she</b> won't talk to me",
        "HELP HELP HELP",
        "she said: “???”",
        "day 14. 0 texts.",
    ],
}

OTHER = {
    "Spanish": "mi novio no me habla desde el domingo",
    "Spanish with English-looking words": "he discutido con mi mujer y no me habla",
    "French": "il ne veut plus me parler depuis hier soir",
    "German": "meine Frau will nicht mehr mit mir reden",
    "Italian": "lei piange tutta la notte e io non dormo",
    "Portuguese": "ela não quer mais saber de mim",
    "Dutch": "hij wil niet met mij over trouwen praten",
    "Swedish": "han pratar inte med mig längre",
    "Danish": "hun vil ikke svare på mine beskeder",
    "Norwegian": "han svarer ikke når jeg ringer ham",
    "Finnish": "hän ei halua puhua minulle enää",
    "Polish": "mąż nie odzywa się do mnie od tygodnia",
    "Czech": "žena se se mnou nechce bavit",
    "Hungarian": "a feleségem folyton féltékeny rám",
    "Romanian": "soțul meu nu vorbește cu mine",
    "Turkish": "kocam üç gündür benimle konuşmuyor",
    "Indonesian": "suami saya tidak mau berbicara dengan saya",
    "Vietnamese": "chồng tôi không nói chuyện với tôi nữa",
    "Tagalog": "hindi na niya ako kinakausap mula kahapon",
    "Russian": "жена со мной не разговаривает",
    "Ukrainian": "дружина зі мною не говорить",
    "Greek": "η γυναίκα μου δεν μου μιλάει",
    "Arabic": "زوجي لا يتكلم معي",
    "Persian": "همسرم با من قهر کرده",
    "Hebrew": "אשתי כועסת עליי",
    "Hindi": "मेरे पति नाराज़ हैं",
    "Bengali": "আমার স্বামী রাগ করেছে",
    "Tamil": "என் கணவர் கோபமாக இருக்கிறார்",
    "Thai": "สามีไม่ยอมพูดกับฉัน",
    "Chinese": "我老公三天没跟我说话了",
    "Japanese": "夫が口をきいてくれない",
    "Korean": "남편이 말을 안 해요",
    "mostly Chinese": "我老公 Dave 三天没跟我说话了",
}

UNREADABLE = [
    "",
    "   ",
    "\n\t",
    "😭😭",
    "👍🏽",
    "????",
    "12345",
    "!!!",
    "-_-",
    "<b></b>",
    "no_such_intent",
]


@pytest.mark.parametrize(
    "text", [pytest.param(t, id=t) for lines in ENGLISH.values() for t in lines]
)
def test_informal_english_is_not_taken_for_another_language(text: str):
    assert GUARD.fault(text) is None


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER)
def test_another_language_is_told(text: str):
    assert GUARD.fault(text) == "other_language"


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_has_no_words_is_unreadable(text: str):
    assert GUARD.fault(text) == "unreadable"


def test_only_a_text_longer_than_the_widget_sends_is_too_long():
    assert GUARD.fault("she left " * 444) is None
    assert GUARD.fault("she left " * 445) == "too_long"
    assert GUARD.fault("彼女" * 2001) == "too_long"


def test_it_does_not_choke_on_tags_that_never_close():
    assert GUARD.fault("<" * 3999) == "unreadable"
    assert GUARD.fault("<a" * 1999) is None
