"""What clients ask first: which API this is, and whether anybody is there."""

from django.http import HttpRequest, HttpResponse, JsonResponse


def view(_: HttpRequest) -> JsonResponse:
    return JsonResponse({"version": "v2.0"})


def ping(_: HttpRequest) -> HttpResponse:
    return HttpResponse("Pong", content_type="text/plain")
