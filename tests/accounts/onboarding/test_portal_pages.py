"""smoke"""

import pytest
from tests.applicants import harbour_applies, mina_applies, application
from tests.accounts.onboarding.entrance import Applicant

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "step", ["company", "ownership", "documents", "use", "review", "ownership/?party=p2", "ownership/?party=p1"]
)
def test_pages(step):
    a = Applicant(harbour_applies())
    r = a.get(f"step/{step}/" if "?" not in step else f"step/{step}")
    assert r.status_code == 200, r.content
    open(f"/tmp/w/portal-{step[:9].replace('/', '')}.html", "wb").write(r.content)


@pytest.mark.parametrize("step", ["you", "documents", "use", "review"])
def test_mina(step):
    a = Applicant(mina_applies())
    r = a.get(f"step/{step}/")
    assert r.status_code == 200


def test_enter():
    a = Applicant(application())
    assert a.get().url.endswith("/step/company/")
