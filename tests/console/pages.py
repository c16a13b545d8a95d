"""Every page of the console, in one list: `test_every_page.py` and `screenshots.py` walk it."""

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
    who: str
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


PATHS = {
    NOBODY: "/ui/login",
    "admin": """
        /ui/ /ui/nowhere /ui/search?q={project}
        /ui/projects /ui/projects/{project} /ui/projects/{project}/members
        /ui/projects/{project}/labels?edit=new /ui/projects/{project}/rules?edit=new
        /ui/projects/{project}/settings /ui/projects/{project}/repos /ui/projects/empty/repos
        /ui/projects/{project}/repos/{repository}/-/tags
        /ui/projects/{project}/repos/{repository}/-/artifacts/{digest}
        /ui/projects/{project}/repos/{repository}/-/artifacts/{release}?tab=layers
        /ui/admin/labels /ui/admin/quotas /ui/admin/health /ui/admin/settings
        /ui/admin/storage /ui/admin/storage?project={project}&by=stored
        /ui/admin/storage?project={project}&repository={repository}
        /ui/admin/audit /ui/admin/audit?entry=1
        /ui/admin/audit?range=all&operation=create%2Cupdate&result=succeeded
        /ui/admin/gc /ui/admin/gc?digest={digest} /ui/admin/gc/runs/{run}
        /ui/admin/jobs /ui/admin/jobs?tab=queues /ui/admin/jobs?tab=workers
        /ui/admin/jobs?tab=schedules
        /ui/admin/users /ui/admin/users?user=1 /ui/admin/users?creating=true
        /ui/admin/robots /ui/admin/robots?open=new
        /ui/admin/registries /ui/admin/registries?edit=new
        /ui/admin/replication /ui/admin/replication/new
        /ui/admin/replication/{policy} /ui/admin/replication/{policy}/edit
        /ui/admin/replication/{policy}/executions/{failed}
        /ui/admin/replication/{mirror}/executions/{diff}
    """,
    "dora": """
        /ui/ /ui/search /ui/me/profile /ui/me/tokens /ui/me/preferences
        /ui/projects/{project}/robots /ui/projects/{project}/repos?view=tree
        /ui/projects/{project}/repos/{signed}/-/tags
    """,
    "gus": """
        /ui/me/tokens?creating=true
        /ui/projects?q={project} /ui/projects/{project}/labels
        /ui/projects/{project}/repos?view=tree /ui/projects/{project}/repos/{chart}/-/tags
        /ui/projects/{project}/repos/{repository}/-/artifacts/{digest}?tab=manifest
    """,
    "lena": """
        /ui/projects/{project}
        /ui/projects/{project}/repos/{repository}/-/tags?view=artifacts
        /ui/projects/{project}/repos/{repository}/-/artifacts/{digest}?tab=referrers
    """,
    "mona": """
        /ui/projects/{project}/rules /ui/projects/{project}/retention /ui/projects/{project}/trash
        /ui/projects/{project}/repos/{repository}/-/history?tag=latest
        /ui/projects/{project}/repos/{repository}/-/compare?base=1.10&head=latest
        /ui/projects/{project}/repos/{repository}/-/artifacts/{release}?tab=tags
    """,
    "petra": """
        /ui/projects/{project}/members?adding=true /ui/projects/{project}/logs
        /ui/projects/{project}/robots?open=new
        /ui/projects/{project}/replication /ui/projects/{project}/replication/new
        /ui/projects/{project}/replication/registries?edit=new
    """,
}
"""Who looks at what."""
PLACES = (
    *(Place(path, who) for who, paths in PATHS.items() for path in paths.split()),
    Place("/ui/projects/{project}", "nobody", fault="403 GET .*/projects/"),
)
LOOKS = tuple(starmap(Look, product(get_args(Scheme), get_args(Language), (WIDE, NARROW))))
