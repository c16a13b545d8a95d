"""docker-compose.yml started in other ways: anew, with a certificate, with something left out."""

import ssl
from http import HTTPStatus

import httpx
import pytest

from tests.deployment.composed import Installation, push_and_pull, write_certificate
from tests.support.processes import LOOPBACK

TLS_PORT = 8443


def test_what_was_pushed_outlives_down_and_up(started: Installation) -> None:
    name = push_and_pull(started)
    image_id = started.engine.image_id(f"{started.registry}/{name}")
    started.engine.forget(image_id)
    started.down()
    started.up()
    assert started.administrator().pull(name) == image_id


def test_nginx_takes_a_certificate(installation: Installation) -> None:
    folder = write_certificate(installation.folder / "certificates")
    registry = f"{LOOPBACK}:{TLS_PORT}"
    url = f"https://{registry}"
    settings = {"HARBOR_EXTERNAL_URL": url, "TLS_FOLDER": str(folder), "LISTEN_TLS": registry}
    with installation.changed("deploy/tls.yml", **settings):
        installation.up()
        trusted = ssl.create_default_context(cafile=folder / "fullchain.pem")
        with httpx.Client(verify=trusted, trust_env=False) as client:
            answer = client.get(f"{url}/v2/")
        push_and_pull(installation, registry)
    assert answer.status_code == HTTPStatus.UNAUTHORIZED
    assert f'realm="{url}/service/token"' in answer.headers["WWW-Authenticate"]
    assert "max-age" in answer.headers["Strict-Transport-Security"]


@pytest.mark.parametrize("name", ["HARBOR_SECRET_KEY", "POSTGRES_PASSWORD"])
def test_without_a_secret_nothing_starts(started: Installation, name: str) -> None:
    with started.changed(**{name: ""}):
        done = started.run("up", "--detach", "--no-build")
    assert done.returncode
    assert name in done.stdout
    assert ".env must have it" in done.stdout
