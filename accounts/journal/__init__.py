"""What happened, and by whom? One line per verb, chained so that no line can be changed, removed or slipped in."""
