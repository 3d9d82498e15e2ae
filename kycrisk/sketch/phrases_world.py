"""Which wordings give a trait away in other languages than English? See `phrases` for how they are written.

German, French, Spanish, Italian, Portuguese, Russian and some Korean as words; Chinese, Japanese and some Thai, which
write no spaces, as pieces of text in `CHARACTERS`, where `*` is a gap of up to 16 characters on one line.
"""

PHRASES: dict[str, str] = {
    "reasoning": """
        denke schritt für schritt | denk schritt für schritt | schritt für schritt * nach |
        überlege schritt für schritt | löse * schritt für schritt | zeige deinen gedankengang | deinen gedankengang |
        deine überlegungen * antwort | begründe * jeden schritt | gedankenkette | réfléchis étape par étape |
        réfléchissez étape par étape | raisonne étape par étape | raisonnez étape par étape |
        étape par étape * raisonnement | explique ton raisonnement | expliquez votre raisonnement | chaîne de pensée |
        piensa paso a paso | razona paso a paso | paso a paso * razonamiento | explica tu razonamiento |
        muestra tu razonamiento | cadena de pensamiento | pense passo a passo | explique seu raciocínio |
        mostre seu raciocínio | cadeia de pensamento | pensa passo dopo passo | spiega il tuo ragionamento |
        думай шаг за шагом | рассуждай шаг за шагом | рассуждай пошагово | цепочка рассуждений | 단계별로 생각 |
        denk laut |
        schritt für schritt lösen | erkläre deine überlegungen | erkläre * gedankengang |
        zeige alle zwischenschritte | alle zwischenschritte | lege deine überlegungen dar |
        bevor du antwortest * denk | montre ton raisonnement | montrez votre raisonnement |
        détaille ton raisonnement | détaillez * raisonnement | raisonnement détaillé |
        toutes les étapes intermédiaires | réfléchis à voix haute | muestra * razonamiento | explica paso a paso |
        resuelve * paso a paso | detalla tu razonamiento | todos los pasos intermedios | piensa en voz alta |
        antes de responder * piensa | raciocine passo a passo | pensa passo a passo | resolva * passo a passo |
        mostre todo o raciocínio | detalhe * raciocínio | todas as etapas intermediárias | pense em voz alta |
        ragiona passo dopo passo | risolvi * passo dopo passo | ragiona passo passo | mostra il tuo ragionamento |
        mostra * ragionamento | catena di pensiero | tutti i passaggi intermedi | pensa ad alta voce |
        подумай шаг за шагом | думайте шаг за шагом | рассуждайте шаг за шагом | реши * шаг за шагом |
        пошаговое рассуждение | покажи * рассуждения | покажи ход рассуждений | ход мыслей | объясни ход решения |
        цепочку рассуждений | 단계별로 추론 | 풀이 과정을
    """,
    "rubric": """
        bewerte * skala | bewerte * von # bis # | auf einer skala von # bis # | bewertungskriterien |
        bewertungsraster | welche antwort ist besser | vergleiche die beiden antworten | vergib * punkte |
        note * de # à # | sur une échelle de # à # | critères d évaluation | grille d évaluation |
        quelle réponse est * meilleure | compare les deux réponses | califica * del # al # | evalúa * respuesta |
        en una escala de # a # | criterios de evaluación | rúbrica | qué respuesta es mejor | numa escala de # a # |
        critérios de avaliação | qual resposta é melhor | su una scala da # a # | criteri di valutazione |
        по шкале от # до # | критерии оценки | какой ответ лучше | vergib eine note | gib eine note von # bis # |
        benote | bewerte die qualität | bewerte die antwort | bewerte die folgende antwort |
        begründe deine bewertung | note la réponse | notez la réponse | évalue la réponse | évaluez la réponse |
        évalue la qualité | évaluez la qualité | attribue une note | attribuez une note | barème | justifie ta note |
        puntúa | califica la respuesta | evalúa la calidad | evalúa la siguiente | asigna una puntuación |
        criterios de calificación | juez imparcial | juge impartial | unparteiischer richter | giudice imparziale |
        juiz imparcial | avalie a resposta | avalie a qualidade | avalie * escala | atribua uma nota |
        dê uma nota de # a # | rubrica de avaliação | valuta la risposta | valuta la qualità | assegna un punteggio |
        dai un voto da # a # | quale risposta è migliore | rubrica di valutazione | оцени ответ | оцените ответ |
        оцени качество | оцените качество | поставь оценку | оцени * от # до # | беспристрастный судья |
        сравни два ответа | 채점 기준 | 평가 기준
    """,
    "generate": """
        erstelle # * fragen | erstelle # * aufgaben | erzeuge # * fragen | erzeuge # * aufgaben |
        formuliere # * fragen | generiere # * fragen | frage antwort paare | synthetische daten |
        génère # * questions | générez # * questions | crée # * questions | créez # * exercices |
        données synthétiques | paires question réponse | genera # * preguntas | crea # * preguntas |
        crea # * problemas | genera # * instrucciones | datos sintéticos | pares de preguntas y respuestas |
        gere # * perguntas | crie # * perguntas | dados sintéticos | genera # * domande | crea # * domande |
        сгенерируй # * вопросов | придумай # * вопросов | составь # * задач | синтетические данные |
        schreibe # * fragen | denk dir # * fragen aus | formuliere neue fragen | stelle # * fragen zusammen |
        neue aufgaben erzeugen | trainingsfragen | rédige # * questions | rédigez # * questions |
        invente # * questions | propose # * questions | formule # * questions | créez # * questions |
        créez # * problèmes | génère * exercices | escribe # * preguntas | redacta # * preguntas |
        inventa # * preguntas | formula # * preguntas | crea # * ejercicios | genera preguntas |
        elabore # * perguntas | escreva # * perguntas | crie # * problemas | crie # * exercícios | gere # * exemplos |
        gere perguntas | pares de perguntas e respostas | scrivi # * domande | inventa # * domande |
        formula # * domande | crea # * problemi | crea # * esercizi | dati sintetici | coppie di domande e risposte |
        придумай # * задач | придумайте # * вопросов | составь # * вопросов | составьте # * вопросов |
        напиши # * вопросов | создай # * вопросов | сгенерируй # * примеров | пары вопрос ответ |
        разнообразных вопросов | 질문을 생성 | 개의 질문
    """,
    "evolve": """
        schreibe * anweisung * komplexer | mache * aufgabe * schwieriger | mache * frage * schwieriger |
        schwierigere version | erhöhe * schwierigkeitsgrad | eine weitere einschränkung |
        rends * consigne * plus complexe | rends * question * plus difficile | version plus difficile |
        version plus complexe | augmente la difficulté | haz * instrucción * más compleja |
        haz * pregunta * más difícil | versión más difícil | versión más compleja | aumenta la dificultad |
        reescribe * instrucción | versão mais difícil | versione più difficile | усложни * задачу |
        усложни * инструкцию | более сложную версию | formuliere * anweisung * schwieriger |
        mache * anweisung * komplexer | komplexere version | anspruchsvollere version | füge * einschränkung hinzu |
        erhöhe die schwierigkeit | réécris * consigne | réécrivez * consigne | rends * instruction * complexe |
        ajoute une contrainte | ajoutez une contrainte | augmente la complexité | haz * instrucción * compleja |
        haz * problema * difícil | añade una restricción | agrega una restricción | aumenta la complejidad |
        reescribe * pregunta * difícil | reescreva * instrução | torne * instrução * complexa |
        torne * pergunta * difícil | adicione uma restrição | aumente a dificuldade | aumente a complexidade |
        versão mais complexa | riscrivi * istruzione | rendi * istruzione * complessa | rendi * domanda * difficile |
        aggiungi un vincolo | aumenta la difficoltà | versione più complessa | перепиши * инструкцию |
        перепиши * вопрос * сложнее | сделай * вопрос * сложнее | сделай * задачу * сложнее | добавь * ограничение |
        более сложный вариант | более трудную версию
    """,
    "training_shape": """
        trainingsdaten | trainingsbeispiele | feinabstimmung | données d entraînement | exemples d entraînement |
        datos de entrenamiento | ejemplos de entrenamiento | dados de treinamento | dati di addestramento |
        обучающие данные | обучающей выборки | дообучения | trainingsdatensatz | trainingsmaterial für * modell |
        modell trainieren | modell zu trainieren | präferenzpaare | jeu de données d entraînement |
        entraîner * modèle | ajustement fin | conjunto de entrenamiento | entrenar * modelo | ajuste fino |
        pares de preferencia | exemplos de treinamento | conjunto de treinamento | treinar * modelo |
        pares de preferência | esempi di addestramento | addestrare * modello | coppie di preferenze |
        данные для обучения | обучающий набор | обучающих примеров | для обучения модели | обучить * модель |
        пары предпочтений | файнтюнинг | 학습 데이터 | 파인튜닝
    """,
    "code": """
        schreibe * funktion | programmiere | quellcode | écris une fonction | écris * programme | code source |
        escribe una función | código fuente | escreva uma função | scrivi una funzione | напиши функцию | напиши код |
        исходный код | schreibe * skript | python skript | schreibe * programm | fehler im code | écris un script |
        corrige * code | base de données sql | escribe un script | corrige * código | escreva * script |
        código fonte | corrija * código | scrivi uno script | scrivi * programma | codice sorgente |
        correggi * codice | напиши скрипт | напиши программу | исправь код | 코드를 작성 | 함수를 작성
    """,
    "math": """
        löse die gleichung | gleichungssystem | beweise dass | wahrscheinlichkeit dass | ableitung von | textaufgabe |
        résous l équation | démontre que | démontrez que | combien * en tout | dérivée de | resuelve la ecuación |
        demuestra que | cuántos * total | derivada de | resolva a equação | prove que | risolvi l equazione |
        dimostra che | реши уравнение | докажи что | сколько * всего | berechne den wert | berechne das integral |
        berechne die fläche | résous le système | calcule l intégrale | calcule la valeur | probabilité que |
        resuelve el sistema | calcula la integral | calcula el valor | probabilidad de que | calcule a integral |
        calcule o valor | probabilidade de que | derivada da | calcola l integrale | calcola il valore |
        probabilità che | derivata di | найди значение | вычисли интеграл | вероятность того | производную функции |
        решите уравнение | докажите что | 방정식을
    """,
    "tool_use": """
        verfügbare werkzeuge | folgende funktionen aufrufen | funktionsaufruf | outils disponibles | outils suivants |
        appel de fonction | herramientas disponibles | siguientes herramientas | llamada a función |
        ferramentas disponíveis | strumenti disponibili | доступные инструменты | вызов функции |
        verfügbaren werkzeuge | rufe * funktion auf | rufe das werkzeug | werkzeugaufruf | utilise les outils |
        appelle la fonction | appel d outil | usa las herramientas | llama a la función | use as ferramentas |
        chame a função | chamada de função | strumenti seguenti | usa gli strumenti | chiama la funzione |
        chiamata di funzione | используй инструменты | вызови функцию | доступных инструментов
    """,
}

