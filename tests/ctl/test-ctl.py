#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""constatctl against the pretend marketplace: each test in a home of its own, as TAP."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from sandbox import Sandbox  # noqa: E402

PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 283.5 425.2]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""

TESTS = []


def test(path):
    def mark(function):
        TESTS.append((path, function))
        return function

    return mark


class Home:
    """A user's home with one account on a pretend marketplace."""

    def __init__(self, synced=True):
        self.dir = tempfile.mkdtemp(prefix="constat-ctl-")
        self.env = dict(os.environ, XDG_DATA_HOME=self.dir + "/data", XDG_CONFIG_HOME=self.dir + "/config",
                        HOME=self.dir, XDG_CACHE_HOME=self.dir + "/cache")
        self.env.pop("DISPLAY", None)
        self.env.pop("DBUS_SESSION_BUS_ADDRESS", None)
        self.sandbox = Sandbox(self.dir + "/world")
        self.token_file = self.file("token", self.sandbox.token.encode(), 0o600)
        if synced:
            self.run(0, "account", "add", "demo", "--connector", "constat", "--url", self.sandbox.url,
                     "--token-file", self.token_file, "--keep-in-file")
            self.run(0, "sync")

    def file(self, name, data, mode=0o644):
        path = os.path.join(self.dir, name)
        with open(path, "wb") as out:
            out.write(data)
        os.chmod(path, mode)
        return path

    def run(self, exit_code, *words, text=None):
        done = subprocess.run([os.environ["CONSTATCTL"], "--json", *words], env=self.env, text=True, input=text or "",
                              capture_output=True, timeout=60)
        if done.returncode != exit_code:
            raise AssertionError(f"{' '.join(words)}: exit {done.returncode}, not {exit_code}\n{done.stdout}{done.stderr}")
        return json.loads(done.stdout) if done.stdout.strip() else None

    def incidents(self):
        """Ids of incidents the brand can decide, with lines and without an unfinished resolution."""
        found = []
        for row in self.run(0, "incidents", "--state", "submitted", "--limit", "200"):
            incident = self.run(0, "incident", f"demo/{row['id']}")
            left = incident["left"]
            if incident.get("handler") != "brand" or not incident.get("lines"):
                continue
            if any(left.get(line["line"], 0) < line.get("quantity", 0) for line in incident["lines"]):
                continue
            found.append(incident)
        return found

    def restart_sandbox(self):
        self.sandbox.stop()
        self.sandbox = Sandbox(self.dir + "/world", port=self.sandbox.port, token=self.sandbox.token)

    def close(self):
        self.sandbox.stop()
        shutil.rmtree(self.dir)


def equal(actual, wanted):
    if actual != wanted:
        raise AssertionError(f"{actual!r} is not {wanted!r}")


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
    home.run(0, "account", "remove", "demo")
    equal(home.run(0, "account", "list"), [])


@test("/R7/inspector-may-not-decide")
def inspector(home):
    incident = home.incidents()[0]
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
    incident = home.incidents()[0]
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
    incident = home.incidents()[0]
    line = incident["lines"][0]["line"]
    left = incident["left"][line]
    home.run(4, "resolve", incident["id"], "refund", "--line", f"{line}:{left + 1}")
    home.run(4, "resolve", incident["id"], "refund", "--line", f"{line}:0")
    home.run(2, "resolve", incident["id"], "refund", "--line", f"{line}:x")
    home.run(2, "resolve", incident["id"], "refund", "--line", "no-such-line:1")
    home.run(4, "resolve", incident["id"], "refund", "--line", f"{line}:1:999999.00")
    home.run(2, "resolve", incident["id"], "refund", "--line", f"{line}:1:12.345")
    equal(home.run(0, "outbox", "--all"), [])


@test("/O7/replacement")
def replacement(home):
    first, second = home.incidents()[:2]
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
    incident = home.incidents()[0]
    picture = home.file("note.txt", b"ten percent")
    home.run(2, "message", incident["id"], "--text", "  ")
    done = home.run(0, "message", incident["id"], "--text", "Ten percent off?", "--attach", picture)
    equal(done["state"], "confirmed")
    home.run(0, "sync")
    said = home.run(0, "incident", incident["id"])["thread"]["messages"][-1]
    equal((said["body"], len(said["attachments"])), ("Ten percent off?", 1))


@test("/R3/ship-and-return")
def ship(home):
    incident = home.incidents()[0]
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
    first, second, third = home.incidents()[:3]
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
    incident = home.incidents()[0]
    home.sandbox.stop()
    queued = home.run(0, "resolve", incident["id"], "refund")
    home.run(0, "outbox", "cancel", str(queued["id"]))
    home.restart_sandbox()
    home.run(0, "push")
    equal(home.sandbox.executed(), [])
    held = home.run(0, "resolve", incident["id"], "refund", "--hold")
    equal(held["state"], "held")
    home.run(0, "push")
    equal(home.sandbox.executed(), [])


@test("/faults/cut-after-executes-once")
def cut_after(home):
    incident = home.incidents()[0]
    home.sandbox.faults("cut-after", count=1, match="/v1/incidents")
    home.run(0, "resolve", incident["id"], "refund")
    home.run(0, "push")
    equal(len(home.sandbox.executed("resolution.refund")), 1)
    equal([row["state"] for row in home.run(0, "outbox", "--all")], ["confirmed"])


@test("/R7/two-homes-conflict")
def two_homes(home):
    incident = home.incidents()[0]
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
    incident = home.incidents()[0]
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
            assert b"Zanzibar-4711" not in data, f"{file_name} still has the message"


@test("/backup/restore")
def backup(home):
    incident = home.incidents()[0]
    home.sandbox.stop()
    queued = home.run(0, "message", incident["id"], "--text", "Kept?")
    copy = os.path.join(home.dir, "constat.backup")
    home.run(0, "backup", "make", copy)
    equal(os.stat(copy).st_mode & 0o777, 0o600)
    home.env["XDG_DATA_HOME"] = home.dir + "/new-computer"
    home.run(2, "backup", "restore", copy)
    home.run(0, "backup", "restore", copy, "--yes")
    equal([row["id"] for row in home.run(0, "outbox")], [queued["id"]])
    home.run(0, "journal", "verify")
    damaged = home.file("damaged.backup", open(copy, "rb").read()[:5000])
    home.run(1, "backup", "restore", damaged, "--yes")


def main():
    print(f"1..{len(TESTS)}")
    failed = 0
    for number, (path, function) in enumerate(TESTS, 1):
        home = None
        try:
            home = Home()
            function(home)
            print(f"ok {number} {path}", flush=True)
        except Exception:  # every failure becomes a line of the report
            failed += 1
            print(f"not ok {number} {path}", flush=True)
            for line in traceback.format_exc().splitlines():
                print(f"# {line}")
        finally:
            if home is not None:
                home.close()
    return 1 if failed else 0


sys.exit(main())
