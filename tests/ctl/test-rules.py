#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of sites on the command line, as TAP."""

import json
import os
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from home import Home  # noqa: E402
from tap import equal, run, test  # noqa: E402


def one(home, name):
    return [book for book in home.run(0, "playbook", "list") if book["id"] == name][0]


def change(path, before, after):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    assert before in text, before
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace(before, after, 1))


@test("/playbook/copy")
def copied(home):
    shipped = home.run(0, "playbook", "show", "house-shop")["xml"]
    assert "file" not in one(home, "house-shop"), "a copy from the start"
    path = home.run(0, "playbook", "copy", "house-shop")["file"]
    equal(one(home, "house-shop")["file"], path)
    with open(path, encoding="utf-8") as file:
        equal(file.read(), shipped)
    home.run(4, "playbook", "copy", "house-shop")
    home.run(2, "playbook", "copy", "nowhere")


@test("/playbook/last-good")
def last_good(home):
    """A broken file is named with its line, and the version before stays in use."""
    path = one(home, "house-shop")["file"]
    change(path, 'version="1"', 'version="2"')
    good = one(home, "house-shop")
    equal(good["version"], 2)
    change(path, "<clock ", "<clok ")
    broken = one(home, "house-shop")
    equal((broken["version"], broken["digest"], broken["last_good"]), (2, good["digest"], True))
    assert broken["problems"][0]["line"] > 1, broken["problems"]
    equal(home.run(4, "playbook", "check", path)["problems"], broken["problems"])


@test("/P2/R8/preview-of-a-changed-file")
def preview(home):
    """The clock of Pixmania's first reply, a quarter shorter: who has not been answered is due earlier."""
    home.run(0, "account", "rules", "demo", "--playbook", "pixmania")
    xml = home.run(0, "playbook", "show", "pixmania")["xml"]
    assert 'amount="48" aim="24"' in xml, "the first reply"
    shorter = xml.replace('amount="48" aim="24"', 'amount="36" aim="24" applies-to-open="yes"')
    same = home.run(0, "playbook", "preview", home.file("same.xml", xml.encode()))
    assert same["playbook"] == "pixmania" and same["open"] > 0, same
    equal((same.get("earlier", 0), same.get("later", 0)), (0, 0))
    moved = home.run(0, "playbook", "preview", home.file("shorter.xml", shorter.encode()), "--account", "demo")
    assert moved["earlier"] > 0 and all(move["after"] < move["before"] for move in moved["moves"]), moved
    equal(home.run(0, "playbook", "preview", home.file("same.xml", xml.encode()))["open"], moved["open"])
    home.run(4, "playbook", "preview", home.file("bad.xml", xml.replace("<clock ", "<clok ").encode()))
    home.run(0, "account", "rules", "demo", "--playbook", "")


@test("/P2/P4/H0/R7/rules-of-an-incident")
def rules(home):
    """Due times say how they were counted; ticks and answers are kept, journalled, and can be taken back."""
    home.run(0, "account", "rules", "demo", "--playbook", "pixmania")
    known = "demo/" + home.incidents(1)[0]["id"]
    found = home.run(0, "incident", known)["rules"]
    equal(found["playbook"], "pixmania")
    assert [clock for clock in found["clocks"] if clock.get("explanation")], found["clocks"]
    assert found["steps"] and found["resolutions"], found
    action = found["actions"][0]["id"]
    home.run(2, "rules", "tick", known, "nonsense")
    after = home.run(0, "rules", "tick", known, action)
    assert [entry for entry in after["actions"] if entry["id"] == action][0]["done_at"] > 0, after
    after = home.run(0, "rules", "tick", known, action, "--undo")
    assert not [entry for entry in after["actions"] if entry["id"] == action][0].get("done_at"), after
    home.run(0, "account", "rules", "demo", "--playbook", "orderchamp")
    found = home.run(0, "incident", known)["rules"]
    question = found["guide"]["question"]
    home.run(2, "rules", "answer", known, "nonsense", "yes")
    home.run(2, "rules", "answer", known, question, "nonsense")
    after = home.run(0, "rules", "answer", known, question, found["guide"]["choices"][0]["id"])
    assert after["guide"].get("question") != question, after["guide"]
    after = home.run(0, "rules", "answer", known, question, "")
    equal(after["guide"]["question"], question)
    home.run(0, "journal", "verify")


def proposed(home, known, wanted):
    """Answers the guide until it proposes wanted."""
    guide = home.run(0, "incident", known)["rules"]["guide"]
    while "question" in guide:
        choices = [choice["id"] for choice in guide["choices"]]
        answer = wanted if wanted in choices else "yes"
        guide = home.run(0, "rules", "answer", known, guide["question"], answer)["guide"]
    return guide["proposal"]["proposal"]


