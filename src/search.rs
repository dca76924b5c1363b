//! Which questions match, and where: the selection flags and the search words.
//!
//! Words are compared by `text`, so case, accents, hyphens and inflection do not matter; every word
//! must occur somewhere in the question. Results are ranked by BM25F. A new selection flag is a
//! field of [`Filter`] and a line in `Filter::admits`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::bank::{Entry, Glossary, Library, Question, Term};
use crate::text::{Token, closest, stem, stemmed, tokens};

/// Which questions somebody wants. Within a field any value will do; every field that names one must agree.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// All of these occur in the question.
    pub words: Vec<String>,
    /// Its category.
    pub categories: Vec<String>,
    /// One of its tags.
    pub tags: Vec<String>,
    /// One of its frameworks.
    pub frameworks: Vec<String>,
    /// One of its terms, by name or alias.
    pub terms: Vec<String>,
    /// Its full name is one of these, if there are any.
    pub only: Option<BTreeSet<String>>,
}

impl Filter {
    fn admits(&self, question: &Question, glossary: &Glossary) -> bool {
        let any = |wanted: &[String], own: &[&str]| {
            wanted.is_empty() || wanted.iter().any(|word| own.iter().any(|own| stemmed(word) == stemmed(own)))
        };
        any(&self.categories, &[&question.category])
            && any(&self.tags, &texts(&question.tags))
            && any(&self.frameworks, &texts(&question.frameworks))
            && (self.terms.is_empty() || self.terms.iter().any(|wanted| uses(question, wanted, glossary)))
    }
}

fn texts(list: &[String]) -> Vec<&str> {
    list.iter().map(String::as_str).collect()
}

/// Whether a term the question uses is the wanted one, by whatever name.
fn uses(question: &Question, wanted: &str, glossary: &Glossary) -> bool {
    match glossary.called(wanted) {
        Some(term) => glossary.is_used(term, question),
        None => question.terminology.iter().any(|own| stemmed(own) == stemmed(wanted)),
    }
}

/// A part of a question that can be searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// What is asked.
    Prompt,
    /// The id.
    Id,
    /// The category.
    Category,
    /// Tags.
    Tags,
    /// Frameworks by name.
    Frameworks,
    /// Key points.
    KeyPoints,
    /// Terminology.
    Terminology,
    /// Advice.
    HowToAnswer,
    /// Common mistakes.
    CommonMistakes,
    /// What interviewers look for.
    InterviewersLookFor,
    /// The answer framework.
    AnswerFramework,
    /// The example.
    StarExample,
}

impl Field {
    /// What a person calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Prompt => "prompt",
            Self::Id => "id",
            Self::Category => "category",
            Self::Tags => "tag",
            Self::Frameworks => "framework",
            Self::KeyPoints => "key point",
            Self::Terminology => "term",
            Self::HowToAnswer => "how to answer",
            Self::CommonMistakes => "mistake",
            Self::InterviewersLookFor => "looked for",
            Self::AnswerFramework => "answer framework",
            Self::StarExample => "example",
        }
    }

    /// How much a word here says about what the question is about.
    fn weight(self) -> f64 {
        match self {
            Self::Prompt | Self::Id | Self::KeyPoints => 4.0,
            Self::Category | Self::Tags | Self::Frameworks | Self::Terminology => 3.0,
            Self::HowToAnswer => 2.0,
            Self::CommonMistakes | Self::InterviewersLookFor | Self::AnswerFramework | Self::StarExample => 1.0,
        }
    }
}

fn fields(question: &Question) -> Vec<(Field, &str)> {
    let lists: [(Field, &[String]); 7] = [
        (Field::Tags, &question.tags),
        (Field::Frameworks, &question.frameworks),
        (Field::KeyPoints, &question.key_points),
        (Field::Terminology, &question.terminology),
        (Field::HowToAnswer, &question.how_to_answer),
        (Field::CommonMistakes, &question.common_mistakes),
        (Field::InterviewersLookFor, &question.interviewers_look_for),
    ];
    let mut fields = vec![
        (Field::Prompt, question.prompt.as_str()),
        (Field::Id, question.id.as_str()),
        (Field::Category, &question.category),
        (Field::AnswerFramework, &question.answer_framework),
    ];
    fields.extend(lists.into_iter().flat_map(|(field, list)| list.iter().map(move |text| (field, text.as_str()))));
    fields.extend(question.star_example.texts().into_iter().map(|text| (Field::StarExample, text)));
    fields
}

