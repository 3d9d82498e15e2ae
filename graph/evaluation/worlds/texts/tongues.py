"""What do people ask in German, Spanish, French and Portuguese? The same kinds of things, in tables of their own."""

from random import Random

from graph.evaluation.worlds.texts.frames import Frames, combined, frames, listed, merged, one_of, told
from graph.evaluation.worlds.texts.vocabulary import ENGLISH

_SHARED = {name: ENGLISH[name] for name in ("first", "name", "city", "n", "digit")}

GERMAN = merged(
    _SHARED,
    {
        "wer": listed(
            """
            mein Nachbar, unsere Vermieterin, der Hausmeister, meine Tante, der Bäcker, eine Kollegin, mein Bruder
            die Lehrerin, unser Trainer, die Nachbarin, der Elektriker, meine Chefin, ein Kunde, der Postbote, mein Opa
            die Tierärztin, unser Chor, der Verein, meine Tochter, der Azubi, ein Gast, die Steuerberaterin, mein Vater
            """
        ),
        "ding": combined(
            "{art} {sache}",
            {
                "art": listed(
                    """
                    kaputte, neue, alte, rote, schwere, gebrauchte, teure, billige, schiefe, nasse, kleine, große, laute
                    geliehene, verlorene, bestellte, rostige, dicke, leere, volle, bunte, gelbe, feuchte, lose, enge
                    """
                ),
                "sache": listed(
                    """
                    Lampe, Leiter, Tür, Uhr, Pumpe, Kiste, Jacke, Geige, Heizung, Säge, Truhe, Kamera, Brille, Matratze
                    Gitarre, Tasche, Rechnung, Fahrkarte, Pfanne, Schere, Decke, Waage, Maschine, Tastatur, Batterie
                    Gartenbank, Kaffeemühle, Nähmaschine, Spülmaschine, Regentonne, Landkarte, Bohrmaschine, Vase
                    Trommel
                    """
                ),
            },
            800,
        ),
        "tat": listed(
            """
            repariert, bestellt, verkauft, gestrichen, verloren, gemessen, geputzt, verpackt, fotografiert, verliehen
            gewogen, geprüft, ersetzt, gespendet, beschrieben, getauscht, versichert, geklebt, gemeldet, gebaut, gezählt
            """
        ),
        "wann": listed(
            """
            gestern, am Sonntag, vor zwei Wochen, im Frühjahr, nach dem Umzug, kurz vor Ostern, heute früh
            im letzten Jahr
            in den Ferien, am Abend, nach der Schicht, bei Regen, im August, vor der Hochzeit, seit Montag
            um Mitternacht
            """
        ),
        "thema": listed(
            """
            Zinsen, Fotosynthese, Mietrecht, Primzahlen, Vulkane, Grammatik, Rente, Impfungen, Gletscher, Sauerteig
            Versicherungen, Schach, Wärmepumpen, Allergien, Stimmbildung, Buchhaltung, Elternzeit, Bienen, Datenschutz
            """
        ),
    },
)
SPANISH = merged(
    _SHARED,
    {
        "quien": listed(
            """
            mi vecino, la casera, el portero, mi tía, el panadero, una compañera, mi hermano, la maestra, el fontanero
            nuestro entrenador, mi jefa, un cliente, el cartero, mi abuelo, la veterinaria, mi hija, el aprendiz
            mi padre
            """
        ),
        "cosa": combined(
            "{cosa} {modo}",
            {
                "cosa": listed(
                    """
                    lámpara, escalera, puerta, bomba, caja, chaqueta, guitarra, sierra, cámara, mesa, silla, maleta
                    olla
                    factura, manta, balanza, batería, bicicleta, mochila, alfombra, cortina, tienda, nevera, impresora
                    """
                ),
                "modo": listed(
                    """
                    rota, nueva, vieja, roja, pesada, usada, cara, barata, torcida, mojada, pequeña, prestada, perdida
                    oxidada, gruesa, vacía, llena, amarilla, húmeda, suelta, estrecha, blanca, antigua, negra, dura
                    """
                ),
            },
            550,
        ),
        "hizo": listed(
            """
            reparó, pidió, vendió, pintó, perdió, midió, limpió, embaló, fotografió, prestó, pesó, revisó, cambió, donó
            describió, aseguró, pegó, denunció, construyó, contó, guardó, encontró, alquiló, devolvió, compró
            """
        ),
        "cuando": listed(
            """
            ayer, el domingo, hace dos semanas, en primavera, después de la mudanza, antes de Navidad, esta mañana
            el año pasado, en vacaciones, por la noche, en agosto, antes de la boda, desde el lunes, a medianoche
            """
        ),
        "tema": listed(
            """
            los intereses, la fotosíntesis, los números primos, los volcanes, la gramática, la pensión, las vacunas
            los glaciares, el ajedrez, las alergias, la contabilidad, las abejas, los seguros, el alquiler, la poesía
            """
        ),
    },
)
FRENCH = merged(
    _SHARED,
    {
        "qui": listed(
            """
            mon voisin, la propriétaire, le gardien, ma tante, le boulanger, une collègue, mon frère, la maîtresse
            le plombier, notre entraîneur, ma cheffe, un client, le facteur, mon grand-père, ma fille, le stagiaire
            """
        ),
        "chose": combined(
            "{chose} {sorte}",
            {
                "chose": listed(
                    """
                    lampe, porte, montre, pompe, caisse, veste, guitare, scie, table, chaise, valise, casserole, facture
                    couverture, balance, batterie, bicyclette, armoire, tente, imprimante, serrure, horloge, bouilloire
                    """
                ),
                "sorte": listed(
                    """
                    cassée, neuve, ancienne, rouge, lourde, usée, chère, tordue, mouillée, perdue, rouillée, épaisse
                    vide, pleine, jaune, humide, étroite, blanche, noire, solide, fragile, bruyante, propre, prêtée
                    """
                ),
            },
            500,
        ),
        "fait": listed(
            """
            réparé, commandé, vendu, peint, perdu, mesuré, nettoyé, emballé, photographié, prêté, pesé, vérifié, changé
            donné, décrit, assuré, collé, signalé, construit, compté, rangé, trouvé, loué, rendu, acheté
            """
        ),
        "quand": listed(
            """
            hier, dimanche, avant-hier, au printemps, après le déménagement, avant Noël, ce matin, en août
            pendant les vacances, le soir, avant le mariage, depuis lundi, à minuit, sous la pluie, en rentrant
            """
        ),
        "sujet": listed(
            """
            les intérêts, la photosynthèse, les nombres premiers, les volcans, la grammaire, la retraite, les vaccins
            les glaciers, les échecs, les allergies, la comptabilité, les abeilles, les assurances, le loyer, la poésie
            """
        ),
    },
)
_PORTUGUESE = merged(
    _SHARED,
    {
        "quem": listed(
            "meu vizinho, a dona da casa, o porteiro, minha tia, o padeiro, uma colega, meu irmão, a professora"
        ),
        "coisa": listed(
            "lâmpada, escada, porta, bomba, caixa, jaqueta, serra, câmera, mesa, mala, panela, conta, manta"
        ),
        "fez": listed(
            "consertou, pediu, vendeu, pintou, perdeu, mediu, limpou, emprestou, pesou, trocou, doou, contou"
        ),
        "quando": listed(
            "ontem, no domingo, há duas semanas, na primavera, depois da mudança, antes do Natal, hoje cedo"
        ),
    },
)

