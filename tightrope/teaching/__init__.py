"""Teaching: people judge messages by the codebook, and what they agree on becomes examples.

The rows are the memory's (`tightrope.memory`), the examples those in `data/nlu`. Nothing here runs
in a turn.
"""
