//! The table of operations: one row each, with its number in the reference, and everything the
//! rest of the shop needs to know of it. Router, query reading, permissions and journal all
//! work from these rows.

mod customers;
mod goods;
mod orders;
mod reports;
mod settings;
mod stats;

use axum::http::Method;
use rusqlite::Connection;

use crate::answer::Answer;
use crate::desk::Call;
use crate::jsonapi::resource::Resource;
use crate::jsonapi::shape::{Figure, Made, Shape};
use crate::parameters::{Parameter, Sort};
use crate::refusal::Refusal;

/// Carries an operation out, inside a transaction that is kept only when it succeeds.
pub(crate) type Handler = fn(&Call, &Connection) -> Result<Answer, Refusal>;

/// Who may call an operation.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Needs {
    /// Anyone, without signing in.
    Nothing,
    /// A worker who has at least one of these permissions.
    OneOf(&'static [&'static str]),
}

/// What an operation is sent and answers, besides JSON:API documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Media {
    Documents,
    /// It is sent a form, `multipart/form-data`.
    TakesForm,
    /// It answers a file.
    GivesFile,
}

/// The number of operations the reference does not have.
pub(crate) const UNNUMBERED: u16 = 0;

/// One operation of the reference, or one of the shop's own.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) number: u16,
    pub(crate) method: Method,
    /// Path template below `/api`.
    pub(crate) path: &'static str,
    pub(crate) needs: Needs,
    pub(crate) handler: Handler,
    pub(crate) media: Media,
    pub(crate) parameters: &'static [Parameter],
    /// Names of those that must be given.
    pub(crate) required: &'static [&'static str],
    pub(crate) includes: &'static [&'static str],
    pub(crate) sorts: &'static [Sort],
    /// Not cut into pages unless the request asks for it.
    pub(crate) whole: bool,
    /// Whether it changes anything and so needs the write connection.
    pub(crate) writes: bool,
    /// What it does, in a few words.
    pub(crate) summary: &'static str,
    pub(crate) sends: Sends,
    pub(crate) answers: Answers,
    /// The status of an answer when all went well.
    pub(crate) success: u16,
    /// What the meta of the answer tells beside page, total and revision.
    pub(crate) tells: &'static [Figure],
    /// Whether page number and size stand in the meta itself.
    pub(crate) flat_page: bool,
}

