"""How do harvesters word their orders in Spanish?"""

from graph.evaluation.worlds.texts import tongues
from graph.evaluation.worlds.texts.frames import Tables, combined, frames, listed, merged
from graph.evaluation.worlds.texts.orders.abroad import SHARED, Abroad

_SPANISH_WORDS: Tables = merged(
    tongues.SPANISH,
    SHARED,
    {
        "resuelve": listed(
            "resuelve, responde, calcula, analiza, aclara, completa, descifra, determina, deduce, trabaja"
        ),
        "escribe": listed("escribe, anota, muestra, enumera, imprime, registra, expón, detalla, narra, presenta"),
        "tarea": listed(
            "tarea, pregunta, cuestión, consigna, prueba, situación, actividad, entrada, petición, lectura"
        ),
        "dada": listed("dada, siguiente, adjunta, citada, nueva, marcada, presente, pendiente, indicada, numerada"),
        "como": listed(
            """
            despacio, detenidamente, rigurosamente, cuidadosamente, metódicamente, gradualmente, abiertamente
            formalmente
            críticamente, sobriamente, literalmente, claramente, ordenadamente, pacientemente, minuciosamente
            """
        ),
        "idea": listed("deducción, inferencia, hipótesis, derivación, reflexión, suposición, comprobación, conjetura"),
        "bondad": listed(
            """
            claridad, exactitud, honestidad, profundidad, brevedad, lógica, cortesía, coherencia, utilidad, estructura
            evidencia, fluidez, originalidad
            """
        ),
        "papel": listed("examinadora, profesora, analista, jueza, revisora, tutora, investigadora, editora, experta"),
        "rasgo": listed("estricta, paciente, neutral, escéptica, justa, veterana, exigente, minuciosa, serena, exacta"),
        "numero": listed("dos, tres, cuatro, cinco, seis, siete, ocho, nueve, diez, doce"),
    },
)
_SPANISH: Tables = merged(
    _SPANISH_WORDS,
    {
        "razon": combined("{idea} {rasgo}", _SPANISH_WORDS, 1024),
        "virtud": combined("{bondad} {rasgo}", _SPANISH_WORDS, 1024),
        "tarea": combined("{tarea} {rasgo}", _SPANISH_WORDS, 1024),
    },
)
SPANISH = Abroad(
    roles=frames(
        """
        Papel {key}: {papel} {rasgo} para {key}.
        {Papel} {rasgo} revisa {tema} con {key}.
        {Papel} {rasgo}, {papel} {rasgo}, {key}.
        """,
        _SPANISH,
    ),
    tasks={
        "reasoning": frames(
            """
            {Resuelve} {como} la {tarea} {dada}, {escribe} {razon}, {key}, {razon}.
            {Escribe} {como} {razon}, {key} y {razon}, luego {resuelve} {key}.
            {Key}: {resuelve} {como} la {tarea} {dada}, {escribe} {razon}.
            """,
            _SPANISH,
        ),
        "rubric": frames(
            """
            Califica {como} {virtud}, {key} y {virtud}, {escribe} {numero} {key}.
            Rúbrica {key}: {virtud}, {virtud}. Evalúa {key} {como}.
            """,
            _SPANISH,
        ),
        "preference": frames(
            """
            Compara {como} {key} con {key}: {virtud}, {virtud}, {escribe} {razon}.
            """,
            _SPANISH,
        ),
        "questions": frames(
            """
            Genera {numero} preguntas {rasgo}s {como}, {key} pide {virtud}, {key}.
            """,
            _SPANISH,
        ),
        "evolve": frames(
            """
            Haz {key} más difícil {como}: {virtud}, {razon}, {numero} {key}.
            """,
            _SPANISH,
        ),
        "code": frames(
            """
            Programa {como} {key} con {numero} pruebas, {escribe} {razon}, {key}.
            """,
            _SPANISH,
        ),
        "tools": frames(
            """
            Herramientas {key}, {key}: {resuelve} {como} {key}, {escribe} {razon}.
            """,
            _SPANISH,
        ),
    },
    plain={
        "reasoning": frames(
            """
            Piensa paso a paso, {como}, {key}.
            Muestra {como} tu razonamiento, {key}.
            """,
            _SPANISH,
        ),
        "rubric": frames(
            """
            Puntúa {como} según rúbrica {key}.
            """,
            _SPANISH,
        ),
    },
    demands=frames(
        """
        Conserva {razon}, {key} y {razon} {como}.
        {Virtud} vale {key} {como}, {virtud} {key}.
        {Papel} {rasgo} lee {razon}, {key} {como}.
        Sin {key}, {escribe} {numero} {razon}, {key}.
        Entre {virtud} y {virtud} {resuelve} {key} {como}.
        """,
        _SPANISH,
    ),
    formats=frames(
        """
        {Escribe} {key}, {key} y {key} {como}.
        Al final {key} {como}, {key}, {razon}.
        Salida: {key}, {razon}, luego {key} {como}.
        """,
        _SPANISH,
    ),
)
