//! The days until an interview: which questions on which day, and how ready that makes.
//!
//! The plan is worked out anew from the journal each time, so missed days spread over what is left. It
//! promises: every question before the day, three looks at each where the days allow, loads that
//! differ by one at most, and on the eve everything once.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;

use crate::schedule::{Grade, Memory, Review, after, days, later, memories, next_dates};

/// An interview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Interview {
    /// The day it is on.
    pub date: Date,
    /// The day it was set.
    pub set: Date,
}

/// What the journal makes of each question today.
#[derive(Debug, Clone)]
pub struct Progress {
    /// The day it is.
    pub today: Date,
    /// The next interview.
    pub interview: Option<Interview>,
    /// What to do on each day until then.
    pub plan: Vec<Day>,
    /// The eve of the interview after that: nothing comes later.
    latest: Option<Date>,
    /// The questions as the plan sees them, in the order of the banks.
    pub subjects: Vec<Subject>,
    memories: BTreeMap<String, Memory>,
    /// The day each question comes next.
    coming: BTreeMap<String, Date>,
}

impl Interview {
    /// The day before it.
    fn eve(self) -> Date {
        self.date.yesterday().unwrap_or(self.date)
    }
}

/// The farthest interview that is planned for, in days: nobody prepares for longer than two years.
pub const FARTHEST: u32 = 731;

impl Progress {
    /// What `reviews` (in order of time) and `interviews` (by date) make of the questions called `names`.
    pub fn new(names: Vec<String>, reviews: &[Review], interviews: &[Interview], today: Date) -> Self {
        let memories = memories(reviews);
        let mut coming = interviews.iter().filter(|it| it.date > today && days(today, it.date) <= FARTHEST);
        let (interview, latest) = (coming.next().copied(), coming.next().map(|it| it.eve()));
        let set = interview.map_or(today, |interview| interview.set);
        let subjects = subjects(names.into_iter(), &memories, reviews, set, today);
        let plan = interview.map_or(Vec::new(), |interview| days_until(interview.date, today, &subjects));
        let coming = self::coming(&plan, &subjects, &memories, today, latest);
        Self { today, interview, plan, latest, subjects, memories, coming }
    }

    /// What is remembered of a question; nothing when it was never answered.
    pub fn memory(&self, name: &str) -> Option<&Memory> {
        self.memories.get(name)
    }

    /// The day a question comes next: by the plan while there is an interview to come, else by the schedule.
    pub fn next(&self, name: &str) -> Option<Date> {
        self.coming.get(name).copied()
    }

    /// Whether a question should be answered today.
    pub fn is_due(&self, name: &str) -> bool {
        self.next(name).is_some_and(|day| day <= self.today)
    }

    /// Whether a question wants work.
    pub fn is_weak(&self, name: &str) -> bool {
        self.memory(name).is_some_and(|memory| memory.is_weak(self.today))
    }

    /// The chance of recalling a question today, 0 to 1; 0 when it was never answered.
    pub fn recall(&self, name: &str) -> f32 {
        self.memory(name).map_or(0.0, |memory| memory.recall(self.today))
    }

    /// How many questions are due.
    pub fn due(&self) -> usize {
        self.subjects.iter().filter(|subject| self.is_due(&subject.name)).count()
    }

    /// How many questions are not on the schedule yet.
    pub fn unseen(&self) -> usize {
        self.subjects.iter().filter(|subject| subject.memory.is_none()).count()
    }

    /// How many questions come on each of the next `count` days, today first; what is overdue counts for today.
    pub fn forecast(&self, count: u32) -> Vec<(Date, usize)> {
        let on = |day: Date| {
            let next = self.subjects.iter().filter_map(|subject| self.next(&subject.name));
            let here = next.filter(|next| *next == day || (day == self.today && *next < day)).count();
            // The plan knows every look, the schedule only the next.
            let planned = self.plan.iter().find(|planned| planned.date == day && day > self.today);
            (day, planned.map_or(here, |planned| planned.questions.len()))
        };
        (0..count).map(|days| on(later(self.today, days))).collect()
    }

