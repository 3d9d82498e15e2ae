"""Which wordings give a trait away? A lexicon in English, written by hand; other languages are in `phrases_world`.

`PHRASES` are folded words as they stand in a prompt, separated by `|`: `*` is a gap of up to six words, `#` a number. A
phrase is looked for only where all its words occur, so a longer list costs next to nothing. `STRUCTURES` are regular
expressions over the text as written, tried where their word occurs; `MARKS` are pieces of it that nobody writes by
chance.
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
        every intermediate step | all intermediate steps | work through * step by step |
        explain * step by step reasoning | reason through * before | lay out your reasoning |
        write out your reasoning | write out * reasoning | include your reasoning | provide your reasoning |
        detailed reasoning | all reasoning steps | your reasoning process | your thought process |
        verbalize * thinking | hidden reasoning | show your work * every step | do not skip any steps |
        without skipping steps
    """,
    "rubric": """
        impartial judge | act as a judge | on a scale of # to # | on a scale from # to # | scale of # to # |
        score from # to # | score * between # and # | score * out of # | rate * from # to # | rate * on a scale |
        rating from # to # | scoring rubric | grading rubric | evaluation rubric | following rubric |
        grading criteria | scoring criteria | evaluation criteria | evaluate the quality of |
        evaluate * response * criteria | evaluate the following response | evaluate the response |
        grade the following answer | grade the * answer | which response is better | which answer is better |
        which * responses is better | compare the two responses | compare * two * answers | response a * response b |
        assistant a * assistant b | preferred response | output your verdict | assign a score | give * a score |
        assess the quality of | assess * quality | quality assessment | rate * outputs | rate each * from |
        rate each response | score each response | score each answer | rank the * responses | rank the * answers |
        rank * according to * quality | rank * from best to worst | ranking * according to | scoring scale |
        point scale | likert scale | numeric score | numerical rating | justify your rating | justify the score |
        best of the * answers | feedback * score * rubric
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
        brainstorm a list of * tasks | brainstorm * prompts | brainstorm * questions | write one example for * task |
        write * example for this task | develop # * queries | user queries that | list # * questions |
        propose # * questions | invent # * questions | make up # * questions | produce # * questions |
        produce # * examples | seed questions | seed tasks | seed instructions | question answer dataset |
        varied questions | new instruction | more questions like
    """,
    "evolve": """
        rewrite * prompt * more complex | rewrite * prompt into | rewrite * instruction * more complex |
        rewrite * instruction into | rewrite * question * harder | rewrite * question * more difficult |
        rewrite * problem * more difficult | make * prompt * more complex | make * instruction * more complex |
        make * question * more challenging | make * problem * harder | more complex version of | harder version of |
        more difficult version of | increase the difficulty | increase the complexity | increase * depth and breadth |
        increase * number of reasoning steps | add one more constraint | add one more requirement |
        add another constraint | add constraints to | evolve the | evolved instruction | evolved prompt |
        new prompt inspired by | inspired by the given prompt | inspired by the * instruction | mutate the * prompt |
        rewrite * task * harder | make it * harder to answer | make it more challenging | more challenging version |
        more complicated version | deepen the * instruction | broaden the * instruction | add more constraints |
        requires multi step reasoning | replace general concepts with more specific
    """,
    "training_shape": """
        training data | training examples | training samples | training set for | fine tuning | fine tune |
        finetuning | instruction dataset | instruction tuning | preference pair | preference pairs |
        chosen and rejected | chosen * rejected * response | input output pairs | prompt completion pairs |
        instruction response pairs | question answer pairs | multi turn conversation between a user and an assistant |
        distillation dataset | jsonl | one json object per line | hard negative | hard negatives | negative document |
        anchor * positive * negative | contrastive pairs | sft data | supervised fine tuning | rlhf | dpo pairs |
        reward model | teacher model | student model | model distillation | knowledge distillation |
        train a smaller model | train my model | train our model | alpaca format | sharegpt format | chatml
    """,
    "code": """
        write a function | write * function that | write * python | write * javascript | write * sql query |
        python function | python script | python code | bash script | unit test | unit tests | refactor * code |
        debug * code | fix * bug | source code | stack trace | complete the * function | implement * algorithm |
        implement a class | regular expression | programming language | unit tests for | optimize * code |
        explain * code | review * code | code review | write * script | pull request | compile error | traceback |
        dockerfile
    """,
    "math": """
        solve the equation | solve for x | solve * equation | system of equations | math problem | math word problem |
        word problem | mathematical problem | prove that | theorem | lemma | integral of | derivative of |
        polynomial | probability that | how many * total | how much * total | how many * left | how much * left |
        how much * cost | how many * altogether | calculate the area | calculate the sum | calculate the value |
        least common multiple | find the value of | simplify the expression | round * decimal places | arithmetic |
        geometry problem | matrix * eigenvalues | step solution * equation
    """,
    "tool_use": """
        available tools | following tools | following functions | function call | function calls | function calling |
        call the function | tool call | tool calls | tool choice | use the tool | use * tools to | action input |
        api calls | json schema | call a tool | call * tools | calling * tools | select the * tool |
        api endpoint * parameters | function schema | observation * thought * action
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
        ("instruction", r"instruction[\"']\s*:[\s\S]{0,400}?(?:output|response)[\"']\s*:"),
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
