//! Who may do what, asked of the screen: every act by every role, held against what the desk lets them do.

use std::collections::BTreeSet;

use zeroize::Zeroizing;

use super::super::palette;
use super::super::rights::Tab;
use super::fixture::{Gate, LEADER, gate};
use crate::desk::NewOperator;
use crate::desk::decide::WalkIn;
use crate::desk::second::{Second, Why};
use crate::domain::operator::Act as Deed;
use crate::domain::{Category, Cause, Kind, Obligation, Person, Posture, Role, Visit};
use crate::gui::app::{Message, Phase};
use crate::gui::keys::Act;
use crate::gui::screen::guard::log;
use crate::i18n::{tr, tr_with};

const PASSPHRASE: &str = "plum kettle 81 harbours";
/// What no screen offers: it is done by command.
const BY_COMMAND: [Deed; 4] = [Deed::ApproveVisits, Deed::VerifyLog, Deed::Backup, Deed::Restore];
/// Who waits for an answer of each kind.
const WAITS: &str = "Vera Holm";

/// A gate with what was tried there, by role and act.
struct Matrix {
    gate: Gate,
    role: Role,
    tried: BTreeSet<(&'static str, &'static str)>,
}

impl Matrix {
    /// The screen offers this act, or not, as the desk has it.
    fn hold(&mut self, deed: Deed, offered: bool) {
        let may = self.gate.ask(move |desk, _| Ok(desk.may(deed)));
        assert_eq!(offered, may, "{}: {}: {:?}", self.role.code(), deed.code(), self.gate.drive.words());
        let _ = self.tried.insert((self.role.code(), deed.code()));
    }

    fn sees(&mut self, id: &str) -> bool {
        self.gate.drive.sees(&tr(id))
    }

    fn press(&mut self, acts: &[Act]) {
        acts.iter().for_each(|act| self.gate.drive.press(*act));
    }

    /// Somebody with this role and no other signs in.
    fn sign_in(&mut self, role: Role) {
        self.role = role;
        self.press(&[Act::SignOut]);
        self.gate.sign_in((&number(role), PASSPHRASE));
    }

    /// What may be done from here, by the list of where to go.
    fn places(&self) -> BTreeSet<String> {
        let Phase::Open(session) = &self.gate.drive.app().phase else { panic!("nobody is signed in") };
        palette::entries(session).iter().map(|entry| entry.words().to_owned()).collect()
    }
}

fn number(role: Role) -> String {
    format!("M-{}", role.code())
}

fn new(number: String, roles: &[Role]) -> NewOperator {
    let (name, passphrase) = (format!("Nia {number}"), Zeroizing::new(PASSPHRASE.into()));
    NewOperator { number, name, roles: roles.to_vec(), passphrase, second: Zeroizing::default() }
}

fn drill(now: crate::domain::Moment) -> Why {
    Why { cause: Cause::Drill, text: "A drill".into(), asked: now }
}

/// A post with somebody of each role, somebody suspended, somebody who waits, and an override in the register.
fn scene() -> Matrix {
    let gate = gate(LEADER);
    gate.ask(|desk, now| {
        let beside = Second { number: number(Role::Supervisor), passphrase: Zeroizing::new(PASSPHRASE.into()) };
        for role in Role::ALL {
            let why = drill(now);
            let signing = (role == Role::Security).then_some((&why, &beside));
            let _ = desk.enrol(now, &new(number(role), &[role]), signing)?;
        }
        // The last two of the list: somebody who may sign in and has a PIN, and somebody suspended.
        let _ = desk.enrol(now, &new("Y-1".into(), &[Role::Guard]), None)?;
        let suspended = desk.enrol(now, &new("Z-1".into(), &[Role::Guard]), None)?.id;
        desk.suspend(now, suspended, &drill(now))?;
        let walk_in = WalkIn { name: "Ivo Nemec".into(), host: "Mr T. Vale".into(), ..WalkIn::default() };
        let visit = desk.write_down(now, &walk_in)?;
        let crate::domain::Recognised::Card(card) = desk.open_visit(now, visit, None)? else { panic!("no card") };
        let second = Second { number: number(Role::Security), passphrase: Zeroizing::new(PASSPHRASE.into()) };
        let _ = desk.override_verdict(now, &card, &Obligation::ALL, &drill(now), &second)?;
        // Too late, of a category that a supervisor consents to, and to be approved by security.
        let hour = 3_600_000;
        let window = (now.at.plus(-3 * hour), now.at.plus(-2 * hour));
        let late = Visit::plain("Mr T. Vale".into(), window.0, window.1);
        let late = Visit { category: Some(Category::HostState), ..late };
        let visit = desk.schedule(now, &Person { name: WAITS.into(), ..Person::default() }, &late)?;
        let crate::domain::Recognised::Card(card) = desk.open_visit(now, visit, None)? else { panic!("no card") };
        let _ = desk.refer(now, &card, None)?;
        // So that there is a lower level as well as a higher one.
        desk.raise_posture(now, Posture::Alpha, &drill(now))
    });
    let mut matrix = Matrix { gate, role: Role::Guard, tried: BTreeSet::new() };
    matrix.press(&[Act::SignOut]);
    matrix.gate.sign_in(("Y-1", PASSPHRASE));
    matrix.gate.ask(|desk, now| desk.set_pin(now, PASSPHRASE, "738201"));
    matrix
}

