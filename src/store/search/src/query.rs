//! What somebody typed, made ready to be compared with many documents.

use crate::alphabet;
use crate::number::number_fit;
use crate::rank::{word_fit, NOT};
use crate::signature::signature;

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
    Number { digits: Vec<u8>, words: Vec<Word> },
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
            } else if let Some(Term::Number { digits, words }) = query.terms.last_mut() {
                digits.extend(&word.bytes);
                words.push(word);
            } else {
                query.terms.push(Term::Number { digits: word.bytes.clone(), words: vec![word] });
            }
        }
        query
    }

    /// Nothing was typed; nothing is found.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    pub(crate) const fn may_match(&self, signature: u64) -> bool {
        self.signature & signature == self.signature
    }

    /// The sum over the words typed; `None` where one of them is not there.
    pub(crate) fn rank(&self, signature: u64, words: &[u8], numbers: &[u8]) -> Option<u32> {
        self.terms.iter().try_fold(0, |sum, term| {
            let fit = match term {
                Term::Word(word) => word_fit(words, &word.bytes),
                Term::Number { digits, words: parts } => {
                    // As often as there are groups: how a number is written does not
                    // weigh it against the words.
                    let number = number_fit(numbers, digits) * parts.len() as u32;
                    number.max(all(parts, signature, words))
                }
            };
            (fit != NOT).then_some(sum + fit)
        })
    }
}

/// The sum of the words' fits, `NOT` where one is missing.
fn all(parts: &[Word], signature: u64, words: &[u8]) -> u32 {
    let fits = parts.iter().map(|part| match part.signature & signature == part.signature {
        true => Some(word_fit(words, &part.bytes)).filter(|fit| *fit != NOT),
        false => None,
    });
    fits.sum::<Option<u32>>().unwrap_or(NOT)
}

impl Word {
    fn new(text: &str) -> Self {
        let mut bytes = Vec::with_capacity(text.len());
        alphabet::write(text, &mut bytes);
        Self { signature: signature(&bytes), bytes }
    }
}
