"""The markup of the Pangea CMS: where a page keeps its fields, what kind of page it is, what
belongs to its body."""
