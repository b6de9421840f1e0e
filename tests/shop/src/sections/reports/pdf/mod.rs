//! A report as a PDF: a table on A4 across, its head on every page, texts cut to their column.

mod font;

use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

use self::font::{packed, Font, Refs};
use super::sheet::{words, Cell, Sheet};
use super::types::Kind;

pub(super) use font::FontError;

const PAGE: (f32, f32) = (842.0, 595.0);
const MARGIN: f32 = 36.0;
const TEXT: f32 = 8.0;
const TITLE: f32 = 14.0;
const ROW: f32 = 14.0;
/// Between a text and the edge of its column.
const PAD: f32 = 3.0;
/// What the title takes on the first page.
const TITLE_ROOM: f32 = 40.0;
const FOOT_ROOM: f32 = 16.0;
const WIDEST: f32 = 240.0;
/// So many rows tell how wide a column should be.
const MEASURED: usize = 500;
const FONT: Name = Name(b"F");
const NOTHING: &str = "За эти дни ничего нет.";

/// Where a column begins, and how wide it is.
#[derive(Clone, Copy)]
struct Place {
    x: f32,
    width: f32,
    right: bool,
}

/// Writes the file.
pub(super) fn write(sheet: &Sheet) -> Result<Vec<u8>, FontError> {
    let mut font = Font::new()?;
    let places = places(sheet, &font);
    let rows: Vec<(&[Cell], bool)> = sheet
        .rows
        .iter()
        .map(|row| (row.as_slice(), false))
        .chain(sheet.sums.iter().map(|row| (row.as_slice(), true)))
        .collect();
    let pages = pages(&rows);
    let mut pdf = Pdf::new();
    let mut next = 0;
    let mut fresh = || {
        next += 1;
        Ref::new(next)
    };
    let (catalog, tree, about) = (fresh(), fresh(), fresh());
    let refs = Refs { font: fresh(), glyphs: fresh(), descriptor: fresh(), letters: fresh(), file: fresh() };
    pdf.catalog(catalog).pages(tree);
    let mut kids = Vec::with_capacity(pages.len());
    for (number, rows) in pages.iter().enumerate() {
        let (page, text) = (fresh(), fresh());
        let drawn = draw(sheet, &mut font, &places, rows, (number + 1, pages.len()));
        pdf.stream(text, &packed(&drawn)?).filter(Filter::FlateDecode);
        let mut written = pdf.page(page);
        written.parent(tree).media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1)).contents(text);
        written.resources().fonts().pair(FONT, refs.font);
        written.finish();
        kids.push(page);
    }
    let count = i32::try_from(kids.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).kids(kids).count(count);
    pdf.document_info(about).title(TextStr(&sheet.title));
    font.write(&mut pdf, &refs)?;
    Ok(pdf.finish())
}

/// The rows of each page; the first has room for fewer.
fn pages<R>(rows: &[R]) -> Vec<&[R]> {
    let fit = |room: f32| ((room / ROW).floor() as usize).max(2) - 1;
    let room = PAGE.1 - 2.0 * MARGIN - FOOT_ROOM;
    let (first, rest) = rows.split_at(fit(room - TITLE_ROOM).min(rows.len()));
    let mut pages = vec![first];
    pages.extend(rest.chunks(fit(room)));
    pages
}

/// The columns: as wide as they need, or, when that is more than the page has, the widest are
/// made equal until all fit.
fn places(sheet: &Sheet, font: &Font) -> Vec<Place> {
    let mut wanted: Vec<f32> = sheet.heads.iter().map(|head| font.width(head.title, TEXT)).collect();
    for row in sheet.rows.iter().take(MEASURED).chain(&sheet.sums) {
        for ((width, cell), head) in wanted.iter_mut().zip(row).zip(&sheet.heads) {
            *width = width.max(font.width(&words(cell, head.kind, sheet.period), TEXT));
        }
    }
    for width in &mut wanted {
        *width = (*width + 2.0 * PAD + 1.0).min(WIDEST);
    }
    let room = PAGE.0 - 2.0 * MARGIN;
    let most = fair(&wanted, room);
    let mut x = MARGIN;
    let mut places = Vec::with_capacity(wanted.len());
    for (width, head) in wanted.into_iter().zip(&sheet.heads) {
        let width = width.min(most);
        let right = matches!(head.kind, Kind::Whole | Kind::Money | Kind::Quantity);
        places.push(Place { x, width, right });
        x += width;
    }
    places
}

/// The width no column may exceed so that all together fit into the room.
fn fair(wanted: &[f32], room: f32) -> f32 {
    let mut widths = wanted.to_vec();
    widths.sort_by(f32::total_cmp);
    let (mut left, mut columns) = (room, widths.len() as f32);
    for width in widths {
        if width * columns > left {
            return left / columns;
        }
        left -= width;
        columns -= 1.0;
    }
    WIDEST
}

fn draw(
    sheet: &Sheet,
    font: &mut Font,
    places: &[Place],
    rows: &[(&[Cell], bool)],
    (number, of): (usize, usize),
) -> Vec<u8> {
    let mut page = Content::new();
    let mut y = PAGE.1 - MARGIN;
    if number == 1 {
        let title = font.fit(&sheet.title, TITLE, PAGE.0 - 2.0 * MARGIN);
        show(&mut page, font, (MARGIN, y - TITLE), TITLE, &title);
        show(&mut page, font, (MARGIN, y - TITLE - 14.0), TEXT + 1.0, &sheet.days());
        y -= TITLE_ROOM;
    }
    let width = places.iter().map(|place| place.width).sum::<f32>();
    page.set_fill_gray(0.92).rect(MARGIN, y - ROW, width, ROW).fill_nonzero().set_fill_gray(0.0);
    for (place, head) in places.iter().zip(&sheet.heads) {
        cell(&mut page, font, *place, y, head.title);
    }
    for (row, sum) in rows {
        y -= ROW;
        let shade = if *sum { 0.0 } else { 0.8 };
        page.set_stroke_gray(shade)
            .set_line_width(0.5)
            .move_to(MARGIN, y)
            .line_to(MARGIN + width, y)
            .stroke();
        for ((place, value), head) in places.iter().zip(*row).zip(&sheet.heads) {
            cell(&mut page, font, *place, y, &words(value, head.kind, sheet.period));
        }
    }
    if sheet.rows.is_empty() {
        show(&mut page, font, (MARGIN, y - 3.0 * ROW), TEXT, NOTHING);
    }
    let foot = format!("{number} / {of}");
    let x = PAGE.0 - MARGIN - font.width(&foot, TEXT);
    show(&mut page, font, (x, MARGIN - 6.0), TEXT, &foot);
    page.finish().into_vec()
}

/// Writes a text into its column in the row that begins at `y`.
fn cell(page: &mut Content, font: &mut Font, place: Place, y: f32, text: &str) {
    if text.is_empty() {
        return;
    }
    let room = place.width - 2.0 * PAD;
    let text = font.fit(text, TEXT, room);
    let x = if place.right { place.x + PAD + room - font.width(&text, TEXT) } else { place.x + PAD };
    show(page, font, (x, y - ROW + 4.0), TEXT, &text);
}

fn show(page: &mut Content, font: &mut Font, (x, y): (f32, f32), size: f32, text: &str) {
    let glyphs = font.take(text);
    page.begin_text().set_font(FONT, size).next_line(x, y).show(Str(&glyphs)).end_text();
}
