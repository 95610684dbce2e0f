"""Vietnamese phone numbers: however written, one form; a clear reason when it can't be one."""

import phonenumbers

REGION = "VN"
MOBILE_KINDS = {
    phonenumbers.PhoneNumberType.MOBILE,
    phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
}


class NotAPhone(ValueError):
    """The text can't be a mobile number; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def normalised(text: str) -> str:
    """Return ``text`` in E.164: 0912…, 84912…, +84 912… with any spaces and dots are one.

    Raises:
        NotAPhone: with the code "letters", "too_short", "too_long", "not_mobile" or "unknown".
    """
    bare = "".join(mark for mark in text if mark not in " .-()\u00a0\u202f\t")
    digits = bare.removeprefix("+")
    if not digits.isascii() or not digits.isdigit():
        raise NotAPhone("letters")
    if digits.startswith("84") and not bare.startswith("+") and len(digits) >= 11:
        bare = f"+{digits}"
    try:
        number = phonenumbers.parse(bare, REGION)
    except phonenumbers.NumberParseException as error:
        raise NotAPhone("unknown") from error
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason == phonenumbers.ValidationResult.TOO_SHORT:
        raise NotAPhone("too_short")
    if reason == phonenumbers.ValidationResult.TOO_LONG:
        raise NotAPhone("too_long")
    if not phonenumbers.is_valid_number(number):
        short = number.country_code == 84 and len(str(number.national_number)) < 9
        raise NotAPhone("too_short" if short else "unknown")
    if phonenumbers.number_type(number) not in MOBILE_KINDS:
        raise NotAPhone("not_mobile")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def spoken(phone: str) -> str:
    """Return an E.164 number as people here write it: 0912 345 678."""
    digits = "0" + phone[3:] if phone.startswith("+84") else phone
    if len(digits) != 10 or not digits.startswith("0"):
        return digits
    return f"{digits[:4]} {digits[4:7]} {digits[7:]}"


def masked_phone(phone: str) -> str:
    """Return the number with its middle hidden: 0912 ••• 678."""
    digits = "0" + phone[3:] if phone.startswith("+84") else phone
    return f"{digits[:4]} ••• {digits[-3:]}"


def hidden_phone(phone: str) -> str:
    """Return the number with all but its last three digits hidden: •••• ••• 678."""
    return f"•••• ••• {phone[-3:]}" if phone else ""
