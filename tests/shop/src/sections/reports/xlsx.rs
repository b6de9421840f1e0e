//! A report as a workbook: numbers are numbers and dates are dates, so that a table program can
//! go on counting with them.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::sheet::{words, Cell, Sheet};
use super::types::Kind;
use crate::calendar::read_day;
use crate::sections::stats::period::local;

/// Widths in characters.
const NARROWEST: usize = 10;
const WIDEST: usize = 48;
/// So many rows tell how wide a column must be.
const MEASURED: usize = 500;

/// Writes the file.
pub(super) fn write(sheet: &Sheet) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The days decide what is in the file, not when it was made: the same report is the same file.
    let made = ExcelDateTime::from_timestamp(sheet.period.to)?;
    book.set_properties(&DocProperties::new().set_title(&sheet.title).set_creation_datetime(&made));
    let page = book.add_worksheet();
    page.set_name(tab_name(&sheet.title))?;
    let head = Format::new().set_bold().set_border_bottom(FormatBorder::Thin).set_text_wrap();
    for (place, of) in (0_u16..).zip(&sheet.heads) {
        page.write_string_with_format(0, place, of.title, &aligned(head.clone(), of.kind))?;
        page.set_column_width(place, width(sheet, usize::from(place)) as f64)?;
    }
    let formats: Vec<Format> = sheet.heads.iter().map(|of| format(of.kind)).collect();
    let mut number = 1_u32;
    for row in &sheet.rows {
        line(page, sheet, number, row, &formats)?;
        number += 1;
    }
    if let Some(sums) = &sheet.sums {
        let bold: Vec<Format> = formats
            .iter()
            .map(|format| format.clone().set_bold().set_border_top(FormatBorder::Thin))
            .collect();
        line(page, sheet, number, sums, &bold)?;
    }
    page.set_freeze_panes(1, 0)?;
    page.set_repeat_rows(0, 0)?;
    page.set_landscape();
    page.set_print_fit_to_pages(1, 0);
    // In a header the sign begins a command; doubled it stands for itself. At most 255 signs fit.
    let title: String = sheet.title.chars().take(60).collect();
    page.set_header(format!("&L{}&R{}", title.replace('&', "&&"), sheet.days()));
    page.set_footer("&R&P / &N");
    book.save_to_buffer()
}

fn line(
    page: &mut Worksheet,
    sheet: &Sheet,
    number: u32,
    row: &[Cell],
    formats: &[Format],
) -> Result<(), XlsxError> {
    for (((place, cell), of), format) in (0_u16..).zip(row).zip(&sheet.heads).zip(formats) {
        match (cell, of.kind) {
            (Cell::Empty, _) => {
                page.write_blank(number, place, format)?;
            }
            (Cell::Text(text), Kind::Day) => match read_day(text).and_then(|day| day.and_hms_opt(0, 0, 0)) {
                Some(day) => {
                    let day = ExcelDateTime::from_timestamp(day.and_utc().timestamp())?;
                    page.write_datetime_with_format(number, place, &day, format)?;
                }
                None => {
                    page.write_string_with_format(number, place, text.as_str(), format)?;
                }
            },
            // Always as text: what begins with "=" must not become a formula.
            (Cell::Text(text), _) => {
                page.write_string_with_format(number, place, text.as_str(), format)?;
            }
            (Cell::Number(moment), Kind::Moment) => {
                let wall = local(*moment, sheet.period.zone).naive_local().and_utc().timestamp();
                page.write_datetime_with_format(
                    number,
                    place,
                    &ExcelDateTime::from_timestamp(wall)?,
                    format,
                )?;
            }
            (Cell::Number(parts), kind) => {
                page.write_number_with_format(number, place, *parts as f64 / whole(kind), format)?;
            }
        }
    }
    Ok(())
}

fn whole(kind: Kind) -> f64 {
    match kind {
        Kind::Money => 100.0,
        Kind::Quantity => 1_000.0,
        _ => 1.0,
    }
}

fn format(kind: Kind) -> Format {
    let format = Format::new().set_num_format(match kind {
        Kind::Text => "@",
        Kind::Whole => "#,##0",
        Kind::Money => "#,##0.00",
        Kind::Quantity => "#,##0.###",
        Kind::Moment => "dd.mm.yyyy hh:mm",
        Kind::Day => "dd.mm.yyyy",
    });
    aligned(format, kind)
}

fn aligned(format: Format, kind: Kind) -> Format {
    match kind {
        Kind::Whole | Kind::Money | Kind::Quantity => format.set_align(FormatAlign::Right),
        _ => format.set_align(FormatAlign::Left),
    }
}

fn width(sheet: &Sheet, place: usize) -> usize {
    let Some(head) = sheet.heads.get(place) else { return NARROWEST };
    let rows = sheet.rows.iter().take(MEASURED).chain(&sheet.sums);
    let widest = rows
        .filter_map(|row| row.get(place))
        .map(|cell| words(cell, head.kind, sheet.period).chars().count())
        .max()
        .unwrap_or(0);
    (widest.max(head.title.chars().count()) + 2).clamp(NARROWEST, WIDEST)
}

/// A sheet's name holds at most 31 units of UTF-16, and not every sign.
fn tab_name(title: &str) -> String {
    let mut units = 0;
    let name: String = title
        .chars()
        .map(|sign| if "[]:*?/\\'".contains(sign) { ' ' } else { sign })
        .take_while(|sign| {
            units += sign.len_utf16();
            units <= 31
        })
        .collect();
    match name.trim() {
        // The one word table programs keep for themselves.
        name if name.is_empty() || name.eq_ignore_ascii_case("history") => "Отчёт".to_owned(),
        name => name.to_owned(),
    }
}
