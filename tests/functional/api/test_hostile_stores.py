"""Whoever writes into the broker or into rows of uploads gets no code run by it (SE-04)."""

import base64
import json
import pickle
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from tests.functional.api.redis_server import Redis
from tests.functional.registry.inside import Inside
from tests.support import people as cast
from tests.support.api import ApiClient
from tests.support.connection import UnexpectedAnswer
from tests.support.people import People, Person
from tests.support.postgresql import database_of
from tests.support.processes import wait_until
from tests.support.registry import RegistryClient, assert_error, digest_of
from tests.support.server import ADMIN, Server

QUEUE = "celery"
TICK = "harbor_py.celery.tick"


class Touch:
    """Makes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return Path.touch, (self._path,)


def message(body: bytes, *, kind: str, encoding: str = "utf-8", task: str = TICK) -> bytes:
    """Write what a queue holds: a task, with its arguments in any serialisation."""
    envelope = {
        "body": base64.b64encode(body).decode(),
        "content-encoding": encoding,
        "content-type": kind,
        "headers": {"lang": "py", "task": task, "id": uuid.uuid4().hex},
        "properties": {
            "correlation_id": uuid.uuid4().hex,
            "delivery_mode": 2,
            "delivery_info": {"exchange": "", "routing_key": QUEUE},
            "priority": 0,
            "body_encoding": "base64",
            "delivery_tag": uuid.uuid4().hex,
        },
    }
    return json.dumps(envelope).encode()


def poison(marker: Path) -> list[bytes]:
    """Give messages that would make the file, or that are none at all."""
    pickled = pickle.dumps(((Touch(marker),), {}, {}))
    path = f"!!python/object/apply:pathlib.Path [{marker}]"
    yaml = f"!!python/object/apply:pathlib.Path.touch [{path}]"
    code = f"__import__('pathlib').Path({str(marker)!r}).touch()"
    call = json.dumps([[code], {}, {}]).encode()
    return [
        message(pickled, kind="application/x-python-serialize", encoding="binary"),
        message(pickled, kind="application/data", encoding="binary"),
        message(yaml.encode(), kind="application/x-yaml"),
        message(call, kind="application/json", task="os.system"),
        message(call, kind="application/json", task="builtins.eval"),
        message(call, kind="application/json"),
        b"not json",
        pickled,
    ]


def into_folder(server: Server, text: bytes) -> None:
    """Put a message where the worker looks; it appears there whole."""
    folder = server.data_dir / "broker"
    name = f"{time.monotonic_ns() // 1_000_000}_{uuid.uuid4()}.{QUEUE}.msg"
    draft = folder / f"draft-{name}.part"
    draft.write_bytes(text)
    draft.rename(folder / name)


_OLD_FAILURE = """
from datetime import timedelta
from django.utils import timezone
from accounts.models import LoginFailure
from harbor_py.celery import tick
old = timezone.now() - timedelta(days=1)
LoginFailure.objects.create(key="of-the-test", count=1, first_at=old, last_at=old)
tick.delay()
"""
_IS_SWEPT = """
from accounts.models import LoginFailure
answer = not LoginFailure.objects.filter(key="of-the-test").exists()
"""


@pytest.mark.parametrize("broker", ["folder", "redis"])
def test_se_04_what_is_in_the_queue_is_data(tmp_path: Path, broker: str) -> None:
    """None of it is executed, and what stands behind it in the queue is done all the same."""
    marker = tmp_path / "executed"
    pickle.loads(pickle.dumps(Touch(marker)))  # noqa: S301  # the poison works where it is taken
    marker.unlink()
    with ExitStack() as started:
        redis = started.enter_context(Redis()) if broker == "redis" else None
        more: dict[str, Any] = {"redis_url": redis.url} if redis else {}
        server = started.enter_context(Server(**more))
        inside = started.enter_context(Inside(server))
        for text in poison(marker):
            if redis:
                assert redis.say(b"LPUSH", QUEUE.encode(), text).startswith(b":")
            else:
                into_folder(server, text)
        inside.run(_OLD_FAILURE)
        wait_until(lambda: inside.run(_IS_SWEPT), what="the task behind is done", within=120)
        assert not marker.exists()
        server.wait_healthy(within=1)


@pytest.fixture(scope="module")
def attacked(request: pytest.FixtureRequest) -> Iterator[Server]:
    """Give a server whose log may say what is wrong with its rows."""
    with Server(database_url=database_of(request)) as server:
        yield server


@pytest.fixture(scope="module")
def inside(attacked: Server) -> Iterator[Inside]:
    with Inside(attacked) as inside:
        yield inside


@pytest.fixture(scope="module")
def registry(attacked: Server) -> Iterator[RegistryClient]:
    client = RegistryClient(attacked.base_url)
    yield client
    client.close()


@pytest.fixture(scope="module")
def admin(attacked: Server) -> Iterator[ApiClient]:
    api = ApiClient(attacked.base_url, (ADMIN, attacked.admin_password))
    yield api
    api.close()


@pytest.fixture(scope="module")
def members(admin: ApiClient) -> dict[str, Person]:
    return cast.create(admin)


@pytest.fixture
def people(admin: ApiClient, members: dict[str, Person]) -> People:
    return cast.in_new_project(admin, members, public=False)


FORGED: list[Any] = [
    [],
    "uploads",
    7,
    {},
    {"size": 3},
    {"file": "../../secret-key", "size": 64},
    {"file": "../blobs/sha256", "size": 1},
    {"file": "/etc/passwd", "size": 10},
    {"file": 7, "size": 3},
    {"file": ["0" * 32], "size": 3},
    {"file": "0" * 32, "size": "3"},
    {"file": "0" * 32, "size": -3},
    {"file": "0" * 32, "size": 3},
    {"file": "{own}", "size": 2**40},
    {"file": "{own}", "size": 2**70},
    {"file": "{own}", "size": 3.5},
    {"file": "{own}", "size": None},
    {"py/reduce": [{"py/function": "os.system"}, {"py/tuple": ["false"]}]},
]

_FORGE = """
from artifacts.models import Upload
row = Upload.objects.get(pk=upload_id)
if isinstance(state, dict) and state.get("file") == "{own}":
    state = {**state, "file": row.state["file"]}
