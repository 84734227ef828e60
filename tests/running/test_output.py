"""What comes out of a process that took over its output: places and kinds, no texts."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tightrope.running.settings import ROOT

TEXT = "quokka-and-I"

BEGIN = """
import logging, sys
from tightrope.running.output import Output
output = Output()
text = "-and-".join(["quokka", "I"])
theirs = logging.getLogger("somebody.else")
"""
"""The text is put together, so that it stands nowhere in the code."""

LISTEN = "output.open_ears()\n"

WAYS_OUT = {
    "an argument": "theirs.error('Got %s', text)",
    "a finished message": "theirs.error(f'Got {text}')",
    "the message itself": "theirs.error(text)",
    "an object": "theirs.error({text: 1})",
    "arguments that do not fit": "theirs.error('Got %d', text)",
    "arguments of ours that do not fit": "logging.getLogger('actions').error('%d', text)",
    "an extra": "theirs.error('Got', extra={'request': text})",
    "an error": """
try:
    {}[text]
except KeyError:
    theirs.exception('Failed')
""",
    "an error of ours": """
try:
    raise ValueError(text)
except ValueError:
    logging.getLogger('tightrope').exception('Failed')
""",
    "an error behind an error": """
try:
    try:
        int(text)
    except ValueError as error:
        raise RuntimeError('no number') from error
except RuntimeError:
    theirs.exception('Failed')
""",
    "a print": "print(text); print(text, file=sys.stderr)",
    "a traceback": """
import traceback
try:
    int(text)
except ValueError:
    traceback.print_exc()
""",
    "a warning": "import warnings; warnings.simplefilter('always'); warnings.warn(text)",
    "a captured warning": """
import warnings
logging.captureWarnings(True)
warnings.simplefilter('always')
warnings.warn(text)
""",
    "an error that nobody caught": "int(text)",
    "an error in a thread": """
import threading
thread = threading.Thread(target=int, args=[text])
thread.start()
thread.join()
""",
    "an error while an object goes": """
class Going:
    def __del__(self):
        int(text)
Going()
""",
    "an error in a task": """
import asyncio
async def fail():
    int(text)
async def main():
    asyncio.create_task(fail(), name=text)
    await asyncio.sleep(0.1)
asyncio.run(main())
""",
    "a logger of its own": """
own = logging.getLogger('own')
own.propagate = False
own.addHandler(handler := logging.StreamHandler())
handler.setFormatter(logging.Formatter('%(name)s says %(message)s'))
own.error(text)
""",
    "a logger that is cut off": """
own = logging.getLogger('own')
own.propagate = False
own.error(text)
""",
    "colours": "import coloredlogs; coloredlogs.install(level='DEBUG'); theirs.error(text)",
    "a new set-up": "logging.basicConfig(force=True, level=0); theirs.error(text)",
    "Sanic's set-up": """
import logging.config
from sanic.log import LOGGING_CONFIG_DEFAULTS, access_logger
logging.config.dictConfig(LOGGING_CONFIG_DEFAULTS)
extra = {'host': text, 'request': text, 'status': 1, 'byte': 1}
access_logger.info('', extra=extra)
""",
    "a record from elsewhere": """
told = {'name': 'actions', 'levelno': 40, 'levelname': 'ERROR', 'msg': text, 'exc_text': text}
theirs.handle(logging.makeLogRecord(told))
""",
    "an event": """
import structlog
from tightrope.running.events import configure_events
configure_events(output.level)
structlog.get_logger().error('message.heard', text=text, event_info=text, action_name=text,
                             parse_data_intent={'name': text, 'confidence': text})
""",
    "an event named after it": """
import structlog
from tightrope.running.events import configure_events
configure_events(output.level)
structlog.get_logger().error(text)
""",
    "an event's error": """
import structlog
from tightrope.running.events import configure_events
configure_events(output.level)
try:
    int(text)
except ValueError:
    structlog.get_logger().exception('message.failed')
""",
    "events as they come": "import structlog; structlog.get_logger().error('heard', text=text)",
    "Rasa's set-up of events": """
import structlog
from rasa.utils.log_utils import configure_structlog
configure_structlog(logging.DEBUG)
structlog.get_logger().error('message.heard', text=text)
""",
}


def output_of(code: str, level: str = "DEBUG") -> str:
    """What a process that runs this code prints, on either stream."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "LOG_LEVEL": level},
        timeout=60,
    )
    return done.stdout


@pytest.mark.parametrize("way", WAYS_OUT)
def test_no_way_out_lets_a_text_through(way: str):
    output = output_of(BEGIN + LISTEN + WAYS_OUT[way])
    assert TEXT not in output
    # That something happened is told, and telling it broke nothing that called.
    assert re.search(r"ERROR|WARNING|DEBUG|printed at", output)
    assert not re.search(r"logging/__init__\.py:\d+ handle$", output, re.MULTILINE)


def test_a_message_that_stands_in_the_code_is_shown_without_its_arguments():
    assert output_of(BEGIN + LISTEN + "theirs.warning('Got %s', text)").endswith(
        "WARNING somebody.else at <string>:8 <module>: Got %s\n"
    )


def test_our_own_messages_are_shown():
    code = "logging.getLogger('actions.coaching').info('Chose %s of %s', 2, 3)"
    assert output_of(BEGIN + LISTEN + code).endswith("INFO    actions.coaching: Chose 2 of 3\n")


def test_errors_are_shown_by_kind_and_place():
    code = """
import json
try:
    json.loads(text)
except ValueError as error:
    try:
        raise FileNotFoundError(2, text) from error
    except OSError:
        theirs.exception('Failed')
"""
    output = output_of(BEGIN + LISTEN + code)
    assert re.search(
        r"Failed\n  json\.decoder\.JSONDecodeError\n    <string>:\d+ <module>\n"
        r"    json/__init__\.py:\d+ loads\n(.*\n)+  builtins\.FileNotFoundError ENOENT\n"
        r"    <string>:\d+ <module>\n$",
        output,
    )


def test_events_show_the_names_that_the_domain_knows():
    code = """
import structlog
from tightrope.running.events import configure_events
configure_events(output.level)
structlog.get_logger().debug('message.parsed', text=text, action_name='action_coach',
                             parse_data_intent={'name': 'jealousy', 'confidence': 0.714})
"""
    assert output_of(BEGIN + LISTEN + code).endswith(
        ": message.parsed action=action_coach intent=jealousy confidence=0.71\n"
    )


def test_what_keeps_a_process_from_starting_is_told_in_full():
    output = output_of(BEGIN + "print('Reading'); raise ValueError('Set the secret.')")
    assert output.startswith("Reading\nTraceback (most recent call last):")
    assert output.endswith("ValueError: Set the secret.\n")


@pytest.mark.parametrize(("level", "seen"), [("WARNING", "w"), ("info", "iw"), ("DEBUG", "diw")])
def test_the_level_counts_for_everybody(level: str, seen: str):
    code = "theirs.debug('d'); theirs.info('i'); theirs.warning('w')"
    output = output_of(BEGIN + LISTEN + code, level)
    assert [line[-1] for line in output.splitlines()] == list(seen)


def test_a_level_that_there_is_not_is_named():
    assert "LOG_LEVEL is LOUD. Set it to DEBUG, INFO, WARNING or ERROR." in output_of(BEGIN, "LOUD")


def test_half_a_pair_does_not_break_a_line():
    code = "logging.getLogger('actions').error('half ' + chr(0xD83D))"
    assert output_of(BEGIN + LISTEN + code).endswith("actions: half \\ud83d\n")
