"""Invented Vietnamese names and phone numbers."""

import random

SURNAMES = (
    ("Nguyễn", 38), ("Trần", 11), ("Lê", 9), ("Phạm", 7), ("Huỳnh", 5), ("Hoàng", 4), ("Phan", 4),
    ("Vũ", 4), ("Võ", 4), ("Đặng", 3), ("Bùi", 3), ("Đỗ", 3), ("Hồ", 2), ("Ngô", 2), ("Dương", 2),
    ("Lý", 1), ("Đinh", 1), ("Trương", 2), ("Mai", 1), ("Điểu", 2), ("Thổ", 1), ("Lâm", 1),
    ("Nông", 1), ("Tạ", 1), ("Châu", 1),
)  # fmt: skip
FEMALE_MIDDLE = ("Thị", "Thị Mỹ", "Thị Ngọc", "Ngọc", "Thanh", "Thị Kim", "Thị Thu", "Hồng", "Bích")
MALE_MIDDLE = (
    "Văn",
    "Hữu",
    "Đức",
    "Minh",
    "Quốc",
    "Công",
    "Thành",
    "Ngọc",
    "Xuân",
    "Đình",
    "Trọng",
)
FEMALE_GIVEN = (
    "Hương", "Lan", "Hoa", "Hạnh", "Phượng", "Tuyết", "Nga", "Hằng", "Thảo", "Trang", "Yến", "Loan",
    "Diễm", "Quyên", "Thủy", "Nhung", "Xuân", "Mai", "Đào", "Cúc", "Oanh", "Vân", "Ngân", "Duyên",
    "Phương", "Hiền", "Liên", "Tươi", "Như", "Uyên", "Ánh", "Thơ", "Mỹ", "Lý", "Hồng",
)  # fmt: skip
MALE_GIVEN = (
    "Dũng", "Hùng", "Tuấn", "Nam", "Minh", "Long", "Phong", "Hải", "Sơn", "Thắng", "Bình", "Khánh",
    "Phúc", "Lộc", "Thọ", "Quân", "Vinh", "Trung", "Kiên", "Cường", "Đạt", "Thịnh", "Nghĩa", "Lâm",
    "Tú", "Hiếu", "Tâm", "Hậu", "Quý", "Toàn", "Trí", "Đông", "Tiến", "Mạnh", "Ước",
)  # fmt: skip

_SURNAME_WORDS = [word for word, _weight in SURNAMES]
_SURNAME_WEIGHTS = [weight for _word, weight in SURNAMES]


def person_name(rng: random.Random, sex: str) -> str:
    """Return an invented name for a person of ``sex`` ("f" or "m")."""
    middles, givens = (FEMALE_MIDDLE, FEMALE_GIVEN) if sex == "f" else (MALE_MIDDLE, MALE_GIVEN)
    surname = rng.choices(_SURNAME_WORDS, _SURNAME_WEIGHTS)[0]
    return f"{surname} {rng.choice(middles)} {rng.choice(givens)}"


def phone(serial: int) -> str:
    """Return the demo's ``serial``-th phone in E.164: a plain sequence, plainly made up."""
    return f"+8490{serial:07d}"