def deviations(home, incident):
    """What the journal holds of decisions that were not those proposed."""
    path = os.path.join(home.env["XDG_DATA_HOME"], "constat", "store.db")
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as store:
        found = store.execute("SELECT payload FROM journal WHERE incident = ? AND kind = 'deviation'", (incident,))
        return [json.loads(payload) for (payload,) in found]


@test("/H0/R12/decided-otherwise-than-proposed")
def deviation(home):
    """Who decides otherwise says why: it stays with the decision, the journal only holds its digest."""
    incident = next(found for found in home.incidents() if found["rules"]["guide"].get("question"))
    known = "demo/" + incident["id"]
    line = f"{incident['lines'][0]['line']}:1"
    equal(proposed(home, known, "replacement"), "send-replacement")
    said = home.say(2, "resolve", known, "refund", "--line", line).stderr
    assert "--deviation" in said, said
    assert not home.run(0, "incident", known).get("operations"), "something was decided"
    home.run(0, "resolve", known, "refund", "--line", line, "--deviation", "The lady is moving house.",
             "--amount-checked")
    operation = home.run(0, "incident", known)["operations"][0]
    equal((operation["proposal"], operation["proposal_version"], operation["deviation"]),
          ("send-replacement", 1, "The lady is moving house."))
    (kept,) = deviations(home, incident["id"])
    equal((kept["rule"], kept["subject"]), ("send-replacement 1", "refund"))
    assert kept["digest"] and "moving" not in str(kept), kept
    home.run(0, "journal", "verify")


@test("/H0/decided-as-proposed")
def followed(home):
    """Nobody is asked why, and the decision remembers by which rule it was proposed."""
    incident = next(found for found in home.incidents() if found["rules"]["guide"].get("question"))
    known = "demo/" + incident["id"]
    equal(proposed(home, known, "refund"), "give-refund")
    home.run(0, "resolve", known, "refund", "--line", f"{incident['lines'][0]['line']}:1", "--amount-checked",
             "--deviation", "none at all")
    operation = home.run(0, "incident", known)["operations"][0]
    equal((operation["proposal"], operation.get("deviation")), ("give-refund", None))
    equal(deviations(home, incident["id"]), [])


@test("/R8/rules-of-an-account")
def account_rules(home):
    known = home.incidents(1)[0]["id"]
    equal(home.run(0, "account", "rules", "demo")["playbook"], "orderchamp")
    home.run(2, "account", "rules", "demo", "--playbook", "nonsense")
    home.run(2, "account", "rules", "demo", "--closing-days", "tomorrow")
    equal(home.run(0, "account", "rules", "demo", "--playbook", "pixmania", "--closing-days",
                   "2026-12-24")["playbook"], "pixmania")
    equal(home.run(0, "incident", known)["rules"]["playbook"], "pixmania")
    equal(home.run(0, "account", "rules", "demo", "--playbook", "")["playbook"], "orderchamp")
    home.run(0, "journal", "verify")


@test("/R14/region-and-hours-of-an-account")
def settings(home):
    """Opened on Thursday 2 April 2026: Good Friday counts, except in Alsace-Moselle. Closing days move no deadline."""
    home.run(0, "account", "add", "alsace", "--connector", "manual", "--site", "Our shop")
    home.run(0, "account", "rules", "alsace", "--playbook", "pixmania")
    done = home.run(0, "case", "add", "--account", "alsace", "--order", "N-1", "--customer", "Inès Caron", "--line",
                    "Vaso:1:9.00", "--reason", "defective", "--country", "FR", "--reported", "2026-04-02")
    known = f"alsace/{done['incident']}"

    def resolution():
        clocks = home.run(0, "incident", known)["rules"]["clocks"]
        return [clock for clock in clocks if clock.get("role") == "resolution"][0]

    def last_day():
        return [day["date"] for day in resolution()["count"]["days"]][-1]

    equal(last_day(), "2026-04-07")
    home.run(2, "account", "rules", "alsace", "--region", "bavaria")
    equal(home.run(0, "account", "rules", "alsace", "--region", "alsace-moselle")["region"], "alsace-moselle")
    equal(last_day(), "2026-04-08")
    home.run(2, "account", "rules", "alsace", "--opening-hours", "always")
    before = resolution()
    home.run(0, "account", "rules", "alsace", "--closing-days", "2026-04-04/2026-04-12")
    after = resolution()
    equal(after["due"], before["due"])
    assert after["last_safe"] < before["last_safe"], (before, after)


