//! Reading days and moments as the API writes them: ISO 8601, in the forms that
//! servers send. The library's own reader takes any format there is, which costs
//! a dozen kilobytes.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Utc};

/// Reads "2026-11-24". Years have four digits: longer ones are written with a
/// sign, which nobody reads.
pub fn read_day(text: &str) -> Option<NaiveDate> {
    let mut parts = text.splitn(3, '-').map(digits);
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).filter(is_written)
}

fn is_written(day: &NaiveDate) -> bool {
    (0..=9999).contains(&day.year())
}

/// Reads "2026-11-24T14:30", with or without seconds; their fraction is left out.
/// A space may stand for the `T`.
pub fn read_local(text: &str) -> Option<NaiveDateTime> {
    let (day, time) = text.split_once(['T', 't', ' '])?;
    let mut parts = time.splitn(3, ':');
    let (hour, minute) = (digits(parts.next()?)?, digits(parts.next()?)?);
    let second = match parts.next() {
        None => 0,
        Some(second) => {
            let (whole, fraction) = second.split_once('.').unwrap_or((second, "0"));
            digits(fraction.get(..fraction.len().min(9))?)?;
            digits(whole)?
        }
    };
    // A leap second is the one before it: nobody's order is due in it.
    read_day(day)?.and_hms_opt(hour, minute, if second == 60 { 59 } else { second })
}

/// Reads a moment with its zone: `Z`, `+03:00`, `+0300` or `+03` at the end.
pub fn read_instant(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    if let Some(local) = text.strip_suffix(['Z', 'z']) {
        return read_local(local).map(|at| at.and_utc());
    }
    // The day has hyphens of its own.
    let at = text.rfind(['+', '-']).filter(|at| *at > "2026-11-24".len())?;
    let (local, zone) = text.split_at_checked(at)?;
    let (sign, zone) = zone.split_at_checked(1)?;
    let (hours, minutes) = match zone.split_once(':') {
        Some((hours, minutes)) => (digits(hours)?, digits(minutes)?),
        None if zone.len() == 2 => (digits(zone)?, 0),
        None => (digits(zone.get(..2)?)?, digits(zone.get(2..)?)?),
    };
    if hours > 23 || minutes > 59 {
        return None;
    }
    let ahead = TimeDelta::minutes(i64::from(hours * 60 + minutes));
    let local = read_local(local.trim_end())?.and_utc();
    let at = if sign == "-" { local.checked_add_signed(ahead) } else { local.checked_sub_signed(ahead) };
    at.filter(|at| is_written(&at.date_naive()))
}

/// A number of digits only: no sign, no space, not empty.
fn digits(text: &str) -> Option<u32> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn moments_are_read_in_every_form_that_servers_send() {
        let half_past_eleven = Some("2026-11-24T11:30:00Z".parse().unwrap());
        for text in [
            "2026-11-24T11:30:00Z",
            "2026-11-24T14:30:00+03:00",
            "2026-11-24T14:30:00+0300",
            "2026-11-24 14:30:00+03",
            "2026-11-24T06:30-05:00",
            "2026-11-24T11:30:00.999999z",
            " 2026-11-24 11:30:00 +00:00 ",
        ] {
            assert_eq!(read_instant(text), half_past_eleven, "{text}");
        }
        for text in [
            "",
            "2026-11-24",
            "2026-11-24T11:30:00",
            "2026-13-24T11:30:00Z",
            "2026-11-24T25:30:00Z",
            "2026-11-24T11:30:00+99:00",
            "24.11.2026 11:30",
            "+2026-11-24T11:30:00Z",
            "2026-11-24T+1:30:00Z",
            "2026-11-24T11:30:00+0٣",
            "202626-11-24T11:30:00Z",
            "9999-12-31T23:30:00-01:00",
            "0000-01-01T00:30:00+01:00",
        ] {
            assert_eq!(read_instant(text), None, "{text}");
        }
    }

    #[test]
    fn a_year_has_four_digits() {
        assert_eq!(read_day("202626-11-23"), None);
        assert_eq!(read_day("9999-12-31").map(|day| day.to_string()).as_deref(), Some("9999-12-31"));
        assert_eq!(read_day("0000-01-01").map(|day| day.to_string()).as_deref(), Some("0000-01-01"));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(seconds in 0_i64..32_000_000_000) {
            let at = DateTime::from_timestamp(seconds, 0).unwrap();
            prop_assert_eq!(read_instant(&at.to_rfc3339()), Some(at));
            prop_assert_eq!(read_local(&at.naive_utc().format("%Y-%m-%dT%H:%M:%S").to_string()), Some(at.naive_utc()));
            prop_assert_eq!(read_day(&at.date_naive().to_string()), Some(at.date_naive()));
        }

        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,40}") {
            let _ = read_instant(&text);
        }
    }
}
