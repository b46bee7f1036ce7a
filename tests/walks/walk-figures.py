#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the figures to the incidents behind a bar, to a file, to what is changed, by keyboard. Usage:
walk-figures.py fr|en"""

import csv
import datetime
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from tap import equal, run, test  # noqa: E402
from desk import Desk  # noqa: E402
from gi.repository import GLib  # noqa: E402

CHANGE = "Caler les bougies avec du carton."

WORDS = {
    "fr": {
        "figures": "Indicateurs",
        "incidents": "Incidents",
        "period": "Période, (.*)",
        "quarter": "Ce trimestre",
        "days": "30 derniers jours",
        "total": r".*, (\d+) incidents? \(.*",
        "bar": r"Articles endommagés\s: (\d+) incidents?.* · afficher",
        "as table": r"Afficher en tableau\s: .*",
        "counted": r"Articles endommagés · .*",
        "export": "Exporter",
        "save": "Exporter les indicateurs",
        "written": "Les indicateurs sont écrits dans le fichier",
        "close": "Clore l’incident…",
        "what": "Ce que nous changeons",
        "confirm": "Clore l’incident",
        "open": r"À faire\s?: " + re.escape(CHANGE) + ".*",
        "finish": r"Marquer comme fait\s: .*",
        "done": "1 fait.*",
    },
    "en": {
        "figures": "Figures",
        "incidents": "Incidents",
        "period": "Period, (.*)",
        "quarter": "This quarter",
        "days": "Last 30 days",
        "total": r".*, (\d+) incidents? \(.*",
        "bar": r"Damaged items: (\d+) incidents?.* · show",
        "as table": "Show as table: .*",
        "counted": r"Damaged items · .*",
        "export": "Export",
        "save": "Export the Figures",
        "written": "The figures are written to the file",
        "close": "Close the Incident…",
        "what": "What we change",
        "confirm": "Close the Incident",
        "open": "Open: " + re.escape(CHANGE) + ".*",
        "finish": "Mark as done: .*",
        "done": "1 done.*",
    },
}


def word(walk, key):
    return WORDS[walk.language][key]


class Teaching(Desk):
    """A desk whose rules let the brand close an incident."""

    def __init__(self, language):
        super().__init__(language)
        self.run(0, "account", "rules", "demo", "--playbook", "house-shop")
        self.start()

    def figures(self, *more, first=None):
        """The same days on the command line: the last 30 without a first one."""
        today = datetime.date.today()
        end = today + datetime.timedelta(days=1)
        first = first or today - datetime.timedelta(days=29)
        return self.run(0, "figures", "--from", first.isoformat(), "--to", end.isoformat(), *more)

    def number(self, role, key):
        """The number in what the window says; what it says may be another thing by now, and then there is none."""
        node = self.see(role, word(self, key))
        said = (re.fullmatch(word(self, key), words, re.S) for words in (node.name, node.text))
        return next((int(found.group(1)) for found in said if found), None)


def numbers(path):
    """The rows of a table, but for the names, which each of the two says in its own language."""
    with open(path, newline="") as table:
        return [{key: value for key, value in row.items() if key != "name"} for row in csv.DictReader(table)]


def look(walk, name):
    if "CONSTAT_WALK_PICTURES" in os.environ:
        walk.picture(os.path.join(os.environ["CONSTAT_WALK_PICTURES"], f"figures-{walk.language}-{name}.png"))


@test("/P9/choose-a-period")
def period(walk):
    walk.go("figures")
    walk.see_window(word(walk, "figures"))
    walk.reach("push button", word(walk, "period"))
    walk.press("space", "Home", "Down", "Down", "Down", "Return")
    walk.see("push button", word(walk, "period").replace("(.*)", word(walk, "quarter")))
    today = datetime.date.today()
    begun = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    of_quarter = walk.figures(first=begun)["total"]["incidents"]
    walk.wait(lambda: of_quarter == 0 or walk.number("label", "total") == of_quarter,
              f"{of_quarter} incidents of the quarter")
    # The quarter may have begun today, with no bars yet.
    walk.reach("push button", word(walk, "period"))
    walk.press("space", "Home", "Down", "Down", "Return")
    walk.see("push button", word(walk, "period").replace("(.*)", word(walk, "days")))
    total = walk.figures()["total"]["incidents"]
    walk.wait(lambda: walk.number("label", "total") == total, f"{total} incidents of the last days")
    look(walk, "period")


@test("/P9/from-a-bar-to-its-incidents")
def bar(walk):
    walk.reach("push button", word(walk, "as table"))
    node = walk.reach("push button", word(walk, "bar"))
    wanted = int(re.fullmatch(word(walk, "bar"), node.name).group(1))
    told = {row["key"]: row["incidents"] for row in walk.figures("--by", "reason")["by"]["reason"]}
    equal(told["damaged"], wanted)
    walk.moved_focus("Down")
    walk.moved_focus("Up")
    walk.press("Return")
    walk.see_window(word(walk, "incidents"))
    walk.see("label", word(walk, "counted"))
    walk.see("label", f"{wanted} incidents?")
    look(walk, "list")


@test("/P9/back-to-the-same-bar")
def back(walk):
    walk.press("Escape")
    walk.see_window(word(walk, "figures"))
    walk.see_focus(lambda node: node.says(word(walk, "bar")), "the bar")


def write_file(walk, kind, path):
    walk.reach("push button", word(walk, "export"), key="shift+Tab")
    walk.press("Return")
    for entry in ("CSV", "PDF"):
        walk.see_focus(lambda node: node.says(f".*{entry}.*"), entry)
        if entry == kind:
            break
        walk.press("Down")
    walk.press("Return")
    walk.see_title(word(walk, "save"))
    walk.press("ctrl+a")
    walk.choose_file(word(walk, "save"), path)
    walk.wait(lambda: os.path.exists(path) and os.path.getsize(path) > 0, path)
    walk.see("label", word(walk, "written"))


@test("/P9/export-is-what-the-command-line-says")
def export(walk):
    path = os.path.join(walk.dir, "window.csv")
    other = os.path.join(walk.dir, "ctl.csv")
    write_file(walk, "CSV", path)
    walk.figures("--csv", other)
    equal(numbers(path), numbers(other))


@test("/P9/export-for-paper")
def paper(walk):
    path = os.path.join(walk.dir, "window.pdf")
    write_file(walk, "PDF", path)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True,
                          timeout=60).stdout
    assert str(walk.figures()["total"]["incidents"]) in text, text


@test("/P8/P9/closed-with-what-changes")
def closing(walk):
    incident = next(one for one in walk.incidents() if one["state"] == "submitted")
    walk.ask_application("open-incident", GLib.Variant("(xs)", (1, incident["id"])))
    walk.see_window(".* · .*")
    walk.reach("push button", word(walk, "close"), key="shift+Tab")
    walk.press("Return")
    dialog = walk.wait(walk.find_dialog, "the question")
    walk.write(walk.see("text", word(walk, "what"), dialog), CHANGE)
    look(walk, "closing")
    walk.push(word(walk, "confirm"))
    walk.wait(lambda: walk.find_dialog() is None, "the end of the question")
    walk.see("panel", word(walk, "open"))
    look(walk, "closed")
    lesson, = walk.run(0, "lessons", "list")
    equal((lesson["text"], lesson["incident"]), (CHANGE, incident["id"]))
    walk.close_window()


@test("/P9/what-changes-is-followed")
def followed(walk):
    walk.see_window(word(walk, "figures"))
    walk.see("panel", word(walk, "open"))
    walk.reach("push button", word(walk, "finish"), key="shift+Tab")
    walk.press("Return")
    walk.see("push button", word(walk, "done"))
    look(walk, "done")
    assert walk.run(0, "lessons", "list", "--state", "done")[0]["text"] == CHANGE


sys.exit(run(lambda: Teaching(sys.argv[1]), shared=True))
