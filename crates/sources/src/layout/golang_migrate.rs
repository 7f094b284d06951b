//! golang-migrate: `<version>_name.up.sql` and `.down.sql`, in the order of versions.

use super::listing::Listing;
use super::numbered::{self, Label, Way};
use super::{Found, LayoutError};

pub(super) fn read(listing: &Listing) -> Result<Found, LayoutError> {
    numbered::read(listing, |file| {
        let stem = file.strip_suffix(".sql")?;
        let (stem, way) = match (stem.strip_suffix(".up"), stem.strip_suffix(".down")) {
            (Some(stem), _) => (stem, Way::There),
            (None, Some(stem)) => (stem, Way::Back),
            (None, None) => return None,
        };
        let (number, _, rest) = numbered::leading_number(stem)?;
        let title = rest.strip_prefix('_')?.to_owned();
        Some(Label { order: vec![number], key: number.to_string(), title, name: stem.to_owned(), way })
    })
}
