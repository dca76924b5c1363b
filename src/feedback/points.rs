//! Which points of the rubric an answer makes, each with the words that earned its verdict.
//!
//! What is heard of a point adds up: every cue tells as many bits as its words are rare, once, however
//! often it is heard (the weight of evidence, I. J. Good 1950), and a little when most of it is. What so
//! many cues would tell by accident is taken off, and a place that tells more of another point tells nothing
//! of this one. A sentence that denies, only talks or hedges tells nothing, nothing and half. Naming a point
//! makes up for a missing word or two, no more.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::answer::{Answer, is_negator, tells_deed};
use super::cue::{Cue, Hit};
use super::rubric::{Criteria, Part};
use super::{Evidence, Finding, Report, Rubric, Verdict, lexicon};

/// As many bits make a point: by chance one answer in five hundred would have them.
pub(super) const MADE: f64 = 9.0;
/// From here on a point is made partly, whatever its cues would tell by accident.
const BEGUN: f64 = 5.0;
/// What a cue tells of its bits when most of it was heard.
const NEARLY: f64 = 0.16;
/// What the name of a point tells, where something is said of it.
const NAME: f64 = 5.0;
/// What one word tells at most that says a word of a point: it takes two to make the point.
const WORD: f64 = 4.9;
/// How many words apart such words stand at most that are pointed at together.
const APART: usize = 5;
/// How many words of its own a sentence needs so that a name in it is more than a name.
const SUBSTANCE: usize = 5;
/// How many words before a name its deed may stand, and how many words of its own are enough then.
const DEED: usize = 10;
const DONE: usize = 2;
/// How many places in the answer are pointed at, and how much of what the best of them tells they tell at least.
const PLACES: usize = 2;
const TELLING: f64 = 0.25;

/// The groups of the lexicon in which a sentence takes back what it says.
struct TakenBack {
    hearsay: Option<usize>,
    hedge: Option<usize>,
    refusal: Option<usize>,
}

static TAKEN_BACK: LazyLock<TakenBack> = LazyLock::new(|| {
    let group = |head: &str| lexicon::get().group(&lexicon::root(head));
    TakenBack { hearsay: group("hearsay"), hedge: group("hedge"), refusal: group("refusal") }
});

/// Judges every key point.
pub(super) fn judge(rubric: &Rubric, answer: &Answer, report: &mut Report) {
    let mut heard: Vec<Vec<Vec<Sign>>> = rubric.points.iter().map(|point| all_signs(point, answer)).collect();
    let strong: Vec<Vec<(f64, Range<usize>)>> = heard.iter().map(|parts| strong_places(parts)).collect();
    for (at, parts) in heard.iter_mut().enumerate() {
        for signs in parts {
            signs.retain(|sign| !sign.is_outdone(at, &strong));
        }
    }
    report.points = rubric.points.iter().zip(heard).map(|(point, signs)| weighed(point, &signs, answer)).collect();
}

/// The places that would begin a point by themselves, with their bits.
fn strong_places(parts: &[Vec<Sign>]) -> Vec<(f64, Range<usize>)> {
    let is_strong = |sign: &&Sign| matches!(sign.source, Source::Cue(_)) && sign.bits >= BEGUN;
    parts.iter().flatten().filter(is_strong).map(Sign::place).collect()
}

/// The verdict on one point, whatever the others are.
pub(super) fn finding(point: &Criteria, answer: &Answer) -> Finding {
    weighed(point, &all_signs(point, answer), answer)
}

/// What is heard of a point as a whole and of each of its halves.
fn all_signs<'a>(point: &Criteria, answer: &'a Answer) -> Vec<Vec<Sign<'a>>> {
    std::iter::once(&point.whole).chain(&point.parts).map(|part| signs(part, answer)).collect()
}

/// The verdict on a point: the best that it earns as a whole or by its halves.
fn weighed(point: &Criteria, signs: &[Vec<Sign>], answer: &Answer) -> Finding {
    let whole = heard(&point.whole, &signs[0], answer);
    let halves: Vec<Heard> =
        point.parts.iter().zip(&signs[1..]).map(|(half, signs)| heard(half, signs, answer)).collect();
    let joined = joined(&halves);
    let best = if joined.verdict > whole.verdict { joined } else { whole };
    let evidence = if best.verdict == Verdict::Missed { Vec::new() } else { best.evidence(answer) };
    Finding { text: point.text.clone(), verdict: best.verdict, evidence, bits: best.bits }
}

