//! What could be better in a bank that can be used: warnings, each at its place.
//!
//! Nothing of this is needed to use a bank, so it is only looked for when somebody asks. Errors are
//! found by `parse`. A new rule is a function in `RULES`.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::bank::{Bank, Glossary, Question, parts};
use crate::feedback::Rubric;
use crate::parse::{self, MANY, Outline, Parsed, Problem, Severity, UNWRITTEN, outlines};
use crate::text::{spelled, weighty};

/// A bank file that was looked at.
#[derive(Debug)]
pub struct Checked {
    /// The file.
    pub path: String,
    /// What stands in it, or why that cannot be read.
    pub text: Result<String, String>,
    /// What can be used of it.
    pub bank: Bank,
    /// What is wrong with it and what could be better, in the order of the text.
    pub problems: Vec<Problem>,
}

impl Checked {
    /// Looks at the bank called `slug` in the file at `path`.
    pub fn new(path: String, slug: &str, text: Result<String, String>) -> Self {
        let Parsed { bank, mut problems } = text.as_deref().map(|text| parse::bank(slug, text)).unwrap_or_default();
        let room = MANY.saturating_sub(problems.len());
        problems.extend(text.as_deref().map(|text| warnings(&bank, text)).unwrap_or_default().into_iter().take(room));
        problems.sort_by_key(|problem| problem.span.start);
        Self { path, text, bank, problems }
    }

    /// How many problems there are of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.problems.iter().filter(|problem| problem.severity == severity).count()
    }
}

/// A question with what a rule has to know about it.
struct Subject<'a> {
    question: &'a Question,
    outline: &'a Outline,
    glossary: &'a Glossary<'a>,
}

type Rule = fn(&Subject, &Rubric) -> Vec<Problem>;

/// What each question is looked at for.
const RULES: [Rule; 4] = [unwritten, repeated, unheard, crossed];

/// What could be better in `bank`, which was read from `text`, in the order of the text.
pub fn warnings(bank: &Bank, text: &str) -> Vec<Problem> {
    let (outlines, glossary) = (outlines(text), Glossary::new(&bank.terms));
    let by_id: HashMap<&str, &Outline> = outlines.iter().rev().map(|it| (it.id.as_str(), it)).collect();
    let subjects = bank.questions.iter().filter_map(|question| {
        let outline = by_id.get(question.id.as_str())?;
        Some(Subject { question, outline, glossary: &glossary })
    });
    let subjects: Vec<Subject> = subjects.collect();
    let found = subjects.iter().flat_map(of_question);
    let mut problems: Vec<Problem> = found.chain(unexplained(&subjects)).chain(alike(&subjects)).collect();
    problems.sort_by_key(|problem| problem.span.start);
    problems
}

fn of_question(it: &Subject) -> Vec<Problem> {
    let rubric = Rubric::new(it.question, it.glossary);
    RULES.iter().flat_map(|rule| rule(it, &rubric)).collect()
}

/// What is still to be written, once for the question.
fn unwritten(it: &Subject, _: &Rubric) -> Vec<Problem> {
    let is_unwritten = |text: &str| text.trim() == UNWRITTEN && !it.question.tags.iter().any(|tag| tag == text);
    let places: Vec<_> = it.outline.texts.iter().filter(|(text, _)| is_unwritten(text)).map(|(_, span)| span).collect();
    let Some(first) = places.first() else { return Vec::new() };
    let what = if places.len() == 1 { "1 part".to_owned() } else { format!("{} parts", places.len()) };
    let message = format!("{what} of `{}` still to be written", it.question.id);
    vec![
        Problem::warning((*first).clone(), message)
            .hint(format!("what stands there as \"{UNWRITTEN}\" is left out everywhere")),
    ]
}

/// Points and mistakes that stand in their list twice, and would count twice.
fn repeated(it: &Subject, _: &Rubric) -> Vec<Problem> {
    let twice = |list: &[String]| {
        let mut seen = HashSet::new();
        list.iter().filter(|text| !seen.insert(spelled(text))).cloned().collect::<Vec<_>>()
    };
    let problem = |text: String| {
        let place = it.outline.places(&text).last().unwrap_or_else(|| it.outline.header.clone());
        Problem::warning(place, format!("`{text}` stands here a second time")).hint("take one of them out")
    };
    let lists = [&it.question.key_points, &it.question.common_mistakes];
    lists.into_iter().flat_map(|list| twice(list)).map(problem).collect()
}

