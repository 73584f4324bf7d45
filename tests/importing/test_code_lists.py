"""Values of code lists: by Japanese name, national code or identifier; marks with a warning; nothing else."""

from typing import Any

import pytest

from tests.importing.catalogue_files import ReadCell, entry, problem, warning
from tracker.domain.channels import CHANNELS
from tracker.domain.procedure import Barrier, ProcedureType, Theme, VolumeBasis
from tracker.domain.status import OnlineStatus, Scope
from tracker.domain.vocabulary import LIFE_EVENTS, name_of
from tracker.importing import code_lists

READ: list[tuple[str, str, Any]] = [
    ("online_status", "実施済", OnlineStatus.IMPLEMENTED),
    ("online_status", " 実施 済", OnlineStatus.IMPLEMENTED),
    ("online_status", "1", OnlineStatus.IMPLEMENTED),
    ("online_status", "１", OnlineStatus.IMPLEMENTED),
    ("online_status", "一部実施済", OnlineStatus.PARTIAL),
    ("online_status", "5", OnlineStatus.PARTIAL),
    ("online_status", "2", OnlineStatus.NOT_IMPLEMENTED),
    ("online_status", "4", OnlineStatus.OTHER),
    ("online_status", "not_implemented", OnlineStatus.NOT_IMPLEMENTED),
    ("online_scope", "申請から受取まで", Scope.END_TO_END),
    ("online_scope", "0", Scope.INFORMATION),
    ("online_scope", "", None),
    ("themes", "子育て;教育", (Theme.CHILD_REARING, Theme.EDUCATION)),
    ("themes", "教育；子育て ; 教育;", (Theme.EDUCATION, Theme.CHILD_REARING)),
    ("themes", "国保･年金", (Theme.INSURANCE_PENSION,)),
    ("themes", "child_rearing", (Theme.CHILD_REARING,)),
    ("themes", "", ()),
    ("procedure_type", "交付等(民間手続)", ProcedureType.PRIVATE_ISSUE),
    ("procedure_type", "交付等〔民間手続〕", ProcedureType.PRIVATE_ISSUE),
    ("procedure_type", "2-1", ProcedureType.DECISION_ON_APPLICATION),
    ("procedure_type", "", None),
    ("life_events", "出生・こども;その他イベント（個人）", ("出生・こども", "その他イベント(個人)")),
    ("volume_basis", "概数", VolumeBasis.APPROXIMATE),
    ("volume_basis", "", VolumeBasis.FINAL),
    ("barrier", "0", Barrier.PLANNED),
    ("barrier", "必要書類の原本が紙", Barrier.PAPER_ORIGINALS),
    ("channels", "ぴったりサービス（マイナポータル）;ｺﾝﾋﾞﾆ交付", ("pittari", "conveni")),
    ("channels", "logoフォーム;eltax;FAX", ("logo_form", "eltax", "fax")),
    ("national_lists", "31;59", ("31", "59")),
    ("national_lists", "５９", ("59",)),
    ("designated", "該当", True),
    ("designated", "", False),
]


@pytest.mark.parametrize(("column", "text", "value"), READ)
def test_a_value_of_a_list_is_read(read_cell: ReadCell, column: str, text: str, value: Any) -> None:
    assert getattr(entry(read_cell(**{column: text})), column) == value


REFUSED = [
    ("online_status", "実施済み"),
    ("online_status", "6"),
    ("online_status", "²"),
    ("online_status", "①"),
    ("online_status", "△"),
    ("online_scope", "4"),
    ("themes", "子育て,教育"),
    ("themes", "子育て;こども"),
    ("procedure_type", "2-4"),
    ("life_events", "誕生"),
    ("volume_basis", "確定"),
    ("barrier", "8"),
    ("channels", "伝書鳩"),
    ("national_lists", "31,59"),
    ("national_lists", "37"),
    ("designated", "○"),
    ("designated", "非該当"),
]


@pytest.mark.parametrize(("column", "text"), REFUSED)
def test_what_is_not_on_the_list_is_refused_with_its_place(read_cell: ReadCell, column: str, text: str) -> None:
    found = problem(read_cell(**{column: text}))
    assert (found.row, found.value) == (2, text)
    assert found.column == code_lists.HEADINGS[column]
    assert text.rpartition(";")[2] in found.ja


def test_a_refusal_offers_the_list_and_the_separator(read_cell: ReadCell) -> None:
    sentence = problem(read_cell(themes="子育て、教育")).ja
    assert all(name_of(theme) in sentence for theme in Theme)
    assert "「;」で区切ってください" in sentence


@pytest.mark.parametrize("mark", ["○", "〇", "◯", "✓", "済", "はい", "TRUE", "true", "ＴＲＵＥ"])
def test_a_mark_for_online_is_read_with_a_warning(read_cell: ReadCell, mark: str) -> None:
    reading = read_cell(online_status=mark)
    assert entry(reading).online_status is OnlineStatus.IMPLEMENTED
    found = warning(reading)
    assert (found.row, found.column, found.value) == (2, "オンライン化状況", mark)
    assert found.ja == f"「{mark}」を「実施済」と読み取りました。"


@pytest.mark.parametrize("mark", ["×", "✕", "未", "いいえ", "FALSE", "False"])
def test_a_mark_for_not_online_is_read_with_a_warning(read_cell: ReadCell, mark: str) -> None:
    reading = read_cell(online_status=mark)
    assert entry(reading).online_status is OnlineStatus.NOT_IMPLEMENTED
    assert warning(reading).ja == f"「{mark}」を「未実施」と読み取りました。"


@pytest.mark.parametrize("text", ["", "  ", "　"])
def test_a_status_is_never_left_empty(read_cell: ReadCell, text: str) -> None:
    found = problem(read_cell(online_status=text))
    assert (found.row, found.column, found.ja) == (2, "オンライン化状況", "入力されていません。入力してください。")


def test_an_exemption_needs_its_legal_basis(read_cell: ReadCell) -> None:
    found = problem(read_cell(online_status="適用除外"))
    assert (found.row, found.column, found.value) == (2, "根拠法令等", "")
    assert problem(read_cell(online_status="適用除外", legal_basis="法\0")).value == "法<U+0000>"
    assert entry(read_cell(online_status="3", legal_basis="戸籍法")).online_status is OnlineStatus.EXEMPT


@pytest.mark.parametrize(
    ("codes", "count"),
    [
        (code_lists.STATUSES, len(OnlineStatus)),
        (code_lists.SCOPES, len(Scope)),
        (code_lists.THEMES, len(Theme)),
        (code_lists.PROCEDURE_TYPES, len(ProcedureType)),
        (code_lists.VOLUME_BASES, len(VolumeBasis)),
        (code_lists.BARRIERS, len(Barrier)),
        (code_lists.CHANNEL_NAMES, len(CHANNELS)),
        (code_lists.LIFE_EVENT_NAMES, len(LIFE_EVENTS)),
    ],
)
def test_no_two_values_of_a_list_are_written_alike(codes: code_lists.CodeList, count: int) -> None:
    assert len(codes.names) == len({codes.find(name) for name in codes.names}) == count


def test_every_way_to_write_a_channel_is_its_own() -> None:
    for channel in CHANNELS.values():
        for name in (channel.code, channel.name, *channel.other_names):
            assert code_lists.CHANNEL_NAMES.find(name) == channel.code
