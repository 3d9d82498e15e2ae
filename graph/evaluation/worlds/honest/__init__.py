"""Which honest groups live in a world? They share cards, addresses and habits too: that is why they are here."""
