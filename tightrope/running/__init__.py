"""Running Tightrope on one machine: settings, the supervised processes, the wait until ready."""
