"""Who may open a connection: `outbound`, and the few that call their own or the operator's."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODULES = [
    path
    for folder in sorted(ROOT.iterdir())
    if (folder / "__init__.py").is_file() and folder.name not in {"tests", "bench", "outbound"}
    for path in sorted(folder.rglob("*.py"))
]
EXCEPTIONS = {
    "harbor_py/supervisor.py": {"http.client"},  # asks its own child on this machine
    "audit/syslog.py": {"socket"},  # the collector that the operator's environment names
    "jobs/workers.py": {"socket"},  # asks for this machine's name
    "harbor_py/management/commands/serve.py": {"socket"},  # asks whether the port is free
    "replication/adapters/ecr/remote.py": {"boto3", "botocore"},  # AWS, by its own library
}
SPEAKERS = {
    "aiohttp", "boto3", "botocore", "ftplib", "http.client", "httpx", "imaplib", "poplib",
    "requests", "smtplib", "socket", "socketserver", "telnetlib", "urllib.request", "urllib3",
    "websockets", "xmlrpc.client",
}  # fmt: skip


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _speakers(path: Path) -> set[str]:
    imported = set(_imported(path))
    return {
        speaker
        for speaker in SPEAKERS
        if any(f"{name}.".startswith(f"{speaker}.") for name in imported)
    }


def test_only_outbound_connects_to_others() -> None:
    speaking = {str(path.relative_to(ROOT)): _speakers(path) for path in MODULES}
    unknown = {
        module: speakers - EXCEPTIONS.get(module, set()) for module, speakers in speaking.items()
    }
    assert {module: speakers for module, speakers in unknown.items() if speakers} == {}
    assert len(MODULES) > 100
    assert speaking["harbor_py/supervisor.py"] == {"http.client"}