/// What was heard of a part, and by which words.
#[derive(Debug, Clone, Default)]
struct Heard {
    verdict: Verdict,
    bits: f64,
    /// Where, with the bits of each place.
    places: Vec<(f64, Range<usize>)>,
}

impl Heard {
    fn evidence(&self, answer: &Answer) -> Vec<Evidence> {
        let mut places = self.places.clone();
        places.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut kept: Vec<Range<usize>> = Vec::new();
        let least = places.first().map_or(0.0, |best| best.0 * TELLING);
        for (bits, place) in places {
            if bits >= least && kept.len() < PLACES && !kept.iter().any(|other| overlap(other, &place)) {
                kept.push(place);
            }
        }
        kept.iter().map(|place| Evidence::new(answer, place)).collect()
    }
}

impl Evidence {
    fn new(answer: &Answer, words: &Range<usize>) -> Self {
        let bytes = answer.bytes(words);
        Self { start: bytes.start, end: bytes.end, text: answer.text[bytes].to_owned() }
    }
}

/// Both halves make the point, one makes it partly.
fn joined(halves: &[Heard]) -> Heard {
    let best = halves.iter().map(|half| half.verdict).max().unwrap_or_default();
    let all = halves.iter().all(|half| half.verdict == Verdict::Covered);
    let verdict = if best == Verdict::Covered && !all { Verdict::Partly } else { best };
    // Each half counts as far as it is needed.
    let bits = halves.iter().map(|half| half.bits.min(MADE)).sum::<f64>()
        / f64::from(u8::try_from(halves.len()).unwrap_or(1).max(1));
    let places = halves.iter().filter(|half| half.verdict == best).flat_map(|half| half.places.clone()).collect();
    Heard { verdict, bits, places }
}

fn heard(part: &Part, signs: &[Sign], answer: &Answer) -> Heard {
    let mut told: BTreeMap<&Source, f64> = BTreeMap::new();
    for Sign { source, bits, .. } in signs {
        let known = told.entry(source).or_default();
        *known = known.max(*bits);
    }
    let bits = (told.values().sum::<f64>() - part.chance()).max(0.0);
    // Words that nearly say it help to make a point, but begin none.
    let sure: f64 = told.iter().filter(|it| !it.0.is_nearly()).map(|it| it.1).sum();
    let verdict = match () {
        () if sure > 0.0 && !answer.is_told() => Verdict::Named,
        () if bits >= MADE && answer.is_told() => Verdict::Covered,
        () if sure >= BEGUN => Verdict::Partly,
        () => signs.iter().map(Sign::weakly).max().unwrap_or_default(),
    };
    // What begins a point begins it, whatever is taken off for accidents.
    let bits = if verdict == Verdict::Partly { bits.max(BEGUN) } else { bits };
    let places = signs.iter().filter(|sign| sign.earns(verdict)).map(Sign::place).collect();
    Heard { verdict, bits, places: if part.meant.is_some() { gathered(answer, places) } else { places } }
}

/// Words that stand near each other are one place.
fn gathered(answer: &Answer, mut places: Vec<(f64, Range<usize>)>) -> Vec<(f64, Range<usize>)> {
    places.sort_by_key(|(_, place)| (place.start, place.end));
    let mut all: Vec<(f64, Range<usize>)> = Vec::new();
    for (bits, place) in places {
        let is_near = |last: &(f64, Range<usize>)| {
            place.start <= last.1.end + APART
                && answer.words[place.start].sentence == answer.words[last.1.start].sentence
        };
        match all.last_mut() {
            Some(last) if is_near(last) => *last = (last.0 + bits, last.1.start..last.1.end.max(place.end)),
            _ => all.push((bits, place)),
        }
    }
    all
}

/// What was heard of a part: however often it is, it tells its bits once.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Source<'a> {
    Name,
    /// One of its cues, by index.
    Cue(usize),
    /// Most of a cue, by where it stands: cues that nearly hear the same words tell it once.
    Nearly(usize, usize),
    /// A word that says one of its own, by its root.
    Word(&'a str),
}

