//! The application without a window: keys and scans go in, its tasks are drained, and pictures come out.
//!
//! A tour drives it, and tests. Nothing is set by hand: what happens is what would happen in a window, by a clock of
//! its own that goes on with each key as a person's or a scanner's would.

use std::cell::Cell;
use std::time::Instant;

use iced::advanced::renderer::{Headless, Style};
use iced::advanced::widget::operation::{Outcome, black_box};
use iced::advanced::{clipboard, mouse};
use iced::futures::StreamExt;
use iced::futures::executor::block_on;
use iced::futures::stream::{BoxStream, SelectAll};
use iced::theme::Base;
use iced::{Event, Pixels, Point, Rectangle, Renderer, Size, Task, window};
use iced_test::Selector;
use iced_test::runtime::user_interface::{Cache, UserInterface};
use iced_test::runtime::{Action, task};

use super::app::{App, Message};
use super::keys::{self, Act};
use super::{font, play};
use crate::device::scanner::{GAP, GUARD};

/// From one key of a person to the next, in milliseconds.
const PERSON: u64 = 180;
/// From one key of a scanner to the next, in milliseconds.
const SCANNER: u64 = 7;

thread_local! {
    static NOW: Cell<u64> = const { Cell::new(1_000) };
}

fn pace() -> u64 {
    NOW.get()
}

fn wait(milliseconds: u64) {
    NOW.set(NOW.get() + milliseconds);
}

/// Why there is nothing to drive.
#[derive(Debug, thiserror::Error)]
pub enum DriveError {
    /// The build has no renderer that works without a window.
    #[error("this build cannot draw without a window")]
    NoRenderer,
}

/// A picture of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// `width * height * 4` bytes: red, green, blue, alpha.
    pub rgba: Vec<u8>,
}

/// An application that is driven.
pub struct Drive {
    app: App,
    size: Size,
    cursor: mouse::Cursor,
    cache: Cache,
    renderer: Renderer,
    running: SelectAll<BoxStream<'static, Action<Message>>>,
}

impl Drive {
    /// An application and its first task, in a window of `size` logical pixels at scale 1.
    ///
    /// # Errors
    /// The build cannot draw without a window.
    pub fn new((mut app, task): (App, Task<Message>), size: Size) -> Result<Self, DriveError> {
        app.set_pace(pace);
        let renderer = block_on(<Renderer as Headless>::new(font::REGULAR, Pixels(16.0), Some("tiny-skia")));
        let renderer = renderer.ok_or(DriveError::NoRenderer)?;
        let cursor = mouse::Cursor::Unavailable;
        let mut drive = Self { app, size, cursor, cache: Cache::default(), renderer, running: SelectAll::new() };
        drive.run(task);
        drive.tell(Message::Resized(size));
        drive.settle();
        Ok(drive)
    }

    /// The application, to look at.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// Gives the application a message, as the window system or a subscription would.
    pub fn tell(&mut self, message: Message) {
        let task = self.app.update(message);
        self.run(task);
    }

    /// Gives the window an event.
    pub fn event(&mut self, event: Event) {
        let bounds = self.bounds();
        let mut messages = Vec::new();
        let cache = std::mem::take(&mut self.cache);
        let mut window = UserInterface::build(self.app.view(), bounds, cache, &mut self.renderer);
        let null = &mut clipboard::Null;
        let _ = window.update(&[event], self.cursor, &mut self.renderer, null, &mut messages);
        self.cache = window.into_cache();
        messages.into_iter().for_each(|message| self.tell(message));
    }

    /// Types like a person, and waits until all is done.
    pub fn write(&mut self, text: &str) {
        for event in play::typed(text) {
            wait(PERSON);
            self.event(event);
            self.settle();
        }
    }

    /// Presses the key of an act like a person, and waits until all is done.
    pub fn press(&mut self, act: Act) {
        let Some(binding) = keys::BINDINGS.iter().find(|binding| binding.act == act) else { return };
        wait(PERSON + GUARD);
        self.event(play::chord(binding.chord));
        self.settle();
    }

    /// Scans like a wedge scanner, and waits until all is done.
    pub fn scan(&mut self, text: &str) {
        self.burst(play::scan(text));
    }

    /// Types `events` as fast as a scanner does, and waits until all is done.
    pub fn burst(&mut self, events: impl IntoIterator<Item = Event>) {
        wait(PERSON + GUARD);
        for event in events {
            wait(SCANNER);
            self.event(event);
        }
        wait(GAP + GUARD);
        self.event(Event::Window(window::Event::RedrawRequested(Instant::now())));
        self.settle();
    }

    /// Clicks on these words, if they can be seen; whether they could.
    pub fn click(&mut self, words: &str) -> bool {
        let Some(place) = self.find(words) else { return false };
        self.cursor = mouse::Cursor::Available(place);
        for event in iced_test::simulator::click() {
            self.event(Event::Mouse(mouse::Event::CursorMoved { position: place }));
            self.event(event);
        }
        self.cursor = mouse::Cursor::Unavailable;
        self.settle();
        true
    }

