//! Grades: how well a question went, in the four words spaced repetition uses.

use serde::Serialize;

/// How well a question went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// Not known.
    Again,
    /// Known with trouble.
    Hard,
    /// Known.
    Good,
    /// Known without effort.
    Easy,
}

impl Grade {
    /// All four, worst first: grade `n` has the key `n + 1`.
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Again => "again",
            Self::Hard => "hard",
            Self::Good => "good",
            Self::Easy => "easy",
        }
    }

    /// The grade that making `made` of `all` points suggests: every one is easy, two thirds good, one third hard.
    pub fn suggested(made: usize, all: usize) -> Self {
        match (made * 3, all) {
            _ if made >= all => Self::Easy,
            (thirds, all) if thirds >= all * 2 => Self::Good,
            (thirds, all) if thirds >= all => Self::Hard,
            _ => Self::Again,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_suggestion_follows_the_share_of_points() {
        let cases = [
            (0, 3, Grade::Again),
            (1, 3, Grade::Hard),
            (2, 3, Grade::Good),
            (3, 3, Grade::Easy),
            (2, 9, Grade::Again),
            (6, 9, Grade::Good),
        ];
        for (made, all, grade) in cases {
            assert_eq!(Grade::suggested(made, all), grade, "{made} of {all}");
        }
    }
}
