"""`arsip sites`: the sites that are known."""

from __future__ import annotations

import click

from archive.cli import options
from archive.cli.standard_io import JsonForm, result, write_json_list
from archive.sites import INSTALLATIONS, SITES, Site

_NAMES = {code: name for name, code in INSTALLATIONS.items()}


@click.command("sites")
@options.json_output("One JSON array.")
def command(form: JsonForm | None) -> None:
    """List the sites that are known: name, host, language, owner.

    --site takes their names. A site that is not listed can be given by its host: it is read as
    the others are, but its language, its time zone and its owner, hence its rights, are not known.

    \b
    Examples:
      arsip sites
      arsip sites --nl | jq -r 'select(.language == "id").name'

    Owners: voa (Voice of America) and ocb (Office of Cuba Broadcasting) are parts of the US
    government, whose works are in the public domain; rferl (Radio Free Europe/Radio Liberty) and
    mbn (Middle East Broadcasting Networks) are not.
    """
    if form:
        write_json_list((_to_json(site) for site in SITES.values()), form)
        return
    width = max(len(site.name) for site in SITES.values())
    for site in SITES.values():
        result(
            f"{site.name:<{width}}  {site.host:<29}  {site.language or '-':<3}  {site.owner or '-'}"
        )


def _to_json(site: Site) -> dict[str, str | None]:
    return {
        "name": site.name,
        "host": site.host,
        "language": site.language,
        "timezone": site.timezone,
        "owner": site.owner,
        "installation": _NAMES[site.installation],
    }
