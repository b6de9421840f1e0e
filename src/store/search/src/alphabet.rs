//! The bytes in which texts are kept: one for a letter without accent of the two
//! scripts the shops write in and for a digit, three for anything else. Half the
//! memory of UTF-8 for Cyrillic, and half the bytes to look through.

/// Stands before every word and every number, and nowhere else.
pub(crate) const GAP: u8 = b' ';

/// Adds a text without gaps. What one byte begins with, another never goes on
/// with, so bytes are found where letters are, and nowhere between.
pub(crate) fn write(text: &str, out: &mut Vec<u8>) {
    for unit in text.encode_utf16() {
        match unit {
            0..=0x7f => out.push(unit as u8),
            // Cyrillic: 0x80 to 0xaf.
            0x430..=0x45f => out.push((unit - 0x430) as u8 + 0x80),
            // Sixteen first bytes, then two of sixty-four others: 0xb0 to 0xef.
            _ => out.extend([
                0xf0 + (unit >> 12) as u8,
                0xb0 + (unit >> 6 & 0x3f) as u8,
                0xb0 + (unit & 0x3f) as u8,
            ]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Vec<u8> {
        let mut out = Vec::new();
        write(text, &mut out);
        out
    }

    #[test]
    fn a_letter_of_both_scripts_takes_one_byte() {
        assert_eq!(written("анна").len(), 4);
        assert_eq!(written("anna 5").len(), 6);
        assert_eq!(written("їжак").len(), 4);
    }

    #[test]
    fn no_two_characters_are_written_alike() {
        let mut all: Vec<_> = ('\0'..=char::MAX).map(|c| written(c.encode_utf8(&mut [0; 4]))).collect();
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
