//! Casts of arrays. Must not know what an element is.

/// `(ARRAY[a, b])::t[]`, which `x IN (a, b)` is first told as, is `ARRAY[(a)::t, (b)::t]` from the next reading on.
pub(super) fn settled(mut text: String) -> String {
    let mut from = 0;
    while let Some(start) = text[from..].find("(ARRAY[").map(|at| from + at) {
        from = start + 1;
        if let Some((end, array)) = pushed_down(&text[start..]) {
            text.replace_range(start..start + end, &array);
        }
    }
    text
}

/// The length of a cast array at the start of the text, and the same with the cast on each element.
fn pushed_down(text: &str) -> Option<(usize, String)> {
    let (inside, after) = elements(&text["(ARRAY[".len()..])?;
    let behind = "(ARRAY[".len() + after;
    let cast = text[behind..].strip_prefix(")::")?;
    let name = cast.find("[]")?;
    let plain = cast[..name].chars().all(|c| c.is_ascii_alphanumeric() || "_. \"".contains(c));
    if !plain {
        return None;
    }
    let cast_to = &cast[..name];
    let casted: Vec<String> = inside.iter().map(|element| ["(", element, ")::", cast_to].concat()).collect();
    Some((behind + ")::".len() + name + "[]".len(), ["ARRAY[", &casted.join(", "), "]"].concat()))
}

/// The elements up to the closing bracket, and where the text behind it begins.
fn elements(text: &str) -> Option<(Vec<&str>, usize)> {
    let (mut depth, mut quoted, mut start) = (0_usize, false, 0);
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' => depth += 1,
            ']' if depth == 0 => {
                found.push(&text[start..at]);
                return Some((found, at + 1));
            }
            ')' | ']' => depth = depth.checked_sub(1)?,
            ',' if depth == 0 => {
                found.push(&text[start..at]);
                start = at + 2;
            }
            _ => {}
        }
    }
    None
}