    /// When the question would come again for each grade, worst first, if it were answered now.
    pub fn next_dates(&self, name: &str) -> [Date; 4] {
        let scheduled = next_dates(self.memory(name), self.today);
        let Some(interview) = self.interview else { return scheduled };
        let planned = |at: usize| self.planned(name, Grade::ALL[at], interview.date);
        std::array::from_fn(|at| planned(at).unwrap_or_else(|| no_later(scheduled[at], self.latest)))
    }

    /// The day after today on which the plan would have the question if it got `grade` now.
    fn planned(&self, name: &str, grade: Grade, interview: Date) -> Option<Date> {
        let mut subjects = self.subjects.clone();
        let subject = subjects.iter_mut().find(|subject| subject.name == name)?;
        subject.memory = after(subject.memory.as_ref(), grade, self.today);
        subject.today = true;
        let plan = days_until(interview, self.today, &subjects);
        let holds = |day: &&Day| day.date > self.today && day.questions.iter().any(|it| it == name);
        plan.iter().find(holds).map(|day| day.date)
    }
}

/// The day each question comes next.
fn coming(
    plan: &[Day],
    subjects: &[Subject],
    memories: &BTreeMap<String, Memory>,
    today: Date,
    latest: Option<Date>,
) -> BTreeMap<String, Date> {
    let answered: HashSet<&str> = subjects.iter().filter(|it| it.today).map(|it| it.name.as_str()).collect();
    let mut coming: BTreeMap<String, Date> = BTreeMap::new();
    for (day, name) in plan.iter().flat_map(|day| day.questions.iter().map(|name| (day.date, name))) {
        if day > today || !answered.contains(name.as_str()) {
            coming.entry(name.clone()).or_insert(day);
        }
    }
    for (name, memory) in memories {
        coming.entry(name.clone()).or_insert(no_later(memory.due, latest));
    }
    coming
}

fn no_later(date: Date, latest: Option<Date>) -> Date {
    latest.map_or(date, |latest| date.min(latest))
}

/// A question as the plan sees it.
#[derive(Debug, Clone)]
pub struct Subject {
    /// Its full name.
    pub name: String,
    /// What is remembered of it.
    pub memory: Option<Memory>,
    /// Days since the interview was set on which it was answered, without today.
    pub looks: usize,
    /// Whether it was answered today.
    pub today: bool,
}

/// The questions of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// Full names, the most urgent first.
    pub questions: Vec<String>,
}

/// Looks before the eve that make three with it.
const LOOKS: usize = 2;

/// The questions as the plan sees them, from what was answered since the interview was set.
pub fn subjects(
    names: impl Iterator<Item = String>,
    memories: &BTreeMap<String, Memory>,
    reviews: &[Review],
    set: Date,
    today: Date,
) -> Vec<Subject> {
    let mut looks: HashMap<&str, HashSet<Date>> = HashMap::new();
    for review in reviews.iter().filter(|review| !review.cram && review.day >= set && review.day <= today) {
        looks.entry(&review.question).or_default().insert(review.day);
    }
    let subject = |name: String| {
        let days = looks.get(name.as_str());
        let today = days.is_some_and(|days| days.contains(&today));
        let looks = days.map_or(0, HashSet::len) - usize::from(today);
        Subject { memory: memories.get(&name).copied(), looks, today, name }
    };
    names.map(subject).collect()
}

/// What to do on each day from `today` to the eve of `interview`; nothing once the day has come.
pub fn days_until(interview: Date, today: Date, subjects: &[Subject]) -> Vec<Day> {
    if interview <= today {
        return Vec::new();
    }
    let before_eve = size(days(today, interview)) - 1;
    let mut wanted: Vec<Wanted> = subjects.iter().map(|subject| Wanted::new(subject, before_eve, today)).collect();
    wanted.sort_by(|a, b| a.strength.total_cmp(&b.strength));
    let mut left: usize = wanted.iter().map(|wanted| wanted.looks).sum();
    let mut plan = Vec::new();
    for at in 0..before_eve {
        let remaining = before_eve - at;
        let load = left.div_ceil(remaining);
        let date = later(today, number(at));
        let questions = chosen(&mut wanted, load, remaining, date, at == 0);
        left -= questions.len();
        plan.push(Day { date, questions });
    }
    let eve = wanted.iter().map(|wanted| wanted.name.to_owned()).collect();
    plan.push(Day { date: later(today, number(before_eve)), questions: eve });
    plan
}

