"""Many claims from a file: what it holds, what its columns mean, what is wrong with its rows, and how they come in."""
