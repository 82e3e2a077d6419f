"""What a check is: a line on standard output, and the end at the first difference."""

from __future__ import annotations

import sys
from contextlib import contextmanager

from hcloud import APIException
from hcloud.actions import ActionFailedException, ActionTimeoutException

LABELS = {"managed-by": "prego", "example.com/role": "contract"}


def equal(what: str, actual: object, expected: object) -> None:
    if actual != expected:
        print(f"DIFFERS {what}: {actual!r} instead of {expected!r}")
        sys.exit(1)
    print(f"ok {what}")


@contextmanager
def refused(what: str, code: str):
    try:
        yield
    except APIException as error:
        equal(f"{what} is refused as {code}", error.code, code)
        if code == "uniqueness_error" or "invalid input in field" in error.message:
            equal(f"{what}: the refusal names its fields", bool(error.details["fields"]), True)
    else:
        equal(f"{what} is refused as {code}", "not refused", code)


def finish(what: str, *actions) -> None:
    """Waits for the actions as a user of the client does."""
    for action in actions:
        try:
            action.wait_until_finished(max_retries=200)
        except (ActionFailedException, ActionTimeoutException) as error:
            equal(f"{what}: {action.command}", str(error), "success")
        equal(f"{what}: {action.command}", (action.status, action.progress), ("success", 100))