/// A question that matches.
#[derive(Debug, Clone)]
pub struct Hit<'a> {
    /// The question.
    pub entry: Entry<'a>,
    /// BM25F; 0 when no words were asked for.
    pub score: f64,
    /// The lines that show all the words between them, at most three, the best first.
    pub lines: Vec<Excerpt<'a>>,
}

/// A line of a question in which words were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt<'a> {
    /// The part of the question it is from.
    pub field: Field,
    /// A bullet, or a sentence of prose.
    pub text: &'a str,
    /// Bytes of `text` that match, in order, apart from each other.
    pub marks: Vec<Range<usize>>,
}

/// The questions that `filter` admits: the best match first, or by number when no words are asked for.
pub fn hits<'a>(library: &'a Library, filter: &Filter) -> Vec<Hit<'a>> {
    let entries = library.entries();
    let admitted = admitted(library, &entries, filter);
    // Without words there is nothing to look up.
    if filter.words.is_empty() {
        let hit = |at: usize| Hit { entry: entries[at], score: 0.0, lines: Vec::new() };
        return admitted.into_iter().map(hit).collect();
    }
    Index::new(library).ranked(&filter.words, &admitted)
}

/// Which of the entries meet everything but the words.
fn admitted(library: &Library, entries: &[Entry], filter: &Filter) -> Vec<usize> {
    // Only a wanted term needs the glossary, and making it takes as long as opening the bank.
    let glossary = if filter.terms.is_empty() { Glossary::default() } else { library.glossary() };
    let only = |entry: &Entry| filter.only.as_ref().is_none_or(|only| only.contains(&entry.full_name()));
    let admits = |entry: &Entry| only(entry) && filter.admits(entry.question, &glossary);
    (0..entries.len()).filter(|at| admits(&entries[*at])).collect()
}

/// Every word of every question, split and stemmed once, for whoever searches again and again.
#[derive(Debug, Clone)]
pub struct Index<'a> {
    entries: Vec<Entry<'a>>,
    /// The lines of each entry.
    lines: Vec<Vec<Line<'a>>>,
    vocabulary: Vec<Word>,
}

/// A bullet, or a sentence of prose, with its words as places in the vocabulary.
#[derive(Debug, Clone)]
struct Line<'a> {
    field: Field,
    text: &'a str,
    words: Vec<(Range<usize>, usize)>,
}

impl<'a> Index<'a> {
    /// The index of everything in `library`.
    pub fn new(library: &'a Library) -> Self {
        let entries = library.entries();
        let mut known = HashMap::new();
        let lines = entries.iter().map(|entry| lines(entry.question, &mut known)).collect();
        let mut vocabulary: Vec<(String, usize)> = known.into_iter().collect();
        vocabulary.sort_unstable_by_key(|(_, at)| *at);
        let vocabulary = vocabulary.into_iter().map(|(word, _)| Word::new(word)).collect();
        Self { entries, lines, vocabulary }
    }

