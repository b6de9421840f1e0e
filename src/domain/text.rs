//! Texts in the form in which they are searched and sorted.

/// Sorts by name as people read lists: without regard to case, marks and
/// punctuation.
pub fn sort_by_name<T>(entries: &mut Vec<T>, name: impl Fn(&T) -> String) {
    let mut places: Vec<(String, usize)> =
        entries.iter().enumerate().map(|(at, entry)| (searchable(&name(entry)), at)).collect();
    places.sort_unstable();
    let mut taken: Vec<Option<T>> = entries.drain(..).map(Some).collect();
    entries.extend(places.into_iter().filter_map(|(_, at)| taken.get_mut(at)?.take()));
}

/// Text in the form in which it is searched: lower case, `ё` as `е`, marks off
/// Latin letters, everything but letters and digits as one space.
pub fn searchable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match plain(c) {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            BREVE if out.ends_with('и') => {
                // A letter of its own, in two characters.
                out.pop();
                out.push('й');
            }
            c if c.is_alphanumeric() => out.push(c),
            c if !out.ends_with(' ') && !out.is_empty() && !is_mark(c) => out.push(' '),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

const BREVE: char = '\u{306}';

const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// The letter without its mark. The browser's normalisation would do more
/// scripts, but search also runs where there is no browser.
const fn plain(c: char) -> char {
    match c {
        'ё' => 'е',
        'ї' => 'і',
        'ў' => 'у',
        'ґ' | 'ѓ' => 'г',
        'ќ' => 'к',
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ'..='ặ' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' | 'ð' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ĥ' | 'ħ' => 'h',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ỉ'..='ị' => 'i',
        'ĵ' => 'j',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ọ'..='ợ' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ŧ' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ'..='ự' => 'u',
        'ŵ' => 'w',
        'ý' | 'ÿ' | 'ŷ' | 'ỳ'..='ỹ' => 'y',
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
        assert_eq!(
            searchable("Đặng Thị Ngọc, Şükrü IŞIK, Õie Ķauķe, Weiß, Næss"),
            "dang thi ngoc sukru isik oie kauke weiss naess"
        );
        assert_eq!(searchable("Ґалаґан Їжакевич"), "галаган іжакевич");
        assert_eq!(searchable("Андреи\u{306} Зои\u{306}"), searchable("Андрей Зой"));
        assert_eq!(searchable("…"), "");
    }
}