GERMAN_STORY = frames(
    """
    {Wer} hat {wann} die {ding} {tat}.
    Die {ding} von {first} wurde {wann} {tat}.
    {Wann} hat {wer} in {city} eine {ding} {tat}.
    {First} fragt nach {thema}, {wer} nach {thema}.
    Für {n} Euro hat {wer} eine {ding} {tat}.
    Ohne die {ding} kann {first} {thema} nicht erklären.
    """,
    GERMAN,
)
SPANISH_STORY = frames(
    """
    {Quien} {hizo} la {cosa} {cuando}.
    {Cuando} {quien} {hizo} una {cosa} en {city}.
    La {cosa} de {first} la {hizo} {quien}.
    {First} pregunta por {tema}, {quien} por {tema}.
    Por {n} euros {quien} {hizo} otra {cosa}.
    Sin la {cosa}, {first} no explica {tema}.
    """,
    SPANISH,
)
FRENCH_STORY = frames(
    """
    {Qui} a {fait} la {chose} {quand}.
    {Quand}, {qui} a {fait} une {chose} à {city}.
    La {chose} de {first}, {qui} l'a {fait}e {quand}.
    {First} parle {quand} : {sujet}, puis {sujet}.
    Pour {n} euros {qui} a {fait} une {chose}.
    Sans la {chose}, {first} évite {sujet}.
    """,
    FRENCH,
)
_PORTUGUESE_STORY = frames(
    """
    {Quem} {fez} a {coisa} {quando} em {city}.
    {Quando} {quem} {fez} {digit} coisas, uma {coisa} e outra {coisa}.
    {First} {fez} a {coisa} por {n} reais.
    """,
    _PORTUGUESE,
)
_SHORT = (
    frames(
        """
        Wie wird eine {ding} {tat}?
        Was bedeutet {thema}, kurz bitte
        Schreib {first} eine Absage wegen der {ding}
        {n} durch {digit}, mit Rechenweg
        Rezept für {digit} Personen ohne Zwiebeln
        Erkläre {thema} für {wer}
        """,
        GERMAN,
    ),
    frames(
        """
        ¿Quién {hizo} la {cosa}?
        Explica {tema} en {digit} frases
        Carta corta a {name} sobre una {cosa}
        ¿Cuánto es {n} entre {digit}?
        Receta para {digit} personas sin gluten
        """,
        SPANISH,
    ),
    frames(
        """
        Qui a {fait} la {chose} ?
        Explique {sujet} en {digit} phrases
        Petit mot à {name} pour une {chose}
        Combien font {n} divisé par {digit} ?
        """,
        FRENCH,
    ),
    frames(
        """
        Quem {fez} a {coisa}?
        Bilhete para {name} sobre a {coisa}
        Quanto é {n} vezes {digit}?
        """,
        _PORTUGUESE,
    ),
)
_STORIES: tuple[Frames, ...] = (GERMAN_STORY, SPANISH_STORY, FRENCH_STORY, _PORTUGUESE_STORY)


def abroad(rng: Random) -> str:
    """A prompt in German, Spanish, French or Portuguese; two in three are of one line."""
    tongue = int(rng.random() * len(_STORIES))
    if rng.random() < 0.67:
        return one_of(_SHORT[tongue], rng)
    return f"{told(_STORIES[tongue], 2 + int(rng.random() * 5), rng)} {one_of(_SHORT[tongue], rng)}"
