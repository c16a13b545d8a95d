"""The media types that have a meaning here."""

from oci import media_types


def test_no_media_type_is_of_two_kinds() -> None:
    kinds = [
        media_types.MANIFEST_TYPES,
        media_types.INDEX_TYPES,
        media_types.SCHEMA1_TYPES,
        media_types.NON_DISTRIBUTABLE_TYPES,
    ]
    assert len(frozenset.union(*kinds)) == sum(map(len, kinds))


def test_media_types_are_written_in_lower_case() -> None:
    values = [value for value in vars(media_types).values() if isinstance(value, str)]
    constants = [value for value in values if value.startswith("application/")]
    assert len(constants) >= 19
    assert all(value == value.lower() for value in constants)
