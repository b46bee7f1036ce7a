# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests as TAP: functions marked with their path, run one after the other, each with what make() gives it."""

import traceback

TESTS = []


def test(path):
    def mark(function):
        TESTS.append((path, function))
        return function

    return mark


def equal(actual, wanted):
    if actual != wanted:
        raise AssertionError(f"{actual!r} is not {wanted!r}")


def run(make, shared=False):
    """Runs the tests; what make() returns is closed after each, or after all: then they are steps of one story, and
    none follows one that failed. Returns the exit code."""
    print(f"1..{len(TESTS)}", flush=True)
    failed = 0
    given = None
    for number, (path, function) in enumerate(TESTS, 1):
        if shared and failed:
            print(f"not ok {number} {path} - a step before it failed", flush=True)
            continue
        try:
            given = given or make()
            function(given)
            print(f"ok {number} {path}", flush=True)
        except Exception:  # every failure becomes a line of the report
            failed += 1
            print(f"not ok {number} {path}", flush=True)
            for line in traceback.format_exc().splitlines():
                print(f"# {line}", flush=True)
            if hasattr(given, "failed"):
                given.failed(path)
        finally:
            if given is not None and not shared:
                given.close()
                given = None
    if given is not None:
        given.close()
    return 1 if failed else 0
