//! A screen on the bench: keys go in as iced delivers them, its tasks are run to the end, and it can be looked at.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use iced::advanced::clipboard;
use iced::advanced::renderer::{Headless, Style};
use iced::advanced::widget::operation::{Outcome, black_box};
use iced::{Event, Renderer, Size, Task, mouse, theme::Base};
use iced_test::runtime::futures::futures::StreamExt;
use iced_test::runtime::futures::futures::executor::block_on;
use iced_test::runtime::user_interface::{Cache, UserInterface};
use iced_test::runtime::{Action, task};
use iced_test::selector::Selector;

use crate::desk::sample::{self, SampleOperator};
use crate::desk::worker::Worker;
use crate::desk::{Desk, DeskError};
use crate::domain::{Moment, Timestamp};
use crate::gui::context::Context;
use crate::gui::keys::{self, Act, Place};
use crate::gui::style::Theme;
use crate::gui::widget;
use crate::gui::widget::keyboard::{Input, keyboard};
use crate::gui::{Element, font, play};

/// A screen with what it is given.
pub trait Room {
    /// Its messages.
    type Message: Clone + std::fmt::Debug + Send + 'static;
    /// Takes a message.
    fn update(&mut self, message: Self::Message) -> Task<Self::Message>;
    /// The window.
    fn view(&self) -> Element<'_, Self::Message>;
    /// What a key does.
    fn key(&self, act: Act) -> Option<Self::Message>;
    /// Where its keys hold.
    fn place(&self) -> Place;
}

/// The room of a screen that has `State`, `Message` and `Action` where this is called: its name, where its keys hold, and
/// how it is drawn.
macro_rules! room {
    ($name:ident, $place:expr, $view:expr) => {
        struct $name {
            state: State,
            context: Context,
            actions: Vec<Action>,
            #[allow(dead_code)] // kept so that the folder lives as long as the post in it
            folder: tempfile::TempDir,
        }

        impl crate::gui::screen::bench_tests::Room for $name {
            type Message = Message;

            fn update(&mut self, message: Message) -> Task<Message> {
                let (task, action) = self.state.update(message, &self.context);
                self.actions.extend(action);
                task
            }

            fn view(&self) -> crate::gui::Element<'_, Message> {
                let view: for<'a> fn(&'a State, &'a Context) -> crate::gui::Element<'a, Message> = $view;
                view(&self.state, &self.context)
            }

            fn key(&self, act: Act) -> Option<Message> {
                self.state.key(act, &self.context)
            }

            fn place(&self) -> crate::gui::keys::Place {
                let place: fn(&State) -> crate::gui::keys::Place = $place;
                place(&self.state)
            }
        }
    };
}
pub(crate) use room;

/// A screen being tried.
pub struct Bench<R: Room> {
    /// The screen.
    pub room: R,
    cache: Option<Cache>,
    renderer: Renderer,
    size: Size,
}

impl<R: Room> Bench<R> {
    /// Puts a screen on the bench and runs what it began with.
    pub fn new(room: R, task: Task<R::Message>) -> Self {
        font::install();
        let renderer = Renderer::new(font::REGULAR, 16.0.into());
        let size = Size::new(1280.0, 800.0);
        let mut bench = Self { room, cache: Some(Cache::default()), renderer, size };
        bench.run(task);
        bench
    }

    /// Gives the window another size.
    pub fn resize(&mut self, width: f32, height: f32) {
        self.size = Size::new(width, height);
    }

    /// Presses the key of an act.
    pub fn press(&mut self, act: Act) {
        let binding = keys::BINDINGS.iter().find(|binding| binding.act == act).expect("every act has a key");
        self.send(vec![play::chord(binding.chord)]);
    }

    /// Types a text into whatever has the keyboard.
    pub fn write(&mut self, text: &str) {
        self.send(play::typed(text));
    }

    /// Takes the last character of a field away.
    pub fn send_backspace(&mut self) {
        self.named(iced::keyboard::key::Named::Backspace);
    }

