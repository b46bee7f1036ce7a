#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""constatctl against the pretend marketplace: each test in a home of its own, as TAP."""

import csv
import json
import os
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from home import PDF, Home  # noqa: E402
from tap import equal, run, test  # noqa: E402


@test("/ctl/usage")
def usage(home):
    home.run(2)
    home.run(2, "nonsense")
    home.run(2, "order")
    home.run(2, "order", "demo/does-not-exist")
    home.run(2, "orders", "--tab", "nonsense")
    home.run(2, "incidents", "--state", "nonsense")
    home.run(2, "account", "add", "a/b", "--url", home.sandbox.url, text="x\n")
    home.run(2, "account", "add", "demo", "--url", home.sandbox.url, "--token-file", home.token_file, "--keep-in-file")
    home.run(2, "photo", "demo/x")


@test("/ctl/account")
def account(home):
    open_file = home.file("open-token", b"secret", 0o644)
    home.run(1, "account", "add", "two", "--url", home.sandbox.url, "--token-file", open_file, "--keep-in-file")
    wrong = home.file("wrong-token", b"wrong", 0o600)
    home.run(4, "account", "add", "two", "--url", home.sandbox.url, "--token-file", wrong, "--keep-in-file")
    home.run(3, "account", "add", "two", "--url", "http://127.0.0.1:9", "--token-file", wrong, "--keep-in-file")
    home.run(2, "account", "add", "two", "--url", "http://example.invalid", "--token-file", wrong, "--keep-in-file")
    equal([entry["name"] for entry in home.run(0, "account", "list")], ["demo"])
    equal(home.run(0, "account", "test", "demo")["info"]["site"], "Grand Comptoir")
    equal(home.run(0, "account", "remove", "demo"), {"removed": "demo"})
    equal(home.run(0, "account", "list"), [])


@test("/manual/case")
def by_hand(home):
    """A place without an API: its case is recorded, decided, carried out and closed, with no network at all."""
    theirs = home.incidents(1)[0]["id"]
    home.sandbox.stop()
    home.run(2, "account", "add", "tmall", "--connector", "manual")
    home.run(2, "account", "add", "tmall", "--connector", "manual", "--site", "Tmall", "--url", "https://example.org")
    home.run(0, "account", "add", "tmall", "--connector", "manual", "--site", "Tmall (DSers)", "--country", "FR")
    words = ["case", "add", "--account", "tmall", "--order", "TM-88120", "--customer", "Chiara Conti", "--country", "IT",
             "--language", "it", "--delivered", "2026-11-02", "--reason", "damaged", "--text", "Il vaso è rotto."]
    home.run(2, *words, "--line", "Vaso")
    home.run(4, *words)
    photo = home.file("photo.jpg", b"\xff\xd8\xff not much of a photo", 0o644)
    done = home.run(0, *words, "--line", "Vaso:4:12.50:2", "--shipping", "4.90", "--photo", photo)
    equal(done["state"], "confirmed")
    home.run(4, "case", "event", "demo/" + theirs, "closed")
    known = home.run(0, "incident", "tmall/" + done["incident"])
    equal((known["state"], known["waiting_for"]), ("submitted", "brand"))
    equal(known["attachments"][0]["filename"], "photo.jpg")
    equal(home.run(0, "resolve", done["incident"], "refund", "--line", "Vaso:2")["state"], "confirmed")
    home.run(2, "case", "event", done["incident"], "nonsense")
    home.run(0, "case", "event", done["incident"], "carried-out", "--on", "2026-11-20")
    home.run(0, "case", "event", done["incident"], "accepted")
    home.run(0, "case", "event", done["incident"], "closed")
    equal(home.run(0, "incident", done["incident"])["state"], "resolved")
    home.run(4, "case", "event", done["incident"], "contested")
    home.run(0, "case", "event", done["incident"], "reopened", "--text", "Altro vaso rotto.")
    equal(home.run(0, "incident", done["incident"])["state"], "submitted")
    home.run(0, "journal", "verify")


