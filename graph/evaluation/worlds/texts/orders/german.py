"""How do harvesters word their orders in German?"""

from graph.evaluation.worlds.texts import tongues
from graph.evaluation.worlds.texts.frames import Tables, combined, frames, listed, merged
from graph.evaluation.worlds.texts.orders.abroad import SHARED, Abroad

_GERMAN_WORDS: Tables = merged(
    tongues.GERMAN,
    SHARED,
    {
        "löse": listed("löse, bearbeite, beantworte, knacke, kläre, erledige, berechne, bestimme, entwirre, prüfe"),
        "schreibe": listed("schreibe, notiere, nenne, zeige, drucke, liste, protokolliere, erläutere, gib, formuliere"),
        "aufgabe": listed("Aufgabe, Frage, Übung, Anfrage, Fallstudie, Knobelei, Textstelle, Prüfung, Anweisung, Lage"),
        "gegebene": listed("folgende, gegebene, beigefügte, zitierte, neue, nächste, markierte, vorliegende, genannte"),
        "wie": listed(
            """
            sorgfältig, langsam, gründlich, lückenlos, geduldig, ausführlich, streng, genau, ruhig, nüchtern, offen
            ehrlich
            methodisch, schrittweise, formal, kritisch, wörtlich, deutlich, einzeln, planvoll
            """
        ),
        "idee": listed(
            """
            Gedankenkette, Überlegung, Herleitung, Begründung, Zwischenrechnung, Annahme, Schlussfolgerung, Denkspur
            Abwägung, Selbstkontrolle, Nebenrechnung, Hypothese
            """
        ),
        "güte": listed(
            """
            Genauigkeit, Klarheit, Vollständigkeit, Ehrlichkeit, Tiefe, Kürze, Logik, Sprache, Aufbau, Belege
            Höflichkeit
            Nützlichkeit, Treue, Fairness
            """
        ),
        "rolle": listed(
            "Prüferin, Gutachter, Lehrerin, Jurorin, Analyst, Trainer, Lektorin, Forscher, Richterin, Mentor"
        ),
        "strenge": listed("strenge, erfahrene, geduldige, neutrale, skeptische, genaue, faire, unbestechliche, ruhige"),
        "zahl": listed("zwei, drei, vier, fünf, sechs, sieben, acht, neun, zehn, zwölf"),
    },
)
_GERMAN: Tables = merged(
    _GERMAN_WORDS,
    {
        "gedanken": combined("{strenge} {idee}", _GERMAN_WORDS, 1024),
        "tugend": combined("{strenge} {güte}", _GERMAN_WORDS, 1024),
        "aufgabe": combined("{strenge} {ding}", _GERMAN_WORDS, 1024),
    },
)
GERMAN = Abroad(
    roles=frames(
        """
        Rolle {key}: {strenge} {rolle} für {key}.
        {Strenge} {rolle} prüft {thema} mit {key}.
        {Strenge} {rolle}, {strenge} {rolle}, {key}.
        """,
        _GERMAN,
    ),
    tasks={
        "reasoning": frames(
            """
            {Löse} die {gegebene} {aufgabe} {wie}, {schreibe} {gedanken}, {key}, {gedanken}.
            {Schreibe} {wie} {gedanken}, {key} und {gedanken}, dann {löse} {key}.
            {Key}: {löse} {wie} die {gegebene} {aufgabe}, {schreibe} {gedanken}.
            """,
            _GERMAN,
        ),
        "rubric": frames(
            """
            Bewerte {wie} {tugend}, {key} und {tugend}, {schreibe} {zahl} {key}.
            Rubrik {key}: {tugend}, {tugend}. Benote {key} {wie}.
            """,
            _GERMAN,
        ),
        "preference": frames(
            """
            Vergleiche {wie} {key} mit {key}: {tugend}, {tugend}, {schreibe} {gedanken}.
            """,
            _GERMAN,
        ),
        "questions": frames(
            """
            Erzeuge {zahl} {strenge} Fragen {wie}, {key} braucht {tugend}, {key}.
            """,
            _GERMAN,
        ),
        "evolve": frames(
            """
            Formuliere {key} {wie} schwieriger: {tugend}, {gedanken}, {zahl} {key}.
            """,
            _GERMAN,
        ),
        "code": frames(
            """
            Programmiere {wie} {key} mit {zahl} Tests, {schreibe} {gedanken}, {key}.
            """,
            _GERMAN,
        ),
        "tools": frames(
            """
            Werkzeuge {key}, {key}: {löse} {wie} {key}, {schreibe} {gedanken}.
            """,
            _GERMAN,
        ),
    },
    plain={
        "reasoning": frames(
            """
            Denke Schritt für Schritt, {wie}, {key}.
            Zeige den Lösungsweg {wie}, {key}.
            """,
            _GERMAN,
        ),
        "rubric": frames(
            """
            Punkte {wie} nach Rubrik {key}.
            """,
            _GERMAN,
        ),
    },
    demands=frames(
        """
        Behalte {gedanken}, {key} und {gedanken} {wie}.
        {Tugend} wiegt {key} {wie}, {tugend} {key}.
        {Strenge} {rolle} liest {gedanken}, {key} {wie}.
        Fehlt {key}, {schreibe} {zahl} {gedanken}, {key}.
        Bei {tugend} gegen {tugend} {löse} {key} {wie}.
        """,
        _GERMAN,
    ),
    formats=frames(
        """
        {Schreibe} {key}, {key} und {key} {wie}.
        Zuletzt {key} {wie}, {key}, {gedanken}.
        Ausgabe: {key}, {gedanken}, danach {key} {wie}.
        """,
        _GERMAN,
    ),
)
