//! Version 7 as it is written. Must not know what is made of it.

use serde::Deserialize;

use crate::snapshot::drizzle::yes;
use crate::snapshot::ordered::Ordered;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::snapshot) struct Seven {
    pub(super) tables: Ordered<TableOf>,
    #[serde(default)]
    pub(super) enums: Ordered<EnumOf>,
    #[serde(default)]
    pub(super) schemas: Ordered<String>,
    #[serde(default)]
    pub(super) sequences: Ordered<SequenceOf>,
    #[serde(default)]
    pub(super) roles: Ordered<RoleOf>,
    #[serde(default)]
    pub(super) policies: Ordered<PolicyOf>,
    #[serde(default)]
    pub(super) views: Ordered<ViewOf>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TableOf {
    pub(super) name: String,
    pub(super) schema: Option<String>,
    pub(super) columns: Ordered<ColumnOf>,
    #[serde(default)]
    pub(super) indexes: Ordered<IndexOf>,
    #[serde(default)]
    pub(super) foreign_keys: Ordered<ForeignKeyOf>,
    #[serde(default)]
    pub(super) composite_primary_keys: Ordered<KeyOf>,
    #[serde(default)]
    pub(super) unique_constraints: Ordered<KeyOf>,
    #[serde(default)]
    pub(super) policies: Ordered<PolicyOf>,
    #[serde(default)]
    pub(super) check_constraints: Ordered<CheckOf>,
    #[serde(default, rename = "isRLSEnabled")]
    pub(super) is_rls_enabled: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ColumnOf {
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) of: String,
    pub(super) type_schema: Option<String>,
    pub(super) primary_key: bool,
    pub(super) not_null: bool,
    pub(super) default: Option<serde_json::Value>,
    #[serde(default)]
    pub(super) is_unique: bool,
    pub(super) unique_name: Option<String>,
    #[serde(default)]
    pub(super) nulls_not_distinct: bool,
    pub(super) generated: Option<GeneratedOf>,
    pub(super) identity: Option<IdentityOf>,
}

#[derive(Debug, Deserialize)]
pub(super) struct GeneratedOf {
    pub(super) r#as: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct IdentityOf {
    #[serde(rename = "type")]
    pub(super) when: String,
    #[serde(flatten)]
    pub(super) sequence: SequenceOf,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SequenceOf {
    pub(super) name: String,
    pub(super) schema: Option<String>,
    pub(super) increment: Option<Number>,
    pub(super) start_with: Option<Number>,
    pub(super) min_value: Option<Number>,
    pub(super) max_value: Option<Number>,
    pub(super) cache: Option<Number>,
    #[serde(default)]
    pub(super) cycle: bool,
}

/// Written as a string or as a number.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Number {
    Text(String),
    Plain(i64),
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct IndexOf {
    pub(super) name: String,
    pub(super) columns: Vec<IndexColumnOf>,
    pub(super) is_unique: bool,
    pub(super) r#where: Option<String>,
    pub(super) method: Option<String>,
    #[serde(default)]
    pub(super) with: Ordered<serde_json::Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct IndexColumnOf {
    pub(super) expression: String,
    #[serde(default)]
    pub(super) is_expression: bool,
    #[serde(default = "yes")]
    pub(super) asc: bool,
    pub(super) nulls: Option<String>,
    pub(super) opclass: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ForeignKeyOf {
    pub(super) name: String,
    pub(super) schema_to: Option<String>,
    pub(super) table_to: String,
    pub(super) columns_from: Vec<String>,
    pub(super) columns_to: Vec<String>,
    pub(super) on_delete: Option<String>,
    pub(super) on_update: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct KeyOf {
    pub(super) name: String,
    pub(super) columns: Vec<String>,
    #[serde(default)]
    pub(super) nulls_not_distinct: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct CheckOf {
    pub(super) name: String,
    pub(super) value: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PolicyOf {
    pub(super) name: String,
    pub(super) r#as: Option<String>,
    pub(super) r#for: Option<String>,
    #[serde(default)]
    pub(super) to: Vec<String>,
    pub(super) using: Option<String>,
    pub(super) with_check: Option<String>,
    /// The table, quoted as SQL has it, where the policy does not stand in one.
    pub(super) on: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct EnumOf {
    pub(super) name: String,
    pub(super) schema: Option<String>,
    pub(super) values: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RoleOf {
    pub(super) name: String,
    #[serde(default)]
    pub(super) create_db: bool,
    #[serde(default)]
    pub(super) create_role: bool,
    #[serde(default = "yes")]
    pub(super) inherit: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ViewOf {
    pub(super) name: String,
    pub(super) schema: Option<String>,
    pub(super) definition: Option<String>,
    #[serde(default)]
    pub(super) materialized: bool,
    #[serde(default)]
    pub(super) is_existing: bool,
    #[serde(default)]
    pub(super) with: Ordered<serde_json::Value>,
    pub(super) using: Option<String>,
    pub(super) tablespace: Option<String>,
    #[serde(default)]
    pub(super) with_no_data: bool,
}
