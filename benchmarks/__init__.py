"""What `make bench` measures: start, training, turns, reading, memory. Run as one package."""