@test("/P1/export")
def export(home):
    """What a customer wrote is text to a spreadsheet, never a formula; the file is for nobody else's eyes."""
    home.run(0, "account", "add", "phone", "--connector", "manual", "--site", "Telephone")
    home.run(0, "case", "add", "--account", "phone", "--order", "T-1", "--customer", "=HYPERLINK(\"x\")", "--reason",
             "damaged", "--line", "Vase, \"grand\":2:12.50:1", "--text", "Cassé.\nEntièrement.", "--phone", "+33 1")
    home.run(2, "case", "export", "--account", "phone", "--format", "xml")
    home.run(2, "case", "export")
    path = os.path.join(home.dir, "incidents.csv")
    home.run(0, "case", "export", "--account", "phone", "--format", "csv", "--output", path)
    equal(os.stat(path).st_mode & 0o777, 0o600)
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    equal(len(rows), 1)
    row = rows[0]
    equal((row["order"], row["quantity"], row["concerned"], row["unit_price"]), ("T-1", "2", "1", "12.50"))
    equal((row["customer"], row["phone"]), ("'=HYPERLINK(\"x\")", "'+33 1"))
    equal((row["article"], row["text"]), ("Vase, \"grand\"", "Cassé.\nEntièrement."))
    records = home.run(0, "case", "export", "--account", "phone", "--format", "json")
    equal((records[0]["number"], records[0]["lines"][0]["concerned"]), ("T-1", 1))


@test("/ctl/account/name-taken")
def name_taken(home):
    """Nothing is asked, and nothing kept, for a name that has a token already."""
    home.sandbox.stop()
    home.run(2, "account", "add", "demo", "--url", home.sandbox.url, text="another\n")


@test("/ctl/account/no-keyring")
def no_keyring(home):
    done = home.say(1, "account", "add", "two", "--url", home.sandbox.url, text=home.sandbox.token + "\n")
    assert "keyring" in done.stderr.lower(), done.stderr
    assert home.sandbox.token not in done.stdout + done.stderr
    equal([entry["name"] for entry in home.run(0, "account", "list")], ["demo"])


@test("/R7/person-of-the-command-line")
def person(home):
    """Somebody who is known here acts with the id known here; anybody else under the user's own."""
    incident = home.incidents(1)[0]
    named = home.run(0, "--person", "Nobody Known", "note", incident["id"], "--text", "One.")
    equal(named["person_name"], "Nobody Known")
    store = sqlite3.connect(home.dir + "/data/constat/store.db")
    store.execute("INSERT INTO people VALUES ('p-7', 'Inès Caron', '')")
    store.commit()
    store.close()
    known = home.run(0, "--person", "Inès Caron", "note", incident["id"], "--text", "Two.")
    equal((known["person"], known["person_name"]), ("p-7", "Inès Caron"))


@test("/R7/finding")
def finding(home):
    """Twelve pieces looked at one kind after the other: what holds now adds up, and says where on the photo."""
    found = next(i for i in home.incidents() if i["lines"][0]["quantity"] > 1 and
                 any(a.get("status") == "available" for a in i.get("attachments", [])))
    incident = found["id"]
    line = found["lines"][0]
    photo = next(a["id"] for a in found["attachments"] if a.get("status") == "available")
    home.run(2, "finding", incident, "perhaps")
    home.run(2, "finding", incident, "confirmed", "--arrow", "1,2,3,4")
    home.run(2, "finding", incident, "confirmed", "--photo", photo, "--arrow", "1,2,3,10001")
    home.run(2, "finding", incident, "confirmed", "--line", line["line"] + ":0")
    too_many = home.say(4, "finding", incident, "confirmed", "--line", f"{line['line']}:{line['quantity'] + 1}")
    assert "reported" in too_many.stderr, too_many.stderr
    done = home.run(0, "finding", incident, "confirmed", "--line", line["line"] + ":1", "--note", "Handle broken.",
                    "--photo", photo, "--arrow", "100,200,4000,5000", "--mark", "7,8,here, and there")
    equal((done["state"], done["kind"]), ("confirmed", "finding"))
    home.run(0, "finding", incident, "cannot-tell", "--line", line["line"] + ":1")
    said = home.run(0, "finding", "list", incident)
    now = next(entry for entry in said["now"] if entry["line"] == line["line"])
    equal((now["reported"], now["confirmed"], now["cannot_tell"]), (line["quantity"], 1, 1))
    first = said["findings"][-2]
    equal((first["note"], first["quantity"]), ("Handle broken.", 1))
    equal([(m["attachment"], m["shape"]) for m in first["marks"]], [(photo, "arrow"), (photo, "text")])
    equal(first["marks"][0]["x2"], 4000)
    equal(first["marks"][1]["text"], "here, and there")


