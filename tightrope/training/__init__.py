"""Teaching the assistant: training, and measuring what was learned."""
