"""Tightrope: a conversational assistant for couples, built on Rasa Open Source."""
