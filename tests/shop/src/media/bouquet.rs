//! A bouquet's picture, composed from its stems: the same stems give the same picture.

use std::fmt::Write;

use rusqlite::{Connection, OptionalExtension};

use super::drawings::{Picture, Role};
use super::layout::{layout, Greens, Layout, Shape};

/// More heads than this do not show.
const MOST_HEADS: i64 = 25;

/// A kind of flower in the bouquet and how many of it.
struct Kind {
    picture: Picture,
    heads: i64,
}

/// Everything a picture needs.
struct Stems {
    kinds: Vec<Kind>,
    greens: Option<Picture>,
    paper: Picture,
    ribbon: Picture,
}

/// The bouquet's picture; `None` when there is no such bouquet.
pub(super) fn draw(connection: &Connection, id: &str) -> rusqlite::Result<Option<String>> {
    let known = connection
        .prepare_cached("SELECT 1 FROM bouquets WHERE id = ?1")?
        .query_row([id], |_| Ok(()))
        .optional()?;
    if known.is_none() {
        return Ok(None);
    }
    let mut statement = connection.prepare_cached(
        "SELECT g.file, l.qty FROM order_lines l
         JOIN inventory_items i ON i.id = l.item_id JOIN images g ON g.id = i.logo_id
         WHERE l.bouquet_id = ?1 ORDER BY l.seq",
    )?;
    let pieces = statement
        .query_map([id], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(String, i64)>>>()?;
    Ok(stems(id, &pieces).and_then(|stems| layout().map(|layout| svg(layout, &stems))))
}

/// Sorts the pieces (picture file, thousandths) by the role they play.
fn stems(id: &str, pieces: &[(String, i64)]) -> Option<Stems> {
    let mut kinds: Vec<(String, Kind)> = Vec::new();
    let (mut greens, mut paper, mut ribbon) = (None, None, None);
    for (file, qty) in pieces {
        let name = file.rsplit('/').next().unwrap_or("").trim_end_matches(".svg");
        let Some(picture) = Picture::named(name) else { continue };
        match picture.role {
            Role::Head => {
                let heads = (qty / 1_000).max(1);
                match kinds.iter_mut().find(|(known, _)| known == name) {
                    Some((_, kind)) => kind.heads += heads,
                    None => kinds.push((name.to_owned(), Kind { picture, heads })),
                }
            }
            Role::Greens => greens = greens.or(Some(picture)),
            Role::Paper => paper = paper.or(Some(picture)),
            Role::Ribbon => ribbon = ribbon.or(Some(picture)),
            Role::Other => {}
        }
    }
    let chance: usize = id.bytes().map(usize::from).sum();
    let first = kinds.first().map_or("", |(name, _)| name.as_str());
    let papers: &[&str] = match first.split_once('-').map(|(_, colour)| colour) {
        Some("pink" | "white" | "cream" | "peach") => &["paper-cream", "paper-pink", "paper-white"],
        Some("blue" | "lilac") => &["paper-white", "paper-lilac", "paper-cream"],
        _ => &["paper-cream", "paper-peach", "paper-white"],
    };
    let ribbons = ["ribbon-red", "ribbon-cream", "ribbon-green", "ribbon-pink"];
    let pick = |names: &[&str]| names.get(chance % names.len().max(1)).and_then(|name| Picture::named(name));
    Some(Stems {
        kinds: kinds.into_iter().map(|(_, kind)| kind).collect(),
        greens,
        paper: paper.or_else(|| pick(papers))?,
        ribbon: ribbon.or_else(|| pick(&ribbons))?,
    })
}

/// How many heads of each kind are drawn: all, or each kind's share by largest remainder, at
/// least one.
fn shares(kinds: &[Kind]) -> Vec<i64> {
    let all: i64 = kinds.iter().map(|kind| kind.heads).sum();
    if all <= MOST_HEADS {
        return kinds.iter().map(|kind| kind.heads).collect();
    }
    let mut shares: Vec<i64> = kinds.iter().map(|kind| (kind.heads * MOST_HEADS / all).max(1)).collect();
    let mut order: Vec<usize> = (0..kinds.len()).collect();
    order.sort_by_key(|number| {
        let heads = kinds.get(*number).map_or(0, |kind| kind.heads);
        std::cmp::Reverse(heads * MOST_HEADS % all)
    });
    let mut left = MOST_HEADS - shares.iter().sum::<i64>();
    for number in order.into_iter().cycle().take(kinds.len() * 2) {
        if left <= 0 {
            break;
        }
        if let Some(share) = shares.get_mut(number) {
            *share += 1;
            left -= 1;
        }
    }
    // Many rare kinds, each counted as one, may have made it one too many.
    while shares.iter().sum::<i64>() > MOST_HEADS {
        match shares.iter_mut().max() {
            Some(largest) => *largest -= 1,
            None => break,
        }
    }
    shares
}

/// The kind at each place, so that kinds alternate around every ring and the most frequent one
/// has the middle.
fn arrange(shares: &[i64]) -> Vec<usize> {
    let all: i64 = shares.iter().sum();
    let mut used = vec![0_i64; shares.len()];
    let mut places = Vec::new();
    for place in 0..all {
        let mut best: Option<(usize, i64)> = None;
        for (kind, (share, used)) in shares.iter().zip(&used).enumerate() {
            // n * (i + 1) / N - used, times N to stay in whole numbers.
            let lack = share * (place + 1) - used * all;
            if used < share && best.is_none_or(|(_, most)| lack > most) {
                best = Some((kind, lack));
            }
        }
        let Some((kind, _)) = best else { break };
        if let Some(used) = used.get_mut(kind) {
            *used += 1;
        }
        places.push(kind);
    }
    places
}

fn svg(layout: &Layout, stems: &Stems) -> String {
    let heads = arrange(&shares(&stems.kinds));
    let mut out = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 200 200\">");
    for (number, kind) in stems.kinds.iter().enumerate() {
        symbol(&mut out, &format!("h{number}"), &kind.picture);
    }
    if let Some(greens) = &stems.greens {
        symbol(&mut out, "g", greens);
    }
    symbol(&mut out, "r", &stems.ribbon);
    shapes(&mut out, &layout.back, &stems.paper);
    if stems.greens.is_some() {
        leaves(&mut out, &layout.greens, heads.len());
    }
    if let Some(places) = layout.places.get(&heads.len().to_string()) {
        for ((x, y, scale, degrees), kind) in places.iter().zip(&heads).rev() {
            place(&mut out, &format!("h{kind}"), *x, *y, *degrees, *scale);
        }
    }
    shapes(&mut out, &layout.front, &stems.paper);
    let (x, y) = layout.ribbon.at;
    place(&mut out, "r", x, y, 0.0, layout.ribbon.scale);
    out.push_str("</svg>");
    out
}

