"""In the room: people with everyday questions, a programmer, a class, a grader, and makers of training material."""

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from kycrisk.sketch import SketchKey, phrases_world, sketch_prompt, sketch_prompts
from kycrisk.sketch.folding import fold
from kycrisk.sketch.phrases import PHRASES

KEY = SketchKey("autumn", bytes(range(32)))
ELICITATION = {"reasoning", "rubric", "generate", "evolve", "training_shape"}


def traits(text: str) -> set[str]:
    return set(sketch_prompt(text, KEY).traits)


@pytest.mark.parametrize(
    "text",
    [
        "My landlord wants to keep the deposit. What can I write to him?",
        "Give me a step by step recipe for plum cake.",
        "What is the score of a good credit history?",
        "Translate this letter into Spanish and keep it polite.",
        "Wie komme ich am schnellsten vom Bahnhof zum Rathaus?",
        "Peux-tu résumer ce texte en trois phrases ?",
        "¿Qué me recomiendas ver en Lisboa en dos días?",
        "请帮我写一封感谢信给我的老师。",
        "Puoi consigliarmi un ristorante vicino alla stazione?",
        "Como posso cancelar a minha assinatura sem pagar multa?",
        "Помоги мне составить меню на неделю для двоих детей.",
        "来週の旅行の持ち物リストを作ってください。",
        "My son's school asks for a feedback form, can you make it shorter?",
        "I need to train for a marathon in October, please make a plan.",
        "",
    ],
)
def test_everyday_questions_are_chat(text: str) -> None:
    assert traits(text) == {"chat"}


@pytest.mark.parametrize(
    ("text", "trait"),
    [
        ("Think carefully, step by step, and show all of your reasoning before the result.", "reasoning"),
        ("Denke Schritt für Schritt und zeige deinen Gedankengang.", "reasoning"),
        ("Réfléchis étape par étape, puis donne le résultat.", "reasoning"),
        ("Piensa paso a paso antes de contestar.", "reasoning"),
        ("请一步一步地思考, 写出完整的推理过程。", "reasoning"),
        ("Ragiona passo dopo passo e poi dai il risultato.", "reasoning"),
        ("Raciocine passo a passo antes de responder.", "reasoning"),
        ("Рассуждай шаг за шагом и запиши все выкладки.", "reasoning"),
        ("順を追って考え、最後に答えを書いてください。", "reasoning"),
        ("Lay out your reasoning in full and do not skip any steps.", "reasoning"),
        ("Put your private notes inside <think> tags, the result after them.", "reasoning"),
        ("Rate this essay on a scale of 1 to 10 for clarity.", "rubric"),
        ("You get an answer. Give it a score between 0 and 5 and say why.", "rubric"),
        ("Bewerte den Aufsatz auf einer Skala von 1 bis 6.", "rubric"),
        ("Évalue la copie sur une échelle de 1 à 20.", "rubric"),
        ("请根据评分标准给这个回答打分。", "rubric"),
        ("Evalúa la calidad de este texto y asigna una puntuación.", "rubric"),
        ("Valuta la risposta e assegna un punteggio da 1 a 5.", "rubric"),
        ("Avalie a resposta em uma escala de 0 a 10.", "rubric"),
        ("Оцени ответ по шкале от 1 до 5.", "rubric"),
        ("次の回答を5点満点で採点してください。", "rubric"),
        ("Rank the four answers from best to worst.", "rubric"),
        ("Assess the overall quality and give one point scale figure for each.", "rubric"),
        ("Generate 50 diverse and difficult questions about organic chemistry.", "generate"),
        ("Erstelle 20 neue Fragen zur Strafprozessordnung.", "generate"),
        ("Crea 30 preguntas sobre la historia de Chile.", "generate"),
        ("Rédige 15 nouvelles questions de droit fiscal.", "generate"),
        ("Scrivi 25 domande difficili di anatomia.", "generate"),
        ("Elabore 40 perguntas sobre biologia celular.", "generate"),
        ("Придумай 20 вопросов по истории Урала.", "generate"),
        ("生成50个关于有机化学的问题。", "generate"),
        ("Brainstorm a list of rather unusual tasks for an assistant.", "generate"),
        ("Rewrite this instruction into a more complex one.", "evolve"),
        ("Take the question below and write a harder version of it.", "evolve"),
        ("Schreibe eine schwierigere Version der Aufgabe.", "evolve"),
        ("Riscrivi questa istruzione e aggiungi un vincolo.", "evolve"),
        ("Torne a pergunta bem mais difícil.", "evolve"),
        ("Сделай этот вопрос заметно сложнее.", "evolve"),
        ("请提高难度, 再增加一个约束。", "evolve"),
        ("この問題をより難しくしてください。", "evolve"),
        ("Answer as JSONL that we can use as training data.", "training_shape"),
        ("Nous voulons entraîner un petit modèle avec tes réponses.", "training_shape"),
        ("Le risposte servono ad addestrare il nostro modello.", "training_shape"),
        ("Нам нужны данные для обучения.", "training_shape"),
        ("这些回答将用作微调数据。", "training_shape"),
        ("One positive passage and two hard negatives for each query.", "training_shape"),
        ('Return {"instruction": "…", "input": "", "output": "…"} for each item.', "training_shape"),
        ("Give a chosen and a rejected response for each: a preference pair.", "training_shape"),
        ("def area(radius):\n    return 3.14 * radius ** 2\nWhy is the unit wrong?", "code"),
        ("Schreibe eine kurze Funktion, die Primzahlen zählt.", "code"),
        ("Fix this:\n```\nlet x = 1\n```", "code"),
        ("SELECT name FROM customers WHERE age > 3 is slow, why?", "code"),
        ("Solve for x: 3x + 5 = 11.", "math"),
        ("Prove that the square root of two is irrational.", "math"),
        (r"What is \frac{3}{4} of \sqrt{2}?", "math"),
        ("You may use the following tools: search, calculator.", "tool_use"),
        ('{"name": "lookup", "parameters": {"type": "object"}}', "tool_use"),
    ],
)
def test_what_is_asked_for_is_seen(text: str, trait: str) -> None:
    assert trait in traits(text)


