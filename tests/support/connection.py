"""The HTTP connection under the tests' clients: keeps no cookie and obeys no proxy."""

import ssl
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx


def connection(base_url: str, authority: str = "") -> httpx.Client:
    """Open one that trusts *authority* (PEM) and nobody else: loading usual roots takes 20 ms."""
    no_cookies = CookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if authority:
        trust.load_verify_locations(cadata=authority)
    return httpx.Client(
        base_url=base_url, cookies=no_cookies, verify=trust, trust_env=False, timeout=60
    )


class UnexpectedAnswer(AssertionError):
    """The server answered with another status than the one the call stands for."""

    def __init__(self, response: httpx.Response) -> None:
        request = response.request
        answer = f"{response.status_code}: {response.text[:2000]}"
        super().__init__(f"{request.method} {request.url} answered {answer}")
        self.response = response


def require(response: httpx.Response, *statuses: int) -> httpx.Response:
    if response.status_code not in statuses:
        raise UnexpectedAnswer(response)
    return response
