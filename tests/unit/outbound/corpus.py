"""Ways to write where no request may go; none of them may lead to a connection."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address

NOBODY = [
    "0.0.0.0", "0.1.2.3", "127.0.0.1", "127.0.0.2", "127.255.255.254", "169.254.0.1",  # noqa: S104
    "169.254.169.254", "169.254.170.2", "100.100.100.200", "168.63.129.16", "192.0.0.1",
    "192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
    "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "fe80::1", "febf::1", "fec0::1", "ff02::1", "fd00:ec2::254", "fd20:ce::254",
    "100::1", "2001:db8::1", "2001:10::1", "2001:20::1", "3fff::1", "5f00::1", "4000::1",
]  # fmt: skip
PRIVATE = [
    "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.254", "192.168.0.1",
    "192.168.255.254", "100.64.0.1", "100.127.255.254", "fc00::1", "fd12:3456::1",
]  # fmt: skip
PUBLIC = [
    "8.8.8.8", "93.184.215.14", "11.0.0.1", "172.32.0.1", "172.15.255.255", "100.63.255.255",
    "100.128.0.1", "126.255.255.255", "128.0.0.1", "223.255.255.254", "2606:4700::1111",
    "2a00:1450::1",
]  # fmt: skip
_WRAPPED = ["127.0.0.1", "169.254.169.254", "10.0.0.1", "0.0.0.0", "100.100.100.200"]  # noqa: S104

NUMBERS = [
    "0x7f.1", "0x7f.0.0.1", "0x7f000001", "0x7F.0X0.0x0.0x1", "2130706433", "017700000001",
    "0177.0.0.1", "127.1", "127.0.1", "127.0.0.01", "127.00.0.1", "0127.0.0.1", "127.0.0.0x1",
    "127.0.0.1.1", "256.0.0.1", "127.0.0.256", "0", "4294967295", "2852039166", "0xa9fea9fe",
    "0251.0376.0251.0376", "169.254.43518", "0x", "1.2.3", "127.0.0.1.", "127.0.0.1..",
    "\u2460\u2461\u2466.\u24ea.\u24ea.\u2460", "127\u30020\u30020\u30021",
    "\uff11\uff12\uff17.0.0.1", "127\uff0e0\uff0e0\uff0e1", "\u0661\u0662\u0667.0.0.1",
    "registry.example.127",
]  # fmt: skip
LOCAL_NAMES = [
    "localhost", "LOCALHOST", "LocalHost", "localhost.", "a.localhost", "a.b.localhost.",
    "localhost.localdomain", "localhost4", "localhost6.localdomain6", "localhost.example.org",
    "ip6-localhost", "ip6-loopback", "metadata", "metadata.", "metadata.google.internal",
    "METADATA.google.internal", "metadata.google.internal.", "metadata.azure.internal",
    "metadata.tencentyun.com", "instance-data", "instance-data.ec2.internal",
    "\u24dbocalhost", "localho\u017ft", "\uff4cocalhost",
]  # fmt: skip
PRIVATE_NAMES = ["internal", "registry.internal", "a.b.INTERNAL", "registry.internal."]
URLS = [
    "", "/", "//127.0.0.1/", "127.0.0.1", "127.0.0.1/v2/", "http:", "http:/127.0.0.1/",
    "http://", "http:///v2/", "http://:80/", "http:127.0.0.1", "http:\\\\127.0.0.1\\",
    "file:///etc/passwd", "file://127.0.0.1/etc/passwd", "gopher://127.0.0.1:6379/_INFO",
    "unix:/run/docker.sock", "unix:///run/docker.sock", "http+unix://%2Frun%2Fdocker.sock/info",
    "ftp://127.0.0.1/", "dict://127.0.0.1:11211/stats", "ldap://127.0.0.1/", "ws://127.0.0.1/",
    "jar:http://127.0.0.1/!/", "data:,x", "javascript:alert(1)", "tcp://127.0.0.1:80",
    "https+http://127.0.0.1/", "url:http://127.0.0.1/",
    "http://registry.example@127.0.0.1/", "http://127.0.0.1@registry.example/",
    "http://user:secret@registry.example/", "http://@registry.example/", "http://:@127.0.0.1/",
    "http://registry.example:80@127.0.0.1/", "http://127.0.0.1:80@registry.example:80/",
    "http://registry.example\\@127.0.0.1/", "http://127.0.0.1\\.registry.example/",
    "http://registry.example/\\127.0.0.1", "http://registry.example#@127.0.0.1/",
    "http://127.0.0.1#.registry.example/", "http://registry.example/#fragment",
    "http://registry.example/ HTTP/1.1\r\nHost: other\r\n\r\n", "http://registry.example/\r\nX: y",
    "http://registry.example\r\n.evil/", "http://registry.example/\n", "\nhttp://127.0.0.1/",
    " http://127.0.0.1/", "http://127.0.0.1/ ", "http://127.0.0.1 /", "ht\ttp://127.0.0.1/",
    "http://127.0.0.1\t/", "http://registry.example/\x00", "http://127.0.0.1\x00.example/",
    "http://registry.example/\x7f", "http://registry.example/\u2028", "http://registry.example/\xe9",
    "http://127.0.0.1%00.registry.example/", "http://%31%32%37.0.0.1/", "http://127%2e0.0.1/",
    "http://registry.example:0/", "http://registry.example:65536/", "http://registry.example:/",
    "http://registry.example:8o/", "http://registry.example:-1/", "http://registry.example:80:80/",
    "http://registry.example:\u0668\u0660/", "http://[::1/", "http://::1/", "http://[::1]x/",
    "http://[127.0.0.1]/", "http://[fe80::1%25lo]/", "http://[fe80::1%lo]/", "http://[v1.x]/",
    "http://[]/", "http://a..example/", "http://.registry.example/", "http://-a.example/",
    "http://a-.example/", f"http://{'a' * 64}.example/", f"http://{'a.' * 130}example/",
    f"http://registry.example/{'a' * 16_384}", "http://a b.example/", "http://a<b.example/",
    "http://a\u2100b.example/", "http://a\uff0fb.example/", "http://a\uff20127.0.0.1/",
    "http://a\u200bb.example\u200b@/", "http://registry.example;127.0.0.1/", "http://{host}/",
    "http://127.0.0.1,registry.example/", "http://$(host)/", "http://*.example/",
]  # fmt: skip


def wrapped(*addresses: str) -> list[str]:
    """IPv6 addresses that lead to IPv4 ones, in every way that there is."""
    return [way for text in addresses or _WRAPPED for way in _ways(text)]


def _ways(text: str) -> Iterator[str]:
    four = IPv4Address(text).packed
    inverted = bytes(byte ^ 0xFF for byte in four)
    public = IPv4Address("8.8.8.8").packed
    for packed in (
        bytes(10) + b"\xff\xff" + four,  # mapped
        bytes(8) + b"\xff\xff\x00\x00" + four,  # translated
        b"\x00\x64\xff\x9b" + bytes(8) + four,  # NAT64
        b"\x00\x64\xff\x9b\x00\x01" + bytes(6) + four,  # NAT64 of a network's own, /96
        b"\x00\x64\xff\x9b\x00\x01" + four[:2] + b"\x00" + four[2:] + bytes(5),  # the same, /48
        b"\x20\x02" + four + bytes(10),  # 6to4
        b"\x20\x01\x00\x00" + public + b"\x00\x00\xff\xff" + inverted,  # Teredo's client
        b"\x20\x01\x00\x00" + four + b"\x00\x00\xff\xff" + b"\xf7" * 4,  # Teredo's server
        b"\x2a\x00" + bytes(6) + b"\x00\x00\x5e\xfe" + four,  # ISATAP
        b"\x2a\x00" + bytes(6) + b"\x02\x00\x5e\xfe" + four,
    ):
        yield str(IPv6Address(packed))
    if any(four[:2]):
        yield str(IPv6Address(bytes(12) + four))  # compatible
        yield f"::ffff:{text}"


def url_of(host: str) -> str:
    return f"http://[{host}]:8080/v2/" if ":" in host else f"http://{host}:8080/v2/"


FOR_NOBODY = [url_of(host) for host in [*NOBODY, *NUMBERS, *LOCAL_NAMES]] + URLS
"""Refused whoever asks."""
FOR_ADMINISTRATORS = [url_of(host) for host in [*PRIVATE, *PRIVATE_NAMES, *wrapped()]]
"""Refused to who may call public addresses only."""
