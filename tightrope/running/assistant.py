"""The assistant's process: Rasa's server on the loopback interface, its API behind a token.

`python -m tightrope.running.assistant MODEL`; the rest comes from the environment that
`Settings.environment` makes. Rasa's own `rasa run` takes the token as an argument, where every
user of the machine can read it.
"""

from __future__ import annotations

import logging
import os
import sys
import warnings
from pathlib import Path


def main(model: Path) -> None:
    """Serves a model until it is told to stop."""
    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.log_utils import configure_structlog

    from tightrope.running.settings import LOOPBACK, ROOT

    configure_logging_and_warnings()
    # Rasa's warnings quote what was typed.
    warnings.simplefilter("ignore")
    # Without this, structlog prints every message with its text, whatever the level.
    configure_structlog(logging.getLogger("rasa").level)
    serve_application(
        model_path=str(model),
        interface=LOOPBACK,
        port=int(os.environ["TIGHTROPE_PORT"]),
        credentials=str(ROOT / "credentials.yml"),
        endpoints=AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml")),
        auth_token=os.environ["TIGHTROPE_API_TOKEN"],
        enable_api=True,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
