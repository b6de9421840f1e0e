//! What somebody typed, made ready to be compared with many documents.

use crate::alphabet;
use crate::number::{in_any_writing, number_fit};
use crate::rank::{word_fit, NOT};
use crate::signature::{holds, of_numbers, of_words, Signatures};

/// Words that must all be found. Words of digits that follow one another are one
/// number in groups, "8 912 345"; where no number fits, each of them is a word like
/// others, as the "73" in the name of a branch.
#[derive(Debug, Clone, Default)]
pub struct Query {
    terms: Vec<Term>,
    /// The pairs of letters that a document must have.
    signature: u64,
}

#[derive(Debug, Clone)]
enum Term {
    Word(Word),
    Number(Number),
}

/// Digits in groups.
#[derive(Debug, Clone, Default)]
struct Number {
    groups: Vec<Word>,
    digits: Vec<u8>,
    /// Of the digits that a number must have however it is written.
    signature: u64,
}

#[derive(Debug, Clone)]
struct Word {
    bytes: Vec<u8>,
    signature: u64,
}

impl Query {
    /// Takes the text in the form in which documents are set: lower case, accents
    /// off, one space between words and nothing but letters and digits.
    pub fn new(searchable: &str) -> Self {
        let mut query = Self::default();
        for text in searchable.split_whitespace() {
            let word = Word::new(text);
            if !text.bytes().all(|byte| byte.is_ascii_digit()) {
                query.signature |= word.signature;
                query.terms.push(Term::Word(word));
            } else if let Some(Term::Number(number)) = query.terms.last_mut() {
                number.add(word);
            } else {
                let mut number = Number::default();
                number.add(word);
                query.terms.push(Term::Number(number));
            }
        }
        query
    }

    /// Nothing was typed; nothing is found.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether a document is worth looking at.
    pub(crate) const fn may_match(&self, document: &Signatures) -> bool {
        holds(document.words, self.signature)
    }

    /// The sum over the words typed; `None` where one of them is not there.
    pub(crate) fn rank(&self, document: &Signatures, words: &[u8], numbers: &[u8]) -> Option<u32> {
        self.terms.iter().try_fold(0, |sum, term| {
            let fit = match term {
                Term::Word(word) => word_fit(words, &word.bytes),
                Term::Number(number) => number.fit(document, words, numbers),
            };
            (fit != NOT).then_some(sum + fit)
        })
    }
}

impl Number {
    fn add(&mut self, group: Word) {
        self.digits.extend(&group.bytes);
        self.signature = of_numbers(in_any_writing(&self.digits));
        self.groups.push(group);
    }

    fn fit(&self, document: &Signatures, words: &[u8], numbers: &[u8]) -> u32 {
        let number = match holds(document.numbers, self.signature) {
            // As often as there are groups: how a number is written does not weigh it
            // against words.
            true => number_fit(numbers, &self.digits) * self.groups.len() as u32,
            false => NOT,
        };
        number.max(self.words_fit(document, words))
    }

    /// The sum of the groups' fits as words, `NOT` where one is missing.
    fn words_fit(&self, document: &Signatures, words: &[u8]) -> u32 {
        let fit = |group: &Word| match holds(document.words, group.signature) {
            true => Some(word_fit(words, &group.bytes)).filter(|fit| *fit != NOT),
            false => None,
        };
        self.groups.iter().map(fit).sum::<Option<u32>>().unwrap_or(NOT)
    }
}

impl Word {
    fn new(text: &str) -> Self {
        let mut bytes = Vec::with_capacity(text.len());
        alphabet::write(text, &mut bytes);
        Self { signature: of_words(&bytes), bytes }
    }
}
