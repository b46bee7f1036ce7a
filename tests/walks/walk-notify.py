#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""News reaches the desktop's notifications, and each opens what it is about. Usage: walk-notify.py fr|en"""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from tap import equal, run, test  # noqa: E402
from desk import Desk  # noqa: E402
from notices import Notices  # noqa: E402

PROBLEM = "New Reported Problem"
REPLY = "The Retailer Replied"


def fresh_orders(walk):
    """Orders that arrived and about which nothing was reported."""
    rows = walk.run(0, "orders", "--tab", "shipped", "--limit", "200")
    found = [walk.run(0, "order", f"demo/{row['id']}") for row in rows[:20]]
    return [order for order in found if not order.get("incidents")]


def report(walk, order):
    told = walk.sandbox.ask("/_sandbox/retailer", {
        "action": "report", "order": order["id"], "reason": "damaged", "description": "Le carton est ouvert.",
        "lines": [{"line": order["lines"][0]["id"], "quantity": 1}]})
    return told["incident"] if "incident" in told else told


def write(walk, incident, text):
    walk.sandbox.ask("/_sandbox/retailer", {"action": "message", "order": incident["order"],
                                            "incident": incident["id"], "text": text})


def told(walk, title, body=""):
    """Fetches until the notification is there; its number."""
    def look():
        walk.ask_application("refresh")
        return walk.notices.find(title, body)

    return walk.wait(look, f"the notification “{title}” of {body}")


@test("/notify/new-problem")
def new_problem(walk):
    walk.notices = Notices()
    walk.orders = fresh_orders(walk)
    walk.start()
    walk.see_window("To handle")
    walk.minimize()
    incident = report(walk, walk.orders.pop())
    number = told(walk, PROBLEM, incident["number"])
    customer = walk.run(0, "incident", f"demo/{incident['id']}")
    assert "Grand Comptoir" in walk.notices.shown[number][1], walk.notices.shown[number]
    walk.notices.click(number)
    walk.see_window(".* · .*")
    walk.see("label", ".*Le carton est ouvert.*")
    walk.incident = customer


@test("/notify/quiet-about-what-is-looked-at")
def quiet(walk):
    walk.notices.forget()
    write(walk, walk.incident, "Encore une chose.")
    walk.ask_application("refresh")
    walk.wait(lambda: "Encore une chose." in str(walk.run(0, "incident", f"demo/{walk.incident['id']}")), "the message")
    walk.ask_application("refresh")
    equal(walk.notices.told, [])


@test("/notify/reply")
def reply(walk):
    other = next(i for i in walk.incidents() if i["id"] != walk.incident["id"])
    write(walk, other, "Avez-vous du nouveau ?")
    number = told(walk, REPLY, other["number"])
    assert "Avez-vous" not in "".join(walk.notices.shown[number]), "the text shows on locked screens"
    walk.notices.click(number)
    order = walk.run(0, "order", f"demo/{other['order']}")["number"]
    walk.see_window(f".* · {order}")
    walk.close_window()


@test("/notify/refused")
def refused(walk):
    incident = next(i for i in walk.incidents() if i["id"] != walk.incident["id"])
    walk.run(0, "resolve", incident["id"], "refund")
    walk.executed_once("resolution.refund", incident["id"])
    walk.sandbox.ask("/_sandbox/marketplace", {"action": "refuse-resolution", "incident": incident["id"],
                                               "text": "Le délai est dépassé."})
    number = told(walk, "The Marketplace Refused a Resolution", incident["number"])
    walk.notices.click(number)
    walk.see_window(".* · .*")
    walk.see("label", ".*Le délai est dépassé.*")
    walk.close_window()


@test("/notify/conflict")
def conflict(walk):
    incident = walk.incidents()[1]
    walk.sandbox.faults("change-meanwhile")
    walk.run(0, "resolve", incident["id"], "refund", "--hold")
    number = told(walk, "A Decision Met a Conflict")
    walk.notices.click(number)
    walk.see_window("Outbox")
    walk.sandbox.faults("none")


@test("/notify/many-together")
def many(walk):
    walk.notices.forget()
    walk.minimize()
    for order in walk.orders[:6]:
        report(walk, order)
    walk.wait(lambda: walk.ask_application("refresh") or
              next((n for n, (title, _) in walk.notices.shown.items() if "pieces of news" in title), None), "one for all")
    assert PROBLEM not in walk.notices.told, walk.notices.told
    number = next(n for n, (title, _) in walk.notices.shown.items() if "pieces of news" in title)
    walk.notices.click(number)
    walk.see_window("To handle")


sys.exit(run(lambda: Desk(sys.argv[1]), shared=True))
