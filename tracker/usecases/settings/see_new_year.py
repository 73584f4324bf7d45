"""新年度の作業: the facts from which the steps of a new fiscal year follow, from one state of the database."""

from datetime import date

from sqlalchemy import Connection, Engine

from tracker.domain import new_year
from tracker.domain.fiscal import local_day, midnight
from tracker.domain.inquiry import Whom
from tracker.domain.new_year import NewYear, first_day, year_in_view
from tracker.domain.policy import policy_on
from tracker.domain.procedure import Procedure
from tracker.domain.uniting import is_united
from tracker.domain.work import is_plan_overdue
from tracker.storage import accounts, closings, inquiries, organisation, papers, policies, procedures
from tracker.storage.new_year import accounts_changed_since, active_procedures_counted
from tracker.storage.transactions import reading


def see_new_year(engine: Engine, today: date) -> NewYear:
    """How far the beginning of the fiscal year in view has come."""
    with reading(engine) as connection:
        return new_year_on(connection, today)


def new_year_on(connection: Connection, today: date) -> NewYear:
    """The same on a connection: as many statements however much there is."""
    year = year_in_view(today)
    begins_on, march = first_day(year), date(year, 3, 1)
    known = organisation.load(connection)
    people = accounts.everybody(connection)
    stated = [item for item in procedures.all_as_stated(connection) if not is_united(item)]
    active = [item for item in stated if item.is_active(today)]
    return NewYear(
        year,
        today,
        policy_on(policies.load(connection).values(), max(today, begins_on)),
        march_closed=closings.find(connection, march) is not None,
        march_released=march in papers.releases(connection),
        reorganised=new_year.reorganised_on(known, begins_on),
        leftovers=new_year.leftovers(known, active, people),
        accounts_changed=accounts_changed_since(connection, midnight(begins_on)),
        without_division=new_year.without_division(people),
        without_people=new_year.without_people(known, active, people),
        added=sum(item.active_from == begins_on for item in stated),
        abolished=sum(item.abolished_on == begins_on for item in stated),
        overdue=tuple(item for item in stated if _was_planned_before(item, begins_on) and is_plan_overdue(item, today)),
        counted=active_procedures_counted(connection, year - 1, today),
        countable=len(active),
        asked_on=_asked_on(connection, begins_on),
    )


def _was_planned_before(procedure: Procedure, day: date) -> bool:
    planned_for = procedure.plan.planned_for
    return planned_for is not None and planned_for.last_day < day


def _asked_on(connection: Connection, begins_on: date) -> date | None:
    """When all divisions were first asked in the fiscal year."""
    days = (local_day(each.asked_at) for each in inquiries.listed(connection) if each.terms.whom is Whom.ALL)
    return min((day for day in days if day >= begins_on), default=None)