#[test]
fn the_screen_offers_each_role_what_the_desk_lets_it_do_and_nothing_else() {
    let mut matrix = scene();
    for role in Role::ALL {
        matrix.sign_in(role);
        checked(&mut matrix);
        where_to_go(&mut matrix);
        at_the_gate(&mut matrix);
        against_the_rules(&mut matrix);
        taken_back(&mut matrix);
        answered(&mut matrix);
        at_the_level(&mut matrix);
        over_operators(&mut matrix);
        in_the_log(&mut matrix);
    }
    in_a_lockdown(&mut matrix);
    ten_weeks_on(&mut matrix);
    let screen = Deed::ALL.into_iter().filter(|deed| !BY_COMMAND.contains(deed));
    let all: Vec<_> = screen.collect();
    let all = Role::ALL.into_iter().flat_map(|role| all.iter().map(move |deed| (role.code(), deed.code())));
    assert_eq!(matrix.tried, all.collect(), "an act that no screen was asked about");
}

/// A name is typed wherever one begins, and Enter pressed: whoever may not check gets no verdict.
fn checked(matrix: &mut Matrix) {
    matrix.gate.drive.write("aerosk");
    matrix.press(&[Act::Open]);
    let verdict = matrix.sees("verdict-admit");
    matrix.hold(Deed::Check, verdict);
    matrix.press(&[Act::Back, Act::Back]);
}

fn where_to_go(matrix: &mut Matrix) {
    let known = matrix.places();
    for (deed, tab) in [
        (Deed::Check, "tab-gate"),
        (Deed::Check, "tab-waiting"),
        (Deed::ReadLog, "tab-log"),
        (Deed::ImportGuests, "tab-import"),
        (Deed::KeepVisits, "tab-visits"),
        (Deed::KeepVisits, "tab-figures"),
        (Deed::AnswerAsSecurity, "tab-findings"),
        (Deed::ClearStop, "tab-findings"),
        (Deed::KeepLists, "tab-lists"),
        (Deed::KeepLists, "tab-own-list"),
        (Deed::ReadOperators, "tab-operators"),
        (Deed::ChangeRules, "tab-rules"),
        (Deed::RestoreRules, "tab-rules"),
    ] {
        matrix.hold(deed, known.contains(&tr(tab)));
    }
    for always in ["tab-inside", "tab-hand-over", "tab-own", "tab-posture", "tab-muster"] {
        assert!(known.contains(&tr(always)), "{}: {always}", matrix.role.code());
    }
    lists_as_files(matrix);
    let reads = matrix.gate.ask(|desk, _| Ok(desk.may(Deed::ReadLog) || desk.may(Deed::ReviewOverrides)));
    assert_eq!(known.contains(&tr("tab-overrides")), reads, "{}", matrix.role.code());
}

/// Everybody sees who is inside; who may takes that list away.
fn lists_as_files(matrix: &mut Matrix) {
    matrix.gate.drive.tell(Message::Go(Tab::Inside));
    matrix.gate.drive.settle();
    let offered = matrix.sees("footer-save");
    matrix.hold(Deed::ExportLists, offered);
    matrix.press(&[Act::Save]);
    let asked = matrix.sees("export-hint");
    matrix.hold(Deed::ExportLists, asked);
    matrix.press(&[Act::Back, Act::Back]);
}

