//! The single drawings and the colours they are painted in.

/// Which role a drawing plays in a bouquet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Head,
    Greens,
    Ribbon,
    Paper,
    Other,
}

struct Drawing {
    name: &'static str,
    svg: &'static str,
    role: Role,
    /// What CORE is; empty stands for the colour's own deep tone.
    core: &'static str,
}

macro_rules! drawing {
    ($folder:literal, $name:literal, $role:expr, $core:literal) => {
        Drawing {
            name: $name,
            svg: include_str!(concat!("../../assets/", $folder, "/", $name, ".svg")),
            role: $role,
            core: $core,
        }
    };
}

const DRAWINGS: &[Drawing] = &[
    drawing!("flowers", "rose", Role::Head, ""),
    drawing!("flowers", "tulip", Role::Head, ""),
    drawing!("flowers", "peony", Role::Head, "#E8B84A"),
    drawing!("flowers", "chrysanthemum", Role::Head, "#B9C86A"),
    drawing!("flowers", "gerbera", Role::Head, "#5A2A1A"),
    drawing!("flowers", "eustoma", Role::Head, "#7A9A4A"),
    drawing!("flowers", "lily", Role::Head, "#8A3A1A"),
    drawing!("flowers", "hydrangea", Role::Head, "#FFF3DA"),
    drawing!("flowers", "greens", Role::Greens, "#4B6F58"),
    drawing!("sundries", "ribbon", Role::Ribbon, "#FFFFFF"),
    drawing!("sundries", "paper", Role::Paper, ""),
    drawing!("sundries", "vase", Role::Other, "#5A9B5A"),
    drawing!("sundries", "card", Role::Other, ""),
    drawing!("sundries", "toy", Role::Other, "#3A2618"),
    drawing!("sundries", "box", Role::Other, ""),
    drawing!("sundries", "service", Role::Other, "#F2F6FA"),
];

/// Key, petal, shade, deep tone.
const COLOURS: &[(&str, &str, &str, &str)] = &[
    ("red", "#C8324A", "#8E1B33", "#6B1026"),
    ("white", "#FDF9F2", "#D8CBB0", "#B9A982"),
    ("pink", "#F4B1C2", "#D9708F", "#B0506F"),
    ("peach", "#F7C9B6", "#E08F79", "#B96A52"),
    ("yellow", "#F6D04D", "#D59F22", "#94690F"),
    ("orange", "#F2A65A", "#CB7528", "#9E5516"),
    ("lilac", "#C3A4DC", "#8F69B4", "#5F3E86"),
    ("burgundy", "#8E2444", "#5F112B", "#3C0719"),
    ("cream", "#F7EBD2", "#D8C199", "#B9A06A"),
    ("blue", "#8FB4E6", "#5C83C2", "#3B5E98"),
    ("fuchsia", "#D9446B", "#A62449", "#74112F"),
    ("green", "#B4CF86", "#84A54C", "#5E7F35"),
];

/// Leaves are not as light as green petals.
const LEAF: (&str, &str) = ("#7FAE86", "#4F8560");

/// A drawing in a colour.
#[derive(Debug, Clone, Copy)]
pub(super) struct Picture {
    svg: &'static str,
    pub(super) role: Role,
    pub(super) petal: &'static str,
    pub(super) shade: &'static str,
    pub(super) core: &'static str,
}

impl Picture {
    /// The picture of a name such as `rose-red`.
    pub(super) fn named(name: &str) -> Option<Self> {
        let (drawing, key) = name.split_once('-')?;
        let drawing = DRAWINGS.iter().find(|one| one.name == drawing)?;
        let (_, petal, shade, deep) = *COLOURS.iter().find(|(known, ..)| *known == key)?;
        let core = if drawing.core.is_empty() { deep } else { drawing.core };
        let (petal, shade) = match drawing.role {
            Role::Greens if key == "green" => LEAF,
            _ => (petal, shade),
        };
        Some(Self { svg: drawing.svg, role: drawing.role, petal, shade, core })
    }

    /// The whole picture, painted.
    pub(super) fn alone(&self) -> String {
        self.paint(self.svg)
    }

    /// What stands between the outer tags, painted, to be used as a symbol.
    pub(super) fn inside(&self) -> String {
        let inside = self.svg.split_once('>').map_or("", |(_, rest)| rest);
        self.paint(inside.trim_end().trim_end_matches("</svg>"))
    }

    fn paint(&self, svg: &str) -> String {
        svg.replace("PETAL", self.petal).replace("SHADE", self.shade).replace("CORE", self.core)
    }
}
