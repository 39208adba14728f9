"""What a site says it has: robots.txt, sitemaps and feeds, read without trust, and entered into the table of addresses."""
