"""Other people's archives, and our own captures again: what a path holds, read in processes,
written by one."""
