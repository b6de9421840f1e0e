//! The sections of the reference, by the numbers of their operations.

/// Last number and name of each.
const SECTIONS: &[(u16, &str)] = &[
    (2, "Sessions"),
    (9, "Customers"),
    (14, "Customer imports"),
    (16, "Customer statistics"),
    (20, "Customer preferences"),
    (24, "Customer sources"),
    (30, "Celebrations"),
    (35, "Customer events"),
    (49, "Items"),
    (53, "Categories"),
    (58, "Vendors' catalog"),
    (69, "Orders and payments"),
    (73, "Bouquets"),
    (79, "Orders behind figures"),
    (82, "Order tags"),
    (87, "Discount reasons"),
    (91, "Cash reasons"),
    (96, "Order sources"),
    (102, "Bonus groups"),
    (107, "Discount groups"),
    (113, "Workers"),
    (117, "Movement acts"),
    (125, "Reports"),
    (133, "Statistics of stores"),
    (135, "Stores"),
    (150, "Statistics of one store"),
];

/// The section of an operation; what has no number belongs to the reports.
pub(super) fn of(number: u16) -> &'static str {
    let of_number = SECTIONS.iter().find(|(last, _)| number > 0 && number <= *last);
    of_number.map_or("Reports", |(_, name)| name)
}

/// All sections in order.
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    SECTIONS.iter().map(|(_, name)| *name)
}
