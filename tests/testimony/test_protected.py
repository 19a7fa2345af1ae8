"""The protected list: a name is found however it is written, and cannot be read from the file. Names are made up."""

from __future__ import annotations

import time

import pytest

from inminban.errors import InputError
from inminban.testimony.library import Library
from inminban.testimony.lookalikes import seen_as
from inminban.testimony.protected import ProtectedNames

LISTED = ("Hong Gil-dong", "성춘향", "Émile Zōla", "Anna B. Smith")


@pytest.fixture
def names(library: Library) -> ProtectedNames:
    made = ProtectedNames(library)
    assert made.protect(LISTED) == 4
    return made


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("My friend Hong Gil-dong sold tofu.", ["Hong Gil-dong"]),
        ("HONG GILDONG", ["HONG GILDONG"]),
        ("by hong gil dong, in 2012", ["hong gil dong"]),
        ("Gil-dong Hong's stall", ["Gil-dong Hong"]),
        ("Hong\nGil-dong", ["Hong\nGil-dong"]),
        ("Hong **Gil**-dong", ["Hong **Gil**-dong"]),
        ("Hong\u00a0Gil\u200b-dong", ["Hong\u00a0Gil-dong"]),
        ("Ｈｏｎｇ Gildong", ["Ｈｏｎｇ Gildong"]),
        ("성춘향은 장마당에 갔다", ["성춘향은"]),
        ("성 춘향에게 물었다", ["성 춘향에게"]),
        ("어머니성춘향이라는 사람", ["어머니성춘향이라는"]),
        ("EMILE ZOLA and Emile Zola", ["EMILE ZOLA", "Emile Zola"]),
        ("Anna B. Smith", ["Anna B. Smith"]),
        ("Smith, Anna B", ["Smith, Anna B"]),
        ("We ate in Hong Kong. Gil-dong is a street.", []),
        ("Hong. Gil-dong", []),
        ("Hongs Gildongs", []),
        ("춘향전을 읽었다", []),
        ("", []),
    ],
)
def test_a_name_is_found_however_it_is_written(names: ProtectedNames, text: str, found: list[str]) -> None:
    assert names.find(text) == found


def test_the_file_does_not_hold_the_names(names: ProtectedNames, library: Library) -> None:
    library.forget_traces()
    data = library.path.read_bytes().lower()
    assert not any(part.encode() in data for part in ("hong", "gildong", "gil-dong", "성춘향", "춘향", "smith"))


def test_a_name_is_listed_once_and_can_be_taken_off(names: ProtectedNames) -> None:
    assert names.protect(["hong gildong", "Gildong Hong"]) == 0
    assert names.release("HONG Gil Dong")
    assert not names.release("Hong Gil-dong")
    assert names.find("Hong Gil-dong") == []
    assert names.find("성춘향") == ["성춘향"]


def test_an_empty_list_finds_nothing(library: Library) -> None:
    assert ProtectedNames(library).find("Hong Gil-dong") == []
    assert not ProtectedNames(library).release("Hong Gil-dong")


