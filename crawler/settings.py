"""Scrapy's settings for the crawl; `-s NAME=VALUE` overrides each."""

import os

from crawler.agent import user_agent

BOT_NAME = "arsip"
SPIDER_MODULES = ["crawler.spiders", "crawler.wayback.spider"]
NEWSPIDER_MODULE = "crawler.spiders"

# Where things are kept, and from where they are fetched
ARSIP_DB = "arsip.db"
ARSIP_CAPTURES: str | None = None  # None = the folder captures beside the database
ARSIP_SITE = "voaindonesia"
ARSIP_BASE_URL: str | None = None  # fetch from this address instead of the site's own
# a mail or web address at which the people of the site can reach those who crawl it
ARSIP_CONTACT = os.environ.get("ARSIP_CONTACT", "")
ARSIP_WARC_ROLL_BYTES = 1_000_000_000
ARSIP_COMMIT_INTERVAL_S = 0.5
ARSIP_COMMIT_SIZE = 64
ARSIP_READERS = max(1, (os.cpu_count() or 2) - 1)  # processes that understand pages
ARSIP_READER_TIMEOUT_S = 60
ARSIP_LOG_VERDICT = True  # `arsip crawl` says it in its summary instead
ARSIP_BLOCKED_LIMIT = 10  # refusals in a row that end the crawl

# Politeness: obey robots.txt and its Crawl-delay, one request a second to a host, slower where the
# server is slow
USER_AGENT = user_agent(None)  # spiders add the contact
ROBOTSTXT_OBEY = True
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0.0
CONCURRENT_REQUESTS = 8
CONCURRENT_REQUESTS_PER_DOMAIN = 2
CONCURRENT_ITEMS = 1  # a page is one item, and Scrapy starts that many tasks for each
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
COOKIES_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "id,en;q=0.5",
    "Accept-Encoding": "gzip",  # what is kept must be readable for as long as Python is
}

# how often a backfill reads the sources of news again
ARSIP_NEWS_INTERVAL_S = 3600

# Several sites at once; an option of `arsip crawl` for each
ARSIP_SITES_AT_ONCE = 100  # the others wait until one has ended
ARSIP_PLATFORM_RATE = 5.0  # requests a second to all of them together: they share one network

# Patience
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 20 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = True
RETRY_TIMES = 3
ARSIP_RETRY_BACKOFF_S = 2.0  # doubled each time
ARSIP_RETRY_AFTER_MAX_S = 900  # a server that asks for more ends the crawl
ARSIP_CRAWL_DELAY_MAX_S = 300  # so does a robots.txt
ARSIP_SITEMAPS_MAX = 5000  # sitemaps that are read in one run: they can name others without end
REDIRECT_MAX_TIMES = 5

# The Wayback Machine; crawler/wayback/spider.py sets what else differs for it
ARSIP_WAYBACK_LIST_SIZE = 10_000  # captures that one answer of its CDX API lists
ARSIP_WAYBACK_REFUSED_S = 3600  # pause after a refused connection

# What the crawl is made of
DOWNLOADER_STATS = False  # counts of Scrapy's own, which cost a tenth of a page and are not read
STATS_CLASS = "scrapy.statscollectors.DummyStatsCollector"
SCHEDULER_PRIORITY_QUEUE = "scrapy.pqueues.ScrapyPriorityQueue"  # each spider has one host
SPIDER_MIDDLEWARES = {  # a request comes from the frontier: checked there, and sent without a Referer
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
}
TWISTED_DNS_RESOLVER = "crawler.loopback.LoopbackResolver"
DOWNLOAD_HANDLERS = {
    "http": "crawler.wire.WireHandler",
    "https": "crawler.wire.WireHandler",
    "ftp": None,
    "s3": None,
}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.middlewares.Robots": 100,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "crawler.middlewares.Patience": 550,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.middlewares.SameSite": 600,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "crawler.middlewares.Recorder": 950,  # nearest to the network
}
ITEM_PIPELINES = {"crawler.pipelines.SavePipeline": 100}
EXTENSIONS = {
    "crawler.extensions.ArchiveExtension": 0,
    "crawler.crawl_progress.CrawlProgress": 10,
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.memusage.MemoryUsage": None,
}
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"  # the frontier knows what was asked for
LOG_LEVEL = "WARNING"