/// What the plan still wants of a question.
struct Wanted<'a> {
    name: &'a str,
    /// Looks before the eve, today's included.
    looks: usize,
    /// The day it would best come next.
    next: Date,
    /// Recall today; 0 when it was never answered.
    strength: f32,
    memory: Option<Memory>,
    today: bool,
}

impl<'a> Wanted<'a> {
    /// As many looks as FSRS would give by the eve, at least what is missing to three with the eve's, at most one a day.
    fn new(subject: &'a Subject, before_eve: usize, today: Date) -> Self {
        let due = subject.memory.map_or(today, |memory| memory.due.max(today));
        let missing = LOOKS.saturating_sub(subject.looks);
        let end = later(today, number(before_eve));
        let looks = by_schedule(subject.memory, due, end).max(missing).max(usize::from(subject.today)).min(before_eve);
        Self {
            name: &subject.name,
            looks,
            next: due,
            strength: subject.memory.map_or(0.0, |memory| memory.recall(today)),
            memory: subject.memory,
            today: subject.today,
        }
    }

    /// A look on `date`, which is taken to go well.
    fn look(&mut self, date: Date) {
        self.looks -= 1;
        self.memory = after(self.memory.as_ref(), Grade::Good, date);
        self.next = self.memory.map_or(date, |memory| memory.due);
    }
}

/// How often FSRS asks before `end` when every answer is good.
fn by_schedule(memory: Option<Memory>, due: Date, end: Date) -> usize {
    let (mut memory, mut due, mut looks) = (memory, due, 0);
    while due < end {
        looks += 1;
        memory = after(memory.as_ref(), Grade::Good, due);
        due = memory.map_or(end, |memory| memory.due);
    }
    looks
}

/// The questions of one day: those already answered, those that could not be fitted in later, then what is due first.
fn chosen(wanted: &mut [Wanted], load: usize, remaining: usize, date: Date, is_today: bool) -> Vec<String> {
    let mut order: Vec<usize> = (0..wanted.len()).filter(|at| wanted[*at].looks > 0).collect();
    order.sort_by_key(|at| {
        let it = &wanted[*at];
        (!(is_today && it.today), it.looks < remaining, it.next)
    });
    let answered = order.iter().filter(|at| is_today && wanted[**at].today).count();
    order.truncate(load.max(answered));
    for at in &order {
        wanted[*at].look(date);
    }
    order.into_iter().map(|at| wanted[at].name.to_owned()).collect()
}

/// How ready a person would be: the mean chance of recalling a question on the day of the interview if nothing more
/// were done, where one that was never answered counts as 0. From 0 to 1.
pub fn readiness(interview: Date, subjects: &[Subject]) -> f32 {
    let recall = |subject: &Subject| subject.memory.map_or(0.0, |memory| memory.recall(interview));
    let sum: f32 = subjects.iter().map(recall).sum();
    #[expect(clippy::cast_precision_loss, reason = "no bank has 16 million questions")]
    let count = subjects.len().max(1) as f32;
    sum / count
}

fn size(days: u32) -> usize {
    usize::try_from(days).unwrap_or(usize::MAX)
}