/// Whether somebody of this name stands there, for whoever has the guard's screen.
fn presented(matrix: &mut Matrix, name: &str, shows: &str) -> bool {
    let here = matrix.places().contains(&tr("tab-gate"));
    if here {
        matrix.gate.drive.write(name);
        matrix.press(&[Act::Open]);
        assert!(matrix.gate.drive.sees(shows), "{:?}", matrix.gate.drive.words());
    }
    here
}

/// Somebody who may be admitted stands there.
fn at_the_gate(matrix: &mut Matrix) {
    let _ = presented(matrix, "aerosk", "Søren Ærøskøbing");
    for (deed, words) in [(Deed::Admit, "act-admit"), (Deed::Refer, "act-refer"), (Deed::Refuse, "act-refuse")] {
        let offered = matrix.sees(words);
        matrix.hold(deed, offered);
    }
    // Nor does the key do what the button is not there for.
    let admitted = matrix.gate.count(Kind::Admitted);
    matrix.press(&[Act::Refuse]);
    let asked = matrix.sees("refuse-title");
    matrix.hold(Deed::Refuse, asked);
    assert_eq!(matrix.gate.count(Kind::Admitted), admitted);
    matrix.press(&[Act::Back, Act::Back]);
}

/// Somebody on no list stands there, who could be let in by two.
fn against_the_rules(matrix: &mut Matrix) {
    let _ = presented(matrix, "Nobody Knows", &tr("verdict-refer"));
    let offered = matrix.sees("act-override");
    matrix.hold(Deed::Override, offered);
    matrix.press(&[Act::Override]);
    let asked = matrix.sees("override-who");
    matrix.hold(Deed::Override, asked);
    matrix.press(&[Act::Back, Act::Back]);
}

/// What was decided is taken back.
fn taken_back(matrix: &mut Matrix) {
    let _ = presented(matrix, "Nobody Knows", &tr("verdict-refer"));
    let (refused, corrected) = (matrix.gate.count(Kind::Refused), matrix.gate.count(Kind::Corrected));
    matrix.press(&[Act::Refuse]);
    matrix.gate.drive.write("5");
    matrix.press(&[Act::Open]);
    let decided = matrix.gate.count(Kind::Refused) > refused;
    matrix.hold(Deed::Refuse, decided);
    matrix.press(&[Act::Undo]);
    let taken = matrix.gate.count(Kind::Corrected) > corrected;
    matrix.hold(Deed::Correct, taken);
    matrix.press(&[Act::Back, Act::Back, Act::Back]);
}

/// Somebody waits for three answers: who may give one signs for it by being signed in, anybody else is asked who does.
fn answered(matrix: &mut Matrix) {
    let here = presented(matrix, WAITS, &tr("state-waiting"));
    for (deed, asked) in [
        (Deed::AnswerForHost, "resolver-host"),
        (Deed::AnswerAsSupervisor, "resolver-supervisor"),
        (Deed::AnswerAsSecurity, "resolver-security"),
    ] {
        let clicked = here && matrix.gate.drive.click(&tr(asked));
        let elsewhere = clicked && matrix.gate.drive.sees(&tr("hint-signed-in-only"));
        let open = clicked && matrix.sees("act-record");
        assert_eq!(open || elsewhere, here, "{asked}: {:?}", matrix.gate.drive.words());
        assert!(!elsewhere || deed == Deed::AnswerAsSecurity, "{asked}");
        let own = open && !matrix.sees("form-number");
        matrix.hold(deed, own);
        matrix.press(&[Act::Back]);
        if !open {
            continue;
        }
        assert!(matrix.sees("state-waiting"), "the card stays");
    }
    matrix.press(&[Act::Back, Act::Back]);
}

fn at_the_level(matrix: &mut Matrix) {
    matrix.press(&[Act::Posture, Act::Up]);
    let level = |posture: Posture| [("level", tr(&format!("posture-{}", posture.code())).into())];
    let raises = matrix.gate.drive.sees(&tr_with("act-raise", &level(Posture::Bravo)));
    matrix.hold(Deed::RaisePosture, raises);
    matrix.press(&[Act::Down, Act::Down]);
    let lowers = matrix.gate.drive.sees(&tr_with("act-lower", &level(Posture::Normal)));
    matrix.hold(Deed::LowerPosture, lowers);
    matrix.press(&[Act::Back]);
}

