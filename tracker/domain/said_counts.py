"""What was counted, in words: for the log, under the names of the periods, and for showing old beside new."""

from collections.abc import Iterable

from tracker.domain import labels
from tracker.domain.count_report import Count
from tracker.domain.said import Said
from tracker.domain.vocabulary import Language, name_of


def count_in_words(count: Count, language: Language = "ja") -> str:
    """2,100件（うちオンライン1,000件、確定値）; what is not counted says so."""
    total = labels.cases(count.cases, language)
    if count.cases is None:
        return total
    basis = name_of(count.basis, language)
    online = "" if count.online_cases is None else labels.cases(count.online_cases, language)
    if language == "ja":
        return f"{total}（{f'うちオンライン{online}、' if online else ''}{basis}）"
    return f"{total} ({f'{online} online, ' if online else ''}{basis.lower()})"


def said_by_counts(counts: Iterable[Count], language: Language = "ja") -> Said:
    """Each count under the name of its period, and what was added to it."""
    said: Said = {}
    for count in counts:
        name = labels.period(count.period, language)
        said[name] = count_in_words(count, language)
        if count.note:
            said[f"{name}の備考" if language == "ja" else f"{name}, note"] = count.note
    return said