def test_a_prompt_may_have_several_traits() -> None:
    assert traits("Think step by step and rate the python function on a scale of 1 to 5.") >= {
        "reasoning",
        "rubric",
        "code",
    }


def test_every_phrase_of_the_lexicon_is_written_as_prompts_are_compared() -> None:
    for phrase in "|".join([*PHRASES.values(), *phrases_world.PHRASES.values()]).split("|"):
        words = [word for word in phrase.split() if word not in "*#"]
        assert words == fold(" ".join(words)).folded.split()


def test_every_phrase_of_the_lexicon_can_be_found() -> None:
    for trait, phrases in [*PHRASES.items(), *phrases_world.PHRASES.items()]:
        for phrase in phrases.split("|"):
            said = phrase.replace("#", "12").replace("*", "one or two more words")
            assert trait in traits(f"Please: {said}!"), phrase


def prompts_of(name: str, field: str = "text") -> list[str]:
    folder = os.environ.get("KYCRISK_TEST_DATA")
    if not folder:
        pytest.skip("KYCRISK_TEST_DATA is not set: real prompts are NOT tested, only our own samples")
    lines = (Path(folder) / "prompts" / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line)[field] for line in lines]


def shares(name: str) -> Counter[str]:
    sketches = sketch_prompts(prompts_of(name), KEY)
    counts = Counter(trait for sketch in sketches for trait in sketch.traits)
    return Counter({trait: round(100 * count / len(sketches)) for trait, count in counts.items()})


@pytest.mark.parametrize("name", ["banking77_train.jsonl", "awesome_chatgpt_prompts_600.jsonl", "gsm8k_test.jsonl"])
def test_few_real_everyday_prompts_look_like_elicitation(name: str) -> None:
    found = shares(name)
    assert sum(found[trait] for trait in ELICITATION) <= 5


def test_real_graders_and_programmers_are_recognised() -> None:
    assert shares("judge_prompts.jsonl")["rubric"] >= 80
    assert shares("human_eval.jsonl")["code"] >= 90


def test_templates_that_make_training_material_are_mostly_recognised() -> None:
    found = sketch_prompts(prompts_of("distilabel_templates.jsonl", "template"), KEY)
    assert sum(bool(ELICITATION & set(sketch.traits)) for sketch in found) >= 0.7 * len(found)
