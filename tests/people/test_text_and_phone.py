"""Names and phones, however they are typed. Pure: no database."""

import pytest

from people.accounts.phone import NotAPhone, masked_phone, normalised, spoken
from people.text import fold, masked, sort_key, tidy


@pytest.mark.parametrize(
    "typed",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "0912-345-678",
        "+84912345678",
        "+84 912 345 678",
        "84912345678",
        "(+84) 912 345 678",
        "0912\u00a0345\u00a0678",
    ],
)
def test_a_number_is_one_however_written(typed: str) -> None:
    """One form for storage."""
    assert normalised(typed) == "+84912345678"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "letters"),
        ("không có", "letters"),
        ("0912a45678", "letters"),
        ("٠٩١٢٣٤٥٦٧٨", "letters"),
        ("091234", "too_short"),
        ("09123456789012", "too_long"),
        ("02513822501", "not_mobile"),
        ("0012345678", "unknown"),
    ],
)
def test_what_is_no_mobile_number_is_refused_with_the_reason(typed: str, reason: str) -> None:
    """The form says it beside the field."""
    with pytest.raises(NotAPhone) as refused:
        normalised(typed)
    assert refused.value.code == reason


def test_numbers_are_shown_as_people_write_them() -> None:
    """And with the middle hidden where others look on."""
    assert spoken("+84912345678") == "0912 345 678"
    assert masked_phone("+84912345678") == "0912 ••• 678"


def test_names_are_one_in_both_unicode_forms() -> None:
    """A phone's keyboard may send marks apart from their letters."""
    composed, apart = "Nguyễn Thị Đào", "Nguyễn Thị Đào"
    assert tidy(apart) == composed
    assert fold(composed) == fold(apart) == "nguyen thi dao"
    assert tidy("  Lê   Văn  ") == "Lê Văn"
    assert sort_key("Nguyễn Thị Đào") == "dao nguyen thi"
    assert masked("Nguyễn Thị Ánh Đào") == "Nguyễn T. Á. Đào"