    /// Those of the `admitted` entries in which all `words` stand, the best match first.
    fn ranked(&self, words: &[String], admitted: &[usize]) -> Vec<Hit<'a>> {
        let queries = queries(words, BEGINNING);
        let queries: Vec<_> = queries.iter().map(|query| Sought::new(query, &self.vocabulary)).collect();
        let searched: Vec<Searched> = (0..self.entries.len()).map(|at| self.searched(at, &queries)).collect();
        let model = Bm25f::new(&searched, queries.len());
        let mut found: Vec<Option<Searched>> = searched.into_iter().map(Some).collect();
        let mut hits: Vec<Hit> = admitted.iter().filter_map(|at| found[*at].take()?.hit(&model)).collect();
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entry.number.cmp(&b.entry.number)));
        hits
    }

    /// The questions in which all of `words` stand, by number; none where there is no word.
    pub fn with(&self, words: &Words) -> Vec<Entry<'a>> {
        if words.is_empty() {
            return Vec::new();
        }
        let sought: Vec<_> = words.0.iter().map(|query| Sought::new(query, &self.vocabulary)).collect();
        let stands = |lines: &[Line], word: &Sought| {
            lines.iter().any(|line| !word.places(&line.words, &self.vocabulary).is_empty())
        };
        let all = |lines: &[Line]| sought.iter().all(|word| stands(lines, word));
        self.entries.iter().zip(&self.lines).filter(|(_, lines)| all(lines)).map(|(entry, _)| *entry).collect()
    }

    fn searched(&self, at: usize, queries: &[Sought]) -> Searched<'a> {
        let mut lengths = BTreeMap::new();
        let mut found = Vec::new();
        for line in &self.lines[at] {
            *lengths.entry(line.field).or_insert(0.0) += count(line.words.len());
            let places: Vec<_> = queries.iter().map(|query| query.places(&line.words, &self.vocabulary)).collect();
            if places.iter().any(|places| !places.is_empty()) {
                found.push(Found { field: line.field, text: line.text, places });
            }
        }
        Searched { entry: self.entries[at], lines: found, lengths }
    }
}

fn lines<'a>(question: &'a Question, known: &mut HashMap<String, usize>) -> Vec<Line<'a>> {
    let sentences =
        |(field, text): (Field, &'a str)| text.split_sentence_bounds().map(move |text| (field, text.trim()));
    let mut place = |token: Token| {
        let next = known.len();
        (token.start..token.end, *known.entry(token.word).or_insert(next))
    };
    let line = |(field, text): (Field, &'a str)| {
        let words = tokens(text).into_iter().map(&mut place).collect();
        Line { field, text, words }
    };
    fields(question).into_iter().flat_map(sentences).filter(|(_, text)| !text.is_empty()).map(line).collect()
}

/// A search word: the parts of a hyphenated one in a row, or all of it in one.
struct Query {
    parts: Vec<Word>,
    joined: Word,
    /// How many letters make the beginning of a word stand for the word.
    beginning: usize,
}

/// A folded word and its stem.
#[derive(Debug, Clone)]
struct Word {
    folded: String,
    stem: String,
}

impl Word {
    fn new(folded: String) -> Self {
        Self { stem: stem(&folded), folded }
    }

    /// The same word in another inflection, or the beginning of one once so many letters are there.
    fn means(&self, other: &Word, beginning: usize) -> bool {
        other.stem == self.stem
            || (self.folded.chars().count() >= beginning && other.folded.starts_with(&self.folded))
            || (is_unspaced(&self.folded) && other.folded.contains(&self.folded))
    }
}

/// Whether a text is of a script that puts no blanks between words, where a word can begin anywhere.
fn is_unspaced(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{e00}'..='\u{eff}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'))
}

/// So many letters of a word are enough: fewer would find too much.
const BEGINNING: usize = 4;

fn queries(words: &[String], beginning: usize) -> Vec<Query> {
    let query = |word: &str| {
        let parts: Vec<Word> = tokens(word).into_iter().map(|token| Word::new(token.word)).collect();
        let joined = Word::new(parts.iter().map(|part| part.folded.as_str()).collect());
        (!parts.is_empty()).then_some(Query { parts, joined, beginning })
    };
    words.iter().flat_map(|words| words.split_whitespace()).filter_map(query).collect()
}

/// A search word with the words of a vocabulary that it means.
struct Sought<'q> {
    joined: &'q Word,
    /// For each part, whether each word of the vocabulary is one.
    parts: Vec<Vec<bool>>,
    whole: Vec<bool>,
    /// Whether a line with this word can have the search word: most lines have none of these.
    near: Vec<bool>,
}

