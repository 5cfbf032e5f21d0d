"""The doctor finds nothing wrong with a healthy company, and everything that is broken behind the services' back."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker
from tests.journey import Journey, live_through
from tests.shared_world import rolled_back

from dabiao.core.actor import SYSTEM
from dabiao.core.events import pump
from dabiao.core.fields.services import create as make_field
from dabiao.core.notifications.models import Notification
from dabiao.core.timers.worker import drain
from dabiao.doctor import Finding, run
from dabiao.doctor.checks import ALL
from dabiao.modules.dispatch.services import responding
from dabiao.modules.dispatch.tests.world import arrived, owner_of, policy, rule
from dabiao.modules.forecasts.services import summing
from dabiao.modules.forms import services as forms
from dabiao.modules.forms.models import Submission
from dabiao.modules.forms.tests.world import a_form
from dabiao.modules.leads.models import Lead
from dabiao.modules.opportunities.services import stage_sums
from dabiao.modules.opportunities.tests.builders import an_opportunity
from dabiao.modules.targets import services as targets
from dabiao.modules.targets.tests.world import a_tree, put
from dabiao.testing.files import imported, undone
from dabiao.testing.people import NOW, Company, make_company

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("journey")]  # a test's writes are taken back

LATER = NOW + timedelta(days=9)
LEAD, DEAL, OTHER_DEAL = (
    "leads_lead",
    "opportunities_opportunity",
    "(SELECT MIN(id) FROM opportunities_opportunity)",
)
OPEN_STAGE = "(SELECT id FROM opportunities_stage WHERE kind = 'open' ORDER BY position LIMIT 1)"
AN_EVENT = "(SELECT MIN(id) FROM events_event)"
FACTOR = """
    INSERT INTO access_secondfactor (user_id, sealed_secret, created_at, confirmed_at, last_step, failures)
    SELECT {seller}, 'x', at, at, 0, 0 FROM events_event WHERE id = {event}"""

CAMPAIGN = """
    INSERT INTO channels_campaign (name, source, state, version, created_at, updated_at)
    SELECT '无名', 'advert', 'running', 1, at, at FROM events_event WHERE id = {event}"""
CONNECTION = """
    INSERT INTO channels_connection (kind, name, active, token_hash, sealed_token, sealed_secret, signing, signature_name,
    source, campaign, mapping, agents, refused_count, version, created_at, updated_at)
    SELECT 'json', 'x', (1 = 1), 'x', 'x', '', 'none', '', 'form', '', '{{}}', '{{}}', 0, 1, at, at
    FROM events_event WHERE id = {event}"""

FIELDED = {
    "lead": "leads_lead",
    "customer": "customers_customer",
    "contact": "customers_contact",
    "opportunity": "opportunities_opportunity",
    "contract": "contracts_contract",
    "activity": "activities_activity",
    "instalment": "receivables_instalment",
    "receipt": "receivables_receipt",
}
FOUND = ("lead", "customer", "contact", "opportunity", "contract")

# What is done behind the services' back → the check that must notice it. {gone} left, {won} is the deal that was won.
BROKEN: dict[str, str] = {
    "org.unit_path": "UPDATE org_unit SET path = '/7/' WHERE kind = 'team'",
    "org.top_is_company": "UPDATE org_unit SET kind = 'region' WHERE parent_id IS NULL",
    "org.left_can_sign_in": "UPDATE access_user SET is_active = (1 = 1) WHERE id = {gone}",
    "org.on_duty_without_work": "UPDATE org_employee SET status = 'suspended' WHERE user_id = {seller}",
    "org.level_above_base": "UPDATE org_employee SET base_level = 'D' WHERE user_id = {seller}",
    "org.led_by_departed": "UPDATE org_unit SET leader_id = {gone} WHERE kind = 'branch'",
    "org.nobody_administers": "DELETE FROM access_user_roles",
    "channels.campaign_without_name": CAMPAIGN,
    "channels.spend_of_another_source": f"""{CAMPAIGN};
        INSERT INTO channels_spend
        (campaign_id, source, first_on, last_on, amount_minor, note, external_id, created_at, updated_at)
        SELECT id, 'event', '2026-03-01', '2026-03-01', 1, '', '', created_at, created_at FROM channels_campaign""",
    "channels.lead_of_delivery_missing": f"""{CONNECTION};
        INSERT INTO channels_delivery (connection_id, event_id, body, content_type, state, attempts, repeats, code, field,
        params, subject_kind, subject_id, joined, received_at)
        SELECT id, '1', '', '', 'done', 1, 0, '', '', '{{{{}}}}', 'lead', 999999, (1 = 0), created_at
        FROM channels_connection""",
    "access.door_left_open": """
        INSERT INTO access_session
        (key_hash, user_id, created_at, seen_at, expires_at, address, user_agent, pending)
        SELECT 'x', {gone}, at, at, at, '', '', '' FROM events_event WHERE id = {event}""",
    "access.factor_without_way_back": FACTOR,
    "access.recovery_code_in_clear": FACTOR
    + "; INSERT INTO access_recoverycode (factor_id, code_hash) VALUES ({seller}, '7HK2M9QXRT')",
    "lead.held_by_departed": "UPDATE leads_lead SET owner_id = {gone} WHERE status = 'assigned'",
    "customer.held_by_departed": "UPDATE customers_customer SET owner_id = {gone}",
    "opportunity.held_by_departed": """
        UPDATE opportunities_opportunity SET owner_id = {gone}, closed_at = NULL, lost_reason = '', lost_to_id = NULL""",
    "contract.held_by_departed": "UPDATE contracts_contract SET owner_id = {gone}",
    "lead.owner_without_unit": "UPDATE leads_lead SET unit_id = NULL",
    "customer.owner_without_unit": "UPDATE customers_customer SET unit_id = NULL",
    "opportunity.owner_without_unit": "UPDATE opportunities_opportunity SET unit_id = NULL",
    "contract.owner_without_unit": "UPDATE contracts_contract SET unit_id = NULL",
    "lead.converted_into_nothing": "UPDATE leads_lead SET opportunity_id = NULL WHERE status = 'converted'",
    "lead.status_without_owner": "UPDATE leads_lead SET owner_id = NULL WHERE status = 'converted'",
    "lead.contact_times": "UPDATE leads_lead SET first_contact_at = NULL WHERE status = 'converted'",
    "lead.contact_not_counted": "UPDATE leads_lead SET last_contact_at = created_at WHERE status = 'converted'",
    "lead.arrived_unrecorded": "UPDATE events_event SET kind = 'lead.lost_and_found' WHERE kind = 'lead.received'",
    "lead.conversion_unrecorded": "UPDATE events_event SET kind = 'lead.edited' WHERE kind = 'lead.converted'",
    "dispatch.owner_differs": "UPDATE leads_lead SET owner_id = {gone}",
    "dispatch.case_without_turn": "UPDATE dispatch_case SET stint_id = NULL",
    "dispatch.turn_without_case": "UPDATE dispatch_case SET stint_id = NULL",
    "dispatch.several_turns": """UPDATE dispatch_stint SET "end" = ''""",
    "dispatch.turn_ended_without_reason": "UPDATE dispatch_stint SET ended_at = NULL",
    "dispatch.case_overdue": "UPDATE dispatch_case SET next_at = arrived_at",
    "dispatch.case_failing": "UPDATE dispatch_case SET attempts = 5",
    "dispatch.turn_twice": "UPDATE dispatch_decision SET turn = 1",
    "dispatch.standing_differs": "UPDATE dispatch_standing SET last_turn = last_turn + 1",
    "dispatch.day_miscounted": "UPDATE dispatch_seat SET day_given = day_given + 1",
    "dispatch.cap_exceeded": "UPDATE dispatch_decision SET winner_id = {seller}",
    "dispatch.chosen_otherwise": "UPDATE dispatch_decision SET excluded = '[{seller}]', tags = '[1]'",
    "dispatch.breach_of_no_turn": "UPDATE dispatch_breach SET owner_id = {gone}",
    "dispatch.breach_unrecorded": "DELETE FROM dispatch_breach",
    "dispatch.level_lost_again": "UPDATE dispatch_breach SET owner_id = {seller}, level_after = 'D'",
    "dispatch.level_lost_in_spite": "UPDATE dispatch_breach SET waiver = 'away'",
    "customer.open_opportunity_count": "UPDATE customers_customer SET open_opportunity_count = 7",
    "customer.several_primary_contacts": """
        DROP INDEX one_primary_contact; UPDATE customers_contact SET customer_id = {customer}, is_primary = (1 = 1)""",
    "customer.contact_not_counted": "UPDATE customers_customer SET last_contact_at = NULL",
    "activity.contact_elsewhere": """
        UPDATE activities_activity SET contact_id = (SELECT MAX(id) FROM customers_contact WHERE customer_id <> {customer})
        WHERE customer_id = {customer}""",
    "opportunity.stage_of_other_pipeline": """
        INSERT INTO opportunities_pipeline (code, name, is_default) VALUES ('x', '', (1 = 0));
        UPDATE opportunities_opportunity SET pipeline_id = (SELECT MAX(id) FROM opportunities_pipeline)""",
    "opportunity.closed_by_stage": "UPDATE opportunities_opportunity SET closed_at = NULL, lost_reason = '', lost_to_id = NULL",
    "opportunity.present_stage": "UPDATE opportunities_opportunity SET stage_id = {first_stage}",
    "opportunity.gap_in_stages": "UPDATE opportunities_stageentry SET entered_at = left_at WHERE left_at IS NOT NULL",
    "opportunity.proofs_not_counted": "UPDATE opportunities_opportunity SET proof_count = proof_count + 1",
    "opportunity.evidence_elsewhere": "UPDATE opportunities_opportunity SET evidenced_stage_id = {first_stage}",
    "opportunity.team_and_shares": "DELETE FROM access_share WHERE source = 'team'",
    "opportunity.items_not_summed": "UPDATE opportunities_opportunity SET amount_from_items = (1 = 1)",
    "opportunity.item_not_reckoned": "UPDATE opportunities_item SET amount_minor = amount_minor + 1",
    "opportunity.rivals_not_counted": "UPDATE opportunities_opportunity SET competitor_count = competitor_count + 1",
    "opportunity.lost_to_nobody": "DELETE FROM opportunities_rival",
    "opportunity.from_no_lead": "UPDATE opportunities_opportunity SET lead_id = 999",
    "opportunity.contact_not_counted": "UPDATE opportunities_opportunity SET last_contact_at = NULL",
    "opportunity.unrecorded": "UPDATE events_event SET kind = 'lead.edited' WHERE kind = 'opportunity.created'",
    "contract.received": "UPDATE contracts_contract SET received_minor = received_minor + 1",
    "contract.fulfilled_by_money": "UPDATE contracts_contract SET status = 'fulfilled', amount_minor = 0, received_minor = 0",
    "contract.of_other_customer": "UPDATE contracts_contract SET opportunity_id = {lost}",
    "contract.other_currency": "UPDATE contracts_contract SET currency = 'USD'",
    "contract.plan_differs": "UPDATE receivables_instalment SET amount_minor = amount_minor + 1",
    "receipt.refunded": "UPDATE receivables_refund SET amount_minor = 1",
    "receipt.not_laid_out": "UPDATE receivables_allocation SET amount_minor = amount_minor + 1",
    "receipt.parts": """
        UPDATE receivables_receipt SET allocated_minor = allocated_minor - 1, advance_minor = advance_minor + 1
        WHERE allocated_minor > 0""",
    "instalment.allocated": "UPDATE receivables_instalment SET allocated_minor = allocated_minor - 1",
    "allocation.across_contracts": """
        INSERT INTO contracts_contract (number, title, customer_id, amount_minor, currency, received_minor, status,
            remark, cancel_reason, fields, version, created_at, updated_at)
        SELECT 'X', '', customer_id, 0, 'CNY', 0, 'draft', '', '', fields, 1, created_at, updated_at FROM contracts_contract;
        UPDATE receivables_instalment SET contract_id = (SELECT MAX(id) FROM contracts_contract)""",
    "deal.won_without_proof": "UPDATE contracts_contract SET opportunity_id = NULL",
    "deal.signed_but_not_won": "UPDATE opportunities_opportunity SET stage_id = {first_stage}",
    "deal.paid_but_not_won": "UPDATE opportunities_opportunity SET stage_id = {first_stage}",
    "deal.contract_cancelled": "UPDATE contracts_contract SET status = 'cancelled', received_minor = 0",
    "deal.all_refunded": "UPDATE contracts_contract SET status = 'signed', received_minor = 0",
    "event.about_nothing": "UPDATE events_eventsubject SET object_id = 999 WHERE kind = 'contract' AND event_id = {signed}",
    "event.subject_without_event": "DELETE FROM events_event WHERE id = {event}",
    "activity.about_nothing": "UPDATE activities_activity SET about_id = 999",
    "notification.about_nothing": "UPDATE notifications_notification SET subject_id = 999",
    "share.of_nothing": "UPDATE access_share SET object_id = 999",
    "identity.key_of_nobody": "UPDATE identity_identitykey SET holder_id = 999999",
    "identity.mobile_without_key": "DELETE FROM identity_identitykey",
    "identity.allow_list_disagrees": """
        INSERT INTO identity_sharedkey (kind, value, note, created_at)
        SELECT 'phone', '+862162345678', '', at FROM events_event WHERE id = {event}""",
    "lead.enquiries_miscounted": "UPDATE leads_lead SET enquiry_count = enquiry_count + 1",
    "import.counters": "UPDATE importing_importrun SET done = done - 1",
    "import.rejects": "UPDATE importing_importrun SET rejected = rejected + 1",
    "import.rows": "UPDATE importing_importedrow SET outcome = 'unchanged'",
    "import.before_images": "UPDATE importing_importedrow SET record_id = NULL WHERE outcome = 'created'",
    "import.withdrawn": "UPDATE importing_importedrow SET undone = 'undone' WHERE outcome = 'created'",
    "import.leads_made": "UPDATE leads_lead SET import_id = NULL",
    "import.customers_made": "UPDATE importing_importrun SET kind = 'customer'",
    "import.stuck": "UPDATE importing_importrun SET status = 'running'",
    "file.bytes": "UPDATE files_storedfile SET size = size + 1",
    "file.of_nothing": """
        INSERT INTO files_storedfile (name, size, sha256, content_type, created_at)
        SELECT 'x', size, sha256, content_type, created_at FROM files_storedfile""",
    "file.part_missing": "UPDATE attachments_attachment SET part_kind = 'comment', part_id = 999",
    "file.outlived": "UPDATE attachments_attachment SET removed_at = added_at",
    "form.record_missing": "UPDATE forms_submission SET about_id = 999999",
    "form.lead_twice": "UPDATE forms_submission SET about_id = (SELECT MIN(id) FROM leads_lead)",
    "form.foreign_code": "UPDATE forms_submission SET form_id = (SELECT MAX(id) FROM forms_form)",
    "target.sum_differs": "UPDATE targets_breakdown SET must_sum = must_sum + 1",
    "target.whole_differs": "UPDATE targets_breakdown SET must = must - 1 WHERE must > 0",
    "target.foreign_part": "UPDATE targets_cell SET within_id = NULL",
    "target.overlapping_cells": "UPDATE targets_cell SET starts_on = '2027-01-15' WHERE starts_on = '2027-02-01'",
    "credit.shares_differ": "UPDATE targets_share SET bp = bp - 1; UPDATE targets_sharesum SET held_id = whole",
    "credit.tally_differs": """
        DELETE FROM targets_tallymark; DELETE FROM targets_tally; UPDATE targets_metric SET tallied_at = created_at""",
    "export.file": "UPDATE files_storedfile SET created_by = {gone}",
    "export.day": "UPDATE exporting_exportday SET rows = rows + 1",
    "export.uncounted": "UPDATE exporting_export SET charged = charged - 1 WHERE need = ''",
    "export.unapproved": "UPDATE exporting_export SET decided_by_id = NULL WHERE need <> ''",
    "export.outlived": "UPDATE exporting_export SET expires_at = asked_at WHERE status = 'done'",
    "export.stuck": "UPDATE exporting_export SET decide_until = asked_at WHERE status = 'waiting'",
    **{
        f"fields.{kind}_{wrong}": f"UPDATE {table} SET fields = '{{{{\"{key}\": {value}}}}}'"
        for kind, table in FIELDED.items()
        for wrong, key, value in (
            ("of_another_type", "budget", '"5"'),
            ("holds_null", "budget", "null"),
            ("of_no_field", "x", "1"),
        )
    },
    "delivery.dead": """
        INSERT INTO events_delivery (event_id, event_kind, handler, attempts, last_error, dead_at)
        SELECT id, kind, 'x', 15, '', at FROM events_event WHERE id = {event}""",
    "delivery.of_no_event": """
        INSERT INTO events_delivery (event_id, event_kind, handler, attempts, last_error) VALUES (999, 'x', 'x', 0, '')""",
    "delivery.late": """
        INSERT INTO events_delivery (event_id, event_kind, handler, attempts, last_error)
        SELECT id, kind, 'x', 0, '' FROM events_event WHERE id = {event}""",
    "timer.overdue": """
        INSERT INTO timers_timer (key, due_at, handler, payload, attempts, last_error)
        SELECT 'x', at, 'x', '{{}}', 0, '' FROM events_event WHERE id = {event}""",
    "timer.failing": """
        INSERT INTO timers_timer (key, due_at, handler, payload, attempts, last_error)
        SELECT 'x', at, 'x', '{{}}', 5, '' FROM events_event WHERE id = {event}""",
    "job.abandoned": "UPDATE timers_job SET status = 'running', lease_until = created_at",
    "job.waiting": "UPDATE timers_job SET status = 'queued'",
    "customer.completeness": "UPDATE customers_customer SET completeness = 7",
    "funnel.opened_not_as_deals_are": "DELETE FROM analytics_funnelmark",
    "funnel.closed_not_as_deals_are": "DELETE FROM analytics_funnelmark",
    "sums.stages_not_as_deals_are": "UPDATE opportunities_stagesum SET amount_minor = amount_minor + 1",
    "sums.stages_weighed_otherwise": "UPDATE opportunities_stagesum SET believed_minor = believed_minor + 1",
    "sums.forecast_of_other_deals": "UPDATE forecasts_opensum SET content = '[]'",
    "job.failed": "UPDATE timers_job SET status = 'failed', finished_at = '{later}'",
    **{f"search.{kind}_not_as_it_is": "UPDATE search_entry SET unit_id = 999" for kind in FOUND},
    **{
        f"search.{kind}_is_gone": f"""
        INSERT INTO search_entry (id, texts, handles) VALUES ({999 * 32 + number}, 'x', '')"""
        for number, kind in enumerate(FOUND, start=1)
    },
}


@pytest.fixture(scope="module")
def journey(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Journey]:
    with django_db_blocker.unblock(), rolled_back():
        company = make_company()
        for kind in FIELDED:
            make_field(
                kind=kind,
                key="budget",
                type="money",
                values={"labels": {"en": "Budget"}},
                actor=company["ops"].actor,
                now=NOW,
            )
        lived = live_through(company)
        dispatched(company)
        by_forms(company)
        with_targets(company)
        an_opportunity(company["sales1"], "还开着的", now=LATER, expected_win_on=LATER.date())
        for kept in (stage_sums, summing):
            kept.settle(actor=SYSTEM, now=LATER)
        yield lived


def dispatched(company: Company) -> None:
    """One lead whose first owner let it go by, at the cost of a level, and whose second owes the feedback; and one that went
    well."""
    began, actors = (
        NOW + timedelta(days=8),
        {company[name].id: company[name] for name in ("sales1", "sales1b")},
    )
    policy()
    rule(company, "sales1", "sales1b", cap_day=2)
    leads = [arrived(company, name, now=began) for name in ("先来的", "后来的")]
    drain(began)
    slow, quick = (owner_of(lead) or 0 for lead in leads)
    responding.respond(leads[1].pk, actor=actors[quick].actor, now=began + timedelta(seconds=10))
    said = {"method": "call", "result": "interested", "intent": "none"}
    responding.feed_back(leads[1].pk, **said, actor=actors[quick].actor, now=began + timedelta(seconds=20))
    for seconds in range(20, 301, 20):  # the lane is looked after all the time
        drain(began + timedelta(seconds=seconds))
        Notification.objects.filter(user_id=slow, read_at=None).update(read_at=began + timedelta(seconds=190))
    responding.respond(leads[0].pk, actor=actors[quick].actor, now=began + timedelta(seconds=310))
    for minutes in (26, 37):
        drain(began + timedelta(minutes=minutes))


def by_forms(company: Company) -> None:
    """Two forms; by a code of the first two leads came in."""
    first, _ = a_form(company), a_form(company)
    code = forms.create_code(first.pk, values={"name": "地铁"}, actor=company["ops"].actor, now=NOW)
    for number, lead in enumerate(Lead.objects.order_by("pk")[:2]):
        facts = {"state": "received", "about_kind": "lead", "about_id": lead.pk, "received_at": NOW}
        Submission.objects.create(form=first, code=code, key=f"sent {number}", **facts)


def with_targets(company: Company) -> None:
    """A team's January broken down to its people, and a February."""
    tree = a_tree(company)
    whole = put(tree, company, "一组", 100)
    put(tree, company, "sales1", 105)
    put(tree, company, "sales1", 50, starts_on=date(2027, 2, 1))
    targets.close(whole.pk, axis="down", actor=company["ops"].actor, now=NOW)


