"""Which hostile groups live in a world? Rings in every published shape, their victims, and abuse of other kinds."""
