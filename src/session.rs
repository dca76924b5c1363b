//! A quiz in progress, without a screen: which question is up, what has been said, what a key does.
//!
//! A [`Session`] takes single characters and answers with a [`Reaction`]; `commands` shows what the
//! reaction calls for. It reads no clock: the time that passed arrives with each key. A new key is
//! an arm in [`Session::press`] and a line in `views`.

pub mod choice;

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::civil::Date;
use rand::{Rng, SeedableRng, rngs::Xoshiro256PlusPlus};

use crate::bank::Entry;
use crate::schedule::Grade;
use choice::Item;

/// The letters that tick points, in order. Those with another meaning are left out.
const LETTERS: &str = "abcdefghijklnoprtvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// How many of them are small.
const SMALL: usize = 22;

/// The letter that ticks point `index`, if there are letters enough.
pub fn letter(index: usize) -> Option<char> {
    LETTERS.chars().nth(index)
}

/// The source of chance that gives the same numbers for the same seed everywhere.
pub fn chance(seed: u64) -> Xoshiro256PlusPlus {
    Xoshiro256PlusPlus::seed_from_u64(seed)
}

/// The items in random order, by Fisher and Yates.
///
/// Written out because libraries reserve the right to change what a seed gives, and `--seed` promises not to.
pub fn shuffled<T>(mut items: Vec<T>, rng: &mut impl Rng) -> Vec<T> {
    for last in (1..items.len()).rev() {
        items.swap(last, below(last + 1, rng));
    }
    items
}

/// A number from 0 to `end - 1`: the high half of the product, which is even enough for `end` far below 2^64.
#[expect(clippy::cast_possible_truncation, reason = "the high half of a product with a usize is below that usize")]
fn below(end: usize, rng: &mut impl Rng) -> usize {
    ((u128::from(rng.next_u64()) * end as u128) >> 64) as usize
}

/// One question of the session and what became of it.
#[derive(Debug, Clone)]
pub struct Card<'a> {
    /// The question.
    pub entry: Entry<'a>,
    /// The multiple-choice item, in a session of such.
    pub item: Option<Item<'a>>,
    /// The key points the person says they made, by index.
    pub ticks: BTreeSet<usize>,
    /// The option that was chosen, by index.
    pub chosen: Option<usize>,
    /// When it would come again for each grade, worst first, where the grade moves the schedule.
    pub dates: Option<[Date; 4]>,
    /// Whether the rest of the question has been shown.
    pub unfolded: bool,
    /// How it ended, once it has.
    pub outcome: Option<Outcome>,
    /// Time taken until the answer was revealed.
    pub time: Duration,
}

/// How a question ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was answered.
    Graded(Grade),
    /// It was passed over.
    Skipped,
}

impl<'a> Card<'a> {
    /// A question that has not been asked yet.
    pub fn new(entry: Entry<'a>, item: Option<Item<'a>>) -> Self {
        Self {
            entry,
            item,
            ticks: BTreeSet::new(),
            chosen: None,
            dates: None,
            unfolded: false,
            outcome: None,
            time: Duration::ZERO,
        }
    }

    /// Whether the right option was chosen.
    pub fn is_right(&self) -> bool {
        self.item.as_ref().zip(self.chosen).is_some_and(|(item, chosen)| chosen == item.right)
    }

    /// The grade that what was ticked or chosen suggests.
    pub fn suggested(&self) -> Grade {
        match (&self.item, self.is_right()) {
            (None, _) => Grade::suggested(self.ticks.len(), self.entry.question.key_points.len()),
            (Some(_), true) => Grade::Good,
            (Some(_), false) => Grade::Again,
        }
    }
}

/// Where the session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The prompt is shown.
    Asked,
    /// The answer is shown.
    Revealed,
    /// The summary is shown.
    Finished,
}

/// What a key did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reaction {
    /// Nothing: the key means nothing here.
    Ignored,
    /// A point was ticked or unticked.
    Ticked,
    /// The answer was revealed.
    Revealed,
    /// The question ended, and the next one or the summary is up.
    Closed,
    /// The question that ended last is open again.
    Reopened,
    /// Somebody wants to know the keys.
    Help,
    /// Somebody wants the whole question.
    More,
    /// The session was left.
    Left,
}

/// The questions of one sitting.
#[derive(Debug, Clone)]
pub struct Session<'a> {
    cards: Vec<Card<'a>>,
    at: usize,
    stage: Stage,
}

impl<'a> Session<'a> {
    /// A session of these cards; without any it is finished at once.
    pub fn new(cards: Vec<Card<'a>>) -> Self {
        let stage = if cards.is_empty() { Stage::Finished } else { Stage::Asked };
        Self { cards, at: 0, stage }
    }

    /// All cards in the order they are asked.
    pub fn cards(&self) -> &[Card<'a>] {
        &self.cards
    }

