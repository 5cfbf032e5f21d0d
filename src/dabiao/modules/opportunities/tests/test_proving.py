"""Evidence given, waived, taken back and found void, in both ways of working."""

from datetime import timedelta
from io import BytesIO

import pytest

from dabiao.core.attachments import receiving
from dabiao.core.attachments import services as attachments
from dabiao.core.errors import Conflict, Forbidden, Invalid, NotFound
from dabiao.modules.activities import services as activities
from dabiao.modules.opportunities import queries, services
from dabiao.modules.opportunities.models import Criterion, Opportunity, Pipeline, Proof, StageEntry
from dabiao.modules.opportunities.services._weighing import weigh
from dabiao.modules.opportunities.tests.builders import a_customer, an_opportunity, move, stage, told
from dabiao.testing.people import NOW, Company, Person
from dabiao.testing.statements import counted

LATER = NOW + timedelta(hours=2)


def criterion(code: str) -> Criterion:
    return Criterion.objects.get(stage__pipeline__is_default=True, code=code)


def say(
    person: Person, deal: Opportunity, code: str, *, note: str = "客户亲口说的", now=NOW, **about
) -> services.Given:
    facts = {"kind": "note", "note": note} | about
    return services.prove(deal.pk, criterion_id=criterion(code).pk, **facts, actor=person.actor, now=now)


def call(person: Person, kind: str, id: int, now=NOW, **more) -> int:
    facts = {"method": "call", "purpose": "谈需求", "result": "reached", **more}
    return activities.log(subject_kind=kind, subject_id=id, **facts, actor=person.actor, now=now).pk


def by_checklist() -> None:
    Pipeline.objects.filter(is_default=True).update(mode="checklist")


def stands(deal: Opportunity) -> tuple[str, str | None, int]:
    deal = Opportunity.objects.select_related("stage", "evidenced_stage").get(pk=deal.pk)
    return deal.stage.code, deal.evidenced_stage.code if deal.evidenced_stage else None, deal.proof_count


def tick_all(person: Person, deal: Opportunity, *codes: str) -> None:
    for code in codes:
        say(person, deal, code)


FIRST = ("asked_for_more", "names_a_need", "agreed_to_meet")