CHARACTERS: dict[str, str] = {
    "reasoning": """
        一步*推理 写出*推理 展示*思考 推論を*示 思考を*示 手順を*説明
        一步一步 一步步地 逐步推理 逐步思考 思维链 思考过程 推理过程 推理步骤 ステップバイステップ 段階的に考え
        思考過程 推論過程 一步步思考 逐步分析 逐步解答 推导过程 思路过程 展示你的推理 详细的推理 思考链 一歩ずつ
        順を追って考え 推論の過程 考え方の過程 推理過程 思維鏈 ทีละขั้นตอน
    """,
    "rubric": """
        按*打分 给*打分 对*评分 从1到*评 点で*評価 比较*回答 比較*回答
        评分标准 评分细则 打分 评判标准 哪个回答更好 哪个回答更 公正的评委 採点基準 評価基準 どちらの回答 点満点
        评分量规 给出分数 评价标准 评估标准 评估以下回答 评估回答 两个回答 满分 公正的裁判 評分標準 採点してください
        評価してください 段階で評価 どちらの応答 公平な審判 ให้คะแนน
    """,
    "generate": """
        生成*问题 生成*题目 生成*指令 写出*道题 出*道题 编写*问题 提出*个问题 創作*問題 問題を*作 質問を*作 生成*样本
        生成问题 个问题 道题 条指令 个不同的 合成数据 问答对 個の質問 問の問題 合成データ 質問を生成 生成多样 条问题
        个新的问题 道题目 生成指令 个示例 个例子 问题和答案 種類の質問 個の問題 個の例 質問と回答 質問を作成
        問題を作成 สร้างคำถาม
    """,
    "evolve": """
        改写*更难 改写*更复杂 把*变得更难 書き換え*難しく 複雑に*書き換え
        更复杂的版本 更难的版本 改写指令 改写这个问题 增加难度 增加一个约束 より難しい バージョンに書き換え
        より複雑な 更复杂 更有挑战性的 提高难度 增加限制 添加约束 改写得更难 改写成更 もっと難しく より難しく
        より複雑 制約を追加 難易度を上げ
    """,
    "training_shape": """
        训练数据 训练样本 微调 指令数据 偏好数据 学習データ 訓練データ ファインチューニング 训练集 训练语料 训练模型
        微调数据 偏好对 指令微调 蒸馏 学習用データ 学習用の 教師データ 微調整 選好データ 蒸留
    """,
    "code": """
        代码 函数 编程 脚本 コード 関数 プログラム スクリプト 写一个函数 源代码 单元测试 调试 ソースコード 関数を書
        単体テスト
    """,
    "math": """
        方程 证明 求解 概率 积分 导数 一共有多少 方程式 証明せよ 微分 積分 求值 计算面积 数学题 应用题 概率是 矩阵
        方程组 数学の問題 確率を求め 計算せよ 行列
    """,
    "tool_use": """
        调用工具 可用工具 函数调用 工具调用 ツールを呼び出 利用可能なツール 関数呼び出し 使用工具 以下工具
        可用的工具 以下函数 次のツール 使用できるツール ツールを使
    """,
}