    /// The card that is up, unless the session is finished.
    pub fn card(&self) -> Option<&Card<'a>> {
        self.cards.get(self.at).filter(|_| self.stage != Stage::Finished)
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        let chosen = self.stage == Stage::Revealed && self.cards[self.at].item.is_some();
        self.at > 0 || chosen
    }

    /// The card that ended last.
    pub fn last(&self) -> Option<&Card<'a>> {
        self.at.checked_sub(1).and_then(|at| self.cards.get(at))
    }

    /// Where the session stands.
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// The index of the card that is up.
    pub fn index(&self) -> usize {
        self.at
    }

    /// Says when the question that is up would come again for each grade, worst first.
    pub fn foretell(&mut self, dates: [Date; 4]) {
        if let Some(card) = self.cards.get_mut(self.at) {
            card.dates = Some(dates);
        }
    }

    /// The place of the card that is up, counted from 1.
    pub fn position(&self) -> usize {
        self.at + 1
    }

    /// Takes one key, `waited` after the last one.
    pub fn press(&mut self, key: char, waited: Duration) -> Reaction {
        if self.stage == Stage::Asked {
            self.cards[self.at].time += waited;
        }
        let is_choice = self.card().is_some_and(|card| card.item.is_some());
        match (self.stage, key) {
            (_, 'u') => self.undo(),
            (Stage::Finished, 'q') => Reaction::Left,
            (Stage::Finished, _) => Reaction::Ignored,
            (_, '?') => Reaction::Help,
            (_, 'q') => self.leave(),
            (Stage::Asked, 's') => self.close(Outcome::Skipped),
            (Stage::Asked, ' ') => self.reveal(None),
            (Stage::Asked, key) => self.choose(key),
            (Stage::Revealed, ' ') => self.close(Outcome::Graded(self.cards[self.at].suggested())),
            (Stage::Revealed, _) if is_choice => Reaction::Ignored,
            (Stage::Revealed, 's') => self.close(Outcome::Skipped),
            (Stage::Revealed, 'm') => self.unfold(),
            (Stage::Revealed, key) => self.judge(key),
        }
    }

    fn unfold(&mut self) -> Reaction {
        let unfolded = std::mem::replace(&mut self.cards[self.at].unfolded, true);
        if unfolded { Reaction::Ignored } else { Reaction::More }
    }

    fn leave(&mut self) -> Reaction {
        self.stage = Stage::Finished;
        Reaction::Left
    }

    fn undo(&mut self) -> Reaction {
        if self.stage == Stage::Revealed && self.cards[self.at].item.is_some() {
            // What was chosen a moment ago is what there is to undo.
            self.stage = Stage::Asked;
            return Reaction::Reopened;
        }
        if self.at == 0 {
            return Reaction::Ignored;
        }
        if let Some(card) = self.cards.get_mut(self.at) {
            *card = Card::new(card.entry, card.item.take());
        }
        self.at -= 1;
        let card = &mut self.cards[self.at];
        let skipped = card.outcome.take() == Some(Outcome::Skipped);
        self.stage = if skipped || card.item.is_some() { Stage::Asked } else { Stage::Revealed };
        card.chosen = None;
        Reaction::Reopened
    }

    fn reveal(&mut self, chosen: Option<usize>) -> Reaction {
        self.cards[self.at].chosen = chosen;
        self.stage = Stage::Revealed;
        Reaction::Revealed
    }

    fn choose(&mut self, key: char) -> Reaction {
        let options = self.cards[self.at].item.as_ref().map_or(0, |item| item.options.len());
        match digit(key).filter(|option| *option < options) {
            Some(option) => self.reveal(Some(option)),
            None => Reaction::Ignored,
        }
    }

    fn judge(&mut self, key: char) -> Reaction {
        let card = &mut self.cards[self.at];
        if let Some(grade) = digit(key).and_then(|grade| Grade::ALL.get(grade)) {
            return self.close(Outcome::Graded(*grade));
        }
        let points = card.entry.question.key_points.len();
        // A capital is a key of its own only where there are more points than small letters.
        let key = if points <= SMALL { key.to_ascii_lowercase() } else { key };
        let point = LETTERS.chars().position(|letter| letter == key);
        match point.filter(|point| *point < points) {
            Some(point) => {
                if !card.ticks.remove(&point) {
                    card.ticks.insert(point);
                }
                Reaction::Ticked
            }
            None => Reaction::Ignored,
        }
    }

    fn close(&mut self, outcome: Outcome) -> Reaction {
        self.cards[self.at].outcome = Some(outcome);
        self.at += 1;
        self.stage = if self.at < self.cards.len() { Stage::Asked } else { Stage::Finished };
        Reaction::Closed
    }

    /// What the session came to so far.
    pub fn tally(&self) -> Tally<'a> {
        Tally::new(&self.cards)
    }
}

fn digit(key: char) -> Option<usize> {
    key.to_digit(10).and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1))
}