# Names and the ways in which they were, or could be, slipped through.
DISGUISED = {
    "Hong Gil-dong": [
        "𝐇𝗼𝓷𝔤 𝙂𝖎𝗅-𝕕𝕠𝚗𝗴", "Ⓗⓞⓝⓖ Ⓖⓘⓛⓓⓞⓝⓖ", "🅷🅾🅽🅶 🅶🅸🅻🅳🅾🅽🅶", "🇭🇴🇳🇬 🇬🇮🇱🇩🇴🇳🇬", "Нong Gіl-dоng", "ʜᴏɴɢ ɢɪʟᴅᴏɴɢ",
        "H0ng G1l-d0ng", "Hong GiI-dong", "Hong Gi|-dong", "h\u0336o\u0336n\u0336g\u0336 gildong", "Hong\u3164Gildong",
        "H.o.n.g G.i.l.d.o.n.g", "H o n g  G i l - d o n g", "H-o-n-g-G-i-l-d-o-n-g", "hong.gildong", "hong_gil_dong",
        "hong·gil·dong", "Hong2Gil2dong", "Ho\u200cng Gil\u034fdong", "honggildong.1972",
        "https://example.org/people/hong-gil-dong.html", "Hong(洪)Gil-dong",
    ],
    "홍길동": [
        "홍 길 동", "홍.길.동", "홍·길·동", "홍ㅤ길ㅤ동", "홍\u1160길\uffa0동", "홍(洪)길동(吉童)", "홍[洪] 길동",
        "홍\u200d길동", "홍。길동", "홍-길-동이", "ㅇㅇ홍길동님", "\u1112\u1169\u11bc길동", "홍〔洪〕길(吉)동(童)",
        "홍洪길吉동童", "홍洪 길동",
        "ㅎㅗㅇㄱㅣㄹㄷㅗㅇ", "ㅎ ㅗ ㅇ ㄱ ㅣ ㄹ ㄷ ㅗ ㅇ", "ㅎ.ㅗ.ㅇ-ㄱㅣㄹ-ㄷㅗㅇ", "호ㅇ길동", "홍기ㄹ동은",
        "홍ㄱㅣㄹ동이라는", "ﾾￌﾷ길동", "\u1112 \u1169 \u11bc 길동", "ㅎㅗㅇ\u200b길ㄷㅗㅇ",
    ],
    "洪吉": ["洪吉", "洪 吉", "洪吉이", "김洪吉", "洪·吉", "\u3000洪\u3164吉"],
    "洪吉童": ["洪吉童", "洪 吉 童이"],
    "Đặng Thị Mai": ["Dang Thi Mai", "đang thi mai", "DANG THI MAI", "Ðang Thi Mai"],
    "Dang Mai": ["Đặng Mai", "Đang Mai", "Ɖang Mai"],
    "Ким Чер": ["КИМ ЧЕР", "Чер Ким"],
    "Kim Chol": ["Kirn Chol", "KIM CH0L", "Κіm Сhol", "Кim Chol"],
}  # fmt: skip


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in DISGUISED.items() for text in texts])
def test_a_name_is_found_in_any_disguise(library: Library, name: str, text: str) -> None:
    names = ProtectedNames(library)
    names.protect([name])
    assert names.find(f"We met {text}, and then we left.")
    assert names.find("We met Hana, and then Gildo or Dongil. 길동은 동네다. 洪水 吉日") == []


@pytest.mark.parametrize("text", ["", "Li", "장마당에서 쌀을 샀다.", "In 1998 the price was 100 won; 20 kg of rice."])
def test_an_ordinary_text_holds_none_of_the_names(library: Library, text: str) -> None:
    names = ProtectedNames(library)
    names.protect(DISGUISED)
    assert names.find(text * 20) == []


def test_names_that_were_listed_before_lookalikes_counted_are_still_found(library: Library) -> None:
    names = ProtectedNames(library)
    names.protect(["Somebody Else"])
    key = names._key()
    assert key is not None
    with library.writing():
        library.connection.execute("INSERT INTO protected VALUES (?)", (names._digest("kimmillo", key),))
    assert names.find("So Kim Millo said") == ["Kim Millo"]
    assert names.release("Kim Millo")
    assert names.find("So Kim Millo said") == []


def test_a_long_text_made_to_be_slow_is_searched_in_seconds(library: Library) -> None:
    names = ProtectedNames(library)
    names.protect(["Hong Gil-dong"])
    for text in (
        "a " * 30_000,
        "가 " * 30_000,
        "ㄱㅏ" * 30_000,
        "ㅎ " * 30_000,
        "가ㄱ" * 20_000,
        "가" * 60_000,
        "(洪)" * 20_000,
        "0" * 60_000,
        "a0" * 30_000,
    ):
        began = time.process_time()
        assert names.find(text) == []
        assert time.process_time() - began < 10.0


def test_what_looks_the_same_has_the_same_letters() -> None:
    for number in range(0x20, 0x20000):
        letters = seen_as(chr(number))
        assert "".join(map(seen_as, letters)) == letters
    for one, other in (("a", "а"), ("O", "0"), ("I", "l"), ("m", "rn"), ("đ", "d"), ("Æ", "ae"), ("ﬃ", "ffi")):
        assert "".join(map(seen_as, one)) == "".join(map(seen_as, other))


@pytest.mark.parametrize("name", ["", "12", "Li", "성", "one two three four five six", "다섯음절보다긴이름"])
def test_what_would_be_found_everywhere_or_nowhere_is_refused(library: Library, name: str) -> None:
    with pytest.raises(InputError, match="too short or too long for a name"):
        ProtectedNames(library).protect([name])
