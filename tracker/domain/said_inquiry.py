"""What an inquiry asks, in words: for letters, pages and the log."""

from datetime import date, timedelta
from itertools import pairwise

from tracker.domain.asked import Topic
from tracker.domain.audit import Details
from tracker.domain.fiscal import month_end
from tracker.domain.inquiry import Inquiry, Terms
from tracker.domain.labels import day, fiscal_year, month, number
from tracker.domain.vocabulary import Language, name_of


def subject_of(inquiry: Inquiry) -> str:
    """How the log and letters call it: 第3回照会."""
    return f"第{number(inquiry.number)}回照会"


def topics_in_words(terms: Terms, language: Language = "ja") -> tuple[str, ...]:
    """What is asked, with the year and the months of the counts: 年間受付件数（令和7年度）."""
    spans = {
        Topic.YEARLY_COUNTS: fiscal_year(terms.fiscal_year, language) if terms.fiscal_year else "",
        Topic.MONTHLY_COUNTS: _months(terms.months, language),
    }
    brackets = "（{}）" if language == "ja" else " ({})"
    return tuple(
        name_of(topic, language) + (brackets.format(spans[topic]) if spans.get(topic) else "") for topic in terms.topics
    )


def said_by_terms(terms: Terms) -> Details:
    """Under the headings of the log."""
    counts = [fiscal_year(terms.fiscal_year)] if terms.fiscal_year else []
    return {
        "基準日": day(terms.reference_on),
        "回答期限": day(terms.due_on),
        "照会する事項": "、".join(name_of(topic) for topic in terms.topics),
        "照会先": name_of(terms.whom),
        "頻度": name_of(terms.frequency),
        "件数の対象": "、".join([*counts, *map(month, terms.months)]),
        "連絡事項": terms.note,
    }


def _months(months: tuple[date, ...], language: Language) -> str:
    """令和8年7月～令和8年9月 where nothing is left out between them."""
    ordered = sorted(months)
    follows = all(month_end(one) + timedelta(days=1) == next_one for one, next_one in pairwise(ordered))
    if follows and len(ordered) > 1:
        between = "～" if language == "ja" else "–"
        return f"{month(ordered[0], language)}{between}{month(ordered[-1], language)}"
    return ("、" if language == "ja" else ", ").join(month(each, language) for each in ordered)
