"""Pages and calls that show both gears: the account page, networks, search."""
