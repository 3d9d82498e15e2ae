"""Which wordings give a trait away? A lexicon, written by hand, in the languages that API traffic mostly uses.

`PHRASES` are folded words as they stand in a prompt, separated by `|`: `*` is a gap of up to six words, `#` a number. A
phrase is looked for only where all its words occur, so a longer list costs next to nothing. `CHARACTERS` are plain
pieces of text in scripts without spaces. `STRUCTURES` are regular expressions over the text as written, tried where
their word occurs; `MARKS` are pieces of it that nobody writes by chance.
"""

PHRASES: dict[str, str] = {
    "reasoning": """
        think step by step | think * step by step | reason step by step | reason * step by step |
        reasoning step by step | solve * step by step | step by step reasoning | step by step thinking |
        step by step solution | step by step thought process | chain of thought | chain of thoughts |
        train of thought before | explain your reasoning | show your reasoning | show * reasoning steps |
        show all * reasoning | reasoning trace | reasoning process | thought process * answer | think aloud |
        think out loud | internal monologue | inner monologue | scratchpad | before giving * final answer |
        before you answer * think | think carefully before | full derivation of your answer |
        every intermediate step | all intermediate steps | denke schritt für schritt | denk schritt für schritt |
        schritt für schritt * nach | überlege schritt für schritt | löse * schritt für schritt |
        zeige deinen gedankengang | deinen gedankengang | deine überlegungen * antwort | begründe * jeden schritt |
        gedankenkette | réfléchis étape par étape | réfléchissez étape par étape | raisonne étape par étape |
        raisonnez étape par étape | étape par étape * raisonnement | explique ton raisonnement |
        expliquez votre raisonnement | chaîne de pensée | piensa paso a paso | razona paso a paso |
        paso a paso * razonamiento | explica tu razonamiento | muestra tu razonamiento | cadena de pensamiento |
        pense passo a passo | explique seu raciocínio | mostre seu raciocínio | cadeia de pensamento |
        pensa passo dopo passo | spiega il tuo ragionamento | думай шаг за шагом | рассуждай шаг за шагом |
        рассуждай пошагово | цепочка рассуждений | 단계별로 생각
    """,
    "rubric": """
        impartial judge | act as a judge | on a scale of # to # | on a scale from # to # | scale of # to # |
        score from # to # | score * between # and # | score * out of # | rate * from # to # | rate * on a scale |
        rating from # to # | scoring rubric | grading rubric | evaluation rubric | following rubric |
        grading criteria | scoring criteria | evaluation criteria | evaluate the quality of |
        evaluate * response * criteria | evaluate the following response | evaluate the response |
        grade the following answer | grade the * answer | which response is better | which answer is better |
        which * responses is better | compare the two responses | compare * two * answers | response a * response b
        | assistant a * assistant b | preferred response | output your verdict | assign a score | give * a score |
        bewerte * skala | bewerte * von # bis # | auf einer skala von # bis # | bewertungskriterien |
        bewertungsraster | welche antwort ist besser | vergleiche die beiden antworten | vergib * punkte |
        note * de # à # | sur une échelle de # à # | critères d évaluation | grille d évaluation |
        quelle réponse est * meilleure | compare les deux réponses | califica * del # al # | evalúa * respuesta |
        en una escala de # a # | criterios de evaluación | rúbrica | qué respuesta es mejor | numa escala de # a # |
        critérios de avaliação | qual resposta é melhor | su una scala da # a # | criteri di valutazione |
        по шкале от # до # | критерии оценки | какой ответ лучше
    """,
    "generate": """
        generate # questions | generate # * questions | generate # * problems | generate # * prompts |
        generate # * tasks | generate # * instructions | generate # * examples | generate # * queries |
        generate a set of * questions | generate a set of * tasks | generate a * instruction |
        generate a new * question | generate a new * problem | generate * diverse | generate * question and answer |
        generate questions | generate new tasks | come up with # * questions | come up with # * tasks |
        come up with a series of tasks | come up with a new * question | come up with a new * task |
        create # * questions | create # * problems | create a new * problem | create # new | write # * questions |
        write # * instructions | write # variations | # different ways to ask | # diverse | # paraphrases |
        synthetic data | synthetic dataset | synthetic examples | question and answer pairs |
        questions and answers about the * text | questions based on the * passage | create * exam questions |
        erstelle # * fragen | erstelle # * aufgaben | erzeuge # * fragen | erzeuge # * aufgaben |
        formuliere # * fragen | generiere # * fragen | frage antwort paare | synthetische daten |
        génère # * questions | générez # * questions | crée # * questions | créez # * exercices |
        données synthétiques | paires question réponse | genera # * preguntas | crea # * preguntas |
        crea # * problemas | genera # * instrucciones | datos sintéticos | pares de preguntas y respuestas |
        gere # * perguntas | crie # * perguntas | dados sintéticos | genera # * domande | crea # * domande |
        сгенерируй # * вопросов | придумай # * вопросов | составь # * задач | синтетические данные
    """,
    "evolve": """
        rewrite * prompt * more complex | rewrite * prompt into | rewrite * instruction * more complex |
        rewrite * instruction into | rewrite * question * harder | rewrite * question * more difficult |
        rewrite * problem * more difficult | make * prompt * more complex | make * instruction * more complex |
        make * question * more challenging | make * problem * harder | more complex version of | harder version of |
        more difficult version of | increase the difficulty | increase the complexity | increase * depth and breadth
        | increase * number of reasoning steps | add one more constraint | add one more requirement |
        add another constraint | add constraints to | evolve the | evolved instruction | evolved prompt |
        new prompt inspired by | inspired by the given prompt | inspired by the * instruction | mutate the * prompt
        | schreibe * anweisung * komplexer | mache * aufgabe * schwieriger | mache * frage * schwieriger |
        schwierigere version | erhöhe * schwierigkeitsgrad | eine weitere einschränkung |
        rends * consigne * plus complexe | rends * question * plus difficile | version plus difficile |
        version plus complexe | augmente la difficulté | haz * instrucción * más compleja |
        haz * pregunta * más difícil | versión más difícil | versión más compleja | aumenta la dificultad |
        reescribe * instrucción | versão mais difícil | versione più difficile | усложни * задачу |
        усложни * инструкцию | более сложную версию
    """,
    "training_shape": """
        training data | training examples | training samples | training set for | fine tuning | fine tune |
        finetuning | instruction dataset | instruction tuning | preference pair | preference pairs |
        chosen and rejected | chosen * rejected * response | input output pairs | prompt completion pairs |
        instruction response pairs | question answer pairs | multi turn conversation between a user and an assistant
        | distillation dataset | jsonl | one json object per line | trainingsdaten | trainingsbeispiele |
        feinabstimmung | données d entraînement | exemples d entraînement | datos de entrenamiento |
        ejemplos de entrenamiento | dados de treinamento | dati di addestramento | обучающие данные |
        обучающей выборки | дообучения
    """,
    "code": """
        write a function | write * function that | write * python | write * javascript | write * sql query |
        python function | python script | python code | bash script | unit test | unit tests | refactor * code |
        debug * code | fix * bug | source code | stack trace | complete the * function | implement * algorithm |
        implement a class | regular expression | programming language | schreibe * funktion | programmiere |
        quellcode | écris une fonction | écris * programme | code source | escribe una función | código fuente |
        escreva uma função | scrivi una funzione | напиши функцию | напиши код | исходный код
    """,
    "math": """
        solve the equation | solve for x | solve * equation | system of equations | math problem | math word problem
        | word problem | mathematical problem | prove that | theorem | lemma | integral of | derivative of |
        polynomial | probability that | how many * total | how much * total | how many * left | how much * left |
        how much * cost | how many * altogether | calculate the area | calculate the sum | calculate the value |
        least common multiple | löse die gleichung | gleichungssystem | beweise dass | wahrscheinlichkeit dass |
        ableitung von | textaufgabe | résous l équation | démontre que | démontrez que | combien * en tout |
        dérivée de | resuelve la ecuación | demuestra que | cuántos * total | derivada de | resolva a equação |
        prove que | risolvi l equazione | dimostra che | реши уравнение | докажи что | сколько * всего
    """,
    "tool_use": """
        available tools | following tools | following functions | function call | function calls | function calling
        | call the function | tool call | tool calls | tool choice | use the tool | use * tools to | action input |
        api calls | json schema | verfügbare werkzeuge | folgende funktionen aufrufen | funktionsaufruf |
        outils disponibles | outils suivants | appel de fonction | herramientas disponibles |
        siguientes herramientas | llamada a función | ferramentas disponíveis | strumenti disponibili |
        доступные инструменты | вызов функции
    """,
}

