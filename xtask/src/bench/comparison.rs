//! Samples of evenkeel beside samples of the program it is measured against: medians, ratio, target.

use serde::Serialize;

use super::measure::Sample;

/// The middle of many samples, each number by itself.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Side {
    pub(super) program: String,
    pub(super) wall_ms: f64,
    pub(super) cpu_ms: f64,
    pub(super) peak_mb: f64,
    samples: Vec<Sample>,
}

impl Side {
    pub(super) fn new(program: &str, samples: Vec<Sample>) -> Self {
        Self {
            program: program.to_owned(),
            wall_ms: median(samples.iter().map(|sample| sample.wall_us)) / 1e3,
            cpu_ms: median(samples.iter().map(|sample| sample.cpu_us)) / 1e3,
            peak_mb: median(samples.iter().map(|sample| sample.peak_bytes)) / 1e6,
            samples,
        }
    }
}

/// What evenkeel must reach against the floor.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Target {
    /// Wall time against the floor's, at most.
    pub(super) ratio: f64,
    /// Peak memory in MB, at most.
    pub(super) peak_mb: Option<f64>,
}

/// One bench.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Comparison {
    pub(super) name: String,
    evenkeel: Side,
    floor: Side,
    ratio: f64,
    target: Target,
    reached: bool,
}

impl Comparison {
    pub(super) fn new(name: &str, evenkeel: Side, floor: Side, target: Target) -> Self {
        let ratio = evenkeel.wall_ms / floor.wall_ms;
        let reached = ratio <= target.ratio && target.peak_mb.is_none_or(|most| evenkeel.peak_mb <= most);
        Self { name: name.to_owned(), evenkeel, floor, ratio, target, reached }
    }

    /// The columns of [`Comparison::row`].
    pub(super) const HEADER: [&str; 11] = [
        "bench", "against", "runs", "ms", "floor ms", "ratio", "target", "cpu ms", "MB", "floor MB",
        "reached",
    ];

    pub(super) fn row(&self) -> Vec<String> {
        let memory = self.target.peak_mb.map_or(String::new(), |most| format!(", {most} MB"));
        vec![
            self.name.clone(),
            self.floor.program.clone(),
            self.evenkeel.samples.len().to_string(),
            format!("{:.1}", self.evenkeel.wall_ms),
            format!("{:.1}", self.floor.wall_ms),
            format!("{:.2}", self.ratio),
            format!("≤ {}{memory}", self.target.ratio),
            format!("{:.1}", self.evenkeel.cpu_ms),
            format!("{:.1}", self.evenkeel.peak_mb),
            format!("{:.1}", self.floor.peak_mb),
            if self.reached { "yes".to_owned() } else { "no".to_owned() },
        ]
    }
}

#[expect(clippy::cast_precision_loss, reason = "microseconds and bytes of one run stay far below 2^52")]
fn median(values: impl Iterator<Item = u64>) -> f64 {
    let mut sorted: Vec<u64> = values.collect();
    sorted.sort_unstable();
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => 0.0,
        even if even.is_multiple_of(2) => u64::midpoint(sorted[middle - 1], sorted[middle]) as f64,
        _ => sorted[middle] as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_median_is_the_middle() {
        assert!((median([3, 1, 2].into_iter()) - 2.0).abs() < 1e-9);
        assert!((median([4, 1, 2, 8].into_iter()) - 3.0).abs() < 1e-9);
        assert!(median(std::iter::empty()).abs() < 1e-9);
    }
}