def found() -> dict[str, Finding]:
    return {finding.check: finding for finding in run(now=LATER)}


def test_a_healthy_company_has_no_findings() -> None:
    assert found() == {}


def test_nor_has_one_that_took_an_import_back(journey: Journey) -> None:
    ops = journey.company["ops"].actor
    journey.company["sales1"].client.write("POST", "/leads", {"name": "旧客", "phone": "13700000001"})
    content = (
        "姓名,电话,城市,负责人\n旧客,13700000001,苏州,\n新客,13700000002,苏州,sales1\n旧客,13700000001,,\n"
    )
    run = imported("lead", content, ops, mode="upsert", match=["phone"])
    again = imported("lead", content, ops)
    customers = imported("customer", "客户名称,联系人,手机\n新公司,张三,13700000003\n", ops)
    while pump.deliver_due(datetime(2100, 1, 1, tzinfo=UTC)).done:
        pass
    undone_runs = [undone(one, ops) for one in (again, run, customers)]
    drain(LATER)  # the jobs find that everything is done
    assert [(one.undone, one.kept) for one in undone_runs] == [(3, 0), (2, 0), (1, 0)]
    assert found() == {}


@pytest.mark.parametrize("check", BROKEN)
def test_what_is_broken_is_found(check: str, journey: Journey) -> None:
    _behind_the_back(BROKEN[check], journey)
    assert check in found()


