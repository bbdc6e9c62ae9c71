//! Every key of a window goes through here first: scans are told from typing before a field or a binding sees them.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::keyboard::key::{Code, Named, NativeCode, Physical as Place};
use iced::keyboard::{self, Key, Location, Modifiers};
use iced::{Element as Piece, Event, Length, Rectangle, Renderer, Size, Vector, window};

use crate::device::scanner::{Answer, Due, Physical, Scan, Scanner, Shape, Stroke};
use crate::gui::Element;
use crate::gui::keys::Chord;
use crate::gui::style::Theme;

/// A key that a person pressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Press {
    /// The key by its meaning, and what was held beside it; `None` for keys that no binding could have.
    pub chord: Option<Chord>,
    /// What it types, if anything.
    pub text: Option<String>,
}

/// What comes from the keyboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key that a person pressed. Without a message for it, it goes on to the field that has the keyboard.
    Press(Press),
    /// Something typed while no field has the keyboard: it belongs into the scan field.
    Stray(String),
    /// The last [`Input::Stray`] was part of a scan: its last character has to go again.
    StrayBack,
    /// A scan. What its first keys typed has been taken back. Never [`Scan::Loose`], which is typed where it belongs;
    /// without a message for it, a text is typed there too.
    Scan(Scan),
    /// The Enter at the end of a scan that was typed where it belongs. Without a message for it nothing is done: a
    /// barcode sends no form and opens no row.
    ScanEnd,
}

type OnInput<'a, Message> = Box<dyn Fn(Input) -> Option<Message> + 'a>;

/// The whole window `content`, whose keys and scans are first asked for their message.
///
/// `shapes` are the tokens that are known by their structure.
pub fn keyboard<'a, Message: 'a>(
    shapes: &'static [Shape],
    content: impl Into<Element<'a, Message>>,
    on_input: impl Fn(Input) -> Option<Message> + 'a,
) -> Element<'a, Message> {
    Piece::new(Keyboard {
        shapes,
        content: content.into(),
        on_input: Box::new(on_input),
        clock: monotonic,
        scans: true,
    })
}

/// As [`keyboard()`], by another clock (milliseconds, only ever forward): for tests, and for a tour that plays a scanner.
pub fn keyboard_by<'a, Message: 'a>(
    clock: fn() -> u64,
    shapes: &'static [Shape],
    content: impl Into<Element<'a, Message>>,
    on_input: impl Fn(Input) -> Option<Message> + 'a,
) -> Element<'a, Message> {
    Piece::new(Keyboard { shapes, content: content.into(), on_input: Box::new(on_input), clock, scans: true })
}

/// The whole window `content`, whose keys are first asked for their message; scans are not told from typing. For where
/// nobody is presented and nothing is decided: the lock, the set-up.
pub fn keyboard_alone<'a, Message: 'a>(
    content: impl Into<Element<'a, Message>>,
    on_input: impl Fn(Input) -> Option<Message> + 'a,
) -> Element<'a, Message> {
    let on_input = Box::new(on_input);
    Piece::new(Keyboard { shapes: &[], content: content.into(), on_input, clock: monotonic, scans: false })
}

/// Milliseconds since the first call.
pub fn monotonic() -> u64 {
    static START: OnceLock<Instant> = OnceLock::new();
    u64::try_from(START.get_or_init(Instant::now).elapsed().as_millis()).unwrap_or(u64::MAX)
}

struct Keyboard<'a, Message> {
    shapes: &'static [Shape],
    content: Element<'a, Message>,
    on_input: OnInput<'a, Message>,
    clock: fn() -> u64,
    /// Whether scans are told from typing.
    scans: bool,
}

struct State {
    scanner: Scanner,
    modifiers: Modifiers,
    /// The key that is kept back.
    kept: Option<keyboard::Event>,
}

/// What `Widget::update` is given beside the event.
struct Context<'a, 'b, Message> {
    tree: &'a mut Tree,
    layout: Layout<'a>,
    cursor: mouse::Cursor,
    renderer: &'a Renderer,
    clipboard: &'a mut dyn Clipboard,
    shell: &'a mut Shell<'b, Message>,
    viewport: &'a Rectangle,
}

