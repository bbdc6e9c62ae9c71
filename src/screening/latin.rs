//! The name of a guest in Latin letters, as a proposal: whoever enters the guest keeps it or writes another.

use super::reading::{cut, readings};

/// How a name is written in Latin letters, in capitals as at the foot of a passport; `None` where it says nothing new.
pub fn latin_form(name: &str) -> Option<String> {
    if name.is_ascii() {
        return None;
    }
    let words = cut(name).into_iter().next()?;
    let read = |word: &String| Some(readings(word).into_iter().next()?.text.to_uppercase());
    let form = words.iter().map(read).collect::<Option<Vec<_>>>()?.join(" ");
    (!form.is_empty()).then_some(form)
}

#[cfg(test)]
mod tests {
    use super::latin_form;

    #[test]
    fn a_name_is_proposed_in_latin_letters_where_it_has_others() {
        for (name, form) in [
            ("Dr Ivo Marić", Some("DR IVO MARIC")),
            ("Иван Петров", Some("IVAN PETROV")),
            ("Γιώργος Παπαδόπουλος", Some("GIORGOS PAPADOPOULOS")),
            ("김민수", Some("KIM MINSOO")),
            ("Vera Holm", None),
            ("", None),
        ] {
            assert_eq!(latin_form(name).as_deref(), form, "{name}");
        }
    }
}
