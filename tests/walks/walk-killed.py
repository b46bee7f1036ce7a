#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Killed in the real window at each step of a decision: in its undo window, queued, while it is sent, and with cron's
push at work on the same account. Each time all is there after the next start, and was executed once.
Usage: walk-killed.py fr|en"""

import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from gi.repository import GLib  # noqa: E402
from tap import equal, run, test  # noqa: E402
from desk import Desk  # noqa: E402


def refunds(walk):
    return [row for row in walk.run(0, "outbox", "--all") if row["kind"] == "refund"]


def state_of(walk, incident):
    return next((row["state"] for row in refunds(walk) if row["incident"] == incident["id"]), None)


def decide(walk, incident):
    """In the incident's own window, by keyboard."""
    order = walk.run(0, "order", f"demo/{incident['order']}")["number"]
    walk.ask_application("open-incident", GLib.Variant("(xs)", (1, incident["id"])))
    walk.see_window(f".* · {order}")
    walk.choose("refund")
    walk.confirm("refund")


def slowly(walk, incident):
    """What is decided of this incident is long under way at the marketplace: long enough to be seen on its way."""
    walk.sandbox.faults("delay", match=f"/v1/incidents/{incident['id']}/resolutions", delay_ms=15000)


def executed_and_confirmed(walk, incident):
    walk.executed_once("resolution.refund", incident["id"])
    walk.wait(lambda: state_of(walk, incident) == "confirmed", "the confirmation")
    walk.run(0, "journal", "verify")


@test("/killed/in-the-undo-window")
def held(walk):
    walk.candidates = walk.incidents()
    walk.set_undo_window(25)
    walk.start()
    incident = walk.candidates.pop()
    decide(walk, incident)
    walk.see("push button", walk.word("undo") + ".*")
    walk.wait(lambda: state_of(walk, incident) == "held", "the decision in its undo window")
    walk.kill()
    equal(walk.sandbox.executed("resolution.refund"), [])
    walk.start()
    executed_and_confirmed(walk, incident)


@test("/killed/queued-offline")
def queued(walk):
    incident = walk.candidates.pop()
    walk.stop()
    walk.set_undo_window(0)
    walk.start()
    walk.sandbox.stop()
    decide(walk, incident)
    walk.wait(lambda: state_of(walk, incident) == "queued", "the decision in the queue")
    walk.kill()
    walk.restart_sandbox()
    walk.start()
    executed_and_confirmed(walk, incident)


@test("/killed/while-sending")
def sending(walk):
    incident = walk.candidates.pop()
    slowly(walk, incident)
    decide(walk, incident)
    walk.wait(lambda: state_of(walk, incident) == "sending", "the decision on its way")
    walk.kill()
    equal(state_of(walk, incident), "sending")
    walk.start()
    walk.sandbox.faults("none")
    executed_and_confirmed(walk, incident)


@test("/killed/answer-lost")
def lost(walk):
    """It was executed, the answer never came, and then the window was gone too."""
    incident = walk.candidates.pop()
    walk.sandbox.faults("cut-after", match=f"/v1/incidents/{incident['id']}/resolutions")
    decide(walk, incident)
    walk.wait(lambda: [item for item in walk.sandbox.executed("resolution.refund")
                       if item["incident"] == incident["id"]], "the refund at the marketplace")
    walk.kill()
    walk.sandbox.faults("none")
    walk.start()
    executed_and_confirmed(walk, incident)


@test("/killed/window-and-cron-together")
def together(walk):
    incident, other = walk.candidates.pop(), walk.candidates.pop()
    slowly(walk, incident)
    decide(walk, incident)
    walk.wait(lambda: state_of(walk, incident) == "sending", "the decision on its way")
    walk.run(0, "resolve", other["id"], "refund", "--hold")
    crons = [subprocess.Popen([os.environ["CONSTATCTL"], "push"], env=walk.env, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) for _ in range(2)]
    walk.kill()
    for cron in crons:
        assert cron.wait(60) in (0, 5), f"push ended with {cron.returncode}"
    walk.sandbox.faults("none")
    walk.start()
    executed_and_confirmed(walk, incident)
    executed_and_confirmed(walk, other)
    equal(len(walk.sandbox.executed("resolution.refund")), 6)
    equal({row["state"] for row in refunds(walk)}, {"confirmed"})


sys.exit(run(lambda: Desk(sys.argv[1], undo_window=None), shared=True))