/// Key points without a cue that nobody says in these words.
fn unheard(it: &Subject, rubric: &Rubric) -> Vec<Problem> {
    let problem = |point: &str| {
        let message = format!("`{point}` has no cue, and is only heard from whoever uses these very words");
        let hint = "say in `[question.cues]` how it sounds when somebody has done it";
        Problem::warning(it.outline.place(point), message).hint(hint)
    };
    rubric.hard_to_hear().map(problem).collect()
}

/// With more cues than this a question takes too long to be looked at cue by cue.
const CUES: usize = 2_000;

/// Cues that make another point of the same question on their own.
fn crossed(it: &Subject, rubric: &Rubric) -> Vec<Problem> {
    let points = &it.question.key_points;
    if it.question.cues.values().map(Vec::len).sum::<usize>() > CUES {
        return Vec::new();
    }
    let cues = it.question.cues.iter().filter(|(point, _)| !it.question.common_mistakes.contains(point));
    let other = |point: &String, cue: &String| {
        let heard = rubric.points_made_by_cue(cue);
        let is_other = |at: &usize| points[*at] != *point && !parts(&points[*at]).contains(&point.as_str());
        heard.into_iter().find(is_other)
    };
    let problem = |(point, cue): (&String, &String)| {
        let message = format!("this cue of `{point}` also makes `{}`", points[other(point, cue)?]);
        let hint = "add a word that only this point has";
        Some(Problem::warning(it.outline.place(cue), message).hint(hint))
    };
    cues.flat_map(|(point, cues)| cues.iter().map(move |cue| (point, cue))).filter_map(problem).collect()
}

/// Terms that the glossary does not explain, each where it is used first.
fn unexplained(subjects: &[Subject]) -> Vec<Problem> {
    let mut seen = HashSet::new();
    let used = subjects.iter().flat_map(|it| it.question.terminology.iter().map(move |name| (it, name)));
    let unknown = used.filter(|(it, name)| it.glossary.called(name).is_none() && seen.insert(*name));
    let problem = |(it, name): (&Subject, &String)| {
        let message = format!("the glossary does not explain `{name}`");
        Problem::warning(it.outline.place(name), message).hint("add a `[[term]]` with its `name` and `definition`")
    };
    unknown.map(problem).collect()
}

/// From this share of common words on, two prompts ask nearly the same (Jaccard index of their stems).
const ALIKE: f64 = 0.75;

/// Questions whose prompt is nearly that of an earlier one.
fn alike(subjects: &[Subject]) -> Vec<Problem> {
    let words: Vec<BTreeSet<String>> = subjects.iter().map(|it| weighty(&it.question.prompt).collect()).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    words.iter().flatten().for_each(|word| *counts.entry(word).or_default() += 1);
    let mut by_word: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut first: HashMap<&BTreeSet<String>, usize> = HashMap::new();
    let mut problems = Vec::new();
    for (at, own) in words.iter().enumerate() {
        // The same words again stand for the first prompt with them.
        if let Some(same) = first.get(own) {
            problems.push(nearly(&subjects[at], subjects[*same].question));
            continue;
        }
        first.insert(own, at);
        // Prompts so alike share one of the rarest words, whose lists are short (Bayardo et al. 2007, prefix filtering).
        let mut rarest: Vec<&str> = own.iter().map(String::as_str).collect();
        rarest.sort_by_key(|word| (counts[word], *word));
        rarest.truncate((rarest.len() + 1) - least_shared(rarest.len()));
        let candidates: BTreeSet<usize> =
            rarest.iter().filter_map(|word| by_word.get(word)).flatten().copied().collect();
        if let Some(other) = candidates.into_iter().find(|other| jaccard(own, &words[*other]) >= ALIKE) {
            problems.push(nearly(&subjects[at], subjects[other].question));
        }
        for word in rarest {
            by_word.entry(word).or_default().push(at);
        }
    }
    problems
}

/// As many words at least are shared by two prompts that are alike, when one has `count`.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "few words")]
fn least_shared(count: usize) -> usize {
    ((count as f64 * ALIKE).ceil() as usize).clamp(1, count.max(1))
}

#[expect(clippy::cast_precision_loss, reason = "few words")]
fn jaccard(one: &BTreeSet<String>, two: &BTreeSet<String>) -> f64 {
    let both = one.intersection(two).count();
    let either = one.len() + two.len() - both;
    if either == 0 { 0.0 } else { both as f64 / either as f64 }
}

fn nearly(it: &Subject, other: &Question) -> Problem {
    let message = format!("this prompt is nearly that of `{}`", other.id);
    Problem::warning(it.outline.place(&it.question.prompt), message).hint("merge them, or say what is different")
}
