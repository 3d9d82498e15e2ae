"""Who is in the room: people and machines who do the same thing at the same moment, with real commits."""

import threading

from django.db import connection

from accounts.journal.actors import Actor
from accounts.staff import actions
from accounts.staff.models import User
from kycrisk.lib.errors import Refused
from tests.accounts.staff.test_people import second_admin
from tests.world import by, person


def test_two_admins_who_switch_each_other_off_at_once_leave_one(real_db: str):
    second_admin()
    ada, bo, start, refusals = by("ada"), User.objects.get(username="bo"), threading.Barrier(2), []

    def switch_off(actor: Actor, other: User) -> None:
        try:
            start.wait(10)
            actions.switch_off(by=actor, user=other)
        except Refused as refused:
            refusals.append(refused.code)
        finally:
            connection.close()

    pairs = [(ada, bo), (Actor.person(bo), person("ada"))]
    threads = [threading.Thread(target=switch_off, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refusals == ["last_admin"]
