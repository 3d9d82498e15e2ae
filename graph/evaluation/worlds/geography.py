"""From where do customers come, and which addresses do they get there?

Blocks are routable ones of the kind named (homes of internet providers, hosting, VPN), so that a list of ranges that an
installation has imported says the same of a simulated address as of a real one.
"""

from dataclasses import dataclass
from functools import cache
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Country:
    """Its share of all customers, hours from UTC, form of a mobile number, home blocks (octet, low, high)."""

    code: str
    share: float
    utc_offset: int
    phone: str
    homes: tuple[int, int, int]
    streets: tuple[str, ...]
    city: str


COUNTRIES = (
    Country("US", 22, -6, "+1 415 2######", (73, 32, 47), ("Maple Avenue", "Second Street"), "Dayton"),
    Country("GB", 10, 0, "+44 7700 9#####", (86, 128, 143), ("Mill Lane", "Station Road", "Hill Street"), "Leeds"),
    Country("DE", 9, 1, "+49 151 ########", (88, 64, 79), ("Lindenweg", "Bahnhofstraße", "Am Markt"), "Kassel"),
    Country("FR", 7, 1, "+33 6 ########", (82, 64, 67), ("Quai Nord", "Rue des Lilas", "Allée Verte"), "Nantes"),
    Country("IN", 9, 5, "+91 98########", (117, 192, 207), ("Nehru Road", "Lake View", "Temple Street"), "Pune"),
    Country(
        "BR", 6, -3, "+55 11 9########", (201, 16, 31), ("Rua das Flores", "Avenida Central", "Rua do Sol"), "Recife"
    ),
    Country("JP", 6, 9, "+81 90 ########", (126, 16, 31), ("Sakura-dori", "Minami-machi", "Eki-mae"), "Kyoto"),
    Country("PL", 4, 1, "+48 60#######", (83, 0, 7), ("Lipowa", "Kościelna", "Polna"), "Gdansk"),
    Country("ES", 4, 1, "+34 6########", (95, 112, 119), ("Calle Mayor", "Calle del Río", "Paseo Norte"), "Valencia"),
    Country("SE", 3, 1, "+46 70 #######", (90, 224, 231), ("Kanalgatan", "Skolvägen", "Storgatan"), "Malmo"),
    Country("NL", 3, 1, "+31 6########", (84, 112, 115), ("Kerkstraat", "Dorpsweg", "Molenlaan"), "Utrecht"),
    Country("TR", 4, 3, "+90 53########", (78, 160, 191), ("Atatürk Caddesi", "Deniz Sokak", "Çınar Sokak"), "Izmir"),
    Country("NG", 3, 1, "+234 80########", (105, 112, 127), ("Market Road", "Marina Street", "Allen Avenue"), "Lagos"),
    Country("ID", 4, 7, "+62 81#########", (36, 64, 95), ("Jalan Merdeka", "Jalan Melati"), "Bandung"),
    Country("CA", 3, -5, "+1 604 2######", (24, 132, 143), ("King Street", "Elm Street"), "Halifax"),
    Country("SG", 2, 8, "+65 9#######", (219, 74, 75), ("Orchard Close", "Bukit Lane", "River Valley"), "Singapore"),
    Country("VN", 2, 7, "+84 90#######", (113, 160, 175), ("Le Loi", "Tran Phu", "Nguyen Hue"), "Da Nang"),
    Country("EE", 1, 2, "+372 5#######", (84, 50, 51), ("Pikk", "Kooli", "Mere"), "Tartu"),
    Country("KE", 1, 3, "+254 72#######", (41, 80, 95), ("Kenyatta Road", "Moi Avenue", "Ngong Lane"), "Nakuru"),
    Country("AU", 3, 10, "+61 4########", (121, 208, 223), ("Harbour Street", "Bridge Road", "Park Terrace"), "Hobart"),
)
BY_CODE = {country.code: country for country in COUNTRIES}

HOSTING = ("5.9", "51.15", "167.99", "144.76", "52.28", "34.120", "45.76", "95.216")
VPN = ("146.70",)
CARRIER = ("92.40", "109.249", "2.200", "187.122", "106.197", "49.98")


@cache
def cumulative_shares() -> tuple[float, ...]:
    """Running totals of the countries' shares, for a weighted choice."""
    return tuple(accumulate(country.share for country in COUNTRIES))
