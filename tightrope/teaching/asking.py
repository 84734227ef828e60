"""Asking for a line at a terminal, or reading it from a pipe."""

from __future__ import annotations

import sys

from tightrope.teaching.harmless import harmless


class Lines:
    """Lines as somebody types them, or as a file or another program gives them.

    `any` says whether one came, or can come.
    """

    def __init__(self) -> None:
        self.any = sys.stdin is not None and sys.stdin.isatty()
        if self.any:
            import readline

            # A message that was changed is not to come back with the arrow keys.
            readline.set_auto_history(False)

    def __call__(self, prompt: str, words: str = "") -> str:
        """The next line; `words` stand there already where somebody types.

        Raises:
            EOFError: There are no more.
            KeyboardInterrupt: Ctrl-C was pressed.
        """
        if sys.stdin is None:
            raise EOFError
        if sys.stdin.isatty():
            return _typed(prompt, words)
        line = input(prompt)
        self.any = True
        # What nobody types is not on the screen yet.
        print(harmless(line))
        return line


def _typed(prompt: str, words: str) -> str:
    import readline

    readline.set_startup_hook(lambda: readline.insert_text(words))
    try:
        return input(prompt)
    finally:
        readline.set_startup_hook(None)
