//! A page of docs/stories as a test reads it: files to write, and lines to type with what is said then. A block of code is a
//! file, and the paragraph above it ends with the file's name, except that a `console` block is typed. Must not know any story.

/// A piece of a page, all of which together are the page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// For people only.
    Prose(&'a str),
    File {
        name: &'a str,
        text: &'a str,
    },
    /// A line behind `$ `, and what the page says that it says.
    Typed {
        line: &'a str,
        told: &'a str,
    },
}

const FENCE: &str = "```";
const CONSOLE: &str = "```console\n";
const PROMPT: &str = "$ ";

/// The pieces in their order.
pub(super) fn pieces(page: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = page;
    while let Some(open) = rest.find(&format!("\n{FENCE}")).map(|at| at + 1) {
        let inside = open + rest[open..].find('\n').expect("a block has lines") + 1;
        let end = inside + rest[inside..].find(&format!("\n{FENCE}")).expect("a block has an end") + 1;
        let body = &rest[inside..end];
        pieces.push(Piece::Prose(&rest[..inside]));
        if rest[open..].starts_with(CONSOLE) {
            pieces.extend(typed(body));
        } else {
            pieces.push(Piece::File { name: name(&rest[..open]), text: body });
        }
        rest = &rest[end..];
        let (fence, below) = rest.split_at(FENCE.len() + 1);
        pieces.push(Piece::Prose(fence));
        rest = below;
    }
    pieces.push(Piece::Prose(rest));
    pieces
}

/// The last code span of a paragraph that ends with it and a colon.
fn name(above: &str) -> &str {
    let span = above.trim_end().strip_suffix("`:").and_then(|above| above.rsplit('`').next());
    span.unwrap_or_else(|| panic!("the paragraph above a block ends with the name of its file:\n{above}"))
}

fn typed(body: &str) -> Vec<Piece<'_>> {
    let mut starts: Vec<usize> = body.match_indices("\n$ ").map(|(at, _)| at + 1).collect();
    assert!(body.starts_with(PROMPT), "a console block begins with a line to type:\n{body}");
    starts.insert(0, 0);
    let ends = starts.iter().skip(1).copied().chain([body.len()]);
    let one = |(start, end): (usize, usize)| {
        let (line, told) = body[start..end].split_once('\n').expect("a block's lines have ends");
        Piece::Typed { line: &line[PROMPT.len()..], told }
    };
    starts.iter().copied().zip(ends).map(one).collect()
}

impl Piece<'_> {
    /// As it stands in the page, if this is what is said.
    pub(super) fn written(&self, told: &str) -> String {
        match self {
            Piece::Prose(text) | Piece::File { text, .. } => (*text).to_owned(),
            Piece::Typed { line, .. } => format!("{PROMPT}{line}\n{told}"),
        }
    }
}

#[test]
fn a_page_is_its_pieces() {
    let page = "# A story\n\nWrite `a b` and `x/y.sql`:\n\n```sql\nSELECT 1;\n```\n\n```console\n$ one\nsaid\n\n$ two\n```\nend\n";
    let pieces = pieces(page);
    let told = |piece: &Piece<'_>| match piece {
        Piece::Typed { told, .. } => piece.written(told),
        Piece::Prose(_) | Piece::File { .. } => piece.written(""),
    };
    assert_eq!(pieces.iter().map(told).collect::<String>(), page);
    let acts: Vec<_> = pieces.iter().filter(|piece| !matches!(piece, Piece::Prose(_))).collect();
    assert_eq!(
        acts,
        [
            &Piece::File { name: "x/y.sql", text: "SELECT 1;\n" },
            &Piece::Typed { line: "one", told: "said\n\n" },
            &Piece::Typed { line: "two", told: "" },
        ]
    );
}
