"""Rasa custom actions: read the tracker, ask tightrope, speak, remember."""
