"""Runs that nobody begins: by a push or a deletion, and by a schedule; and one at a time."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

import pytest

from tests.faults.oracle import Oracle
from tests.functional.replication.conftest import Twin
from tests.functional.replication.goods import (
    SIGNATURE,
    about,
    an_artifact,
    an_own_image,
    referrers_of,
    some_bytes,
)
from tests.functional.replication.moves import SECONDS, Moves
from tests.support.api import ApiClient
from tests.support.connection import require
from tests.support.peers import DockerRegistry
from tests.support.processes import wait_until
from tests.support.registry import RegistryClient

_DUE = """
from jobs import clock
from jobs.models import Schedule
answer = Schedule.objects.filter(kind="REPLICATION", subject=subject).update(next_due=clock.now())
"""


def _becomes(twin: Twin, repository: str, tags: list[str]) -> None:
    def is_so() -> bool:
        answer = twin.client.request("GET", f"/v2/{repository}/tags/list")
        found = answer.json()["tags"] or [] if answer.status_code == HTTPStatus.OK else []
        return sorted(found) == tags

    wait_until(is_so, what=f"the other one has {tags}", within=SECONDS, every=0.1)


def _settle(moves: Moves, policy: int) -> list[dict[str, Any]]:
    """Wait until no run of the policy is under way, all of which succeeded."""
    wait_until(
        lambda: all(one["status"] != "InProgress" for one in moves.runs_of(policy)),
        what="all runs end",
        within=SECONDS,
        every=0.2,
    )
    runs = moves.runs_of(policy)
    assert {one["status"] for one in runs} <= {"Succeed"}, runs
    return runs


def test_pushes_and_deletions_are_followed(
    moves: Moves, twin: Twin, api: ApiClient, here: RegistryClient, project: str, place: str
) -> None:
    registry = moves.registry(twin)
    policy = moves.push_policy(
        registry,
        f"{project}/**",
        filters=[{"type": "tag", "value": "not-*", "decoration": "excludes"}],
        dest_namespace=place,
        trigger={"type": "event_based"},
        replicate_deletion=True,
    )
    repository, target = f"{project}/app", f"{place}/app"
    path = f"/projects/{project}/repositories/app/artifacts"
    image, other = an_own_image(), an_own_image()
    here.push(f"{repository}:1", image)
    here.push(f"{repository}:not-this", an_own_image())
    here.push(f"{repository}:other", other)
    _becomes(twin, target, ["1", "other"])
    require(api.post(f"{path}/1/tags", json={"name": "2"}), HTTPStatus.CREATED)
    _becomes(twin, target, ["1", "2", "other"])
    runs = _settle(moves, policy)
    assert {one["trigger"] for one in runs} == {"event_based"}
    # A tag goes, and neither what it names nor another tag of that.
    require(api.delete(f"{path}/1/tags/1"), HTTPStatus.OK)
    _becomes(twin, target, ["2", "other"])
    assert twin.client.get_manifest(target, "2") == image.manifest
    # An artifact goes with its tags.
    require(api.delete(f"{path}/{image.digest}"), HTTPStatus.OK)
    _becomes(twin, target, ["other"])
    _settle(moves, policy)
    gone = twin.client.request("GET", f"/v2/{target}/manifests/{image.digest}")
    assert gone.status_code == HTTPStatus.NOT_FOUND
    assert twin.client.get_manifest(target, "other") == other.manifest


def test_signatures_that_come_later_are_followed(
    moves: Moves, twin: Twin, here: RegistryClient, project: str, place: str
) -> None:
    policy = moves.push_policy(
        moves.registry(twin),
        f"{project}/**",
        dest_namespace=place,
        trigger={"type": "event_based"},
    )
    repository, target = f"{project}/app", f"{place}/app"
    image = an_own_image()
    here.push(f"{repository}:1", image)
    _becomes(twin, target, ["1"])
    _settle(moves, policy)
    signature = an_artifact(SIGNATURE, **about(image))
    here.push(f"{repository}@{signature.digest}", signature)
    tag = f"{image.digest.replace(':', '-')}.sig"
    here.push(f"{repository}:{tag}", an_own_image())
    _becomes(twin, target, sorted(["1", tag]))
    wait_until(
        lambda: referrers_of(twin.client, target, image.digest) == {signature.digest},
        what="the signature arrives",
        within=SECONDS,
        every=0.1,
    )
    _settle(moves, policy)


@pytest.mark.parametrize("direction", ["push", "pull"])
def test_signatures_that_come_later_are_copied_by_the_next_run(
    direction: str,
    moves: Moves,
    distribution: DockerRegistry,
    here: RegistryClient,
    project: str,
    place: str,
) -> None:
    image = an_own_image()
    registry = moves.registry(distribution)
    with distribution.client() as there:
        source, target = (here, there) if direction == "push" else (there, here)
        make = moves.push_policy if direction == "push" else moves.pull_policy
        source.push(f"{project}/app:1", image)
        policy = make(registry, f"{project}/app", dest_namespace=place)
        moves.run(policy).require_success()
        tag = f"{image.digest.replace(':', '-')}.sig"
        for _ in range(2):  # such a tag moves with each signature
            signatures = an_own_image()
            source.push(f"{project}/app:{tag}", signatures)
            moves.run(policy).require_success()
            assert target.get_manifest(f"{place}/app", tag) == signatures.manifest
        again = moves.run(policy).require_success()
        assert set(again.verdicts) == {"present"}


def test_a_schedule_runs_once_when_it_is_due(
    moves: Moves,
    oracle: Oracle,
    distribution: DockerRegistry,
    here: RegistryClient,
    project: str,
    place: str,
) -> None:
    """And the audit log has its beginning and its end."""
    here.push(f"{project}/app:1", an_own_image())
    due = datetime.now(UTC) + timedelta(hours=1)
    policy = moves.push_policy(
        moves.registry(distribution),
        f"{project}/app",
        dest_namespace=place,
        trigger={
            "type": "scheduled",
            "trigger_settings": {"cron": f"0 {due.minute} {due.hour} * * *"},
        },
    )
    assert oracle.run(_DUE, subject=policy) == 1
    ran = moves.next_run_of(policy).require_success()
    assert ran.told["trigger"] == "scheduled"
    told = moves.api.get(f"/replication/policies/{policy}").json()
    assert told["next_run_time"] > datetime.now(UTC).isoformat()
    assert len(moves.runs_of(policy)) == 1
    named = f"{ran.told['policy_name']}: execution {ran.told['id']}"
    rows = oracle.audit(resource=named)
    assert [row["operation"] for row in rows] == ["start", "end"]
    assert rows[1]["details"]["status"] == "Success"
    assert rows[1]["details"]["trigger"] == "SCHEDULE"
    assert rows[1]["succeeded"]


def test_of_a_single_active_policy_there_is_one_run_which_can_be_stopped(
    moves: Moves, distribution: DockerRegistry, here: RegistryClient, project: str, place: str
) -> None:
    here.push(f"{project}/app:1", an_own_image(some_bytes(2**20)))
    policy = moves.push_policy(
        moves.registry(distribution),
        f"{project}/app",
        dest_namespace=place,
        speed=1,
        single_active_replication=True,
    )
    begun = moves.begin(policy)
    wait_until(
        lambda: _told(moves, begun)["bytes"]["sent"] > 0,
        what="it is under way",
        within=SECONDS,
        every=0.1,
    )
    refused = moves.api.post("/replication/executions", json={"policy_id": policy})
    assert refused.status_code == HTTPStatus.CONFLICT
    require(moves.api.put(f"/replication/executions/{begun}"), HTTPStatus.OK)
    assert moves.end_of(begun).status == "Stopped"
    with distribution.client() as there:
        answer = there.request("GET", f"/v2/{place}/app/tags/list")
        assert answer.status_code == HTTPStatus.NOT_FOUND
    fast = moves.push_policy(moves.registry(distribution), f"{project}/app", dest_namespace=place)
    moves.run(fast).require_success()


def _told(moves: Moves, execution: int) -> dict[str, Any]:
    answer = moves.api.get(f"/replication/executions/{execution}")
    return dict(require(answer, HTTPStatus.OK).json())
