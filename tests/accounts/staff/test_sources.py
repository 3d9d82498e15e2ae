"""Who lets services of other houses send, and are their secrets kept as secrets?"""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from accounts.journal.models import Entry
from accounts.staff.actions_sources import add_source, remove_source, rotate_source
from accounts.staff.models import IntakeSource
from kycrisk.lib.errors import Refused
from kycrisk.lib.signing import live_secrets
from tests.world import NOW, by

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_ada_adds_acme_and_the_secret_is_nowhere_but_in_her_hands():
    source, secret = add_source(by=by("ada"), name="acme")
    row = IntakeSource.objects.values().get()
    assert secret.encode() not in b"".join(bytes(part) for part in row.values() if isinstance(part, bytes | memoryview))
    assert live_secrets(source, NOW) == [secret]
    line = Entry.objects.get(verb="intake_source.added")
    assert (line.actor_name, line.subject_id, secret in str(line.detail)) == ("Ada Novak", "acme", False)


@pytest.mark.parametrize("name", ["ines", "omar", "ana", "audrey", "sam"])
def test_nobody_but_an_admin_may(name: str):
    add_source(by=by("ada"), name="acme")
    for attempt in (
        lambda: add_source(by=by(name), name="other"),
        lambda: rotate_source(by=by(name), name="acme", overlap=HOUR),
        lambda: remove_source(by=by(name), name="acme"),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.status == 403


@pytest.mark.parametrize("name", ["", "Acme", "-acme", "a/b", "acme\n", "a" * 41, "stripe"])
def test_a_name_that_fits_no_address_or_is_another_services_is_refused(name: str):
    with pytest.raises(Refused) as refused:
        add_source(by=by("ada"), name=name)
    assert refused.value.status == 422


def test_a_name_is_taken_until_its_source_is_removed():
    add_source(by=by("ada"), name="acme")
    with pytest.raises(Refused, match="already"):
        add_source(by=by("ada"), name="acme")
    remove_source(by=by("ada"), name="acme")
    with pytest.raises(Refused, match="no source"):
        remove_source(by=by("ada"), name="acme")
    add_source(by=by("ada"), name="acme")


def test_the_command_prints_the_secret_alone(capsys: pytest.CaptureFixture[str]):
    printed = []
    for what in ("add", "rotate"):
        call_command("intake_source", what, "acme")
        printed.append(capsys.readouterr().out)
    assert [line.count("\n") for line in printed] == [1, 1]
    source = IntakeSource.objects.get()
    assert [f"{secret}\n" for secret in live_secrets(source, NOW)] == printed[::-1]
    call_command("intake_source", "list")
    assert capsys.readouterr().out == "acme\n"
    call_command("intake_source", "remove", "acme")
    with pytest.raises(CommandError, match="no source acme"):
        call_command("intake_source", "rotate", "acme")
