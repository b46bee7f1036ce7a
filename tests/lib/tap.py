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


def run(make, tests=None):
    """Runs the tests; what make() returns is closed after each. Returns the exit code."""
    tests = TESTS if tests is None else tests
    print(f"1..{len(tests)}", flush=True)
    failed = 0
    for number, (path, function) in enumerate(tests, 1):
        given = None
        try:
            given = make()
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
            if given is not None:
                given.close()
    return 1 if failed else 0
