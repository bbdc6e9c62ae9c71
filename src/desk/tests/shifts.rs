//! Handing the running post over.

use super::*;
use crate::store::StoreError;

#[test]
fn the_post_is_handed_over_running_and_both_have_signed() {
    let (_folder, mut desk) = desk_of("S-1");
    let guest = expected(&mut desk, "Vera Holm");
    let stay = admit(&mut desk, noon(), guest).entry;
    hand_over(&mut desk, noon(), "G-1");
    let sheet = desk.sheet(noon()).unwrap();
    assert_eq!((sheet.content.inside.as_slice(), sheet.content.badges), ([stay].as_slice(), 1));
    let begun = entries(&desk);
    let next = desk.hand_over(noon(), &sheet.content, "Vera waits for a taxi", ("V-1", PASSPHRASE)).unwrap();
    assert_eq!(next.number, "V-1");
    assert_eq!(desk.operator().unwrap().number, "V-1");
    assert!(desk.roster_is_whole() && desk.lists_are_whole(), "nobody waits for guests to be read");
    assert_eq!(kinds(&desk, begun), [Kind::HandedOver, Kind::SignedOut, Kind::SignedIn, Kind::TakenOver]);
    let entry = desk.store.entry(begun).unwrap();
    let Fact::HandedOver { from, to, sheet: signed } = entry.fact else { panic!("{:?}", entry.fact) };
    assert_eq!((entry.leaf.key, to, signed), (Some(from), next.id, sheet.content));
    assert_eq!(desk.store.person::<String>(begun).unwrap(), "Vera waits for a taxi");
    assert_eq!(desk.store.leaf(begun + 3).unwrap().1.refs, [begun]);
    // The head over the shift bears the signature of whoever left, the one after it that of whoever came.
    for (covering, who) in [(begun + 1, from), (begun + 3, next.id)] {
        let note = desk.store.checkpoint(Some(covering)).unwrap().unwrap().to_string();
        assert!(note.contains(&who.to_string()), "{note}");
    }
    let _ = desk.depart(noon(), stay, None).unwrap();
    assert_clean(&desk);
}

#[test]
fn what_is_handed_over_is_what_both_saw_and_nobody_hands_over_to_themselves() {
    let (_folder, mut desk) = desk_of("S-1");
    let guest = expected(&mut desk, "Vera Holm");
    let sheet = desk.sheet(noon()).unwrap().content;
    let stay = admit(&mut desk, noon(), guest).entry;
    let before = entries(&desk);
    let stale = desk.hand_over(noon(), &sheet, "", ("G-1", PASSPHRASE));
    assert!(matches!(stale, Err(DeskError::SheetChanged)), "{stale:?}");
    let sheet = desk.sheet(noon()).unwrap().content;
    let own = desk.hand_over(noon(), &sheet, "", ("S-1", PASSPHRASE));
    assert!(matches!(own, Err(DeskError::Oneself)), "{own:?}");
    let wrong = desk.hand_over(noon(), &sheet, "", ("G-1", "guess"));
    assert!(matches!(wrong, Err(DeskError::Store(StoreError::WrongKey))), "{wrong:?}");
    assert_eq!((entries(&desk), desk.operator().unwrap().number.as_str()), (before, "S-1"));
    let _ = desk.depart(noon(), stay, None).unwrap();
}
