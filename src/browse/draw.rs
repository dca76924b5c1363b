//! How the reader looks: from its state to a canvas. Nothing here changes the reader.

use ratatui::layout::Rect;

use super::{Areas, Browse, Over, Pane};
use crate::bank::Entry;
use crate::page::{self, Block, Line, Role, Text};
use crate::terminal::{Canvas, bracketed};
use crate::views::browse::{self, Columns, Row};

/// The smallest screen that is of any use, in columns and rows.
const SMALLEST: (u16, u16) = (20, 5);

/// Paints the reader.
pub fn screen(browse: &Browse, canvas: &mut Canvas) {
    let area = canvas.area();
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        return canvas.line(area, browse::too_small().spans());
    }
    let (areas, (text, _)) = (browse.areas(), browse.text());
    head(browse, &areas, text.len(), canvas);
    if let Over::Help(top) = browse.over {
        canvas.lines(areas.body, browse.help().iter().skip(top));
    } else {
        list(browse, &areas, canvas);
        rule(browse, areas.rule, canvas);
        canvas.lines(areas.text, text.iter().skip(browse.place.top));
    }
    foot(browse, &areas, canvas);
}

fn head(browse: &Browse, areas: &Areas, lines: usize, canvas: &mut Canvas) {
    let head = browse::head(&browse.narrowed(), browse.keys().mode, usize::from(areas.head.width));
    canvas.line(areas.head, head.spans());
    let shown = browse::position(browse.place.top, usize::from(areas.text.height), lines);
    // Only where there is room for it, and a text it is about.
    let room = usize::from(areas.head.width).saturating_sub(head.width() + 1);
    let width = u16::try_from(shown.width()).unwrap_or(u16::MAX);
    if shown.width() <= room && !areas.text.is_empty() && !matches!(browse.over, Over::Help(_)) {
        canvas.line(Rect { x: areas.head.right() - width, width, ..areas.head }, shown.spans());
    }
}

fn list(browse: &Browse, areas: &Areas, canvas: &mut Canvas) {
    let is_remembered = browse.progress.subjects.iter().any(|subject| subject.memory.is_some());
    let columns = Columns {
        width: usize::from(areas.list.width),
        digits: browse.names.len().to_string().len(),
        strength: is_remembered,
        due: is_remembered && areas.is_dated(),
    };
    for (area, entry) in areas.list.rows().zip(browse.listed.iter().skip(browse.place.first)) {
        canvas.line(area, browse::row(&row(browse, entry), columns).spans());
    }
    if areas.text.is_empty() {
        let last = Rect { y: areas.list.bottom(), height: 1, ..areas.list };
        canvas.line(last, browse::left_out(is_remembered && !columns.due).spans());
    }
}

fn row(browse: &Browse, entry: &Entry) -> Row {
    let full = entry.full_name();
    let is_up = browse.is_up(entry);
    let strength = browse.progress.memory(&full).map(|memory| memory.strength(browse.progress.today));
    let name = browse.names[entry.number - 1].clone();
    Row { number: entry.number, name, is_up, strength, due: browse.due(&full) }
}

/// The line between the panes belongs to the one that has the keys.
fn rule(browse: &Browse, area: Rect, canvas: &mut Canvas) {
    let line = match browse.place.pane {
        Pane::List => Text::new().and(Role::Faint, "\u{2502}"),
        Pane::Text => Text::new().and(Role::Key, "\u{2503}"),
    };
    area.rows().for_each(|row| canvas.line(row, line.spans()));
}

fn foot(browse: &Browse, areas: &Areas, canvas: &mut Canvas) {
    let columns = usize::from(areas.foot.width);
    let line = match &browse.over {
        Over::Typing(typed, _) => browse::typing(typed, browse.listed.len(), columns),
        Over::Note(note) => return noted(note, areas, canvas),
        Over::Help(_) => browse::from_help(),
        Over::Nothing => browse::keys(browse.keys(), columns),
    };
    let line = Block::Row(line);
    let line = if canvas.is_styled() { line } else { bracketed(&line) };
    canvas.lines(areas.foot, &page::lines(&line, columns));
}

/// A note takes as many rows as it needs, from the bottom up.
fn noted(note: &Text, areas: &Areas, canvas: &mut Canvas) {
    let block = Block::Text { indent: 0, marker: Text::new(), text: note.clone() };
    let lines: Vec<Line> = page::lines(&block, usize::from(areas.foot.width));
    let height = u16::try_from(lines.len()).unwrap_or(1).min(areas.body.height);
    let area = Rect { y: areas.foot.bottom().saturating_sub(height), height, ..areas.foot };
    canvas.clear(area);
    canvas.lines(area, &lines);
}
