"""Channels (受付方法): how an application reaches the ward, and whether that counts as online.

Source: the code list of the domain notes, section 3, made from the ward's strategy and published municipal lists.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel. ``other_names`` are read in files beside ``name``; ``name`` is what is printed."""

    code: str
    name: str
    english: str
    counts_as_online: bool
    other_names: tuple[str, ...] = ()


CONVENIENCE_STORE = "conveni"

_ALL = (
    Channel(
        "pittari",
        "ぴったりサービス（マイナポータル）",
        "Pittari service (Mynaportal)",
        True,
        ("ぴったりサービス", "マイナポータル"),
    ),
    Channel("myna_move", "引越し手続（マイナポータル）", "Moving service (Mynaportal)", True, ("引越し手続",)),
    Channel(
        "tokyo_kyodo",
        "東京共同電子申請・届出サービス",
        "Tokyo joint e-application service",
        True,
        ("東京共同電子申請",),
    ),
    Channel("logo_form", "LoGoフォーム", "LoGo Form", True),
    Channel("graffer", "Graffer スマート申請", "Graffer Smart Application", True, ("Graffer",)),
    Channel("kintone", "kintone / フォームブリッジ", "kintone / FormBridge", True, ("kintone", "フォームブリッジ")),
    Channel("nocode_other", "その他ノーコード・フォーム", "Other no-code form", True, ("ノーコードツール",)),
    Channel("eltax", "eLTAX（地方税ポータル）", "eLTAX (local tax portal)", True, ("eLTAX",)),
    Channel("egov", "e-Gov", "e-Gov", True),
    Channel("gbiz", "Jグランツ / GビズID系", "jGrants / gBizID", True, ("Jグランツ", "GビズID")),
    Channel(CONVENIENCE_STORE, "コンビニ交付", "Convenience-store issue", True),
    Channel("line", "LINE（公式アカウント）", "LINE (official account)", True, ("LINE",)),
    Channel("facility", "公共施設予約システム", "Facility booking system", True, ("施設予約システム",)),
    Channel("library", "図書館システム", "Library system", True),
    Channel("sodai", "粗大ごみ受付（インターネット）", "Bulky-waste booking (internet)", True, ("粗大ごみ受付",)),
    Channel("bid", "電子調達（入札・業者登録）", "E-procurement", True, ("電子調達",)),
    Channel("dedicated", "業務専用システム", "Dedicated system", True),
    Channel(
        "reserve",
        "来庁予約・事前入力",
        "Booking or pre-filling before a visit",
        False,
        ("来庁予約", "事前入力"),
    ),
    Channel("email", "電子メール", "E-mail", False, ("メール",)),
    Channel("fax", "ファクシミリ", "Fax", False, ("FAX", "ファックス")),
    Channel("phone", "電話", "Telephone", False),
    Channel("post", "郵送", "Post", False),
    Channel("counter", "窓口（本庁・区民事務所）", "Counter", False, ("窓口",)),
    Channel("media", "光ディスク等", "Optical disc etc.", False),
)

CHANNELS: dict[str, Channel] = {channel.code: channel for channel in _ALL}


def count_as_online(codes: tuple[str, ...]) -> bool:
    """Whether a record with these channels can count: at least one counts, or none is stated."""
    return not codes or any(CHANNELS[code].counts_as_online for code in codes)
