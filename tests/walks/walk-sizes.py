#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pulls the window to the sizes of real screens: a table where there is room for one, with the columns that say the
most where there is little, and one column where there is hardly any. Usage: walk-sizes.py fr|en"""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from tap import equal, run, test  # noqa: E402
from desk import Desk  # noqa: E402

# A wide desk, the smallest that is promised all columns that matter, a sidebar and little else, a phone.
WIDE, DESK, SMALL, PHONE = (1270, 760), (1024, 700), (740, 600), (360, 640)


def cells(walk, words):
    """The cells of the first row that have room, and whether the window has room for all of them."""
    edge = walk.window().left_and_right[1]
    for table in walk.window().showing():
        rows = table.rows() if table.role == "tree table" and table.says(words) else []
        found = [cell for cell in rows[0].children if cell.is_there] if rows else []
        if found:
            return len(found), all(cell.left_and_right[1] <= edge for cell in found)
    return 0, False


def shows(walk, words, size, count):
    """Waits until the list has that many columns, all of them in the window."""
    walk.resize(*size)
    try:
        walk.wait(lambda: cells(walk, words) == (count, True), "")
    except AssertionError:
        equal((size, *cells(walk, words)), (size, count, True))


@test("/O1/sizes/all-orders")
def all_orders(walk):
    walk.start()
    walk.go("orders")
    walk.see_window(walk.word("orders"))
    shows(walk, walk.word("orders"), WIDE, 6)
    shows(walk, walk.word("orders"), DESK, 6)
    shows(walk, walk.word("orders"), SMALL, 3)
    shows(walk, walk.word("orders"), PHONE, 1)
    shows(walk, walk.word("orders"), DESK, 6)


@test("/O2/sizes/reported-problems")
def reported(walk):
    walk.choose_tab("reported")
    shows(walk, walk.word("orders"), DESK, 5)
    walk.reach("push button", walk.word("show order"))
    shows(walk, walk.word("orders"), WIDE, 7)
    shows(walk, walk.word("orders"), SMALL, 3)
    shows(walk, walk.word("orders"), PHONE, 1)


@test("/O2/sizes/incidents")
def incidents(walk):
    walk.resize(*DESK)
    walk.go("incidents")
    shows(walk, walk.word("reported"), DESK, 5)
    shows(walk, walk.word("reported"), WIDE, 7)
    shows(walk, walk.word("reported"), SMALL, 3)
    shows(walk, walk.word("reported"), PHONE, 1)


@test("/O3/sizes/order-page")
def order_page(walk):
    """A row opens it without its button. Beside the sidebar its two columns stand one below the other, and nothing is
    wider than the window."""
    walk.resize(*SMALL)
    walk.go("orders")
    walk.choose_tab("reported")
    walk.reach("table row", ".*")
    walk.press("Return")
    group = walk.see("push button", walk.word("show problem"))
    assert group.left_and_right[1] <= walk.window().left_and_right[1], group.left_and_right


sys.exit(run(lambda: Desk(sys.argv[1]), shared=True))
