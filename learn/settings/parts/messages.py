"""Messages to people: the channels, their gateways, and the secrets of those who report back."""

import os

from learn.settings import env

SMS_BACKEND = env.text("SMS_BACKEND", "people.messages.backends.OutboxBackend")
SMS_HTTP = {
    "url": env.text("SMS_HTTP_URL"),
    "token": env.text("SMS_HTTP_TOKEN"),
    "sender": env.text("SMS_HTTP_SENDER", "HocSo"),
}
# Our own contract with a gateway to Zalo: docs/operate/messages.md. Without an address the channel
# isn't offered. A token in a file is read anew each time: whoever renews it writes it there.
ZALO_HTTP = {
    "url": env.text("ZALO_HTTP_URL"),
    "token": "" if os.environ.get("ZALO_HTTP_TOKEN_FILE") else env.text("ZALO_HTTP_TOKEN"),
    "token_file": os.environ.get("ZALO_HTTP_TOKEN_FILE", ""),
}
# The gateway's own ids of the forms of words it has approved, by our names of them.
ZALO_TEMPLATES = env.pairs("ZALO_TEMPLATES")
# By which a gateway signs its reports of delivery; without one its reports aren't heard.
CALLBACK_SECRETS = {
    "sms": env.text("SMS_CALLBACK_SECRET"),
    "zalo": env.text("ZALO_CALLBACK_SECRET"),
}
# Notices on a device: the site's own key pair for all of them, and whom a browser's maker may ask.
DEMO_VAPID_KEY = "O_FRrtaY5pg4wTQmeZViH7Zi_BgpqgmXhZri2t_MVVY"
VAPID_PRIVATE_KEY = env.text("VAPID_PRIVATE_KEY")
VAPID_SUBJECT = env.text("VAPID_SUBJECT")
# Where browsers' makers take notices; a name that begins with a dot stands for all under it.
PUSH_HOSTS = env.words(
    "PUSH_HOSTS",
    (
        "fcm.googleapis.com",
        "updates.push.services.mozilla.com",
        ".push.apple.com",
        ".notify.windows.com",
    ),
)
