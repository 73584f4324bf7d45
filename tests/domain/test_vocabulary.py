"""The printed names of every code, in both languages."""

import re
from collections.abc import Iterable
from enum import Enum
from importlib import import_module
from pkgutil import iter_modules

import pytest

import tracker.domain
from tracker.domain.account import Role
from tracker.domain.asked import Topic
from tracker.domain.audit import Action
from tracker.domain.bridge import Cause
from tracker.domain.channels import CHANNELS
from tracker.domain.differing import Differing
from tracker.domain.figures import Figure
from tracker.domain.findings import Check, Severity
from tracker.domain.inquiry import Frequency, Whom
from tracker.domain.left_out import LeftOut
from tracker.domain.policy import ExemptTreatment, PartialTreatment
from tracker.domain.priority import Step
from tracker.domain.procedure import Barrier, ProcedureType, Theme, VolumeBasis
from tracker.domain.reply.verdict import Verdict
from tracker.domain.report.digits import Digits
from tracker.domain.report.document import Paper, State
from tracker.domain.status import OnlineStatus, ReplyRoute, Scope
from tracker.domain.vocabulary import LIFE_EVENTS, NATIONAL_LISTS, channel_name, life_event_name, name_of
from tracker.domain.work import ReplyState

UNPRINTED = {
    "Precision", "ReasonKind", "Order", "Kind", "Fate", "Stage", "Question", "View", "Effect",
    "Step", "State", "Subject",
}  # fmt: skip
"""Codes that never stand alone on a page: they decide how something else is worded."""
NAMED = (
    OnlineStatus,
    Scope,
    Theme,
    ProcedureType,
    VolumeBasis,
    Barrier,
    Step,
    PartialTreatment,
    ExemptTreatment,
    Figure,
    LeftOut,
    Differing,
    Cause,
    Action,
    Role,
    Paper,
    State,
    Digits,
    ReplyRoute,
    Topic,
    Frequency,
    Whom,
    ReplyState,
    Verdict,
    Severity,
    Check,
)
JAPANESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
SEPARATOR = ";"


def assert_names(pairs: Iterable[tuple[str, str]]) -> None:
    """Each has both names, used once; no English name holds Japanese; a list of them can be taken apart again."""
    pairs = list(pairs)
    japanese, english = zip(*pairs, strict=True)
    for names in (japanese, english):
        assert all(name and name == name.strip() for name in names)
        assert len(set(names)) == len(names)
    assert not [name for name in english if JAPANESE.search(name)]
    assert not [name for name in japanese if SEPARATOR in name]


def test_no_code_of_the_rules_is_forgotten() -> None:
    modules = [import_module(f"tracker.domain.{module.name}") for module in iter_modules(tracker.domain.__path__)]
    kinds = {kind for module in modules for kind in vars(module).values() if isinstance(kind, type)}
    enums = {kind for kind in kinds if issubclass(kind, Enum) and kind.__module__.startswith("tracker.domain")}
    assert {kind.__name__ for kind in enums - set(NAMED)} == UNPRINTED


@pytest.mark.parametrize("codes", NAMED)
def test_every_code_has_its_names(codes: type[Enum]) -> None:
    assert_names((name_of(code), name_of(code, "en")) for code in codes)


def test_every_channel_has_its_names() -> None:
    assert_names((channel_name(code), channel_name(code, "en")) for code in CHANNELS)


def test_every_life_event_has_its_names() -> None:
    assert_names((life_event_name(event), life_event_name(event, "en")) for event in LIFE_EVENTS)


def test_a_life_event_of_the_wards_own_keeps_its_name() -> None:
    assert life_event_name("花火大会", "en") == "花火大会"


@pytest.mark.parametrize(
    ("code", "ja", "en"),
    [
        (OnlineStatus.IMPLEMENTED, "実施済", "Online"),
        (OnlineStatus.EXEMPT, "適用除外", "Exempt by law"),
        (Scope.END_TO_END, "申請から受取まで", "End to end"),
        (Theme.CHILD_REARING, "子育て", "Child-rearing"),
        (Step.UNDECIDED, "判定保留（件数未集計）", "Not yet decided (not counted)"),
        (VolumeBasis.APPROXIMATE, "概数", "Approximate"),
    ],
)
def test_the_words_are_the_wards(code: Enum, ja: str, en: str) -> None:
    assert (name_of(code), name_of(code, "en")) == (ja, en)


def test_themes_are_those_of_the_catalogue_file() -> None:
    listed = "子育て 教育 税 住民・戸籍 国保・年金 介護 福祉 健康 環境 まちづくり 産業 防災 内部・契約・人事 その他"
    assert [name_of(theme) for theme in Theme] == listed.split()


def test_life_events_hold_the_nations_labels_and_the_one_it_lacks() -> None:
    assert {"妊娠", "出生・こども", "引越し", "死亡・相続", "教育・就学"} <= LIFE_EVENTS.keys()
    assert NATIONAL_LISTS == ("31", "59")
