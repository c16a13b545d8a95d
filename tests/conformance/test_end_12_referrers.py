"""end-12 and PR-21: what names a manifest as its subject, filtered and in pages."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.conformance.steps import (
    NO_DIGESTS,
    Descriptor,
    a_list_of,
    a_manifest,
    descriptor_by,
    digest_by,
    has,
    manifest_path,
    next_link,
    pushed,
    put_manifest,
    refused,
    some_bytes,
)
from tests.functional.registry.inside import Inside
from tests.support.images import OCI_INDEX, OCI_MANIFEST
from tests.support.people import People
from tests.support.registry import RegistryClient, challenge_of
from tests.support.server import Server

EMPTY = "application/vnd.oci.empty.v1+json"
SBOM = "application/vnd.example.sbom.v1"
SIGNATURE = "application/vnd.example.signature.v1"
A_PAGE = 4 * 1024 * 1024


def subject_of(body: bytes) -> Descriptor:
    return descriptor_by(body, OCI_MANIFEST)


def ask(
    client: RegistryClient, repository: str, digest: str, **query: str
) -> tuple[httpx.Response, list[Descriptor]]:
    """Ask for one page of referrers, and insist on its form."""
    answer = client.request("GET", f"/v2/{repository}/referrers/{digest}", params=query)
    return answer, read(answer)


def read(answer: httpx.Response) -> list[Descriptor]:
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == OCI_INDEX
    index: dict[str, Any] = answer.json()
    assert set(index) == {"schemaVersion", "mediaType", "manifests"}
    assert (index["schemaVersion"], index["mediaType"]) == (2, OCI_INDEX)
    return list(index["manifests"])


def pages(
    client: RegistryClient, repository: str, digest: str, **query: str
) -> Iterator[tuple[httpx.Response, list[Descriptor]]]:
    """Follow the links to the end."""
    answer, found = ask(client, repository, digest, **query)
    yield answer, found
    while link := next_link(answer):
        answer = client.request("GET", link)
        found = read(answer)
        yield answer, found


def described(body: bytes, artifact_type: str | None, **more: Any) -> Descriptor:
    """What a list of referrers says of a manifest."""
    kind = {"artifactType": artifact_type} if artifact_type else {}
    return {**descriptor_by(body, json.loads(body)["mediaType"]), **kind, **more}


@pytest.fixture
def image(petra: RegistryClient, repository: str) -> bytes:
    """Give a manifest that was pushed, to be referred to."""
    petra.push_blob(repository, b"{}")
    layer = some_bytes()
    petra.push_blob(repository, layer)
    body = a_manifest(descriptor_by(layer))
    pushed(petra, repository, body, "image")
    return body


def a_referrer(
    petra: RegistryClient, repository: str, subject: Descriptor, artifact_type: str, **more: str
) -> bytes:
    fields: dict[str, Any] = {"subject": subject, "artifactType": artifact_type}
    if more:
        fields["annotations"] = more
    body = a_manifest(config=descriptor_by(b"{}", EMPTY), more=fields)
    pushed(petra, repository, body)
    return body


# --- end-12a


def test_pr_21_what_nobody_refers_to_has_an_empty_list(
    petra: RegistryClient, repository: str, image: bytes
) -> None:
    for digest in (digest_by(image), digest_by(some_bytes()), digest_by(b"", "sha512")):
        answer, found = ask(petra, repository, digest)
        assert found == []
        assert "Link" not in answer.headers
        assert "OCI-Filters-Applied" not in answer.headers


def test_pr_21_an_absent_repository_has_an_empty_list_too(
    petra: RegistryClient, repository: str
) -> None:
    assert ask(petra, repository, digest_by(b"x"))[1] == []


def test_referrers_are_described_with_their_type_and_annotations(
    petra: RegistryClient, repository: str, image: bytes
) -> None:
    subject = {"subject": subject_of(image)}
    notes = {"annotations": {"org.example.note": "f\u00fcr \u201cdich\u201d", "empty": ""}}
    typed = a_referrer(petra, repository, subject_of(image), SBOM, **notes["annotations"])
    by_config = a_manifest(config=descriptor_by(b"{}", "application/vnd.a.b"), more=subject)
    empty_type = a_manifest(more={**subject, "artifactType": ""})
    index = a_list_of(more={**subject, **notes})
    typed_index = a_list_of(more={**subject, "artifactType": SIGNATURE})
    for body in (by_config, empty_type, index, typed_index):
        pushed(petra, repository, body)
    _, found = ask(petra, repository, digest_by(image))
    assert found == [
        described(typed, SBOM, **notes),
        described(by_config, "application/vnd.a.b"),
        described(empty_type, "application/vnd.oci.image.config.v1+json"),
        described(index, None, **notes),
        described(typed_index, SIGNATURE),
    ]


def test_pr_21_a_subject_may_come_after_its_referrers_or_never(
    petra: RegistryClient, repository: str
) -> None:
    petra.push_blob(repository, b"{}")
    image = a_manifest(more={"annotations": {"is": "late"}})
    referrer = a_referrer(petra, repository, subject_of(image), SBOM)
    for _ in range(2):
        assert ask(petra, repository, digest_by(image))[1] == [described(referrer, SBOM)]
        pushed(petra, repository, image)


def test_pr_21_a_subject_of_another_repository_is_not_meant(
    petra: RegistryClient, home: People, elsewhere: str, repository: str, image: bytes
) -> None:
    for other in (f"{repository}/other", elsewhere):
        petra.push_blob(other, b"{}")
        referrer = a_referrer(petra, other, subject_of(image), SBOM)
        assert ask(petra, repository, digest_by(image))[1] == []
        assert ask(petra, other, digest_by(image))[1] == [described(referrer, SBOM)]


def test_what_a_manifest_merely_contains_does_not_refer_to_it(
    petra: RegistryClient, repository: str, image: bytes
) -> None:
    pushed(petra, repository, a_list_of(subject_of(image)))
    assert ask(petra, repository, digest_by(image))[1] == []


def test_referrers_have_referrers(petra: RegistryClient, repository: str, image: bytes) -> None:
    sbom = a_referrer(petra, repository, subject_of(image), SBOM)
    signature = a_referrer(petra, repository, subject_of(sbom), SIGNATURE)
    assert ask(petra, repository, digest_by(image))[1] == [described(sbom, SBOM)]
    assert ask(petra, repository, digest_by(sbom))[1] == [described(signature, SIGNATURE)]


def test_a_deleted_referrer_is_listed_no_more(
    petra: RegistryClient, repository: str, image: bytes
) -> None:
    first = a_referrer(petra, repository, subject_of(image), SBOM)
    second = a_referrer(petra, repository, subject_of(image), SIGNATURE)
    path = manifest_path(repository, digest_by(first))
    assert petra.request("DELETE", path).status_code == 202
    assert ask(petra, repository, digest_by(image))[1] == [described(second, SIGNATURE)]
    pushed(petra, repository, first)
    assert len(ask(petra, repository, digest_by(image))[1]) == 2


def test_pr_21_a_deleted_subject_keeps_its_referrers(
    petra: RegistryClient, repository: str, image: bytes
) -> None:
    referrer = a_referrer(petra, repository, subject_of(image), SBOM)
    path = manifest_path(repository, digest_by(image))
    assert petra.request("DELETE", path).status_code == 202
    assert ask(petra, repository, digest_by(image))[1] == [described(referrer, SBOM)]
    assert has(petra, manifest_path(repository, digest_by(referrer)))


def test_a_referrer_pushed_twice_or_tagged_is_listed_once(
    petra: RegistryClient, repository: str, image: bytes
) -> None:
    body = a_referrer(petra, repository, subject_of(image), SBOM)
    pushed(petra, repository, body, "one")
    pushed(petra, repository, body, "two")
    assert ask(petra, repository, digest_by(image))[1] == [described(body, SBOM)]


def test_pr_21_a_page_takes_no_more_memory_than_a_page(
    server: Server, inside: Inside, petra: RegistryClient, repository: str, image: bytes
) -> None:
    rows = (
        "from artifacts.models import Manifest, Repository\n"
        "there = Repository.objects.get(name=repository)\n"
    )
    inside.run(
        f"{rows}\nfor n in range(24):\n    Manifest.objects.create(\n"
        "        repository=there, digest=f'sha256:{n:064x}', size=1, body=b'',\n"
        "        media_type='application/vnd.crowd+json', subject_digest=subject,\n"
        "        annotations={'filler': 'x' * 3_900_000})",
        repository=repository,
        subject=digest_by(image),
    )
    try:
        before = peak_of(server, anew=True)
        answer, found = ask(petra, repository, digest_by(image))
        assert len(found) == 1
        assert len(answer.content) <= A_PAGE
        assert peak_of(server) - before < 64 * 2**20
    finally:
        inside.run(
            f"{rows}\nManifest.objects.filter(\n"
            "    repository=there, media_type='application/vnd.crowd+json').delete()",
            repository=repository,
        )


def peak_of(server: Server, *, anew: bool = False) -> int:
    """Read how much memory the web processes had at most, in bytes, since it was asked *anew*."""
    total = 0
    for pid in server.web_pids():
        if anew:
            Path(f"/proc/{pid}/clear_refs").write_text("5")
        status = Path(f"/proc/{pid}/status").read_text()
        total += int(status.partition("VmHWM:")[2].split()[0]) * 1024
    return total


@pytest.mark.parametrize("digest", [*NO_DIGESTS, "latest"])
def test_what_is_no_digest_is_refused(petra: RegistryClient, repository: str, digest: str) -> None:
    path = f"/v2/{repository}/referrers/{digest}"
    refused(petra.request("GET", path), 400, "DIGEST_INVALID")


def test_a_private_list_is_for_members(
    registry: RegistryClient,
    member: Callable[[str], RegistryClient],
    repository: str,
    image: bytes,
) -> None:
    path = f"/v2/{repository}/referrers/{digest_by(image)}"
    for client in (registry, member("nobody")):
        answer = client.request("GET", path)
        refused(answer, 401, "UNAUTHORIZED")
        assert challenge_of(answer)["scope"] == f"repository:{repository}:pull"
    assert member("lena").request("GET", path).status_code == 200


# --- end-12b


def test_a_filter_leaves_one_type(petra: RegistryClient, repository: str, image: bytes) -> None:
    digest = digest_by(image)
    sbom = a_referrer(petra, repository, subject_of(image), SBOM)
    signature = a_referrer(petra, repository, subject_of(image), SIGNATURE)
    for artifact_type, expected in (
        (SBOM, [described(sbom, SBOM)]),
        (SIGNATURE, [described(signature, SIGNATURE)]),
        ("application/vnd.example.none", []),
        (SBOM[:-1], []),
        (SBOM.upper(), []),
    ):
        answer, found = ask(petra, repository, digest, artifactType=artifact_type)
        assert found == expected
        assert answer.headers["OCI-Filters-Applied"] == "artifactType"
        assert "Link" not in answer.headers
    answer, found = ask(petra, repository, digest)
    assert len(found) == 2
    assert "OCI-Filters-Applied" not in answer.headers


def test_a_filter_finds_types_that_come_from_the_config(
    petra: RegistryClient, repository: str, image: bytes
) -> None:
    config = descriptor_by(b"{}", "application/vnd.example.config.v1+json")
    body = a_manifest(config=config, more={"subject": subject_of(image)})
    pushed(petra, repository, body)
    _, found = ask(petra, repository, digest_by(image), artifactType=config["mediaType"])
    assert found == [described(body, config["mediaType"])]


def test_pr_21_a_filter_with_odd_characters_finds_nothing(
    petra: RegistryClient, repository: str, image: bytes
) -> None:
    a_referrer(petra, repository, subject_of(image), SBOM)
    odd = ("%", "100%25", "a'b", 'a"b', "a b", "\0", "%00", "_", "a\\b", "\u05d0", "x" * 5000)
    for artifact_type in odd:
        answer, found = ask(petra, repository, digest_by(image), artifactType=artifact_type)
        if artifact_type != "\0":  # of which nothing is left to filter by
            assert found == []
            assert answer.headers["OCI-Filters-Applied"] == "artifactType"


def test_pr_21_a_type_with_odd_characters_is_found(
    petra: RegistryClient, repository: str, image: bytes
) -> None:
    odd = "application/vnd.example.a+b.c_d&e#f; version=1%25"
    body = a_referrer(petra, repository, subject_of(image), odd)
    _, found = ask(petra, repository, digest_by(image), artifactType=odd)
    assert found == [described(body, odd)]


# --- pages


def test_pr_21_large_annotations_fill_pages(
    petra: RegistryClient, repository: str, image: bytes
) -> None:
    pushed_ones = [
        a_referrer(
            petra,
            repository,
            subject_of(image),
            SBOM if number % 2 else SIGNATURE,
            number=str(number),
            filler="x" * 1_300_000,
        )
        for number in range(7)
    ]
    seen = []
    for answer, found in pages(petra, repository, digest_by(image)):
        assert len(answer.content) <= A_PAGE
        assert len(found) == (3 if "Link" in answer.headers else 1)
        seen += [one["digest"] for one in found]
    assert seen == [digest_by(body) for body in pushed_ones]
    filtered = list(pages(petra, repository, digest_by(image), artifactType=SIGNATURE))
    assert [len(found) for _, found in filtered] == [3, 1]
    for answer, found in filtered:
        assert answer.headers["OCI-Filters-Applied"] == "artifactType"
        assert {one["artifactType"] for one in found} == {SIGNATURE}


@pytest.fixture
def crowd(inside: Inside, repository: str, image: bytes) -> Iterator[int]:
    """Give a number of referrers that takes several pages, made without pushing them."""
    number = 2345
    rows = (
        "from artifacts.models import Manifest, Repository\n"
        "there = Repository.objects.get(name=repository)\n"
        "rows = Manifest.objects.filter(repository=there, media_type='application/vnd.crowd+json')"
    )
    inside.run(
        f"{rows}\nManifest.objects.bulk_create(Manifest(\n"
        "    repository=there, digest=f'sha256:{n:064x}', size=1, body=b'',\n"
        "    media_type='application/vnd.crowd+json', subject_digest=subject,\n"
        "    artifact_type='even' if n % 2 == 0 else 'od d&?') for n in range(number))",
        repository=repository,
        subject=digest_by(image),
        number=number,
    )
    yield number
    inside.run(f"{rows}\nrows.delete()", repository=repository)


def test_pr_21_many_referrers_come_in_pages(
    petra: RegistryClient, repository: str, image: bytes, crowd: int
) -> None:
    lists = list(pages(petra, repository, digest_by(image)))
    assert len(lists) == 3
    assert all(len(answer.content) <= A_PAGE for answer, _ in lists)
    seen = [one["digest"] for _, found in lists for one in found]
    assert seen == [f"sha256:{number:064x}" for number in range(crowd)]


def test_pr_21_pages_keep_their_filter(
    petra: RegistryClient, repository: str, image: bytes, crowd: int
) -> None:
    for artifact_type, remainder in (("even", 0), ("od d&?", 1)):
        lists = list(pages(petra, repository, digest_by(image), artifactType=artifact_type))
        assert [len(found) for _, found in lists] == [1000, crowd // 2 - 1000 + 1 - remainder]
        seen = [int(one["digest"][7:], 16) for _, found in lists for one in found]
        assert seen == list(range(remainder, crowd, 2))
        assert {answer.headers["OCI-Filters-Applied"] for answer, _ in lists} == {"artifactType"}


def test_pr_21_a_referrer_that_comes_between_two_pages_is_not_missed(
    petra: RegistryClient, repository: str, image: bytes, crowd: int
) -> None:
    answer, found = ask(petra, repository, digest_by(image))
    late = a_referrer(petra, repository, subject_of(image), SBOM)
    seen = [one["digest"] for one in found]
    while link := next_link(answer):
        assert urlsplit(link).path == f"/v2/{repository}/referrers/{digest_by(image)}"
        answer = petra.request("GET", link)
        seen += [one["digest"] for one in read(answer)]
    assert len(seen) == len(set(seen)) == crowd + 1
    assert seen[-1] == digest_by(late)


def test_a_position_that_no_page_gave_is_refused(
    petra: RegistryClient, repository: str, image: bytes
) -> None:
    path = f"/v2/{repository}/referrers/{digest_by(image)}"
    for last in ("x", "-1", "", "1.5", "9" * 40):
        refused(petra.request("GET", path, params={"last": last}), 400, "SIZE_INVALID")


def test_a_manifest_with_a_refused_subject_is_not_listed(
    petra: RegistryClient, repository: str, image: bytes
) -> None:
    body = a_manifest(
        descriptor_by(b"absent"), more={"subject": subject_of(image), "artifactType": SBOM}
    )
    answer = put_manifest(petra, repository, "refused", body)
    refused(answer, 404, "MANIFEST_BLOB_UNKNOWN")
    assert "OCI-Subject" not in answer.headers
    assert ask(petra, repository, digest_by(image))[1] == []