@test("/R7/evidence")
def evidence(home):
    """A photo from the bench, decided without a network, is there once for every desk; the customer's photos stay theirs."""
    incident = home.incidents(1)[0]["id"]
    shot = os.path.join(home.dir, "bench.jpg")
    with open(shot, "wb") as file:
        file.write(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"x" * 100)
    program = os.path.join(home.dir, "tool.zip")
    with open(program, "wb") as file:
        file.write(b"PK\x03\x04" + b"x" * 100)
    home.run(2, "evidence", "add", incident)
    home.run(2, "evidence", "add", incident, "--file", shot, "--file", shot)
    home.run(1, "evidence", "add", incident, "--file", shot + ".none")
    home.run(4, "evidence", "add", incident, "--file", program)
    equal(home.run(0, "evidence", "list", incident), {"evidence": [], "waiting": []})

    home.sandbox.stop()
    waiting = home.run(0, "evidence", "add", incident, "--file", shot, "--note", "As it left the bench.")
    equal((waiting["kind"], waiting["state"]), ("evidence", "queued"))
    equal([w["key"] for w in home.run(0, "evidence", "list", incident)["waiting"]], [waiting["key"]])
    assert "bench.jpg" in home.say(0, "evidence", "list", incident).stdout
    home.restart_sandbox()
    home.run(0, "sync")
    home.run(0, "sync")
    known = home.run(0, "evidence", "list", incident)
    equal(([e["note"] for e in known["evidence"]], known["waiting"]), (["As it left the bench."], []))
    equal(known["evidence"][0]["attachment"]["media_type"], "image/jpeg")
    listed = home.run(0, "photo", "list", incident)
    equal([p["evidence"]["note"] for p in listed if "evidence" in p], ["As it left the bench."])
    assert all(a["id"] != known["evidence"][0]["attachment"]["id"]
               for a in home.run(0, "incident", incident).get("attachments", []))


@test("/ctl/ids/bare-when-unique")
def bare_ids(home):
    incident = next(i for i in home.incidents() if any(a.get("status") == "available" for a in i.get("attachments", [])))
    photo_id = next(a["id"] for a in incident["attachments"] if a.get("status") == "available")
    output = os.path.join(home.dir, "photo")
    equal(home.run(0, "photo", photo_id, "--output", output), {"written": output})
    home.run(0, "account", "add", "twin", "--url", home.sandbox.url, "--token-file", home.token_file, "--keep-in-file")
    home.run(0, "photo", photo_id, "--output", output)
    home.run(0, "incident", incident["number"])
    home.run(0, "sync", "twin")
    for words in (("photo", photo_id, "--output", output), ("incident", incident["id"]),
                  ("incident", incident["number"]), ("order", incident["order"])):
        home.run(2, *words)
        home.run(0, words[0], "twin/" + words[1], *words[2:])


@test("/R7/inspector-may-not-decide")
def inspector(home):
    incident = home.incidents(1)[0]
    home.run(0, "account", "remove", "demo")
    token = home.file("look", home.sandbox.inspector_token.encode(), 0o600)
    home.run(0, "account", "add", "demo", "--url", home.sandbox.url, "--token-file", token, "--keep-in-file")
    home.run(0, "sync")
    home.run(0, "note", incident["id"], "--text", "The box was wet.")
    equal(len(home.sandbox.executed("note")), 1)
    home.run(4, "resolve", incident["id"], "refund")
    equal(home.sandbox.executed("resolution.refund"), [])


@test("/O1/reported-tab")
def reported(home):
    rows = home.run(0, "orders", "--tab", "reported", "--limit", "500")
    assert rows, "no reported problems"
    for row in rows:
        equal(row["status"], "problem_reported")
    assert any(row["unsettled"] >= 2 for row in rows), "no order with two problems"
    everything = home.run(0, "orders", "--limit", "1000")
    assert len(everything) >= 400
    one = rows[0]
    found = home.run(0, "orders", "--search", one["number"])
    equal(found[0]["id"], one["id"])


