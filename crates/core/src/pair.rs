//! The old and the new of one thing. Must not know what the thing is.

/// Two values of one type, before and after. The words `old` and `new` are used nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Pair<T> {
    pub old: T,
    pub new: T,
}

impl<T> Pair<T> {
    pub const fn of(old: T, new: T) -> Self {
        Pair { old, new }
    }

    pub fn as_ref(&self) -> Pair<&T> {
        Pair { old: &self.old, new: &self.new }
    }

    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Pair<U> {
        Pair { old: f(self.old), new: f(self.new) }
    }

    pub fn zip<U>(self, other: Pair<U>) -> Pair<(T, U)> {
        Pair { old: (self.old, other.old), new: (self.new, other.new) }
    }

    /// The way back.
    pub fn reversed(self) -> Self {
        Pair { old: self.new, new: self.old }
    }
}

impl<T: PartialEq> Pair<T> {
    pub fn differs(&self) -> bool {
        self.old != self.new
    }
}

impl<T> Pair<Option<T>> {
    /// Both, when both are there.
    pub fn both(self) -> Option<Pair<T>> {
        Some(Pair { old: self.old?, new: self.new? })
    }
}
