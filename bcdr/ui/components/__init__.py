"""Parts of pages: each asks for one thing or shows one thing."""
