//! Version 9 as it is written. Must not know what is made of it.

use serde::Deserialize;

use crate::snapshot::ordered::Ordered;

#[derive(Debug, Deserialize)]
pub(in crate::snapshot) struct Nine {
    pub(super) ddl: Vec<Entity>,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "entityType", rename_all = "camelCase")]
pub(super) enum Entity {
    Schemas(SchemaOf),
    Tables(TableOf),
    Enums(EnumOf),
    Columns(ColumnOf),
    Indexes(IndexOf),
    Fks(ForeignKeyOf),
    Pks(KeyOf),
    Uniques(KeyOf),
    Checks(CheckOf),
    Sequences(SequenceOf),
    Roles(RoleOf),
    Privileges(PrivilegeOf),
    Policies(PolicyOf),
    Views(ViewOf),
}

#[derive(Debug, Deserialize)]
pub(super) struct SchemaOf {
    pub(super) name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TableOf {
    pub(super) schema: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) is_rls_enabled: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct EnumOf {
    pub(super) schema: String,
    pub(super) name: String,
    pub(super) values: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ColumnOf {
    pub(super) schema: String,
    pub(super) table: String,
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) of: String,
    pub(super) type_schema: Option<String>,
    pub(super) not_null: bool,
    #[serde(default)]
    pub(super) dimensions: usize,
    pub(super) default: Option<String>,
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
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) when: String,
    pub(super) increment: Option<String>,
    pub(super) min_value: Option<String>,
    pub(super) max_value: Option<String>,
    pub(super) start_with: Option<String>,
    pub(super) cache: Option<i64>,
    pub(super) cycle: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct IndexOf {
    pub(super) schema: String,
    pub(super) table: String,
    pub(super) name: String,
    pub(super) columns: Vec<IndexColumnOf>,
    pub(super) is_unique: bool,
    pub(super) r#where: Option<String>,
    /// As it stands between the parentheses.
    pub(super) with: Option<String>,
    pub(super) method: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct IndexColumnOf {
    pub(super) value: String,
    pub(super) is_expression: bool,
    pub(super) asc: bool,
    pub(super) nulls_first: bool,
    pub(super) opclass: Option<ClassOf>,
}

#[derive(Debug, Deserialize)]
pub(super) struct ClassOf {
    pub(super) name: String,
    #[serde(default)]
    pub(super) default: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ForeignKeyOf {
    pub(super) schema: String,
    pub(super) table: String,
    pub(super) name: String,
    pub(super) columns: Vec<String>,
    pub(super) schema_to: String,
    pub(super) table_to: String,
    pub(super) columns_to: Vec<String>,
    pub(super) on_update: Option<String>,
    pub(super) on_delete: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct KeyOf {
    pub(super) schema: String,
    pub(super) table: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) name_explicit: bool,
    pub(super) columns: Vec<String>,
    #[serde(default)]
    pub(super) nulls_not_distinct: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct CheckOf {
    pub(super) schema: String,
    pub(super) table: String,
    pub(super) name: String,
    pub(super) value: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SequenceOf {
    pub(super) schema: String,
    pub(super) name: String,
    pub(super) increment_by: Option<String>,
    pub(super) min_value: Option<String>,
    pub(super) max_value: Option<String>,
    pub(super) start_with: Option<String>,
    pub(super) cache_size: Option<i64>,
    pub(super) cycle: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RoleOf {
    pub(super) name: String,
    pub(super) superuser: Option<bool>,
    pub(super) create_db: Option<bool>,
    pub(super) create_role: Option<bool>,
    pub(super) inherit: Option<bool>,
    pub(super) can_login: Option<bool>,
    pub(super) replication: Option<bool>,
    pub(super) bypass_rls: Option<bool>,
    pub(super) conn_limit: Option<i64>,
    pub(super) valid_until: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PrivilegeOf {
    pub(super) grantee: String,
    pub(super) schema: String,
    pub(super) table: String,
    #[serde(rename = "type")]
    pub(super) of: String,
    #[serde(default)]
    pub(super) is_grantable: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PolicyOf {
    pub(super) schema: String,
    pub(super) table: String,
    pub(super) name: String,
    pub(super) r#as: Option<String>,
    pub(super) r#for: Option<String>,
    #[serde(default)]
    pub(super) roles: Vec<String>,
    pub(super) using: Option<String>,
    pub(super) with_check: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ViewOf {
    pub(super) schema: String,
    pub(super) name: String,
    pub(super) definition: Option<String>,
    pub(super) with: Option<Ordered<serde_json::Value>>,
    pub(super) with_no_data: Option<bool>,
    pub(super) using: Option<String>,
    pub(super) tablespace: Option<String>,
    #[serde(default)]
    pub(super) materialized: bool,
}
