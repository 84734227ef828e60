"""How people reach Tightrope: Rasa connectors, one module each."""