CHARACTERS: dict[str, str] = {
    "reasoning": """
        一步一步 一步步地 逐步推理 逐步思考 思维链 思考过程 推理过程 推理步骤 ステップバイステップ
        段階的に考え 思考過程 推論過程
    """,
    "rubric": """
        评分标准 评分细则 打分 评判标准 哪个回答更好 哪个回答更 公正的评委 採点基準 評価基準 どちらの回答
        点満点
    """,
    "generate": """
        生成问题 个问题 道题 条指令 个不同的 合成数据 问答对 個の質問 問の問題 合成データ 質問を生成
    """,
    "evolve": """
        更复杂的版本 更难的版本 改写指令 改写这个问题 增加难度 增加一个约束 より難しい バージョンに書き換え
        より複雑な
    """,
    "training_shape": """
        训练数据 训练样本 微调 指令数据 偏好数据 学習データ 訓練データ ファインチューニング
    """,
    "code": """
        代码 函数 编程 脚本 コード 関数 プログラム スクリプト
    """,
    "math": """
        方程 证明 求解 概率 积分 导数 一共有多少 方程式 証明せよ 微分 積分
    """,
    "tool_use": """
        调用工具 可用工具 函数调用 工具调用 ツールを呼び出 利用可能なツール 関数呼び出し
    """,
}