/// What stands in the body of a request.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sends {
    Nothing,
    One(&'static Shape),
    Many(&'static Shape),
    OneOrMany(&'static Shape),
    /// The type and id of each resource.
    Ids(&'static str),
}

/// What stands in the data of an answer.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Answers {
    Nothing,
    One(fn() -> &'static Resource),
    Many(fn() -> &'static Resource),
    OneOrMany(fn() -> &'static Resource),
    /// One resource made by hand.
    Figure(&'static Made),
    Figures(&'static Made),
}

impl Operation {
    const fn new(
        number: u16,
        method: Method,
        path: &'static str,
        permissions: &'static [&'static str],
        handler: Handler,
        summary: &'static str,
    ) -> Self {
        let writes = !matches!(method, Method::GET);
        Self {
            number,
            method,
            path,
            needs: Needs::OneOf(permissions),
            handler,
            media: Media::Documents,
            parameters: &[],
            required: &[],
            includes: &[],
            sorts: &[],
            whole: false,
            writes,
            summary,
            sends: Sends::Nothing,
            answers: Answers::Nothing,
            success: 200,
            tells: &[],
            flat_page: false,
        }
    }

    const fn sends(mut self, shape: &'static Shape) -> Self {
        self.sends = Sends::One(shape);
        self
    }

    const fn sends_many(mut self, shape: &'static Shape) -> Self {
        self.sends = Sends::Many(shape);
        self
    }

    const fn sends_one_or_many(mut self, shape: &'static Shape) -> Self {
        self.sends = Sends::OneOrMany(shape);
        self
    }

    const fn sends_ids(mut self, kind: &'static str) -> Self {
        self.sends = Sends::Ids(kind);
        self
    }

    const fn one(mut self, resource: fn() -> &'static Resource) -> Self {
        self.answers = Answers::One(resource);
        self
    }

    const fn many(mut self, resource: fn() -> &'static Resource) -> Self {
        self.answers = Answers::Many(resource);
        self
    }

    const fn one_or_many(mut self, resource: fn() -> &'static Resource) -> Self {
        self.answers = Answers::OneOrMany(resource);
        self
    }

    const fn figure(mut self, made: &'static Made) -> Self {
        self.answers = Answers::Figure(made);
        self
    }

    const fn figures(mut self, made: &'static Made) -> Self {
        self.answers = Answers::Figures(made);
        self
    }

    const fn tells(mut self, figures: &'static [Figure]) -> Self {
        self.tells = figures;
        self
    }

    const fn flat_page(mut self) -> Self {
        self.flat_page = true;
        self
    }

    /// Answered as 201.
    const fn created(mut self) -> Self {
        self.success = 201;
        self
    }

    /// Answered as 204, without a body.
    const fn gone(mut self) -> Self {
        self.success = 204;
        self
    }

    const fn open(mut self) -> Self {
        self.needs = Needs::Nothing;
        self
    }

    const fn takes_form(mut self) -> Self {
        self.media = Media::TakesForm;
        self
    }

    const fn gives_file(mut self) -> Self {
        self.media = Media::GivesFile;
        self
    }

    /// Parameters it cannot do without.
    const fn requires(mut self, names: &'static [&'static str]) -> Self {
        self.required = names;
        self
    }

    const fn takes_parameters(mut self, parameters: &'static [Parameter]) -> Self {
        self.parameters = parameters;
        self
    }

    const fn includes(mut self, includes: &'static [&'static str]) -> Self {
        self.includes = includes;
        self
    }

    const fn sorts(mut self, sorts: &'static [Sort]) -> Self {
        self.sorts = sorts;
        self
    }

    /// A search that comes as a POST.
    const fn reading(mut self) -> Self {
        self.writes = false;
        self
    }

    /// A GET that starts something.
    const fn writing(mut self) -> Self {
        self.writes = true;
        self
    }

    const fn whole(mut self) -> Self {
        self.whole = true;
        self
    }

    /// Whether it answers a list that can be cut into pages.
    pub(crate) fn has_pages(&self) -> bool {
        !self.sorts.is_empty() || self.whole
    }

    /// Whether a query parameter of this name means something here.
    pub(crate) fn takes(&self, name: &str) -> bool {
        match name {
            "include" => !self.includes.is_empty(),
            "sort" => !self.sorts.is_empty(),
            "page[number]" | "page[size]" => !self.sorts.is_empty(),
            name => self.parameters.iter().any(|parameter| parameter.name == name),
        }
    }

    /// The values of the path's variables when `path` fits the template.
    pub(crate) fn matches(&self, path: &str) -> Option<Vec<String>> {
        let mut values = Vec::new();
        let mut given = path.split('/');
        for segment in self.path.split('/') {
            let value = given.next()?;
            if segment.starts_with('{') {
                if value.is_empty() {
                    return None;
                }
                values.push(value.to_owned());
            } else if segment != value {
                return None;
            }
        }
        given.next().is_none().then_some(values)
    }
}

/// What the router found for a method and path.
pub(crate) enum Found {
    Operation(&'static Operation, Vec<String>),
    OtherMethod,
    Nothing,
}

/// Finds the operation of a request. Literal paths stand before templates that would also fit.
pub(crate) fn find(method: &Method, path: &str) -> Found {
    let mut other_method = false;
    for operation in all() {
        let Some(values) = operation.matches(path) else { continue };
        if operation.method == *method {
            return Found::Operation(operation, values);
        }
        other_method = true;
    }
    if other_method {
        Found::OtherMethod
    } else {
        Found::Nothing
    }
}

const GET: Method = Method::GET;
const POST: Method = Method::POST;
const PATCH: Method = Method::PATCH;
const DELETE: Method = Method::DELETE;

const SEE_ORDERS: &[&str] = &["retail.orders.view"];
const DELIVER: &[&str] = &["retail.orders.edit", "retail.orders.deliver"];
const SEE_CUSTOMERS: &[&str] = &["retail.customers.view"];
const SEE_BOUQUETS: &[&str] = &["retail.bouquets.view"];
const EDIT_BOUQUETS: &[&str] = &["retail.bouquets.edit"];
const EDIT_CATALOG: &[&str] = &["retail.catalog.edit"];
const SEE_WAREHOUSE: &[&str] = &["retail.warehouse.view"];
const EDIT_WAREHOUSE: &[&str] = &["retail.warehouse.edit"];
const EDIT_CUSTOMERS: &[&str] = &["retail.customers.edit"];
const EDIT_SETTINGS: &[&str] = &["retail.settings.edit"];
const SEE_CATALOG: &[&str] = &["retail.catalog.view"];
const SEE_REPORTS: &[&str] = &["retail.reports.view"];
const SEE_STATS: &[&str] = &["retail.stats.view"];

/// All operations.
pub(crate) fn all() -> impl Iterator<Item = &'static Operation> {
    [customers::TABLE, goods::TABLE, orders::TABLE, reports::TABLE, settings::TABLE, stats::TABLE]
        .into_iter()
        .flatten()
}

/// An operation as others may know it.
#[derive(Debug, Clone)]
pub struct Described {
    /// Its number in the reference.
    pub number: u16,
    /// `GET`, `POST`, `PATCH` or `DELETE`.
    pub method: &'static str,
    /// Path template below `/api`.
    pub path: &'static str,
    /// Declared query parameters, without page, sort and include.
    pub parameters: Vec<&'static str>,
    /// Paths that may be included.
    pub includes: &'static [&'static str],
    /// Fields the list can be sorted by.
    pub sorts: Vec<&'static str>,
}

/// All operations of the reference; one that is served at two paths stands here twice.
pub fn described() -> Vec<Described> {
    all()
        .filter(|operation| operation.number != UNNUMBERED)
        .map(|operation| Described {
            number: operation.number,
            method: match operation.method {
                Method::POST => "POST",
                Method::PATCH => "PATCH",
                Method::DELETE => "DELETE",
                _ => "GET",
            },
            path: operation.path,
            parameters: operation.parameters.iter().map(|parameter| parameter.name).collect(),
            includes: operation.includes,
            sorts: operation.sorts.iter().map(|sort| sort.name).collect(),
        })
        .collect()
}
