"""Large blobs, in and out."""

from collections.abc import Mapping
from functools import cached_property

from bench import limits, oci, stock
from bench.cases.base import Case, Figure
from bench.oci import MIB, BigFile
from bench.registries import PROJECT, Registry
from bench.scale import Scale


class Downloads(Case):
    """P4."""

    key = "P4"
    group = "transfers"
    goal = "≥ 1.0 × distribution v3"
    limit = "nginx, sendfile"

    def __init__(self, file: BigFile, scale: Scale) -> None:
        self.title = f"download {scale.mib} MiB"
        self._file = file
        self._figures = {Figure(f"MiB/s, clients: {count}"): count for count in (1, scale.clients)}
        self.figures = tuple(self._figures)

    @cached_property
    def _nginx(self) -> limits.Nginx:
        return limits.Nginx(self._file)

    def prepare(self, registry: Registry) -> None:
        path, scope = stock.big_blob(registry, self._file)
        self._rates(f"{registry.url}{path}", registry.token(scope))

    def measure(self, registry: Registry, seed: int) -> Mapping[str, float]:
        path, scope = stock.big_blob(registry, self._file)
        return self._rates(f"{registry.url}{path}", registry.token(scope))

    def measure_limit(self) -> Mapping[str, float]:
        return self._rates(self._nginx.url, "none")

    def _rates(self, url: str, token: str) -> Mapping[str, float]:
        size = self._file.size
        return {
            figure.name: count * size / MIB / oci.download(url, token, size=size, clients=count)
            for figure, count in self._figures.items()
        }

    def end(self) -> None:
        if "_nginx" in self.__dict__:
            self._nginx.remove()


class Uploads(Case):
    """P5; the bytes are new each time."""

    key = "P5"
    group = "transfers"
    figures = (Figure("seconds", more_is_better=False),)
    goal = "≥ 2 × distribution v3; ≤ 1.2 × the seconds of the limit"
    limit = "write, sha256, fsync"

    def __init__(self, file: BigFile, scale: Scale) -> None:
        self.title = f"upload {scale.mib} MiB: POST, PATCH, PUT"
        self._file = file

    def measure(self, registry: Registry, seed: int) -> Mapping[str, float]:
        self._file.renew()
        return {"seconds": oci.upload(registry, f"{PROJECT}/uploads", self._file)}

    def measure_limit(self) -> Mapping[str, float]:
        self._file.renew()
        return {"seconds": limits.write_and_hash(self._file)}
