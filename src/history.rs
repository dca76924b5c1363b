//! The journal: `history.jsonl` in the data folder, one JSON object a line, only ever appended to.
//!
//! It remembers what happened and nothing derived. A line is written whole, under a lock, and flushed
//! to disk before [`History::append`] returns; undo appends a withdrawal. Every line begins with its
//! time in UTC, so two machines are merged by sorting their lines. A line that cannot be read is left
//! where it is and skipped with a complaint. A new kind of event is a variant of [`Event`].

use std::borrow::Cow;
use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use jiff::civil::Date;
use jiff::{Timestamp, Zoned};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::plan::Interview;
use crate::schedule::{Correction, Grade, How, Review, Said};

/// The version of the lines this program writes, and the newest it reads.
const VERSION: u64 = 1;

/// More key points than a question has, and more seconds than anybody thinks: such a line was not written by qbank.
const MOST_POINTS: usize = 10_000;
const MOST_SECONDS: u64 = 10_000_000;

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Event {
    /// A question was answered.
    Review(Review),
    /// The review with this id was undone.
    Withdrawal(String),
    /// An interview was set for a date.
    Interview(Date),
    /// The interview on a date was called off.
    NoInterview(Date),
}

/// A line of the journal. `at` stands first so that sorted lines are in order of time.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Line<'a> {
    #[serde(borrow)]
    at: Cow<'a, str>,
    v: u64,
    #[serde(borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow, skip_serializing_if = "str::is_empty")]
    id: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<Date>,
    #[serde(borrow, skip_serializing_if = "str::is_empty")]
    zone: Cow<'a, str>,
    #[serde(borrow, skip_serializing_if = "str::is_empty")]
    question: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    how: Option<How>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    cram: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    grade: Option<Grade>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    made: Vec<String>,
    #[serde(skip_serializing_if = "is_zero")]
    points: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<usize>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    answer: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrections: Vec<Correction>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    mock: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// What the journal says.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// The reviews that were not withdrawn, in order of time.
    pub reviews: Vec<Review>,
    /// The interviews that were not called off, with the day each was set, by date.
    pub interviews: Vec<Interview>,
    /// Lines that could not be read, by number, each with the reason.
    pub skipped: Vec<(usize, String)>,
}

/// The journal of a person.
#[derive(Debug, Clone)]
pub struct History {
    path: PathBuf,
}