impl<Message> Keyboard<'_, Message> {
    /// Gives the event to the content; whether that took it.
    ///
    /// With a shell of its own: containers give no further event to what lies in them once one was captured, and of
    /// several that stand for one key of a scan only the first would arrive.
    fn pass(&mut self, event: &Event, to: &mut Context<'_, '_, Message>) -> bool {
        let Some(tree) = to.tree.children.first_mut() else { return false };
        let mut messages = Vec::new();
        let mut shell = Shell::new(&mut messages);
        let content = self.content.as_widget_mut();
        content.update(tree, event, to.layout, to.cursor, to.renderer, to.clipboard, &mut shell, to.viewport);
        let captured = shell.is_event_captured();
        to.shell.merge(shell, |message| message);
        captured
    }

    fn say(&self, input: Input, to: &mut Context<'_, '_, Message>) -> bool {
        let message = (self.on_input)(input);
        let said = message.is_some();
        if let Some(message) = message {
            to.shell.publish(message);
        }
        said
    }

    /// A person's key: to its binding, or else to the field.
    fn act(&mut self, event: keyboard::Event, to: &mut Context<'_, '_, Message>) {
        let keyboard::Event::KeyPressed { key, physical_key, modifiers, text, repeat, .. } = &event else { return };
        let chord = Chord::of(key, *physical_key, *modifiers);
        let text = text.as_ref().map(ToString::to_string);
        let bound = match chord {
            // Held down, an act would be done over and over.
            Some(chord) if *repeat && !chord.moves() => false,
            _ => self.say(Input::Press(Press { chord, text: text.clone() }), to),
        };
        if bound {
            to.shell.capture_event();
            return;
        }
        let taken = self.pass(&Event::Keyboard(event), to);
        if let Some(text) = text.filter(|text| !taken && !text.chars().any(char::is_control)) {
            let _ = self.say(Input::Stray(text), to);
        }
    }

    fn scanned(&mut self, scan: Scan, to: &mut Context<'_, '_, Message>) {
        match scan {
            Scan::Loose(text) => self.type_in(&text, to),
            scan => {
                if self.say(Input::Scan(scan.clone()), to) {
                    return;
                }
                // Nobody wants scans here: it is typed where the keyboard is.
                if let Scan::Text(text) = scan {
                    self.type_in(&text, to);
                    let _ = self.say(Input::ScanEnd, to);
                }
            }
        }
    }

    fn type_in(&mut self, text: &str, to: &mut Context<'_, '_, Message>) {
        text.chars().for_each(|character| {
            if !self.pass(&typed(character), to) {
                let _ = self.say(Input::Stray(character.into()), to);
            }
        });
    }

    fn due(&mut self, state: &mut State, to: &mut Context<'_, '_, Message>) {
        while let Some(due) = state.scanner.idle((self.clock)()) {
            match due {
                Due::Done(scan) => self.scanned(scan, to),
                Due::Release => self.release(state, to),
            }
        }
    }

    /// Lets the key that was kept back act, with what was held beside it when it was pressed.
    fn release(&mut self, state: &mut State, to: &mut Context<'_, '_, Message>) {
        let Some(event) = state.kept.take() else { return };
        let keyboard::Event::KeyPressed { modifiers, .. } = event else { return };
        let _ = self.pass(&Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers)), to);
        self.act(event, to);
        let _ = self.pass(&Event::Keyboard(keyboard::Event::ModifiersChanged(state.modifiers)), to);
    }

    fn key(&mut self, state: &mut State, event: &keyboard::Event, stroke: Stroke, to: &mut Context<'_, '_, Message>) {
        let answer = state.scanner.key(stroke);
        let swallowed = answer != Answer::Typing;
        if swallowed {
            state.kept = None;
        }
        match answer {
            Answer::Typing => self.act(event.clone(), to),
            Answer::Wait => state.kept = Some(event.clone()),
            Answer::Held { take_back } => self.take_back(take_back, to),
            Answer::Done { scan, take_back } => {
                self.take_back(take_back, to);
                self.scanned(scan, to);
            }
        }
        if swallowed {
            to.shell.capture_event();
        }
    }

    fn take_back(&mut self, count: usize, to: &mut Context<'_, '_, Message>) {
        for _ in 0..count {
            if !self.pass(&keyed(Key::Named(Named::Backspace), Place::Code(Code::Backspace), None), to) {
                let _ = self.say(Input::StrayBack, to);
            }
        }
    }

    fn update(&mut self, state: &mut State, event: &Event, to: &mut Context<'_, '_, Message>) {
        match event {
            Event::Keyboard(pressed @ keyboard::Event::KeyPressed { .. }) if !self.scans => {
                self.act(pressed.clone(), to)
            }
            Event::Keyboard(pressed @ keyboard::Event::KeyPressed { physical_key, modifiers, repeat, .. }) => {
                self.due(state, to);
                let stroke = stroke((self.clock)(), *physical_key, *modifiers, *repeat);
                self.key(state, pressed, stroke, to);
            }
            Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers)) => {
                state.modifiers = *modifiers;
                let _ = self.pass(event, to);
            }
            Event::Window(window::Event::RedrawRequested(_)) => {
                self.due(state, to);
                let _ = self.pass(event, to);
            }
            _ => {
                let _ = self.pass(event, to);
            }
        }
        if let Some(wake) = state.scanner.wake() {
            let wait = Duration::from_millis(wake.saturating_sub((self.clock)()));
            to.shell.request_redraw_at(Instant::now() + wait);
        }
    }
}

