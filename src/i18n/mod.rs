//! What is said to people: every text of the program by its message id.

use std::sync::LazyLock;

pub use fluent_bundle::FluentValue as Value;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

/// The English texts.
const ENGLISH: &str = include_str!("../../assets/locales/en.ftl");

static BUNDLE: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(bundle);

/// The messages. One that cannot be read is missing and shows as such; the tests hold that there is none.
fn bundle() -> FluentBundle<FluentResource> {
    let resource = FluentResource::try_new(ENGLISH.to_owned()).unwrap_or_else(|(readable, _)| readable);
    let mut bundle = empty();
    bundle.add_resource_overriding(resource);
    bundle
}

fn empty() -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec!["en".parse().unwrap_or_default()]);
    // Names and times stand in elements of their own; marks around them would show in fonts that lack them.
    bundle.set_use_isolating(false);
    bundle
}

/// Whether there is a message of this id.
pub fn has(id: &str) -> bool {
    BUNDLE.get_message(id).is_some_and(|message| message.value().is_some())
}

/// The text of a message; `⟨id⟩` where there is none.
pub fn tr(id: &str) -> String {
    tr_with(id, &[])
}

/// The text of a message with these values in it; `⟨id⟩` where there is none, `{$name}` where a value is missing.
pub fn tr_with(id: &str, values: &[(&str, Value<'_>)]) -> String {
    text(&BUNDLE, id, values)
}

fn text(bundle: &FluentBundle<FluentResource>, id: &str, values: &[(&str, Value<'_>)]) -> String {
    let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else {
        return format!("⟨{id}⟩");
    };
    let values: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, value.clone())).collect();
    // What could not be filled in stands in the text under its name, where it is seen.
    let mut unfilled = Vec::new();
    bundle.format_pattern(pattern, Some(&values), &mut unfilled).into_owned()
}

#[cfg(test)]
mod tests;
