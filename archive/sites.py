"""The sites of the platform: what differs between them, one row a site."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from archive.urls import host


@dataclass(frozen=True, slots=True)
class Site:
    """One site of the platform."""

    name: str  #: as `articles.site` keeps it; the host where the site is not in the table
    host: str  #: that of its canonical addresses
    language: str | None  #: ISO 639; None = not known
    timezone: str  #: IANA name: the days that its texts speak of
    owner: str | None  #: "voa", "ocb" (US federal), "rferl", "mbn" (grantees); None = not known
    #: whose numbers its items have: one of `INSTALLATIONS`, else that of a host which is not known
    installation: int
    zones: tuple[int, ...] = ()  #: of its feeds, most useful first

    @property
    def federal(self) -> bool:
        """True where what the site itself makes is a work of the US government, hence in the public
        domain."""
        return self.owner in ("voa", "ocb")

    @property
    def of_platform(self) -> bool:
        """True where it is known whose numbers its items have: it, or another site of its domain, is
        in the table."""
        return self.host != "" and self.installation not in UNKNOWN


# name, host, language, time zone, owner, installation
_ROWS = """
    voaindonesia         www.voaindonesia.com         id   Asia/Jakarta             voa    voa
    voanews              www.voanews.com              en   America/New_York         voa    voa
    learningenglish      learningenglish.voanews.com  en   America/New_York         voa    voa
    editorials           editorials.voa.gov           en   America/New_York         voa    voa
    insidevoa            www.insidevoa.com            en   America/New_York         voa    voa
    polygraph            www.polygraph.info           en   America/New_York         voa    voa
    voaafrica            www.voaafrica.com            en   UTC                      voa    voa
    voaafaanoromoo       www.voaafaanoromoo.com       om   Africa/Addis_Ababa       voa    voa
    voaafrique           www.voaafrique.com           fr   UTC                      voa    voa
    voaamharic           amharic.voanews.com          am   Africa/Addis_Ababa       voa    voa
    voabambara           www.voabambara.com           bm   Africa/Bamako            voa    voa
    voabangla            www.voabangla.com            bn   Asia/Dhaka               voa    voa
    voaburmese           burmese.voanews.com          my   Asia/Yangon              voa    voa
    voacambodia          www.voacambodia.com          en   Asia/Phnom_Penh          voa    voa
    voakhmer             khmer.voanews.com            km   Asia/Phnom_Penh          voa    voa
    voacantonese         www.voacantonese.com         zh   Asia/Hong_Kong           voa    voa
    voachinese           www.voachinese.com           zh   Asia/Shanghai            voa    voa
    voadari              www.darivoa.com              fa   Asia/Kabul               voa    voa
    voadeewa             www.voadeewanews.com         ps   Asia/Karachi             voa    voa
    voageorgian          www.amerikiskhma.com         ka   Asia/Tbilisi             voa    voa
    voaarmenian          www.amerikayidzayn.com       hy   Asia/Yerevan             voa    voa
    voaazerbaijani       www.amerikaninsesi.org       az   Asia/Baku                voa    voa
    voabosnian           ba.voanews.com               bs   Europe/Sarajevo          voa    voa
    voahausa             www.voahausa.com             ha   Africa/Lagos             voa    voa
    voahaitian           www.voanouvel.com            ht   America/Port-au-Prince   voa    voa
    voakorea             www.voakorea.com             ko   Asia/Seoul               voa    voa
    voakurdish           www.dengiamerika.com         ku   Asia/Baghdad             voa    voa
    voakurmanji          www.dengeamerika.com         ku   Europe/Istanbul          voa    voa
    voalao               lao.voanews.com              lo   Asia/Vientiane           voa    voa
    voalingala           www.voalingala.com           ln   Africa/Kinshasa          voa    voa
    voamacedonian        mk.voanews.com               mk   Europe/Skopje            voa    voa
    voandebele           www.voandebele.com           nd   Africa/Harare            voa    voa
    voashona             www.voashona.com             sn   Africa/Harare            voa    voa
    voazimbabwe          www.voazimbabwe.com          en   Africa/Harare            voa    voa
    voapashto            www.pashtovoa.com            ps   Asia/Kabul               voa    voa
    voapersian           ir.voanews.com               fa   Asia/Tehran              voa    voa
    voaportugues         www.voaportugues.com         pt   Africa/Luanda            voa    voa
    voarussian           www.golosameriki.com         ru   Europe/Moscow            voa    voa
    voaserbian           www.glasamerike.net          sr   Europe/Belgrade          voa    voa
    voaalbanian          www.zeriamerikes.com         sq   Europe/Tirane            voa    voa
    voasomali            www.voasomali.com            so   Africa/Mogadishu         voa    voa
    voaspanish           www.vozdeamerica.com         es   America/New_York         voa    voa
    voaswahili           www.voaswahili.com           sw   Africa/Nairobi           voa    voa
    voathai              www.voathai.com              th   Asia/Bangkok             voa    voa
    voatibetan           www.voatibetan.com           bo   Asia/Shanghai            voa    voa
    voatibetanenglish    www.voatibetanenglish.com    en   Asia/Shanghai            voa    voa
    voatigrigna          tigrigna.voanews.com         ti   Africa/Asmara            voa    voa
    voaturkish           www.voaturkce.com            tr   Europe/Istanbul          voa    voa
    voaukrainian         www.holosameryky.com         uk   Europe/Kyiv              voa    voa
    voaurdu              www.urduvoa.com              ur   Asia/Karachi             voa    voa
    voauzbek             www.amerikaovozi.com         uz   Asia/Tashkent            voa    voa
    voavietnamese        www.voatiengviet.com         vi   Asia/Ho_Chi_Minh         voa    voa
    radiyoyacu           www.radiyoyacuvoa.com        rn   Africa/Bujumbura         voa    voa
    martinoticias        www.martinoticias.com        es   America/New_York         ocb    ocb
    rferl                www.rferl.org                en   Europe/Prague            rferl  rferl
    gandhara             gandhara.rferl.org           en   Europe/Prague            rferl  rferl
    currenttime          www.currenttime.tv           ru   Europe/Moscow            rferl  rferl
    currenttimeen        en.currenttime.tv            en   Europe/Prague            rferl  rferl
    votvottv             www.votvot.tv                ru   Europe/Moscow            rferl  rferl
    svoboda              www.svoboda.org              ru   Europe/Moscow            rferl  rferl
    severreal            www.severreal.org            ru   Europe/Moscow            rferl  rferl
    sibreal              www.sibreal.org              ru   Asia/Novosibirsk         rferl  rferl
    idelreal             www.idelreal.org             ru   Europe/Moscow            rferl  rferl
    kavkazr              www.kavkazr.com              ru   Europe/Moscow            rferl  rferl
    ekhokavkaza          www.ekhokavkaza.com          ru   Asia/Tbilisi             rferl  rferl
    azatliq              www.azatliq.org              tt   Europe/Moscow            rferl  rferl
    radiomarsho          www.radiomarsho.com          ce   Europe/Moscow            rferl  rferl
    radioerkenli         www.radioerkenli.com         av   Europe/Moscow            rferl  rferl
    radiosvoboda         www.radiosvoboda.org         uk   Europe/Kyiv              rferl  rferl
    krymr                ru.krymr.com                 ru   Europe/Kyiv              rferl  rferl
    krymrua              ua.krymr.com                 uk   Europe/Kyiv              rferl  rferl
    ktat                 ktat.krymr.com               crh  Europe/Kyiv              rferl  rferl
    svaboda              www.svaboda.org              be   Europe/Minsk             rferl  rferl
    europalibera         moldova.europalibera.org     ro   Europe/Chisinau          rferl  rferl
    europaliberaromania  romania.europalibera.org     ro   Europe/Bucharest         rferl  rferl
    svobodnaevropa       www.svobodnaevropa.bg        bg   Europe/Sofia             rferl  rferl
    szabadeuropa         www.szabadeuropa.hu          hu   Europe/Budapest          rferl  rferl
    slobodnaevropa       www.slobodnaevropa.org       sr   Europe/Belgrade          rferl  rferl
    slobodnaevropamk     www.slobodnaevropa.mk        mk   Europe/Skopje            rferl  rferl
    evropaelire          www.evropaelire.org          sq   Europe/Tirane            rferl  rferl
    azattyq              www.azattyq.org              kk   Asia/Almaty              rferl  rferl
    azattyqrus           rus.azattyq.org              ru   Asia/Almaty              rferl  rferl
    azattyqasia          www.azattyqasia.org          ru   Asia/Almaty              rferl  rferl
    azattyk              www.azattyk.org              ky   Asia/Bishkek             rferl  rferl
    azattykrus           rus.azattyk.org              ru   Asia/Bishkek             rferl  rferl
    ozodi                www.ozodi.org                tg   Asia/Dushanbe            rferl  rferl
    ozodirus             rus.ozodi.org                ru   Asia/Dushanbe            rferl  rferl
    ozodlik              www.ozodlik.org              uz   Asia/Tashkent            rferl  rferl
    ozodlikrus           rus.ozodlik.org              ru   Asia/Tashkent            rferl  rferl
    azathabar            www.azathabar.com            tk   Asia/Ashgabat            rferl  rferl
    azathabarrus         rus.azathabar.com            ru   Asia/Ashgabat            rferl  rferl
    azadliq              www.azadliq.org              az   Asia/Baku                rferl  rferl
    radioazadlyg         www.radioazadlyg.org         ru   Asia/Baku                rferl  rferl
    azatutyun            www.azatutyun.am             hy   Asia/Yerevan             rferl  rferl
    azatutyunrus         rus.azatutyun.am             ru   Asia/Yerevan             rferl  rferl
    tavisupleba          www.radiotavisupleba.ge      ka   Asia/Tbilisi             rferl  rferl
    radiofarda           www.radiofarda.com           fa   Asia/Tehran              rferl  rferl
    radiofardaen         en.radiofarda.com            en   Asia/Tehran              rferl  rferl
    mashaal              www.mashaalradio.com         ps   Asia/Karachi             rferl  rferl
    azadi                da.azadiradio.com            fa   Asia/Kabul               rferl  rferl
    azadipashto          pa.azadiradio.com            ps   Asia/Kabul               rferl  rferl
    iraqhurr             www.iraqhurr.org             ar   Asia/Baghdad             rferl  rferl
    alhurra              www.alhurra.com              ar   Asia/Dubai               mbn    mbn
    radiosawa            www.radiosawa.com            ar   Asia/Dubai               mbn    mbn
    irfaasawtak          www.irfaasawtak.com          ar   Asia/Baghdad             mbn    mbn
    maghrebvoices        www.maghrebvoices.com        ar   Africa/Casablanca        mbn    mbn
