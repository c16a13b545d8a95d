"""PR-02: what is no digest never gets further than its parser."""

import json
import uuid
from http import HTTPStatus
from urllib.parse import quote

import pytest

from tests.functional.registry.inside import Inside
from tests.support.images import OCI_CONFIG, OCI_LAYER, OCI_MANIFEST
from tests.support.registry import RegistryClient, an_image, assert_error, digest_of
from tests.support.server import Server

HEX = "0123456789abcdef" * 4
WRONG = {
    "traversal": "sha256:../../x",
    "long traversal": "sha256:" + "../" * 21 + "x",
    "63": f"sha256:{HEX[:63]}",
    "65": f"sha256:{HEX}0",
    "upper": f"sha256:{HEX.upper()}",
    "one upper": f"sha256:{HEX[:63]}A",
    "not hex": f"sha256:{HEX[:63]}g",
    "unicode digits": "sha256:" + "\N{ARABIC-INDIC DIGIT THREE}" * 64,
    "fullwidth": "sha256:" + "\N{FULLWIDTH DIGIT ONE}" * 64,
    "md5": "md5:d41d8cd98f00b204e9800998ecf8427e",
    "sha1": f"sha1:{HEX[:40]}",
    "sha384": f"sha384:{HEX}{HEX[:32]}",
    "sha256+b64": "sha256+b64:LCa0a2j_xo_5m0U8HTBBNBNCLXBkg7-g-YpeiGJm564",
    "unregistered": f"blake3:{HEX}",
    "upper algorithm": f"SHA256:{HEX}",
    "sha512 short": f"sha512:{HEX}",
    "sha512 in sha256": f"sha256:{HEX}{HEX}",
    "empty hex": "sha256:",
    "two colons": f"sha256:{HEX}:",
    "double": f"sha256:sha256:{HEX}",
    "nul": f"sha256:{HEX[:63]}\0",
    "nul behind": f"sha256:{HEX}\0",
    "newline behind": f"sha256:{HEX}\n",
    "blank before": f" sha256:{HEX}",
    "blank behind": f"sha256:{HEX} ",
    "quote": f'sha256:{HEX[:63]}"',
    "huge": "sha256:" + "a" * 6000,
    "empty algorithm": f":{HEX}",
    "colon": ":",
}
WITHOUT_COLON = {"bare": HEX, "word": "digest"}


@pytest.fixture(params=[*WRONG])
def wrong(request: pytest.FixtureRequest) -> str:
    return WRONG[request.param]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_pr_02_in_the_path_of_a_blob(
    dora: RegistryClient, repository: str, wrong: str, method: str
) -> None:
    answer = dora.request(method, f"/v2/{repository}/blobs/{quote(wrong, safe=':')}")
    if "/" in wrong:  # an encoded slash makes it another path, of which no route knows
        assert answer.status_code in (HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND)
    else:
        assert_error(answer, HTTPStatus.BAD_REQUEST, "DIGEST_INVALID")


@pytest.mark.parametrize("text", WITHOUT_COLON.values())
def test_pr_02_in_the_path_of_a_blob_without_colon(
    dora: RegistryClient, repository: str, text: str
) -> None:
    answer = dora.request("GET", f"/v2/{repository}/blobs/{text}")
    assert_error(answer, HTTPStatus.BAD_REQUEST, "DIGEST_INVALID")


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT"])
def test_pr_02_in_the_path_of_a_manifest(
    dora: RegistryClient, repository: str, wrong: str, method: str
) -> None:
    path = f"/v2/{repository}/manifests/{quote(wrong, safe=':')}"
    image = an_image()
    content = image.manifest if method == "PUT" else None
    answer = dora.request(method, path, content=content, headers={"Content-Type": OCI_MANIFEST})
    if "/" in wrong:
        assert answer.status_code in (HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND)
    else:
        assert_error(answer, HTTPStatus.BAD_REQUEST, "DIGEST_INVALID")


@pytest.mark.parametrize("how", ["post", "put", "patch and put"])
def test_pr_02_in_the_query_of_an_upload(
    dora: RegistryClient, repository: str, wrong: str, how: str, inside: Inside
) -> None:
    before = inside.counts()
    if how == "post":
        path = f"/v2/{repository}/blobs/uploads/"
        answer = dora.request("POST", path, params={"digest": wrong}, content=b"some bytes")
        assert inside.counts() == before
    else:
        location = dora.begin_upload(repository)
        if how == "patch and put":
            dora.request("PATCH", location, content=b"some bytes")
        answer = dora.finish_upload(location, wrong, b"" if "patch" in how else b"some bytes")
        assert dora.request("GET", location).status_code == HTTPStatus.NO_CONTENT
    assert_error(answer, HTTPStatus.BAD_REQUEST, "DIGEST_INVALID")


@pytest.mark.parametrize("source", ["same", "other", None])
def test_pr_02_in_a_mount(
    dora: RegistryClient, repository: str, wrong: str, source: str | None, inside: Inside
) -> None:
    before = inside.counts()
    query = {"mount": wrong} | ({"from": f"{repository}-{source}"} if source else {})
    answer = dora.request("POST", f"/v2/{repository}/blobs/uploads/", params=query)
    assert_error(answer, HTTPStatus.BAD_REQUEST, "DIGEST_INVALID")
    assert inside.counts() == before


@pytest.mark.parametrize("place", ["config", "layer", "child", "subject"])
def test_pr_02_inside_a_manifest(
    dora: RegistryClient, repository: str, wrong: str, place: str, inside: Inside
) -> None:
    part = {"mediaType": OCI_LAYER, "digest": wrong, "size": 1}
    good = {"mediaType": OCI_CONFIG, "digest": dora.push_blob(repository, b"{}"), "size": 2}
    manifest: dict[str, object] = {"schemaVersion": 2, "config": good, "layers": []}
    if place == "child":
        manifest = {"schemaVersion": 2, "manifests": [part | {"mediaType": OCI_MANIFEST}]}
    elif place == "layer":
        manifest["layers"] = [part]
    else:
        manifest[place] = part
    before = inside.counts()
    kind = OCI_MANIFEST.replace("manifest", "index") if place == "child" else OCI_MANIFEST
    body = json.dumps(manifest).encode()
    path = f"/v2/{repository}/manifests/1.0"
    answer = dora.request("PUT", path, content=body, headers={"Content-Type": kind})
    code = answer.json()["errors"][0]["code"]
    assert answer.status_code == HTTPStatus.BAD_REQUEST, answer.text
    assert code in ("DIGEST_INVALID", "MANIFEST_INVALID")
    if "\0" not in wrong:
        assert code == "DIGEST_INVALID"
    assert inside.counts() == before


def test_pr_02_a_manifest_pushed_under_another_digest_is_refused(
    dora: RegistryClient, repository: str, inside: Inside
) -> None:
    image = an_image([uuid.uuid4().bytes])
    for blob in image.blobs:
        dora.push_blob(repository, blob)
    before = inside.counts()
    for wrong in (digest_of(b"other"), f"sha512:{HEX}{HEX}"):
        with dora.expect(HTTPStatus.BAD_REQUEST, "DIGEST_INVALID"):
            dora.push_manifest(repository, wrong, image.manifest)
    assert inside.counts() == before


def test_pr_02_nothing_was_made_outside_the_storage(server: Server) -> None:
    """Every file of the data folder lies where a digest or an upload's own id puts it."""
    storage = server.data_dir / "storage"
    for path in storage.rglob("*"):
        if path.is_file():
            parts = path.relative_to(storage).parts
            assert parts[0] in ("blobs", "uploads"), path
            assert all(part.isalnum() for part in parts), path