impl History {
    /// The journal in the data folder `folder`, which need not be there yet.
    pub fn new(folder: &Path) -> Self {
        Self { path: folder.join("history.jsonl") }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it says; nothing when there is none yet.
    ///
    /// # Errors
    /// When it cannot be read, or a newer program has written it.
    pub fn read(&self) -> Result<Record> {
        let unread = |why: String| Error::Unremembered { path: self.path.clone(), why };
        match fs::metadata(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Record::default()),
            Ok(metadata) if !metadata.is_file() => bail!(unread("it is not a regular file".into())),
            _ => {}
        }
        let bytes = fs::read(&self.path).map_err(|error| unread(error.to_string()))?;
        // Some editors put a byte-order mark before the first line.
        self.replay(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes))
    }

    fn replay<'w>(&self, whole: &'w [u8]) -> Result<Record> {
        // A journal of many years is read by all processors.
        let lines: Vec<(usize, &'w [u8])> = (1..).zip(lines(whole)).collect();
        let read = |line: &(usize, &'w [u8])| (line.0, happening(line.1, whole));
        let read: Vec<_> =
            if lines.len() > 1000 { lines.par_iter().map(read).collect() } else { lines.iter().map(read).collect() };
        let (mut record, mut happenings) = (Record::default(), Vec::with_capacity(read.len()));
        for (number, happening) in read {
            match happening {
                Ok(happening) => happenings.extend(happening),
                Err(Unread::Newer) => bail!(Error::Newer(self.path.clone())),
                Err(Unread::Because(why)) => record.skipped.push((number, why)),
            }
        }
        // Merged files and clocks that were set back are put in order; equal times stay as they stand.
        happenings.sort_by(|a, b| a.at.cmp(&b.at));
        record.apply(happenings);
        Ok(record)
    }

    /// Makes sure that the journal can be written, before anybody answers anything.
    ///
    /// # Errors
    /// When it cannot.
    pub fn prepare(&self) -> Result<()> {
        self.open().map(drop)
    }

    /// Writes what happened `now` and returns once it is on the disk.
    ///
    /// # Errors
    /// When it could not be written; the journal is then as it was before.
    pub fn append(&self, event: &Event, now: &Zoned) -> Result<()> {
        let mut file = self.open()?;
        let line = serde_json::to_string(&line(event, now))?;
        write(&mut file, &line).map_err(|error| self.refused(&error).into())
    }

    fn refused(&self, error: &io::Error) -> Error {
        Error::NotRecorded { path: self.path.clone(), why: error.to_string() }
    }

    fn open(&self) -> Result<File> {
        let is_new = !self.path.exists();
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let opened = fs::create_dir_all(folder)
            .and_then(|()| OpenOptions::new().read(true).append(true).create(true).open(&self.path));
        let file = opened.map_err(|error| self.refused(&error))?;
        if is_new && let Ok(folder) = File::open(folder) {
            // The name of a new file is only safe once its folder is. Not every file system knows how.
            let _ = folder.sync_all();
        }
        Ok(file)
    }
}

/// The pieces between line breaks.
fn lines(whole: &[u8]) -> impl Iterator<Item = &[u8]> {
    let ends = memchr::memchr_iter(b'\n', whole).chain([whole.len()]);
    let mut start = 0;
    ends.map(move |end| &whole[std::mem::replace(&mut start, end + 1)..end])
}

/// What a line says happened, when, and on which day for the person.
struct Happening<'a> {
    at: Cow<'a, str>,
    event: Event,
    day: Option<Date>,
}

/// Why a line says nothing.
enum Unread {
    Newer,
    Because(String),
}

/// What a line of the journal `whole` says; an empty one says nothing.
fn happening<'a>(line: &'a [u8], whole: &[u8]) -> Result<Option<Happening<'a>>, Unread> {
    if line.trim_ascii().is_empty() {
        return Ok(None);
    }
    // Checked once a line, not again for each text in it.
    let Ok(text) = str::from_utf8(line) else { return Err(Unread::Because("it is not UTF-8 text".into())) };
    match serde_json::from_str::<Line>(text) {
        Ok(line) if line.v <= VERSION => event(line).map(Some).map_err(Unread::Because),
        Ok(_) => Err(Unread::Newer),
        // A newer program may have changed more than the number.
        Err(_) if is_newer(line) => Err(Unread::Newer),
        Err(_) if !whole.ends_with(b"\n") && whole.ends_with(line) => Err(Unread::Because("it was torn off".into())),
        Err(error) => Err(Unread::Because(error.to_string())),
    }
}

fn is_newer(bytes: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Version {
        v: u64,
    }
    serde_json::from_slice::<Version>(bytes).is_ok_and(|version| version.v > VERSION)
}

/// Appends a line under the lock; what was torn off before gets its line break first.
fn write(file: &mut File, line: &str) -> io::Result<()> {
    file.lock()?;
    let length = file.seek(SeekFrom::End(0))?;
    let mut last = [b'\n'];
    if length > 0 {
        file.seek(SeekFrom::End(-1))?;
        file.read_exact(&mut last)?;
    }
    let start = if last == [b'\n'] { "" } else { "\n" };
    let written = file.write_all(format!("{start}{line}\n").as_bytes()).and_then(|()| file.sync_data());
    if written.is_err() {
        // A full disk takes half a line; without it the journal is as it was.
        let _ = file.set_len(length);
    }
    written
}

