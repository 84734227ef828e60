"""The server of the teachers' page: a process of its own, on this machine only.

The desk (`tightrope.teaching.desk`) is put on the wire here; nothing is decided that the terminal
would not decide as well.
"""
