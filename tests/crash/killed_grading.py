"""Models of grading trained by processes that die, each at the next statement; then the job runs once more."""

import json
import os
import sys
from typing import Any

import django
from tests.crash.killed_work import Act, by, killed_everywhere


def main() -> None:
    from dabiao.core.upkeep import triggers
    from dabiao.modules.grading.models import Model
    from dabiao.modules.grading.services import ruling
    from dabiao.modules.grading.tests.test_learning import RULE, write_history
    from dabiao.testing.people import make_company

    triggers.put_back()
    company = make_company()
    ruling.create(values=RULE, **by(company, "ops"))
    write_history(company)
    act = Act(lambda _company, _number: Model.objects.count(), trained)
    sys.stdout.write(json.dumps(killed_everywhere(company, act)))


def trained(company: Any, before: int) -> None:
    """Before it begins, and so after each death, what grades is one whole model. A death past the end left nothing to do."""
    from dabiao.core.learning.models import read
    from dabiao.modules.grading.models import Model
    from dabiao.modules.grading.services import learning

    using = list(Model.objects.filter(in_use=True))
    assert len(using) == min(Model.objects.count(), 1)
    for one in using:
        assert read(one.artefact)
        assert one.cuts
    if Model.objects.count() == before:
        learning.train(**by(company, "ops"))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dabiao.config.settings")
    os.environ["OMP_NUM_THREADS"] = "1"  # threads of a library do not outlive a fork
    django.setup()
    main()
