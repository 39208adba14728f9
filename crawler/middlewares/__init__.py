"""Between Scrapy's engine and the network: robots.txt, patience, redirects within the site, and the
Recorder."""

from crawler.middlewares.patience import Patience
from crawler.middlewares.recorder import KEPT, Recorder
from crawler.middlewares.redirects import SameSite
from crawler.middlewares.robots import Robots

__all__ = ["KEPT", "Patience", "Recorder", "Robots", "SameSite"]
