"""Every page of the console, in one list: `test_accessibility.py` and `screenshots.py` walk it."""

import re
from dataclasses import asdict, dataclass
from itertools import product, starmap
from typing import get_args

from playwright.sync_api import Page

from tests.console.visits import NARROW, WIDE, Language, Look, Scheme, Visit
from tests.console.world import World

NOBODY = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A page by its address, which may name what `World` has, and who it is shown to."""

    path: str
    who: str = "admin"
    fault: str = ""
    """What the browser complains of there, rightly."""

    def __str__(self) -> str:
        words = re.findall(r"[a-z]+", self.path.removeprefix("/ui/"))
        return "-".join(words or ["home"]) + (f"-{self.who}" if self.who else "")

    def address(self, world: World) -> str:
        return self.path.format(**asdict(world))

    def open(self, visitor: Visit, world: World) -> Page:
        if self.fault:
            visitor.expect_fault(self.fault)
        return visitor.open(self.address(world))


PLACES = (
    Place("/ui/login", who=NOBODY),
    Place("/ui/"),
    Place("/ui/", who="dora"),
    Place("/ui/projects"),
    Place("/ui/projects?q={project}", who="gus"),
    Place("/ui/projects/{project}"),
    Place("/ui/projects/{project}", who="lena"),
    Place("/ui/projects/{project}", who="nobody", fault="403 GET .*/projects/"),
    Place("/ui/projects/{project}/members"),
    Place("/ui/projects/{project}/members?adding=true", who="petra"),
    Place("/ui/projects/{project}/labels", who="gus"),
    Place("/ui/projects/{project}/labels?edit=new"),
    Place("/ui/projects/{project}/rules", who="mona"),
    Place("/ui/projects/{project}/rules?edit=new"),
    Place("/ui/projects/{project}/settings"),
    Place("/ui/admin/labels"),
    Place("/ui/admin/quotas"),
    Place("/ui/admin/storage"),
    Place("/ui/admin/storage?project={project}&by=stored"),
    Place("/ui/admin/storage?project={project}&repository={repository}"),
    Place("/ui/admin/health"),
    Place("/ui/admin/settings"),
    Place("/ui/nowhere"),
    Place("/ui/admin/audit"),
    Place("/ui/admin/audit?range=all&operation=create%2Cupdate&result=succeeded"),
    Place("/ui/admin/audit?entry=1"),
    Place("/ui/projects/{project}/logs", who="petra"),
    Place("/ui/admin/users"),
    Place("/ui/admin/users?user=1"),
    Place("/ui/admin/users?creating=true"),
    Place("/ui/me/profile", who="dora"),
    Place("/ui/me/tokens", who="dora"),
    Place("/ui/me/tokens?creating=true", who="gus"),
    Place("/ui/me/preferences", who="dora"),
    Place("/ui/search?q={project}"),
    Place("/ui/search", who="dora"),
    Place("/ui/admin/robots"),
    Place("/ui/admin/robots?open=new"),
    Place("/ui/projects/{project}/robots", who="dora"),
    Place("/ui/projects/{project}/robots?open=new", who="petra"),
    Place("/ui/projects/{project}/repos"),
    Place("/ui/projects/{project}/repos?view=tree", who="dora"),
    Place("/ui/projects/empty/repos"),
    Place("/ui/projects/{project}/repos/{repository}/-/tags"),
    Place("/ui/projects/{project}/repos/{repository}/-/tags?view=artifacts", who="lena"),
    Place("/ui/projects/{project}/repos/{signed}/-/tags", who="dora"),
    Place("/ui/projects/{project}/repos/{repository}/-/history?tag=latest", who="mona"),
    Place("/ui/projects/{project}/repos/{repository}/-/artifacts/{digest}"),
    Place("/ui/projects/{project}/repos/{repository}/-/artifacts/{release}?tab=layers"),
    Place("/ui/projects/{project}/repos/{repository}/-/artifacts/{digest}?tab=manifest", who="gus"),
    Place("/ui/projects/{project}/repos/{repository}/-/artifacts/{release}?tab=tags", who="mona"),
    Place("/ui/projects/{project}/repos/{repository}/-/artifacts/{digest}?tab=referrers", "lena"),
    Place("/ui/projects/{project}/repos?view=tree", who="gus"),
    Place("/ui/projects/{project}/repos/{chart}/-/tags", who="gus"),
)
LOOKS = tuple(starmap(Look, product(get_args(Scheme), get_args(Language), (WIDE, NARROW))))
FEW_LOOKS = (Look(width=WIDE), Look(language="zh-CN", width=NARROW))
"""Each language and each width; the scheme can be changed in the page."""
