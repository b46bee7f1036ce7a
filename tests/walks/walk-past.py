#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was known when, in the window: an incident as it was at each of its moments, by keyboard. Usage: walk-past.py
fr|en"""

import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from gi.repository import GLib  # noqa: E402
from tap import equal, run, test  # noqa: E402
from desk import Desk  # noqa: E402

MESSAGE = "Nous regardons."
NOTE = "Appeler le quai"
WORDS = {
    "fr": {
        "to handle": "À traiter",
        "past": "Tel qu’il était",
        "heading": r"Tel qu’il était connu le .*\d{4}, .*",
        "read only": "Lecture seule.*rien ne peut être fait ici.",
        "place": r"Moment {} sur {} .*",
        "known": ".*a été connu.*{}.*",
        "look": "Regarder .*",
        "second": r"2 sur \d+",
        "now": "Revenir à maintenant",
        "decision": "notre décision",
        "decided": ".*Décidé ici.*",
        "erasure": "effacement",
        "nameless": "(Détaillant|Client)",
        "reported": "Ce qui a été signalé",
        "state": r"État d’alors\s: .*",
        "erased": "Les données personnelles ont été effacées depuis.*",
        "nothing to write": "Tel que c’était alors.*rien ne peut être écrit ici.",
    },
    "en": {
        "to handle": "To handle",
        "past": "As it was",
        "heading": r"As it was known on .*\d{4}, .*",
        "read only": "Read-only: nothing can be done here.",
        "place": "Moment {} of {} .*",
        "known": ".*became known.*{}.*",
        "look": "Look at .*",
        "second": r"2 of \d+",
        "now": "Back to now",
        "decision": "our decision",
        "decided": ".*Decided here.*",
        "erasure": "erasure",
        "nameless": "(Retailer|Customer)",
        "reported": "What was reported",
        "state": "State then: .*",
        "erased": "Personal data were erased since.*",
        "nothing to write": "As it was then: nothing can be written here.",
    },
}


class Witness(Desk):
    """A desk that has written to the customer of one incident, then noted something of it. From then on the marketplace
    is silent: what is fetched between two steps would be one more moment."""

    def __init__(self, language):
        super().__init__(language)
        self.incident = self.incidents(1)[0]
        self.known = "demo/" + self.incident["id"]
        self.tell("message", self.known, "--text", MESSAGE)
        self.tell("sync")
        self.tell("note", self.known, "--text", NOTE)
        self.sync()
        self.sandbox.stop()

    def tell(self, *words):
        """Each in a second of its own, so that there is a moment between."""
        begun = int(time.time())
        self.wait(lambda: int(time.time()) > begun, "the next second")
        self.run(0, *words)

    def moments(self):
        return self.run(0, "incident", self.known, "--moments")

    def say_word(self, key):
        return WORDS[self.language][key]

    def at(self, n):
        """Sees that the nth of all moments is shown."""
        return self.see("label", self.say_word("place").format(n, len(self.moments())))


@test("/P6/as-it-was-from-the-incident")
def opened(walk):
    walk.start()
    walk.see_window(walk.say_word("to handle"))
    walk.ask_application("open-incident", GLib.Variant("(xs)", (1, walk.incident["id"])))
    walk.see_window(".* · .*")
    walk.press("ctrl+shift+h")
    walk.see_window(walk.say_word("past"))
    walk.see("label", walk.say_word("heading"))
    walk.see("label", walk.say_word("read only"))
    walk.at(len(walk.moments()))


@test("/P6/R7/moment-by-moment")
def steps(walk):
    """Back by keyboard to where nobody had written or noted anything, and forward to where the message was decided."""
    walk.press("alt+m")
    walk.see("label", walk.say_word("nothing to write"))
    walk.see("label", MESSAGE)
    for n in range(len(walk.moments()) - 1, 0, -1):
        walk.press("alt+Left")
        walk.at(n)
    walk.gone("label", MESSAGE)
    decided = next(i for i, moment in enumerate(walk.moments()) if "decision" in moment["news"])
    for n in range(2, decided + 2):
        walk.press("alt+Right")
        walk.at(n)
    walk.see("label", walk.say_word("known").format(walk.say_word("decision")))
    walk.see("label", MESSAGE)
    walk.press("alt+i")
    walk.gone("label", NOTE)
    for n in range(decided + 2, len(walk.moments()) + 1):
        walk.press("alt+Right")
        walk.at(n)
    walk.see("label", NOTE)
    walk.press("alt+h")
    walk.see("label", walk.say_word("decided"))


@test("/P6/nothing-can-be-done")
def read_only(walk):
    """No button but those that look on, and nothing to write into."""
    for node in walk.window().showing():
        assert node.role != "text" or not node.insert("x"), f"{node} can be written into"
    walk.press("ctrl+Return")
    walk.at(len(walk.moments()))


@test("/P6/R2/photos-known-then")
def photos(walk):
    """The incident's own window shows them; the past stays as it is."""
    walk.press("alt+p")
    incident = next(node for node in walk.windows() if " · " in node.name)
    past = next(node for node in walk.windows() if node.name == walk.say_word("past"))

    def looked():
        """A button that is made anew while it is pressed does nothing; a person presses the next one."""
        buttons = [node for node in past.showing() if node.role == "push button" and node.says(walk.say_word("look"))]
        return walk.look("label", walk.say_word("second"), within=incident) or (buttons[1:] and buttons[1].act() and None)

    walk.wait(looked, "the second photo in the incident's window")


@test("/P6/back-to-now")
def back(walk):
    past = next(node for node in walk.windows() if node.name == walk.say_word("past"))
    walk.click("push button", walk.say_word("now"), within=past)
    walk.see_window(".* · .*")


@test("/P6/R12/erased-is-said")
def erased(walk):
    order = walk.run(0, "order", "demo/" + walk.incident["order"])
    walk.restart_sandbox()
    walk.wait(lambda: walk.sync() or {row["state"] for row in walk.run(0, "outbox", "--all")} == {"confirmed"},
              "everything sent")
    walk.sandbox.stop()
    walk.run(0, "customer", "erase", "demo/" + order["customer"]["id"], "--yes")
    walk.press("ctrl+shift+h")
    walk.see_window(walk.say_word("past"))
    walk.at(len(walk.moments()))
    walk.see("label", walk.say_word("known").format(walk.say_word("erasure")))
    walk.press("alt+Left")
    walk.see("label", walk.say_word("erased"))
    walk.see("label", walk.say_word("state"))
    walk.press("Escape")
    walk.see_window(walk.say_word("nameless") + " · .*")
    walk.see("label", walk.say_word("reported"))
    equal([node for node in walk.window().showing() if node.says(r".*\(null\).*")], [])


sys.exit(run(lambda: Witness(sys.argv[1]), shared=True))
