"""表記のゆれ: how the same word of an official name is written in more than one way, and the one way to compare it by.

Each function maps a text to one in which its kind of difference is gone. Texts are NFKC with folded case.
"""

import re
import unicodedata
from collections.abc import Mapping

from tracker.domain.procedure import INVISIBLE

OPENING_BRACKETS, _CLOSING_BRACKETS = "([{〔【《〈≪<（［｛＜", ")]}〕】》〉≫>）］｝＞"
_BRACKETS = str.maketrans(
    OPENING_BRACKETS + _CLOSING_BRACKETS, "(" * len(OPENING_BRACKETS) + ")" * len(_CLOSING_BRACKETS)
)
_TWINS = """
髙高 﨑崎 嵜崎 邊辺 邉辺 齋斎 澤沢 廣広 國国 學学 會会 應応 體体 醫医 證証 號号 圖図 區区 縣県 鐵鉄 驛駅 藥薬
轉転 舊旧 變変 濟済 發発 總総 賣売 讀読 辯弁 勞労 榮栄 營営 龍竜 瀧滝 嶋島 嶌島 槇槙 栁柳 德徳 濱浜 眞真 壽寿
惠恵 條条 櫻桜 萬万 與与 豐豊 寶宝 靜静 關関 擔担 據拠 獨独 當当 禮礼 經経 緣縁 繼継 續続 聯連 肅粛 臺台 處処
虛虚 裝装 覺覚 觀観 譯訳 讓譲 豫予 貳弐 辨弁 遞逓 遲遅 邨村 釋釈 錢銭 隨随 險険 雜雑 靈霊 顯顕 飜翻 驗験
默黙 齒歯 齡齢 檢検 權権 歐欧 歲歳 殘残 氣気 沒没 淨浄 滿満 溫温 燈灯 爐炉 將将 專専 屆届 屬属 巖巌 帶帯 廢廃
從従 徵徴 惡悪 戰戦 戲戯 拂払 拔抜 擇択 攝摂 收収 效効 敕勅 數数 晝昼 曉暁 增増 墮堕 壓圧 壘塁 實実 寫写 對対
兩両 兒児 內内 册冊 剩剰 劍剣 勸勧 單単 嚴厳 團団 圍囲 圓円
"""
_SINGLE = {ord(pair[0]): pair[1] for pair in _TWINS.split()}
_REPEATED = re.compile("(.)々")

_NUMERAL = "〇一二三四五六七八九十百"
_COUNTED = re.compile(
    f"(?![一二]人)([{_NUMERAL}]+)(?=[号項条回級種類期歳年月日件人名階章節次款目点度校]|か所|か月|か年|世帯|親等|箇所|箇月|ヶ所|ヶ月)"
)

_LONG = re.compile("(?<=[ァ-ヴ])[-‐‑–—―−](?=[ァ-ヴ])")
_TRAILING_LONG = re.compile("(?<=[ァ-ヴ])ー(?![ァ-ヴー])")
_SMALL_KE = re.compile("(?<=[0-9数各何])[ヶケヵカ箇個が](?=[所月年国村条店])")
_PLACE_KE = re.compile("(?<=[一-龥])[ヶケがガ](?=[一-龥])")
_KATAKANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_WORDS = """
および>及び ならびに>並びに または>又は もしくは>若しくは など>等 すべて>全て 障がい>障害 障碍>障害
子ども>こども 子供>こども 癌>がん 疹>しん 斡旋>あっせん あっ旋>あっせん 一人>ひとり 二人>ふたり 換え>替え
切換>切替 書換>書替 乗換>乗替
"""
_KANJI_AND_KANA = dict(word.split(">") for word in _WORDS.split())


def _any_of(patterns: Mapping[str, str]) -> re.Pattern[str]:
    """One of some words by their patterns, the longest first. Looking at the first letter first makes it fast."""
    first = "".join(sorted({word[0] for word in patterns}))
    longest_first = sorted(patterns, key=len, reverse=True)
    return re.compile(f"(?=[{first}])(?:{'|'.join(patterns[word] for word in longest_first)})")


_ANY_WORD = _any_of({word: word for word in _KANJI_AND_KANA})

_COMPOUNDS = """
届け出 届け 申し込み 申し出 申し立て 申し入れ 申し合わせ 取り消し 取り扱い 取り下げ 取り止め 取り替え 取り壊し
取り付け 取り組み 取り込み 取り引き 取り立て 取り除き 取り次ぎ 取り調べ 引っ越し 引き渡し 引き継ぎ 引き取り
引き上げ 引き下げ 引き換え 引き替え 引き落とし 引き出し 受け付け 受け取り 受け入れ 受け渡し 受け持ち 受け継ぎ
手続き 問い合わせ 打ち合わせ 組み合わせ 見積もり 見直し 見守り 見舞い 見合わせ 支払い 払い戻し 払い込み 払い出し
払い下げ 貸し出し 貸し付け 貸し切り 貸し渡し 借り入れ 借り上げ 借り受け 買い取り 買い上げ 買い入れ 売り払い
売り渡し 売り上げ 立ち入り 立ち会い 立ち退き 立て替え 立て札 切り替え 切り取り 書き替え 書き込み 書き取り
入れ替え 建て替え 建て増し 振り込み 振り替え 振り出し 割り引き 割り当て 割り増し 割り戻し 積み立て 積み込み
差し押さえ 差し止め 差し引き 差し戻し 差し出し 繰り越し 繰り上げ 繰り下げ 繰り入れ 繰り替え 乗り入れ 乗り替え
乗り換え 埋め立て 呼び出し 持ち込み 持ち出し 汲み取り 預け入れ 預かり 落とし物 締め切り 明け渡し 言い渡し
据え置き 備え付け 積み替え 植え付け 置き場 追い越し 掘り起こし 盛り土 切り土 待ち合わせ 話し合い 日当たり
雇い入れ 雇い主 譲り受け 譲り渡し 使い捨て 食べ残し 仕分け 荷扱い 願い出 願い 伺い 知らせ 折り畳み 刈り取り
埋め戻し 貼り付け 張り付け 名付け 組み替え 組み入れ 読み替え 読み取り 打ち切り 打ち消し 立ち寄り 付き添い
添え書き 裏書き 名寄せ 月払い 前払い 後払い 過払い 未払い 先払い 分かち書き
"""


