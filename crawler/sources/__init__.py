"""What a site says it has: sitemaps and feeds, read without trust, entered into the table."""
