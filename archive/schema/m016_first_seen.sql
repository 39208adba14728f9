CREATE INDEX idx_articles_site_first_seen ON articles (site, first_seen);
