"""Two who decide one appeal at the same moment."""

from pathlib import Path

import pytest

from dabiao.core.errors import Conflict
from dabiao.modules.contracts.tests.together import real_database
from dabiao.modules.dispatch.models import Breach
from dabiao.modules.dispatch.services import appeals
from dabiao.modules.dispatch.tests.standing import Floor
from dabiao.modules.org import queries as org
from dabiao.testing.people import NOW, make_company

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_appeal_is_decided_once_by_two_at_once(tmp_path: Path) -> None:
    company = make_company()
    person = company["sales1"].employee
    person.level = "D"
    person.save(update_fields=["level"])
    breach = Floor(company).breach(company["sales1"], level_before="C", level_after="D", appeal="asked")
    judges = [company["lead1"].actor, company["manager"].actor]

    def judge(place: int) -> str:
        said = {"uphold": True, "words": "属实", "actor": judges[place], "now": NOW}
        return appeals.judge(breach.pk, **said).judged_by_name

    with real_database(tmp_path) as together:
        found = together(lambda: judge(0), lambda: judge(1))
        refused = [one for one in found if isinstance(one, Conflict)]
        decided = [one for one in found if isinstance(one, str)]
        assert [one.code for one in refused] == ["dispatch.appeal_judged"]
        assert [Breach.objects.get().judged_by_name] == decided
        levels = org.visible_to(company["ops"].actor).filter(pk=person.pk)
        assert levels.values_list("level", flat=True).get() == "C"
