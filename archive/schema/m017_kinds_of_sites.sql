CREATE INDEX idx_articles_site_kind ON articles (site, kind);