@test("/ctl/playbook")
def playbook(home):
    shipped = {entry["id"] for entry in home.run(0, "playbook", "list")}
    assert {"orderchamp", "pixmania", "house-shop", "tmall-dsers", "dropshipping-carrier"} <= shipped, shipped
    xml = home.run(0, "playbook", "show", "orderchamp")["xml"]
    good = home.file("orderchamp.xml", xml.encode(), 0o644)
    home.run(0, "playbook", "check", good)
    bad = home.file("bad.xml", xml.replace("<clock ", "<clok ", 1).encode(), 0o644)
    done = home.say(4, "playbook", "check", bad)
    assert "clok" in done.stdout + done.stderr, done
    home.run(2, "playbook", "show", "nonsense")


def record(home, price, *more):
    """A case of a place without an API, with one article of that price."""
    done = home.run(0, "case", "add", "--account", "shop", "--order", f"N-{price}", "--customer", "Inès Caron",
                    "--line", f"Vaso:1:{price}", "--reason", "damaged", "--country", "FR", "--shipped", "2026-11-10", *more)
    return f"shop/{done['incident']}"


@test("/R1/R13/amount-checked-twice")
def money(home):
    """Above a limit of the rules the amount is confirmed apart; above the ceiling it is not decided."""
    home.run(0, "account", "add", "shop", "--connector", "manual", "--site", "Our shop")
    home.run(0, "account", "rules", "shop", "--playbook", "orderchamp")
    small, large, huge = (record(home, price) for price in ("250.00", "300.00", "2500.00"))
    words = ("refund", "--deviation", "No photo is needed here.")
    home.run(0, "resolve", small, *words)
    said = home.say(2, "resolve", large, *words).stderr
    assert "250.00" in said and "--amount-checked" in said, said
    home.run(0, "resolve", large, *words, "--amount-checked")
    said = home.say(4, "resolve", huge, *words, "--amount-checked").stderr
    assert "2,000.00" in said or "2000.00" in said, said
    assert not home.run(0, "incident", huge).get("operations", [])[1:], "something was decided"


def send_again(home, *address):
    """A replacement that waits to leave; its order was recorded with that address."""
    home.run(0, "account", "rules", "shop", "--playbook", "tmall-dsers")
    known = record(home, "12.00", *address)
    warned = [warning["id"] for warning in home.run(0, "incident", known)["rules"].get("warnings", [])]
    equal(warned, [])  # the order itself has left
    home.run(0, "resolve", known, "replacement", "--deviation", "They want it again.", "--amount-checked")
    return known, ("ship", known, "--carrier", "Colissimo", "--tracking", "8R123")


def shipped(home, known):
    return [one for one in home.run(0, "incident", known)["operations"] if one["kind"] == "ship_replacement"]


@test("/T9/an-unknown-address-is-asked-about")
def unknown(home):
    """Nobody wrote the address down: that is a question, and no doubt."""
    known, words = send_again(home)
    said = home.say(2, *words).stderr
    assert "--checked" in said and "--despite-warnings" not in said, said
    equal(shipped(home, known), [])
    home.run(0, *words, "--checked")
    equal([one.get("deviation") for one in shipped(home, known)], [None])


@test("/T9/a-doubtful-address-before-shipping")
def doubtful(home):
    """The address has no street: the parcel leaves with a reason only, and the journal says so."""
    known, words = send_again(home, "--city", "Nantes", "--postal-code", "44000")
    for more in ((), ("--checked",)):
        said = home.say(2, *words, *more).stderr
        assert "--despite-warnings" in said, said
    equal(shipped(home, known), [])
    home.run(0, *words, "--despite-warnings", "The customer confirmed it on the phone.")
    equal([(one["proposal"], one["deviation"]) for one in shipped(home, known)],
          [("doubtful-address", "The customer confirmed it on the phone.")])


@test("/R6/R14/a-clock-that-pauses-stands-still")
def pauses(home):
    """Where the rules let it, somebody says that it waits for the other side, and that it goes on."""
    path = home.run(0, "playbook", "copy", "pixmania")["file"]
    known = record(home, "14.00")
    home.run(0, "account", "rules", "shop", "--playbook", "pixmania")
    home.run(2, "rules", "wait", known)  # no clock pauses
    change(path, 'amount="48" aim="24"', 'amount="48" aim="24" pauses="yes" applies-to-open="yes"')

    def first_reply():
        rules = home.run(0, "incident", known)["rules"]
        return next(clock for clock in rules["clocks"] if clock["id"] == "first-reply"), rules.get("pauses", [])

    before, waits = first_reply()
    equal(waits, [])
    home.run(0, "rules", "wait", known)
    standing, waits = first_reply()
    equal((standing["state"], "due" in standing, len(waits)), ("standing", False, 1))
    home.run(2, "rules", "wait", known)
    home.run(0, "rules", "wait", known, "--over")
    after, waits = first_reply()
    assert after["due"] >= before["due"] and after["state"] == "running", after
    home.run(2, "rules", "wait", known, "--over")


sys.exit(run(Home, shared=True))
