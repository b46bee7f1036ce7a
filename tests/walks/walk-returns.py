#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What customers ask to send back at a marketplace whose API is not ours: accepted, labelled by an address, refused with
a reason, closed, each once. Usage: walk-returns.py fr|en"""

import contextlib
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from gi.repository import Atspi  # noqa: E402
from tap import equal, run, test  # noqa: E402
from shops import Mirakl  # noqa: E402

LABEL = "https://labels.example/8R0815.pdf"


def goods(walk, incident):
    return walk.incident(incident)["returns"][0]


def open_return(walk, label):
    """A customer asks, and its incident is looked at."""
    line, _, incident = walk.about(label)
    walk.shopper("return", line)
    walk.becomes(incident, lambda found: [one["state"] for one in found.get("returns", [])] == ["waiting"], "a waiting return")
    walk.open_incident(incident)
    walk.see("label", walk.word("waits"))
    return incident, goods(walk, incident)["id"]


@contextlib.contextmanager
def step(walk, name, title=None):
    """A step's button opens its form; what is done inside fills it in, and Ctrl+Return confirms it."""
    walk.push(walk.word(name) + "…")
    walk.see_window(walk.word(title or name))
    yield
    confirm = walk.see("push button", walk.word(name))
    walk.wait(lambda: confirm.has(Atspi.StateType.SENSITIVE), "a form that can be confirmed")
    walk.press("ctrl+Return")
    walk.wait(lambda: walk.look("push button", walk.word(name)) is None, "the end of the form")


def settles(walk, incident, state):
    walk.becomes(incident, lambda found: found["returns"][0]["state"] == state, f"a return that is {state}")


@test("/R4/the-customer-may-send-it-back")
def accepted(walk):
    walk.start()
    walk.accepted, found = open_return(walk, "damaged-ter")
    with walk.carried_out(f"RT21 {found}"):
        with step(walk, "accept return"):
            pass
        walk.gone("push button", walk.word("accept return") + "…")
    settles(walk, walk.accepted, "asked")


@test("/R4/its-label-lies-at-an-address")
def labelled(walk):
    found = goods(walk, walk.accepted)["id"]
    with walk.carried_out(f"RT04 {found}"):
        with step(walk, "send label", "send the return label"):
            walk.write(walk.reach("text", walk.word("label address")), LABEL)
    settles(walk, walk.accepted, "labelled")


@test("/R4/given-up-it-is-closed")
def closed(walk):
    found = goods(walk, walk.accepted)["id"]
    with walk.carried_out(f"RT27 {found}"):
        with step(walk, "close return"):
            pass
    settles(walk, walk.accepted, "closed")
    walk.gone("push button", walk.word("close return") + "…")
    walk.close_window()


@test("/R4/refused-with-a-reason")
def refused(walk):
    incident, found = open_return(walk, "defective-bis")
    with walk.carried_out(f"RT21 {found}"):
        with step(walk, "refuse return"):
            walk.see("label", walk.word("say why"))
            # Tab reaches the group, the arrows the reasons in it.
            walk.reach("check box", ".*")
            walk.reach("check box", walk.word("too late"), key="Down", limit=6)
            walk.press("space")
            walk.see("label", f".+{walk.word('too late')}.+")
    settles(walk, incident, "refused")
    there = walk.sandbox.ask("/_sandbox/mirakl")
    equal(len([call for call in there["executed"] if call.startswith("RT21")]), 2)


sys.exit(run(lambda: Mirakl(sys.argv[1]), shared=True))
