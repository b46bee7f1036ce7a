#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Goes to every page and window and listens: whatever can be used has a name in words, each row is one sentence, and
all of it is still there in a window 360 pixels wide. Usage: walk-names.py fr|en"""

import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from tap import run, test  # noqa: E402
from desk import Desk  # noqa: E402
from walk import Atspi  # noqa: E402

# What a screen reader passes over: what only holds something else, and GTK's own scroll bars.
STRUCTURE = ("panel", "filler", "scroll pane", "scroll bar", "separator", "form", "frame", "dialog", "label", "image",
             "page tab list")
# What its row or its button speaks for: it may keep silent, but not say what class it is of.
PARTS = ("table cell", "level bar")
ROWS = ("table row", "list item")
ENOUGH_ROWS = 12


def listen(walk, window=None):
    """What is wrong with the names below a window, one line each."""
    wrong = []
    root = window or walk.window()

    def look(node, path):
        role, name = node.role, node.name
        if not role or not node.is_there:
            return
        can_be_used = role not in STRUCTURE or (node.has(Atspi.StateType.FOCUSABLE) and role != "scroll pane")
        if can_be_used and role not in PARTS and not re.search(r"\w", name):
            wrong.append(f"{path}: a {role} has no name")
        elif role == "list" and name == "GtkListView":
            return  # the closed pop-up of a choice, which is Adwaita's own
        elif can_be_used and re.match(r"(Gtk|Adw|Cst)[A-Z]", name):
            wrong.append(f"{path}: a {role} is called {name}")
        elif "_" in name and role.endswith("button"):
            wrong.append(f"{path}: a {role} speaks its mnemonic: {name}")
        children = node.children
        if role == "list" and len(children) > ENOUGH_ROWS:
            children = children[:ENOUGH_ROWS]
        for child in children:
            look(child, path if role in STRUCTURE + ROWS else f"{path}/{name or role}")

    look(root, root.name)
    return wrong


def nothing_wrong(wrong):
    if wrong:
        raise AssertionError("\n" + "\n".join(dict.fromkeys(wrong)))


def check(walk):
    nothing_wrong(listen(walk))


@test("/names/sections")
def sections(walk):
    walk.start()
    wrong = []
    for section in ("todo", "incidents", "outbox", "figures"):
        before = walk.window().name
        walk.go(section)
        walk.wait(lambda: walk.window().name != before or section == "todo", "another page")
        wrong += listen(walk)
    nothing_wrong(wrong)


@test("/names/other-windows")
def windows(walk):
    wrong = []
    for key in ("ctrl+comma", "ctrl+r"):
        walk.press(key)
        walk.wait(lambda: len(walk.windows()) == 2, f"the window of {key}")
        wrong += listen(walk, walk.windows()[-1])
        walk.press("Escape")
        walk.wait(lambda: len(walk.windows()) == 1, f"the end of the window of {key}")
    nothing_wrong(wrong)


@test("/O1-O2/names/orders-and-their-rows")
def orders(walk):
    walk.go("orders")
    walk.see_window(walk.word("orders"))
    walk.choose_tab("reported")
    button = walk.reach("push button", walk.word("show order"))
    rows = button.up("tree table").rows()
    assert rows, "no rows"
    for row in rows[:ENOUGH_ROWS]:
        assert re.fullmatch(r".*GC-\d+, .+, .+, .+", row.name), f"no sentence: “{row.name}”"
    check(walk)


@test("/O3/names/order-page")
def order_page(walk):
    walk.incident, walk.order = walk.pick(lambda i, o: i.get("attachments") and len(o["lines"]) > 1)
    walk.open_order(walk.order["number"])
    walk.see("label", walk.order["number"])
    check(walk)


@test("/O4/names/incident-window")
def incident_window(walk):
    walk.open_problem(walk.order["number"], walk.incident["number"])
    wrong = listen(walk)
    for key in ("alt+1", "alt+2"):
        walk.press(key)
        walk.see("spin button", walk.word("pieces"))
        wrong += listen(walk)
    for key in ("alt+m", "alt+i", "alt+h"):
        walk.press(key)
        wrong += listen(walk)
    nothing_wrong(wrong)


@test("/P6/names/the-incident-as-it-was")
def past(walk):
    walk.run(0, "note", "demo/" + walk.incident["id"], "--text", "Appeler le quai")
    walk.press("ctrl+shift+h")
    walk.see("slider", ".*")
    wrong = listen(walk)
    for key in ("alt+m", "alt+i", "alt+h", "alt+p"):
        walk.press(key)
        wrong += listen(walk)
    walk.press("Escape")
    walk.see_window(".* · .*")
    nothing_wrong(wrong)


@test("/names/narrow-incident-window")
def narrow_incident(walk):
    walk.press("alt+p")
    walk.resize(360, 720)
    walk.reach("check box", walk.word("refund"))
    walk.reach("check box", walk.word("replacement"), key="Up")
    check(walk)
    walk.close_window()


@test("/names/narrow-order-page")
def narrow_order(walk):
    walk.see_window(walk.order["number"])
    walk.resize(360, 720)
    walk.see("label", walk.word("held") % ".*")
    walk.reach("push button", walk.word("show problem"))
    check(walk)


sys.exit(run(lambda: Desk(sys.argv[1]), shared=True))
