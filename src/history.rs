//! The journal: `history.jsonl` in the data folder, one JSON object a line, only ever appended to.
//!
//! It remembers what happened and nothing derived. A line is written whole, under a lock, and flushed
//! to disk before [`History::append`] returns; undo appends a withdrawal. Every line begins with its
//! time in UTC, so two machines are merged by sorting their lines. A line that cannot be read is left
//! where it is and skipped with a complaint. A new kind of event is a variant of [`Event`].

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::plan::Interview;
use crate::schedule::{Grade, How, Review};

/// The version of the lines this program writes, and the newest it reads.
const VERSION: u32 = 1;

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
struct Line {
    at: String,
    v: u32,
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    day: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    zone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    question: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    how: Option<How>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    cram: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    grade: Option<Grade>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    made: Vec<String>,
    #[serde(default)]
    points: usize,
    #[serde(default)]
    seconds: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
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
        let bytes = match fs::read(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Record::default()),
            bytes => bytes.with_context(|| format!("could not read {}", self.path.display()))?,
        };
        self.replay(&bytes)
    }

    fn replay(&self, whole: &[u8]) -> Result<Record> {
        let (mut record, mut lines) = (Record::default(), Vec::new());
        for (bytes, number) in whole.split(|byte| *byte == b'\n').zip(1..) {
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            match serde_json::from_slice::<Line>(bytes) {
                Ok(line) if line.v > VERSION => bail!(Error::Newer(self.path.clone())),
                Ok(line) => lines.push((line, number)),
                // A newer program may have changed more than the number.
                Err(_) if is_newer(bytes) => bail!(Error::Newer(self.path.clone())),
                Err(_) if !is_whole(bytes, whole) => record.skipped.push((number, "it was torn off".into())),
                Err(error) => record.skipped.push((number, error.to_string())),
            }
        }
        // Merged files and clocks that were set back are put in order; equal times stay as they stand.
        lines.sort_by(|(a, _), (b, _)| a.at.cmp(&b.at));
        record.apply(lines);
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

/// Whether the line was written to its end: all but the last one are followed by a line break.
fn is_whole(line: &[u8], whole: &[u8]) -> bool {
    whole.ends_with(b"\n") || !whole.ends_with(line)
}

fn is_newer(bytes: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Version {
        v: u32,
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

fn line(event: &Event, now: &Zoned) -> Line {
    let at = format!("{:.6}", now.timestamp());
    let base = Line { at, v: VERSION, ..Line::default() };
    match event {
        Event::Review(review) => Line {
            kind: "review".into(),
            id: Some(review.id.clone()),
            day: Some(review.day),
            zone: now.time_zone().iana_name().map(str::to_owned),
            question: Some(review.question.clone()),
            how: Some(review.how),
            cram: review.cram,
            grade: Some(review.grade),
            made: review.made.clone(),
            points: review.points,
            seconds: review.seconds,
            ..base
        },
        Event::Withdrawal(id) => Line { kind: "withdrawal".into(), id: Some(id.clone()), ..base },
        Event::Interview(date) => Line { kind: "interview".into(), day: Some(now.date()), date: Some(*date), ..base },
        Event::NoInterview(date) => Line { kind: "no-interview".into(), date: Some(*date), ..base },
    }
}

impl Record {
    fn apply(&mut self, lines: Vec<(Line, usize)>) {
        let (mut withdrawn, mut seen) = (HashSet::new(), HashSet::new());
        for (line, number) in lines {
            match event(line) {
                // Merged files may hold a line twice.
                Ok((Event::Review(review), _)) if seen.insert(review.id.clone()) => self.reviews.push(review),
                Ok((Event::Review(_), _)) => {}
                Ok((Event::Withdrawal(id), _)) => drop(withdrawn.insert(id)),
                Ok((Event::Interview(date), day)) => {
                    self.interviews.retain(|known| known.date != date);
                    self.interviews.push(Interview { date, set: day.unwrap_or(date) });
                }
                Ok((Event::NoInterview(date), _)) => self.interviews.retain(|known| known.date != date),
                Err(why) => self.skipped.push((number, why)),
            }
        }
        self.reviews.retain(|review| !withdrawn.contains(&review.id));
        self.interviews.sort_unstable();
        self.skipped.sort_unstable();
    }
}

/// What a line says happened, and the day it says it was.
fn event(line: Line) -> Result<(Event, Option<Date>), String> {
    let Line { kind, id, day, question, how, cram, grade, made, points, seconds, date, .. } = line;
    let missing = |what: &str| format!("a {kind} without its {what}");
    let event = match kind.as_str() {
        "review" => Event::Review(Review {
            id: id.ok_or_else(|| missing("id"))?,
            day: day.ok_or_else(|| missing("day"))?,
            question: question.ok_or_else(|| missing("question"))?,
            how: how.unwrap_or(How::Quiz),
            cram,
            grade: grade.ok_or_else(|| missing("grade"))?,
            made,
            points,
            seconds,
        }),
        "withdrawal" => Event::Withdrawal(id.ok_or_else(|| missing("id"))?),
        "interview" => Event::Interview(date.ok_or_else(|| missing("date"))?),
        "no-interview" => Event::NoInterview(date.ok_or_else(|| missing("date"))?),
        other => return Err(format!("an event of the unknown kind `{other}`")),
    };
    Ok((event, day))
}

/// An id that no other review has: the time to the microsecond, and a number that was drawn.
pub fn fresh_id(now: Timestamp, drawn: u32) -> String {
    format!("{}-{drawn:08x}", now.as_microsecond())
}
