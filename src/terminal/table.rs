//! Tables: laid out for the width of the screen, or a line a row where there is no screen.

use comfy_table::{
    Attribute, Cell, Color, ColumnConstraint, ContentArrangement, LineStyle, Row, Table, TableStyle, Width,
};

use super::Size;
use crate::page::{self, Fit, Role, Text};

/// Nothing but a line under the header.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('\u{2500}'));

/// The most lines of a flowing cell that are shown before it is cut.
const TALLEST: usize = 2;

pub(super) fn text(table: &page::Table, size: Option<Size>, styled: bool) -> String {
    let width = size.map(|size| size.columns);
    let mut laid = Table::new();
    laid.load_style(if width.is_some() { STYLE } else { TableStyle::new() });
    if styled {
        laid.enforce_styling()
    } else {
        laid.force_no_tty()
    };
    match width {
        Some(width) => laid
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(u16::try_from(width).unwrap_or(u16::MAX)),
        None => laid.set_content_arrangement(ContentArrangement::Disabled),
    };
    laid.set_header(table.columns.iter().map(|column| cell(&Text::new().and(Role::Heading, column.title))));
    for row in &table.rows {
        let mut row: Row = row.iter().map(cell).collect::<Vec<_>>().into();
        if let Some(size) = size {
            row.max_height(tallest(table, size));
        }
        laid.add_row(row);
    }
    let longest = laid.column_max_content_widths();
    for ((column, laid), longest) in table.columns.iter().zip(laid.column_iter_mut()).zip(longest) {
        laid.set_padding((0, 2));
        if let Some(constraint) = constraint(column.fit, width, usize::from(longest)) {
            laid.set_constraint(constraint);
        }
    }
    laid.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

/// As many lines as let the table, its header and the next prompt stand on one screen.
fn tallest(table: &page::Table, size: Size) -> usize {
    let fits = table.rows.len() * TALLEST + 3 <= size.rows;
    if fits { TALLEST } else { 1 }
}

fn constraint(fit: Fit, width: Option<usize>, longest: usize) -> Option<ColumnConstraint> {
    match fit {
        Fit::Flow => None,
        Fit::Spare(least) if width.is_some_and(|width| width < least) => Some(ColumnConstraint::Hidden),
        Fit::Whole | Fit::Spare(_) => match width.map(|width| width * 3 / 5) {
            // A very long id must leave room for what it names.
            Some(most) if longest > most => {
                Some(ColumnConstraint::UpperBoundary(Width::Fixed(u16::try_from(most).unwrap_or(u16::MAX))))
            }
            _ => Some(ColumnConstraint::ContentWidth),
        },
    }
}

/// A cell in the style of its first span.
fn cell(text: &Text) -> Cell {
    let cell = Cell::new(text.plain());
    match text.spans().first().map_or(Role::Plain, |span| span.role) {
        Role::Heading | Role::Strong => cell.add_attribute(Attribute::Bold),
        Role::Faint => cell.add_attribute(Attribute::Dim),
        Role::Key => cell.fg(Color::DarkMagenta),
        _ => cell,
    }
}
