"""What is new or changed since last time."""

from crawler.site_spider import SiteSpider


class Latest(SiteSpider):
    """Reads the small sitemaps and the feeds; visits new items, changed ones, and those due for
    another try."""

    name = "latest"
    only_news = True
