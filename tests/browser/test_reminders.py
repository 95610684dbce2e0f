"""The button that asks for reminders on this device, with a browser that plays its maker."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from people.models import PushDevice
from tests.browser.acts import Visitor
from tests.cast import Cast
from tests.people.browser_side import Browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Come = Callable[..., Visitor]
PROFILE = "/vi/ho-so/"
BUTTON = "Nhận lời nhắc trên máy này"
# What the browser's maker would do, which can't be reached from here. The worker is the site's own.
MAKER = """
const keys = %(keys)s;
const bytes = (text) => Uint8Array.from(
  atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0)).buffer;
const held = () => sessionStorage.getItem("asked");
const device = {
  endpoint: keys.endpoint,
  getKey: (name) => bytes(keys[name]),
  unsubscribe: async () => { sessionStorage.removeItem("asked"); return true; },
  get options() { return { applicationServerKey: bytes(held()) }; },
};
Notification.requestPermission = async () => "%(answer)s";
PushManager.prototype.getSubscription = async () => (held() ? device : null);
PushManager.prototype.subscribe = async ({ applicationServerKey: key }) => {
  const text = btoa(String.fromCharCode(...key)).replaceAll("+", "-").replaceAll("/", "_");
  sessionStorage.setItem("asked", text.replaceAll("=", ""));
  return device;
};
"""


def plays_maker(visitor: Visitor, answer: str = "granted") -> Browser:
    """Let the visitor's browser register with keys that are known here."""
    found = Browser("https://updates.push.services.mozilla.com/wpush/v2/abc")
    visitor.context.add_init_script(MAKER % {"keys": found.registration, "answer": answer})
    return found


def test_a_tap_registers_this_device_and_another_takes_it_off(somebody: Come, cast: Cast) -> None:
    """The service worker is started, the device is in the list and known as this one."""
    minh = somebody("minh")
    known = plays_maker(minh)
    page = minh.go(PROFILE)
    button = page.get_by_role("button", name=BUTTON)
    expect(button).to_be_visible()
    with page.expect_navigation():
        button.click()
    row = page.locator("[data-device]")
    expect(row).to_contain_text("máy này")
    expect(button).to_be_hidden()
    expect(page.get_by_role("checkbox", name="Thông báo trên máy")).to_be_checked()
    device = PushDevice.objects.get()
    assert (device.person_id, device.endpoint) == (cast.persons["minh"].pk, known.endpoint)
    worker = page.evaluate(
        "navigator.serviceWorker.getRegistration('/noi-bo/').then((one) => one.active.scriptURL)"
    )
    assert worker.endswith("/noi-bo/may-nhac.js")
    with page.expect_navigation():
        row.get_by_role("button").click()
    expect(page.locator("[data-device]")).to_have_count(0)
    expect(page.get_by_role("button", name=BUTTON)).to_be_visible()
    assert not PushDevice.objects.exists()
    assert page.evaluate("sessionStorage.getItem('asked')") is None


def test_a_no_to_the_browser_is_explained(somebody: Come) -> None:
    minh = somebody("minh")
    plays_maker(minh, "denied")
    page = minh.go(PROFILE)
    page.get_by_role("button", name=BUTTON).click()
    expect(page.locator("[data-push-state]")).to_contain_text("cài đặt của trình duyệt")
    assert not PushDevice.objects.exists()


def test_without_script_there_is_no_button_and_the_choice_works(somebody: Come) -> None:
    minh = somebody("minh", java_script_enabled=False)
    page = minh.go(PROFILE)
    expect(page.get_by_role("button", name=BUTTON)).to_be_hidden()
    page.get_by_role("checkbox", name="Zalo").check()
    minh.submit("form[action$='/ho-so/nhac/'] button")
    expect(page.get_by_role("checkbox", name="Zalo")).to_be_checked()
