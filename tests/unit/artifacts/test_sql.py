"""What hand-written statements meet."""

import pytest
from django.db import OperationalError, connection, transaction

from artifacts import sql
from projects.access import Access
from projects.models import Project
from tests.support.threads import at_once


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_a_lock_that_another_holds_for_too_long_is_told_apart(access: Access) -> None:

    def wait(limit: str) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL {limit} = '50ms'")
            Project.objects.select_for_update().get(pk=access.project_id)

    def hold() -> None:
        with transaction.atomic():
            Project.objects.select_for_update().get(pk=access.project_id)
            for limit, is_lock in (("lock_timeout", True), ("statement_timeout", False)):
                (error,) = at_once(lambda limit=limit: wait(limit))
                assert isinstance(error, OperationalError)
                assert sql.waited_in_vain(error) == is_lock

    hold()
