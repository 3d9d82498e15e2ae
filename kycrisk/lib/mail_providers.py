"""Which domains give mailboxes to anybody who asks?

Sharing one of them says nothing. Providers with one name under many country suffixes are listed by that name.
"""

from __future__ import annotations

_UNDER_ANY_SUFFIX = frozenset(
    {"aol", "fastmail", "gmail", "gmx", "googlemail", "hotmail", "laposte", "live", "mail2world", "msn", "outlook"}
    | {"proton", "protonmail", "rocketmail", "tutanota", "windowslive", "yahoo", "yandex", "ymail", "zoho"}
    | {"zohomail", "rediffmail", "mailfence", "runbox", "posteo", "hushmail", "startmail", "icloud"}
)

_DOMAINS = frozenset(
    # world-wide
    {"me.com", "mac.com", "pm.me", "hey.com", "duck.com", "mail.com", "email.com", "usa.com", "myself.com", "tuta.com"}
    | {"tuta.io", "tutamail.com", "keemail.me", "fastmail.fm", "sent.com", "appleid.com", "mozmail.com"}
    | {
        "simplelogin.com",
        "anonaddy.com",
        "addy.io",
        "riseup.net",
        "disroot.org",
        "lavabit.com",
        "skiff.com",
        "passmail.net",
    }
    # North America
    | {"comcast.net", "verizon.net", "att.net", "sbcglobal.net", "bellsouth.net", "cox.net", "charter.net", "juno.com"}
    | {
        "earthlink.net",
        "frontier.com",
        "optonline.net",
        "rogers.com",
        "shaw.ca",
        "sympatico.ca",
        "bell.net",
        "telus.net",
    }
    | {"videotron.ca", "netzero.net", "centurylink.net", "windstream.net", "roadrunner.com", "spectrum.net", "aim.com"}
    # Europe
    | {
        "web.de",
        "t-online.de",
        "freenet.de",
        "arcor.de",
        "online.de",
        "1und1.de",
        "vodafone.de",
        "mailbox.org",
        "inbox.lv",
        "inbox.lt",
        "inbox.com",
    }
    | {"orange.fr", "wanadoo.fr", "free.fr", "sfr.fr", "neuf.fr", "bbox.fr", "laposte.net", "libero.it", "virgilio.it"}
    | {"tiscali.it", "tin.it", "alice.it", "aruba.it", "btinternet.com", "sky.com", "talktalk.net", "virginmedia.com"}
    | {
        "ntlworld.com",
        "blueyonder.co.uk",
        "eircom.net",
        "ziggo.nl",
        "kpnmail.nl",
        "planet.nl",
        "xs4all.nl",
        "hetnet.nl",
    }
    | {
        "telenet.be",
        "skynet.be",
        "proximus.be",
        "bluewin.ch",
        "hispeed.ch",
        "sunrise.ch",
        "a1.net",
        "chello.at",
        "aon.at",
    }
    | {
        "telia.com",
        "online.no",
        "getmail.no",
        "tele2.se",
        "comhem.se",
        "bredband.net",
        "spray.se",
        "luukku.com",
        "elisa.fi",
    }
    | {
        "seznam.cz",
        "centrum.cz",
        "atlas.cz",
        "post.cz",
        "azet.sk",
        "zoznam.sk",
        "wp.pl",
        "o2.pl",
        "onet.pl",
        "interia.pl",
    }
    | {"op.pl", "poczta.fm", "tlen.pl", "gazeta.pl", "abv.bg", "mail.bg", "citromail.hu", "freemail.hu", "indamail.hu"}
    | {
        "telefonica.net",
        "terra.es",
        "sapo.pt",
        "netcabo.pt",
        "otenet.gr",
        "in.gr",
        "mynet.com",
        "ukr.net",
        "i.ua",
        "meta.ua",
    }
    | {"mail.ru", "bk.ru", "list.ru", "inbox.ru", "internet.ru", "rambler.ru", "ya.ru", "lenta.ru", "tut.by"}
    # Asia and Oceania
    | {
        "qq.com",
        "foxmail.com",
        "163.com",
        "126.com",
        "yeah.net",
        "sina.com",
        "sina.cn",
        "sohu.com",
        "aliyun.com",
        "139.com",
    }
    | {
        "189.cn",
        "21cn.com",
        "tom.com",
        "vip.163.com",
        "vip.qq.com",
        "naver.com",
        "hanmail.net",
        "daum.net",
        "kakao.com",
    }
    | {
        "nate.com",
        "docomo.ne.jp",
        "ezweb.ne.jp",
        "softbank.ne.jp",
        "nifty.com",
        "biglobe.ne.jp",
        "ocn.ne.jp",
        "so-net.ne.jp",
    }
    | {"pchome.com.tw", "hinet.net", "seed.net.tw", "sify.com", "indiatimes.com", "bigpond.com", "optusnet.com.au"}
    | {"iinet.net.au", "tpg.com.au", "xtra.co.nz", "walla.com", "walla.co.il", "singnet.com.sg", "vnn.vn"}
    # Latin America and Africa
    | {
        "uol.com.br",
        "bol.com.br",
        "terra.com.br",
        "ig.com.br",
        "globo.com",
        "globomail.com",
        "prodigy.net.mx",
        "terra.com",
    }
    | {
        "fibertel.com.ar",
        "arnet.com.ar",
        "ciudad.com.ar",
        "mweb.co.za",
        "telkomsa.net",
        "webmail.co.za",
        "vodamail.co.za",
    }
)


def is_public_provider(domain: str, name: str) -> bool:
    """Whether a registrable domain, with its name before the suffix, hands mailboxes to the public."""
    return domain in _DOMAINS or name in _UNDER_ANY_SUFFIX