@test("/O3/order")
def order(home):
    row = next(r for r in home.run(0, "orders", "--tab", "reported", "--limit", "500") if r["unsettled"] >= 2)
    for name in (row["id"], row["number"], f"demo/{row['id']}"):
        shown = home.run(0, "order", name)
        equal(shown["number"], row["number"])
        assert len(shown["incidents"]) >= 2
        assert shown["payout"]["held"] > 0, "O12: nothing is held"


@test("/O4/photo")
def photo(home):
    incident = next(i for i in home.incidents() if any(a.get("status") == "available" for a in i.get("attachments", [])))
    attachment = next(a for a in incident["attachments"] if a.get("status") == "available")
    output = os.path.join(home.dir, "photo")
    home.run(0, "photo", f"demo/{attachment['id']}", "--output", output)
    equal(os.path.getsize(output), attachment["size"])
    home.run(4, "photo", "demo/nothing", "--output", output)


@test("/O6/marketplace-handles")
def handled(home):
    row = home.run(0, "incidents", "--state", "marketplace_review")[0]
    home.run(4, "resolve", row["id"], "refund")
    equal(home.sandbox.executed("resolution.refund"), [])


@test("/O8/refund-once")
def refund(home):
    incident = home.incidents(1)[0]
    line = incident["lines"][0]["line"]
    held = home.sandbox.held()
    done = home.run(0, "resolve", incident["id"], "refund", "--line", f"{line}:1")
    equal(done["state"], "confirmed")
    executed = home.sandbox.executed("resolution.refund")
    equal([item["key"] for item in executed], [done["key"]])
    home.run(0, "push")
    equal(len(home.sandbox.executed("resolution.refund")), 1)
    home.run(5, "resolve", incident["id"], "replacement", "--line", f"{line}:1")
    equal(home.sandbox.held(), held)
    home.sandbox.advance(600)
    home.run(0, "sync")
    assert home.run(0, "incident", incident["id"])["resolutions"][-1]["state"] in ("executed", "refused")


@test("/R1/sums")
def sums(home):
    incident = home.incidents(1)[0]
    line = incident["lines"][0]["line"]
    left = incident["left"][line]
    home.run(4, "resolve", incident["id"], "refund", "--line", f"{line}:{left + 1}")
    home.run(4, "resolve", incident["id"], "refund", "--line", f"{line}:0")
    home.run(2, "resolve", incident["id"], "refund", "--line", f"{line}:x")
    home.run(2, "resolve", incident["id"], "refund", "--line", "no-such-line:1")
    home.run(4, "resolve", incident["id"], "refund", "--line", f"{line}:1:999999.00")
    home.run(2, "resolve", incident["id"], "refund", "--line", f"{line}:1:12.345")
    home.run(2, "resolve", incident["id"], "refund", "--line", f"{line}:1:0.00")
    home.run(2, "resolve", incident["id"], "refund", "--line", f"{line}:1", "--amount", "0")
    home.run(2, "resolve", incident["id"], "refund", "--line", f"{line}:1:1.00", "--amount", "2.00")
    home.run(2, "resolve", incident["id"], "refund", "--line", f"{line}:1", "--line", f"{line}:1", "--amount", "2.00")
    equal(home.run(0, "outbox", "--all"), [])


@test("/O7/replacement")
def replacement(home):
    first, second = home.incidents(2)
    home.run(4, "resolve", first["id"], "replacement", "--return")
    label = home.file("label.pdf", PDF)
    home.run(2, "resolve", first["id"], "replacement", "--label", label)
    wrong = home.file("wrong.pdf", b"\x89PNG\r\n\x1a\nnot really")
    home.run(4, "resolve", first["id"], "replacement", "--return", "--label", wrong)
    done = home.run(0, "resolve", first["id"], "replacement", "--return", "--label", label, "--instructions", "Keep the box.")
    equal(done["state"], "confirmed")
    equal(len(home.sandbox.executed("attachment")), 1)
    equal(len(home.sandbox.executed("resolution.replacement")), 1)
    later = home.run(0, "resolve", second["id"], "replacement", "--return", "--label-follows", "2026-11-30")
    equal(later["state"], "confirmed")
    home.run(0, "return", "label", second["id"], label)
    equal(len(home.sandbox.executed("return.label")), 1)