impl<'q> Sought<'q> {
    fn new(query: &'q Query, vocabulary: &[Word]) -> Self {
        let meant = |word: &Word| vocabulary.iter().map(|other| word.means(other, query.beginning)).collect();
        let parts: Vec<Vec<bool>> = query.parts.iter().map(meant).collect();
        let whole = meant(&query.joined);
        let begins = |at: usize| query.joined.folded.starts_with(&vocabulary[at].folded);
        let is_near = |at: usize| whole[at] || begins(at) || parts.iter().any(|part| part[at]);
        let near = (0..vocabulary.len()).map(is_near).collect();
        Self { joined: &query.joined, parts, whole, near }
    }

    /// The bytes of each place in a line where the word stands.
    fn places(&self, words: &[(Range<usize>, usize)], vocabulary: &[Word]) -> Vec<Range<usize>> {
        if !words.iter().any(|(_, word)| self.near[*word]) {
            return Vec::new();
        }
        let apart =
            |window: &[(Range<usize>, usize)]| window.iter().zip(&self.parts).all(|((_, word), part)| part[*word]);
        let mut places: Vec<_> = words.windows(self.parts.len()).filter(|window| apart(window)).map(span).collect();
        if self.parts.len() > 1 {
            places.extend(words.iter().filter(|(_, word)| self.whole[*word]).map(|(bytes, _)| bytes.clone()));
        } else {
            places.extend(words.windows(2).filter(|pair| self.joins(pair, vocabulary)).map(span));
        }
        places
    }

    /// Whether the two halves of a hyphenated word make up this one: `over-engineering` for `overengineering`.
    fn joins(&self, pair: &[(Range<usize>, usize)], vocabulary: &[Word]) -> bool {
        let [(one, first), (two, second)] = pair else { return false };
        let (first, second) = (&vocabulary[*first].folded, &vocabulary[*second].folded);
        // The widest hyphen takes three bytes.
        two.start <= one.end + 3
            && self.joined.folded.starts_with(first)
            && stem(&format!("{first}{second}")) == self.joined.stem
    }
}

fn span(words: &[(Range<usize>, usize)]) -> Range<usize> {
    words.first().map_or(0, |(bytes, _)| bytes.start)..words.last().map_or(0, |(bytes, _)| bytes.end)
}

/// Search words to be found in any text.
pub struct Words(Vec<Query>);

impl Words {
    /// The words in what somebody is typing, down to the first letter.
    pub fn new(typed: &str) -> Self {
        Self(queries(&[typed.to_owned()], 1))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Bytes of `text` where any of the words stands, in order, apart from each other.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        merged(self.places(text).concat(), text)
    }

    /// Whether all of the words stand in `text`.
    fn are_in(&self, text: &str) -> bool {
        self.places(text).iter().all(|places| !places.is_empty())
    }

    fn places(&self, text: &str) -> Vec<Vec<Range<usize>>> {
        let tokens = tokens(text);
        let vocabulary: Vec<Word> = tokens.iter().map(|token| Word::new(token.word.clone())).collect();
        let words: Vec<_> = tokens.iter().map(|token| token.start..token.end).zip(0..).collect();
        self.0.iter().map(|query| Sought::new(query, &vocabulary).places(&words, &vocabulary)).collect()
    }
}

/// A question with everything that was found in it.
struct Searched<'a> {
    entry: Entry<'a>,
    lines: Vec<Found<'a>>,
    /// Words in each field.
    lengths: BTreeMap<Field, f64>,
}

/// A line, and for each search word its places in it.
struct Found<'a> {
    field: Field,
    text: &'a str,
    places: Vec<Vec<Range<usize>>>,
}

impl<'a> Searched<'a> {
    fn has(&self, query: usize) -> bool {
        self.lines.iter().any(|line| !line.places[query].is_empty())
    }

    fn hit(self, model: &Bm25f) -> Option<Hit<'a>> {
        let queries = model.idf.len();
        let score = model.score(&self);
        (queries > 0 && (0..queries).all(|query| self.has(query))).then(|| Hit {
            entry: self.entry,
            score,
            lines: excerpts(self.lines, queries),
        })
    }
}

