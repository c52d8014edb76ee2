"""A drawing becomes a picture; the only room that knows matplotlib."""
