//! Query parameters as they are declared: name, how the value reads, and what it means in SQL.

/// How a parameter's text is read.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Reads {
    Text,
    Texts,
    OneOf(&'static [&'static str]),
    SomeOf(&'static [&'static str]),
    Integer,
    Integers,
    /// Roubles, bound as kopecks.
    Money,
    Flag,
    /// A moment that begins a period; a fraction of a second rounds up.
    From,
    /// A moment that ends a period; a fraction of a second is cut.
    Until,
    /// A day whose first second in the shop begins a period.
    DayFrom,
    /// A day whose last second in the shop ends a period.
    DayUntil,
    /// A day, bound as `YYYY-MM-DD`.
    Day,
}

/// What a given parameter does to the list.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Rule {
    /// A condition; each `?` stands for the value (lists are bound as a JSON array).
    Where(&'static str),
    /// The column holds one of the values. One value alone is compared directly, so that an
    /// index of column and order serves both.
    AnyOf(&'static str),
    /// A condition that holds when the flag is true; false leaves the list alone.
    WhenTrue(&'static str),
    /// The operation itself looks at it, alone or together with others.
    Own,
}

/// One declared query parameter.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) reads: Reads,
    pub(crate) rule: Rule,
}

/// A parameter with a condition of its own.
pub(crate) const fn filter(name: &'static str, reads: Reads, sql: &'static str) -> Parameter {
    Parameter { name, reads, rule: Rule::Where(sql) }
}

/// A list of values of which the column must hold one.
pub(crate) const fn any_of(name: &'static str, reads: Reads, column: &'static str) -> Parameter {
    Parameter { name, reads, rule: Rule::AnyOf(column) }
}

/// A flag that narrows the list when true.
pub(crate) const fn only(name: &'static str, sql: &'static str) -> Parameter {
    Parameter { name, reads: Reads::Flag, rule: Rule::WhenTrue(sql) }
}

/// A parameter the operation evaluates itself.
pub(crate) const fn own(name: &'static str, reads: Reads) -> Parameter {
    Parameter { name, reads, rule: Rule::Own }
}

/// A field a list can be sorted by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sort {
    pub(crate) name: &'static str,
    pub(crate) sql: &'static str,
}

/// Names a sort field and its column.
pub(crate) const fn sort(name: &'static str, sql: &'static str) -> Sort {
    Sort { name, sql }
}
