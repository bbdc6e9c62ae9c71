//! Spacing, radii and sizes, in logical pixels.

/// The spacing scale: 4, 8, 12, 16, 24, 32.
pub mod space {
    /// 4: within one thing.
    pub const TINY: f32 = 4.0;
    /// 8: between close neighbours.
    pub const SMALL: f32 = 8.0;
    /// 12: between a control and its words.
    pub const MEDIUM: f32 = 12.0;
    /// 16: between panels, and within list panels.
    pub const LARGE: f32 = 16.0;
    /// 24: at the sides of the window, and within the middle panel.
    pub const WIDE: f32 = 24.0;
    /// 32: between sections.
    pub const HUGE: f32 = 32.0;
}

/// Corners.
pub mod radius {
    /// Key caps and ticks.
    pub const CAP: f32 = 4.0;
    /// Fields and buttons.
    pub const CONTROL: f32 = 8.0;
    /// Panels.
    pub const PANEL: f32 = 12.0;
    /// Pills.
    pub const PILL: f32 = 16.0;
}

/// Heights and widths of what recurs.
pub mod size {
    /// The least height of whatever can be touched.
    pub const TARGET: f32 = 44.0;
    /// The acts of the middle: Admit, Refer, Refuse.
    pub const ACT: f32 = 56.0;
    /// The scan field.
    pub const SCAN: f32 = 64.0;
    /// The stripe in the posture's colour.
    pub const STRIPE: f32 = 6.0;
    /// The bars at both sides of the window, for each step of the posture above normal.
    pub const SIDE_BAR: f32 = 5.0;
    /// The header under the stripe.
    pub const HEADER: f32 = 56.0;
    /// The footer: as high as what is pressed in it.
    pub const FOOTER: f32 = TARGET + 1.0;
    /// What is pressed in the footer, at its right.
    pub const FOOTER_ACTS: f32 = 344.0;
    /// The left column.
    pub const LEFT: f32 = 304.0;
    /// The right column.
    pub const RIGHT: f32 = 272.0;
    /// The head of a panel.
    pub const PANEL_HEAD: f32 = 46.0;
    /// The verdict's band.
    pub const BAND: f32 = 92.0;
    /// The verdict's shape.
    pub const SHAPE: f32 = 56.0;
    /// The place of a photo.
    pub const PHOTO: (f32, f32) = (168.0, 208.0);
    /// The labels of a definition list.
    pub const TERM: f32 = 108.0;
    /// The time, or badge number, that leads a list row.
    pub const LEAD: f32 = 60.0;
    /// The width of a state that leads a line.
    pub const STATE: f32 = 140.0;
    /// A large count.
    pub const TILE: f32 = 114.0;
    /// Counts that are seen at a glance.
    pub const GLANCE: f32 = 64.0;
    /// What stands beside a text.
    pub const SIDE: f32 = 400.0;
    /// A dialog.
    pub const DIALOG: f32 = 520.0;
}

/// The width, in unscaled pixels, from which type goes one step up.
const LARGE_WINDOW: f32 = 1600.0;

/// The width from which the right column has room.
const THREE_COLUMNS: f32 = 1180.0;

/// How large things are drawn. Beyond 1600 px everything goes one step up; views need not know.
///
/// The application hands [`Scale::factor`] to iced as its scale factor. Since iced then reports window sizes in
/// scaled pixels, [`Scale::after`] undoes the present step before it decides about the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scale {
    /// Up to 1600 px.
    #[default]
    Normal,
    /// Beyond 1600 px.
    Large,
    /// Beyond 2880 px, a 4K screen without scaling.
    Huge,
}

impl Scale {
    /// The scale of a window so many unscaled pixels wide.
    pub fn of(width: f32) -> Self {
        match width {
            w if w > 2880.0 => Self::Huge,
            w if w > LARGE_WINDOW => Self::Large,
            _ => Self::Normal,
        }
    }

    /// The scale after the window reported this width while this scale was in force.
    #[must_use]
    pub fn after(self, reported: f32) -> Self {
        Self::of(reported * self.factor())
    }

    /// What to multiply every measure by.
    pub const fn factor(self) -> f32 {
        match self {
            Self::Normal => 1.0,
            Self::Large => 1.125,
            Self::Huge => 1.5,
        }
    }
}

/// Whether a window of this reported width has room for the right column.
pub fn has_right_column(width: f32) -> bool {
    width >= THREE_COLUMNS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_is_stable_under_its_own_report() {
        for pixels in [1024.0, 1280.0, 1600.0, 1601.0, 1700.0, 1920.0, 2560.0, 2881.0, 3840.0_f32] {
            let scale = Scale::of(pixels);
            assert_eq!(scale.after(pixels / scale.factor()), scale, "{pixels}");
            assert_eq!(Scale::Normal.after(pixels), scale, "{pixels}");
        }
    }

    #[test]
    fn the_right_column_folds_away_on_small_screens() {
        assert!(!has_right_column(1024.0));
        assert!(has_right_column(1280.0));
    }
}
