"""Rasa graph components that read a message: sentences, vectors, intent, exchange, concern."""
