"""Which numbers does everything use? Versions of the policy; two people activate one, nobody edits it."""
