"""５ 前回報告以降の動き: what went online, what was taken back, and a bridge that adds up to the change."""

from collections.abc import Sequence

from tracker.domain import labels
from tracker.domain.bridge import Bridge, Cause, Part
from tracker.domain.procedure import code_key
from tracker.domain.report.document import Block, Column, Kind, Section, Sentence, Table, TableBlock
from tracker.domain.report.material import Material
from tracker.domain.report.words import ITEM, NOTHING_HERE, began, counted_from, month_end_of, place
from tracker.domain.standing import Standing
from tracker.domain.vocabulary import name_of

NO_CHANGES = Table((), ())


def changes(material: Material) -> Section | None:
    """Since the last paper; None in the first one."""
    found = material.bridge
    if found is None:
        return None
    blocks: list[Block] = [*_newly_online(material, found), *_reverted(material, found)]
    if found.lines:
        text = f"件数ベースのオンライン化率の増減{_whole(found)}の内訳は、次の表のとおりである。"
        blocks += [Sentence("bridge", text, ITEM), TableBlock("", "増減の内訳", _causes(found))]
    else:
        blocks.append(Sentence("bridge", "このほか、集計に影響する変更はない。", ITEM))
    return Section("changes", "", f"前回報告（{month_end_of(found.before.as_of)}）以降の動き", tuple(blocks))


def changes_table(material: Material) -> Table:
    """A row per procedure and cause, and their sum: the change of the figures, to the case."""
    if material.bridge is None:
        return NO_CHANGES
    columns = (
        Column("要因", share=3),
        Column("手続ID"),
        Column("手続名", share=6),
        Column("オンライン化済みの手続数の増減", Kind.CHANGE),
        Column("手続数の増減", Kind.CHANGE),
        Column("オンライン化済みの件数の増減", Kind.CHANGE),
        Column("年間件数の増減", Kind.CHANGE),
    )
    rows = [
        (name_of(line.cause), part.code, _named(part), *_signed(part))
        for line in material.bridge.lines
        for part in line.parts
    ]
    if not rows:
        return NO_CHANGES
    total_row = ("計", "", "", *_signed(material.bridge))
    return Table(columns, (*rows, total_row), "単位：手続、件", has_total=True)


def _newly_online(material: Material, found: Bridge) -> list[Block]:
    parts = _parts(found, Cause.ONLINE)
    if not parts:
        text = f"前回報告以降、新たにオンライン化した手続はない。{_added_online(found)}"
        return [Sentence("online", text, ITEM)]
    items = _standings(material, parts)
    text = f"前回報告以降、新たにオンライン化した手続は、{len(parts):,}手続である。"
    uncounted = sum(item.annual_cases is None for item in items)
    if uncounted < len(parts):
        cases = labels.cases(sum(part.change.online_cases for part in parts))
        text += f"これにより、オンライン化済みの件数は、{cases}増加した。"
    if uncounted:
        text += f"このうち{uncounted:,}手続は、件数を集計していない。"
    begun = [counted_from(item, material.snapshot.policy) for item in items]
    table = _procedure_table(items, "オンライン開始日", [began(record) if record else NOTHING_HERE for record in begun])
    sentence = Sentence("online", text + _added_online(found), ITEM)
    return [sentence, TableBlock("", "新たにオンライン化した手続", table)]


def _added_online(found: Bridge) -> str:
    """What was online when it was added did not come online, but councillors will ask."""
    count = sum(part.change.online_procedures for part in _parts(found, Cause.ADDED))
    return f"このほか、台帳に追加した手続のうち{count:,}手続がオンライン化済みである。" if count else ""


def _reverted(material: Material, found: Bridge) -> list[Block]:
    parts = _parts(found, Cause.REVERTED)
    if not parts:
        return []
    cases = -sum(part.change.online_cases for part in parts)
    text = f"オンライン化を取りやめた手続（登録を取り消したものを含む。）は、{len(parts):,}手続である。"
    if cases:
        text += f"これにより、オンライン化済みの件数は、{labels.cases(cases)}減少した。"
    items = _standings(material, parts)
    table = _procedure_table(items, "取りやめた日", [_ended(item, found) for item in items])
    return [Sentence("reverted", text, ITEM), TableBlock("", "オンライン化を取りやめた手続", table)]


def _parts(found: Bridge, cause: Cause) -> Sequence[Part]:
    return next((line.parts for line in found.lines if line.cause is cause), ())


def _standings(material: Material, parts: Sequence[Part]) -> list[Standing]:
    by_key = {code_key(item.procedure.code): item for item in material.standings}
    return [by_key[code_key(part.code)] for part in parts]


def _procedure_table(items: Sequence[Standing], heading: str, days: Sequence[str]) -> Table:
    columns = (
        Column("手続名", share=7),
        Column("所管課", share=5),
        Column("年間件数", Kind.COUNT),
        Column(heading, share=3),
    )
    rows = tuple(
        (item.procedure.name, place(item), labels.number(item.annual_cases), day)
        for item, day in zip(items, days, strict=True)
    )
    return Table(columns, rows, "単位：件")


def _ended(item: Standing, found: Bridge) -> str:
    """The day of the record that says so; none where a record was withdrawn and an older one holds again."""
    key = code_key(item.procedure.code)
    known = {
        record.number
        for procedure in found.before.procedures
        if code_key(procedure.code) == key
        for record in procedure.records
    }
    record = item.record
    if record is None or record.effective_on is None or record.number < max(known, default=0):
        return NOTHING_HERE
    return labels.day(record.effective_on)


def _causes(found: Bridge) -> Table:
    columns = (
        Column("要因", share=4),
        Column("該当手続数", Kind.COUNT),
        Column("オンライン化済みの件数の増減", Kind.CHANGE, 3),
        Column("件数（母数）の増減", Kind.CHANGE, 3),
        Column("率への影響（ポイント）", Kind.POINTS, 3),
    )
    rows = tuple(
        (
            name_of(line.cause),
            labels.number(len(line.parts)),
            labels.signed_number(line.change.online_cases),
            labels.signed_number(line.change.known_cases),
            labels.signed_points(line.points),
        )
        for line in found.lines
    )
    total_row = (
        "計",
        "",
        labels.signed_number(found.change.online_cases),
        labels.signed_number(found.change.known_cases),
        labels.signed_points(found.points),
    )
    notes: tuple[str, ...] = ()
    if labels.differs_from_sum([line.points for line in found.lines], found.points):
        notes = ("率への影響は、四捨五入のため、内訳の合計と計が一致しない。",)
    return Table(columns, (*rows, total_row), "単位：手続、件", notes, has_total=True)


def _whole(found: Bridge) -> str:
    if found.points is None:
        return ""
    before, after = (each.coverage.availability_rate_by_cases for each in (found.before, found.after))
    return f"（{labels.percent(before)}から{labels.percent(after)}へ）"


def _named(part: Part) -> str:
    return f"{part.name}（{part.merged_into.name}へ統合）" if part.merged_into else part.name


def _signed(changed: Part | Bridge) -> tuple[str, ...]:
    change = changed.change
    counts = (change.online_procedures, change.procedures, change.online_cases, change.known_cases)
    return tuple(map(labels.signed_number, counts))
