#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a marketplace whose API is not ours is told itself, each once: that an incident is resolved, and a call for help;
and what its reasons mean. Usage: walk-operator.py fr|en"""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from tap import equal, run, test  # noqa: E402
from shops import Mirakl  # noqa: E402


@test("/P8/marked-as-resolved-is-not-closed")
def marked(walk):
    walk.start()
    line, _, walk.marked = walk.about("damaged-ter")
    walk.open_incident(walk.marked)
    with walk.carried_out(f"OR64 {line}", "M12"):
        walk.mark("Article échangé", "Voici l’échange, bien à vous.")
    found = walk.becomes(walk.marked, lambda found: found.get("marked_resolved"), "an incident marked as resolved")
    equal((found["state"], found["waiting_for"]), ("in_progress", "customer"))
    walk.see("label", walk.word("marked"))
    assert not walk.look("push button", walk.word("mark") + "…"), "it can be marked twice"


@test("/R5/contested-it-comes-back")
def contested(walk):
    line, _, incident = walk.about("damaged-ter")
    walk.sandbox.advance(60)
    walk.shopper("contest", line, text="Non, il est cassé aussi.")
    walk.becomes(incident, lambda found: found.get("contested"), "a contested incident")
    walk.see("push button", walk.word("mark") + "…")
    walk.close_window()


@test("/P10/help-undone-is-not-asked")
def undone(walk):
    walk.set_undo_window(600)
    _, _, walk.helped = walk.about("defective-bis")
    walk.open_incident(walk.helped)
    with walk.carried_out():
        walk.ask_help("Pouvez-vous nous aider ?")
        walk.see("label", walk.word("helped"))
        walk.click("push button", walk.word("undo"))
        walk.gone("label", walk.word("helped"))
    walk.close_window()


@test("/P10/help-is-asked-once")
def helped(walk):
    walk.set_undo_window(1)
    walk.open_incident(walk.helped)
    with walk.carried_out("M12"):
        walk.ask_help("Pouvez-vous nous aider ?")
    found = walk.becomes(walk.helped, lambda found: found["waiting_for"] == "marketplace", "a waiting incident")
    asked = next(moment for moment in found["thread"]["messages"] if moment.get("purpose") == "escalation")
    equal(asked["body"], "Pouvez-vous nous aider ?")
    assert "first-reply" not in [clock["id"] for clock in found["rules"]["clocks"] if clock.get("met_at")], found
    walk.see("label", walk.word("helped"))
    walk.see("label", "Pouvez-vous nous aider \\?")
    walk.close_window()


@test("/P1/a-reason-nobody-knows-asks-for-a-person")
def mapped(walk):
    _, _, incident = walk.about("other")
    walk.open_incident(incident)
    walk.push(walk.word("mean"))
    walk.see_window("shop")
    row = walk.reach("combo box", "Autre motif")
    # Its list opens where it is, which must be on the screen.
    walk.wait(lambda: 0 < row.middle[1] < 2 * walk.window().middle[1], "the row in the window")
    walk.press("space")
    walk.press("Down", "Return")
    walk.becomes(incident, lambda found: found.get("reason_code") == "not_received", "a reason that is known")
    equal(walk.incident(incident)["rules"]["reason"], "not-received")


sys.exit(run(lambda: Mirakl(sys.argv[1]), shared=True))
