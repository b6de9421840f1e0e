//! Texts in the form in which they are searched and sorted.

/// Sorts by name as people read lists: without regard to case, marks and
/// punctuation.
pub fn sort_by_name<T>(entries: &mut Vec<T>, name: impl Fn(&T) -> String) {
    let mut places: Vec<(String, usize)> =
        entries.iter().enumerate().map(|(at, entry)| (searchable(&name(entry)), at)).collect();
    places.sort();
    let mut taken: Vec<Option<T>> = entries.drain(..).map(Some).collect();
    entries.extend(places.into_iter().filter_map(|(_, at)| taken.get_mut(at)?.take()));
}

/// Text in the form in which it is searched: lower case, `ё` as `е`, marks off
/// Latin letters, everything but letters and digits as one space.
pub fn searchable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        let c = plain(c);
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with(' ') && !out.is_empty() && !is_mark(c) {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// The letter without its mark. The browser's normalisation would do more
/// scripts, but search also runs where there is no browser.
const fn plain(c: char) -> char {
    match c {
        'ё' => 'е',
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' => 'd',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'ī' | 'į' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' => 's',
        'ť' => 't',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_as_people_read_them() {
        let mut names = vec!["яна", "Ёлка", "Anna", "«Берёза»", "anna"];
        sort_by_name(&mut names, |name| (*name).to_owned());
        assert_eq!(names, ["Anna", "anna", "«Берёза»", "Ёлка", "яна"]);
    }

    #[test]
    fn search_sees_no_case_no_marks_and_no_punctuation() {
        assert_eq!(searchable("  Алёна, «Роза» №5 "), "алена роза 5");
        assert_eq!(searchable("Érica O'Höll"), "erica o holl");
        assert_eq!(searchable("e\u{301}a"), "ea");
        assert_eq!(searchable("…"), "");
    }
}