impl Source<'_> {
    fn is_nearly(&self) -> bool {
        matches!(self, Self::Nearly(..))
    }
}

/// One place in the answer that speaks of a part.
struct Sign<'a> {
    verdict: Verdict,
    hit: Hit,
    source: Source<'a>,
    bits: f64,
}

impl<'a> Sign<'a> {
    fn new(verdict: Verdict, bits: f64, source: Source<'a>, hit: Hit) -> Self {
        let told = match verdict {
            Verdict::Covered => bits,
            Verdict::Partly => bits / 2.0,
            _ => 0.0,
        };
        // Only what would have made the point is worth calling denied.
        let verdict = if source != Source::Name && bits < MADE { Verdict::Missed } else { verdict };
        Self { verdict, hit, source, bits: told }
    }

    /// What it is worth where all signs together tell too little: what is said has only named it.
    fn weakly(&self) -> Verdict {
        if self.verdict > Verdict::Denied { Verdict::Named } else { self.verdict }
    }

    /// Whether its place tells more of another point than of this one, by the sum of the cues heard in it.
    fn is_outdone(&self, point: usize, strong: &[Vec<(f64, Range<usize>)>]) -> bool {
        let here = self.place().1;
        let told = |places: &[(f64, Range<usize>)]| -> f64 {
            places.iter().filter(|it| overlap(&it.1, &here)).map(|it| it.0).sum()
        };
        let own = told(&strong[point]);
        self.source != Source::Name && self.bits > 0.0 && strong.iter().any(|places| told(places) > own)
    }

    /// Whether it is a reason for this verdict.
    fn earns(&self, verdict: Verdict) -> bool {
        match verdict {
            Verdict::Denied => self.verdict == Verdict::Denied,
            Verdict::Named => self.verdict > Verdict::Missed || self.bits > 0.0 && !self.source.is_nearly(),
            _ => self.bits > 0.0,
        }
    }

    /// Where it stands and what it tells; of what tells nothing, the name before all.
    fn place(&self) -> (f64, Range<usize>) {
        let first = if self.source == Source::Name { f64::MIN_POSITIVE } else { 0.0 };
        (self.bits.max(first), span(&self.hit))
    }
}

fn signs<'a>(part: &Part, answer: &'a Answer) -> Vec<Sign<'a>> {
    let named: Vec<Hit> = part.names.iter().flat_map(|name| name.most(answer)).collect();
    let mentions: Vec<Range<usize>> = named.iter().map(span).collect();
    let mut signs = Vec::new();
    for (at, cue) in part.cues.iter().enumerate() {
        for hit in places(cue, part, answer) {
            let nearly = || (Source::Nearly(span(&hit).start, span(&hit).end), cue.bits() * NEARLY);
            let (source, bits) = if cue.is_all(&hit) { (Source::Cue(at), cue.bits()) } else { nearly() };
            let worth = if part.is_fault { Some(by_fault(answer, &hit)) } else { worth(answer, &hit, &mentions) };
            signs.extend(worth.map(|verdict| Sign::new(verdict, bits, source, hit)));
        }
    }
    let name = if part.meant.is_some() { MADE } else { NAME };
    signs.extend(named.into_iter().map(|hit| Sign::new(by_name(answer, &hit), name, Source::Name, hit)));
    for (place, bits) in part.meant.iter().flat_map(|cue| cue.ways(answer)) {
        let source = Source::Word(&answer.words[place.start].root);
        let hit = vec![place];
        signs.push(Sign::new(by_name(answer, &hit), bits.min(WORD), source, hit));
    }
    signs
}

/// Where all of a cue is heard, or else where most of it is. A fault has to be told in full.
fn places(cue: &Cue, part: &Part, answer: &Answer) -> Vec<Hit> {
    let mut hits = if part.is_fault { cue.hits(answer) } else { cue.most(answer) };
    if hits.iter().any(|hit| cue.is_all(hit)) {
        hits.retain(|hit| cue.is_all(hit));
    }
    hits
}

