"""The oracle asked about every row of a test's database, in the test's own connection."""

from artifacts.models import Manifest, Tag
from maintenance import invariants
from projects.models import Quota


def assert_sound(project: str = "") -> None:
    """Insist that nothing is half there, and that projects pay for what they hold: one, or all."""
    of = {"project__name": project} if project else {}
    within = {f"repository__{key}": name for key, name in of.items()}
    violations = [
        str(violation)
        for check, rows in (
            (invariants.of_manifest, Manifest.objects.present().filter(**within)),
            (invariants.of_tag, Tag.objects.filter(**within)),
            (invariants.of_quota, Quota.objects.filter(**of)),
        )
        for pk in rows.values_list("pk", flat=True)
        for violation in check(pk)
    ]
    assert violations == []
