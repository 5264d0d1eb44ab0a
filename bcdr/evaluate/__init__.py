"""Arrays: what is feasible, what is lost, how long recovery takes, what it costs, how it scores."""