    /// Holds a button of the pointer down on these words, and lets it go; whether they could be seen. `between` looks at
    /// the window while it is down.
    #[cfg(test)]
    pub fn press_with(&mut self, words: &str, button: mouse::Button, between: impl FnOnce(&mut Self)) -> bool {
        let Some(position) = self.find(words) else { return false };
        self.cursor = mouse::Cursor::Available(position);
        self.event(Event::Mouse(mouse::Event::CursorMoved { position }));
        self.event(Event::Mouse(mouse::Event::ButtonPressed(button)));
        self.settle();
        between(self);
        self.event(Event::Mouse(mouse::Event::ButtonReleased(button)));
        self.cursor = mouse::Cursor::Unavailable;
        self.settle();
        true
    }

    /// Whether these words can be seen, alone in their element.
    pub fn sees(&mut self, words: &str) -> bool {
        self.find(words).is_some()
    }

    /// Where these words stand, if they are on the screen.
    #[cfg(test)]
    pub fn bounds_of(&mut self, words: &str) -> Option<Rectangle> {
        self.target(words).map(|(bounds, _)| bounds)
    }

    /// Everything that is written on the screen, from top to bottom as it is laid out.
    pub fn words(&mut self) -> Vec<String> {
        let bounds = self.bounds();
        let cache = std::mem::take(&mut self.cache);
        let mut window = UserInterface::build(self.app.view(), bounds, cache, &mut self.renderer);
        let mut reading = Reading(Vec::new());
        window.operate(&self.renderer, &mut reading);
        self.cache = window.into_cache();
        reading.0
    }

    /// Gives the window another size, in logical pixels.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        self.tell(Message::Resized(size));
        self.settle();
    }

    /// Waits until every task of the application is done.
    pub fn settle(&mut self) {
        while let Some(action) = block_on(self.running.next()) {
            match action {
                Action::Output(message) => self.tell(message),
                Action::Widget(operation) => self.operate(operation),
                // Nothing else has a meaning without a window.
                _ => {}
            }
        }
    }

    /// A picture of the window as it is.
    pub fn snapshot(&mut self) -> Picture {
        // Focus, layout and fonts settle with a frame, as in a window.
        self.event(Event::Window(window::Event::RedrawRequested(Instant::now())));
        self.settle();
        let (bounds, scale, theme) = (self.bounds(), self.app.scale_factor(), self.app.theme());
        let cache = std::mem::take(&mut self.cache);
        let mut window = UserInterface::build(self.app.view(), bounds, cache, &mut self.renderer);
        let base = theme.base();
        let redraw = Event::Window(window::Event::RedrawRequested(Instant::now()));
        let _ = window.update(&[redraw], self.cursor, &mut self.renderer, &mut clipboard::Null, &mut Vec::new());
        window.draw(&mut self.renderer, &theme, &Style { text_color: base.text_color }, self.cursor);
        self.cache = window.into_cache();
        let (width, height) = (self.size.width.round() as u32, self.size.height.round() as u32);
        let rgba = self.renderer.screenshot(Size::new(width, height), scale, base.background_color);
        Picture { width, height, rgba }
    }

    fn bounds(&self) -> Size {
        let scale = self.app.scale_factor();
        Size::new(self.size.width / scale, self.size.height / scale)
    }

    fn run(&mut self, task: Task<Message>) {
        if let Some(stream) = task::into_stream(task) {
            self.running.push(stream);
        }
    }

    fn operate(&mut self, operation: Box<dyn iced::advanced::widget::Operation>) {
        let bounds = self.bounds();
        let cache = std::mem::take(&mut self.cache);
        let mut window = UserInterface::build(self.app.view(), bounds, cache, &mut self.renderer);
        let mut next = Some(operation);
        while let Some(mut current) = next.take() {
            window.operate(&self.renderer, &mut *current);
            if let Outcome::Chain(chained) = current.finish() {
                next = Some(chained);
            }
        }
        self.cache = window.into_cache();
    }

    fn find(&mut self, words: &str) -> Option<Point> {
        self.target(words).and_then(|(_, visible)| visible).map(|visible| visible.center())
    }

    /// Where these words stand, and what of that is seen.
    fn target(&mut self, words: &str) -> Option<(Rectangle, Option<Rectangle>)> {
        use iced::advanced::widget::Operation;
        let bounds = self.bounds();
        let cache = std::mem::take(&mut self.cache);
        let mut window = UserInterface::build(self.app.view(), bounds, cache, &mut self.renderer);
        let mut search = Selector::find(words);
        window.operate(&self.renderer, &mut black_box(&mut search));
        self.cache = window.into_cache();
        match search.finish() {
            Outcome::Some(found) => found.map(|found| (found.bounds(), found.visible_bounds())),
            _ => None,
        }
    }
}

/// Collects what is written.
struct Reading(Vec<String>);

impl iced::advanced::widget::Operation for Reading {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn iced::advanced::widget::Operation)) {
        operate(self);
    }

    fn text(&mut self, _: Option<&iced::advanced::widget::Id>, _: iced::Rectangle, text: &str) {
        self.0.push(text.to_owned());
    }
}