    fn named(&mut self, named: iced::keyboard::key::Named) {
        use iced::keyboard::key::{NativeCode, Physical};
        let key = iced::keyboard::Key::Named(named);
        self.send(vec![Event::Keyboard(iced::keyboard::Event::KeyPressed {
            modified_key: key.clone(),
            key,
            physical_key: Physical::Unidentified(NativeCode::Unidentified),
            location: iced::keyboard::Location::Standard,
            modifiers: iced::keyboard::Modifiers::empty(),
            text: None,
            repeat: false,
        })]);
    }

    /// Takes the keyboard from every field, so that no caret blinks in a picture.
    pub fn blur(&mut self) {
        self.run(iced::widget::operation::focus("nowhere"));
    }

    /// Types into one field after another.
    pub fn fill(&mut self, texts: &[&str]) {
        for (index, text) in texts.iter().enumerate() {
            if index > 0 {
                self.press(Act::NextField);
            }
            self.write(text);
        }
    }

    /// Gives the screen a message, as the application would.
    pub fn say(&mut self, message: R::Message) {
        let task = self.room.update(message);
        self.run(task);
    }

    /// Whether these words are on the screen.
    pub fn shows(&mut self, words: &str) -> bool {
        let mut operation = Selector::find(words);
        self.with_ui(|ui, renderer, _| ui.operate(renderer, &mut black_box(&mut operation)));
        use iced::advanced::widget::Operation;
        matches!(operation.finish(), Outcome::Some(Some(_)))
    }

    /// Fails unless all these words are on the screen.
    pub fn expect(&mut self, words: &[&str]) {
        for words in words {
            assert!(self.shows(words), "not on the screen: {words}");
        }
    }

    /// A picture of the window, written as PNG if the variable `GATEWARD_SHOTS` names a folder.
    pub fn picture(&mut self, name: &str, theme: Theme) -> Vec<u8> {
        let (size, base) = (self.size, theme.base());
        let redraw = Event::Window(iced::window::Event::RedrawRequested(std::time::Instant::now()));
        let pixels = Size::new(size.width as u32, size.height as u32);
        let rgba = self.with_ui(|ui, renderer, messages| {
            let cursor = mouse::Cursor::Unavailable;
            let _ = ui.update(&[redraw], cursor, renderer, &mut clipboard::Null, messages);
            ui.draw(renderer, &theme, &Style { text_color: base.text_color }, cursor);
            renderer.screenshot(pixels, 1.0, base.background_color)
        });
        if let Some(folder) = std::env::var_os("GATEWARD_SHOTS") {
            let file = std::fs::File::create(Path::new(&folder).join(format!("{name}.png"))).unwrap();
            let mut encoder = png::Encoder::new(file, pixels.width, pixels.height);
            encoder.set_color(png::ColorType::Rgba);
            encoder.write_header().unwrap().write_image_data(&rgba).unwrap();
        }
        rgba
    }

    /// A picture that has to show something; with `GATEWARD_SHOTS` also in the night theme and on a small screen.
    pub fn pictures(&mut self, name: &str) {
        let all = std::env::var_os("GATEWARD_SHOTS").is_some();
        let looks = [
            ("light", Theme::Light, 1280.0, 800.0),
            ("night", Theme::Night, 1280.0, 800.0),
            ("small", Theme::Light, 1024.0, 768.0),
        ];
        for (suffix, theme, width, height) in looks.into_iter().take(if all { 3 } else { 1 }) {
            self.resize(width, height);
            let rgba = self.picture(&format!("{name}-{suffix}"), theme);
            let (pixels, _) = rgba.as_chunks::<4>();
            let mut colours = std::collections::HashSet::new();
            assert!(pixels.iter().any(|pixel| colours.insert(pixel) && colours.len() > 20), "{name}: empty picture");
        }
        self.resize(1280.0, 800.0);
    }

    fn send(&mut self, events: Vec<Event>) {
        for event in events {
            let mut said = self.with_ui(|ui, renderer, messages| {
                let _ = ui.update(&[event], mouse::Cursor::Unavailable, renderer, &mut clipboard::Null, messages);
                std::mem::take(messages)
            });
            said.drain(..).for_each(|message| self.say(message));
        }
    }