fn number(days: usize) -> u32 {
    u32::try_from(days).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::schedule::How;

    fn review(name: &str, day: Date, grade: Grade) -> Review {
        let (id, question) = (String::new(), name.to_owned());
        Review {
            id,
            day,
            question,
            how: How::Quiz,
            cram: false,
            grade,
            made: Vec::new(),
            points: 1,
            seconds: 1,
            said: None,
        }
    }

    /// `count` questions of which some were answered before or since the interview was set on the 10th.
    fn some(count: usize, reviews: &[(usize, u32, usize)], today: Date) -> Vec<Subject> {
        let name = |at: usize| format!("b/q{at}");
        let mut reviews: Vec<Review> = reviews
            .iter()
            .map(|(at, before, grade)| {
                let day = today.saturating_sub(jiff::Span::new().days(i64::from(*before)));
                review(&name(at % count), day, Grade::ALL[*grade])
            })
            .collect();
        reviews.sort_by_key(|review| review.day);
        subjects((0..count).map(name), &memories(&reviews), &reviews, date(2026, 11, 10), today)
    }

    proptest! {
        #[test]
        fn every_promise_holds(
            count in 1_usize..40,
            until in 1_u32..120,
            reviews in proptest::collection::vec((0_usize..40, 0_u32..60, 0_usize..4), 0..80),
        ) {
            let today = date(2026, 11, 23);
            let subjects = some(count, &reviews, today);
            let plan = days_until(later(today, until), today, &subjects);
            prop_assert_eq!(plan.len(), until as usize);
            let (eve, before) = plan.split_last().unwrap();
            prop_assert_eq!(eve.date, later(today, until - 1));
            let all: HashSet<&String> = eve.questions.iter().collect();
            prop_assert_eq!((all.len(), eve.questions.len()), (count, count), "the eve holds everything once");
            for day in before {
                let once: HashSet<&String> = day.questions.iter().collect();
                prop_assert_eq!(once.len(), day.questions.len(), "no question twice on a day");
            }
            for subject in &subjects {
                let planned = plan.iter().filter(|day| day.questions.contains(&subject.name)).count();
                prop_assert!(planned + subject.looks >= 3.min(until as usize), "{} {}", planned, subject.looks);
            }
            let answered = subjects.iter().filter(|subject| subject.today).count();
            let loads: Vec<usize> = before.iter().map(|day| day.questions.len()).collect();
            // What was answered today beyond the day's share cannot be taken back.
            let even = &loads[usize::from(loads.first().is_some_and(|load| *load == answered)).min(loads.len())..];
            let (least, most) = (even.iter().min().copied().unwrap_or(0), even.iter().max().copied().unwrap_or(0));
            prop_assert!(most - least <= 1, "{:?}", loads);
        }

        #[test]
        fn a_missed_day_spreads_over_what_is_left(count in 1_usize..40, until in 4_u32..60) {
            let today = date(2026, 11, 23);
            let most = |plan: &[Day]| plan[..plan.len() - 1].iter().map(|day| day.questions.len()).max().unwrap_or(0);
            let interview = later(today, until);
            let kept = most(&days_until(interview, today, &some(count, &[], today)));
            let missed = most(&days_until(interview, later(today, 1), &some(count, &[], later(today, 1))));
            // A day's share over the days that are left is never a second day's share.
            prop_assert!(missed <= kept + kept.div_ceil(until as usize - 2) + 1, "{} {}", kept, missed);
        }
    }

    #[test]
    fn an_interview_tomorrow_makes_today_the_eve_and_one_today_leaves_nothing() {
        let today = date(2026, 11, 23);
        let plan = days_until(later(today, 1), today, &some(3, &[], today));
        assert_eq!(plan.len(), 1);
        assert_eq!(plan[0].questions.len(), 3);
        assert_eq!(days_until(today, today, &some(3, &[], today)), []);
    }

    #[test]
    fn few_days_are_a_rotation_with_the_weakest_first() {
        let today = date(2026, 11, 23);
        // The first was answered well, the second badly, the third never.
        let subjects = some(3, &[(0, 3, 3), (1, 3, 0)], today);
        let plan = days_until(later(today, 4), today, &subjects);
        let days: Vec<Vec<&str>> =
            plan.iter().map(|day| day.questions.iter().map(|name| &name[2..]).collect()).collect();
        assert_eq!(days[0][0], "q2");
        assert_eq!(days[3].len(), 3);
    }

    #[test]
    fn readiness_is_the_mean_recall_and_nothing_seen_is_none() {
        let today = date(2026, 11, 23);
        assert!(readiness(later(today, 7), &some(4, &[], today)).abs() < f32::EPSILON);
        let half = some(2, &[(0, 0, 2)], today);
        let recall = half[0].memory.unwrap().recall(later(today, 7));
        assert!((readiness(later(today, 7), &half) - recall / 2.0).abs() < 1e-6);
    }
}
