//! refinery: `V<version>__name.sql`, and `U<version>__name.sql` for those that may come late, in the order of versions.

use super::listing::Listing;
use super::numbered::{self, Label, Way};
use super::{Found, LayoutError};

pub(super) fn read(listing: &Listing) -> Result<Found, LayoutError> {
    numbered::read(listing, |file| {
        let stem = file.strip_suffix(".sql")?;
        let (number, _, rest) = numbered::leading_number(stem.strip_prefix(['V', 'U'])?)?;
        let title = rest.strip_prefix("__")?;
        let wordy = |letter: char| letter.is_alphanumeric() || letter == '_';
        (!title.is_empty() && title.chars().all(wordy)).then(|| Label {
            order: vec![number],
            key: number.to_string(),
            title: title.to_owned(),
            name: stem.to_owned(),
            way: Way::There,
        })
    })
}
