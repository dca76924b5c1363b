//! The four parts of a told answer: situation, task, action and result.

use std::sync::LazyLock;

use serde::Serialize;

use super::answer::Answer;
use super::cue::Phrases;
use super::{Report, Rubric, Verdict, evidence, lexicon};

/// Which parts are there.
#[expect(clippy::struct_excessive_bools, reason = "each part is there or not")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Star {
    /// Where and when.
    pub situation: bool,
    /// What had to be done.
    pub task: bool,
    /// What the speaker did.
    pub action: bool,
    /// What came of it.
    pub result: bool,
}

impl Star {
    /// The parts with their names, in telling order.
    pub fn parts(self) -> [(&'static str, bool); 4] {
        [("situation", self.situation), ("task", self.task), ("action", self.action), ("result", self.result)]
    }
}

/// How a task is put.
static TASK: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(
        "my task, my job was, my goal, my aim was, my target, my brief, my mission, my objective, my mandate, \
         my assignment, my instruction, my remit, my orders, task was, task handed, task given, task my, task from, \
         brief to me, brief was, assignment was, job was to, goal was to, aim was to, challenge was to, asked me to, \
         asked us to, I was asked, was asked to, asked for was, has asked to, told me to, was told to, one told to, \
         charged me, charged with, tasked me, tasked with, hired to, was appointed, was assigned, assigned to have, \
         put in charge, given the job, given the task, given the summer, gave me the, gave me one, gave me two, gave me \
         three, gave me six, gave me until, wanted me to, set myself, took on the target, took on the task, took on the \
         job, I had to get, I had to bring, I had to have, I had until, my director wanted, my boss wanted, director \
         said, board told me, expected me to, ordered me to, entrusted me, task I, task is, commissioned me, \
         instructed to, was to have, charge was to, mine was to, my charge, was given the, was given a, we were asked \
         to, we had to have, I was to, wanted it by, was mine to, brought in to, brought in \
         from, brought me in, was made, responsible for bringing, responsible for getting, I was responsible for, \
         instruction to, one instruction, instructed us, instructed me, told by the, told by my, got the order, order \
         from, orders were, orders to, had to be live, had to be ready, had to be out, had to be done, I had to tell, I \
         had to say, I had to decide, wanted one answer, wanted from me, expected of me, I was given, we were given, was \
         to see to it, was to bring, was to get, was to make, I was sent to, I was called in, called me in, mandate \
         was, commission was",
    )
});

/// How an answer says that there is no outcome yet.
static PENDING: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(
        "ask me again, ask me yet, ask me how, ask me in, too early, too soon, not yet, as yet, so we'll see, \
         let's see, weeks off, days off, months off, weeks away, days away, months away, is next week, is next \
         month, of next month, next spring, starts on, begins on, begins in, starts in, can't give you, can't tell \
         you, cannot tell you, ahead of us, can't report, can't say yet, can't yet, couldn't tell you how, I can't \
         tell, remains to be seen, still waiting for, don't know how it, how it performed, how it turned out, what \
         becomes of, how it went, not measured yet, jury is out, will be released, will go live, begins next, next \
         week, I'll know after, hands over next, we go live in, goes live in, no outcome, no figures yet, hasn't \
         started, hasn't happened, still to come, yet to come, I had left, I left before, I'd moved on, never \
         learned how, never heard how, nobody knows yet, will know, we'll know, is due, please don't ask",
    )
});

/// How an outcome sounds.
static OUTCOME: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(
        "went from, gone from, fell, fallen, falling, dropped, rose, risen, grew, climbed, crept, shrank, sank, cut from, cut \
         to, down to, down from, up from, up to, went down, went up, went through, went out, went well, came down, came to, \
         came out, result, results, outcome, upshot, since, in the end, launched, shipped, live, opened, released, rolled out, \
         stopped, ended, ever since, nobody, none, not one, not a single, not a, zero, nil, no more, no longer, any more, any \
         longer, fewer, less, now, these days, nowadays, by then, on time, was right, were right, went right, all right, \
         calmer, quieter, happier, better, saved, today, this day, finally, survived, stayed, vanished, last year, last \
         winter, this year, before that, used to be, where it was, where it had, improved, halved, doubled, tripled, caught, \
         found out, learned, learnt, worked, works, passed, finished, finishes, delivered, reached, like it, love it, loved \
         it, use it, used by, left us, have left, still, sailed, started on, we started, fine, happened, gone, paid, renewed, \
         sold, won, lost, broke, met, afterwards, corrected, charged, complained, complain, knew, flooded, stand at, stands \
         at, stood at, average, instead of, compared with, rather than, the year before, in use, no one, never again, market, \
         peaceful, all of them, first try, by christmas, at last, now that, ahead of, earlier, quicker, faster, smaller, \
         shorter, grateful, thanked, complaints, complaint, trust, in time, weren't, cancelled, bought, so far, has been, is \
         at, are at, was at, ended at, moved, we moved, held, interrupted, in one year, in two years, in the first, as \
         planned, on the day, on schedule, wrote in, people fetch, out in, out on, it was out, was wednesday, was thursday",
    )
});

/// How many words at the end are looked at for the outcome; in a long answer, the last quarter.
const ENDING: usize = 70;

/// How many words at the end say that there is no outcome.
const LAST: usize = 28;

/// As many words in a hundred are the field's own, at least, where somebody speaks of it.
const FIELD: usize = 5;

/// Finds the four parts.
pub(super) fn judge(_: &Rubric, answer: &Answer, report: &mut Report) {
    let told = answer.is_told() && is_about(answer, report);
    report.star =
        Star { situation: told, task: told && has_task(answer), action: told, result: told && has_result(answer) };
}

/// Whether anything of the question was heard, or enough of the field: a story about something else is
/// none of its story.
fn is_about(answer: &Answer, report: &Report) -> bool {
    let points = report.points.iter().any(|point| point.verdict > Verdict::Missed);
    let field = answer.words.iter().filter(|word| lexicon::is_buzz(&word.root)).count() * 100;
    points || !report.mistakes.is_empty() || !report.terms.used.is_empty() || field >= FIELD * answer.words.len()
}

fn has_task(answer: &Answer) -> bool {
    TASK.heard(answer, 0..answer.words.len()).next().is_some()
}

/// An outcome stands near the end, and is there already.
fn has_result(answer: &Answer) -> bool {
    let pending = PENDING.heard(answer, answer.ending(LAST)).next().is_some();
    !pending && (outcomes(answer).next().is_some() || evidence::ends_in_figures(answer))
}

/// Where an outcome is told near the end.
pub(super) fn outcomes<'a>(answer: &'a Answer) -> impl Iterator<Item = usize> + 'a {
    OUTCOME.heard(answer, answer.ending(ENDING.max(answer.said() / 4)))
}
