"""Signing in: phone and one-time code first, e-mail and its code, a password if one is wanted."""

from learn.settings import env

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["people.accounts.backend.AccountBackend"]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_learning"
WAGTAILADMIN_LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "people.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "people.forms.LoginForm", "signup": "people.forms.SignupForm"}
ACCOUNT_LOGIN_METHODS = {"phone", "email"}
# The sign-up form is ours and asks for either; allauth wants one of them marked.
ACCOUNT_SIGNUP_FIELDS = ["phone", "email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PHONE_VERIFICATION_ENABLED = True
ACCOUNT_PHONE_VERIFICATION_CODE_FORMAT = ACCOUNT_LOGIN_BY_CODE_FORMAT
ACCOUNT_PHONE_VERIFICATION_TIMEOUT = ACCOUNT_LOGIN_BY_CODE_TIMEOUT
ACCOUNT_PHONE_VERIFICATION_MAX_ATTEMPTS = ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
# Per address so many that a classroom behind one address can work; per phone or e-mail few.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "signup": "60/m/ip",
    "signup_code": "60/m/ip,4/5m/key",
    "check_code": "15/5m/key",
    "request_login_code": "60/m/ip,4/5m/key",
    "verify_phone": "60/m/ip,4/5m/key",
    "change_phone": "5/m/user",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Học Số"
# A clock that is half a minute off must not lock staff out.
MFA_TOTP_TOLERANCE = 1
# Browsers allow passkeys on plain HTTP only on the machine itself, for trying them out.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = env.flag("PASSKEYS_OVER_HTTP", default=False)

# Keyed hashing of national numbers and phones; without the key they can't be guessed back.
MATCHING_KEY = env.text("MATCHING_KEY")