def _optional_okurigana(word: str) -> str:
    """The word as a pattern in which no kana has to be there, but those that come must come in their order."""
    return "".join(f"{letter}?" if "ぁ" <= letter <= "ん" else letter for letter in word)


_COMPOUND = _any_of({word: _optional_okurigana(word) for word in _COMPOUNDS.split()})
_KANA = re.compile("[ぁ-ん]")
_NO = re.compile("(?<![もそこどあ])の(?![ぁ-ん])")
_SUBMITTED = re.compile("(?<=[書届願])の?(?:提出|届出?)$")
_PAPER = re.compile("(?<=申請|申告|請求|報告|申込|申出|申立|届出)書$|(?<=届)書$")
_NOTIFIED = re.compile("届出$")
_PROCEDURE = re.compile("(?<=.)手続$")
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[\W_]+(?=[0-9])")
_SYMBOLS = re.compile(r"[^\w.()]+|_+|(?<![0-9])\.|\.(?![0-9])")


def same_width(text: str) -> str:
    """全角・半角: NFKC, folded case, one kind of brackets, nothing that nobody sees."""
    return unicodedata.normalize("NFKC", text.translate(INVISIBLE)).casefold().translate(_BRACKETS)


def usual_characters(text: str) -> str:
    """異体字: the usual form of old and variant characters; 々 written out."""
    return _REPEATED.sub(r"\1\1", text.translate(_SINGLE))


def arabic_numerals(text: str) -> str:
    """Kanji numerals before what they count, as in 第二号; not those of words like 一般."""
    return _COUNTED.sub(lambda match: str(_value(match[1])), text)


def usual_kana(text: str) -> str:
    """漢字・仮名: words that are written in kanji or kana, long vowels, つ and ヶ; all kana as hiragana."""
    text = _TRAILING_LONG.sub("", _LONG.sub("ー", text))
    text = _PLACE_KE.sub("け", _SMALL_KE.sub("か", text))
    return _ANY_WORD.sub(lambda match: _KANJI_AND_KANA[match[0]], text.translate(_KATAKANA))


def without_okurigana(text: str) -> str:
    """送り仮名 of the compounds that official names are made of: 申し込み, 申込み, 申込."""
    return _COMPOUND.sub(lambda match: _KANA.sub("", match[0]), text)


def without_no(text: str) -> str:
    """「の」 between words."""
    return _NO.sub("", text)


def usual_ending(text: str) -> str:
    """〜申請, 〜申請書, 〜申請書の提出, 〜申請手続; 〜届, 〜届出, 〜届出書."""
    text = _PAPER.sub("", _SUBMITTED.sub("", text))
    return _PROCEDURE.sub("", _NOTIFIED.sub("届", text))


def without_symbols(text: str) -> str:
    """記号・空白. Between digits they separate numbers: 1-2 is not 12."""
    return _SYMBOLS.sub("", _BETWEEN_DIGITS.sub(".", text))


def without_brackets(text: str) -> str:
    """括弧, but not what stands in them."""
    return text.replace("(", "").replace(")", "")


def _value(numeral: str) -> int:
    """The number that a kanji numeral below 1,000 writes; digits in a row, as 二〇, too."""
    if not set(numeral) & set("十百"):
        return int("".join(str(_NUMERAL.index(digit)) for digit in numeral))
    value = digit = 0
    for letter in numeral:
        if letter in "十百":
            value += (digit or 1) * (10 if letter == "十" else 100)
            digit = 0
        else:
            digit = _NUMERAL.index(letter)
    return value + digit


class _Skeleton(dict[int, str]):
    """For ``str.translate``: of every character what no way of writing changes, "" where there is nothing such."""

    def __missing__(self, code: int) -> str:
        usual = usual_characters(same_width(chr(code)))
        kept = "".join(letter for letter in usual if _STABLE.fullmatch(letter) and letter not in _UNSTABLE)
        self[code] = kept
        return kept


_STABLE = re.compile("[0-9一-龥]")
_UNSTABLE = frozenset("箇個書提出届手続" + "".join(_WORDS.split()))
_SKELETON = _Skeleton()
_NEEDS_CARE = re.compile(f"[々{_NUMERAL}]")


def skeleton(text: str) -> str:
    """Kanji and digits that are the same however a name is written: where they differ, these are two names."""
    if _NEEDS_CARE.search(text):
        text = arabic_numerals(usual_characters(same_width(text)))
    return text.translate(_SKELETON)
