"""The sites of the platform: what differs between them, one row a site."""

from __future__ import annotations

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
    zones: tuple[int, ...] = ()  #: of its feeds, most useful first

    @property
    def federal(self) -> bool:
        """True where what the site itself makes is a work of the US government, hence in the public
        domain."""
        return self.owner in ("voa", "ocb")


# name, host, language, time zone, owner
_ROWS = """
    voaindonesia         www.voaindonesia.com         id   Asia/Jakarta             voa
    voanews              www.voanews.com              en   America/New_York         voa
    learningenglish      learningenglish.voanews.com  en   America/New_York         voa
    editorials           editorials.voa.gov           en   America/New_York         voa
    insidevoa            www.insidevoa.com            en   America/New_York         voa
    polygraph            www.polygraph.info           en   America/New_York         voa
    voaafrica            www.voaafrica.com            en   UTC                      voa
    voaafaanoromoo       www.voaafaanoromoo.com       om   Africa/Addis_Ababa       voa
    voaafrique           www.voaafrique.com           fr   UTC                      voa
    voaamharic           amharic.voanews.com          am   Africa/Addis_Ababa       voa
    voabambara           www.voabambara.com           bm   Africa/Bamako            voa
    voabangla            www.voabangla.com            bn   Asia/Dhaka               voa
    voaburmese           burmese.voanews.com          my   Asia/Yangon              voa
    voacambodia          www.voacambodia.com          en   Asia/Phnom_Penh          voa
    voakhmer             khmer.voanews.com            km   Asia/Phnom_Penh          voa
    voacantonese         www.voacantonese.com         zh   Asia/Hong_Kong           voa
    voachinese           www.voachinese.com           zh   Asia/Shanghai            voa
    voadari              www.darivoa.com              fa   Asia/Kabul               voa
    voadeewa             www.voadeewanews.com         ps   Asia/Karachi             voa
    voageorgian          www.amerikiskhma.com         ka   Asia/Tbilisi             voa
    voaarmenian          www.amerikayidzayn.com       hy   Asia/Yerevan             voa
    voaazerbaijani       www.amerikaninsesi.org       az   Asia/Baku                voa
    voabosnian           ba.voanews.com               bs   Europe/Sarajevo          voa
    voahausa             www.voahausa.com             ha   Africa/Lagos             voa
    voahaitian           www.voanouvel.com            ht   America/Port-au-Prince   voa
    voakorea             www.voakorea.com             ko   Asia/Seoul               voa
    voakurdish           www.dengiamerika.com         ku   Asia/Baghdad             voa
    voakurmanji          www.dengeamerika.com         ku   Europe/Istanbul          voa
    voalao               lao.voanews.com              lo   Asia/Vientiane           voa
    voalingala           www.voalingala.com           ln   Africa/Kinshasa          voa
    voamacedonian        mk.voanews.com               mk   Europe/Skopje            voa
    voandebele           www.voandebele.com           nd   Africa/Harare            voa
    voashona             www.voashona.com             sn   Africa/Harare            voa
    voazimbabwe          www.voazimbabwe.com          en   Africa/Harare            voa
    voapashto            www.pashtovoa.com            ps   Asia/Kabul               voa
    voapersian           ir.voanews.com               fa   Asia/Tehran              voa
    voaportugues         www.voaportugues.com         pt   Africa/Luanda            voa
    voarussian           www.golosameriki.com         ru   Europe/Moscow            voa
    voaserbian           www.glasamerike.net          sr   Europe/Belgrade          voa
    voaalbanian          www.zeriamerikes.com         sq   Europe/Tirane            voa
    voasomali            www.voasomali.com            so   Africa/Mogadishu         voa
    voaspanish           www.vozdeamerica.com         es   America/New_York         voa
    voaswahili           www.voaswahili.com           sw   Africa/Nairobi           voa
    voathai              www.voathai.com              th   Asia/Bangkok             voa
    voatibetan           www.voatibetan.com           bo   Asia/Shanghai            voa
    voatibetanenglish    www.voatibetanenglish.com    en   Asia/Shanghai            voa
    voatigrigna          tigrigna.voanews.com         ti   Africa/Asmara            voa
    voaturkish           www.voaturkce.com            tr   Europe/Istanbul          voa
    voaukrainian         www.holosameryky.com         uk   Europe/Kyiv              voa
    voaurdu              www.urduvoa.com              ur   Asia/Karachi             voa
    voauzbek             www.amerikaovozi.com         uz   Asia/Tashkent            voa
    voavietnamese        www.voatiengviet.com         vi   Asia/Ho_Chi_Minh         voa
    radiyoyacu           www.radiyoyacuvoa.com        rn   Africa/Bujumbura         voa
    martinoticias        www.martinoticias.com        es   America/New_York         ocb
    rferl                www.rferl.org                en   Europe/Prague            rferl
    gandhara             gandhara.rferl.org           en   Europe/Prague            rferl
    currenttime          www.currenttime.tv           ru   Europe/Moscow            rferl
    currenttimeen        en.currenttime.tv            en   Europe/Prague            rferl
    votvottv             www.votvot.tv                ru   Europe/Moscow            rferl
    svoboda              www.svoboda.org              ru   Europe/Moscow            rferl
    severreal            www.severreal.org            ru   Europe/Moscow            rferl
    sibreal              www.sibreal.org              ru   Asia/Novosibirsk         rferl
    idelreal             www.idelreal.org             ru   Europe/Moscow            rferl
    kavkazr              www.kavkazr.com              ru   Europe/Moscow            rferl
    ekhokavkaza          www.ekhokavkaza.com          ru   Asia/Tbilisi             rferl
    azatliq              www.azatliq.org              tt   Europe/Moscow            rferl
    radiomarsho          www.radiomarsho.com          ce   Europe/Moscow            rferl
    radioerkenli         www.radioerkenli.com         av   Europe/Moscow            rferl
    radiosvoboda         www.radiosvoboda.org         uk   Europe/Kyiv              rferl
    krymr                ru.krymr.com                 ru   Europe/Kyiv              rferl
    krymrua              ua.krymr.com                 uk   Europe/Kyiv              rferl
    ktat                 ktat.krymr.com               crh  Europe/Kyiv              rferl
    svaboda              www.svaboda.org              be   Europe/Minsk             rferl
    europalibera         moldova.europalibera.org     ro   Europe/Chisinau          rferl
    europaliberaromania  romania.europalibera.org     ro   Europe/Bucharest         rferl
    svobodnaevropa       www.svobodnaevropa.bg        bg   Europe/Sofia             rferl
    szabadeuropa         www.szabadeuropa.hu          hu   Europe/Budapest          rferl
    slobodnaevropa       www.slobodnaevropa.org       sr   Europe/Belgrade          rferl
    slobodnaevropamk     www.slobodnaevropa.mk        mk   Europe/Skopje            rferl
    evropaelire          www.evropaelire.org          sq   Europe/Tirane            rferl
    azattyq              www.azattyq.org              kk   Asia/Almaty              rferl
    azattyqrus           rus.azattyq.org              ru   Asia/Almaty              rferl
    azattyqasia          www.azattyqasia.org          ru   Asia/Almaty              rferl
    azattyk              www.azattyk.org              ky   Asia/Bishkek             rferl
    azattykrus           rus.azattyk.org              ru   Asia/Bishkek             rferl
    ozodi                www.ozodi.org                tg   Asia/Dushanbe            rferl
    ozodirus             rus.ozodi.org                ru   Asia/Dushanbe            rferl
    ozodlik              www.ozodlik.org              uz   Asia/Tashkent            rferl
    ozodlikrus           rus.ozodlik.org              ru   Asia/Tashkent            rferl
    azathabar            www.azathabar.com            tk   Asia/Ashgabat            rferl
    azathabarrus         rus.azathabar.com            ru   Asia/Ashgabat            rferl
    azadliq              www.azadliq.org              az   Asia/Baku                rferl
    radioazadlyg         www.radioazadlyg.org         ru   Asia/Baku                rferl
    azatutyun            www.azatutyun.am             hy   Asia/Yerevan             rferl
    azatutyunrus         rus.azatutyun.am             ru   Asia/Yerevan             rferl
    tavisupleba          www.radiotavisupleba.ge      ka   Asia/Tbilisi             rferl
    radiofarda           www.radiofarda.com           fa   Asia/Tehran              rferl
    radiofardaen         en.radiofarda.com            en   Asia/Tehran              rferl
    mashaal              www.mashaalradio.com         ps   Asia/Karachi             rferl
    azadi                da.azadiradio.com            fa   Asia/Kabul               rferl
    azadipashto          pa.azadiradio.com            ps   Asia/Kabul               rferl
    iraqhurr             www.iraqhurr.org             ar   Asia/Baghdad             rferl
    alhurra              www.alhurra.com              ar   Asia/Dubai               mbn
    radiosawa            www.radiosawa.com            ar   Asia/Dubai               mbn
    irfaasawtak          www.irfaasawtak.com          ar   Asia/Baghdad             mbn
    maghrebvoices        www.maghrebvoices.com        ar   Africa/Casablanca        mbn
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

#: Zones whose feeds name new items, where they are known.
_ZONES = {"voaindonesia": (299, 7014, 585)}


def _site(row: str) -> Site:
    name, address, language, timezone, owner = row.split()
    return Site(name, address, language, timezone, owner, _ZONES.get(name, ()))


#: Every known site by name.
SITES: dict[str, Site] = {site.name: site for site in map(_site, _ROWS.strip().splitlines())}

#: The name of a site by each host that it once had.
FORMER_HOSTS: dict[str, str] = {}
for _row in _FORMER_HOSTS.strip().splitlines():
    _host, _name = _row.split()
    FORMER_HOSTS[_host] = _name

_BY_DOMAIN = {site.host.removeprefix("www."): site for site in SITES.values()}
_BY_DOMAIN |= {host.removeprefix("www."): SITES[name] for host, name in FORMER_HOSTS.items()}


def of(url: str) -> Site:
    """The site of an address (with `www.`, `m.` or neither, or of a host that it once had); an
    unknown host is a site of its own."""
    address = host(url)
    known = _BY_DOMAIN.get(address.removeprefix("www.").removeprefix("m."))
    return known or Site(address, address, None, "UTC", None)
