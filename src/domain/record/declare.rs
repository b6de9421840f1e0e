//! The declarations: `record!` for resources, `codes!` for the words of the API
//! that stand for one of a few things.

/// Declares a record once.
///
/// ```text
/// record! {
///     /// What it is.
///     #[derive(Debug, Clone, PartialEq)]
///     pub struct Order of "orders" changed by OrderChange {
///         pub id: Id<Order> = id,
///         pub status: Status = required "status" => Status,
///         pub description: String = "description" => Description,
///         pub store: Option<Id<Store>> = rel "store" => Store,
///         pub revision: i64 = "revision",
///     }
///     beside {
///         pub note: String,
///     }
/// }
/// ```
///
/// After `=` stands the name of the attribute, `rel` and the name of the
/// relationship, `set` instead of `rel` where its ids are a set that several people add
/// to and take from, or `id`. `required`: without it there is no record. After `=>`
/// stands the change that writes the field; a field without one is read only.
/// What is `beside` does not come from fields of its own and begins empty.
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $record:ident of $type:literal changed by $change:ident { $($fields:tt)* }
        $(beside { $($beside:tt)* })?
    ) => {
        $crate::domain::record::record! {
            $(#[$meta])*
            pub struct $record of $type { $($fields)* }
            $(beside { $($beside)* })?
        }
        $crate::domain::record::record! { @changes $record $change () [] { $($fields)* } }
    };
    (
        $(#[$meta:meta])*
        pub struct $record:ident of $type:literal { $($fields:tt)* }
        $(beside { $($beside:tt)* })?
    ) => {
        $crate::domain::record::record! {
            $(#[$meta])*
            pub struct $record { $($fields)* }
            $(beside { $($beside)* })?
        }
        impl $crate::domain::record::Resource for $record {
            const TYPE: &'static str = $type;
        }
    };
    (
        $(#[$meta:meta])*
        pub struct $record:ident {
            $($(#[$doc:meta])* pub $field:ident: $kind:ty = $($how:ident)? $($name:literal)? $(=> $variant:ident)?,)*
        }
        $(beside { $($(#[$doc2:meta])* pub $other:ident: $other_kind:ty,)* })?
    ) => {
        $(#[$meta])*
        pub struct $record {
            $($(#[$doc])* pub $field: $kind,)*
            $($($(#[$doc2])* pub $other: $other_kind,)*)?
        }

        $crate::domain::record::pack_fields! {
            $record { $($field: $kind,)* $($($other: $other_kind,)*)? }
        }

        $(impl $record {
            /// The tags of what is beside, for who does without.
            pub const BESIDE: &'static [u16] =
                &[$($crate::domain::record::pack::tag(concat!(stringify!($other), ":", stringify!($other_kind)))),*];
        })?

        impl $crate::domain::record::Read for $record {
            fn read(from: $crate::domain::record::Fields<'_>) -> Option<Self> {
                Some(Self {
                    $($field: $crate::domain::record::record!(@read from $($how)? $($name)?),)*
                    $($($other: Default::default(),)*)?
                })
            }
        }
    };

    (@read $from:ident id) => { $from.id.parse().ok()? };
    (@read $from:ident $name:literal) => { $from.get($name) };
    (@read $from:ident required $name:literal) => { $from.get::<Option<_>>($name)? };
    (@read $from:ident rel $name:literal) => {
        $crate::domain::record::Relationship::read(&$from, $name)
    };
    (@read $from:ident set $name:literal) => { $crate::domain::record::set(&$from, $name) };

    (@joined set $mine:ident $base:ident $theirs:ident) => {
        $crate::domain::record::joined($mine, $base, $theirs).map(Some)
    };
    (@joined one $mine:ident $base:ident $theirs:ident) => {{
        let _ = ($mine, $base, $theirs);
        None
    }};

    // Collects the fields that can be written, one after the other.
    (@changes $record:ident $change:ident ($($id:ident)?) [$($done:tt)*] {
        $(#[$doc:meta])* pub $field:ident: $kind:ty = id, $($rest:tt)*
    }) => {
        $crate::domain::record::record! { @changes $record $change ($field) [$($done)*] { $($rest)* } }
    };
    (@changes $record:ident $change:ident ($($id:ident)?) [$($done:tt)*] {
        $(#[$doc:meta])* pub $field:ident: $kind:ty = rel $name:literal => $variant:ident, $($rest:tt)*
    }) => {
        $crate::domain::record::record! {
            @changes $record $change ($($id)?) [$($done)* { related related_set $field ($kind) $name $variant one }] { $($rest)* }
        }
    };
    (@changes $record:ident $change:ident ($($id:ident)?) [$($done:tt)*] {
        $(#[$doc:meta])* pub $field:ident: $kind:ty = set $name:literal => $variant:ident, $($rest:tt)*
    }) => {
        $crate::domain::record::record! {
            @changes $record $change ($($id)?) [$($done)* { related related_set $field ($kind) $name $variant set }] { $($rest)* }
        }
    };
    (@changes $record:ident $change:ident ($($id:ident)?) [$($done:tt)*] {
        $(#[$doc:meta])* pub $field:ident: $kind:ty = required $name:literal => $variant:ident, $($rest:tt)*
    }) => {
        $crate::domain::record::record! {
            @changes $record $change ($($id)?) [$($done)* { written written $field ($kind) $name $variant one }] { $($rest)* }
        }
    };
    (@changes $record:ident $change:ident ($($id:ident)?) [$($done:tt)*] {
        $(#[$doc:meta])* pub $field:ident: $kind:ty = $name:literal => $variant:ident, $($rest:tt)*
    }) => {
        $crate::domain::record::record! {
            @changes $record $change ($($id)?) [$($done)* { written written_set $field ($kind) $name $variant one }] { $($rest)* }
        }
    };
    (@changes $record:ident $change:ident ($($id:ident)?) [$($done:tt)*] {
        $(#[$doc:meta])* pub $field:ident: $kind:ty = $($how:ident)? $name:literal, $($rest:tt)*
    }) => {
        $crate::domain::record::record! { @changes $record $change ($($id)?) [$($done)*] { $($rest)* } }
    };
    (@changes $record:ident $change:ident ($($id:ident)?) [
        $({ $put:ident $put_set:ident $field:ident ($kind:ty) $name:literal $variant:ident $many:ident })*
    ] {}) => {
        #[doc = concat!("The new value of one field of a [`", stringify!($record), "`].")]
        #[derive(Debug, Clone, PartialEq)]
        pub enum $change {
            $(#[doc = concat!("`", $name, "`")] $variant($kind),)*
        }

        impl $crate::domain::record::Change for $change {
            type Record = $record;

            fn apply(&self, record: &mut $record) {
                match self.clone() {
                    $(Self::$variant(value) => record.$field = value,)*
                }
            }

            fn inverse(&self, record: &$record) -> Self {
                match self {
                    $(Self::$variant(_) => Self::$variant(record.$field.clone()),)*
                }
            }

            // A record may have one field only.
            #[allow(unreachable_patterns)]
            fn joined(&self, base: &Self, theirs: &Self) -> Option<Self> {
                match (self, base, theirs) {
                    $((Self::$variant(mine), Self::$variant(base), Self::$variant(theirs)) => {
                        $crate::domain::record::record!(@joined $many mine base theirs).map(Self::$variant)
                    })*
                    _ => None,
                }
            }

            fn onto(&self, body: $crate::domain::record::Body) -> $crate::domain::record::Body {
                match self {
                    $(Self::$variant(value) => body.$put($name, value),)*
                }
            }
        }

        impl $crate::domain::record::Pack for $change {
            fn pack(&self, out: &mut $crate::domain::record::pack::Out) {
                use $crate::domain::record::pack;
                match self {
                    $(Self::$variant(value) => {
                        pack::text(out, concat!($name, ":", stringify!($kind)));
                        value.pack(out);
                    })*
                }
            }
            fn unpack(from: &mut $crate::domain::record::pack::Bytes<'_>) -> Option<Self> {
                let name = from.text()?;
                $(if name == concat!($name, ":", stringify!($kind)) {
                    return Some(Self::$variant(<$kind>::unpack(from)?));
                })*
                None
            }
        }

        impl $crate::domain::record::Write for $record {
            fn body(&self) -> $crate::domain::record::Body {
                let body = $crate::domain::record::Body::new(<Self as $crate::domain::record::Resource>::TYPE);
                $(let body = body.id_set(&self.$id);)?
                $(let body = body.$put_set($name, &self.$field);)*
                body
            }
        }
    };
}
pub(crate) use record;

/// Makes enums with codes attributes, `None` for any other word. One that a
/// record cannot do without is `required` there.
macro_rules! coded {
    ($($kind:ty),*) => {$(
        impl $crate::domain::record::Attribute for Option<$kind> {
            fn read(value: &serde_json::Value) -> Self {
                <$kind>::from_code(value.as_str()?)
            }
        }

        impl $crate::domain::record::Written for Option<$kind> {
            fn write(&self) -> serde_json::Value {
                self.map(<$kind>::code).into()
            }
        }

        impl $crate::domain::record::Written for $kind {
            fn write(&self) -> serde_json::Value {
                self.code().into()
            }
        }

        impl $crate::domain::record::Pack for $kind {
            fn pack(&self, out: &mut $crate::domain::record::pack::Out) {
                $crate::domain::record::pack::text(out, self.code());
            }
            fn unpack(from: &mut $crate::domain::record::pack::Bytes<'_>) -> Option<Self> {
                <$kind>::from_code(from.text()?)
            }
        }
    )*};
}
pub(crate) use coded;

/// Declares an enum whose values have a code in the API and a word on the screen.
macro_rules! codes {
    ($(
        $(#[$meta:meta])*
        pub enum $kind:ident {
            $($(#[$doc:meta])* $value:ident = $code:literal $en:literal $ru:literal,)*
        }
    )*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $kind {
            $($(#[$doc])* $value,)*
        }

        impl $kind {
            /// All of them, in the order of the screen.
            pub const ALL: &'static [Self] = &[$(Self::$value),*];
            /// Their codes and words, for a filter or a field.
            pub const CHOICES: &'static [(&'static str, $crate::domain::Word)] =
                &[$(($code, $crate::domain::Word::new($en, $ru))),*];

            /// The word of the API.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$value => $code,)*
                }
            }

            /// Reads a word of the API.
            pub fn from_code(code: &str) -> Option<Self> {
                match code {
                    $($code => Some(Self::$value),)*
                    _ => None,
                }
            }

            /// For the screen.
            pub const fn word(self) -> $crate::domain::Word {
                match self {
                    $(Self::$value => $crate::domain::Word::new($en, $ru),)*
                }
            }
        }

        $crate::domain::record::coded!($kind);
    )*};
}
pub(crate) use codes;
