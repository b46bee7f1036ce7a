#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures on the command line: the same numbers as the lists, as JSON, CSV and PDF, as TAP."""

import csv
import io
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from home import Home  # noqa: E402
from tap import equal, run, test  # noqa: E402

PERIOD = ["--from", "2020-01-01", "--to", "2026-11-24"]


def figures(home, *words):
    return home.run(0, "figures", *PERIOD, *words)


def read_csv(path):
    with open(path, "rb") as table:
        text = table.read().decode()
    equal(text.count("\n"), text.count("\r\n"))
    return list(csv.DictReader(io.StringIO(text, newline="")))


@test("/P9/figures/sums")
def sums(home):
    """What counts an incident once adds up to all of them, and to the list."""
    told = figures(home)
    listed = home.run(0, "incidents", "--limit", "100000")
    total = told["total"]["incidents"]
    assert total > 0
    equal(total, len(listed))
    for dimension in ("reason", "state", "carrier", "country", "customer", "week"):
        equal(sum(bar["incidents"] for bar in told["by"][dimension]), total)
    for kind in told["deadlines"].values():
        equal(sum(kind.values()), total)
    reasons = {}
    for one in listed:
        reasons[one["reason"]] = reasons.get(one["reason"], 0) + 1
    equal({bar["key"]: bar["incidents"] for bar in told["by"]["reason"] if bar["incidents"]}, reasons)


@test("/O13/figures/rate")
def rate(home):
    known, = figures(home, "--account", "demo")["rates"]
    equal(known["account"], "demo")
    assert known["orders"] > 0
    allowed = known["threshold_bp"] * known["orders"] // 10000
    equal(known["margin"], allowed - known["reported"])
    assert known["outlook"] in ("no_threshold", "too_few", "above", "never", "crosses")


@test("/P9/figures/csv")
def table(home):
    told = figures(home, "--by", "article")
    path = os.path.join(home.dir, "articles.csv")
    figures(home, "--by", "article", "--csv", path)
    rows = read_csv(path)
    equal(rows[0]["dimension"], "total")
    equal(int(rows[0]["incidents"]), told["total"]["incidents"])
    equal(rows[0]["from"], told["from"])
    equal([row["key"] for row in rows[1:]], [bar["key"] for bar in told["by"]["article"]])
    equal([int(row["incidents"]) for row in rows[1:]], [bar["incidents"] for bar in told["by"]["article"]])
    for cost in told["total"]["costs"]:
        equal(rows[0]["refunded_" + cost["currency"]].replace(".", "").lstrip("0") or "0",
              str(cost["refunded"]))
    figures(home, "--csv", path)
    equal({row["dimension"] for row in read_csv(path)},
          {"total", "reason", "state", "article", "supplier", "carrier", "country", "customer", "week",
           "deadline_reply", "deadline_resolution"})
    equal(os.stat(path).st_mode & 0o777, 0o600)


def equal_row(row, bar):
    """Each column of a bar is what the JSON says of it."""
    for column, name in (("incidents", "incidents"), ("open", "open"), ("closed", "closed"), ("pieces", "pieces"),
                         ("incidents_before", "before"), ("orders", "orders"), ("orders_before", "orders_before")):
        equal((column, int(row[column])), (column, bar[name]))
    for name in ("key", "name", "change", "signal"):
        equal(row[name], bar.get(name, ""))
    if "expected" in bar:
        equal((row["expected"], int(row["lower"]), int(row["upper"])),
              (f"{bar['expected']:.4f}", bar["lower"], bar["upper"]))
    for cost in bar["costs"]:
        for name in ("refunds", "replacements"):
            equal(int(row[f"{name}_{cost['currency']}"]), cost[name])
        for name in ("refunded", "refunded_shipping", "replaced"):
            equal(round(float(row[f"{name}_{cost['currency']}"]) * 100), cost[name])


