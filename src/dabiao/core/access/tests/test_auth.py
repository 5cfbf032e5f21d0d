"""From a cookie to an actor, when the database went away in between."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from dabiao.core.access import auth
from dabiao.core.access.models import Session, User


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no connection to lose")
def test_a_connection_lost_between_two_requests_is_renewed_unnoticed() -> None:
    now = timezone.now()
    user = User.objects.create(login="limin", name="李敏", created_at=now)
    key = auth.new_key()
    Session.objects.create(
        key_hash=auth.digest(key), user=user, created_at=now, seen_at=now, expires_at=now + timedelta(days=1)
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [backend])
    other.close()

    actor = auth.actor_of_session(key, now=now)

    assert actor is not None
    assert actor.user_id == user.pk
