"""The whole past, as far as it is not held yet."""

from crawler.site_spider import SiteSpider


class Backfill(SiteSpider):
    """Reads every sitemap; visits every item that is not held, news first, then the past from its
    newest."""

    name = "backfill"
    past = True
