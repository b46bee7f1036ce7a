#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A new incident on a marketplace whose API is not ours: it is notified, answered, talked about with photos,
refunded, another one replaced; each act is carried out there once. Usage: walk-marketplace.py fr|en"""

import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from gi.repository import Atspi  # noqa: E402
from home import PDF  # noqa: E402
from tap import equal, run, test  # noqa: E402
from notices import Notices  # noqa: E402
from shops import Mirakl  # noqa: E402

LINE, ORDER = "PX-70003-A-1", "PX-70003-A"
INCIDENT = LINE + ".1"


@test("/P1/P2/a-new-incident-is-notified")
def notified(walk):
    walk.notices = Notices()
    walk.start()
    walk.minimize()
    walk.shopper("open", LINE, reason="16", text="Bonjour, le carton est ouvert.")
    number = walk.wait(lambda: walk.ask_application("refresh") or
                       walk.notices.find(walk.word("new incident"), LINE), "the notification")
    walk.notices.click(number)
    walk.see_window(".* · " + ORDER)
    walk.see("label", ".*Bonjour, le carton est ouvert.*")
    found = walk.incident(INCIDENT)
    equal((found["reason"], found["reason_code"], found["state"]), ("damaged", "damaged", "submitted"))


@test("/P2/the-first-reply-clock-runs")
def clock(walk):
    walk.see("push button", walk.word("first reply"))
    found = next(clock for clock in walk.incident(INCIDENT)["rules"]["clocks"] if clock["id"] == "first-reply")
    equal(found["due"] - found["start"], 48 * 3600)


@test("/P4.6/the-customers-photo")
def photo(walk):
    walk.shopper("photo", LINE, text="Voici une photo.")
    walk.becomes(INCIDENT, lambda found: found.get("attachments"), "a photo")
    # The proxy of the developer's script takes every file for text, and garbles it.
    walk.see("label", r".*1440 × 1080.*" if walk.proxy is None else walk.word("unreadable"))


@test("/R16/no-telephone-number-leaves")
def forbidden(walk):
    walk.click("page tab", walk.word("messages"))
    message = walk.see("text", walk.word("message"))
    walk.write(message, "Bonjour, appelez le 04 78 00 00 00.")
    walk.see("label", ".*04 78 00 00 00.*")
    assert not walk.see("push button", walk.word("send")).has(Atspi.StateType.SENSITIVE), "it could be sent"
    message.replace("")


@test("/P2/P6/answered-once-and-in-time")
def answered(walk):
    walk.write(walk.reach("text", walk.word("message")), "Bonjour, nous regardons votre photo. Déjà œuvré…")
    with walk.carried_out("M12"):
        walk.push(walk.word("send"))
    found = walk.becomes(INCIDENT, lambda found: found["state"] == "in_progress", "an answered incident")
    assert "Déjà œuvré…" in str(found["thread"]["messages"]), found["thread"]
    clocks = [clock["id"] for clock in found["rules"]["clocks"] if clock.get("met_at")]
    assert "first-reply" in clocks, found["rules"]["clocks"]
    walk.close_window()


@test("/P4.2/R13/one-line-refunded-with-taxes-and-shipping")
def refunded(walk):
    line, order, incident = walk.about("taxed")
    before = walk.run(0, "order", f"shop/{order}")
    walk.open_incident(incident)
    walk.choose("refund")
    pieces = walk.reach("spin button", walk.word("pieces"))
    walk.press("Down")
    walk.wait(lambda: pieces.value == 2, "two of three pieces")
    shipping = walk.reach(None, walk.word("shipping"))
    assert shipping.role in ("text", "entry"), shipping
    shipping.replace("4.99" if walk.language == "en" else "4,99")
    with walk.carried_out(f"OR28 {line}", f"OR64 {line}"):
        text = walk.confirm("refund")
    for part in (r"12[.,]40.*4[.,]99", walk.word("part")):
        assert re.search(part, text), f"{part} is not among the consequences: {text}"
    found = walk.becomes(incident, lambda found: found.get("resolutions"), "the refund")
    made = found["resolutions"][0]["amounts"]
    equal((made["goods"], made["shipping"]), (1240, 499))
    assert made["tax"] > 248, f"no tax on the shipping: {made}"
    assert made["total"] < before["amounts"]["total"], (made, before["amounts"])
    walk.see("label", walk.word("marked"))
    walk.close_window()


@test("/P4.6/a-connection-cut-after-a-refund-refunds-once")
def cut(walk):
    line, _, incident = walk.about("damaged-bis")
    walk.open_incident(incident)
    walk.choose("refund")
    walk.reach("spin button", walk.word("pieces"))
    walk.sandbox.faults("keepalive-reset", match="/mirakl/api/orders/refund")
    with walk.carried_out(f"OR28 {line}", f"OR64 {line}"):
        walk.confirm("refund")
    walk.sandbox.faults("none")
    found = walk.becomes(incident, lambda found: found.get("resolutions"), "the refund")
    equal(len(found["resolutions"]), 1)
    walk.close_window()


@test("/P4.5/replacement-with-its-label")
def replaced(walk):
    line, _, walk.replaced = walk.about("wrong-item")
    walk.open_incident(walk.replaced)
    with walk.carried_out("M12"):
        walk.replace(walk.file("label.pdf", PDF), "Merci de tout renvoyer.")
    walk.replaced_line = line


@test("/P4.5/R3/on-its-way-with-tracking")
def shipped(walk):
    with walk.carried_out("M12", f"OR64 {walk.replaced_line}"):
        walk.ship("Colissimo", "6A0815")
    found = walk.becomes(walk.replaced, lambda found: found.get("marked_resolved"), "an incident marked as resolved")
    equal(found["resolutions"][0]["tracking_number"], "6A0815")
    assert "6A0815" in found["thread"]["messages"][-1]["body"], found["thread"]["messages"][-1]
    walk.close_window()


@test("/P8/closed-by-the-customer")
def closed(walk):
    walk.shopper("close", walk.replaced_line)
    walk.becomes(walk.replaced, lambda found: found["state"] == "resolved", "the end of the incident")


@test("/P6/each-was-carried-out-once")
def once(walk):
    equal([done.split()[0] for done in walk.executed_there()], ["M12", "OR28", "OR64", "OR28", "OR64", "M12", "M12",
                                                                    "OR64"])
    equal(walk.run(0, "outbox"), [])


sys.exit(run(lambda: Mirakl(sys.argv[1]), shared=True))
