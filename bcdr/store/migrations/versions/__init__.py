"""One module per step, in order of their numbers; a step that was released never changes."""