Upload.objects.filter(pk=upload_id).update(state=state, **more)
"""


@pytest.mark.parametrize("state", FORGED, ids=lambda state: json.dumps(state)[:40])
def test_se_04_a_forged_upload_is_none(
    registry: RegistryClient, people: People, inside: Inside, state: object
) -> None:
    """What no driver wrote leads to no file, and costs nobody anything but that upload."""
    dora, repository, data = registry.as_(*people["dora"]), f"{people.project}/app", b"abc"
    for method, end, body in (
        ("GET", "", b""),
        ("PATCH", "", b"def"),
        ("PUT", f"?digest={digest_of(data)}", b""),
        ("DELETE", "", b""),
    ):
        location = dora.begin_upload(repository)
        sent = dora.request("PATCH", location, content=data, headers={"Content-Range": "0-2"})
        assert sent.status_code == HTTPStatus.ACCEPTED, UnexpectedAnswer(sent)
        upload_id = location.rpartition("/")[2]
        inside.run(_FORGE, upload_id=upload_id, state=state, more={"hashed": ""})
        answer = dora.request(method, f"{location}{end}", content=body)
        if not answer.is_success:
            assert_error(answer, HTTPStatus.NOT_FOUND, "BLOB_UPLOAD_UNKNOWN")
        else:
            assert method in ("GET", "DELETE"), "what reads or writes bytes does not succeed"
    assert dora.push_blob(repository, data) == digest_of(data)


def test_se_04_forged_uploads_are_swept_like_others(
    registry: RegistryClient, people: People, inside: Inside
) -> None:
    dora, repository = registry.as_(*people["dora"]), f"{people.project}/app"
    locations = [dora.begin_upload(repository) for _ in range(3)]
    ids = [location.rpartition("/")[2] for location in locations]
    past = {"expires_at": "2001-01-01T00:00:00Z"}
    for upload_id, state in zip(ids, ([], {"file": "../../secret-key", "size": 1}), strict=False):
        inside.run(_FORGE, upload_id=upload_id, state=state, more=past)
    files = (
        "from artifacts.models import Upload\n"
        "from django.conf import settings\n"
        "row = Upload.objects.get(pk=upload_id)\n"
        "answer = str(settings.STORAGE_ROOT / 'uploads' / row.state['file'])"
    )
    staged = Path(inside.run(files, upload_id=ids[2]))
    expire = (
        "from artifacts.models import Upload\nUpload.objects.filter(pk=upload_id).update(**more)"
    )
    inside.run(expire, upload_id=ids[2], more=past)
    assert staged.is_file()
    sweep = "from maintenance import uploads\nanswer = uploads.sweep()"
    assert inside.run(sweep) >= len(ids)
    assert not staged.exists()
    for location in locations:
        assert_error(dora.request("GET", location), HTTPStatus.NOT_FOUND, "BLOB_UPLOAD_UNKNOWN")