@test("/O9/message")
def message(home):
    incident = home.incidents(1)[0]
    picture = home.file("note.txt", b"ten percent")
    home.run(2, "message", incident["id"], "--text", "  ")
    done = home.run(0, "message", incident["id"], "--text", "Ten percent off?", "--attach", picture)
    equal(done["state"], "confirmed")
    home.run(0, "sync")
    said = home.run(0, "incident", incident["id"])["thread"]["messages"][-1]
    equal((said["body"], len(said["attachments"])), ("Ten percent off?", 1))


@test("/R3/ship-and-return")
def ship(home):
    incident = home.incidents(1)[0]
    home.run(4, "ship", incident["id"], "--carrier", "Colissimo", "--tracking", "X1")
    home.run(0, "resolve", incident["id"], "replacement", "--return", "--label-follows", "2026-11-30")
    home.run(2, "ship", incident["id"], "--carrier", "Colissimo")
    home.run(0, "ship", incident["id"], "--carrier", "Colissimo", "--tracking", "6A123")
    equal(len(home.sandbox.executed("replacement.shipment")), 1)
    home.run(0, "return", "received", incident["id"])
    goods = home.run(0, "incident", incident["id"])["returns"][-1]
    lines = [f"{line['line']}:{line['quantity']}:0:0" for line in goods["lines"]]
    words = [word for line in lines for word in ("--line", line)]
    home.run(0, "return", "inspected", incident["id"], *words, "--text", "As new.")
    equal(len(home.sandbox.executed("return.inspection")), 1)
    home.run(0, "sync")
    equal(home.run(0, "incident", incident["id"])["returns"][-1]["state"], "inspected")


@test("/offline/queued-then-once")
def offline(home):
    first, second, third = home.incidents(3)
    home.sandbox.stop()
    home.run(3, "sync")
    words = [("resolve", first["id"], "refund"), ("resolve", second["id"], "replacement"),
             ("message", third["id"], "--text", "Is the box intact?")]
    for decision in words:
        equal(home.run(0, *decision)["state"], "queued")
    home.run(5, "resolve", first["id"], "replacement")
    equal(len(home.run(0, "outbox")), 3)
    home.restart_sandbox()
    home.run(0, "push")
    equal(home.run(0, "outbox"), [])
    equal(sorted(item["operation"] for item in home.sandbox.executed()),
          ["message", "resolution.refund", "resolution.replacement"])
    home.run(0, "push")
    equal(len(home.sandbox.executed()), 3)


@test("/outbox/cancel")
def cancel(home):
    incident = home.incidents(1)[0]
    home.sandbox.stop()
    queued = home.run(0, "resolve", incident["id"], "refund")
    home.run(0, "outbox", "cancel", str(queued["id"]))
    home.restart_sandbox()
    home.run(0, "push")
    equal(home.sandbox.executed(), [])
    home.set_undo_window(600)
    held = home.run(0, "resolve", incident["id"], "refund", "--hold")
    equal(held["state"], "held")
    home.run(0, "push")
    equal(home.sandbox.executed(), [])


@test("/faults/cut-after-executes-once")
def cut_after(home):
    incident = home.incidents(1)[0]
    home.sandbox.faults("cut-after", count=1, match="/v1/incidents")
    home.run(0, "resolve", incident["id"], "refund")
    home.run(0, "push")
    equal(len(home.sandbox.executed("resolution.refund")), 1)
    equal([row["state"] for row in home.run(0, "outbox", "--all")], ["confirmed"])


@test("/R7/two-homes-conflict")
def two_homes(home):
    incident = home.incidents(1)[0]
    other_env = dict(home.env, XDG_DATA_HOME=home.dir + "/other")
    mine, home.env = home.env, other_env
    home.run(0, "account", "add", "demo", "--url", home.sandbox.url, "--token-file", home.token_file, "--keep-in-file")
    home.run(0, "sync")
    home.run(0, "note", incident["id"], "--text", "Seen at the bench.")
    home.run(0, "resolve", incident["id"], "refund")
    home.env = mine
    home.run(5, "resolve", incident["id"], "replacement")
    equal(len(home.sandbox.executed("resolution.refund")), 1)
    equal(home.sandbox.executed("resolution.replacement"), [])
    home.run(0, "sync")
    notes = home.run(0, "incident", incident["id"])["desk"]["notes"]
    equal(notes[-1]["text"], "Seen at the bench.")


