"""What our servers share that a browser speaks to: the chat's, and the teachers' page's."""
