"""The oracle asked about every row of a test's database, in the test's own connection."""

from artifacts.models import Manifest, Tag
from maintenance import invariants
from projects.models import Quota


def assert_sound() -> None:
    """Insist that nothing is half there, and that projects pay for what they hold."""
    violations = [
        str(violation)
        for check, rows in (
            (invariants.of_manifest, Manifest.objects.present()),
            (invariants.of_tag, Tag.objects.all()),
            (invariants.of_quota, Quota.objects.all()),
        )
        for pk in rows.values_list("pk", flat=True)
        for violation in check(pk)
    ]
    assert violations == []