fn line<'a>(event: &'a Event, now: &'a Zoned) -> Line<'a> {
    let base = Line { at: format!("{:.6}", now.timestamp()).into(), v: VERSION, ..Line::default() };
    match event {
        Event::Review(review) => Line {
            kind: "review".into(),
            id: review.id.as_str().into(),
            day: Some(review.day),
            zone: now.time_zone().iana_name().unwrap_or_default().into(),
            question: review.question.as_str().into(),
            how: Some(review.how),
            cram: review.cram,
            grade: Some(review.grade),
            made: review.made.clone(),
            points: review.points,
            seconds: Some(review.seconds),
            ..said(review.said.as_deref(), base)
        },
        Event::Withdrawal(id) => Line { kind: "withdrawal".into(), id: id.as_str().into(), ..base },
        Event::Interview(date) => Line { kind: "interview".into(), day: Some(now.date()), date: Some(*date), ..base },
        Event::NoInterview(date) => Line { kind: "no-interview".into(), date: Some(*date), ..base },
    }
}

fn said<'a>(said: Option<&'a Said>, base: Line<'a>) -> Line<'a> {
    let Some(said) = said else { return base };
    Line {
        score: Some(said.score),
        answer: Some(said.answer.as_str().into()),
        corrections: said.corrections.clone(),
        mock: said.mock.as_deref().map(Cow::from),
        ..base
    }
}

impl Record {
    fn apply(&mut self, happenings: Vec<Happening>) {
        let (mut withdrawn, mut moment, mut ids) = (HashSet::new(), String::new(), Vec::<String>::new());
        for Happening { at, event, day } in happenings {
            // Merged files may hold a line twice, and both copies have the same time.
            if at != moment {
                moment = at.into_owned();
                ids.clear();
            }
            match event {
                Event::Review(review) if ids.contains(&review.id) => {}
                Event::Review(review) => {
                    ids.push(review.id.clone());
                    self.reviews.push(review);
                }
                Event::Withdrawal(id) => drop(withdrawn.insert(id)),
                // Setting a date again changes nothing: the looks since the first time still count.
                Event::Interview(date) if self.interviews.iter().any(|known| known.date == date) => {}
                Event::Interview(date) => self.interviews.push(Interview { date, set: day.unwrap_or(date) }),
                Event::NoInterview(date) => self.interviews.retain(|known| known.date != date),
            }
        }
        if !withdrawn.is_empty() {
            self.reviews.retain(|review| !withdrawn.contains(&review.id));
        }
        self.interviews.sort_unstable();
    }
}

fn event(line: Line) -> Result<Happening, String> {
    let Line { at, kind, id, day, question, how, cram, grade, made, points, seconds, date, .. } = line;
    let Line { score, answer, corrections, mock, .. } = line;
    let missing = |what: &str| format!("a {kind} without its {what}");
    let text = |text: Cow<str>, what| if text.is_empty() { Err(missing(what)) } else { Ok(text.into_owned()) };
    let said = answer.map(|answer| {
        let (answer, mock) = (answer.into_owned(), mock.map(Cow::into_owned));
        Box::new(Said { answer, score: score.unwrap_or(0), corrections, mock })
    });
    if points > MOST_POINTS
        || score.is_some_and(|score| score > 100)
        || made.len() > points
        || seconds.is_some_and(|seconds| seconds > MOST_SECONDS)
    {
        return Err("its numbers are impossible".into());
    }
    let event = match &*kind {
        "" => return Err("it has no kind".into()),
        "review" => Event::Review(Review {
            id: text(id, "id")?,
            day: day.ok_or_else(|| missing("day"))?,
            question: text(question, "question")?,
            how: how.unwrap_or(How::Quiz),
            cram,
            grade: grade.ok_or_else(|| missing("grade"))?,
            made,
            points,
            seconds: seconds.unwrap_or(0),
            said,
        }),
        "withdrawal" => Event::Withdrawal(text(id, "id")?),
        "interview" => Event::Interview(date.ok_or_else(|| missing("date"))?),
        "no-interview" => Event::NoInterview(date.ok_or_else(|| missing("date"))?),
        other => return Err(format!("an event of the unknown kind `{other}`")),
    };
    Ok(Happening { at, event, day })
}

/// An id that no other review has: the time to the microsecond, and a number that was drawn.
pub fn fresh_id(now: Timestamp, drawn: u32) -> String {
    format!("{}-{drawn:08x}", now.as_microsecond())
}