# Each begins with a literal, which makes searching several times quicker.
STRUCTURES: dict[str, tuple[tuple[str, str], ...]] = {
    "code": (
        ("def", r"def \w+\s*\("),
        ("class", r"class \w+\s*[(:{<]\s*(?:\n|\w+\)|\w+>|$)"),
        ("import", r"import [\w.*{}, \"']+;?(?:\n\s*(?:import|from|def|class|public|const|#)\b|\n\n)"),
        ("include", r"#include\s*[<\"]"),
        ("function", r"function[ \t]*\w*\([\w, ]*\)\s*\{"),
        ("const", r"const \w+\s*="),
        ("let", r"let \w+\s*="),
        ("return", r"return [^\n]{0,120};"),
        ("public", r"public (?:static|class|void|final)\b"),
        ("select", r"select [^;]{1,200}\bfrom \w+\s+(?:where|group|order|join)\b"),
        ("select", r"SELECT [^;]{1,200}\bFROM \w+"),
        ("fn", r"fn \w+\s*[(<]"),
        ("func", r"func \w*\s*\("),
        ("console", r"console\.\w+\("),
        ("print", r"print\w*\([^)\n]{0,200}\)"),
    ),
    "math": (
        ("frac", r"\\frac\s*\{"),
        ("sum", r"\\sum\b"),
        ("sqrt", r"\\sqrt\b"),
        ("int", r"\\int\b"),
        ("begin", r"\\begin\{(?:equation|align|cases|pmatrix)"),
    ),
    "tool_use": (
        ("parameters", r"parameters[\"']\s*:"),
        ("tools", r"tools[\"']\s*:"),
        ("arguments", r"arguments[\"']\s*:"),
        ("tool", r"tool[\"']\s*:"),
    ),
    "training_shape": (
        ("instruction", r"instruction[\"']\s*:[\s\S]{0,2000}?(?:output|response)[\"']\s*:"),
        ("messages", r"messages[\"']\s*:\s*\[\s*\{\s*[\"']role[\"']"),
        ("completion", r"completion[\"']\s*:"),
        ("rejected", r"rejected[\"']\s*:"),
    ),
    "reasoning": (
        ("think", r"<think>"),
        ("thinking", r"thinking(?:>|[\"']\s*:)"),
        ("reasoning", r"reasoning(?:>|[\"']\s*:)"),
        ("thought", r"thought(?:>|[\"']\s*:)"),
    ),
    "rubric": (
        ("score", r"score(?:>|[\"']\s*:)"),
        ("verdict", r"verdict(?:>|[\"']\s*:)"),
        ("rating", r"rating(?:>|[\"']\s*:)"),
    ),
}

MARKS: dict[str, tuple[str, ...]] = {"code": ("```", "=> {", "#!/", "</")}
