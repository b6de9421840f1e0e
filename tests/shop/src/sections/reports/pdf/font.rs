//! The font of a PDF: how wide a text is, which glyphs it needs, and the part of the font that
//! goes into the file with them.

use std::collections::BTreeMap;
use std::io::Write;

use epaint_default_fonts::UBUNTU_LIGHT;
use flate2::write::ZlibEncoder;
use flate2::Compression;
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, Str};
use subsetter::GlyphRemapper;
use ttf_parser::{Face, GlyphId};

/// Six letters say that the font is a part of one.
const NAME: Name = Name(b"POSYSH+Ubuntu-Light");
const SYSTEM: SystemInfo = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };
/// What stands for a character the font does not have.
const UNKNOWN: char = '?';

/// Why there is no font.
#[derive(Debug, thiserror::Error)]
pub(in super::super) enum FontError {
    #[error("the font cannot be read: {0}")]
    Unreadable(#[from] ttf_parser::FaceParsingError),
    #[error("the font cannot be cut: {0}")]
    Uncut(#[from] subsetter::Error),
    #[error("the font cannot be packed: {0}")]
    Unpacked(#[from] std::io::Error),
}

/// The font and what was taken from it.
pub(super) struct Font {
    face: Face<'static>,
    taken: GlyphRemapper,
    /// By the number a glyph has in the file: its character, and its width in thousandths.
    glyphs: BTreeMap<u16, (char, f32)>,
}

/// The objects of the font in the file.
pub(super) struct Refs {
    pub(super) font: Ref,
    pub(super) glyphs: Ref,
    pub(super) descriptor: Ref,
    pub(super) letters: Ref,
    pub(super) file: Ref,
}

impl Font {
    pub(super) fn new() -> Result<Self, FontError> {
        let face = Face::parse(UBUNTU_LIGHT, 0)?;
        Ok(Self { face, taken: GlyphRemapper::new(), glyphs: BTreeMap::new() })
    }

    fn find(&self, letter: char) -> (char, GlyphId) {
        let letter = if letter.is_whitespace() || letter.is_control() { ' ' } else { letter };
        match self.face.glyph_index(letter) {
            Some(glyph) => (letter, glyph),
            None => (UNKNOWN, self.face.glyph_index(UNKNOWN).unwrap_or(GlyphId(0))),
        }
    }

    fn scaled(&self, units: f32) -> f32 {
        units * 1_000.0 / f32::from(self.face.units_per_em().max(1))
    }

    fn advance(&self, letter: char) -> f32 {
        let (_, glyph) = self.find(letter);
        self.scaled(f32::from(self.face.glyph_hor_advance(glyph).unwrap_or(0)))
    }

    /// The width of a text in points.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|letter| self.advance(letter)).sum::<f32>() * size / 1_000.0
    }

    /// A text cut to a width, with dots in the place of what is missing.
    pub(super) fn fit(&self, text: &str, size: f32, room: f32) -> String {
        if self.width(text, size) <= room {
            return text.to_owned();
        }
        let mut left = room - self.width("…", size);
        let mut cut = String::new();
        for letter in text.chars() {
            left -= self.advance(letter) * size / 1_000.0;
            if left < 0.0 {
                break;
            }
            cut.push(letter);
        }
        let mut cut = cut.trim_end().to_owned();
        cut.push('…');
        cut
    }

    /// A text as the numbers of its glyphs, two bytes each; the glyphs are taken into the file.
    pub(super) fn take(&mut self, text: &str) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(text.len());
        for letter in text.chars() {
            let (letter, glyph) = self.find(letter);
            let number = self.taken.remap(glyph.0);
            let width = self.advance(letter);
            self.glyphs.entry(number).or_insert((letter, width));
            bytes.extend(number.to_be_bytes());
        }
        bytes
    }

    /// Writes the font with the glyphs taken so far.
    pub(super) fn write(&self, pdf: &mut Pdf, refs: &Refs) -> Result<(), FontError> {
        let part = subsetter::subset(UBUNTU_LIGHT, 0, &self.taken)?;
        pdf.type0_font(refs.font)
            .base_font(NAME)
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(refs.glyphs)
            .to_unicode(refs.letters);
        let mut glyphs = pdf.cid_font(refs.glyphs);
        glyphs.subtype(CidFontType::Type2).base_font(NAME).system_info(SYSTEM);
        glyphs.font_descriptor(refs.descriptor).default_width(0.0);
        glyphs.cid_to_gid_map_predefined(Name(b"Identity"));
        let mut widths = glyphs.widths();
        for (number, (_, width)) in &self.glyphs {
            widths.same(*number, *number, *width);
        }
        widths.finish();
        glyphs.finish();
        let place = self.face.global_bounding_box();
        let corner = |units: i16| self.scaled(f32::from(units));
        pdf.font_descriptor(refs.descriptor)
            .name(NAME)
            .flags(FontFlags::SYMBOLIC)
            .bbox(Rect::new(
                corner(place.x_min),
                corner(place.y_min),
                corner(place.x_max),
                corner(place.y_max),
            ))
            .italic_angle(0.0)
            .ascent(corner(self.face.ascender()))
            .descent(corner(self.face.descender()))
            .cap_height(corner(self.face.capital_height().unwrap_or_else(|| self.face.ascender())))
            .stem_v(60.0)
            .font_file2(refs.file);
        let mut letters = UnicodeCmap::new(Name(b"Posy"), SYSTEM);
        for (number, (letter, _)) in &self.glyphs {
            letters.pair(*number, *letter);
        }
        let letters = packed(letters.finish().as_slice())?;
        pdf.cmap(refs.letters, &letters).filter(Filter::FlateDecode);
        let length = i32::try_from(part.len()).unwrap_or(i32::MAX);
        let part = packed(&part)?;
        pdf.stream(refs.file, &part).filter(Filter::FlateDecode).pair(Name(b"Length1"), length);
        Ok(())
    }
}

/// Packed as streams in a PDF are.
pub(super) fn packed(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
    packer.write_all(bytes)?;
    packer.finish()
}