@test("/P9/figures/csv-column-by-column")
def columns(home):
    """In a period that has one before it, with deadlines of both, in cents."""
    period = ["--from", "2026-10-01", "--to", "2026-11-24"]
    path = os.path.join(home.dir, "all.csv")
    told = home.run(0, "figures", *period)
    home.run(0, "figures", *period, "--csv", path)
    rows = read_csv(path)
    bars = [bar for dimension in told["by"].values() for bar in dimension]
    assert any(bar["before"] not in (0, bar["incidents"]) for bar in bars)
    assert any(bar["open"] for bar in bars) and any(bar["closed"] for bar in bars)
    assert any(cost["refunded"] not in (0, cost["refunded_shipping"]) for bar in bars for cost in bar["costs"])
    equal_row(rows[0], told["total"])
    for dimension, of_dimension in told["by"].items():
        listed = [row for row in rows if row["dimension"] == dimension]
        equal(len(listed), len(of_dimension))
        for row, bar in zip(listed, of_dimension):
            equal_row(row, bar)
    for kind, outcomes in told["deadlines"].items():
        for outcome, n in outcomes.items():
            row, = [row for row in rows if (row["dimension"], row["key"]) == (f"deadline_{kind}", outcome)]
            equal((int(row["incidents"]), int(row["incidents_before"])), (n, told["deadlines_before"][kind][outcome]))


@test("/P9/figures/pdf")
def paper(home):
    path = os.path.join(home.dir, "figures.pdf")
    figures(home, "--pdf", path)
    equal(os.stat(path).st_mode & 0o777, 0o600)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout
    total = figures(home)["total"]["incidents"]
    for words in ("Figures", f"{total} incidents", "Rates", "Deadlines", "Reason", "Carrier", "Week of"):
        assert words in text, words


@test("/P9/figures/french")
def french(home):
    path = os.path.join(home.dir, "figures.pdf")
    home.env["LANGUAGE"] = "fr"
    figures(home, "--pdf", path)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout
    for words in ("Indicateurs", "Motif", "Transporteur", "Première réponse", "Semaine du"):
        assert words in text, words
    figures(home, "--by", "reason", "--csv", path)
    rows = read_csv(path)
    equal(rows[0]["name"], "Tous ensemble")
    equal(rows[1]["dimension"], "reason")
    assert rows[0]["refunded_EUR"].count(".") == 1


@test("/P9/figures/mistakes")
def mistakes(home):
    home.run(2, "figures", "--by", "colour")
    home.run(2, "figures", "--from", "yesterday")
    home.run(2, "figures", "--from", "2026-11-02", "--to", "2026-11-01")
    home.run(2, "figures", "--timezone", "Mars/Olympus")
    home.run(2, "figures", "--account", "nobody")


@test("/P9/lessons")
def lessons(home):
    incident = home.run(0, "incidents", "--state", "resolved")[0]
    number = incident["id"]
    equal(home.run(0, "lessons", "list"), [])
    home.run(2, "lessons", "add", number)
    home.run(4, "lessons", "add", number, "--text", "New carton", "--due", "soon")
    added = home.run(0, "lessons", "add", number, "--text", "New carton", "--owner", "Luc", "--due", "2026-11-20")
    equal((added["state"], added["owner_name"]), ("overdue", "Luc"))
    listed, = home.run(0, "lessons", "list", "--state", "overdue", "--incident", number)
    equal(listed["text"], "New carton")
    home.run(0, "lessons", "done", str(listed["id"]))
    equal([one["state"] for one in home.run(0, "lessons", "list", "--account", "demo")], ["done"])
    home.run(0, "lessons", "done", str(listed["id"]), "--undo")
    equal(home.run(0, "lessons", "list", "--state", "done"), [])
    home.run(0, "lessons", "none", home.run(0, "incidents", "--state", "resolved")[1]["id"])
    home.run(2, "lessons", "done", "first")
    home.run(2, "lessons", "done", "77")
    # The account's colleagues read it as a note.
    home.run(0, "sync")
    assert any("New carton" in note["text"] for note in home.run(0, "incident", number)["desk"]["notes"])
    home.run(0, "journal", "verify")


if __name__ == "__main__":
    sys.exit(run(Home))