/// What a cue is worth where it was heard: next to nothing when it only heard the point's own name.
fn worth(answer: &Answer, hit: &Hit, mentions: &[Range<usize>]) -> Option<Verdict> {
    let Some(mention) = mentions.iter().find(|mention| hit.iter().any(|it| overlap(mention, it))) else {
        return Some(by_cue(answer, hit));
    };
    let beyond = hit.iter().filter(|it| !mentions.iter().any(|mention| overlap(mention, it))).count();
    (beyond >= 2).then(|| by_cue(answer, hit).min(by_name(answer, &vec![mention.clone()])))
}

/// From the first word of a hit to the last.
fn span(hit: &Hit) -> Range<usize> {
    hit[0].start..hit[hit.len() - 1].end
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn by_cue(answer: &Answer, hit: &Hit) -> Verdict {
    let denied = denied(answer, hit);
    match () {
        // A word or two may stand in the clause beside: nothing is told then, and nothing denied.
        () if denied > 0 && denied * 2 < hit.len() => Verdict::Missed,
        () if denied > 0 => Verdict::Denied,
        () if answer.words[hit[0].start].listed || is_near(answer, hit, TAKEN_BACK.hearsay) => Verdict::Named,
        () if is_near(answer, hit, TAKEN_BACK.hedge) => Verdict::Partly,
        () => Verdict::Covered,
    }
}

fn by_fault(answer: &Answer, hit: &Hit) -> Verdict {
    match () {
        () if denied(answer, hit) > 0 => Verdict::Denied,
        () if answer.words[hit[0].start].listed => Verdict::Named,
        () => Verdict::Covered,
    }
}

fn by_name(answer: &Answer, hit: &Hit) -> Verdict {
    match () {
        () if denied(answer, hit) > 0 || is_refused(answer, hit) => Verdict::Denied,
        () if substance(answer, hit) < if is_done(answer, hit) { DONE } else { SUBSTANCE } => Verdict::Named,
        () => by_cue(answer, hit),
    }
}

/// Whether it is told as a deed: "I set up a clear escalation path", "I communicated it to all stakeholders".
fn is_done(answer: &Answer, hit: &Hit) -> bool {
    let Range { start: first, end } = span(hit);
    let near = answer.before(first, DEED);
    let begins = answer.sentences.iter().any(|it| it.start == near) && lexicon::is_participle(&answer.words[near].said);
    begins || tells_deed(&answer.words[near..end])
}

/// How many of its words are denied, by none of their own.
fn denied(answer: &Answer, hit: &Hit) -> usize {
    let taken = |at: usize| hit.iter().any(|range| range.contains(&at));
    let denied = |at: usize| answer.words[at].denied_by.is_some_and(|by| !taken(by));
    hit.iter().filter(|range| (*range).clone().any(denied)).count()
}

/// "Tenant isolation? No", "stakeholder mapping, never", "conflict resolution I ducked".
fn is_refused(answer: &Answer, hit: &Hit) -> bool {
    let end = span(hit).end;
    let near = |reach: usize| end..(end + reach).min(answer.words.len());
    let last = answer.words[end - 1].sentence + usize::from(answer.asks(end));
    let same = |at: usize| answer.words[at].sentence <= last;
    let refused = answer.ways_of(TAKEN_BACK.refusal).iter().any(|it| near(7).contains(&it.start) && same(it.start));
    refused || near(3).any(|at| same(at) && is_negator(&answer.words, at))
}

/// Whether a way of saying in this group stands within a few words, in the same sentence.
fn is_near(answer: &Answer, hit: &Hit, group: Option<usize>) -> bool {
    let Range { start: first, end: last } = span(hit);
    let near = first.saturating_sub(5)..(last + 5).min(answer.words.len());
    let same = |at: usize| answer.words[at].sentence == answer.words[first].sentence;
    answer.ways_of(group).iter().any(|it| near.contains(&it.start) && same(it.start))
}

/// How many words near a name say something beyond the field's own terms.
fn substance(answer: &Answer, hit: &Hit) -> usize {
    let Range { start: first, end: last } = span(hit);
    let taken = |at: usize| hit.iter().any(|range| range.contains(&at));
    let near = first.saturating_sub(12)..(last + 25).min(answer.words.len());
    let counts = |at: &usize| {
        let word = &answer.words[*at];
        word.sentence == answer.words[first].sentence
            && !taken(*at)
            && !word.fine
            && !lexicon::is_light(&word.said)
            && !lexicon::is_buzz(&word.root)
    };
    near.filter(counts).count()
}
