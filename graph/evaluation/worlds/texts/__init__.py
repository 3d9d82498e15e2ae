"""What is said in a simulated world? Texts written for it, none copied; all drawn from the `Random` that is passed in.

Honest texts, about 100,000 a second:

* `everyday(rng) -> str`: an ordinary prompt of anybody, in the mixture people send (seven in ten are under 30 words):
  `chat`, `short`, `short_coding`, `abroad` (German, Spanish, French, Portuguese), `letter`, `sums`, `coding`, `table`,
  `document`; and `reasons`, `marks`, which ask honestly for what rings ask for. Each can be asked alone by those who
  only code, only do their homework and so on; `story` and `wish` are parts of them.
* `popular(rng) -> str`: a public prompt that many strangers paste, the same ones in every world; some have a gap that
  each fills anew.
* `homework(rng) -> str`: a sheet of exercises; draw it once for a class and let everybody paste it.
* `house_style(rng)`, `support_bot(rng)`, `ci_check(rng)`, `starter(rng)` `-> Template`: what an agency, an enterprise's
  desk, a fleet of build machines, a hackathon sends again and again; draw one for each owner, then `template.ask`.

Harvesters' texts, 30,000 to 50,000 a second:

* `hostile_kit(rng, style) -> Kit`: one operator's script; `kit.asker(account)` is how one account asks. `KitStyle` says
  how many families there are, in which languages, and how they hide: paraphrase, drift by account or day, other order.
* `evaluation_forms(rng, count) -> Kit`: rubrics and comparisons of an honest evaluation firm, which look the same.

`template.ask(rng, when) -> str` and `kit.ask` fit wherever a plan wants to know what is asked.
"""

from graph.evaluation.worlds.texts.code import coding, short_coding
from graph.evaluation.worlds.texts.everyday import chat, document, everyday, letter, short, sums, table
from graph.evaluation.worlds.texts.kits import Kit, KitStyle, evaluation_forms, hostile_kit
from graph.evaluation.worlds.texts.popular import popular
from graph.evaluation.worlds.texts.stories import story, wish
from graph.evaluation.worlds.texts.study import marks, reasons
from graph.evaluation.worlds.texts.templates import (
    Template,
    ci_check,
    homework,
    house_style,
    starter,
    support_bot,
)
from graph.evaluation.worlds.texts.tongues import abroad

__all__ = [
    "Kit",
    "KitStyle",
    "Template",
    "abroad",
    "chat",
    "ci_check",
    "coding",
    "document",
    "evaluation_forms",
    "everyday",
    "homework",
    "hostile_kit",
    "house_style",
    "letter",
    "marks",
    "popular",
    "reasons",
    "short",
    "short_coding",
    "starter",
    "story",
    "sums",
    "support_bot",
    "table",
    "wish",
]
