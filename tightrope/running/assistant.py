"""The assistant's process: Rasa's server on the loopback interface, its API behind a token.

`python -m tightrope.running.assistant MODEL`, where MODEL may be the record of the model in use: it
is read at every start, so that a restart takes what was promoted meanwhile. The rest comes from the
environment that `Settings.environment` makes. Rasa's own `rasa run` takes the token as an argument,
where every user of the machine can read it, and logs what people write.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tightrope.running.output import Output

if TYPE_CHECKING:
    from sanic import Sanic


def main(model: Path) -> None:
    """Serves a model, or the one that a record names, until it is told to stop."""
    output = Output()

    from tightrope.running.events import configure_events

    # Before Rasa is imported: loggers that exist by then look for their caller in the wrong place.
    configure_events(output.level)

    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.common import configure_logging_and_warnings

    from tightrope.running.answer_check import check_schema_once
    from tightrope.running.check_backs import keep_check_backs
    from tightrope.running.in_use import model_of_record
    from tightrope.running.old_files import let_old_files_go
    from tightrope.running.request_log import log_requests
    from tightrope.running.settings import LOOPBACK, ROOT
    from tightrope.running.supervise import RECORD_SUFFIX

    configure_logging_and_warnings(output.level)
    check_schema_once()
    if model.suffix == RECORD_SUFFIX:
        model = model_of_record(model)

    def before_anybody_talks(app: Sanic, _loop: object) -> None:
        output.open_ears()
        log_requests(app)

    serve_application(
        model_path=str(model),
        interface=LOOPBACK,
        port=int(os.environ["TIGHTROPE_PORT"]),
        credentials=str(ROOT / "credentials.yml"),
        endpoints=AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml")),
        auth_token=os.environ["TIGHTROPE_API_TOKEN"],
        enable_api=True,
        server_listeners=[
            (before_anybody_talks, "main_process_start"),
            (keep_check_backs, "after_server_start"),
            (let_old_files_go, "after_server_start"),
        ],
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