/// The fewest lines, best first, that show every word; three at most.
fn excerpts(lines: Vec<Found>, queries: usize) -> Vec<Excerpt> {
    let mut missing: Vec<usize> = (0..queries).collect();
    let mut lines = lines;
    let mut chosen = Vec::new();
    while !missing.is_empty() && chosen.len() < 3 {
        let shown = |line: &Found| missing.iter().filter(|query| !line.places[**query].is_empty()).count();
        let value = |line: &Found| count(shown(line)) * 100.0 + line.field.weight();
        // `max_by` keeps the last of equals, and the earliest line should win.
        let Some((at, _)) = lines.iter().enumerate().rev().max_by(|(_, a), (_, b)| value(a).total_cmp(&value(b)))
        else {
            break;
        };
        let line = lines.remove(at);
        missing.retain(|query| line.places[*query].is_empty());
        chosen.push(Excerpt { field: line.field, text: line.text, marks: merged(line.places.concat(), line.text) });
    }
    chosen
}

/// The places in order, those with only a hyphen or a space between them as one.
fn merged(mut places: Vec<Range<usize>>, text: &str) -> Vec<Range<usize>> {
    places.sort_by_key(|place| (place.start, place.end));
    let mut marks: Vec<Range<usize>> = Vec::new();
    for place in places {
        match marks.last_mut() {
            Some(last) if place.start <= last.end || text[last.end..place.start].chars().count() == 1 => {
                last.end = last.end.max(place.end);
            }
            _ => marks.push(place),
        }
    }
    marks
}

/// BM25F over weighted fields, after Robertson and Zaragoza, "The Probabilistic Relevance
/// Framework: BM25 and Beyond" (2009), section 3.5, with the customary `k1 = 1.2` and `b = 0.75`.
struct Bm25f {
    idf: Vec<f64>,
    average: BTreeMap<Field, f64>,
}

impl Bm25f {
    const K1: f64 = 1.2;
    const B: f64 = 0.75;

