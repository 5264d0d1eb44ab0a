"""One module per section: each turns what a study says into blocks."""
