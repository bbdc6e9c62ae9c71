//! Shapes drawn by hand, so that they need no font and no file: crisp at every scale, in the theme's colours.

use iced::widget::canvas::{Canvas, Frame, Geometry, LineCap, LineJoin, Path, Program, Stroke, path};
use iced::{Color, Point, Rectangle, Renderer, mouse};

use crate::domain::Posture;
use crate::gui::Element;
use crate::gui::style::{Palette, Theme, Tone};

/// A shape, drawn on a square of 24 units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// Circle with a tick: Admit, done.
    CircleTick,
    /// Triangle with an exclamation mark: Refer, warning.
    Triangle,
    /// Octagon with a cross: Refuse, failed.
    OctagonCross,
    /// Corners round a line: scan here.
    Scan,
    /// A tick alone.
    Tick,
    /// Four bars that rise, of which as many are full as the threat level is high.
    Level(Posture),
    /// A circle with an i: for information.
    Info,
}

/// Where an icon's colour comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// A tone's own colour; neutral is of second rank.
    Tone(Tone),
    /// The colour on a solid ground.
    OnSolid,
    /// The colour on the ground of a threat level.
    OnLevel(Posture),
}

impl From<Tone> for Ink {
    fn from(tone: Tone) -> Self {
        Self::Tone(tone)
    }
}

impl Ink {
    fn of(self, colors: &Palette) -> Color {
        match self {
            Self::Tone(tone) => colors.tone(tone).ink,
            Self::OnSolid => colors.on_solid,
            Self::OnLevel(posture) => colors.level(posture).ink,
        }
    }
}

/// A shape `side` pixels wide and high.
pub fn icon<'a, Message: 'a>(icon: Icon, side: f32, ink: impl Into<Ink>) -> Element<'a, Message> {
    Canvas::new(Drawing { icon, ink: ink.into() }).width(side).height(side).into()
}

struct Drawing {
    icon: Icon,
    ink: Ink,
}

impl<Message> Program<Message, Theme> for Drawing {
    type State = ();

    fn draw(
        &self,
        _: &(),
        renderer: &Renderer,
        theme: &Theme,
        bounds: Rectangle,
        _: mouse::Cursor,
    ) -> Vec<Geometry<Renderer>> {
        let mut frame = Frame::new(renderer, bounds.size());
        let color = self.ink.of(theme.colors());
        let unit = bounds.width / 24.0;
        Pen { frame: &mut frame, color, unit }.draw(self.icon);
        vec![frame.into_geometry()]
    }
}

struct Pen<'a> {
    frame: &'a mut Frame<Renderer>,
    color: Color,
    unit: f32,
}

impl Pen<'_> {
    fn draw(&mut self, icon: Icon) {
        match icon {
            Icon::CircleTick => {
                self.circle(12.0, 12.0, 11.0, 1.8);
                self.line(&[(7.2, 12.3), (10.6, 15.6), (16.8, 9.0)], 2.2);
            }
            Icon::Triangle => {
                self.ring(&[(12.0, 2.0), (22.8, 21.4), (1.2, 21.4)], 1.8);
                self.line(&[(12.0, 9.2), (12.0, 14.6)], 2.2);
                self.dot(12.0, 18.0, 1.35);
            }
            Icon::OctagonCross => {
                self.ring(&octagon(), 1.8);
                self.line(&[(8.2, 8.2), (15.8, 15.8)], 2.2);
                self.line(&[(15.8, 8.2), (8.2, 15.8)], 2.2);
            }
            Icon::Scan => self.scan(),
            Icon::Tick => self.line(&[(5.0, 12.5), (10.0, 17.2), (19.2, 7.4)], 3.2),
            Icon::Level(posture) => self.bars(posture.level()),
            Icon::Info => {
                self.circle(12.0, 12.0, 11.0, 1.8);
                self.dot(12.0, 7.2, 1.35);
                self.line(&[(12.0, 11.0), (12.0, 17.0)], 2.2);
            }
        }
    }

    fn scan(&mut self) {
        for corner in [
            [(2.0, 7.0), (2.0, 2.0), (7.0, 2.0)],
            [(17.0, 2.0), (22.0, 2.0), (22.0, 7.0)],
            [(22.0, 17.0), (22.0, 22.0), (17.0, 22.0)],
            [(7.0, 22.0), (2.0, 22.0), (2.0, 17.0)],
        ] {
            self.line(&corner, 2.4);
        }
        self.line(&[(3.5, 12.0), (20.5, 12.0)], 2.4);
    }

    fn circle(&mut self, x: f32, y: f32, radius: f32, width: f32) {
        let circle = Path::circle(self.at((x, y)), radius * self.unit);
        let stroke = self.stroke(width);
        self.frame.stroke(&circle, stroke);
    }

    fn dot(&mut self, x: f32, y: f32, radius: f32) {
        let dot = Path::circle(self.at((x, y)), radius * self.unit);
        self.frame.fill(&dot, self.color);
    }

    fn line(&mut self, points: &[(f32, f32)], width: f32) {
        let (path, stroke) = (self.path(points, false), self.stroke(width));
        self.frame.stroke(&path, stroke);
    }

    fn ring(&mut self, points: &[(f32, f32)], width: f32) {
        let (path, stroke) = (self.path(points, true), self.stroke(width));
        self.frame.stroke(&path, stroke);
    }

    /// Four bars that rise; the first `full` of them are filled.
    fn bars(&mut self, full: u8) {
        for bar in 0..4_u8 {
            let (left, top) = (1.6 + 5.4 * f32::from(bar), 16.0 - 4.6 * f32::from(bar));
            let corners = [(left, top), (left + 4.0, top), (left + 4.0, 22.0), (left, 22.0)];
            if bar < full {
                let path = self.path(&corners, true);
                self.frame.fill(&path, self.color);
            }
            self.ring(&corners, 1.2);
        }
    }

    fn path(&self, points: &[(f32, f32)], closed: bool) -> Path {
        Path::new(|builder: &mut path::Builder| {
            let mut points = points.iter().map(|&point| self.at(point));
            if let Some(first) = points.next() {
                builder.move_to(first);
            }
            points.for_each(|point| builder.line_to(point));
            if closed {
                builder.close();
            }
        })
    }

    fn stroke(&self, width: f32) -> Stroke<'static> {
        let stroke = Stroke::default().with_color(self.color).with_width(width * self.unit);
        stroke.with_line_cap(LineCap::Round).with_line_join(LineJoin::Round)
    }

    fn at(&self, (x, y): (f32, f32)) -> Point {
        Point::new(x * self.unit, y * self.unit)
    }
}

/// A regular octagon that stands on a side, in a circle of 11.6 units.
fn octagon() -> [(f32, f32); 8] {
    std::array::from_fn(|corner| {
        let angle = (corner as f32 + 0.5) * std::f32::consts::FRAC_PI_4;
        (12.0 + 11.6 * angle.cos(), 12.0 + 11.6 * angle.sin())
    })
}