def test_one_sign_of_a_later_stage_carries_the_deal_there_and_says_why(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    given = say(company["sales1"], deal, "talks_terms", now=LATER)
    assert given.moved
    assert stands(deal) == ("negotiating", "negotiating", 1)
    kinds = told("opportunity", deal.pk)[-2:]
    assert [kind for kind, _ in kinds] == ["opportunity.criterion_proved", "opportunity.stage_moved"]
    assert kinds[0][1]["criterion"] == "talks_terms"
    assert (kinds[1][1]["cause"], kinds[1][1]["to_stage"]) == ("evidence", "negotiating")
    entry = StageEntry.objects.get(opportunity=deal, left_at=None)
    assert (entry.stage_id, entry.entered_at) == (stage("negotiating").pk, LATER)


def test_a_sign_of_an_earlier_stage_moves_nothing_and_a_claim_may_be_ahead_or_behind(
    company: Company,
) -> None:
    deal = an_opportunity(company["sales1"], at="solution_accepted")
    assert not say(company["sales1"], deal, "names_a_need").moved
    assert stands(deal) == ("solution_accepted", "interested", 1)
    move(company["sales1"], deal, "decided")
    assert queries.checklist(deal.pk, actor=company["sales1"].actor)["claim_gap"] == 4
    say(company["sales1"], deal, "talks_terms")
    move(company["sales1"], deal, "interested")
    assert queries.checklist(deal.pk, actor=company["sales1"].actor)["claim_gap"] == -3


def test_the_same_evidence_twice_is_one(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    contact = call(company["sales1"], "opportunity", deal.pk)
    about = {"kind": "contact", "about_kind": "activity", "about_id": contact, "note": ""}
    for _ in range(2):
        say(company["sales1"], deal, "names_a_need", **about)
        say(company["sales1"], deal, "names_a_need", note="电话里说的")
    assert Proof.objects.filter(opportunity=deal).count() == 2
    assert stands(deal)[2] == 1


def test_what_a_proof_rests_on_belongs_to_the_deal_or_its_customer_and_is_seen(company: Company) -> None:
    sales1 = company["sales1"]
    deal = an_opportunity(sales1)
    of_customer = call(sales1, "customer", deal.customer_id)
    elsewhere = call(sales1, "customer", a_customer(sales1, "别家").pk)
    unseen = call(company["sales3"], "customer", a_customer(company["sales3"], "远方").pk)
    about = {"kind": "contact", "about_kind": "activity", "note": ""}
    say(sales1, deal, "names_a_need", **about, about_id=of_customer)
    for id, code in (
        (elsewhere, "opportunities.evidence_elsewhere"),
        (unseen, "core.not_found_here"),
        (10**9, "core.not_found_here"),
    ):
        with pytest.raises(Invalid) as refused:
            say(sales1, deal, "names_a_need", **about, about_id=id)
        assert (refused.value.code, refused.value.field) == (code, "about_id")
    with pytest.raises(Invalid) as refused:
        say(sales1, deal, "names_a_need", kind="record", about_kind="opportunity", about_id=deal.pk, note="")
    assert refused.value.code == "opportunities.evidence_elsewhere"
    with pytest.raises(Invalid, match="core.unknown_kind"):
        say(sales1, deal, "names_a_need", kind="record", about_kind="dream", about_id=1, note="")


def test_who_sees_a_deal_but_may_not_edit_it_gives_no_evidence(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    with pytest.raises(Forbidden):
        say(company["finance"], deal, "names_a_need")
    with pytest.raises(NotFound):
        say(company["sales2"], deal, "names_a_need")
    services.set_member(
        deal.pk, user_id=company["sales2"].id, part="supports", actor=company["sales1"].actor, now=NOW
    )
    say(company["sales2"], deal, "talks_terms")
    assert stands(deal)[0] == "negotiating"


def test_a_retired_criterion_and_one_of_another_pipeline_are_unknown(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    Criterion.objects.filter(code="said_yes").update(active=False)
    with pytest.raises(Invalid) as refused:
        say(company["sales1"], deal, "said_yes")
    assert (refused.value.code, refused.value.field) == ("core.not_found_here", "criterion_id")


def test_taken_back_it_is_history_and_by_signs_the_stage_stays(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    [proof] = say(company["sales1"], deal, "talks_terms").proofs
    for _ in range(2):
        services.withdraw(deal.pk, proof_ids=[proof.pk], actor=company["sales1"].actor, now=LATER)
    assert stands(deal) == ("negotiating", None, 0)
    kinds = [kind for kind, _ in told("opportunity", deal.pk)]
    assert kinds.count("opportunity.proof_withdrawn") == 1
    [shown] = queries.checklist(deal.pk, actor=company["sales1"].actor)["stages"][3]["criteria"][1]["proofs"]
    assert (shown["stands"], shown["withdrawn_at"], shown["withdrawn_by_name"]) == (False, LATER, "sales1")


def test_undone_at_once_the_stage_is_what_it_was_as_if_nothing_had_been(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    [proof] = say(company["sales1"], deal, "talks_terms", now=LATER).proofs
    services.withdraw(deal.pk, proof_ids=[proof.pk], undo=True, actor=company["sales1"].actor, now=LATER)
    assert stands(deal) == ("interested", None, 0)
    assert list(StageEntry.objects.filter(opportunity=deal).values_list("stage__code", "left_at")) == [
        ("interested", None)
    ]
    assert told("opportunity", deal.pk)[-1][1]["cause"] == "undone"
    moved = an_opportunity(company["sales1"], "手动", customer_id=deal.customer_id)
    [proof] = say(company["sales1"], moved, "talks_terms").proofs
    move(company["sales1"], moved, "decided", now=LATER)
    services.withdraw(moved.pk, proof_ids=[proof.pk], undo=True, actor=company["sales1"].actor, now=LATER)
    assert stands(moved)[0] == "decided"


def test_a_proof_of_another_deal_is_not_found_here(company: Company) -> None:
    one, other = an_opportunity(company["sales1"]), an_opportunity(company["sales1"], "另一个")
    [proof] = say(company["sales1"], other, "talks_terms").proofs
    with pytest.raises(Invalid, match="core.not_found_here"):
        services.withdraw(one.pk, proof_ids=[proof.pk], actor=company["sales1"].actor, now=NOW)


def test_a_removed_contact_makes_its_proof_void_until_it_comes_back(company: Company) -> None:
    sales1 = company["sales1"]
    deal = an_opportunity(sales1)
    contact = call(sales1, "opportunity", deal.pk)
    say(sales1, deal, "names_a_need", kind="contact", about_kind="activity", about_id=contact, note="")
    activities.remove(contact, actor=sales1.actor, now=LATER)
    assert stands(deal) == ("interested", None, 0)
    [shown] = queries.checklist(deal.pk, actor=sales1.actor)["stages"][0]["criteria"][1]["proofs"]
    assert (shown["stands"], shown["voided_at"], shown["in_sight"]) == (False, LATER, False)
    assert "opportunity.proof_voided" in [kind for kind, _ in told("opportunity", deal.pk)]
    activities.restore(contact, actor=sales1.actor, now=LATER)
    assert stands(deal) == ("interested", "interested", 1)


def test_a_removed_file_makes_its_proof_void_until_it_comes_back(company: Company) -> None:
    sales1 = company["sales1"]
    deal = an_opportunity(sales1)
    with receiving.received(BytesIO(b"%PDF-1.7 requirements"), name="需求.pdf") as arrived:
        file = attachments.attach(
            arrived, about_kind="opportunity", about_id=deal.pk, actor=sales1.actor, now=NOW
        )
    say(sales1, deal, "need_in_writing", kind="file", about_kind="file", about_id=file.pk, note="")
    assert stands(deal) == ("need_confirmed", "need_confirmed", 1)
    [shown] = queries.checklist(deal.pk, actor=sales1.actor)["stages"][1]["criteria"][0]["proofs"]
    assert shown["about_title"] == "需求.pdf"
    attachments.remove(file.pk, actor=sales1.actor, now=LATER)
    assert stands(deal) == ("need_confirmed", None, 0)
    attachments.restore(file.pk, actor=sales1.actor, now=LATER)
    assert stands(deal)[2] == 1


def test_what_vanished_without_a_word_is_found_void_the_next_day(company: Company) -> None:
    sales1 = company["sales1"]
    deal = an_opportunity(sales1)
    contact = call(sales1, "opportunity", deal.pk)
    say(sales1, deal, "names_a_need", kind="contact", about_kind="activity", about_id=contact, note="")
    assert services.void_what_is_gone(actor=sales1.actor, now=LATER) == 0
    Proof.objects.filter(opportunity=deal).update(about_id=10**9)
    assert services.void_what_is_gone(actor=sales1.actor, now=LATER) == 1
    assert stands(deal)[2] == 0


def test_by_checklist_the_unbroken_run_from_the_top_decides(company: Company) -> None:
    by_checklist()
    sales1 = company["sales1"]
    deal = an_opportunity(sales1)
    say(sales1, deal, "need_in_writing")
    assert stands(deal) == ("interested", None, 1)
    tick_all(sales1, deal, *FIRST[:2])
    assert queries.checklist(deal.pk, actor=sales1.actor)["next_criterion_id"] == criterion(FIRST[2]).pk
    say(sales1, deal, FIRST[2])
    assert stands(deal) == ("need_confirmed", "need_confirmed", 4)
    [proof] = Proof.objects.filter(criterion=criterion("names_a_need"))
    services.withdraw(deal.pk, proof_ids=[proof.pk], actor=sales1.actor, now=LATER)
    assert stands(deal) == ("interested", "interested", 3)
    assert told("opportunity", deal.pk)[-1][1]["cause"] == "withdrawn"


def test_by_checklist_nobody_moves_between_open_stages_but_wins_loses_and_reopens(company: Company) -> None:
    by_checklist()
    sales1 = company["sales1"]
    deal = an_opportunity(sales1)
    with pytest.raises(Conflict) as refused:
        move(sales1, deal, "decided")
    assert (refused.value.code, refused.value.field) == ("opportunities.checklist_decides", "stage_id")
    body = {"stage_id": stage("decided").pk, "expected_stage_id": deal.stage_id}
    said = sales1.client.problem("POST", f"/opportunities/{deal.pk}/stage-moves", body)
    assert said[:2] == (409, "opportunities.checklist_decides")
    move(sales1, deal, "lost", reason="价格")
    move(sales1, deal, "negotiating", now=LATER)
    move(sales1, deal, "won", now=LATER)
    assert stands(deal)[0] == "won"


def test_who_enters_in_the_middle_waives_the_earlier_ones_together_for_one_reason(company: Company) -> None:
    by_checklist()
    sales1 = company["sales1"]
    deal = an_opportunity(sales1, at="solution_accepted")
    say(sales1, deal, FIRST[0])
    assert stands(deal) == ("solution_accepted", "interested", 1)
    earlier = [one.pk for one in Criterion.objects.filter(stage__code__in=("interested", "need_confirmed"))]
    for _ in range(2):
        services.waive(deal.pk, criterion_ids=earlier, reason="老客户续约", actor=sales1.actor, now=NOW)
    assert stands(deal) == ("solution_accepted", "need_confirmed", 7)
    [kind] = [data for kind, data in told("opportunity", deal.pk) if kind == "opportunity.criteria_waived"]
    assert (kind["n"], kind["note"]) == (6, "老客户续约")
    with pytest.raises(Invalid) as refused:
        services.waive(deal.pk, criterion_ids=earlier, reason=" ", actor=sales1.actor, now=NOW)
    assert refused.value.field == "note"


def test_a_closed_deal_stays_closed(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    move(company["sales1"], deal, "lost", reason="价格")
    assert not say(company["sales1"], deal, "talks_terms").moved
    assert stands(deal) == ("lost", None, 0)


def test_after_the_list_was_changed_deals_are_told_anew(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    say(company["sales1"], deal, "talks_terms")
    say(company["sales1"], deal, "names_a_need")
    Criterion.objects.filter(code="talks_terms").update(active=False)
    assert weigh([Opportunity.objects.get(pk=deal.pk)]) == 1
    assert stands(deal) == ("negotiating", "interested", 1)


def test_more_proofs_cost_no_more_statements_to_show(company: Company) -> None:
    sales1 = company["sales1"]
    deal = an_opportunity(sales1)
    costs = []
    for codes in (("names_a_need",), ("asked_for_more", "budget_named")):
        for code in codes:
            contact = call(sales1, "opportunity", deal.pk)
            say(sales1, deal, code, kind="contact", about_kind="activity", about_id=contact, note="")
        costs.append(counted(lambda: queries.checklist(deal.pk, actor=sales1.actor)))
    assert costs[0] == costs[1]


def test_candidates_are_what_speaks_of_the_deal_first(company: Company) -> None:
    sales1 = company["sales1"]
    deal = an_opportunity(sales1)
    of_customer = call(sales1, "customer", deal.customer_id, purpose="问候", now=LATER)
    of_deal = call(sales1, "opportunity", deal.pk)
    found = queries.candidates(deal.pk, actor=sales1.actor)["items"]
    assert [(one["kind"], one["about_id"], one["title"], one["of_deal"]) for one in found] == [
        ("contact", of_deal, "谈需求", True),
        ("contact", of_customer, "问候", False),
    ]


def test_evidence_over_http_moves_the_deal_and_is_answered_whole(company: Company) -> None:
    client, deal = company["sales1"].client, an_opportunity(company["sales1"])
    body = {"criterion_id": criterion("talks_terms").pk, "kind": "note", "note": "问了付款方式"}
    given = client.write("POST", f"/opportunities/{deal.pk}/proofs", body)
    assert (given["moved"], given["evidenced_stage_name"], given["proof_count"]) == (True, "Negotiating", 1)
    back = client.write(
        "POST", f"/opportunities/{deal.pk}/proof-withdrawals", {"proof_ids": given["proof_ids"], "undo": True}
    )
    assert (back["moved"], back["evidenced_stage_id"], back["claim_gap"]) == (True, None, 0)
    waived = client.write(
        "POST",
        f"/opportunities/{deal.pk}/proof-waivers",
        {"criterion_ids": [body["criterion_id"]], "reason": "续约"},
    )
    assert waived["stages"][3]["criteria"][1]["met"]
    row = client.read(f"/opportunities/{deal.pk}")
    assert (row["evidenced_stage_code"], row["claim_gap"], row["proof_count"]) == ("negotiating", 0, 1)


def test_a_word_carries_as_far_as_a_record_and_is_believed_half(company: Company) -> None:
    sales1 = company["sales1"]
    deal = an_opportunity(sales1)
    say(sales1, deal, "talks_terms")
    assert stands(deal) == ("negotiating", "negotiating", 1)
    row = queries.detail(deal.pk, actor=sales1.actor, now=NOW)
    assert (row["claim_gap"], row["recorded_gap"], row["credibility"]) == (0, 3, 70)
    [sign] = [
        one
        for part in queries.checklist(deal.pk, actor=sales1.actor)["stages"]
        for one in part["criteria"]
        if one["met"]
    ]
    assert sign["on_word"]
    contact = call(sales1, "opportunity", deal.pk)
    [proof] = say(
        sales1, deal, "talks_terms", kind="contact", about_kind="activity", about_id=contact, note=""
    ).proofs
    row = queries.detail(deal.pk, actor=sales1.actor, now=NOW)
    assert (row["recorded_gap"], row["credibility"]) == (0, 100)
    services.withdraw(deal.pk, proof_ids=[proof.pk], actor=sales1.actor, now=NOW)
    assert queries.detail(deal.pk, actor=sales1.actor, now=NOW)["credibility"] == 70
    waived = [criterion("talks_terms").pk, criterion("said_yes").pk]
    services.waive(deal.pk, criterion_ids=waived, reason="续约", actor=sales1.actor, now=NOW)
    assert queries.detail(deal.pk, actor=sales1.actor, now=NOW)["recorded_gap"] == 0
