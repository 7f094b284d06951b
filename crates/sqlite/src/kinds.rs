//! The kinds of objects that are modelled, one folder each, and the closed set of them.
//! Must not know how they are ordered.

pub mod index;
pub mod table;
pub mod trigger;
pub mod view;
pub mod virtual_table;

macro_rules! kinds {
    ($($kind:ident in $module:ident),* $(,)?) => {
        /// One object of a SQLite database.
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Object {
            $($kind($module::$kind)),*
        }

        /// The names of the modelled kinds, as in their ids.
        pub const NAMES: &[evenkeel_core::KindName] = &[$($module::NAME),*];
    };
}

kinds! {
    Table in table,
    Index in index,
    View in view,
    Trigger in trigger,
}

impl Object {
    /// The table, if it is one.
    pub fn table(&self) -> Option<&table::Table> {
        match self {
            Object::Table(table) => Some(table),
            Object::Index(_) | Object::View(_) | Object::Trigger(_) => None,
        }
    }

    /// The statement that made it, as it was written, without comments behind it and without a semicolon.
    pub fn text(&self) -> &str {
        match self {
            Object::Table(table) => &table.text.0,
            Object::Index(index) => &index.text.0,
            Object::View(view) => &view.text.0,
            Object::Trigger(trigger) => &trigger.text.0,
        }
    }
}

#[cfg(test)]
mod tests;