fn leaves(out: &mut String, greens: &Greens, heads: usize) {
    let angles = if heads <= 6 { &greens.few } else { &greens.many };
    let (x, y) = greens.centre;
    for angle in angles {
        let (sin, cos) = angle.to_radians().sin_cos();
        place(out, "g", x + greens.reach * sin, y - greens.reach * cos, *angle, greens.scale);
    }
}

fn symbol(out: &mut String, id: &str, picture: &Picture) {
    // Writing into a String cannot fail, here and below.
    let _ = write!(out, "<symbol id=\"{id}\" viewBox=\"-50 -50 100 100\">{}</symbol>", picture.inside());
}

fn place(out: &mut String, id: &str, x: f64, y: f64, degrees: f64, scale: f64) {
    let _ = write!(
        out,
        "<use href=\"#{id}\" x=\"-50\" y=\"-50\" width=\"100\" height=\"100\" \
         transform=\"translate({x:.1} {y:.1})rotate({degrees})scale({scale})\"/>"
    );
}

fn shapes(out: &mut String, shapes: &[Shape], paper: &Picture) {
    let tone = |word: &str| match word {
        "paper" => paper.petal.to_owned(),
        "shade" => paper.shade.to_owned(),
        "line" => paper.core.to_owned(),
        plain => plain.to_owned(),
    };
    for shape in shapes {
        let fill = shape.fill.as_deref().map_or_else(|| "none".to_owned(), tone);
        let _ = write!(out, "<path d=\"{}\" fill=\"{fill}\"", shape.d);
        if let Some(stroke) = shape.stroke.as_deref() {
            let _ = write!(out, " stroke=\"{}\" stroke-width=\"1\" stroke-linejoin=\"round\"", tone(stroke));
        }
        if let Some(opacity) = shape.opacity {
            let _ = write!(out, " opacity=\"{opacity}\"");
        }
        out.push_str("/>");
    }
}
