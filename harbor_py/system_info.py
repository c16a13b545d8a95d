"""What a client should know of this registry before it does anything, and of itself."""

import shutil
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import configuration, users
from accounts.api.endpoints import Endpoint
from accounts.api.operations import operation
from accounts.api.serializers import Shape, UserRead
from accounts.rights import Need, SystemAction
from oci.errors import Unknown

HARBOR_VERSION = "v2.16.0-harbor_py"
"""Clients of Harbor tell by it what they may ask for."""


class CertificateUnknown(Unknown):
    def __init__(self) -> None:
        super().__init__("this registry has no root certificate of its own to hand out")


class GeneralInfo(Shape):
    """The first five fields are everybody's, the others for those who logged in."""

    auth_mode = serializers.CharField()
    primary_auth_mode = serializers.BooleanField()
    self_registration = serializers.BooleanField()
    banner_message = serializers.CharField()
    oidc_provider_name = serializers.CharField()
    harbor_version = serializers.CharField(required=False)
    registry_url = serializers.CharField(required=False)
    external_url = serializers.CharField(required=False)
    project_creation_restriction = serializers.CharField(required=False)
    read_only = serializers.BooleanField(required=False)  # type: ignore[assignment]  # Harbor's word
    has_ca_root = serializers.BooleanField(required=False)
    notification_enable = serializers.BooleanField(required=False)
    current_time = serializers.DateTimeField(required=False)
    registry_storage_provider_name = serializers.CharField(required=False)
    trash_days = serializers.IntegerField(required=False)
    """For how long what is deleted can be brought back; 0: not at all."""


class Session(Shape):
    user = UserRead()
    system = GeneralInfo()


class Volume(Shape):
    total = serializers.IntegerField()
    free = serializers.IntegerField()


class Volumes(Shape):
    storage = Volume(many=True)


class SystemInfoEndpoint(Endpoint):
    """``/systeminfo``."""

    @operation(Need.NOTHING, answer=GeneralInfo)
    def get(self, request: Request) -> Response:
        return Response(_info(request, is_known=not self.by.principal.is_anonymous))


class SessionEndpoint(Endpoint):
    """``/session``: who asks and whom they ask, with which every page of the console begins."""

    @operation(Need.USER, answer=Session)
    def get(self, request: Request) -> Response:
        user = UserRead.of(users.get_by_name(self.by.principal.name))
        return Response({"user": user, "system": _info(request, is_known=True)})


class VolumesEndpoint(Endpoint):
    """``/systeminfo/volumes``: the disk that the blobs are on."""

    @operation(SystemAction.SYSTEM_VOLUMES_READ, answer=Volumes)
    def get(self, request: Request) -> Response:
        usage = shutil.disk_usage(_existing(settings.STORAGE_ROOT))
        return Response({"storage": [{"total": usage.total, "free": usage.free}]})


class CertificateEndpoint(Endpoint):
    """``/systeminfo/getcert``: what clients of a proxy with a certificate of its own must trust."""

    @operation(Need.NOTHING, media_type="application/octet-stream")
    def get(self, request: Request) -> HttpResponse:
        if not certificate().is_file():
            raise CertificateUnknown
        return HttpResponse(
            certificate().read_bytes(),
            status=HTTPStatus.OK,
            content_type="application/octet-stream",
            headers={"Content-Disposition": "attachment; filename=ca.crt"},
        )


def certificate() -> Path:
    """Where an administrator may put it."""
    return Path(settings.DATA_DIR) / "ca.crt"


def _info(request: Request, *, is_known: bool) -> dict[str, Any]:
    info = _for_everybody()
    if is_known:
        info |= _for_known(str(request.META["harbor.external_url"]))
    return GeneralInfo.of(info)


def _for_everybody() -> dict[str, Any]:
    fixed = configuration.fixed()
    return {
        **{key: fixed[key] for key in ("auth_mode", "primary_auth_mode", "self_registration")},
        "banner_message": configuration.text("banner_message"),
        "oidc_provider_name": "",
    }


def _for_known(external_url: str) -> dict[str, Any]:
    return {
        "harbor_version": HARBOR_VERSION,
        "registry_url": external_url.partition("://")[2],
        "external_url": external_url,
        "project_creation_restriction": configuration.text("project_creation_restriction"),
        "read_only": configuration.flag("read_only"),
        "has_ca_root": certificate().is_file(),
        "notification_enable": configuration.fixed()["notification_enable"],
        "current_time": timezone.now(),
        "registry_storage_provider_name": settings.STORAGE_DRIVER,
        "trash_days": settings.TRASH_DAYS,
    }


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it until something was stored."""
    return next(place for place in (folder, *folder.parents) if place.is_dir())
