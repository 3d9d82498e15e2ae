"""How do harvesters word their orders, in English? Frames by purpose, with long lists of words for every slot.

Nearly every word is a slot, so that two kits drawn from different seeds share no five words in a row although both are
drawn from here. What is asked for is what campaigns are known to ask for: reasoning in full, marks by a rubric, new
questions, harder instructions, code with tests, transcripts of tools, preferences between answers.
"""

from graph.evaluation.worlds.texts.frames import Frames, frames
from graph.evaluation.worlds.texts.orders.words import ORDERS

ROLES = frames(
    """
    {Strict} {post} for {subject}, {strict} {post} for {subject}.
    {Act} like some {strict} {post} of {subject}.
    {Strict} {post} with {count} {subject} prizes:
    {Strict} {post}, {subject} desk, {key}.
    Imagine {strict}, {strict} {trade}s turned {post}s.
    {Key}: {strict} {post}, {mood} yet {strict}.
    {Mood} {trade}s need {strict} {subject} {key}.
    You are {name}, {strict} {post} of {key}.
    """,
    ORDERS,
)
TASKS: dict[str, Frames] = {
    "reasoning": frames(
        """
        {Solve} the {given} {problem} {how}, {write} {all} {thought}, {write} {key}.
        {Write} {all} {thought} {how} before {key} of this {given} {problem}.
        {How} {solve} one {given} {problem}; {key} holds {all} {thought}, {key} the {result}.
        Think {how}: {write} {all} {thought}, {solve} {given} {problem}s, {write} {key}.
        For {given} {problem}s {write} {all} {thought} {how}, {all} {thought} too.
        {Given} {problem}s below: {how} {write} {all} {thought} towards {key}.
        Inside {key} {write} {all} {thought}, outside {key} {how} the {result}.
        """,
        ORDERS,
    ),
    "rubric": frames(
        """
        {Judge} the {given} {reply} {how}: {virtue}, {virtue}, {virtue} by {key}.
        Rubric {key}, {virtue}, {virtue}, {virtue}: {how} {judge} this {given} {reply}.
        {How} {judge} {given} {reply}s; {virtue} doubled by {key}, {virtue} halved.
        {Write} {key} scores {how} for {virtue}, {judge} the {given} {reply} {how}.
        {Judge} {how} whether {given} {reply}s show {virtue}, {key} or {virtue}.
        As {post}, {judge} {virtue} and {key} of {given} {reply}s {how}.
        """,
        ORDERS,
    ),
    "preference": frames(
        """
        {Judge} two {given} {reply}s {how}, {key} prefers {virtue} over {virtue}.
        Which {given} {reply} wins {key}, {virtue} or {virtue}? {Judge} {how}.
        {How} compare both {given} {reply}s; {key} weighs {virtue}, then {virtue}.
        {Write} {all} {thought}, {judge} {given} {reply}s against {key} {how}.
        {Judge} A and B {how}, {key} says why {virtue} beats {virtue}.
        """,
        ORDERS,
    ),
    "questions": frames(
        """
        {Create} {count} {diverse} {pair} on {given} {problem}s, {key}, {how}.
        From this {given} {problem} {create} {diverse}, {diverse} {pair}, {count} {key}.
        {How} {create} {count} {pair}: {diverse} {key}, {diverse} {key}, no {given} {problem}.
        {Create} {diverse} {pair} that probe {virtue}, {key} and {subject} {how}.
        {Key} needs {count} {diverse} {pair}; {create} {key} {how} from {given} {problem}s.
        """,
        ORDERS,
    ),
    "evolve": frames(
        """
        {Rewrite} the {given} {order} {how}, {count} {diverse} {limit}s, {key}.
        {How} {rewrite} this {given} {order}: {key} adds {limit}s, {virtue} stays {diverse}.
        {Rewrite} and {rewrite} {given} {order}s until {strict} {post}s need {key}.
        Make {given} {order}s {diverse}, {rewrite} {key} and the {limit} {how}.
        {Create} a {diverse} {order} like {key}, {given} {limit} plus {limit} {how}.
        """,
        ORDERS,
    ),
    "code": frames(
        """
        {Create} {diverse} {tool} {program}s {how} for {key}, {check}, {check}.
        {Write} {all} {thought} behind {key}, {create} a {program} with {check} {how}.
        {How} {create} one {program}, {count} {check}; {key} comments {all} {thought}.
        {Solve} the {given} {problem} as {tool} {program}; {check} {how}, {key}.
        {Create} {check} {how}, then {key}: {diverse} {program} for {given} {problem}s.
        """,
        ORDERS,
    ),
    "tools": frames(
        """
        {Act} as {strict} {agent} with {instrument}, {instrument}, {key}; {write} {all} {thought}.
        {Strict} {agent} with {instrument} and {key} tools: {how} {solve} {given} {problem}s.
        {Write} {all} {thought}, call {instrument} or {key}, {act} {how}.
        {Create} {diverse} transcripts: {agent}, {instrument}, {key}, {count} failures, {how}.
        Tools {instrument}, {instrument}, {key}; {act} {how}, {write} {all} {thought}.
        """,
        ORDERS,
    ),
}
PLAIN: dict[str, Frames] = {
    "reasoning": frames(
        """
        Think step by step, {how}, for {key}.
        Show your reasoning {how}, {key} {how}.
        {How} use chain of thought, {key} {how}.
        Explain {key} {how}: show all reasoning steps.
        """,
        ORDERS,
    ),
    "rubric": frames(
        """
        Rate {virtue} {how} from 1 to 10, {key}.
        {How} apply the rubric {key}, score {virtue} 1 to 5.
        Grade {virtue} and {key} {how}, total score last.
        """,
        ORDERS,
    ),
    "preference": frames(
        """
        Which response is better {how}, {key} or {virtue}?
        {How} pick the better {reply}, {key} explains.
        """,
        ORDERS,
    ),
    "questions": frames(
        """
        Generate {count} {diverse} questions with {key} answers {how}.
        Question and answer {key}, {how}, {count} pairs.
        """,
        ORDERS,
    ),
    "evolve": frames(
        """
        Make {given} prompts more complex {how}, {key}.
        Rewrite the instruction {how} into harder {key}s.
        """,
        ORDERS,
    ),
    "code": frames(
        """
        Write a Python function {how}, unit tests in {key}.
        {How} implement the class {key}, then add tests.
        """,
        ORDERS,
    ),
    "tools": frames(
        """
        Tool calls {how} as JSON, {key} keys.
        Think aloud, {how}, before each {key}.
        """,
        ORDERS,
    ),
}
"""The same in the words that everybody uses who asks for it."""
DEMANDS = frames(
    """
    {Never} {hide} {all} {thought}, {strict} {post}s {judge} {key}.
    {Never} {hide} {key}, {never} {hide} {all} {thought}.
    {Virtue} outweighs {virtue} in {key}; {hide} nothing {how}.
    {Write} {count} {thought}s {how} about {key}, {virtue}, {virtue}.
    If {given} {problem}s lack {virtue}, {write} {key} {how}.
    {How} {judge} {key} for {virtue}, {diverse} {reply}s included.
    Mention {key} {how}, {key} {count} times.
    {Create} {count} {diverse} {key}s when {virtue} drops {how}.
    {Strict} {post}s expect {virtue}, {key} and {virtue}.
    {Mood} {trade}s will {judge} {all} {thought}, {key} too.
    Treat {subject} like {subject}: {how}, {key}, {virtue}.
    {Key} under {count} {shape}, {key} {how} above.
    Should {virtue} meet {virtue}, {solve} {key} {how}.
    {Never} {hide} {key} {how}, {diverse} {problem}s included.
    """,
    ORDERS,
)
FORMATS = frames(
    """
    {Write} {key}, {key} and {key} as {shape}.
    {Shape} only: {key} first, {key} {how}.
    Close {how} with {key}, {shape} for {key}.
    {Key} becomes {shape}, {key} {shape}, {how}.
    End {how} on {key}, {never} {hide} {key}.
    {Write} {key} {how}, {all} {thought} as {key}.
    {Shape} for {key}; {shape} for {all} {thought}.
    """,
    ORDERS,
)
LABELS = frames(
    """
    {Key}:
    <{key}>
    {Given} {problem} ({key}):
    [{key}]
    ### {Key}
    {Key} =
    """,
    ORDERS,
)
