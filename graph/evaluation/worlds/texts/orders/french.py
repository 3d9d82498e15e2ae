"""How do harvesters word their orders in French?"""

from graph.evaluation.worlds.texts import tongues
from graph.evaluation.worlds.texts.frames import Tables, combined, frames, listed, merged
from graph.evaluation.worlds.texts.orders.abroad import SHARED, Abroad

_FRENCH_WORDS: Tables = merged(
    tongues.FRENCH,
    SHARED,
    {
        "résous": listed("résous, calcule, analyse, éclaire, complète, déchiffre, détermine, traite, démêle, examine"),
        "écris": listed("écris, note, montre, énumère, imprime, consigne, expose, détaille, raconte, présente"),
        "tâche": listed("tâche, question, consigne, épreuve, situation, activité, entrée, demande, lecture, énigme"),
        "donnée": listed("donnée, suivante, jointe, citée, nouvelle, marquée, présente, indiquée, numérotée, choisie"),
        "comment": listed(
            """
            lentement, soigneusement, rigoureusement, patiemment, méthodiquement, graduellement, ouvertement
            formellement
            sobrement, littéralement, clairement, franchement, minutieusement, posément, fidèlement, strictement
            """
        ),
        "idée": listed("déduction, inférence, hypothèse, dérivation, réflexion, supposition, vérification, conjecture"),
        "bonté": listed(
            """
            clarté, exactitude, honnêteté, profondeur, brièveté, logique, politesse, cohérence, utilité, structure
            preuve, fluidité, originalité
            """
        ),
        "rôle": listed("examinatrice, professeure, analyste, juge, relectrice, tutrice, chercheuse, éditrice, experte"),
        "trait": listed("stricte, patiente, neutre, sceptique, juste, exigeante, minutieuse, calme, précise, sévère"),
        "nombre": listed("deux, trois, quatre, cinq, six, sept, huit, neuf, dix, douze"),
    },
)
_FRENCH: Tables = merged(
    _FRENCH_WORDS,
    {
        "raison": combined("{idée} {trait}", _FRENCH_WORDS, 1024),
        "vertu": combined("{bonté} {trait}", _FRENCH_WORDS, 1024),
        "tâche": combined("{tâche} {trait}", _FRENCH_WORDS, 1024),
    },
)
FRENCH = Abroad(
    roles=frames(
        """
        Rôle {key} : {rôle} {trait} pour {key}.
        {Rôle} {trait} relit {sujet} avec {key}.
        {Rôle} {trait}, {rôle} {trait}, {key}.
        """,
        _FRENCH,
    ),
    tasks={
        "reasoning": frames(
            """
            {Résous} {comment} la {tâche} {donnée}, {écris} {raison}, {key}, {raison}.
            {Écris} {comment} {raison}, {key} et {raison}, puis {résous} {key}.
            {Key} : {résous} {comment} la {tâche} {donnée}, {écris} {raison}.
            """,
            _FRENCH,
        ),
        "rubric": frames(
            """
            Évalue {comment} {vertu}, {key} et {vertu}, {écris} {nombre} {key}.
            Grille {key} : {vertu}, {vertu}. Juge {key} {comment}.
            """,
            _FRENCH,
        ),
        "preference": frames(
            """
            Compare {comment} {key} et {key} : {vertu}, {vertu}, {écris} {raison}.
            """,
            _FRENCH,
        ),
        "questions": frames(
            """
            Invente {nombre} questions {trait}s {comment}, {key} demande {vertu}, {key}.
            """,
            _FRENCH,
        ),
        "evolve": frames(
            """
            Rends {key} plus dure {comment} : {vertu}, {raison}, {nombre} {key}.
            """,
            _FRENCH,
        ),
        "code": frames(
            """
            Programme {comment} {key} avec {nombre} tests, {écris} {raison}, {key}.
            """,
            _FRENCH,
        ),
        "tools": frames(
            """
            Outils {key}, {key} : {résous} {comment} {key}, {écris} {raison}.
            """,
            _FRENCH,
        ),
    },
    plain={
        "reasoning": frames(
            """
            Réfléchis étape par étape, {comment}, {key}.
            Montre {comment} ton raisonnement, {key}.
            """,
            _FRENCH,
        ),
        "rubric": frames(
            """
            Note selon la grille {key}, {comment}.
            """,
            _FRENCH,
        ),
    },
    demands=frames(
        """
        Garde {raison} et {raison}, {key} mesure {vertu}.
        {Vertu} compte {key} {comment}, {vertu} {key}.
        {Rôle} {trait} lit {raison}, {key} {comment}.
        Sans {key}, {écris} {nombre} {raison}, {key}.
        Entre {vertu} et {vertu} {résous} {key} {comment}.
        """,
        _FRENCH,
    ),
    formats=frames(
        """
        {Écris} {key}, {key} et {key} {comment}.
        Enfin {key} {comment}, {key}, {raison}.
        Sortie : {key}, {raison}, puis {key} {comment}.
        """,
        _FRENCH,
    ),
)
