"""Registries that images are moved to and from: made, found, changed, deleted, and looked at.

Looking at one is a call to it, which may take its time: no transaction is open meanwhile.
"""

import time
from contextlib import closing
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

import events
from accounts import sealing
from accounts.sealing import SealBroken, SealForeign
from jobs import clock
from projects import owners
from projects.owners import By
from replication.adapters import kinds
from replication.adapters.base import Cancelled, Connection, Limits
from replication.drafts import registries as drafts
from replication.drafts.registries import FIELDS, Draft, Wanted
from replication.errors import (
    RegistryChanged,
    RegistryExists,
    RegistryInUse,
    RegistryUnhealthy,
    RegistryUnknown,
    RemoteFault,
    RemoteRefuses,
    RemoteUnreachable,
    SecretBroken,
    SecretForeign,
)
from replication.events import RegistryCreated, RegistryDeleted, RegistryUpdated
from replication.models import Health, Policy, Registry

PURPOSE = "secrets of registries"
CHECK_SECONDS = 30.0
"""How long a registry may take to answer all that a check asks."""
LONGEST_WORDS = 1024
_KEPT = (*FIELDS, "sealed_secret")
_HEALTH = ("health", "health_cause", "health_told", "checked_at", "failures", "rests_until")


def of_system() -> QuerySet[Registry]:
    return Registry.objects.filter(project=None)


def of_project(project_id: int) -> QuerySet[Registry]:
    return Registry.objects.filter(project_id=project_id)


def named(rows: QuerySet[Registry], part: str) -> QuerySet[Registry]:
    """Those whose names have a part; whatever case it is in, as Harbor's do."""
    return rows.filter(name__icontains=part) if part else rows


def get(registry_id: int, *, project_id: int | None = None) -> Registry:
    """One of the system, or of a project: each through its owner alone. Raises RegistryUnknown."""
    mine = of_system() if project_id is None else of_project(project_id)
    found = mine.filter(pk=registry_id).first()
    if found is None:
        raise RegistryUnknown(registry_id)
    return found


def create(*, wanted: Wanted, by: By) -> Registry:
    """Make one that answers just now, and takes the credentials.

    Raises RegistryInvalid, RegistryExists, or RegistryUnhealthy with what is wrong.
    """
    draft = drafts.of_new(wanted, project_id=owners.project_of(by))
    _require_free(draft.registry)
    _require_healthy(draft)
    with transaction.atomic():
        owners.confirm(by)
        registry = draft.registry
        _note(registry, None)
        _save(registry)
        _seal(registry, draft.secret)
        _save(registry)
        details = drafts.shown(registry) | {"secret": bool(registry.sealed_secret)}
        _publish(RegistryCreated, registry, by, details)
    return registry


def change(registry: Registry, *, wanted: Wanted, by: By) -> Registry:
    """Change what *wanted* has, all of it; what a check depends on, only if it goes well.

    With another origin or kind, the stored credentials are gone unless there are new ones (SS-04).
    Raises RegistryUnknown or RegistryChanged besides what ``create`` raises, and SecretForeign if
    what is stored is of no use for a check.
    """
    draft = drafts.of_changed(registry, wanted)
    _require_free(draft.registry)
    is_tried = draft.secret is not None or _differs(registry, draft.registry, drafts.REACHED_BY)
    if is_tried:
        _require_healthy(draft)
    with transaction.atomic():
        owners.confirm(by)
        now = _locked(registry)
        if _differs(registry, now, _KEPT):
            raise RegistryChanged(registry.name)
        before, had = drafts.shown(now), bytes(now.sealed_secret)
        for name in FIELDS:
            setattr(now, name, getattr(draft.registry, name))
        _seal(now, draft.secret)
        if is_tried:
            _note(now, None)
        _save(now, update_fields=[*_KEPT, *(_HEALTH if is_tried else ()), "update_time"])
        _publish(RegistryUpdated, now, by, _changes(before, now, had))
    return now


def delete(registry: Registry, *, by: By) -> None:
    """Raises RegistryUnknown, or RegistryInUse while a policy needs it."""
    with transaction.atomic():
        owners.confirm(by)
        remove(registry, by=by)


def remove(registry: Registry, *, by: By) -> None:
    """As ``delete``, in the caller's transaction: who may is not asked any more."""
    now = _locked(registry)
    users = Policy.objects.filter(registry=now).order_by("name")
    if names := list(users.values_list("name", flat=True)):
        raise RegistryInUse(names)
    _publish(RegistryDeleted, now, by, drafts.shown(now))
    now.delete()


def ping(wanted: Wanted, *, stored: Registry | None = None, project_id: int | None = None) -> None:
    """Try what is described, or what is stored if nothing is. Raises RegistryUnhealthy.

    A description is tried as it is: the stored secret goes nowhere else, on nobody's word (SS-04).
    """
    if stored is None:
        _require_healthy(drafts.of_nothing(wanted, project_id=project_id))
    elif wanted.is_about_reaching:
        _require_healthy(drafts.of_tried(stored, wanted))
    elif fault := check(stored):
        raise RegistryUnhealthy(fault)


