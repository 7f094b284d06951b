//! `evenkeel::migrate!`: a folder of migrations becomes part of a program while that is compiled. Must not know any
//! database, or how migrations are run.

use std::path::{Path, PathBuf};

use proc_macro::TokenStream;
use quote::quote;
use syn::{LitStr, parse_macro_input};

/// A `Migrator` of the migrations in a folder, which is named from where the package's Cargo.toml stands:
///
/// ```ignore
/// let migrator = evenkeel::migrate!("migrations");
/// ```
///
/// A history that does not hold together is an error of the compiler. It looks at the files again when one of them
/// changes; that there are more of them it only sees when a build script says
/// `println!("cargo:rerun-if-changed=migrations")`.
#[proc_macro]
pub fn migrate(input: TokenStream) -> TokenStream {
    let folder = parse_macro_input!(input as LitStr);
    let code = embedded(&folder.value());
    code.unwrap_or_else(|why| syn::Error::new(folder.span(), why).to_compile_error()).into()
}

fn embedded(folder: &str) -> Result<proc_macro2::TokenStream, String> {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").ok_or("CARGO_MANIFEST_DIR is not set")?;
    let folder = Path::new(&package).join(folder);
    if !folder.is_dir() {
        return Err(format!("{} is no folder", folder.display()));
    }
    let list = evenkeel_sources::embedding::rust(&folder).map_err(|error| error.to_string())?;
    let list: proc_macro2::TokenStream = list.parse().map_err(|error| format!("{error}"))?;
    let files = files(&folder)?;
    Ok(quote! {{
        const _: &[&[u8]] = &[#(::core::include_bytes!(#files)),*];
        ::evenkeel::Migrator::embedded(#list).expect("the compiler has read this history")
    }})
}

/// What the compiler is to look at again when it changes.
fn files(folder: &Path) -> Result<Vec<String>, String> {
    let cannot = |error: std::io::Error| format!("{} cannot be read: {error}", folder.display());
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(cannot)? {
        let path: PathBuf = entry.map_err(cannot)?.path();
        match path.is_dir() {
            true => found.append(&mut files(&path)?),
            false => found.extend(path.to_str().map(str::to_owned)),
        }
    }
    found.sort();
    Ok(found)
}
