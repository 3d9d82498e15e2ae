"""Which words do harvesters' orders consist of, in English? Long lists for every slot, so that no two kits agree."""

from graph.evaluation.worlds.texts.frames import combined, listed, merged
from graph.evaluation.worlds.texts.vocabulary import ENGLISH

_KEYS = {
    "stem": listed(
        """
        answer, outer, final, draft, check, mark, step, source, proof, task, item, note, north, case, plan, claim, part
        trace, inner, topic, gold, seed, meta, prior, rank, view, focus, core, base, query, reply, model, blue, path
        """
    ),
    "tail": listed(
        """
        log, text, list, line, field, block, key, code, id, body, head, level, value, group, index, note, slot, label
        frame, sheet, card, entry, row, chain, tree, map, table, unit, bundle, section, record, digest, stack, track
        """
    ),
}
_IDEAS = {
    "which": listed(
        """
        hidden, tacit, intermediate, internal, partial, early, rejected, crude, silent, numbered, causal, formal, verbal
        private, unspoken, raw, tentative, conflicting, minor, major, explicit, obvious, subtle, intuitive, backward
        competing, preliminary, decisive, faulty, corrected, symbolic, numeric, spatial, temporal, ethical, doubtful
        """
    ),
    "idea": listed(
        """
        reasoning, inference, deduction, rationale, derivation, premise, intuition, doubt, assumption, hunch
        calculation
        argument, justification, heuristic, reflection, insight, lemma, cue, thought, consideration, hypothesis, step
        chain of thought, reasoning step, thought process, analogy, objection, estimate, working, comparison
        """
    ),
}
ORDERS = merged(
    ENGLISH,
    {
        "key": combined("{stem}_{tail}\n{stem} {tail}\n{stem}{tail}", _KEYS, 2048),
        "solve": listed(
            """
            solve, crack, answer, work out, resolve, tackle, settle, untangle, complete, finish, unravel, figure out
            master, address, determine, derive, work through, attack, close, conquer, decide, unpick, dissect, decipher
            """
        ),
        "problem": listed(
            """
            problem, task, exercise, puzzle, question, case, challenge, riddle, assignment, item, query, scenario, brief
            prompt, sample, instance, entry, specimen, exhibit, matter, situation, unit, record, input, excerpt
            """
        ),
        "given": listed(
            """
            following, given, enclosed, attached, present, quoted, supplied, listed, incoming, pasted, next, current
            stated, cited, numbered, marked, delimited, inserted, appended, raw, unseen, held-out, selected, queued
            """
        ),
        "how": listed(
            """
            carefully, slowly, patiently, rigorously, exhaustively, methodically, unhurriedly, thoroughly, meticulously
            explicitly, gradually, aloud, expertly, pedantically, formally, honestly, deliberately, stepwise, calmly
            precisely, openly, critically, soberly, literally, systematically, candidly, faithfully, verbosely, plainly
            """
        ),
        "write": listed(
            """
            write, print, put down, record, lay out, spell out, state, note, set out, list, show, document, expose, give
            deliver, emit, present, report, describe, disclose, reveal, unfold, narrate, transcribe, enumerate
            verbalise
            """
        ),
        "all": listed("every, each, any, all, some, both, one, another, no missing, its, that, this"),
        "thought": combined("{which} {idea}", _IDEAS, 2048),
        "result": listed(
            """
            final answer, result, conclusion, verdict, outcome, solution, reply, closing statement, decision, total
            answer line, response, end product, last line, finding, resolution, judgement, summary, ruling, output
            """
        ),
        "never": listed(
            "never, don't, do not, refuse to, please don't, decline to, stop to, nowhere, hardly, not once"
        ),
        "hide": listed(
            """
            skip, omit, shorten, abbreviate, summarise, hide, compress, drop, merge, paraphrase, blur, trim, delay, clip
            postpone, simplify, reorder, elide, soften, truncate, conceal, dilute, redact, squash, rush, mask, forget
            """
        ),
        "judge": listed(
            """
            grade, mark, judge, score, rate, assess, evaluate, rank, appraise, review, examine, weigh, audit, criticise
            measure, inspect, classify, benchmark, scrutinise, test
            """
        ),
        "reply": listed(
            """
            answer, reply, response, essay, solution, submission, completion, candidate, output, statement, attempt
            explanation, paragraph, translation, draft, rebuttal, argument, report, transcript, summary
            """
        ),
        "virtue": listed(
            """
            accuracy, clarity, completeness, honesty, depth, brevity, tone, coherence, relevance, safety, originality
            usefulness, factuality, precision, structure, fluency, nuance, evidence, courtesy, logic, consistency, style
            """
        ),
        "create": listed(
            """
            generate, invent, compose, create, draft, produce, devise, write, formulate, synthesise, design, make up
            construct, author, propose, build, think up, assemble, supply, yield
            """
        ),
        "diverse": listed(
            """
            diverse, varied, unusual, difficult, tricky, realistic, original, self-contained, multi-step, subtle, open
            expert-level, unambiguous, challenging, layered, fresh, hard, adversarial, graded, long, contrasting
            """
        ),
        "pair": listed(
            """
            question and answer pairs, instructions, training examples, test questions, dialogues, exam items, prompts
            counterfactuals, word problems, few-shot samples, quiz cards, multi-turn chats, follow-up questions, queries
            """
        ),
        "rewrite": listed(
            """
            rewrite, evolve, harden, deepen, transform, complicate, upgrade, rework, expand, sharpen, mutate, extend
            recast, elevate, toughen, enrich, twist, reshape, intensify, broaden
            """
        ),
        "order": listed(
            """
            instruction, prompt, request, command, question, task, order, query, directive, assignment, seed, brief
            """
        ),
        "limit": listed(
            """
            constraint, condition, deadline, edge case, hidden premise, requirement, restriction, format rule, trap
            numeric bound, reasoning step, dependency, exception, audience, distractor, unit change, proof obligation
            """
        ),
        "program": listed(
            """
            function, program, class, module, routine, script, solver, parser, service, library call, procedure
            command-line tool, pipeline, coroutine, data structure, generator, iterator, state machine
            """
        ),
        "check": listed(
            """
            unit tests, edge cases, doctests, assertions, property tests, type hints, complexity notes, invariants
            failing inputs, boundary values, benchmarks, docstrings, mocks, counterexamples, contracts, fuzz seeds
            """
        ),
        "instrument": listed(
            """
            search, calculator, browser, calendar, shell, database, file reader, map, translator, mailer, planner
            spreadsheet, debugger, ticket system, weather service, code runner, retriever, clock, memory, image viewer
            """
        ),
        "act": listed(
            """
            act, behave, operate, proceed, respond, serve, perform, function, work, simulate yourself, continue, play
            """
        ),
        "agent": listed(
            """
            agent, assistant, planner, orchestrator, operator, copilot, worker, controller, researcher, dispatcher
            """
        ),
        "shape": listed(
            """
            JSON, YAML, XML, tables, bullets, markdown, prose, CSV, lists, tags, sections, columns, outlines, rows, HTML
            LaTeX, paragraphs, fences, tuples, dictionaries, headings, cells, arrays, fields, TOML, objects, blocks
            """
        ),
        "strict": listed(
            """
            strict, senior, impartial, demanding, veteran, world-class, sceptical, patient, licensed, neutral, blunt
            meticulous, award-winning, seasoned, careful, principled, unsparing, methodical, rigorous, fair
            """
        ),
        "post": listed(
            """
            examiner, tutor, analyst, referee, professor, auditor, instructor, mentor, coach, specialist, assessor
            logician, engineer, researcher, olympiad trainer, curator, editor, annotator, adjudicator, strategist
            """
        ),
        "count": listed("two, three, four, five, six, seven, eight, nine, ten, twelve, fifteen, twenty, thirty, forty"),
    },
)
