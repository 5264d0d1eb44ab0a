"""From what is possible to what is best: ranking by a goal, and a plan within capacity."""
