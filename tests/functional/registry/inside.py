"""Acts inside the server's own environment, for what no client can do: rights, rows, keys."""

import json
import subprocess
import sys
from types import TracebackType
from typing import Any, Self

from tests.support.server import REPOSITORY_ROOT, Server

_MARK = "answer: "
_LOOP = f"""
import json, sys, traceback
for line in sys.stdin:
    asked = json.loads(line)
    names = dict(asked["values"], answer=None)
    try:
        exec(asked["code"], names)
        reply = {{"answer": names["answer"]}}
    except BaseException:
        reply = {{"error": traceback.format_exc()}}
    print({_MARK!r} + json.dumps(reply, default=str), flush=True)
"""


class Inside:
    """A management shell that stays open: `inside.run("answer = 1 + number", number=2)`."""

    def __init__(self, server: Server) -> None:
        self._shell = subprocess.Popen(
            [sys.executable, "manage.py", "shell", "-c", _LOOP],
            env=server.environment,
            cwd=REPOSITORY_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, code: str, **values: Any) -> Any:
        """Execute *code* with *values* as its names; returns what it left in `answer`."""
        assert self._shell.stdin
        assert self._shell.stdout
        self._shell.stdin.write(json.dumps({"code": code, "values": values}) + "\n")
        self._shell.stdin.flush()
        for line in self._shell.stdout:
            if line.startswith(_MARK):
                reply = json.loads(line.removeprefix(_MARK))
                assert "error" not in reply, reply["error"]
                return reply["answer"]
        raise AssertionError(f"the management shell ended: {self._shell.wait()}")

    def close(self) -> None:
        self._shell.communicate(timeout=20)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def create_user(self, username: str, password: str, *, is_admin: bool = False) -> int:
        return int(
            self.run(
                "from accounts import users\n"
                "from accounts.principals import SYSTEM_CALLER\n"
                "answer = users.create(username=username, password=password, is_admin=is_admin,\n"
                "    email=username + '@example.com', by=SYSTEM_CALLER).pk",
                username=username,
                password=password,
                is_admin=is_admin,
            )
        )

    def user(self, deed: str, username: str, **more: Any) -> None:
        """Do *deed* of `accounts.users` to a user: set_active, delete, change_password, …."""
        self.run(
            "from accounts import users\n"
            "from accounts.principals import SYSTEM_CALLER\n"
            "user = users.get_by_name(username)\n"
            "getattr(users, deed)(user_id=user.pk, by=SYSTEM_CALLER, **more)",
            deed=deed,
            username=username,
            more=more,
        )

    def create_project(self, name: str, *, public: bool = False) -> int:
        return int(
            self.run(
                "from accounts.principals import SYSTEM_CALLER\n"
                "from projects import projects\n"
                "wanted = projects.Wanted(name=name, is_public=public)\n"
                "answer = projects.create(wanted=wanted, by=SYSTEM_CALLER).pk",
                name=name,
                public=public,
            )
        )

    def delete_project(self, name: str) -> None:
        """Delete the project with all that is in it."""
        self.run(
            "from django.utils import timezone\n"
            "from accounts.principals import SYSTEM_CALLER\n"
            "from artifacts.models import Repository\n"
            "from projects import projects\n"
            "project = projects.get(name, by_name=True)\n"
            "Repository.objects.filter(project=project).update(deleted_at=timezone.now())\n"
            "projects.delete(project_id=project.pk, is_empty=lambda _: True, by=SYSTEM_CALLER)",
            name=name,
        )

    def set_public(self, name: str, *, public: bool) -> None:
        self.run(
            "from accounts.principals import SYSTEM_CALLER\n"
            "from projects import projects\n"
            "project = projects.get(name, by_name=True)\n"
            "projects.update(project_id=project.pk, metadata={'public': public}, by=SYSTEM_CALLER)",
            name=name,
            public="true" if public else "false",
        )

    def set_role(self, project: str, username: str, role: int | None) -> None:
        """Give the user this role in the project, whatever it had before; None takes it away."""
        self.run(
            "from accounts import users\n"
            "from accounts.principals import SYSTEM_CALLER as by\n"
            "from projects import members, projects\n"
            "from projects.roles import Role\n"
            "project, user = projects.get(name, by_name=True), users.get_by_name(username)\n"
            "found = members.of_project(project).filter(user=user).first()\n"
            "if role is None:\n"
            "    members.remove(project=project, member_id=found.pk, by=by)\n"
            "elif found:\n"
            "    members.change(project=project, member_id=found.pk, role=Role(role), by=by)\n"
            "else:\n"
            "    members.add(project=project, user=user, role=Role(role), by=by)",
            name=project,
            username=username,
            role=role,
        )

    def audit(self, **fields: Any) -> list[dict[str, Any]]:
        """Read rows of the audit log, oldest first."""
        return list(
            self.run(
                "from audit.models import AuditLog\n"
                "answer = list(AuditLog.objects.filter(**fields).order_by('pk').values())",
                fields=fields,
            )
        )

    def counts(self) -> dict[str, int]:
        """Count the rows of all that a client's request could change, but for the audit log."""
        return dict(
            self.run(
                "from accounts.models import RefreshToken, User\n"
                "from artifacts import models as a\n"
                "from projects import models as p\n"
                "kinds = [User, RefreshToken, p.Project, p.Membership, a.Repository, a.Blob,\n"
                "    a.RepositoryBlob, a.ProjectBlob, a.Manifest, a.Edge, a.Tag, a.TagMove,\n"
                "    a.Upload]\n"
                "answer = {kind.__name__: kind.objects.count() for kind in kinds}\n"
                "from django.db.models import Sum\n"
                "answer['versions'] = a.Repository.objects.aggregate(s=Sum('version'))['s'] or 0\n"
                "answer['used'] = p.Quota.objects.aggregate(s=Sum('used'))['s'] or 0\n"
            )
        )
