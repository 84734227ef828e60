"""The action server's process, on the loopback interface.

`python -m tightrope.running.action_server`; the rest comes from the environment that
`Settings.environment` makes. Started by `python -m rasa_sdk`, it would log what people wrote.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING

from tightrope.running.output import Output

if TYPE_CHECKING:
    from sanic import Request


def main() -> None:
    """Runs actions until it is told to stop."""
    output = Output()

    from rasa_sdk.endpoint import create_app
    from rasa_sdk.utils import update_sanic_log_level

    from tightrope.running.request_log import log_requests
    from tightrope.running.settings import LOOPBACK

    update_sanic_log_level()
    app = create_app("actions", cors_origins=None)
    # A fault in a text or a setting is told now, in full, and not to somebody in a bad hour.
    import_module("actions.texts").read_all()
    import_module("actions.check_back").after()
    import_module("actions.inbox").share()
    import_module("actions.inbox").with_concerns()
    app.register_listener(output.open_ears, "main_process_start")
    log_requests(app, _action)
    app.run(LOOPBACK, int(os.environ["TIGHTROPE_ACTION_PORT"]), workers=1)


def _action(request: Request) -> str:
    """The action that was asked for, if it is one."""
    from sanic.exceptions import InvalidUsage

    from tightrope.running.events import known

    try:
        asked = request.json
    except InvalidUsage:
        return ""
    return known(asked.get("next_action")) if isinstance(asked, dict) else ""


if __name__ == "__main__":
    main()
