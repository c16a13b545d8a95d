"""``accounts.api.queries``: how ``q`` and ``sort`` are read, and that only known keys count."""

from datetime import UTC, datetime

import pytest
from django.db.models import Q

from accounts.api import queries
from accounts.api.errors import QueryInvalid
from accounts.api.queries import Field, Kind, Match, Term

FIELDS = {
    "name": Field("title"),
    "number": Field("pk", Kind.WHOLE),
    "time": Field("creation_time", Kind.TIME),
    "flag": Field("is_public", Kind.FLAG),
}


@pytest.mark.parametrize(
    ("q", "terms"),
    [
        ("", []),
        ("k=v", [Term("k", Match.EXACT, ("v",))]),
        ("k=", [Term("k", Match.EXACT, ("",))]),
        ("k=a=b", [Term("k", Match.EXACT, ("a=b",))]),
        ("k=~v", [Term("k", Match.FUZZY, ("v",))]),
        ("k=~", [Term("k", Match.FUZZY, ("",))]),
        ("k=[a~b]", [Term("k", Match.RANGE, ("a", "b"))]),
        ("k=[a~]", [Term("k", Match.RANGE, ("a", None))]),
        ("k=[~b]", [Term("k", Match.RANGE, (None, "b"))]),
        ("k={a b}", [Term("k", Match.ANY, ("a", "b"))]),
        ("k={a  'b c'}", [Term("k", Match.ANY, ("a", "b c"))]),
        ("k=(a b)", [Term("k", Match.ALL, ("a", "b"))]),
        ("k=\"1\",l='~2'", [Term("k", Match.EXACT, ("1",)), Term("l", Match.EXACT, ("~2",))]),
        ("k=\\~v", [Term("k", Match.EXACT, ("~v",))]),
        ("k=\\{a}", [Term("k", Match.EXACT, ("{a}",))]),
        ("k%3D~a+b%2Bc", [Term("k", Match.FUZZY, ("a b+c",))]),
        (" k =v", [Term("k", Match.EXACT, ("v",))]),
        (
            "time=[2020-04-09 02:36:00~2021-01-01T00:00:00]",
            [Term("time", Match.RANGE, ("2020-04-09 02:36:00", "2021-01-01T00:00:00"))],
        ),
    ],
)
def test_every_form_is_read(q: str, terms: list[Term]) -> None:
    assert queries.parse(q) == terms


@pytest.mark.parametrize(
    "q",
    [
        "k",
        "=v",
        ",",
        "k=v,",
        "k=[a",
        "k=[ab]",
        "k={a",
        "k=(a",
        "%",
        "k=%zz",
        "k=%ff",
        "k=%00",
        "k=" + "v" * 9000,
        ",".join(["k=v"] * 21),
        "k={" + "v " * 101 + "}",
    ],
    ids=lambda q: q[:20],
)
def test_broken_syntax_is_refused(q: str) -> None:
    with pytest.raises(QueryInvalid):
        queries.parse(q)


@pytest.mark.parametrize(
    ("q", "condition"),
    [
        ("name=v", Q(title__in=["v"])),
        ("name=~v", Q(title__icontains="v")),
        ("name=[a~b]", Q(title__gte="a", title__lte="b")),
        ("number=7", Q(pk__in=[7])),
        ('number="7"', Q(pk__in=[7])),
        ("number=[~7]", Q(pk__lte=7)),
        ("number={1 2}", Q(pk__in=[1, 2])),
        ("number=(1 2)", Q(Q(pk=1), Q(pk=2))),
        ("flag=True", Q(is_public__in=[True])),
        (
            "time=[2020-04-09 02:36:00~]",
            Q(creation_time__gte=datetime(2020, 4, 9, 2, 36, tzinfo=UTC)),
        ),
        (
            "time=2020-04-09T02:36:00%2B02:00",
            Q(creation_time__in=[datetime(2020, 4, 9, 0, 36, tzinfo=UTC)]),
        ),
    ],
)
def test_values_are_of_their_fields_type(q: str, condition: Q) -> None:
    (term,) = queries.parse(q)
    assert queries._condition(FIELDS[term.key], term) == condition


@pytest.mark.parametrize(
    "q",
    [
        "number=a",
        "number=1.5",
        "number=~1",
        "number=1_0",
        "number=" + "9" * 19,
        "number=%2B1",
        "flag=2",
        "flag=~t",
        "flag=[0~1]",
        "time=7",
        "time=~2020",
        "time=0001-01-01T00:00%2B23:00",
    ],
)
def test_values_of_another_type_are_refused(q: str) -> None:
    (term,) = queries.parse(q)
    with pytest.raises(QueryInvalid):
        queries._condition(FIELDS[term.key], term)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", []),
        ("name", ["title"]),
        ("-name,number", ["-title", "pk"]),
        (" -name , number", ["-title", "pk"]),
        ("name,-name", ["title"]),
        ("title,-pk,password,?,--name,na me,name;", []),
    ],
)
def test_an_order_is_made_of_known_keys(sort: str, order: list[str]) -> None:
    assert queries.parse_sort(sort, FIELDS) == order