    /// Runs a task to its end.
    pub fn drain(&mut self, task: Task<R::Message>) {
        self.run(task);
    }

    fn run(&mut self, task: Task<R::Message>) {
        let Some(mut stream) = task::into_stream(task) else { return };
        while let Some(action) = block_on(stream.next()) {
            match action {
                Action::Output(message) => self.say(message),
                Action::Widget(operation) => self.operate(operation),
                _ => {}
            }
        }
    }

    fn operate(&mut self, operation: Box<dyn iced::advanced::widget::Operation>) {
        self.with_ui(|ui, renderer, _| {
            let mut next = Some(operation);
            while let Some(mut current) = next.take() {
                ui.operate(renderer, &mut current);
                if let Outcome::Chain(further) = current.finish() {
                    next = Some(further);
                }
            }
        });
    }

    fn with_ui<T>(
        &mut self,
        then: impl FnOnce(&mut UserInterface<'_, R::Message, Theme, Renderer>, &mut Renderer, &mut Vec<R::Message>) -> T,
    ) -> T {
        let (room, place) = (&self.room, self.room.place());
        let window = keyboard(&[], room.view(), move |input| match input {
            Input::Press(press) => press.chord.and_then(|chord| keys::act(place, chord)).and_then(|act| room.key(act)),
            _ => None,
        });
        let cache = self.cache.take().unwrap_or_default();
        let mut ui = UserInterface::build(window, self.size, cache, &mut self.renderer);
        let mut messages = Vec::new();
        let answer = then(&mut ui, &mut self.renderer, &mut messages);
        self.cache = Some(ui.into_cache());
        answer
    }
}

/// Tuesday 24 November 2026, 09:11 at a gate one hour east of UTC.
pub fn morning() -> Moment {
    Moment { at: Timestamp(1_795_507_860_000), offset: 3_600, monotonic: 0 }
}

/// The sample mission, made once for all tests of a run.
fn sample_folder() -> &'static Path {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let make = || {
        let folder = tempfile::tempdir().unwrap();
        let _ = sample::prepare(folder.path(), morning(), Box::new(rand_core::OsRng)).unwrap();
        folder
    };
    FOLDER.get_or_init(make).path()
}

/// The sample mission in a folder of its own, as a screen is given it, with this operator signed in, if any.
pub fn sample_mission(operator: Option<SampleOperator>) -> (tempfile::TempDir, Context) {
    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(sample_folder()).unwrap() {
        let entry = entry.unwrap();
        let _ = std::fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    let worker = Worker::open(folder.path(), Arc::new(morning), Box::new(rand_core::OsRng)).unwrap();
    let status = worker.ask(move |desk, now| {
        if let Some(operator) = operator {
            let _ = desk.sign_in(now, operator.number, operator.passphrase)?;
            desk.read_whole_roster()?;
            desk.read_whole_lists()?;
        }
        desk.status()
    });
    let status = block_on(status).unwrap();
    let (now, theme) = (morning(), Theme::Light);
    let (findings, width) = (None, 1280.0);
    (folder, Context { worker, status, findings, now, theme, width, unattended: 0, names_shown: true, demo: true })
}

/// Asks the desk, and waits for its answer.
pub fn ask<T: Send + 'static>(
    context: &Context,
    act: impl FnOnce(&mut Desk, Moment) -> Result<T, DeskError> + Send + 'static,
) -> T {
    block_on(context.worker.ask(act)).unwrap()
}

/// What lies between header and footer, between a header and a footer.
pub fn framed<'a, Message: Clone + 'a>(middle: Element<'a, Message>) -> Element<'a, Message> {
    let head = widget::header(widget::Header {
        level: crate::domain::Posture::Normal,
        lockdown: None,
        posture: None,
        gate: "North gate".into(),
        badges: Vec::new(),
        tabs: Vec::new(),
        operator: "".into(),
        role: "".into(),
        on_operator: None,
        clock: "09:11".into(),
    });
    let foot = widget::footer(widget::Footer { items: Vec::new(), keys: "F1 keys".into(), acts: Vec::new() });
    widget::screen(crate::domain::Posture::Normal, head, middle, foot)
}
