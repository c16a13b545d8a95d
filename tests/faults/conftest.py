"""Options of the fault tests."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--every",
        type=int,
        default=8,
        metavar="N",
        help="of the many writes and sends of a push, kill at each N-th; 1 is all of them",
    )
    parser.addoption(
        "--rounds",
        type=int,
        default=150,
        metavar="N",
        help="how often to write at one web process and read at another",
    )
    parser.addoption(
        "--pushes",
        type=int,
        default=2000,
        metavar="N",
        help="how many images to push while garbage is collected",
    )