    fn new(searched: &[Searched], queries: usize) -> Self {
        let all = count(searched.len());
        let idf = |query| {
            let with = count(searched.iter().filter(|it| it.has(query)).count());
            (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
        };
        let mut average = BTreeMap::new();
        for (field, length) in searched.iter().flat_map(|it| &it.lengths) {
            *average.entry(*field).or_insert(0.0) += length / all;
        }
        Self { idf: (0..queries).map(idf).collect(), average }
    }

    fn score(&self, searched: &Searched) -> f64 {
        let saturated = |frequency: f64| frequency / (Self::K1 + frequency);
        self.idf.iter().enumerate().map(|(query, idf)| idf * saturated(self.frequency(searched, query))).sum()
    }

    /// How often the word occurs, weighted by field and set against the field's usual length.
    fn frequency(&self, searched: &Searched, query: usize) -> f64 {
        let weighted = |line: &Found| {
            let length = searched.lengths.get(&line.field).copied().unwrap_or(0.0);
            let usual = self.average.get(&line.field).copied().unwrap_or(1.0).max(f64::MIN_POSITIVE);
            line.field.weight() * count(line.places[query].len()) / (1.0 - Self::B + Self::B * length / usual)
        };
        searched.lines.iter().map(weighted).sum()
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of words stay far below 2^52")]
fn count(n: usize) -> f64 {
    n as f64
}

/// For the first search word that occurs nowhere, that word and the nearest one that does.
pub fn nearest(library: &Library, filter: &Filter) -> Option<(String, String)> {
    let entries = library.entries();
    let texts = entries.iter().flat_map(|entry| fields(entry.question));
    let known: BTreeSet<String> = texts.flat_map(|(_, text)| tokens(text)).map(|token| token.word).collect();
    let known: Vec<Word> = known.into_iter().map(Word::new).collect();
    let parts = queries(&filter.words, BEGINNING).into_iter().flat_map(|query| query.parts);
    let unknown = parts.into_iter().find(|word| !known.iter().any(|known| word.means(known, BEGINNING)))?;
    let near = closest(&unknown.folded, known.iter().map(|word| word.folded.as_str()))?;
    Some((unknown.folded, near.to_owned()))
}

/// The glossary entries in which all `words` occur: those whose name or alias has them first.
pub fn terms<'a>(glossary: &Glossary<'a>, words: &[String]) -> Vec<&'a Term> {
    let sought = Words(queries(words, BEGINNING));
    if sought.is_empty() && !words.is_empty() {
        return Vec::new();
    }
    let named = |term: &&&Term| term.names().any(|name| sought.are_in(name));
    let defined = |term: &&&Term| !named(term) && sought.are_in(&format!("{} {}", term.name, term.definition));
    let terms = glossary.terms();
    terms.iter().filter(named).chain(terms.iter().filter(defined)).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    fn library() -> Library {
        let text = |id: &str, prompt: &str, point: &str| {
            format!(
                "[[question]]\nid='{id}'\nprompt='{prompt}'\ncategory='{}'\ntags=['launch']\nframeworks=['RICE']\n\
                 answer_framework='Plan it. Then do it.'\nstar_example='e'\nhow_to_answer=['h']\nkey_points=['{point}']\n\
                 terminology=['OKR']\ninterviewers_look_for=['l']\ncommon_mistakes=['Over-engineering']\n",
                if id == "one" { "values" } else { "behavioral" }
            )
        };
        let bank = text("one", "How do you roll out?", "Cross\u{2011}functional work")
            + &text("two", "Releases and caf\u{e9}s?", "Automated rollback")
            + "[[term]]\nname='OKR'\naliases=['objectives and key results']\ndefinition='Goals.'\n";
        Library { banks: vec![parse::bank("b", &bank).bank] }
    }

    fn found(words: &[&str]) -> Vec<String> {
        let filter = Filter { words: words.iter().map(ToString::to_string).collect(), ..Filter::default() };
        hits(&library(), &filter).iter().map(|hit| hit.entry.question.id.to_string()).collect()
    }

    #[test]
    fn words_match_across_hyphens_accents_and_inflection() {
        let cases: [(&[&str], &[&str]); 10] = [
            (&["cross functional"], &["one"]),
            (&["cross-functional"], &["one"]),
            (&["crossfunctional"], &["one"]),
            (&["Cafe", "release"], &["two"]),
            (&["rollb"], &["two"]),
            (&["ro"], &[]),
            (&["overengineering"], &["one", "two"]),
            (&["over-engineered"], &["one", "two"]),
            (&["roll", "rollback"], &["two"]),
            (&["plan", "automated"], &["two"]),
        ];
        for (words, expected) in cases {
            assert_eq!(found(words), expected, "{words:?}");
        }
    }

    #[test]
    fn the_line_with_most_words_is_shown_and_every_word_is_marked() {
        let library = library();
        let filter = Filter { words: vec!["rollback plan".into()], ..Filter::default() };
        let hits = hits(&library, &filter);
        let marked =
            |line: &Excerpt| line.marks.iter().map(|mark| line.text[mark.clone()].to_owned()).collect::<Vec<_>>();
        let lines: Vec<_> = hits[0].lines.iter().map(|line| (line.field, line.text, marked(line))).collect();
        let expected = [
            (Field::KeyPoints, "Automated rollback", vec!["rollback".to_owned()]),
            (Field::AnswerFramework, "Plan it.", vec!["Plan".to_owned()]),
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn flags_narrow_and_a_term_answers_to_its_alias() {
        let one = |list: &[&str]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
        let cases = [
            (Filter { categories: one(&["Values"]), ..Filter::default() }, 1),
            (Filter { categories: one(&["values", "behavioral"]), ..Filter::default() }, 2),
            (Filter { frameworks: one(&["rice"]), tags: one(&["launches"]), ..Filter::default() }, 2),
            (Filter { terms: one(&["objectives and key results"]), ..Filter::default() }, 2),
            (Filter { terms: one(&["KPI"]), ..Filter::default() }, 0),
        ];
        for (filter, expected) in cases {
            assert_eq!(hits(&library(), &filter).len(), expected, "{filter:?}");
        }
    }

    #[test]
    fn a_word_that_is_nowhere_gets_the_nearest_one() {
        let near = |word: &str| nearest(&library(), &Filter { words: vec![word.into()], ..Filter::default() });
        assert_eq!(near("rolback"), Some(("rolback".into(), "rollback".into())));
        assert_eq!(near("xylophone"), None);
    }
}