def test_every_check_is_tried() -> None:
    assert sorted(BROKEN) == sorted(check.name for check in ALL)


def test_a_finding_counts_all_and_shows_a_few() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE org_unit SET path = '/'")
        cursor.execute("SELECT id FROM org_unit ORDER BY id")
        ids = [row[0] for row in cursor.fetchall()]
    finding = found()["org.unit_path"]
    assert (finding.count, finding.examples) == (len(ids), tuple(ids[:5]))


def test_looking_changes_nothing() -> None:
    with connection.execute_wrapper(_only_reads):
        run()


def _only_reads(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
    assert sql.startswith("SELECT"), sql
    return execute(sql, params, many, context)


def _behind_the_back(sql: str, journey: Journey) -> None:
    names = {
        "gone": journey.departed.id,
        "seller": journey.company["sales1"].id,
        "won": journey.won.opportunity_id,
        "lost": journey.lost.opportunity_id,
        "customer": journey.won.customer_id,
        "first_stage": OPEN_STAGE,
        "event": AN_EVENT,
        "signed": "(SELECT id FROM events_event WHERE kind = 'contract.signed')",
        "later": datetime.strftime(LATER.astimezone(UTC), "%Y-%m-%d %H:%M:%S+00"),
    }
    with connection.cursor() as cursor:
        for statement in sql.format(**names).split(";"):
            cursor.execute(statement)