/// What a session came to.
#[derive(Debug, Clone)]
pub struct Tally<'a> {
    /// Questions that were graded.
    pub answered: usize,
    /// Questions that were passed over.
    pub skipped: usize,
    /// Key points that were made, over the answered questions.
    pub made: usize,
    /// Key points there were, over the answered questions.
    pub points: usize,
    /// Multiple-choice items that were right.
    pub right: usize,
    /// How often each grade was given, worst first.
    pub grades: [usize; 4],
    /// Time taken over the answered questions.
    pub time: Duration,
    /// The question that went worst, when there were several and not all went well.
    pub weakest: Option<Entry<'a>>,
}

impl<'a> Tally<'a> {
    fn new(cards: &[Card<'a>]) -> Self {
        let graded = |card: &&Card| matches!(card.outcome, Some(Outcome::Graded(_)));
        let answered: Vec<&Card> = cards.iter().filter(graded).collect();
        let with = |grade| answered.iter().filter(|card| card.outcome == Some(Outcome::Graded(grade))).count();
        let open = || answered.iter().filter(|card| card.item.is_none());
        Tally {
            answered: answered.len(),
            skipped: cards.iter().filter(|card| card.outcome == Some(Outcome::Skipped)).count(),
            made: open().map(|card| card.ticks.len()).sum(),
            points: open().map(|card| card.entry.question.key_points.len()).sum(),
            right: answered.iter().filter(|card| card.is_right()).count(),
            grades: Grade::ALL.map(with),
            time: answered.iter().map(|card| card.time).sum(),
            weakest: weakest(&answered).filter(|_| answered.len() > 1),
        }
    }
}

/// The first of the cards with the worst grade, if that grade is below good.
fn weakest<'a>(answered: &[&Card<'a>]) -> Option<Entry<'a>> {
    let grade = |card: &&&Card| match card.outcome {
        Some(Outcome::Graded(grade)) => grade,
        _ => Grade::Easy,
    };
    answered.iter().filter(|card| grade(card) < Grade::Good).min_by_key(grade).map(|card| card.entry)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Bank, Library, Question, QuestionId};

    fn library(points: usize) -> Library {
        let id = |id: &str| QuestionId::try_from(id.to_owned()).unwrap();
        let key_points: Vec<String> = (0..points).map(|n| format!("point {n}")).collect();
        let question = |name: &str| Question { id: id(name), key_points: key_points.clone(), ..Question::default() };
        Library { banks: vec![Bank { questions: ["one", "two"].map(question).to_vec(), ..Bank::default() }] }
    }

    fn played(library: &Library, keys: &str) -> (Vec<Option<Outcome>>, Stage) {
        let cards = library.entries().into_iter().map(|entry| Card::new(entry, None)).collect();
        let mut session = Session::new(cards);
        for key in keys.chars() {
            session.press(key, Duration::from_secs(1));
        }
        (session.cards.iter().map(|card| card.outcome).collect(), session.stage)
    }

    #[test]
    fn keys_lead_through_the_session() {
        use Outcome::{Graded, Skipped};
        let (library, done) = (library(3), Stage::Finished);
        let cases = [
            ("  ", [Some(Graded(Grade::Again)), None], Stage::Asked),
            (" a ", [Some(Graded(Grade::Hard)), None], Stage::Asked),
            (" abb ", [Some(Graded(Grade::Hard)), None], Stage::Asked),
            (" abc  ", [Some(Graded(Grade::Easy)), None], Stage::Revealed),
            (" 3s", [Some(Graded(Grade::Good)), Some(Skipped)], done),
            (" 3 2", [Some(Graded(Grade::Good)), Some(Graded(Grade::Hard))], done),
            (" 3 2u", [Some(Graded(Grade::Good)), None], Stage::Revealed),
            (" 3 2uu4", [Some(Graded(Grade::Easy)), None], Stage::Asked),
            ("su", [None, None], Stage::Asked),
            ("u", [None, None], Stage::Asked),
            (" 3q", [Some(Graded(Grade::Good)), None], done),
            (" 3qu", [None, None], Stage::Revealed),
            ("3", [None, None], Stage::Asked),
            (" 9z0x", [None, None], Stage::Revealed),
        ];
        for (keys, outcomes, stage) in cases {
            assert_eq!(played(&library, keys), (outcomes.to_vec(), stage), "{keys:?}");
        }
    }

    #[test]
    fn only_the_time_before_the_reveal_counts() {
        let library = library(1);
        let mut session = Session::new(library.entries().into_iter().map(|entry| Card::new(entry, None)).collect());
        for (key, seconds) in [('?', 5), (' ', 10), ('a', 100), (' ', 1000), ('q', 7)] {
            session.press(key, Duration::from_secs(seconds));
        }
        assert_eq!(session.tally().time, Duration::from_secs(15));
    }

    #[test]
    fn a_seed_gives_the_same_order_for_ever() {
        assert_eq!(shuffled((0..10).collect(), &mut chance(42)), [5, 3, 1, 0, 9, 6, 4, 7, 2, 8]);
        assert_eq!(shuffled((1..=9).collect(), &mut chance(7)), [4, 9, 7, 8, 5, 3, 6, 2, 1]);
    }
}