"""

# A host that a site once had, and its name today: pages of old captures say it of themselves.
_FORMER_HOSTS = """
    www.golos-ameriki.ru      voarussian
    www.voanoticias.com       voaspanish
    ukrainian.voanews.com     voaukrainian
    www.voadeewaradio.com     voadeewa
    www.lavoixdelamerique.com voaafrique
    www.amerikaninsesi.com    voaturkish
    da.azadiradio.org         azadi
    pa.azadiradio.org         azadipashto
    www.azattyk.kg            azattyk
    www.makdenes.org          slobodnaevropamk
    www.svobodanews.ru        svoboda
    www.tavisupleba.org       tavisupleba
    www.europalibera.org      europalibera
"""

#: The installations of the platform. Items of one never share a number; items of two can. Ids are
#: made of these codes (`archive.keys`), so a code never changes.
INSTALLATIONS = {"voa": 0, "rferl": 1, "mbn": 2, "ocb": 3}

#: Codes of hosts that are not known: each is an installation of its own, found by its name.
UNKNOWN = range(1_000, 900_000)

#: Zones whose feeds name new items, where they are known.
_ZONES = {"voaindonesia": (299, 7014, 585)}


def _site(row: str) -> Site:
    name, address, language, timezone, owner, installation = row.split()
    code = INSTALLATIONS[installation]
    return Site(name, address, language, timezone, owner, code, _ZONES.get(name, ()))


#: Every known site by name.
SITES: dict[str, Site] = {site.name: site for site in map(_site, _ROWS.strip().splitlines())}

#: The name of a site by each host that it once had.
FORMER_HOSTS: dict[str, str] = {}
for _row in _FORMER_HOSTS.strip().splitlines():
    _host, _name = _row.split()
    FORMER_HOSTS[_host] = _name

_BY_DOMAIN = {site.host.removeprefix("www."): site for site in SITES.values()}
_BY_DOMAIN |= {host.removeprefix("www."): SITES[name] for host, name in FORMER_HOSTS.items()}


def _domain(address: str) -> str:
    """The part of a host that its owner has registered: "radiofarda.com" of "en.radiofarda.com"."""
    return ".".join(address.split(".")[-2:])


_BY_OWNER = {_domain(address): site.installation for address, site in _BY_DOMAIN.items()}


def of(url: str) -> Site:
    """The site of an address (with `www.`, `m.` or neither, or of a host that it once had); an
    unknown host is a site of its own."""
    address = host(url)
    known = _BY_DOMAIN.get(address.removeprefix("www.").removeprefix("m."))
    return known or Site(address, address, None, "UTC", None, _installation(address))


def named(name: str) -> Site:
    """The site of this name, as `articles.site` keeps it."""
    return SITES.get(name) or of(f"https://{name}/")


def _installation(address: str) -> int:
    """The installation of a host that is not known: that of the known sites of its domain; else one
    of its own. VOA's where there is no host."""
    if not address:
        return INSTALLATIONS["voa"]
    known = _BY_OWNER.get(_domain(address))
    if known is not None:
        return known
    plain = address.removeprefix("www.").removeprefix("m.")
    digest = hashlib.sha256(plain.encode("utf-8", "replace")).digest()
    return UNKNOWN[int.from_bytes(digest[:8]) % len(UNKNOWN)]