fn over_operators(matrix: &mut Matrix) {
    matrix.press(&[Act::Operators]);
    matrix.press(&[Act::Down; 20]);
    let resumes = matrix.sees("act-resume");
    matrix.press(&[Act::Up]);
    let offered = [
        (Deed::Enrol, "act-enrol"),
        (Deed::ChangeRoles, "act-change-roles"),
        (Deed::SuspendOperator, "act-suspend"),
        (Deed::ResetPin, "act-reset-pin"),
        (Deed::EndOperator, "act-end-operator"),
    ];
    for (deed, words) in offered {
        let offered = matrix.sees(words);
        matrix.hold(deed, offered);
    }
    matrix.hold(Deed::ResumeOperator, resumes);
    matrix.press(&[Act::Back]);
}

/// An entry that a signed head covers is opened: its proof may be taken away, or not.
fn in_the_log(matrix: &mut Matrix) {
    matrix.gate.drive.tell(Message::Go(Tab::Log));
    matrix.gate.drive.settle();
    let reads = matrix.sees("log-kinds");
    matrix.hold(Deed::ReadLog, reads);
    matrix.press(&[Act::Down; 25]);
    matrix.press(&[Act::Open]);
    let offered = matrix.sees("log-save-proof");
    matrix.hold(Deed::ExportLog, offered);
    let kept = |matrix: &Matrix| {
        let files = std::fs::read_dir(matrix.gate.folder()).unwrap();
        files.filter(|file| file.as_ref().unwrap().file_name().to_string_lossy().starts_with("proof-")).count()
    };
    let before = kept(matrix);
    matrix.press(&[Act::Save]);
    let saved = kept(matrix) > before;
    matrix.hold(Deed::ExportLog, saved);
    matrix.press(&[Act::Back, Act::Back]);
}

/// A lockdown goes on: everybody reads that, and who may ends it.
fn in_a_lockdown(matrix: &mut Matrix) {
    matrix.press(&[Act::Lockdown, Act::Open]);
    for role in Role::ALL {
        matrix.sign_in(role);
        matrix.press(&[Act::Posture]);
        assert!(matrix.sees("lockdown-word"));
        let offered = matrix.sees("act-end-lockdown");
        matrix.hold(Deed::EndLockdown, offered);
        matrix.press(&[Act::EndLockdown]);
        let asked = matrix.sees("lockdown-end-title");
        matrix.hold(Deed::EndLockdown, asked);
        matrix.press(&[Act::Back, Act::Back]);
    }
}

/// The month of the override is over: who may goes through it.
fn ten_weeks_on(matrix: &mut Matrix) {
    matrix.press(&[Act::SignOut]);
    matrix.gate.jump(70 * 24 * 3_600_000);
    matrix.gate.sign_in(LEADER);
    matrix.press(&[Act::Back]);
    matrix.gate.ask(|desk, now| desk.confirm_clock(now));
    for role in Role::ALL {
        matrix.sign_in(role);
        matrix.press(&[Act::Posture, Act::Overrides]);
        let offered = matrix.sees("act-review");
        matrix.hold(Deed::ReviewOverrides, offered);
        matrix.press(&[Act::Review]);
        let asked = matrix.sees("overrides-review-hint");
        matrix.hold(Deed::ReviewOverrides, asked);
        matrix.press(&[Act::Back, Act::Back]);
        erased(matrix);
    }
}

/// Whoever may erase the guest of an entry is offered that there.
fn erased(matrix: &mut Matrix) {
    let reads = matrix.places().contains(&tr("tab-log"));
    if reads {
        matrix.gate.drive.tell(Message::Go(Tab::Log));
        matrix.gate.drive.settle();
        let open = [log::Message::AllDays, log::Message::Pick(Some(Kind::Admitted)), log::Message::Open(0)];
        for message in open {
            matrix.gate.drive.tell(Message::Log(message));
            matrix.gate.drive.settle();
        }
    }
    let offered = matrix.sees("act-erase-guest");
    matrix.hold(Deed::Erase, offered);
    matrix.press(&[Act::Erase]);
    let shown = matrix.sees("act-erase");
    matrix.hold(Deed::Erase, shown);
    matrix.press(&[Act::Back, Act::Back, Act::Back]);
}
