"""The figures that a version shows: what each is called, whom it counts, how it changed."""
