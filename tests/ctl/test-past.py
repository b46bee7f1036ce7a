#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was known when, on the command line, as TAP."""

import datetime
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from home import Home  # noqa: E402
from tap import equal, run, test  # noqa: E402

ABOUT_THEN = ("at", "known", "erased", "rules_changed")


def moment(second):
    return datetime.datetime.fromtimestamp(second, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def now_and_when(home, known):
    """The incident as it is, and a second in which it was so. Nobody else is at work: from the end of what was done last
    until the reading ends, however long that takes, nothing happens to it."""
    second = int(time.time())
    return home.run(0, "incident", known), moment(second)


def wait_for_the_next_second(at):
    while moment(int(time.time())) == at:
        time.sleep(0.01)


def then(home, known, at):
    found = home.run(0, "incident", known, "--at", at)
    about = {name: found.pop(name) for name in ABOUT_THEN}
    return found, about


@test("/P6/R7/as-it-was-known")
def as_it_was(home):
    """Site's word, messages, decision on its way, ticks, notes, deadlines: each as it stood, in whatever order they came."""
    home.run(0, "account", "rules", "demo", "--playbook", "pixmania")
    incident = home.incidents(1)[0]
    known = "demo/" + incident["id"]
    kept = [now_and_when(home, known)]
    for act in (("note", known, "--text", "Ring the depot."),
                ("message", known, "--text", "Bonjour, nous regardons."),
                ("finding", known, "confirmed"),
                ("sync",),
                ("rules", "tick", known, incident["rules"]["actions"][0]["id"]),
                ("resolve", known, "refund", "--deviation", "Agreed by phone.", "--amount-checked", "--hold"),
                ("sync",)):
        wait_for_the_next_second(kept[-1][1])
        home.run(0, *act)
        kept.append(now_and_when(home, known))
    for found, at in kept:
        was, about = then(home, known, at)
        for operation in found["operations"] + was["operations"]:
            for later in ("attempts", "finished_at", "first_sent_at", "if_version", "last_problem", "next_try_at"):
                operation.pop(later, None)
        equal(was, found)
        equal(about["at"], at)
        equal(set(about["known"].values()) - {"exactly", "not_yet"}, set())
        equal((about["known"]["incident"], about["erased"]), ("exactly", False))
    assert len(kept[0][0]["operations"]) < len(kept[-1][0]["operations"]), "nothing was decided"


@test("/P6/moments")
def moments(home):
    """Each moment is offered once, in order, with what became known; before the first nothing was known."""
    known = "demo/" + home.incidents(1)[0]["id"]
    home.run(0, "note", known, "--text", "Ring the depot.")
    offered = home.run(0, "incident", known, "--moments")
    assert "incident" in offered[0]["news"], offered
    # Sent at once, but not surely within the second of the decision.
    decided = [n for n, entry in enumerate(offered) if "decision" in entry["news"]]
    equal(len(decided), 1)
    equal({word for entry in offered[decided[0] + 1:] for word in entry["news"]} - {"desk", "outbox"}, set())
    equal(sorted({entry["at"] for entry in offered}), [entry["at"] for entry in offered])
    said = home.say(2, "incident", known, "--at", "2001-01-01T00:00:00Z").stderr
    assert "Nothing was known" in said, said
    home.run(2, "incident", known, "--at", "yesterday")


@test("/P6/R12/erased-is-said")
def erased(home):
    """What retention or erasure took is not shown, and that it was taken is."""
    incident = home.incidents(1)[0]
    known = "demo/" + incident["id"]
    order = home.run(0, "order", "demo/" + incident["order"])
    _, at = now_and_when(home, known)
    wait_for_the_next_second(at)
    home.run(0, "customer", "erase", "demo/" + order["customer"]["id"], "--yes")
    was, about = then(home, known, at)
    equal(about["erased"], True)
    equal((about["known"]["incident"], about["known"]["order"]), ("removed", "removed"))
    equal((was["state"], was.get("description")), (incident["state"], None))
    assert order["customer"]["name"] not in str(was), was
    home.run(0, "journal", "verify")


sys.exit(run(Home))