fn stroke(at: u64, place: Place, modifiers: Modifiers, repeat: bool) -> Stroke {
    let key = match place {
        // iced names its codes as W3C does.
        Place::Code(code) => Physical::from_code(&format!("{code:?}")),
        Place::Unidentified(_) => Physical::Unknown,
    };
    let command = modifiers.control() || modifiers.alt() || modifiers.logo();
    Stroke { at, key, shift: modifiers.shift(), command, repeat }
}

fn typed(character: char) -> Event {
    let text = character.to_string();
    let key = Key::Character(text.as_str().into());
    keyed(key, Place::Unidentified(NativeCode::Unidentified), Some(text))
}

fn keyed(key: Key, physical_key: Place, text: Option<String>) -> Event {
    Event::Keyboard(keyboard::Event::KeyPressed {
        modified_key: key.clone(),
        key,
        physical_key,
        location: Location::Standard,
        modifiers: Modifiers::empty(),
        text: text.map(Into::into),
        repeat: false,
    })
}

impl<Message> Widget<Message, Theme, Renderer> for Keyboard<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        let scanner = Scanner::new(self.shapes.to_vec());
        tree::State::new(State { scanner, modifiers: Modifiers::empty(), kept: None })
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.content)]
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(std::slice::from_ref(&self.content));
    }

    fn size(&self) -> Size<Length> {
        self.content.as_widget().size()
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        match tree.children.first_mut() {
            Some(tree) => self.content.as_widget_mut().layout(tree, renderer, limits),
            None => layout::Node::default(),
        }
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        if let Some(tree) = tree.children.first_mut() {
            self.content.as_widget_mut().operate(tree, layout, renderer, operation);
        }
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        // Taken out for the time of the call: state and children lie in the same tree.
        let fresh = State { scanner: Scanner::default(), modifiers: Modifiers::empty(), kept: None };
        let mut state = std::mem::replace(tree.state.downcast_mut::<State>(), fresh);
        let mut to = Context { tree, layout, cursor, renderer, clipboard, shell, viewport };
        Keyboard::update(self, &mut state, event, &mut to);
        *tree.state.downcast_mut::<State>() = state;
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        if let Some(tree) = tree.children.first() {
            self.content.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        let content = self.content.as_widget();
        tree.children.first().map_or_else(mouse::Interaction::default, |tree| {
            content.mouse_interaction(tree, layout, cursor, viewport, renderer)
        })
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let tree = tree.children.first_mut()?;
        self.content.as_widget_mut().overlay(tree, layout, renderer, viewport, translation)
    }
}
