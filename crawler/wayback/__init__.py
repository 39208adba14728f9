"""The Wayback Machine: what it lists, how it is asked, and the spider that fetches what is
missing."""