@test("/R12/erase")
def erase(home):
    incident = home.incidents(1)[0]
    home.run(0, "message", incident["id"], "--text", "Zanzibar-4711")
    home.run(0, "sync")
    shown = home.run(0, "order", incident["order"])
    customer, name = shown["customer"]["id"], shown["customer"]["name"]
    exported = home.run(0, "customer", "export", f"demo/{customer}")
    assert name in json.dumps(exported, ensure_ascii=False)
    home.run(0, "backup", "make", os.path.join(home.dir, "before.backup"))
    os.remove(os.path.join(home.dir, "before.backup"))
    home.run(2, "customer", "erase", f"demo/{customer}")
    home.run(0, "customer", "erase", f"demo/{customer}", "--yes")
    home.run(0, "journal", "verify")
    home.run(0, "sync")
    for folder, _, names in os.walk(home.dir + "/data"):
        for file_name in names:
            with open(os.path.join(folder, file_name), "rb") as file:
                data = file.read()
            assert name.encode() not in data, f"{file_name} still names the customer"
            assert b"zanzibar" not in data.lower(), f"{file_name} still has the message"
            for member in ("contact_name", "street", "email", "phone"):
                value = shown["customer"].get(member)
                assert not value or value.encode() not in data, f"{file_name} still has the customer's {member}"


@test("/backup/daily")
def daily(home):
    folder = home.dir + "/data/constat/backups"
    made = [name for name in os.listdir(folder) if name.startswith("daily-")]
    equal(len(made), 1)
    home.run(0, "sync")
    equal(len([name for name in os.listdir(folder) if name.startswith("daily-")]), 1)
    home.env["XDG_DATA_HOME"] = home.dir + "/from-daily"
    home.run(0, "backup", "restore", os.path.join(folder, made[0]), "--yes")
    home.run(0, "journal", "verify")


@test("/backup/damaged-store")
def damaged_store(home):
    """Kept aside, the daily backup in its place, fetched again, and said; the outbox of the backup is there."""
    folder = home.dir + "/data/constat"
    with open(folder + "/store.db", "r+b") as file:
        file.write(b"no database any more, at least not a good one")
    for name in ("store.db-wal", "store.db-shm"):
        if os.path.exists(os.path.join(folder, name)):
            os.remove(os.path.join(folder, name))
    done = home.say(0, "sync")
    assert "damaged" in done.stderr, done.stderr
    assert len(home.run(0, "orders", "--limit", "1000")) >= 400
    equal(home.say(0, "outbox").stderr, "")


@test("/backup/restore")
def backup(home):
    incident = home.incidents(1)[0]
    home.sandbox.stop()
    queued = home.run(0, "message", incident["id"], "--text", "Kept?")
    copy = os.path.join(home.dir, "constat.backup")
    equal(home.run(0, "backup", "make", copy), {"backup": copy})
    equal(os.stat(copy).st_mode & 0o777, 0o600)
    home.env["XDG_DATA_HOME"] = home.dir + "/new-computer"
    home.run(2, "backup", "restore", copy)
    equal(home.run(0, "backup", "restore", copy, "--yes"), {"restored": copy})
    equal([row["id"] for row in home.run(0, "outbox")], [queued["id"]])
    home.run(0, "journal", "verify")
    damaged = home.file("damaged.backup", open(copy, "rb").read()[:5000])
    home.run(1, "backup", "restore", damaged, "--yes")


@test("/backup/restore-that-waits-or-failed")
def pending(home):
    folder = os.path.join(home.env["XDG_DATA_HOME"], "constat")
    copy = os.path.join(home.dir, "constat.backup")
    home.run(0, "backup", "make", copy)
    with open(os.path.join(folder, "restore-at-start"), "w", encoding="utf-8") as note:
        note.write(copy)
    said = home.say(0, "outbox").stderr
    assert "waits" in said and copy in said, said
    os.rename(os.path.join(folder, "restore-at-start"), os.path.join(folder, "restore-failed"))
    with open(os.path.join(folder, "restore-failed"), "a", encoding="utf-8") as note:
        note.write("\nThe moon was full.")
    said = home.say(0, "outbox").stderr
    assert "did not take the place" in said and "The moon was full." in said, said


sys.exit(run(Home))