def check(registry: Registry, *, seconds: float = CHECK_SECONDS) -> RemoteFault | None:
    """Look at a registry, and write down what was found; answers what is wrong with it."""
    fault = look(registry, seconds=seconds)
    write(registry, fault)
    return fault


def look(registry: Registry, *, seconds: float = CHECK_SECONDS) -> RemoteFault | None:
    try:
        connection = connection_of(registry)
    except SecretForeign as error:
        return RemoteRefuses("secret", str(error))
    return _look(registry.kind, connection, seconds)


def write(registry: Registry, fault: RemoteFault | None) -> None:
    """Have the row say what was found, unless somebody has changed it since it was looked at."""
    _note(registry, fault)
    now = Registry.objects.filter(pk=registry.pk, update_time=registry.update_time)
    now.update(**{name: getattr(registry, name) for name in _HEALTH[:4]})


def connection_of(registry: Registry, *, secret: str | None = None) -> Connection:
    """How it is reached, with the stored secret or another one. Raises SecretForeign."""
    return Connection(
        url=registry.url,
        access_key=registry.access_key,
        secret=_unsealed(registry) if secret is None else secret,
        is_insecure=registry.is_insecure,
        ca_certificate=registry.ca_certificate,
        token_hosts=tuple(registry.token_hosts),
        may_be_private=registry.project_id is None,
    )


def has_secret(registry: Registry) -> bool:
    return bool(registry.sealed_secret)


def _require_healthy(draft: Draft) -> None:
    connection = connection_of(draft.registry, secret=draft.secret)
    if fault := _look(draft.registry.kind, connection, CHECK_SECONDS):
        raise RegistryUnhealthy(fault)


def _look(kind: str, connection: Connection, seconds: float) -> RemoteFault | None:
    until = time.monotonic() + seconds
    limits = Limits(is_cancelled=lambda: time.monotonic() > until, patience=seconds / 2)
    try:
        with closing(kinds.open(kind, connection, limits)) as remote:
            remote.check()
    except Cancelled:
        words = f"the registry did not answer all that was asked within {seconds:.0f} seconds"
        return RemoteUnreachable("timeout", words)
    except RemoteFault as fault:
        return fault
    return None


def _note(registry: Registry, fault: RemoteFault | None) -> None:
    registry.health = Health.HEALTHY if fault is None else Health.UNHEALTHY
    registry.health_cause = "" if fault is None else fault.cause
    registry.health_told = "" if fault is None else str(fault)[:LONGEST_WORDS]
    registry.checked_at = clock.now()
    if fault is None:
        registry.failures, registry.rests_until = 0, None


def _owner(registry: Registry) -> str:
    assert registry.pk is not None, "a secret is bound to a row that is there"
    return f"registry:{registry.pk}"


def _seal(registry: Registry, secret: str | None) -> None:
    if secret is not None:
        owner = _owner(registry)
        sealed = sealing.seal(secret, purpose=PURPOSE, owner=owner) if secret else b""
        registry.sealed_secret = sealed


def _unsealed(registry: Registry) -> str:
    if not has_secret(registry):
        return ""
    sealed = bytes(registry.sealed_secret)
    try:
        return sealing.unseal(sealed, purpose=PURPOSE, owner=_owner(registry))
    except SealForeign:
        raise SecretForeign from None
    except SealBroken:
        raise SecretBroken from None


def _locked(registry: Registry) -> Registry:
    now = Registry.objects.locked().filter(pk=registry.pk).first()
    if now is None:
        raise RegistryUnknown(registry.pk)
    return now


def _require_free(registry: Registry) -> None:
    """Before anybody is called; the database has the last word."""
    mine = Registry.objects.filter(project=registry.project_id)
    if mine.filter(name=registry.name).exclude(pk=registry.pk).exists():
        raise RegistryExists(registry.name)


def _save(registry: Registry, **how: Any) -> None:
    try:
        with transaction.atomic():
            registry.save(**how)
    except IntegrityError:
        _require_free(registry)
        raise


def _differs(one: Registry, other: Registry, names: tuple[str, ...]) -> bool:
    return any(_plain(getattr(one, name)) != _plain(getattr(other, name)) for name in names)


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def _changes(before: dict[str, Any], now: Registry, had: bytes) -> dict[str, Any]:
    after = drafts.shown(now)
    changed: dict[str, Any] = {
        key: [before[key], after[key]] for key in after if before[key] != after[key]
    }
    if had != bytes(now.sealed_secret):
        is_still_there = had and has_secret(now)
        changed["secret"] = "changed" if is_still_there else [bool(had), has_secret(now)]
    return changed


def _publish(
    kind: type[RegistryCreated | RegistryUpdated | RegistryDeleted],
    registry: Registry,
    by: By,
    details: dict[str, Any],
) -> None:
    caller, project_id = owners.caller_of(by), registry.project_id
    events.publish(kind(by=caller, resource=registry.name, project_id=project_id, details=details))
