#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""After the last window: what was decided goes out, and then the process ends. Usage: walk-background.py fr|en"""

import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from gi.repository import GLib  # noqa: E402
from tap import equal, run, test  # noqa: E402
from desk import Desk  # noqa: E402
from notices import Notices  # noqa: E402


NOTICES = Notices()


def decide_without_marketplace(walk):
    incident = walk.incidents()[0]
    walk.start()
    walk.see_window("To handle")
    walk.sandbox.stop()
    told = walk.run(0, "message", incident["id"], "--text", "Nous regardons.")
    equal(told["state"], "queued")
    walk.see("list item", "Outbox, 1.*")
    return incident


def ended(walk):
    return walk.wait(lambda: walk.process.poll() is not None, "the end of the process")


@test("/background/sends-without-a-window")
def sends(walk):
    NOTICES.forget()
    incident = decide_without_marketplace(walk)
    walk.press("ctrl+w")
    number = walk.wait(lambda: NOTICES.find("Constat Goes on Sending"), "word that it goes on")
    assert "1 decision" in NOTICES.shown[number][1], NOTICES.shown
    assert walk.process.poll() is None, "it ended with something unsent"

    walk.restart_sandbox()
    ended(walk)
    equal(walk.process.returncode, 0)
    equal([item["incident"] for item in walk.sandbox.executed("message")], [incident["id"]])
    equal(walk.run(0, "outbox"), [])
    walk.wait(lambda: NOTICES.shown == {}, "no word of it any more")


@test("/background/opens-again")
def opens_again(walk):
    NOTICES.forget()
    decide_without_marketplace(walk)
    walk.press("ctrl+w")
    number = walk.wait(lambda: NOTICES.find("Constat Goes on Sending"), "word that it goes on")
    NOTICES.click(number)
    walk.wait(walk.windows, "a window")
    walk.see_window("To handle")
    walk.see("list item", "Outbox, 1.*")
    assert walk.process.poll() is None


@test("/background/quitting-asks-once")
def quitting(walk):
    decide_without_marketplace(walk)
    walk.press("ctrl+q")
    walk.see("dialog", "Not Everything Has Been Sent")
    walk.press("ctrl+q")
    time.sleep(0.5)
    equal(len([node for node in walk.windows() if node.role == "dialog"]), 1)
    walk.click("push button", "Quit Now")
    ended(walk)
    equal(walk.process.returncode, 0)
    equal([row["state"] for row in walk.run(0, "outbox")], ["queued"])

    walk.restart_sandbox()
    walk.start()
    walk.executed_once("message", walk.run(0, "outbox", "--all")[0]["incident"])


@test("/background/send-in-the-background")
def stays(walk):
    decide_without_marketplace(walk)
    walk.press("ctrl+q")
    walk.click("push button", "Send in the Background")
    walk.wait(lambda: not walk.windows(), "no more window")
    assert walk.process.poll() is None, "it ended with something unsent"
    walk.restart_sandbox()
    ended(walk)
    equal(walk.run(0, "outbox"), [])


@test("/background/quits-when-all-is-sent")
def quits(walk):
    walk.start()
    walk.see_window("To handle")
    walk.press("ctrl+q")
    ended(walk)
    equal(walk.process.returncode, 0)


def start_at_login(walk):
    """As the desktop does it, once somebody wanted it."""
    folder = os.path.join(walk.env["XDG_CONFIG_HOME"], "autostart")
    os.makedirs(folder)
    with open(os.path.join(folder, "io.github.constat.Constat.desktop"), "w", encoding="utf-8") as out:
        out.write("[Desktop Entry]\nType=Application\nName=Constat\nExec=constat --gapplication-service\n")
    walk.arguments = ["--gapplication-service"]
    walk.launch()


@test("/background/starts-at-login")
def at_login(walk):
    """Without a window: it fetches and sends, opens when asked, and stays."""
    NOTICES.forget()
    incident = walk.incidents()[0]
    walk.sandbox.ask("/_sandbox/retailer", {"action": "message", "order": incident["order"],
                                            "incident": incident["id"], "text": "Avez-vous du nouveau ?"})
    start_at_login(walk)
    number = walk.wait(lambda: NOTICES.find("The Retailer Replied"), "the notification of a reply")
    assert incident["number"] in NOTICES.shown[number][1], NOTICES.shown
    NOTICES.click(number)
    walk.find()
    walk.see_window(".* · .*")
    walk.press("ctrl+w")
    walk.wait(lambda: not walk.windows(), "no more window")
    walk.ask_application("show-section", GLib.Variant("s", "outbox"))
    walk.see_window("Outbox")
    walk.wait(walk.focused, "the keyboard in the window")
    walk.press("ctrl+q")
    ended(walk)


@test("/background/notification-of-yesterday")
def of_yesterday(walk):
    """The desktop starts Constat for a notification that outlived it."""
    incident = walk.incidents()[0]
    walk.arguments = ["--gapplication-service"]
    walk.launch()
    walk.wait(walk.may_ask, "the application on the bus")
    walk.ask_application("open-incident", GLib.Variant("(xs)", (1, incident["id"])))
    walk.find()
    walk.see_window(".* · .*")


sys.exit(run(lambda: Desk(sys.argv[1])))
