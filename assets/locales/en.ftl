# What Gateward says, in English.
#
# A message id is made of what it is about and the stable code that stands in facts, rules and commands. Each section
# has a heading; a screen or a command adds one of its own at the end. Calm and short; verbs for what to do.

## Verdicts: the one word on the card

verdict-admit = ADMIT
verdict-refer = REFER
verdict-refuse = REFUSE

## Obligations: what is ticked off

obligation-compare-document = Compare the document or photo with the face
obligation-see-document = Look at the original document, no photo or copy
obligation-escort = Wait for the escort
obligation-deposit-phones = Keep phones and devices at the gate
obligation-record-bag = Record the diplomatic bag; never open or X-ray it

## Who answers a referral

resolver-host = Host, by telephone
resolver-supervisor = Supervisor
resolver-security = Security officer

## Roles

role-guard = Guard
role-supervisor = Supervisor
role-registrar = Registrar
role-security = Security officer
role-auditor = Auditor
role-administrator = Administrator

## Why a guard refuses

# Why something is done that is signed for.
cause-threat = Threat or warning
cause-incident = Incident at or near the gate
cause-event = Event that asks for more
cause-over = What it was for is over
cause-drill = Drill
cause-mistake = It was a mistake
cause-instruction = Instruction from above
cause-urgent = Life or health is at stake
cause-routine = It is due
cause-namesake = Somebody else of that name
cause-request = The person asked for it
cause-retention = Kept as long as it may be
cause-other = Something else
sign-text = Why, in words
sign-text-missing = Say why in words
sign-second = Nobody does this alone. Somebody else whom the rules allow it reads this and signs within two minutes:
sign-second-missing = Type the service number of the second person

refusal-rules = As the verdict says
refusal-not-expected = Nobody expects them
refusal-document = Document missing or not theirs
refusal-items = Brings something that may not come in
refusal-behaviour = Behaviour
refusal-host-declined = Host does not want to see them
refusal-other = Something else

## Kinds of entries in the log

kind-presented = Presented
kind-admitted = Admitted
kind-referred = Referred
kind-resolved = Answered
kind-reviewed = Entry of security
kind-refused = Refused
kind-corrected = Corrected
kind-badge-issued = Badge issued
kind-badge-revoked = Badge revoked
kind-departed = Departed
kind-anomaly = Anomaly
kind-store-doubted = Records in doubt
kind-store-cleared = Records sound again
kind-registered = Guest registered
kind-guest-amended = Guest changed
kind-attached = Photo of a guest
kind-scheduled = Visit entered
kind-amended = Visit changed
kind-group-set = Delegation set
kind-cancelled = Visit cancelled
kind-approved = Visit approved
kind-declined = Visit declined
kind-visit-restored = Visit as before
kind-approval-delegated = Approval delegated
kind-pass-reviewed = Standing pass reviewed
kind-imported = Guest list imported
kind-import-dropped = Import dropped
kind-watchlist-loaded = Watch-list loaded
kind-watchlist-set = Limits of a watch-list set
kind-watchlist-removed = Watch-list removed
kind-names-loaded = Table of given names loaded
kind-names-removed = Table of given names removed
kind-posture-set = Threat level set
kind-lockdown-begun = Lockdown begun
kind-overridden = Overridden
kind-overrides-reviewed = Overrides reviewed
kind-erased = Guest erased
kind-backed-up = Backup made
kind-exported = List exported
kind-passes-reviewed = Allow-list reviewed
kind-settings-changed = Settings changed
kind-restored = Post restored
kind-muster-begun = Roll call begun
kind-accounted = Accounted for
kind-missing = Not accounted for
kind-muster-ended = Roll call ended
kind-lockdown-ended = Lockdown ended
kind-alarms-set = Alarm places changed
kind-listing-added = Own listing added
kind-listing-amended = Own listing changed
kind-listing-ended = Own listing ended
kind-screened = Expected guests held against the lists
kind-signed-in = Signed in
kind-signed-out = Signed out
kind-sign-in-failed = Sign-in failed
kind-locked = Post locked
kind-unlocked = Lock opened
kind-handed-over = Shift handed over
kind-taken-over = Shift taken over
kind-enrolled = Operator enrolled
kind-roles-changed = Roles changed
kind-operator-suspended = Operator suspended
kind-operator-resumed = Operator resumed
kind-security-key-set = Keys renewed
kind-operator-ended = Operator ended
kind-started = Operator's keys made
kind-passphrase-set = Passphrase changed
kind-pin-set = PIN changed
kind-recovery-set = Recovery code made
kind-rules-set = Rules put in force
kind-founded = Post set up

## What is wrong with a badge or invitation

fault-malformed = Cannot be read as a badge
fault-forged = Not genuine
fault-foreign = Not from this post
fault-not-yet = Not valid yet
fault-expired = Expired
fault-revoked = No longer valid
fault-withdrawn = Invitation withdrawn
fault-unknown = Not in the log

## Rules: why (reason-), what to do now (do-), and the text for the case (case-)

reason-approved-visit = Expected
case-approved-visit = The visit stands on the allow-list.

reason-approved-visit-escorted = Expected, with an escort
case-approved-visit-escorted = The visit stands on the allow-list; an escort was asked for.

reason-requested-visit = Registered, approval to follow
case-requested-visit = The visit is registered and not yet approved; a supervisor may approve it at the gate.

reason-requested-visit-escorted = Registered, approval to follow, with an escort
case-requested-visit-escorted = The visit is registered and not yet approved; an escort was asked for.

reason-walk-in-visit = Without an appointment, allowed today
case-walk-in-visit = People may come in without an appointment once host and supervisor agree, where the threat level allows it.

reason-walk-in-visit-escorted = Without an appointment, allowed today with an escort
case-walk-in-visit-escorted = People may come in without an appointment once host and supervisor agree, where the threat level allows it; an escort was asked for.

reason-credential-malformed = This badge cannot be read
do-credential-malformed = Scan it once more. If it stays so, ask for a document and search by name.
case-credential-malformed = What was scanned begins like a token of this program, but its length, spelling, version or class is wrong.

reason-credential-forged = This badge is not genuine
do-credential-forged = Keep the badge. Ask for a document. Call the supervisor.
case-credential-forged = The token names this post's key, but its signature does not agree: it was altered or made by somebody else.

reason-credential-foreign = This badge is not from this post
do-credential-foreign = Ask where it was issued, then search by name.
case-credential-foreign = The token is signed with a key that this post does not know.

reason-credential-unknown = This badge was never issued here
do-credential-unknown = Keep the badge. Ask for a document. Call the supervisor.
case-credential-unknown = The signature is this post's own, but the log has no entry that issued this token.

reason-credential-revoked = This badge is no longer valid
do-credential-revoked = Keep the badge. Ask for a document and search by name.
case-credential-revoked = The token was revoked: its holder departed, the admission was corrected, or it was reported lost.

reason-credential-expired = This badge has expired
do-credential-expired = Keep the badge. Search by name for a visit today.
case-credential-expired = The token's time of validity is over.

reason-credential-not-yet = This badge is not valid yet
do-credential-not-yet = Tell them from when it is valid. If they have another visit today, search by name.
case-credential-not-yet = The token's time of validity has not begun.

reason-visit-cancelled = This visit does not take place
do-visit-cancelled = Tell them that the visit does not take place. Offer to call the host.
case-visit-cancelled = The visit was taken back or declined before it began.

reason-not-approved = This visit still needs its approval
do-not-approved = Ask them to take a seat. Call the supervisor.
case-not-approved = The visit is registered, and nobody has approved it.

reason-walk-in = No appointment: the host has to agree
do-walk-in = Ask them to take a seat and whom they want to see. Call the host.
case-walk-in = The visitor is on no list, or the visit was entered at the gate; the host has to confirm it.

reason-walk-in-approval = No appointment: the supervisor has to agree
do-walk-in-approval = Ask them to take a seat. Call the supervisor.
case-walk-in-approval = The visitor came without an appointment, which a supervisor has to approve.

reason-outside-window = Outside the time of the visit
do-outside-window = Ask them to take a seat. Call the host and ask whether they can come in now.
case-outside-window = The visitor came more than 15 minutes before the window or more than 30 minutes after it.

reason-wrong-gate = Expected at another gate
do-wrong-gate = Show them the way to their gate, or call the supervisor to let them in here.
case-wrong-gate = The visit names another gate of the mission.

reason-needs-security = Security has to see this first
do-needs-security = Ask the visitor to wait here. Call security.
case-needs-security = The lists ask for it, a list could not be asked, the visitor was chosen at random, or the visit lacks its approval; the case says which.

reason-refused-today = Already refused today
do-refused-today = Tell them that the answer stands. Call the supervisor if they object.
case-refused-today = The visitor was refused earlier today, and no correction took that back.

reason-already-inside = Already inside
do-already-inside = Ask for a document. Check whether an earlier departure was missed. Call the supervisor.
case-already-inside = A presence of the same person is open: a departure was missed, or two people use one name or badge.

reason-allow-guard = Guards keep the gate
case-allow-guard = Guards check, admit, refer, refuse, correct, and record what a host answered.

reason-allow-supervisor = Supervisors lead the gate
case-allow-supervisor = Supervisors do what guards do, answer referrals, keep visits, import guests, may suspend an operator, and read, verify and export the log.

reason-allow-registrar = Registrars bring guests in
case-allow-registrar = Registrars import guests.

reason-allow-security = Security officers answer for cases
case-allow-security = Security officers check visitors, answer referrals and findings, keep the lists and read the log.

reason-allow-auditor = Auditors read what happened
case-allow-auditor = Auditors read, verify and export the log and see who may sign in; they take no part in what happens.

reason-allow-administrator = Administrators keep the operators
case-allow-administrator = Administrators enrol operators, change their roles, suspend, resume and end them, and read and verify the log.
reason-allow-second = Supervisors and security sign as second person
case-allow-second = Supervisors and security officers may sign for an act of somebody else.
reason-allow-second-clear-stop = Security signs as second person
case-allow-second-clear-stop = A second security officer may sign for clearing somebody whom a list stops.

## Built-in rules, in the same manner

reason-allow-raise-posture = Whoever keeps the gate raises the threat level
case-allow-raise-posture = Guards, supervisors, security officers and administrators may raise the threat level by themselves.
reason-allow-change-rules = Security officers change the rules, by two
case-allow-change-rules = Security officers may put other rules in force, with a second person.
reason-allow-override = Guards and supervisors ask for an override
case-allow-override = Guards and supervisors may let somebody in against what the rules say, with a second person.
reason-allow-review-overrides = Supervisors and security review overrides
case-allow-review-overrides = Supervisors and security officers may go through the overrides of a month and sign that.
reason-allow-export-lists = Those who keep lists take them away
case-allow-export-lists = Supervisors, registrars, security officers and auditors may take the lists that they read away as files; each is on record.
reason-allow-erase = Security erases guests
case-allow-erase = A security officer may, with a second person, erase what is kept of a guest.
reason-allow-backup = Supervisors, security and administrators make backups
case-allow-backup = A supervisor, a security officer or an administrator may make a backup, and restore from one with a second person.
reason-allow-lower-posture = Supervisors and security lower it, by two
case-allow-lower-posture = Supervisors and security officers may lower the threat level and end a lockdown, with a second person.

# Who comes, and the threat level.
reason-category-escorted = Visitors of this kind are escorted
case-category-escorted = Delegations, visitors of the chancery, contractors, officials of the host state and emergency services are never alone inside.
reason-courier-bag = A courier with a sealed bag
case-courier-bag = A courier is inviolable, and the bag is recorded but never opened, held back or X-rayed (Vienna Convention, article 27).
reason-host-state-consent = An official of the host state, without consent yet
do-host-state-consent = Ask them to take a seat. Ask the supervisor for the consent of the head of mission.
case-host-state-consent = Officials of the host state enter by the head of mission’s consent alone (Vienna Convention, article 22); none is recorded for this visit.
reason-consular-areas = A consular visit beyond the consular hall
do-consular-areas = Ask them to take a seat. Call the supervisor, who agrees to the other areas or not.
case-consular-areas = The consular public goes to the consular hall; this visit names other areas.
reason-contractor-hours = Contractors come Mon to Fri, 06:00 to 20:00
do-contractor-hours = Ask them to wait. Call the supervisor.
case-contractor-hours = A contractor came outside the hours for contractors.
reason-area-approval = Security has to approve an area of this visit
do-area-approval = Ask them to take a seat. Call security, who approves the area or not.
case-area-approval = The visit names an area that is entered with the approval of security alone.
reason-child-alone = A child under 16 comes with somebody
do-child-alone = Ask who is with the child. Call the host, and record who comes along.
case-child-alone = The visitor is under 16 by date of birth, and the visit names no companion.
reason-document-seen = The original document is looked at
case-document-seen = From Alpha on the original document is looked at.
reason-escort-for-all = Everybody is escorted at this threat level
case-escort-for-all = From Bravo on everybody is escorted but accredited diplomats.
reason-phones-deposited = Phones stay at the gate at this threat level
case-phones-deposited = From Bravo on phones stay at the gate, but those of diplomats, of couriers, and devices that somebody’s health needs.
reason-walk-ins-closed = Nobody without an appointment at this threat level
do-walk-ins-closed = Tell them that they need an appointment. Give them the number to call.
case-walk-ins-closed = From Bravo on nobody comes without an appointment, but emergency services.
reason-security-approval = Security approves everybody at this threat level
do-security-approval = Ask them to take a seat. Call security, who approves the visit or not.
case-security-approval = From Charlie on security approves everybody.
reason-document-on-record = No document on record, at this threat level
do-document-on-record = Ask them to take a seat. Show the document to the supervisor.
case-document-on-record = From Charlie on the number of a document has to be on record before somebody comes.
reason-posture-hours = 07:00 to 19:00 only, at this threat level
do-posture-hours = Ask them to wait. Call the supervisor.
case-posture-hours = From Charlie on nobody comes before 07:00 or from 19:00 on, but emergency services.
reason-listed-categories = No such visits at this threat level
do-listed-categories = Tell them that the visit cannot take place today. The host will give them another day.
case-listed-categories = At Charlie the consular public and contractors are asked to come another day.
reason-essential-categories = Only diplomats, couriers and emergency services now
do-essential-categories = Tell them that the mission receives nobody at present. The host will call them.
case-essential-categories = At Delta nobody comes but diplomats, couriers and emergency services.
reason-refused-alike = Somebody of this name was refused today
do-refused-alike = Ask them to take a seat. Call the supervisor, who looks whether it is the same person.
case-refused-alike = Somebody of the same name was refused earlier today. No date of birth on record tells whether it is this person.

reason-invitation-withdrawn = This invitation was withdrawn
do-invitation-withdrawn = Ask for a document and search by name: they may have a newer one. Keep the paper.
case-invitation-withdrawn = The invitation is this post's own and was taken back: its visit was cancelled, declined or has to be approved again, or a newer invitation took its place.
reason-refused-often = Turned away three times or more in 30 days
do-refused-often = Ask them to take a seat. Call the supervisor, who looks into why.
case-refused-often = This person was refused at least three times in the last 30 days, corrections left out.
reason-lockdown = Lockdown: nobody enters
do-lockdown = Nobody enters. Keep the door shut and tell them to move away from the gate. Whoever is inside may leave.
case-lockdown = A lockdown was in force.

reason-rules-unusable = The rules of the gate cannot be used
do-rules-unusable = Ask them to take a seat. Call the supervisor, who decides each visitor until the rules are put right.
case-rules-unusable = The rules in force could not be loaded. Every verdict is Refer until earlier rules are put in force again.

reason-rules-fault = A rule could not be evaluated
do-rules-fault = Ask them to take a seat. Call the supervisor.
case-rules-fault = At least one rule ended in an error, so that nothing better than Refer can be said.

reason-clock-doubtful = The clock of this post is in doubt
do-clock-doubtful = Ask them to take a seat. Ask the supervisor to compare the time shown with another clock.
case-clock-doubtful = The clock went back, jumped, or disagrees with the time that passed. Windows and validity cannot be trusted.

reason-store-doubted = The records of this post are in doubt
do-store-doubted = Ask them to take a seat. Call the supervisor, who decides each visitor until the records were compared with the log.
case-store-doubted = Somebody else wrote to the records, or they are not what the log says. What they say of visits, refusals, badges and who is inside cannot be trusted.

reason-not-ready = The guest list is still being read
do-not-ready = Ask them to wait a moment, then scan again. Call the supervisor if it lasts.
case-not-ready = Guests, visits or lists had not been read whole since the post was unlocked.

reason-no-permit = Nobody expects this visitor here
do-no-permit = Ask whom they want to see, and offer to call the host.
case-no-permit = No rule permits this visit, and none says why not.

### Badges

card-visitor = Visitor
card-host = Host
card-areas = Areas
card-until = Valid until
card-escorted = ESCORT REQUIRED
card-unescorted = No escort needed

## Forms, and the keys that work in them

footer-form-keys = Tab next field · Enter goes on · Esc back
footer-lock-keys = Tab next field · Enter signs in

key-save = Keep as a file
key-day-before = The day before
key-day-after = The day after
key-recover = Recover with both halves of the code

## Somebody to be enrolled

person-number = Service number
person-number-missing = Type a service number
person-name = Name, as colleagues use it
person-passphrase = Passphrase
person-again = Passphrase once more
person-passphrase-missing = Choose a passphrase
person-second = For when you are forced (may stay empty)
person-second-hint = It does all that the first does, and tells security unseen. No slip of the finger may lead from one to the other.
person-passphrase-weak = This could be guessed: add a word or two
person-passphrase-hint = Four or five words that do not belong together are strong and easy to type.
person-again-differs = This is not the same
person-strength-0 = Guessed at once
person-strength-1 = Guessed soon
person-strength-2 = Fair
person-strength-3 = Strong
person-strength-4 = Very strong
person-roles = Roles · arrow keys choose, F6 ticks
person-roles-missing = Tick at least one role

## The recovery code, half by half

halves-title = Recovery code, half { $half } of 2
halves-call = { $half ->
    [1] Call the first of two people who will each hold one half. Only that person should see the screen now.
   *[2] The first half is put away. Call the second holder now; only that person should see the screen.
}
halves-write = { $half ->
    [1] Write this down by hand, all eight groups. It is shown here and nowhere else.
   *[2] Write down the second half, all eight groups. It is shown here and nowhere else.
}
halves-alone = Neither half says anything of the other. Both together enrol somebody when nobody else can; they are spent by it. There is no 0, 1, 8 or 9 among the signs.
halves-put-away = The half is no longer shown. Type its last group, to be sure that it was written down.
halves-last-group = Last group of four
halves-wrong = This is not the last group. Show the half again if you are not sure.
halves-show = Show the half
halves-away = Written down, hide it
halves-confirm = Confirm
halves-show-again = Show it again

## Set-up of a post

setup-title = Gateward: new post
setup-steps = Setting up this gate
setup-step-mission = Mission and gate
setup-step-first = First person
setup-step-second = Second person
setup-step-recovery = Recovery code
setup-step-key = Public key
setup-done = done
setup-alone-pill = alone
setup-next = Go on
setup-back = Back
setup-mission-title = Which gate is this?
setup-mission-text = These names stand on badges and in the log. They cannot be changed later.
setup-mission = Name of the mission
setup-mission-hint = Such as Embassy of Nordhavn
setup-domain = Domain of the mission
setup-domain-hint = Such as nordhavn.example. It makes the name of the log unique; nothing is sent there.
setup-domain-fault = A domain has letters, digits, hyphens and dots, such as nordhavn.example
setup-gate = Name of the gate
setup-gate-hint = Such as North gate
setup-first-title = Who sets it up?
setup-first-text = The first person is supervisor, administrator and security officer. Others get their roles from them.
setup-found = Make the post
setup-founding = Making the post
setup-founding-text = Keys are being made and your passphrase is being stretched. This takes a few seconds, on purpose.
setup-company-title = Who else can open it?
setup-company-text = Before the gate goes live a second person should be able to open it, enrol others and lead it. Choose with the arrow keys.
setup-company-second = Enrol a second person now
setup-company-alone = Go on alone
setup-alone-warning = One lost passphrase then locks everybody out
setup-alone-text = Nobody could sign in until both halves of the recovery code are brought together. You can enrol somebody later, from the command line.
setup-go-alone = Go on alone
setup-second-title = The second person
setup-second-text = Let them choose and type their own passphrase.
setup-enrol = Enrol them
setup-enrolling = Enrolling
setup-enrolling-text = The passphrase is being stretched. This takes a moment, on purpose.
setup-key-title = Print this and keep it away from the gate
setup-key-text = With these two lines anybody can check what the log of this post proves, without asking the post itself.
setup-key-origin = Origin of the log
setup-key-key = Public key
setup-key-saving = Saving it as text beside the database
setup-key-saved = Saved as text: { $path }
setup-open = Open the gate

## Sign-in and lock

lock-number = Service number
lock-passphrase = Passphrase
lock-sign-in = Sign in
lock-opening = Opening …
lock-wrong = Number and passphrase do not open this post
lock-wrong-code = These halves do not open this post
lock-wait = { $seconds ->
    [one] Wait 1 second, then try again.
   *[other] Wait { $seconds } seconds, then try again.
}
lock-again = Try again.
lock-pin = PIN
lock-resume = Go on
lock-held = { $number } is at this post.
lock-held-full = { $number } is at this post. Whoever else signs in takes it over.
lock-to-passphrase = With a passphrase, or as somebody else
lock-to-pin = Go on by PIN
lock-wrong-pin = This is not the PIN
lock-pin-spent = The PIN was wrong too often
lock-too-often = Wrong too often
lock-recover = Recover with both halves
recover-title = Recover with both halves of the code
recover-text = Bring both holders together: two people, each of whom types the half they keep, and neither of whom is who gets in. The log keeps their names. The code enrols one person and is spent by it; a new one is made.
recover-first = One half
recover-second = The other half
recover-holder = Given by
recover-holder-fault = Write who gives this half
recover-half-fault = A half has eight groups of four letters and digits
start-title = Choose your passphrases
start-text = { $number }, this page is yours: choose a passphrase that nobody else knows. You set a PIN once you are signed in.
start-busy = Making your keys …
act-start = Begin
recover-person = Who is enrolled by it
recover-enrol = Enrol and sign in
recover-busy = The code is being tried and the passphrase is being stretched. This takes a few seconds, on purpose.
recover-spent = The code is spent
recover-spent-text = You are enrolled. A new code was made; hand its halves to two holders before you go on.
demo-badge = DEMO
demo-hint = Sample mission: number, passphrase, role

## The log

log-kinds = Kinds of entries
log-all-kinds = All kinds
log-all-days = All days
log-all = All
log-today = Today
log-entries-count = { $count ->
    [one] 1 entry in the log
   *[other] { $count } entries in the log
}
log-by = by { $operator }
log-reading = Reading the log
log-empty = What happens at the gate will be listed here: arrivals, decisions, departures, sign-ins. There is nothing of this kind on this day.
log-older = Older
log-newer = Newer
log-back = Back to the list
log-save-proof = Save proof
log-entry = Entry { $seq }
log-evidence = Evidence
log-evidence-text = The leaf is what was hashed. The proof shows that it is in the log, against a head signed with the key of this post.
log-leaf = Leaf
log-proof = Proof
log-no-proof = No signed head covers this entry yet. The next one will, at sign-out at the latest.
log-proof-saved = Saved: { $path }
log-replay = Does the verdict follow?
log-replay-same = Yes. The recorded situation and the rules of that time give the same verdict, with the same reasons.
log-replay-different = No. The rules of that time now give { $now }. Tell the security officer.
log-replay-missing = It cannot be replayed: the rules of that time are not in the log before this entry.
log-replay-unreadable = It cannot be replayed: the rules of that time cannot be read ({ $why }).
log-answer-yes = yes
log-answer-no = no
log-escort-yes = Needed
log-escort-no = Not needed
log-by-pin = By PIN
log-by-passphrase = By passphrase
log-pin-set = A PIN was set
log-pin-gone = The PIN was taken away
log-row-inside = Inside
log-row-waiting = Waiting
log-row-badges = Badges out
log-row-overdue = Overdue
log-enrolled-recovery = With the recovery code
log-enrolled-plain = With a passphrase of their own
log-cause-departed = Its holder left
log-cause-corrected = The admission was taken back
log-cause-lost = It was reported lost
log-cause-withdrawn = The invitation was withdrawn
log-cause-replaced = A newer invitation took its place
log-anomaly-unreadable = Three scans in a row could not be read
log-anomaly-command-keys = A scan carried keys that command the program
log-anomaly-exit = Somebody left who was not inside
log-anomaly-clock = The clock went back or jumped
log-anomaly-key-slots = The file of key slots was not that of the log; keyslots.aside.json keeps it where the other was
log-anomaly-head = A head that was kept elsewhere is none of this log: it was put back, or changed
log-anomaly-many-checks = More verdicts were asked for in a day than expected
log-anomaly-many-opened = More persons were opened in a day than expected
log-store-written = Somebody else wrote to the records while the post ran
log-store-cleared = All records were compared with the log and are what it says
log-row-tables = Differing
log-row-time = Time
log-row-about = About
log-row-operator = Operator
log-row-verdict = Verdict
log-row-reason = Reason
log-row-case = For the case
log-row-permits = Permitted by
log-row-obligations = To be done
log-row-done = Done
log-row-answered = Relied on
log-row-window = Window
log-row-fault = Badge
log-row-refusal = Refused for
log-row-question = Question
log-row-resolver = Answered by
log-row-answer = Answer
log-row-note = Note
log-row-valid = Valid
log-row-cause = Because
log-row-host = Host
log-row-section = Section
log-row-purpose = Purpose
log-row-recurs = Again
log-row-except = Not on
log-row-review = Holds until
log-row-state = Stands again as
log-row-until = Until
log-row-items = Brings
log-row-approval = Approval
log-approval-again = To be given again
log-row-areas = Areas
log-row-escort = Escort
log-row-gate = Gate
log-row-reference = Reference
log-row-mission = Mission
log-row-post = Post
log-row-key = Key
log-row-hash = SHA-256
log-row-restored = The rules of entry
log-row-number = Number
log-row-roles = Roles
log-row-how = How
log-row-rows = Rows
log-row-list = List
log-row-format = As
log-row-setting = Of
log-row-changed = Changed
setting-mail = how mail goes out
setting-notices = how hosts are told
log-row-confirmed = Confirmed
log-row-ended = Ended
log-row-left-open = Left as they are
log-row-file = SHA-256
log-row-what = What
log-row-clock-last = Last entry
log-row-clock-now = Clock
kind-clock-confirmed = Clock confirmed

## Import of guests

import-title = Import guests
import-path = Path of the file
import-path-hint = Type or paste it, then press Enter. Nothing is written before you have seen what is in it.
import-text = The rows of the file will be shown here before anything is taken.
import-help-title = What the file has to be
import-help = A table as CSV, XLSX or ODS, vCards, or a calendar as ICS. One of the first rows of a table names its columns, in any order and in many languages; you can say yourself what a column is.
import-help-needed = Needed
import-help-further = Read if there
import-help-times = Times as 2026-11-24 09:00, local unless they say otherwise. Dates of birth as 1984-05-17 or 17.05.1984.
import-read = Read the file
import-reading = Reading the file and checking every row …
import-stop = Stop
import-leave = Leave
import-nothing = Take nothing
import-take-all = { $rows ->
    [one] Import 1 guest
   *[other] Import { $rows } guests
}
import-take-good = { $rows ->
    [0] No good row to take
    [one] Take the 1 good row
   *[other] Take the { $rows } good rows
}
import-another = Import another file
import-break-off = Break off
import-good = { $rows ->
    [one] 1 guest, no faults
   *[other] { $rows } guests, no faults
}
import-good-text = Nothing is taken yet.
import-faulty = { $bad } of { $rows } rows have faults
import-faulty-text = Nothing is taken yet. Rows that are not mended here go into a file beside it.
import-range = { $first } to { $last } of { $count }
import-earlier = Earlier
import-further = Further
import-line = Line { $line }
import-row = Row { $line }
import-whole-row = Whole row
import-no-name = No name
import-closely = One row
import-none-wrong = No row is wrong
import-only-wrong = Only what is wrong or comes twice
import-in-doubt = To confirm
import-faults = { $count ->
    [one] 1 fault
   *[other] { $count } faults
}
import-left-out = Left out
import-leave-out = Leave this row out
import-looking = …
import-looked = { $done } of { $total } looked at
import-twin = The same person as in line { $line }
import-known = Known: came or comes at another time
import-expected = Known, and expected already at that time
import-namesake = Somebody of this name is expected
import-proposed = Proposed: “{ $value }”
import-confirm = It is as proposed
import-confirm-alike = All like it are
import-told-name = Name
import-told-when = When
import-told-host = Host
import-told-organisation = From
import-told-born = Born
import-told-document = Document
import-told-purpose = Purpose
import-columns = Columns
import-rows-again = Back to the rows
import-columns-known = The columns are read as they were for the last file of this kind.
import-lost = What was written here by hand is lost. { $key } once more takes nothing all the same.
import-not-read = Not read
import-next-sheet = Next sheet
import-columns-first = First say what the columns are
import-no-header = No name
import-fields-hint = ← and → go through what it may be
import-for-all = { $field }, for all
import-sheet = { $name } · sheet { $place } of { $count }
import-mappings = Files that are known
import-mappings-hint = Files with these columns are read as you said last.
import-mapping-kept = Since { $day }
import-forget = Forget these columns
key-file-columns = What the columns of the file are
key-confirm = It is as proposed
key-confirm-alike = All like it are as proposed
key-only-wrong = Only what is wrong, or all
key-next-sheet = The next sheet
key-field-before = The column is the one before
key-field-after = The column is the next
import-unread = Look whether the path is right and whether you may read the file.
import-file-fault = This file cannot be read
import-before = This file was imported before
import-before-text = Nothing was changed.
import-rejected-there = Rejected rows of an earlier attempt lie in { $path }. Nothing was taken.
import-rejected-there-do = Move that file elsewhere or delete it, then read the list again.
import-dropped = The import was broken off
import-dropped-text = Nothing of it counts. The same file can be imported again.
import-writing = { $done } of { $total } guests written
import-leaving = Breaking off after { $done } of { $total }
import-writing-text = They count once all are written. The gate goes on meanwhile.
import-done = { $rows ->
    [one] 1 guest imported
   *[other] { $rows } guests imported
}
import-done-text = They are expected at the gate from now on.
import-done-none = None of them is expected at the gate before that.
import-done-waiting = { $rows ->
    [one] 1 of them waits for its approval: it is among the visits to be approved (Ctrl J).
   *[other] { $rows } of them wait for their approval: they are among the visits to be approved (Ctrl J).
}
import-waiting = { $rows } to be approved
import-waits = Waits for its approval: { $by }
import-rejected = The rows with faults are in { $path }: mend them there and import that file.

## The window: header, footer, notices

app-opening = Opening the post …
act-retry = Try again
act-back = Back
act-close = Close
act-undo = Undo { $key }

tab-gate = Gate
tab-inside = Inside
tab-waiting = Waiting
tab-log = Log
tab-import = Import
tab-more = More …

badge-demo = DEMO
badge-no-watch-list = no watch-list
header-role = { $role } · lock { $key }
header-role-short = { $role }

footer-log = Log
footer-sealed = sealed { $time } ago
footer-sealed-now = sealed just now
footer-unsealed = not sealed yet
footer-lists = Oldest list
footer-list-age = { $days ->
    [one] 1 day
   *[other] { $days } days
}
footer-guests = Guests
footer-reading = reading …
footer-import = Import
footer-compared = Records compared
footer-of = of { $total }
footer-names = Names
footer-names-shown = shown
footer-names-closed = initials only
footer-go = Go
footer-keys = Keys
footer-save = Save list

doubt-clock = Clock in doubt: last sure { $last }, now { $now }. Call a supervisor.
doubt-clock-confirm = Clock in doubt: last sure { $last }, now { $now }. Compare it.
doubt-head = This log is not the one whose head was kept in { $file }: it was put back or changed. Tell security and an administrator; they find out, and restore a backup that is.
doubt-store = The records of this post are in doubt: somebody may have changed them. Every visitor is referred. Call the supervisor and security.
doubt-store-due = Somebody else wrote to the records of this post. Every visitor is referred.
doubt-store-compared = Somebody else wrote to the records. Compared with the log: { $done } of { $total } entries.
doubt-store-tables = Records that are not what the log says: { $tables }. Every visitor is referred.
act-records = What to do
records-title = The records are in doubt
records-hint = Somebody changed the file of this post from outside, or it is not what the log says.
records-since = Since
records-none = none found yet
records-meanwhile = Meanwhile
records-goes-on = This window goes on. Every visitor is referred, and a supervisor decides each; leaving, the roll call and a lockdown go on as ever.
records-verify = First tell security, and find out who had the machine. Which rows differ says this command, beside the open window:
records-verify-command = gateward log verify --data { $folder } --operator { $number }
records-rebuild = Then one person ({ $roles }) closes this window and makes the records anew from the log, at this machine, with their own number and passphrase:
records-rebuild-command = gateward rebuild --data { $folder } --operator { $number }
records-closed = While it runs nothing can be recorded: let nobody in, and write down who leaves, to be entered afterwards. Then open the window again: the doubt is over.
records-refused = Where it says that the log itself is not whole, nothing was changed: open the window again, which goes on as it does now, and restore a backup (“gateward restore”).
records-lists = Watch-lists that differ are loaded anew from their files.
doubt-rules = The rules of the gate cannot be used: every visitor is referred. Call the supervisor.
clock-title = Is the clock of this post right?
clock-hint = Compare it with another clock. Until you confirm it, everybody is referred and nothing is erased.
clock-last = Last known
clock-now = Shown now
act-confirm-clock = The clock is right

keys-title = All keys
palette-title = Go to
palette-shield = Names shown always: this screen is shielded
palette-unshield = Names closed to the queue: this screen faces it

note-imported = { $count } guests are new on the list
note-overdue = Twelve hours are over: sign in anew
note-clock-confirmed = The clock is confirmed

duration-seconds = { $count } s
duration-minutes = { $count } min
duration-hours = { $count } h
duration-days = { $count } days

## Keys: what each does

key-keys = Show all keys
key-admit = Admit
key-refer = Ask them to wait
key-refuse = Refuse
key-depart = Check out
key-tick-next = Tick off what comes next
key-hold-open = Hold names open, or close them
key-answer = Record an answer
key-badge = Save the badge to print it
key-gone = Went away, waits no more
key-lock = Lock
key-sign-out = Sign out
key-hand-over = Hand the post over
key-operators = Operators
key-suspend = Suspend, or resume
key-reset-pin = Take the PIN away, or a new start code
key-go-anywhere = Go anywhere
key-undo = Take the last decision back
key-search = Search the list
key-next-theme = Light, dark, night
key-submit = Send the form
key-back = Back to the scan field
key-up = Row above
key-down = Row below
key-page-up = Page up
key-page-down = Page down
key-open = Open, check, go on
key-next-field = Next field
key-previous-field = Field before

## The guard's screen

scan-placeholder = Scan a badge or invitation, or type a name
search-head = Guests with this name
gate-empty = Nobody at the gate
gate-empty-hint = Scan a badge or type the first letters of a name. Arrow keys go through the list.
gate-empty-reading = Guests are still being read: until then a name is at best referred.
gate-looking = Looking …

choose-word = WHICH ONE?
choose-why = { $count } visits it may be
choose-hint = ask for the birth date
like-word = WHO IS IT?
like-why = Nobody expected is called { $name }
like-hint = these names are like it
like-none = None of them: on no list
born = born { $date }
born-unknown = not known

nothing-word = NOT READ
nothing-why = Neither a badge nor a name
nothing-recorded = nobody was checked
nothing-read = nothing that can be shown
nothing-do = Scan it once more, or type the name.
term-read = Read

freshness = checked { $time } · { $level } · { $lists }
freshness-changed = changed { $time } · { $level } · { $lists }
term-do-now = Do now
term-visits = Visits
term-let-in = Unless
let-in-how = F3, then say that they are
term-visited = Visited
term-purpose = Purpose
term-window = Window
term-areas = Areas
term-items = Brings
term-needs = Needs
term-note = Note
term-badge = Badge
term-state = State
state-waiting = on the Waiting list
why-answered = All answers are given
do-declined = Tell them that they cannot come in. Refuse with F4.
term-badge-fault = This badge
window-now = now { $time }
window-begins = begins in { $time }
window-ended = ended { $time } ago
areas-none = none given
with-escort = with an escort
photo-none = no photo
person-unknown = Name erased
card-no-person = Holder not known
card-nationality = nationality { $country }
card-reasons-open = { $count } reasons to answer
card-on-no-list = on no list today

act-admit = Admit
act-refer = Ask to wait
act-refuse = Refuse
act-answer = Record answer
act-gone = Went away
act-put-away = Put away
act-record = Record
hint-tick-first = First tick off what is listed above: F6 ticks the next.
hint-not-admissible = Not yet: somebody has to answer first.
hint-signed-in-only = Security answers this signed in: Ctrl L, then their number. You sign in again afterwards.
hint-refer-first = First ask them to wait with F3; then answers can be recorded.
answered-yes = { $who }: yes
answered-no = { $who }: no

issued-word = ADMITTED
issued-why = Hand out the badge
issued-until = valid until { $time }
issued-drawing = Drawing the badge …
issued-incomplete = Some letters of the name cannot be drawn here: write it on the badge by hand.
act-save-badge = Save badge to print
act-reprint = Save badge
act-next = Next visitor

leaving-word = LEAVING
leaving-why = May leave at once
leaving-overdue = May leave at once, { $time } over time
leaving-since = inside since { $time }
badge-take-back = take it back
act-depart = Check out
act-not-leaving = Not leaving

refuse-title = Why are they refused?
walk-in-title = Who is it?
walk-in-hint = Written down as they say it. Who has to agree is asked next.
form-name = Name, as they say it
form-host = Whom they want to see
form-organisation = Whom they come for, if for anybody
form-purpose = Why
form-note = Note
form-phoned = Who phoned whom
form-number = Service number
form-passphrase = Passphrase
form-name-missing = Type the name
form-host-missing = Type whom they want to see
form-reason-missing = Pick a reason
form-note-missing = Say in the note what it is
form-phoned-missing = Say who phoned whom
form-number-missing = Type the service number of who answers
form-answer-missing = Pick the answer
answer-host = Phone the host. Write down whom you reached and what they said.
answer-supervisor = For the supervisor to answer, and to sign for.
answer-security = For the security officer to answer, and to sign for.
answer-yes = Yes, may come in
answer-no = No

note-admitted = Admitted, badge { $badge }
note-saved = Saved as PNG and PDF, until they leave: { $path }
note-badge-left = { $said }. The saved badge is still there: { $why }. Delete it by hand.
note-referred = Asked to wait; it is on the Waiting list
note-answered = Answer recorded
note-refused-unknown = Refused, holder not known
note-refused = { $name } refused
note-departed = { $name } left
note-gone = Went away; waits no more
note-undone = Taken back: undecided again. Take the badge back if it was handed out.
note-nothing-to-undo = Nothing was decided in the last two minutes
note-changed = The verdict has changed. Nobody was admitted.
note-expired = The card was put away after 90 seconds. Scan again for a fresh verdict.
note-scan-in-form = Answer the question first, or go back with Esc; then scan again
note-command-keys = The code tried to press keys. Nothing was done; it is on record.

## Lists of the guard

reading-list = Reading the list …
expected-head = Expected today
expected-filter = Search today's list
expected-empty = Visitors with an appointment today will be listed here.
expected-more = and more: search by name
expected-no-match = Nobody of this name or host is expected today.
inside-head = Inside
inside-unread = Whoever leaves can still be checked out: scan the badge, or type the name in the scan field.
inside-title = Everybody inside
inside-empty = Whoever is admitted will be listed here until they leave.
inside-no-match = Nobody inside has this name, badge or host.
inside-search = Search by name, badge or host
inside-line = { $host } · until { $until }
inside-overdue = Overdue
until = until { $time }
waiting-head = Waiting
waiting-title = Waiting for an answer
waiting-empty = Whoever is asked to wait will be listed here until they are admitted or refused.
waiting-answered = all answers given
pill-late = late { $time }
pill-overdue = overdue { $time }
pill-waits = { $time }
pill-waiting = waiting
pill-inside = inside
pill-left = left
pill-refused = refused
pill-cancelled = cancelled
pill-missed = missed

### What an operator may do, in a sentence that goes on with it

error-denied = your role does not include this: { $what }; who may: { $roles }
error-denied-to-all = your role does not include this: { $what }; nobody may under the rules in force
asked-recovery-code = make a new recovery code
asked-start-code = give somebody another start code
asked-read-rules = read the rules in force and those before them
asked-what-if-posture = look whom another threat level would touch
asked-what-if-rules = look whom other rules would touch
asked-figures = read the figures of visits
asked-notices = see what hosts are told
asked-hosts = keep the book of hosts
asked-holidays = say on which days the mission is closed
asked-outbox = see and send the mail that waits
asked-invitations = invite guests
asked-rebuild = make the tables anew from the log
asked-overrides = read the register of overrides
asked-alarms = say where alarms go

deed-check = ask for a verdict
deed-admit = let a visitor in
deed-refer = make a visitor wait
deed-refuse = turn a visitor away
deed-correct = take a decision back
deed-answer-for-host = record what a host said
deed-answer-as-supervisor = answer as a supervisor
deed-answer-as-security = answer findings, and for security
deed-import-guests = load a file of guests
deed-keep-visits = register, amend and cancel visits
deed-approve-visits = approve visits and go through standing passes
deed-enrol = enrol an operator
deed-change-roles = change somebody's roles
deed-suspend-operator = suspend an operator
deed-resume-operator = let a suspended operator sign in again
deed-end-operator = end an operator
deed-reset-pin = take somebody's PIN away
deed-read-operators = see who may sign in
deed-read-log = read the log
deed-verify-log = verify the log
deed-export-log = take the log away as files
deed-export-lists = take lists away as files
deed-keep-lists = keep the watch-lists
deed-raise-posture = raise the threat level
deed-lower-posture = lower the threat level
deed-clear-stop = clear somebody whom a list stops
deed-end-lockdown = end a lockdown
deed-change-rules = put other rules in force
deed-restore-rules = put earlier rules in force again
deed-override = let somebody in against the rules
deed-review-overrides = review the overrides of a month
deed-erase = erase what is kept of a guest
deed-backup = make backups
deed-restore = restore the post from a backup

### Fields that an error speaks of

field-host = whom they visit
field-list = the name of the list
field-name = the name
field-note = the note
field-number = the number
field-organisation = whom they come for
field-purpose = what they come for
field-instruction = the instruction
field-nationality = the nationality
field-document = the document number
field-mission = the mission
field-gate = the gate
field-reason = the reason
field-remarks = the remarks
field-text = why, in words

## What to do when something did not happen

advice-locked = Sign in and try again.
advice-denied = Ask somebody with the role to do it.
advice-no-rule = Nobody does it until a rule names it. A security officer adds it on the Rules screen, among the acts of a rule and the deeds that are signed for, as the rules of this release show (gateward policy show --shipped); a second person signs for that.
advice-on-the-case = Open Findings and answer each match there; a list that stops somebody is cleared by two.
advice-signed-in-only = They sign in (Ctrl L, then their number), answer under Findings, and you sign in again.
advice-changed = Read the new verdict and decide by it.
advice-not-without-appointment = Refuse them, or say of which other kind they are.
advice-not-admissible = Read the reasons. What can be answered has to be answered first.
advice-obligations = Tick off what is listed, then try again.
advice-too-late = What was decided stands. Check the visitor out or in anew.
advice-not-invited = Make one first: one that was withdrawn is not sent or saved.
advice-template = Mend that line of the template, or take the file away: then the words that come with the program are used.
advice-mail = Look at the name and the address of the guest and of the sender.
advice-mail-server = Give the name of the server, or 127.0.0.1 for a relay on this machine.
advice-no-sender = An administrator gives it, on the page “Mail server” or with “gateward mail set”.
advice-no-server = An administrator gives one, on the page “Mail server” or with “gateward mail set”. Until then save invitations as files.
advice-no-address = Change the guest and give an e-mail address, or save the invitation as PDF.
advice-not-administrator = Ask an administrator.
advice-hosts-full = Remove hosts who have left.
advice-host-known = Change what is kept of them, or write the name as it is written in other visits.
advice-host-language = Say en, fr, de, es, ar or ru.
advice-grace = Say fewer minutes.
advice-no-webhook = An administrator gives one with “gateward notices set --webhook http://…”.
advice-not-approved = Have the visit approved first, then invite.
advice-visit-stands = Look how it stands, and since when: `gateward visit steps`, or Enter among the visits (Ctrl J).
advice-not-that-day = Give one of the days on which it recurs, or cancel the whole visit.
advice-no-photo = Keep one with “gateward visit photo … --file FILE”, or in the form of the visit (F9).
advice-photo = Take another picture: a JPEG or PNG of the face, as on the document.
cli-photo-kept = The photo is kept. The gate shows it beside the verdict.
cli-photo-kept-again = The photo is kept. Visits that were approved and have to be approved again: { $count }
cli-photo-removed = No photo is kept of them any more.
log-row-photo = Photo
log-photo-gone = Not kept any more
advice-no-review = Change its time if it is to last longer.
advice-gone = Somebody may have been quicker. Scan again to see how it stands.
advice-not-theirs = Ask somebody with that role to sign with their number and passphrase.
advice-not-security = Ask a security officer to sign with their number and passphrase.
advice-took-part = Ask one of them to sign in and go through it.
advice-not-higher = Choose a higher level, or lower it with a second person.
advice-not-lower = Choose a lower level.
advice-not-alone = Name a second person, who signs with their passphrase.
advice-request-over = Let the second person read it once more and sign it now.
advice-wait = Wait, then try again. Each wrong try makes the next wait longer; nobody is locked out.
advice-wrong-pin = Try again, or sign in with the passphrase. After five wrong PINs only the passphrase goes on.
advice-pin-spent = Sign in with service number and passphrase.
advice-weak-pin = Choose 6 to 12 digits that are no pattern, no row and not your service number.
advice-rules = Nothing was changed. Put the rule right and check it again.
advice-same-rules = Nothing was changed.
advice-no-version = The versions of the rules are listed with their numbers.
advice-no-month = A month is gone through once it is over. The register lists the months that wait.
advice-no-undo = Look at the list: it shows how each visit stands.
advice-too-long = Name a moment from now on, up to 31 days ahead.
advice-no-muster = Begin a roll call first.
advice-start-over = Ask whoever enrolled you for another start code.
advice-last-one = Give somebody else this role first.
advice-no-member = Choose one of its members. A visit joins a delegation before it leads or accompanies it.
advice-list-too-long = Narrow it, by day, host or state, and take it away in parts.
advice-only-day = Cancel the whole visit.
advice-holidays-full = Remove those that are long over.
advice-group-full = Make two delegations of it.
advice-oneself = Ask somebody else to do it.
advice-nobody-signs = Resume whoever is suspended and may sign for it, or let the holders of both halves of the recovery code enrol somebody who may.
advice-needs-second = A supervisor or security officer has to sign beside you with their passphrase.
advice-standing = Look at the list of operators: it says where they stand.
advice-no-operator = Look at the list of operators for their service number.
advice-sheet-changed = Somebody came, left or was asked to wait meanwhile. Look at the list again, then hand over.
advice-text-empty = Say it in a few words.
advice-text-long = Say it in fewer words.
advice-text-letter = Write it with letters.
advice-number-taken = Choose another service number.
advice-place-known = Name another place, or take this one away first.
advice-too-close = Choose quite another one: at least four slips and a third of it apart, and neither inside the other.
advice-weak-passphrase = Add a word or two that do not belong together.
advice-not-a-domain = Type it like nordhavn.example.
advice-roles = Choose at least one role, and none that must stay apart.
advice-imported-before = Nothing has to be done. If guests are missing, they are not in this file.
advice-import-running = Wait until it is done, or break it off.
advice-card = Write the badge by hand and tell the administrator.
advice-no-post = Set the post up first.
advice-post-exists = Open it, or choose another folder.
advice-in-use = Close the other window of this post, then try again.
advice-no-list = See which lists there are: gateward watchlists
advice-list-name = The name "own" is kept for the mission's own list. Choose another.
advice-empty-list = Make sure that the file is the list of persons, and whole. Nothing was changed.
advice-limits = The score for a review is not above the one for a stop, a list is stale after one day or more, and its date is not yet to come.
error-list-dated = the list says itself that it is of { $day }
advice-list-dated = It cannot be younger than that: leave the date out, or get a newer file.
error-list-shrinks = this file lacks { $lost } of the { $held } rows in force; of { $looked } entries looked for it lacks { $entries }, and { $missing } of their { $names } names
advice-list-shrinks = It may have been cut off, lack its file of aliases, or be another list: get it whole, and see under which name it belongs. If so much has really gone, a second person signs for this very file.
advice-too-slack = A list is stale after 90 days at the most, looks at matches from 3 points at the latest, and stops from 9. Beyond that it would let in who is listed.
advice-older = Open it once for writing, such as by signing in at the window; that brings it up to this release.
advice-newer = Update Gateward on this machine. Nothing was changed.
advice-lost-database = Put the database back beside its key slots, or choose another folder. The key slots are the only way into it and were left as they are.
advice-not-a-number = Use letters, digits, hyphens and dots. It is legible without a key, so it must not be a name.
advice-damaged = Keep the gate on paper and call the administrator. Nothing was repaired or deleted: keep the folder as it is.
advice-key-slots = Call the administrator: a second copy of the key slots lies beside the database.
advice-slots-of-no-log = Somebody put an earlier file of key slots there. Put the newest copy of keyslots.json back; the log is whole.
advice-not-started = Choose your own passphrases first: in the window, or with “operators start”.
advice-wrong-key = Type number and passphrase again. If it stays so, ask the administrator.
advice-wrong-recovery = Check both halves letter by letter. A code that was used once is spent.
advice-read-only = Close this window and open the post for writing.
advice-disk = Free space on the disk or have it looked at. Keep the gate on paper until it works again.
advice-old-sqlite = Install a build of Gateward with its own SQLite.
advice-file = Look whether the folder is there, writable and not full, then try again.

## Commands

cli-ask-passphrase = Passphrase:
cli-ask-new-passphrase = New passphrase:
cli-ask-second-passphrase = A second passphrase for when you are forced (empty for none):
cli-ask-second-pin = A second PIN for when you are forced (empty for none):
cli-ask-new-pin = New PIN:
cli-ask-again = The same once more:
cli-ask-their-passphrase = Passphrase of whoever answers:
cli-ask-half-1 = First half of the recovery code:
cli-ask-half-2 = Second half of the recovery code:
cli-passphrase-open = Others can read { $file }. Take that right from them: chmod 600.

cli-founded = The post is set up: { $mission }, { $gate }.
cli-founded-where = It lies in { $folder }.
cli-founded-operator = { $number } is its supervisor, administrator and security officer. Enrol a second person before going live.
cli-origin = Origin: { $origin }
cli-key = Public key: { $key }
cli-key-keep = Print the public key and keep it away from this machine: the log is checked against it.
cli-half = Recovery code, half { $which }: { $half }
cli-halves-keep = This is shown once. Give each half to another person: only both together enrol somebody when nobody can sign in.

cli-start-code = Start code: { $code }
    Good once, for three days. With it { $number } chooses their own passphrases: at the lock of the window, or by “gateward --operator { $number } operators start”.
cli-started = Begun with passphrases of their own: { $number }, { $name } ({ $roles }).
cli-enrolled = Enrolled: { $number }, { $name } ({ $roles }).
cli-recovered = The recovery code is spent. This is the new one.
cli-roles-changed = Roles changed: { $number }, { $name } ({ $roles }).
cli-suspended = Suspended: { $number }, { $name }. They cannot sign in until they are resumed.
cli-resumed = Resumed: { $number }, { $name }. They can sign in again.
cli-ended = Ended: { $number }, { $name }. Their key slots are gone; what they did stays in the log.
cli-pin-reset = PIN taken away: { $number }, { $name }. They set another one themselves.
cli-alarm-added = Alarms go to { $place } from now on.
cli-alarm-removed = Alarms do not go there any more.
cli-alarm-duress = DURESS
cli-alarm-quiet = quiet
cli-alarm-shut = { $file }: no message of this post, or not for this operator's keys
cli-passphrase-set = Passphrase changed: { $number }, { $name }.
cli-pin-set = PIN set: { $number }, { $name }.
cli-operator-stands = { $standing } · last signed in { $last } · failed since { $failures }
cli-operator = { $number }  { $name }  ({ $roles })

cli-warning = Please note: { $warning }
cli-importing = { $done } of { $total } guests written
cli-not-screened = not held against any watch-list
cli-importing-list = { $done } of { $total } rows written
cli-indexing-list = { $done } of { $total } rows indexed
cli-list = { $list }: { $state }. Rows: { $rows }. Dated: { $dated }
cli-list-old = { $list }: { $state }, { $days } days old. Everybody is referred until a newer file is loaded.
cli-list-doubt = { $list }: { $state }. Everybody is referred until it is loaded anew.
cli-list-own = { $list }: { $state }. Rows: { $rows }
cli-list-loaded = { $list } loaded. Rows: { $rows }
cli-names-loaded = Given names loaded. Lines: { $rows }
cli-list-added = { $list }: rows added: { $rows }. Rows that were there already were passed over.
cli-list-removed = { $list } was taken away
cli-listing-added = Added: { $id }
cli-listing-amended = Changed: { $id }
cli-listing-ended = Ended: { $id }
cli-listing-over = (over)
cli-finding-yes = It is the one who is listed
cli-finding-no = It is somebody else
cli-finding-unsure = It cannot be said yet
cli-imported = Guests imported: { $rows }
cli-import-waiting = Waiting for their approval: { $rows }. See `gateward visit due`.
cli-preview-waits = waits for its approval: { $by }
cli-preview-sum-waits = to be approved { $rows }
cli-import-known = This file was imported before. Nothing was changed.
cli-import-known-delegation = This file was imported before. Nothing was changed, and no delegation was made of it: in the window, open the agenda (Ctrl J), mark its visits and press Ctrl G.
cli-import-rejected = Rows left out: { $rows }. They are in { $file }, each with its fault, to be mended and imported again.
cli-import-fault = Line { $line }: { $fault }
cli-import-cell = { $cell }: { $fault }
cli-previewing = { $done } of { $total } rows looked at
cli-preview-row = Line { $line }: { $verdict }  { $name } · { $host } · { $window }
cli-preview-sum = { $good } can be taken, { $bad } at fault
cli-columns-none = No file was read otherwise than it reads by itself.
cli-columns-forgotten = Forgotten. Files with these columns are read as they read by themselves.
cli-import-more = And { $more } more.

cli-declined = Declined
cli-delegated = { $number } approves visits in your place until then.
cli-delegation = #{ $entry }: { $heir } in the place of { $giver }, until { $until }
cli-delegation-ended = Ended
stand-requested = waits for approval
stand-approved = approved
stand-declined = declined
stand-cancelled = cancelled
stand-arrived = at the gate
stand-inside = inside
stand-left = left
stand-refused = turned away
stand-no-show = did not come
stand-lapsed = never approved
approval-by-anybody = Whoever approves visits
approval-by-supervisor = A supervisor
approval-by-security = Security
agenda-empty = No visits.
cli-ambiguous = Several visits may be meant. Take one by its id:
cli-like = Nobody expected is called { $name }; these names are like it. Take one by its id, or say --on-no-list (of refer: --host):
cli-not-recognised = Not recognised: { $read }
cli-answered = (answered)
cli-born-unknown = birth date unknown
cli-erased = (erased)
cli-host = Host: { $host }
cli-window = Time: { $window }
cli-areas = Areas: { $areas }
cli-visit = Visit: { $visit }
cli-inside-since = INSIDE  { $name }, since { $since }

cli-admitted = Admitted: { $name } (entry { $entry })
cli-badge = Badge { $number }, valid until { $until }
cli-presented = Not admitted. The presentation is entry { $entry }.
cli-refused = Refused (entry { $entry })
cli-referred = Waits for the answers above (entry { $entry })
cli-answer-recorded = The answer is entry { $entry }.
cli-departed = Departed: { $name } (entry { $entry })
cli-not-inside = Not inside. An exit out of sequence is entry { $entry }.
cli-undone = Taken back: entry { $entry }
cli-requested = Entered. It counts once it is approved.
cli-amended = Changed.
cli-gone = Gone; nobody waits any more.
cli-approved = Approved.
cli-reviewed = Reviewed. The pass holds for another 90 days.
cli-cancelled = Cancelled.

cli-count-inside = Inside: { $count }
cli-overdue = { $minutes } min over
cli-waiting = { $name }, { $minutes } min, waits for: { $open }
cli-standing-expected = expected
cli-standing-late = late
cli-standing-waiting = waiting
cli-standing-inside = inside
cli-standing-left = left
cli-standing-refused = refused
cli-standing-cancelled = cancelled
cli-standing-missed = did not come

cli-written = Written: { $file }
cli-card-incomplete = No font at hand has every character of this card. Write the name on it by hand.

cli-head = Entries: { $size }, the last on { $last }
cli-root = Root: { $root }
cli-sealed = Signed up to { $size } entries on { $at }
cli-verifying = { $done } entries verified
cli-verified = Verified: { $entries } entries, { $checkpoints } signed heads, { $bodies } bodies.
cli-sealed-unread = { $count } bodies are for security officers alone and were not opened.
cli-findings-more = And { $more } more.
cli-verify-clean = Everything is as it was written.
cli-verify-clean-public = Tree and signed heads agree. Bodies and tables were not looked at.
cli-foreign-head = The head that was kept is of another log, or was not signed with this key: this is not the folder it was kept for
cli-verify-own-key = The key is the store's own: give the printed one with --key to check against what the post cannot change.
cli-verify-findings = Not everything is as it was written. Keep this folder as it is and call the security officer.
cli-exporting = { $done } of { $total } entries exported
cli-exported = { $entries } entries are in { $folder }. README.txt there says how to check them.
cli-rebuild-refused = The log itself is not as it was written, so nothing was made anew. Keep this folder as it is and call the security officer.
cli-rebuilt = The tables were made anew from { $entries } entries. Differences: { $changes }
cli-clock = Last entry: { $last }. This clock: { $now }
cli-clock-good = The clock is not in doubt.
cli-clock-confirmed = The clock is confirmed: it is not in doubt any more.
cli-clock-doubtful = The clock is in doubt. Compare it with another one; a supervisor confirms it with --confirm.

cli-advice-rows = Mend the rows and import the file again, or take the others with --keep-good.
cli-advice-import-file = Mend the file and import it again.
cli-advice-list-file = Mend the file, or fetch it again, and import it once more. Nothing was changed.
cli-advice-value = See what the option takes with --help.
cli-advice-details = Say it once more as the help of the command has it: gateward visit schedule --help
cli-advice-unread-columns = Call them name, aliases, birth_date, nationality, documents, reason, instruction, until, id or kind; or load it without them by --ignore-columns. Nothing was loaded.
cli-advice-no-good-row = Mend the rows and import the file again.
cli-advice-file = See whether it is there, whether it may be read or written, and whether the disk has room.
cli-advice-exists = Move it away, or name another.
cli-advice-no-terminal = Name a file that holds it with --passphrase-file.
cli-advice-no-passphrase = Write the passphrase into its first line.
cli-advice-not-repeated = Begin again.
cli-advice-no-operator = Say who signs in with --operator and a service number.
cli-advice-no-data-folder = Say where the post lies with --data.
cli-advice-recovery-halves = Name two files with --half-file, or none to be asked.
cli-advice-on-no-list = Say whom they want to see with --host.
cli-advice-not-referred = Refer them first.
cli-advice-no-such-reason = Name one of those rules with --rule.
cli-advice-no-entry = Look at the end of the log with log head.
cli-advice-not-sealed = A head is signed when an operator signs out. Try again then.
cli-advice-not-a-head = Give a file with a head as "log checkpoint" printed it, and the key it was signed with.
cli-advice-not-a-key = Give the key as it was printed at set-up.

# Why a visitor may be somebody listed
explain-points = { $says } ({ $points })
explain-names = { $met ->
    [0] no word of the names agrees
    [one] 1 word of the names agrees
   *[other] { $met } words of the names agree
}
explain-met-same = { $query }: the same
explain-met = { $query } – { $listed }: { $how }
explain-read = { $pair } (read { $query } – { $listed })
explain-read-alike = { $pair } (both read { $query })
explain-grade = { $pair }, { $grade } of 100
explain-how-same = the same
explain-how-spelling = one name, spelt in two ways
explain-how-kin = one name in two languages, or a short form
explain-how-near = alike
explain-how-initial = initial
explain-left-query = only the visitor has: { $words }
explain-left-listed = only the listing has: { $words }
explain-contradiction = each has a name that the other lacks
explain-birth-day = born the same day: { $query }
explain-birth-year = the year of birth fits: { $query } – { $listed }
explain-birth-slip = dates of birth a slip of the pen apart: { $query } – { $listed }
explain-birth-near = dates of birth near each other: { $query } – { $listed }
explain-birth-conflict = born years apart: { $query } – { $listed }
explain-birth-unknown = no dates of birth to compare
explain-country = same nationality: { $country }
explain-country-conflict = other nationality: { $query } – { $listed }
explain-document = same document number: { $number }
explain-at-most-review = too little of a name for a stop, whatever the points

# Names held against lists by a command
cli-screen-no-date = Line { $line }: a date of birth that cannot be read counts as not known. Write it as 1980-02-03, 1980-02 or 1980.
cli-advice-given-names = Mend that line: = or ~, then words in plain small letters with spaces between.
cli-advice-full = Leave something out of the list.
cli-advice-csv = Mend that line. Nothing was written.
cli-advice-column = Name the column as it is called here.


## Security: findings, watch-lists, the mission's own list

tab-security = Security
tab-findings = Findings
tab-lists = Lists
tab-own-list = Barred
tab-alarms = Alarm
list-own = Do not admit
list-names = Given names
names-ready-why = Asked whenever names are compared
names-says = It stands beside the table that comes with the program. Lists are read by both.
names-term-lines = Lines
names-lines = { $count ->
    [one] 1 line
   *[other] { $count } lines
}
names-seen = { $count ->
    [one] A table of given names with 1 line
   *[other] A table of given names with { $count } lines
}
names-seen-says = Nothing is written yet. It takes the place of the mission's table of before, and the lists are read anew by it.
names-take = { $count ->
    [one] Load 1 line
   *[other] Load { $count } lines
}
names-remove-text = Names that only this table knew to be one will not be found alike any more. The table that comes with the program goes on counting.
names-too-large = The table is larger than { $limit } MB
names-encoding = The table is no text in UTF-8: save it as UTF-8
names-empty = The table has no line that says anything
names-line-mark = Line { $line } begins with neither = nor ~
names-line-word = Line { $line }: “{ $word }” is no word of 1 to 64 small letters a to z
names-line-alone = Line { $line } has fewer than two different words

badge-list-age = { $list } { $days ->
    [one] 1 day old
   *[other] { $days } days old
}
badge-tables-differ = records differ from the log
badge-list-altered = watch-list altered
badge-list-empty = watch-list empty
badge-lists-reading = watch-lists are being read
freshness-lists = lists asked

key-yes = It is the one who is listed
key-no = It is somebody else
key-unsure = It cannot be said yet
key-add = Add one, or load a file
key-change = Change what is shown
key-erase = Erase the guest of the entry
key-remove = End or remove what is shown
key-findings = Findings
key-lists = Watch-lists
key-own-list = Do not admit
key-alarms = Silent alarm
key-before = Their finding before
key-after = Their next finding
key-next-list = Waiting, answered, cleared

### Findings

findings-empty = Findings appear here when a guest may be somebody on a list.
findings-none = Nothing waits for an answer.
findings-none-answered = Nothing has been answered yet.
findings-none-cleared = Nobody is cleared of a listing now.
findings-choose = Choose a finding with the arrow keys and open it with Enter.
findings-answered = There is nothing to answer about this visitor any more.
findings-doubt = everybody is referred · { $key }
findings-list-waiting = To answer
findings-list-answered = Answered
findings-list-cleared = Cleared
findings-search = Visitor, list or note
findings-no-match = No answer has these words.
findings-older = Older, found by searching
findings-choose-answered = Choose an answer to see its case. Another answer takes its place, and ends a clearing.
answered-word-yes = YES
answered-word-cleared = CLEAR
answered-word-over = OVER
answered-word-done = DONE
answered-word-unsure = UNSURE
answered-word-sealed = SEALED
answered-until = until { $time }
answered-was-until = was until { $time }
answered-outdated = This answer does nothing any more
answered-outdated-says = The listing has changed or is gone, or they no longer come. Whoever is like a listing as it is now is asked about anew.
answered-said = Answer
answered-note = Note
answered-by = By
answered-list = List
findings-looking = Still looking through the guests
finding-word-stop = STOP
finding-word-review = REVIEW
finding-word-list = LIST
finding-word-random = CHECK
finding-word-approval = APPROVAL
finding-new = just now
finding-waits = waits { $time }
finding-since = since { $time }
finding-at-gate = at the gate
finding-expected = expected { $time }
finding-more = { $count } more
finding-unsure = unsure
finding-employer = organisation
finding-employer-of = { $list } · organisation
finding-act-yes = It is them
finding-act-no = Not them
finding-act-out = Stays out
finding-act-in = May come in
finding-act-unsure = Unsure
finding-do-yes = Record yes
finding-do-no = Record no
finding-do-two = Go on
finding-two-title = Clearing a stop takes two
finding-two-text = { $name } · { $list }: cleared of this listing until { $time }. Another security officer, who has seen this case, signs beside you.
finding-do-unsure = Keep it open
finding-title-yes-match = It is the one who is listed
finding-title-no-match = It is somebody else
finding-title-unsure-match = It cannot be said yet
finding-title-yes-employer = It is the organisation that is listed
finding-title-no-employer = It is another organisation
finding-title-unsure-employer = It cannot be said yet
finding-title-yes-other = They stay out
finding-title-no-other = Nothing speaks against them
finding-title-unsure-other = It cannot be said yet
finding-yes-gate = They stay out. The guard sees that security said no, and not why.
finding-yes-inside = They are inside now: nobody at the gate is told. See to it yourself, and tell the guard what to do.
finding-yes-expected = They stay out. When they come, the guard is told to call security, and nothing more.
finding-done-gate = This check is answered: the guard can go on with them.
finding-done-inside = This check is answered.
finding-done-expected = This check is answered for today. Every other rule still holds for them.
finding-unsure-gate = It stays open with your note, and they go on waiting at the gate.
finding-unsure-inside = It stays open with your note. They are inside meanwhile.
finding-unsure-expected = It stays open with your note. If they come before it is answered, they have to wait.
finding-clears-until = Clears this person of this listing only, as it is now, until { $time }. Whoever else is like it is still found.
finding-clears-employer-until = Clears this visitor, as one who comes for this organisation, of this listing only, until { $time }. Others who come for it are still found.
finding-until = For how long?
finding-until-visit = Until the end of the visit, { $time }
finding-until-month = For 30 days
finding-until-year = For a year
finding-note-hint = How you know: security alone reads it.
finding-note-free = What is missing, for whoever looks next.
finding-note-missing = Say how you know

case-visitor = The visitor
case-employer = Whom they come for
case-employer-says = It is the organisation that is like one listed, not the visitor: { $organisation }
case-nationality-organisation = Country
case-listing = Listed: { $list }
case-name = Name
case-other-names = Other names
case-born = Born
case-nationality = Nationality
case-document = Document
case-about = About
case-instruction = To be done
case-reason = Because
case-id = Number
case-id-value = { $id }
case-unknown = not known
case-best = most alike
case-weak = weak
case-more = and { $count } more
case-fewer = fewer names
case-turn = Finding { $place } of { $count }
case-like-employer = Organisation like { $name }
case-like = Like { $name }
case-score = { $list } · { $score } points
case-no-listing = Nobody on a list is like them
case-closed = answered
case-word-list = LIST IN DOUBT
case-word-random = CHECK
case-word-approval = APPROVAL DUE
case-why = For and against
case-given = Answers so far
case-given-none = None yet.
case-given-yes = Yes: the one who is listed
case-given-no = No: somebody else
case-given-unsure = Unsure
case-given-sealed = Answered; its text does not open
case-given-until = clears until { $time }
case-list = A list could not be asked
case-list-do = It is too old, empty, altered or still being read. Compare this visitor by hand with a newer copy, then answer; load a newer file under Lists.
case-random = One of the checks at random
case-random-do = Nobody on a list is like them. Look at the document and at what they come for, then answer. The gate sees no difference, which is what these checks are for.
case-word-wait = WAITS
case-wait = They were told to wait
case-wait-do = What they waited for is over meanwhile: a visit was approved, or a list loaded. Say whether they may come in. The gate sees no difference.
case-approval = Nobody has approved this visit
case-approval-do = Nobody on a list is like them. Say whether they may come in this time; a supervisor approves the visit itself. The gate sees no difference.

note-finding-yes = Recorded: they stay out
note-finding-no = Recorded: cleared
note-finding-unsure = Noted: it stays open

### Watch-lists

lists-title = Watch-lists
lists-empty = Watch-lists will be listed here, each with its age and its state.
lists-none = No watch-list is loaded: nobody is held against any list, and every verdict says so.
lists-help-title = What lists do
lists-help-what = Every check asks them
lists-help-what-text = Whoever is like somebody listed is referred to security. The guard reads no more than that.
lists-help-formats = What can be loaded
lists-help-formats-text = The OFAC SDN list (its files together), the UN consolidated list as XML, OpenSanctions targets as CSV, or a CSV of your own.
lists-help-names = Given names
lists-help-names-text = A table of your own says which given names are one name: a line each, = before spellings, ~ before what its bearers go by as well.
lists-help-doubt = In doubt nobody is admitted
lists-help-doubt-text = A list that is too old, empty, altered or unread refers every visitor until a newer file is loaded. So does a record that is not what the log says, until it is rebuilt.
lists-help-remove = Less takes two people
lists-help-remove-text = Taking a list away, letting it find less or count for longer, or a file that lacks a tenth of it takes a second person: nobody switches the checks off alone.
list-rows = { $rows ->
    [one] 1 row
   *[other] { $shown } rows
}
list-state-ready = READY
list-state-reading = READING
list-state-stale = STALE
list-state-altered = ALTERED
list-state-empty = EMPTY
list-state-differs = DIFFERS
list-state-ready-why = Asked at every check
list-state-reading-why = Nobody is admitted before it is read
list-state-stale-why = Too old: everybody is referred
list-state-altered-why = Not as it was loaded: load it again
list-state-differs-why = Not what the log says: run gateward rebuild
list-term-differing = Rows that differ
list-differing-says = Nobody is admitted by them. Rebuilding makes them anew from the log.
list-table = Record: { $table }
list-state-empty-why = Nobody on it: everybody is referred
list-term-rows = Rows
list-term-dated = Dated
list-term-limit = Limit
list-term-review = Review
list-term-stop = Stop
list-term-review-says = from here on somebody has to look
list-term-stop-says = from here on very probably the one
list-age = { $days ->
    [0] today
    [one] 1 day old
   *[other] { $days } days old
}
list-limit = { $days ->
    [one] 1 day
   *[other] { $days } days
}
list-limit-says = then everybody is referred
list-ageless = does not age
list-points = { $points } points
list-act-load = Load a list
list-act-load-other = Load a list
list-act-newer = Load a file
list-act-limits = Limits
list-act-remove = Remove
list-limits-title = Limits of { $list }
list-review = Review, from so many points on
list-review-says = Lower finds more, and more who are not meant. Usual: { $usual }
list-stop = Stop, from so many points on
list-stop-says = Very probably the one who is listed. Usual: { $usual }
list-days = Days until it is stale
list-days-says = After that every visitor is referred until a newer file is loaded.
list-points-fault = Type a number such as 2.5
list-slack-fault = At most { $most }: above it somebody listed would come in
list-stop-fault = Not below the other
list-days-fault = Type a number of days from 1 to 90
list-set = Set them
list-slacken-title = Let { $list } find less?
list-slacken-text = Somebody who waits for security now could come in after this, or the list count when it is old: two have to sign for that.
list-load-two-title = Let this file take the place of { $list }?
list-load-slacker = It would find less than the list in force, or count for longer.
list-load-two = Whoever is like somebody who is not found any more is admitted like anybody else: two have to sign for this very file.
list-from-to = { $from } → { $to }
list-stays = as it is
list-remove-title = Take { $list } away?
list-remove-text = { $rows ->
    [one] Its 1 row is not asked any more.
   *[other] Its { $shown } rows are not asked any more.
} Whoever is like somebody on it is then admitted like anybody else.
list-load-title = Load a watch-list
list-load-text = What is in the files will be shown here before anything is written.
list-load-reading = Reading the files …
list-load-close = Close
list-path = Path of a file of the list
list-path-hint = Type or paste it. A list in several files: one path in each field. Enter reads them; nothing is written before you have seen what is in them.
list-read = Read the files
list-take = { $rows ->
    [one] Load 1 row
   *[other] Load { $rows } rows
}
list-take-nothing = Load nothing
list-name = What the list is called
list-dated = Date of the list
list-name-missing = Type a name such as UN
list-name-own = This is the mission's own list: choose another name
list-dated-fault = Type a date such as 2026-11-24
list-dated-later = This day is still to come
list-seen = { $count ->
    [one] 1 row
   *[other] { $count } rows
}
list-seen-persons = { $count } persons
list-seen-born = { $count } with a date of birth
list-seen-documents = { $count } with a document
list-seen-first = Nothing is written yet. These are the first { $shown }.
list-seen-before = Takes the place of { $rows } rows dated { $dated }
list-other-names = { $count ->
    [one] 1 other name
   *[other] { $count } other names
}
list-format-ofac = OFAC SDN list
list-format-ofac-aliases = its aliases
list-format-un = UN consolidated list
list-format-opensanctions = OpenSanctions
list-format-own = A table of your own
list-format-unknown = Not known
list-row-fault = Line { $line } · { $there }: { $expected }
list-remark-orphans = { $count } aliases are left out: the list has nobody of their number. The two files are of different days.
list-remark-births = { $count } dates of birth could not be understood; they count as not known.
list-remark-columns = Columns that are not read: { $columns }
list-remark-encoding = A file is not UTF-8: compare names with accents.
list-files-fault = These files are no watch-list
list-dropped = The load was broken off
list-dropped-text = Nothing of it counts. The list of before is asked as it was.
list-writing = { $done } of { $total } rows written
list-leaving = Breaking off after { $done } of { $total }
list-writing-text = They count once all are written; until then the list of before is asked. The gate goes on meanwhile.
list-done-text = Guests who are expected are being held against it now; findings appear as they are made.
note-list-loaded = { $list } is loaded: { $rows ->
    [one] 1 row
   *[other] { $rows } rows
}
note-list-set = Limits of { $list } are set
note-names-loaded = Given names are loaded: { $rows ->
    [one] 1 line
   *[other] { $rows } lines
}
note-names-removed = Given names of the mission are not used any more
note-list-removed = { $list } is not asked any more

### The mission's own list

own-empty = Whoever the mission itself does not admit will be listed here.
own-no-match = Nobody on this list has this name.
own-search = Search this list
own-none = The mission's own list names nobody yet.
own-choose = Choose somebody with the arrow keys.
own-title = Do not admit
own-until = until { $date }
own-no-end = no end
own-over = over
own-act-add = Add
own-kind = Kind
own-person = A person
own-organisation = An organisation
own-organisation-whom = An organisation: whoever comes for it is shown to security
own-act-change = Change
own-act-end = End
own-act-undo = Take it back
own-act-save = Save
own-add-title = Who is not to be admitted
own-change-title = Change what is said of { $name }
own-end-title = End the entry of { $name }?
own-end-text = They are admitted like anybody else from now on. The log keeps what stood here.
own-end-two = They are admitted like anybody else from now on: two have to sign for that. The log keeps what stood here.
own-two-signed = The mission's own list keeps out fewer than before
own-two-title = Change the entry of { $name }?
own-change-two = Somebody who is kept out now could come in after this: two have to sign for that.
own-change-do = Change it
own-end-reason = Why it ends
own-end-reason-missing = Say why it ends
own-end-do = End it
own-undone-reason = Added by mistake, taken back at once
own-name = Name
own-other-name = Other names, one in each field
own-born = Born
own-born-hint = 1971-05-09, 09.05.1971, 1971-05, 1971 or 1968/1973; several with commas
own-born-fault = Not a date: { $text }
own-born-said = Understood: { $dates }
own-nationality = Nationality
own-instruction = To be done when they come: for security, the gate does not show it
own-reason = Why
own-reason-label = Why: security alone reads it
own-several = Several with commas
own-date = Until: a date, or nothing for no end
own-name-missing = Type the name
own-reason-missing = Say why
own-date-fault = Type a date such as 2027-03-31, or nothing
own-date-past = This day is over
own-term-since = Since
own-term-until = Until
note-own-added = Added. Ctrl Z under “Barred” takes it back for two minutes.
note-own-changed = Changed. Earlier answers that cleared somebody of it hold no more.
note-own-ended = Ended
note-own-undone = Taken back
own-changes-clear = Changing it ends the answers that cleared somebody of it.

# What is wrong with a file of a watch-list.
list-problem-too-large = The file is larger than { $limit } MB
list-problem-empty = There is no listing in the file
list-problem-archive = This is a spreadsheet or an archive: unpack it, or save the sheet as CSV (UTF-8)
list-problem-encoding = Line { $line } is no readable text: fetch the file again, or save it as UTF-8
list-problem-unknown = This is no list that can be read: OFAC SDN as CSV, the United Nations list as XML, targets.simple.csv of OpenSanctions, or a CSV with a column “name”
list-problem-aliases-alone = These are the aliases of the SDN list: give the list itself with them
list-problem-cut-short = The file ends in the middle of what begins in line { $line }: fetch it again
list-problem-missing-column = The first row must name the columns, and { $column } is missing
list-problem-doubled-column = The column { $column } is there twice: leave one of them out
list-problem-malformed = Line { $line } is not well-formed XML: fetch the file again
list-problem-entity = Line { $line } defines or uses an entity of its own, which no list needs: the file is not read
list-problem-too-deep = Line { $line } is nested deeper than any list: the file is not read
list-problem-doubled = File { $file } has a listing with the id { $id } as well
list-problem-rows = { $count ->
    [one] 1 fault in the rows; nothing was taken
   *[other] { $count } faults in the rows; nothing was taken
}
list-expected-cells = { $expected } cells were expected, { $found } are there
list-expected-value = a value was expected
list-expected-text = a readable text of at most 1,000 characters was expected
list-expected-number = a number was expected
list-expected-own-id = an id of its own was expected; line { $line } has the same
list-expected-kind = a kind that the list knows was expected
list-expected-birth = a date of birth as YYYY-MM-DD, DD.MM.YYYY, YYYY-MM, YYYY or YYYY/YYYY was expected
list-expected-day = a day as YYYY-MM-DD or DD.MM.YYYY was expected

# The calibration of the thresholds
calibrate-progress = { $done } of { $total } visitors held against the lists
calibrate-head = threshold   found               share  alerted            share  (95 % interval)
calibrate-used = At the thresholds in use, review { $review } and { $outcome } { $stop }:
    { $row }
    { $stopped }
calibrate-proposed = At most 0.3 % of these clean visitors are alerted, and none is stopped, from review { $review } and stop { $stop } on.
calibrate-review = review
calibrate-stop = stop
calibrate-recall = listed visitors found
calibrate-alerted = clean visitors alerted (logarithmic)
calibrate-score = score, in points


## How a list stands, and why security is asked

watchlist-reading = being read
watchlist-ready = in use
watchlist-stale = older than its limit
watchlist-differs = not what the log says: gateward rebuild makes it anew
watchlist-altered = not what was loaded
watchlist-empty = empty
finding-review = Worth a look
finding-stop = Very probably
finding-list = A list in doubt
finding-word-wait = WAITS
finding-wait = Waits for security still
finding-random = Checked at random
finding-approval = Approval due

# The threat level and the lockdown.
posture-normal = NORMAL
posture-alpha = ALPHA
posture-bravo = BRAVO
posture-charlie = CHARLIE
posture-delta = DELTA
tab-posture = Threat level
posture-title = Threat level
posture-in-force = in force
posture-since = in force since { $time }
posture-hint = Choose a level to see whom it would touch. What each asks for stands in the rules. Raising takes one person, lowering two.
posture-stands = { $level } is in force
posture-what-if = If { $level } were in force
posture-do-now = { $level } is in force now: what to do
posture-looking = Looking at everybody inside and expected today …
posture-choose = Choose another level with the arrow keys: whom it would touch, and why, appears here before anything is set.
posture-not-yours = Somebody who keeps or leads the gate sets the level. Whatever your role, F12 begins a lockdown.
what-if-nobody = { $count ->
    [0] Nobody is inside or expected today.
    [one] The one person inside or expected today would be treated as now.
   *[other] All { $count } people inside or expected today would be treated as now.
}
what-if-same = { $count ->
    [0] Nobody inside or expected today would be treated as now.
    [one] One person inside or expected today would be treated as now.
   *[other] { $count } people inside or expected today would be treated as now.
}
what-if-lists = What the lists say and approvals that are due are left out of both verdicts.
posture-touches = { $count ->
    [0] Nobody inside or expected today is treated otherwise.
    [one] One person inside or expected today is treated otherwise.
   *[other] { $count } people inside or expected today are treated otherwise.
}
posture-raise-title = Raise the threat level to { $level }?
posture-lower-title = Lower the threat level to { $level }?
act-raise = Raise to { $level }
act-lower = Lower to { $level }
note-posture-set = { $level } is in force
touched-still-reasons = Still { $verdict }, but for other reasons
touched-still-fewer-reasons = Still { $verdict }, for fewer reasons
touched-still-resolver = Still { $verdict }, but others answer
touched-still-obligations = Still { $verdict }, but other things to do
touched-bring-out = Ask the host to bring them out.
touched-ask = Somebody has to answer for their staying.
touched-catch-up = Catch up on it now.
touched-put-off = Tell the host to put them off.
touched-prepare = Get the answer before they come.
touched-added = Also: { $what }.
touched-spared = No more: { $what }.
obligation-brief-compare-document = Face compared
obligation-brief-see-document = Original document seen
obligation-brief-escort = Escort is here
obligation-brief-deposit-phones = Phones kept at the gate
obligation-brief-record-bag = Bag recorded, unopened
obligation-short-compare-document = compare document
obligation-short-see-document = original document
obligation-short-escort = escort
obligation-short-deposit-phones = phones at the gate
obligation-short-record-bag = record the bag
lockdown-word = LOCKDOWN
lockdown-means = since { $time }. Nobody enters. Leaving goes on.
lockdown-means-short = since { $time }. Nobody enters.
lockdown-begin-title = Begin a lockdown?
lockdown-begin-text = From now on nobody enters, whoever it is. Whoever is inside may leave at any time.
lockdown-begin-end = Beginning takes one person. Ending it takes two.
lockdown-end-title = End the lockdown?
lockdown-end-text = People may enter again, as the threat level in force has it.
act-begin-lockdown = Lock down
act-end-lockdown = End the lockdown
act-roll-call = Roll call { $key }
act-to-posture = End it { $key }
note-lockdown-begun = Lockdown. Nobody enters. Take the roll call of who is inside.
note-lockdown-ended = The lockdown is over
key-lockdown = Begin a lockdown
key-end-lockdown = End the lockdown
key-posture = Threat level
key-roll-call = Roll call
log-row-posture = Threat level
log-row-signed = Signed by
log-signed-one = whoever did it
log-signed-two = whoever did it, and a second person
log-row-category = Kind
log-row-companion = Comes with
log-row-consent = Consent
log-row-medical = Medical exemption
category-none = Nobody in particular
category-diplomat = Accredited diplomat
category-courier = Courier with a sealed bag
category-delegation = Delegation
category-consular = Consular public
category-chancery = Visitor of the chancery
category-contractor = Contractor
category-family = Family of the staff
category-host-state = Official of the host state
category-emergency = Emergency services
cli-posture = Threat level { $level }, no lockdown
cli-posture-lockdown = Threat level { $level }, LOCKDOWN since { $time }
cli-touched = { $name } ({ $place }): { $change }. { $why }
cli-touched-inside = inside
cli-touched-expected = expected
cli-policy-admits-nobody = Warning: nobody can be admitted under them. Add rules that permit visitors to enter, and guards to admit them.
cli-policy-nobody-may = Warning: nobody may do this under them, whatever their role: { $acts }.
cli-policy-good = These rules can be used: { $rules } of them
cli-policy-tested = { $rows } rows, { $wrong } of which something else is said
cli-policy-mismatch = line { $line } ({ $case }), { $column }: expected { $expected }; the rules say { $found }
cli-policy-nothing = nothing
cli-policy-what-if = { $touched } of { $seen } checks of the last 30 days would end otherwise.
cli-version = { $version }  { $time }  { $who }  { $hash }…  { $why }
cli-version-in-force = { $version }  { $time }  { $who }  { $hash }…  IN FORCE  { $why }
cli-version-restored = the rules of version { $version }
cli-advice-rules = Nothing was changed. Put the rule right and check it again.
cli-advice-table = Put the cell right; an empty cell says nothing.
term-category = Kind
term-companion = Comes with

### Operators

standing-active = May sign in
standing-suspended = Suspended
standing-ended = Ended
operator-never = never
operators-title = Operators
operators-choose = Choose somebody on the left.
operator-title = Operator
operator-failures = { $count ->
    [one] 1 failure
   *[other] { $count } failures
}
operator-number = Number
operator-roles = Roles
operator-stands = Standing
operator-last = Signed in
operator-failed = Failed since
operator-failed-last = last { $time }
operator-pin = PIN
operator-pin-set = Set
operator-pin-none = None
role-says-guard = keeps the gate
role-says-supervisor = leads the guards
role-says-registrar = registers guests
role-says-security = answers findings, keeps the lists
role-says-auditor = reads, verifies, exports
role-says-administrator = keeps the operators
act-enrol = Enrol
act-change-roles = Change roles
act-suspend = Suspend
act-resume = Resume
act-reset-pin = Take PIN away
act-end-operator = End
act-go-on = Go on
act-start-code = New start code
act-start-code-done = Handed over
act-set-pin = Set the PIN
act-set-passphrase = Change the passphrase
act-hand-over = Hand over
enrol-title = Enrol somebody
enrol-who = Who is it, and what are they to the mission? They choose their passphrase themselves: the next page shows a code for that.
start-code-title = Start code of { $name }
start-code-says = Give this code to { $name } ({ $number }). At the lock they type it in the place of a passphrase, and choose passphrases of their own.
start-code-once = Good once, for three days. It is shown here and nowhere else, and opens nothing once they have begun.
making-title = Two enrol { $name }
making-text = They may sign beside others, so nobody brings them in alone: somebody else who may sign for it signs beside you.
start-anew-title = Another start code for { $name }?
start-anew-text = The one before opens nothing any more.
operator-not-begun = not begun
operator-begins = Start code
operator-begins-until = good until
person-roles-apart = Who administers access does not audit it: one of the two
roles-title = Roles of { $name }
roles-own = These are your own roles: somebody else signs beside you.
roles-text = They will be: { $roles }. From their next sign-in on; your own at once.
suspend-title = Suspend { $name }?
suspend-text = They cannot sign in until an administrator resumes them. What they did stays.
end-operator-title = End { $name }?
end-operator-text = They never sign in again and their keys are deleted. What they did stays, and their number is not given again.
resume-title = Resume { $name }?
resume-text = They can sign in again with their passphrase.
reset-pin-title = Take the PIN of { $name } away?
reset-pin-text = Their passphrase still signs them in, and they set another PIN themselves.
note-enrolled = { $name } is enrolled
note-roles-changed = Roles of { $name } changed
note-suspended = { $name } is suspended
note-resumed = { $name } may sign in again
note-ended = { $name } is ended
note-pin-reset = PIN of { $name } taken away
note-pin-set = PIN set
note-passphrase-set = Passphrase changed
note-taken-over = { $name } has taken over
own-title-secrets = Passphrase and PIN
own-pin-first = Set a PIN
own-pin-other = Set another PIN
own-passphrase = Change the passphrase
own-pin-says = The PIN goes on with your locked session. It signs nobody in and signs for nothing.
own-pin-hint = 6 to 12 digits: no row, no pattern, not your service number.
own-says = The passphrase opens the post and signs for what you do. Nobody else knows it.
own-before = Passphrase in use
own-before-missing = Type your passphrase
own-again = The same once more
own-next-pin = New PIN
own-next-passphrase = New passphrase
own-second-pin = PIN for when you are forced
own-second-passphrase = Passphrase for when you are forced
tab-operators = Operators
tab-hand-over = Hand the post over
tab-own = My passphrase and PIN
handover-title = What is handed over
handover-inside = Inside
handover-waiting = Waiting
handover-nobody-waits = Nobody waits.
handover-badges = Badges out
handover-overdue = Overdue
handover-sign = Signatures
handover-leaves = Whoever leaves
handover-remarks = Remarks for whoever comes
handover-comes = Whoever comes
handover-comes-text = Compare the list with what you see, then sign here with your passphrase. Leaving goes on meanwhile: scan a badge as ever.
handover-seen = Seen, and taken on
handover-tick-first = Whoever comes ticks that they take it on
failures-told = { $count ->
    [one] A sign-in failed since you were last here, at { $time }.
   *[other] { $count } sign-ins failed since you were last here, the last at { $time }.
}
failures-told-of = { $count ->
    [one] A sign-in failed since you were last here, at { $time }: { $numbers }.
   *[other] { $count } sign-ins failed since you were last here, the last at { $time }: { $numbers }.
}

## The silent alarm, for security alone

alarm-places-empty = Alarms go nowhere yet. Add a folder, a program or an address of the mission's network.
alarm-kind-folder = Folder
alarm-kind-command = Program
alarm-kind-http = Address
alarm-goes = Goes
alarm-fails = Fails
alarm-untried = New
alarm-brought = Last message { $at }
alarm-waiting =
    { $count ->
        [one] One message waits, and is tried again
       *[other] { $count } messages wait, and are tried again
    }
alarm-untried-says = No message yet
alarm-forced-title = Under duress
alarm-forced-empty = Nothing was done under duress, as far back as was looked. What was stands here, newest first.
alarm-duress = Duress
alarm-act-add = Add a place
alarm-act-remove = Take it away
alarm-act-earlier = Look further back
alarm-add-title = Where should alarms go?
alarm-place = Place
alarm-place-hint = folder:/media/witness, command:/usr/local/bin/alarm or http://10.0.0.7:8080/alarm
alarm-remove-title = Take this place away?
alarm-remove-text = Alarms go to { $place } no longer.
alarm-help-title = How it works
alarm-help-what = Every message looks alike
alarm-help-what-text = Each sign-in, each going on, each admission and each signature sends one, forced or not. Nothing at the gate tells which.
alarm-help-read = Read them elsewhere
alarm-help-read-text = “gateward alarms read” tells, with a copy of keyslots.json and a passphrase of security.
note-alarm-added = Alarms go there from now on
note-alarm-removed = Alarms do not go there any more
### The roll call

muster-title = Roll call
muster-real = real
muster-drill = drill
muster-here = accounted for
muster-missing = missing
muster-open = not asked yet
muster-left = left
muster-since = since { $time }
muster-sheet-begun = Roll call ({ $kind }), begun { $time }
muster-sheet-counts = { $missing } missing, { $accounted } accounted for, of { $all }; printed { $time }
muster-sheet-missing = Missing
muster-sheet-accounted = Accounted for
log-row-accounted = Accounted for
log-row-missing = Missing
cli-muster-counts = { $missing } missing, { $accounted } accounted for, of { $all }
cli-advice-not-on-the-roll = `gateward muster` lists everybody on it.
cli-advice-several-on-the-roll = Name the entry of the one you mean.

### Overrides

overrides-empty = Nobody was let in against the rules.
overrides-running = this month
overrides-open = to be reviewed
overrides-due = review is due
overrides-reviewed = reviewed
cli-override = { $time }  { $name }: { $rules }. { $cause }: { $text } ({ $by }, { $second })  { $state }
cli-overrides-reviewed = Signed that the overrides of { $month } were gone through (entry { $entry }).

muster-missing-head = Not accounted for
muster-accounted-head = Accounted for
muster-tile-missing = missing
muster-tile-accounted = accounted for, of { $all }
muster-tile-since = since it began · { $kind }
muster-tile-left = left through this gate
muster-pill-here = here
muster-search = Search by name, badge or host, or scan a badge
muster-no-match = Nobody of that name is missing.
muster-all-here = Everybody is accounted for.
muster-none-here = Whoever is accounted for stands here.
muster-inside = Inside now: { $count }
muster-begin-hint = Everybody inside is called, one by one. It asks no rule and goes on in a lockdown, through a restart and a hand-over, until somebody ends it.
muster-where = Where, and with whom
muster-unknown-badge = This is no badge of anybody inside
muster-counted = { $name } is accounted for
muster-saved = The list was written to { $path }
muster-ended = The roll call is over. Everybody was accounted for.
muster-ended-missing = The roll call is over. Missing: { $count }
muster-end-title = End the roll call?
muster-end-text = Still missing: { $count }
muster-end-hint = The log keeps who was missing. They stay on the list of those inside.
act-here = Accounted for
act-missing = Missing
act-note-where = Note
act-save-roll = Save the list
act-end-call = End roll call
act-begin-call = Begin roll call
act-begin-drill = As a drill
tab-muster = Roll call
key-begin-call = Begin a roll call
key-begin-drill = Begin a roll call as a drill
key-missing = Missing
key-note-where = Note where somebody is, and with whom
key-end-call = End the roll call
overrides-title = Overrides
overrides-months = Months
overrides-count = overrides: { $count }
overrides-signed = signed by { $by } and { $second }
overrides-reviewed-by = reviewed by { $by }
overrides-review-title = Review of { $month }
overrides-review-text = You went through { $count } overrides: who was let in, against what, why, and who signed.
overrides-review-hint = Your signature names each of them. What has to be followed up is said in words.
overrides-due-told = Months whose overrides nobody has reviewed yet, a month after their end: { $count }
note-overrides-reviewed = The overrides of { $month } are reviewed
act-review = Sign the review
act-to-overrides = Go through them
tab-overrides = Overrides
key-override = Override, with a second person
key-overrides = Overrides: the register
key-review = Sign the review of a month
override-title = Let { $name } in against the rules?
override-text = Against it: { $rules }
override-who = Who is to be let in?
act-override = Override
act-write-down = Write down
hint-tick-before-override = Tick off what has to be done, then ask for the override again.

### The rules

tab-rules = Rules
key-rules = Rules
key-what-if = Look what would change
key-versions = Versions of the rules
rules-in-force = Rules in force
rules-draft = Draft, not in force
rules-place = line { $line }, column { $column }
rules-checking = Checking the rules …
rules-checked = Checked
rules-good = These rules can be used: { $rules } of them
rules-look-first = Look what they would change before they are put in force.
rules-as-in-force = They are the rules in force. Write in them to make others; nothing changes before two have signed.
rules-wrong = What is wrong
rules-would-change = What would change
rules-nobody = Nobody of those inside and expected today is touched, and none of { $seen } checks of the last 30 days would have gone otherwise.
rules-recorded-head = Checks of the last 30 days
rules-recorded = { $touched } of { $seen } would have gone otherwise
rules-more = … and { $count } more
rules-expected = expected
rules-versions = Versions
rules-version = Version { $version }
rules-first = the post was founded with them
rules-restored = the rules of version { $version }
rules-pill-in-force = in force
rules-next-fault = { $key } goes to the next of them. Nothing is put in force before all is right.
key-next-fault = To the next place that is wrong
rules-shipped = The program's own rules
rules-shipped-hint = As they come with this release
rules-restore-title = Back to version { $version }?
rules-restore-text = Its rules hold at once, as they were. Two security officers always may.
rules-change-title = Put these rules in force?
rules-changed = { $lines ->
    [one] One line differs from the rules in force:
   *[other] { $lines } lines differ from the rules in force:
}
rules-change-text = Touched of those inside and expected today: { $today }. Of { $seen } checks of the last 30 days, { $touched } would have gone otherwise.
note-rules-changed = Version { $version } of the rules is in force
act-put-in-force = Put in force
act-what-if = What would change
act-versions = Versions
act-restore-rules = Back to this version
act-read-rules = Read it

## The form of a visit

tab-visits = New visit
key-new-visit = To the form of a visit
key-more = More of the guest, or back to the visit
key-clear = Begin the form anew
visits-today = Today
visits-today-none = Nobody is expected today. Visits of today stand here.
visits-known = Known here
visit-new = New visit
visit-more = More of the guest
visit-name = Name, as on the document
visit-organisation = Organisation
visit-nationality = Nationality
visit-date-of-birth = Born
visit-document-number = Document
visit-category = Kind
visit-host = Host
visit-section = Section
visit-when = When
visit-when-hint = Such as “tomorrow 14-16”, “fri”, “every tue 9-10 until march”
visit-when-read = { $count ->
    [one] { $first }, { $from } – { $until }
   *[other] { $count } visits: { $first } to { $last }, { $from } – { $until }
}
visit-when-standing = Standing pass from { $first }, { $from } – { $until }; to be reviewed after { $last }
visit-purpose = Purpose
visit-areas = Areas
visit-items = Brings
visit-latin-form = Name in Latin letters
visit-latin-read = Reads as { $latin }
visit-other-names = Other names, with ; between
visit-further-documents = Further documents, with ; between
visit-languages = Languages
visit-email = E-mail
visit-plate = Vehicle plate
visit-needs = Accessibility needs
visit-escort = Escort, yes or no
visit-companion = Comes with, for a child
visit-reference = Reference
visit-note-for-the-gate = Note for the gate
visit-note-for-the-desk = Note for the desk
visit-photo = Photo (file)
visit-photo-hint = JPEG or PNG; empty leaves it as it is
visit-preview = How the gate will see it
visit-preview-none = Name, host and time are needed first.
visit-preview-approved = Once it is approved.
visit-preview-asked = The gate will ask for this once the visit is approved.
visit-before = Came before
visit-before-told = { $count ->
    [one] 1 visit, { $time }
   *[other] { $count } visits, the last { $time }
}
visit-namesake = { $name } is known here. Choose them on the left if it is the same person.
visit-inside = inside
visit-approved = approved
visit-requested = waits
visit-cancelled = cancelled
visit-declined = declined
visit-walk-in = walk-in
act-request = Request
act-more = More
act-less = The visit
act-clear = Clear
note-visit-amended = The visit of { $name } is changed
visit-amend = Change a visit
visit-drafts = Half entered
visit-draft-unnamed = No name yet
visit-draft-hint = kept { $time }
visit-when-as-before = Stays as it is: { $time }
visit-preview-refused = As it is, the gate would not let them in. Change the visit, or talk to security.
act-amend = Change
act-approve = Approve
act-decline = Decline
act-cancel-visit = Cancel
act-mark = Mark
act-change = Change
act-delegate = Delegate
act-end = End
key-agenda = To the visits
key-allow-list = Review the allow-list
key-host-left = Visits of a host, as of one who left
key-next-notice = Visit of who arrived, waits or should have left
key-put-away = Put that line away
key-invite = To the invitations of what is chosen
key-send = Send by mail, or try it
tab-outbox = Outbox
tab-mail = Mail server
mail-title = How mail goes out
mail-says = Invitations and notices are sent from this address. Without a server mail is saved as files.
mail-from = Address that mail is from
mail-name = Name of the sender
mail-host = Mail server
mail-host-hint = Name or address; empty for none
mail-port = Port
mail-port-fault = A number from 1 to 65535
mail-security = Connection
mail-user = User there
mail-password = Password
mail-password-kept = Empty keeps the password of before.
mail-authorities = File of certificates (PEM)
mail-authorities-hint = Empty: the certificates of this machine
mail-authorities-kept = Empty keeps the certificates that were read before.
mail-try = Try it
mail-to = Send a mail that says nothing to
mail-keep-first = Keep what was changed first.
mail-testing = The server is asked …
mail-kept = From here on mail goes out so.
act-keep-mail = Keep
act-test-mail = Try it
outbox-title = Mail
outbox-all = All mail
outbox-next-state = Waiting, failed, sent …
outbox-unsaid = Nobody has said from whom mail goes out. An administrator says so on the page “Mail server” (Ctrl K).
outbox-files = There is no mail server: mail is saved as files and sent by hand.
outbox-empty = No mail stands here. Invitations are sent from their page (Ctrl I among the visits).
outbox-closely = The mail
outbox-closely-none = ↓ leads to a mail, to see where it stands and why.
outbox-purpose = What for
outbox-to = To
outbox-since = In the outbox since
outbox-tried = Tried
outbox-tries = { $count ->
    [0] not yet
    [one] once
   *[other] { $count } times
}
outbox-next = Tried again
outbox-again-at = { $count ->
    [one] Tried once · again at { $time }
   *[other] Tried { $count } times · again at { $time }
}
outbox-given-up = Not tried again by itself
outbox-send = Send now
outbox-send-again = Send again
outbox-save = Save
outbox-withdraw = Do not send
outbox-withdraw-title = Not send this mail?
outbox-withdraw-hint = It leaves the outbox for good. The invitation itself stays as it is.
outbox-sending = It is sent now.
outbox-saved = Saved as { $path }. It is not sent by the gate any more.
outbox-withdrawn = It is not sent.
mail-purpose-invitation = Invitation
mail-purpose-withdrawal = Invitation taken back
mail-purpose-arrival = A host: arrived
mail-purpose-referral = A host: at the gate
mail-purpose-overstay = A host: still inside
mail-purpose-departure = A host: left
mail-purpose-unread = Mail of another post
key-next-view = The next view, or the next of these
key-mark = Mark, from nowhere all
key-mine = Only mine, or all
key-approve = Approve
key-decline = Decline
key-delegate = Let somebody approve for me
tab-agenda = Visits
tab-review = Allow-list
agenda-list = List
agenda-week = Week
agenda-due = Approve
agenda-sought = Look for
agenda-name = Name, in any script
agenda-host = Host or section
agenda-kind = Kind
agenda-stand = State
agenda-from = Day
agenda-to = To day
agenda-no-kind = There is no such kind
agenda-no-stand = Such as “waits”, “approved”, “inside”, “did not come”
agenda-mine = Only those I entered
agenda-reading = Reading the visits …
agenda-not-whole = The visits are still being read.
agenda-none = No visits like this. Look on another day, or for less.
agenda-due-none = Nothing waits for approval. What is entered stands here until it is approved or declined.
agenda-marked = { $count } marked
agenda-is-marked = marked
agenda-since = From { $day }
agenda-every-day = Every day
agenda-page-before = Earlier
agenda-page-after = Later
agenda-closely = The visit
agenda-closely-none = Press Enter on a visit to see who did what with it, and what else the guest came for.
agenda-steps = What was done
agenda-step = { $by }, { $time }
agenda-history = Other visits
agenda-begun = has begun
agenda-in = in { $time }
agenda-asked = asked by { $by }, { $time } ago
agenda-asked-now = asked by { $by } just now
agenda-delegations = In whose place
agenda-delegations-none = Nobody approves in the place of somebody else.
agenda-delegation = { $heir } in the place of { $giver }, until { $until }
agenda-delegated = Delegated.
agenda-delegation-ended = That is over.
agenda-week-before = Week before
agenda-week-after = Week after
agenda-week-of = { $first } – { $last }
agenda-today = today
agenda-more = + { $count }
agenda-hours = By the hour
agenda-hours-none = Nobody comes on this day.
agenda-not-yours = Somebody else has to approve this.
agenda-left = Left as they are: { $count }. { $why }
agenda-undone = { $count ->
    [0] Taken back.
    [one] One visit is as before.
   *[other] { $count } visits are as before.
 }
agenda-done-approve = { $count ->
    [one] Approved. { $key } takes it back.
   *[other] { $count } visits approved. { $key } takes it back.
 }
agenda-done-decline = { $count ->
    [one] Declined. { $key } takes it back.
   *[other] { $count } visits declined. { $key } takes it back.
 }
agenda-done-cancel = { $count ->
    [one] The visit is cancelled. { $key } takes it back.
   *[other] { $count } visits are cancelled. { $key } takes it back.
 }
agenda-done-move = { $count ->
    [one] The visit is at another time. { $key } takes it back.
   *[other] { $count } visits are at another time. { $key } takes it back.
 }
agenda-done-host = { $count ->
    [one] The visit has another host. { $key } takes it back.
   *[other] { $count } visits have another host. { $key } takes it back.
 }
agenda-and-more = { $names } and { $count } more
agenda-ask-decline-title = { $count ->
    [one] Decline this visit?
   *[other] Decline { $count } visits?
 }
agenda-ask-decline-hint = Whoever keeps the visits reads why. The gate reads only that the visit does not take place.
agenda-ask-decline-verb = Decline
agenda-ask-cancel-title = { $count ->
    [one] Cancel this visit?
   *[other] Cancel { $count } visits?
 }
agenda-ask-cancel-hint = From then on the gate turns them away. A visit that recurs is cancelled on all its days.
agenda-ask-cancel-verb = { $count ->
    [one] Cancel visit
   *[other] Cancel { $count } visits
 }
agenda-ask-change-title = { $count ->
    [one] Change this visit
   *[other] Change { $count } visits
 }
agenda-ask-change-hint = What was approved has to be approved again.
agenda-ask-change-verb = Change
agenda-ask-delegate-title = Who approves in your place?
agenda-ask-delegate-hint = They approve what you may, but for what security has to. Visits stay yours to approve as well.
agenda-ask-delegate-verb = Delegate
agenda-ask-reason = Why not
agenda-ask-host = Another host
agenda-ask-when = Or another time, such as “thu 10-12”
agenda-ask-number = Service number
agenda-ask-until = Until the end of which day, such as “fri”
agenda-ask-why = Say why in a few words
agenda-ask-what = Say what is to change
agenda-ask-one = One thing at a time
agenda-ask-whom = Say who
note-visit-requested = The visit of { $name } waits for its approval

## Erasing what is kept of a guest.
act-erase-guest = Erase this guest
act-erase = Erase for good
log-erased = Erased
log-erased-text = What this entry said of a guest was erased by two persons. That it happened, when, and the proof of it stay.
log-replay-erased = What was asked and answered was erased, so that the verdict cannot be replayed.
log-row-erased = Erased
log-row-entries = Entries
advice-erased = It was taken out by two persons, as the log says, and cannot be brought back.
erase-title = Erase { $name }
erase-looking = Looking for what is kept of them: { $done } of { $total } entries
erase-entries = Entries
erase-visits = Visits
erase-stays = Stays
erase-span = From and to
erase-lost-title = What goes
erase-lost = Their names, birth date, documents, organisation and notes, their visits, what was said of them at the gate, and what security answered.
erase-kept-title = What stays
erase-kept = That something happened and when, who recorded it, and every proof of that; that two persons erased it, and why. What was printed, exported or saved elsewhere is not reached, nor is what stands about them in other guests' visits, in drafts, in remarks at a hand-over, or on the mission's own list.
erase-for-good = Nobody can undo this.
erase-sign = What { $count } entries say of this guest goes: names, visits, what happened at the gate. That they happened, and when, stays.
erase-hold-title = What stands in the way
erase-hold-inside = They are inside.
erase-hold-waiting = They wait at the gate.
erase-hold-expected = They are expected today or later, or were here today.
erase-hold-security = Security has yet to answer about them.
erase-hold-reading = The lists are still being read.
erase-hold-clock = The clock is in doubt.
erase-hold-importing = A file of guests is being loaded.
erase-hold-changed = Something was recorded about them meanwhile.
erase-hold-named = The reason names them, and the reason is kept.
advice-erase-inside = Check them out first; they can be erased from tomorrow on.
advice-erase-waiting = Admit or refuse them, or say that they went away; they can be erased from tomorrow on.
advice-erase-expected = Cancel what is to come. Whoever came today can be erased from tomorrow on.
advice-erase-security = Answer the finding first.
advice-erase-reading = Try again once they are read.
advice-erase-clock = A supervisor confirms the time first.
advice-erase-importing = Try again once it is done.
advice-erase-changed = Look again at what would go.
advice-erase-named = Say why in other words, with the number of the letter for example.
erase-unemptied = Somebody else reads the post: what was erased leaves the last file once they are done and the post is opened anew.
note-erased = What was kept of the guest is erased: entry { $entry }.
cli-guest-erased = Erased: { $bodies } bodies, by entry { $entry }.
cli-erased-bodies = Erased, as the log says: { $count } bodies
cli-erase-guest = { $guest }  { $name }  { $born }  { $time }
cli-erase-nobody = Nobody of this name is kept.
cli-erase-several = Several are kept. Say which by the handle in front.
cli-erase-dossier =
    { $name }, { $guest }
    { $entries } entries, { $visits } visits, { $stays } stays, from { $first } to { $last }
cli-erase-how = Nothing was erased. To erase: gateward erase { $guest } --confirm "{ $name }" --reason CODE --text WHY --second NUMBER
cli-erase-held = Nothing was erased, and nothing can be now.
cli-advice-not-their-name = Write the name after --confirm exactly as it is shown without that option.
field-holder = Given by
log-row-holders = Halves given by
advice-holders = Each of the two who keep a half gives their own, under their own name; who is enrolled is somebody else.
advice-only-one = Enrol somebody else who may sign first, or let the holders of both halves of the recovery code do that.
advice-clears-too-long = Choose a day from today to a year from now; after that the same question is asked again.

## Backups

backup-due-told = The last backup was made { $days } days ago. The next is made by command: gateward backup FILE

cli-backing-up = Copying … { $percent } %
cli-opening-backup = Opening the backup … { $percent } %
cli-backed-up =
    Backed up: { $file }, with { $entries } entries
    SHA-256 { $sha256 }
cli-backup-to = Can be opened by { $to }
cli-backup-beside =
    Head of the log: { $head }
    What was erased of it: { $erased }
cli-backup-keep = Destroy it by { $until }. Backups made before { $due } are to be destroyed by now.
cli-backup-recorded = It is on record in the log.
cli-backup-noted = Somebody has the post open: it enters the log there.
cli-earlier-log = It goes on from { $origin }, whose { $entries } entries it begins with.
cli-restore-of = Backup of { $mission }, { $gate }
cli-restore-made = Made { $made }, with { $entries } entries, the last of { $until }. Its log is whole.
cli-restore-no-head = No head of this log was found: nobody can tell what it has had since, or what was erased since. If one was kept elsewhere, name it with --head.
cli-restore-nothing-lost = Nothing is known of this log that the backup does not have.
cli-restore-lost = Lost: the log had { $known } entries when it was last seen. The last { $lost } are not in this backup: whoever came or left since is not known here.
cli-restore-erased = Erased since, and here again: { $count } entries
cli-restore-aside = What lies in the post's folder is set aside, read-only, and not deleted.
cli-restore-unread = It does not open with this passphrase, or is another log: what was erased in it since the last list was written is not known.
cli-restore-how = Nothing was changed. To restore: gateward restore { $file } --identity { $identity } --confirm { $entries } --reason CODE --text WHY --second NUMBER
cli-restored = Restored. Entry { $entry } says so; entries lost: { $lost }; erased again: { $erased }.
cli-restored-aside = What was there is kept in { $folder }
cli-restored-next = Make a roll call now, let a supervisor confirm the clock, make a backup, and destroy what held the old one.
cli-advice-not-this-backup = Look once more without --confirm, and write the number of entries that is shown.
advice-no-recipient = Say it once with --to: a public key as age-keygen prints it, whose secret half is kept away from the gate. Later backups are for the same.
advice-recipient = A recipient begins with age1 and is printed by age-keygen; check that it was copied whole.
advice-identity = Name the file that age-keygen wrote: the line that begins with AGE-SECRET-KEY-1.
advice-not-opened = Name the identity that the backup was made for with --identity. Which one that is stands in the log of the backup, and was printed when it was made.
advice-not-a-backup = Take another copy of it, or an earlier backup. Nothing was touched.
advice-backup-damaged = Take an earlier backup, and keep this one for whoever finds out. Nothing was touched.
advice-foreign-head = Name a head of this very log, as `log checkpoint` or a backup wrote it, with its list beside it as it was written. Nothing was touched.
advice-forked = Somebody changed one of the two. Take another backup, and keep both for whoever finds out. Nothing was touched.
log-row-size = Entries
log-row-known = Last known
log-row-of = From the log
log-row-for = Opens for
log-row-kept = Kept for, in days

## Delegations at the gate
key-group = The delegation they belong to
term-group = Delegation
group-line = {$name}: {$arrived} of {$all} arrived
act-show-group = Show the delegation
act-admit-several = Admit {$count}
act-depart-several = Check out {$count}
act-tick-green = All ADMIT
act-tick-inside = All inside
act-own-card = Own card
act-save-badges = Save badges
roster-word = GROUP
roster-count = {$inside} inside · {$left} left · {$come} to come
roster-reading = Reading who belongs to it …
roster-empty = Nobody of this delegation is expected. Its members appear here once it has any.
roster-leads = {$name} · leads
roster-escort = with {$name}
roster-green = May come in with the others
roster-here = here ✓
roster-working = {$done} of {$all} done …
roster-ask-admit = Admit {$able} of {$present} present?
roster-ask-depart = Check out {$able}?
roster-ask-each = Each has an entry and a badge of their own. Tick what was done with every one of them.
roster-ask-badges = Their badges are worth nothing from then on. Take them back.
roster-with-each = with {$count}
roster-ask-stay = {$count ->
    [one] 1 stays here
   *[other] {$count} stay here
 }
roster-ask-more = and {$count} more
roster-admitted = {$count ->
    [one] 1 of the delegation admitted
   *[other] {$count} of the delegation admitted
 }
roster-departed = {$count ->
    [one] 1 of the delegation checked out
   *[other] {$count} of the delegation checked out
 }
roster-undone = {$count ->
    [one] 1 decision taken back
   *[other] {$count} decisions taken back
 }
roster-not-all = {$said}; {$count} not: the list says why
roster-no-badges = Nobody of it was just admitted
hint-tick-present = Tick who stands there first: somebody with ADMIT
hint-tick-leaving = Tick who leaves first

## Delegations, for whoever keeps the visits
key-lead = Leads the delegation
key-escort = Who goes with them
key-take-out = Take out of the delegation
agenda-group = Groups
agenda-holidays = Holidays
agenda-holidays-none = No holidays are kept. On those that are, nobody is expected who comes again and again.
agenda-closed = Closed on
agenda-closed-hint = As “25 dec Christmas Day” or “24-26 dec Christmas”
agenda-closed-when = Say a day or several, then what they are called
agenda-closed-name = Say what the day is called, behind it
agenda-closed-told = New visits that recur leave these days out. A calendar file is read by “gateward holidays import”.
agenda-closed-done = { $count ->
    [one] The mission is closed on that day.
   *[other] The mission is closed on { $count } days.
}
agenda-hosts = Hosts
hosts-sought = Name or address
hosts-book = Hosts who hear of their visits
hosts-told = Hosts hear when their guest arrives, waits at the gate or should have left. Names are written as in visits; a table is read by “gateward host import”.
hosts-by-both = They are told by mail and by the webhook.
hosts-by-mail = They are told by mail.
hosts-by-webhook = They are told by the webhook.
hosts-by-nothing = Nobody is told yet: an administrator says how mail goes out, or gives a webhook.
hosts-none = Nobody is in the book yet. { act-add-host }: who is visited, and where their mail goes.
hosts-none-like = Nobody in the book is called so
hosts-missing = No address
hosts-missing-told = They are visited in the next two weeks, and nobody has written down where their mail goes.
hosts-closely = The host
hosts-closely-none = Choose a host
hosts-name = Name
hosts-name-hint = As it is written in visits
hosts-email = E-mail
hosts-language = Language
hosts-hears = Hears of
hosts-left = Has left the mission
hosts-left-told = They hear of nothing. Their visits are given to somebody else from the list of them.
hosts-no-language = Say English, French, German, Spanish, Arabic or Russian
hosts-who = Say who it is
hosts-add-title = Add a host
hosts-change-title = Change a host
hosts-keep = Keep
hosts-ticks = What they hear of: ↑ ↓ and { $key } tick
hosts-tick-arrival = A guest arrives
hosts-tick-referral = Somebody waits at the gate
hosts-tick-overstay = A guest should have left
hosts-tick-departure = A guest leaves
hosts-remove-title = Remove { $name }?
hosts-remove-hint = They hear of nothing any more. Their visits stay as they are.
hosts-added = { $name } hears of their visits from now on. { $key } takes it back.
hosts-changed = { $name } is changed. { $key } takes it back.
hosts-removed = { $name } is not in the book any more. { $key } takes it back.
act-add-host = Add a host
act-remove-host = Remove
act-host-visits = Visits
strip-arrival = { $time }: { $guest } for { $host }
strip-referral = { $time }: { $guest } for { $host }
strip-overstay = { $time }: { $guest } for { $host }
strip-state-arrival = Arrived
strip-state-referral = At the gate
strip-state-overstay = Should have left
strip-state-departure = Left
act-close-day = Close
act-open-day = Open again
act-show-day = Show
agenda-done-skip = { $count ->
    [one] The day is taken off 1 visit; its other days stand. { $key } takes it back.
   *[other] Taken off { $count } visits; their other days stand. { $key } takes it back.
}
agenda-done-open = The mission is open on that day. Visits entered meanwhile stay as they are.
agenda-ask-skip-title = { $count ->
    [one] 1 visit recurs on { $day }
   *[other] { $count } visits recur on { $day }
}
agenda-ask-skip-hint = Take the day off them? Their other days stand, and nothing has to be approved again.
agenda-ask-skip-verb = Take it off
agenda-ask-open-title = Open again on { $day }?
agenda-ask-open-hint = Visits that were entered meanwhile still leave the day out.
agenda-ask-open-verb = Open again
agenda-ask-only = Only { $day }; the other days stand
agenda-ask-only-verb = { $count ->
    [one] Cancel the day
   *[other] Cancel { $count } days
}
visit-when-not-on = Not on { $days }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more holidays
}.
visit-when-closed = Closed on { $days }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more days
}.
group-title = Delegations
group-none = Delegations to come stand here. Mark visits in the list and press Ctrl G, or import a file as one.
log-row-delegation = Delegation
group-one = The delegation
group-make = Make a delegation
group-facts-none = A delegation that is chosen is shown here.
group-no-leader = Nobody yet
group-leader = Led by
group-expected = Expected
group-arrived = Arrived
group-inside = Inside
group-left = Left
group-escorts = Escorts
group-escort = {$name} ({$count})
group-count = {$arrived} of {$all} arrived
group-with-all = With the delegation
group-keys = With nobody chosen, change and cancel are about the whole delegation.
group-outlook-admit = At the gate: admitted
group-outlook-refer = At the gate: asked to wait
group-outlook-refuse = At the gate: refused
act-lead = Leads
act-escort = Escort
act-take-out = Take out
act-change-group = Change
act-cancel-group = Cancel
agenda-ask-group-name = Name of the delegation
agenda-ask-leader = Led by
agenda-ask-escort = Who goes with them
agenda-ask-called = A delegation needs a name
agenda-ask-who-leads = Name one of those who are marked
agenda-ask-once = A delegation comes once, from and until
agenda-ask-form-title = {$count ->
    [one] Make a delegation of 1 visit?
   *[other] Make a delegation of {$count} visits?
 }
agenda-ask-form-hint = Each keeps their own visit, and is approved and judged for themselves.
agenda-ask-form-verb = Make it
agenda-ask-whole-title = {$count ->
    [one] Change the delegation of 1?
   *[other] Change the delegation of {$count}?
 }
agenda-ask-whole-hint = Say a name or a time. At another time every visit has to be approved again.
agenda-ask-whole-verb = Change it
agenda-ask-escort-title = {$count ->
    [one] Who goes with 1 member?
   *[other] Who goes with {$count} members?
 }
agenda-ask-escort-hint = Somebody of the mission, or another member by their full name. Nothing: nobody in particular.
agenda-ask-escort-verb = They go with them
agenda-done-group = {$count ->
    [one] 1 visit taken out of the delegation. {$key} takes it back.
   *[other] {$count} visits taken out of the delegation. {$key} takes it back.
 }
agenda-done-escort = {$count ->
    [one] The escort of 1 member is set. {$key} takes it back.
   *[other] The escort of {$count} members is set. {$key} takes it back.
 }
agenda-done-group-form = {$count ->
    [one] A delegation of 1. {$key} takes it back.
   *[other] A delegation of {$count}. {$key} takes it back.
 }
agenda-done-group-rename = The delegation has another name. {$key} takes it back.
agenda-done-group-lead = The delegation is led by somebody else. {$key} takes it back.
agenda-done-group-move = {$count ->
    [one] 1 visit of the delegation moved. {$key} takes it back.
   *[other] {$count} visits of the delegation moved. {$key} takes it back.
 }
cli-no-delegation = No delegation.
cli-no-holiday = No holiday to come.
cli-holiday-removed = The mission is open on { $day } ({ $name }). Visits entered meanwhile stay as they are.
cli-holidays-added = The mission is closed on { $days } days. { $visits } visits that were entered before are still expected on them; with --take-off they are not.
cli-holidays-taken-off = The mission is closed on { $days } days, which were taken off { $visits } visits.
cli-day-cancelled = Nobody comes on { $day }; the other days stand.
import-delegation = All of them as a delegation named
import-leader = Led by: name, or number of the row
import-as-delegation = As the delegation “{$name}”, led by {$leader}
import-nobody-leads = Nobody of the rows without fault is who is to lead the delegation. Name one of them by F5.

## Lists as files: the question over the window, and what stands in the files.
act-save-list = Save this list as a file
act-write-file = Write the file
act-write-over = Write over it
act-stop = Stop
export-list-visits = Visits as a file
export-list-guest = Visits of a guest as a file
export-list-delegation = Delegation as a file
export-list-approvals = What waits for approval as a file
export-list-inside = Who is inside as a file
export-list-muster = Roll call as a file
export-list-waiting = Who waits as a file
export-list-log = Entries of the log as a file
export-list-overrides = Overrides as a file
export-format-csv = CSV: every column, to import again
export-format-xlsx = Spreadsheet (XLSX)
export-format-pdf = Pages to print (PDF)
export-folder = Folder
export-name = File
export-hint = That you take this list away is put on record, with the digest of the file. Only you can read the file; keep it as you would keep the list.
export-there = There is a file of this name already.
export-reading = Reading; { $all } rows so far …
export-writing = Writing row { $rows } of { $all } …
export-done = { $rows ->
    [one] One row is written.
   *[other] { $rows } rows are written.
  }
export-lies = It lies here
export-done-hint = Delete it when it is no longer needed: erasing a guest does not reach it.
export-by = Exported by { $by }, { $time }
export-page = Page { $page } of { $of }
export-nothing = Nothing is on this list.
export-marked = { $count } marked
export-until = To { $day }
export-escort = escort
export-title-visits = Visits
export-title-guest = Visits of { $name }
export-title-delegation = { $name }, to see { $host }
export-title-approvals = Waiting for approval
export-title-inside = Who is inside
export-title-muster = Roll call
export-title-waiting = Who waits
export-title-log = Log
export-title-overrides = Overrides
export-col-when = When
export-col-guest = Guest
export-col-organisation = Organisation
export-col-host = To see
export-col-areas = Areas
export-col-escort = Escort
export-col-state = State
export-col-from = From
export-col-until = Until
export-col-approver = Approved by
export-col-rules = Rules
export-col-entered-by = Entered by
export-col-entered = Entered
export-col-badge = Badge
export-col-since = Since
export-col-overdue = Overdue, min
export-col-roll = At the roll call
export-col-said = Said
export-col-said-by = Said by
export-col-note = Note
export-col-minutes = Waits, min
export-col-waits-for = Waits for
export-col-entry = Entry
export-col-time = Time
export-col-kind = What
export-col-operator = Operator
export-col-verdict = Verdict
export-col-about = About
export-col-cause = Because
export-col-text = In words
export-col-second = Signed beside
export-col-reviewed = Reviewed
cli-gathering = { $rows } rows …
cli-list-exported = { $rows } rows are in { $file }; that you took them is on record.

## The allow-list, gone through every 90 days

review-title = Review of the allow-list
review-all = All of them
review-due = Due
review-never-came = Never came
review-unused = Unused for 60 days
review-next-group = Another reason
review-never = Nobody has signed a review yet
review-last = Last review
review-since = Since then
review-since-count = { $confirmed } confirmed, { $ended } ended
review-host-left = A host who left
review-host-hint = All visits to see them from today on are listed. Mark them there and give them to somebody else, or take them back.
review-host-verb = Show their visits
review-empty = Nothing is due. A pass, or a visit that recurs or lasts for long, stands here two weeks before somebody has to say again that it is right, and when its guest does not come.
review-closely = The visit
review-closely-none = Go to a visit with the arrow keys to see who said last that it is right, and when its guest last came.
review-kind = What it is
review-pass = Standing pass. Unless somebody confirms it, it ends.
review-long = Recurs or lasts for long, and goes on until its end.
review-due-day = Right until
review-confirmed-last = Confirmed
review-came = Last came
review-came-never = never came
review-came-at = last came { $time }
review-said = confirmed by { $by }, { $time }
review-overdue = overdue { $time }
review-soon = due in { $time }
review-confirmed = { $count ->
    [one] One visit confirmed. { $key } takes it back.
   *[other] { $count } visits confirmed. { $key } takes them back.
  }
review-ended = { $count ->
    [one] One visit ended. { $key } takes it back.
   *[other] { $count } visits ended. { $key } takes them back.
  }
review-undone = { $count ->
    [one] Taken back, for one visit.
   *[other] Taken back, for { $count } visits.
  }
review-end-title = { $count ->
    [one] End this visit?
   *[other] End { $count } visits?
  }
review-end-hint = From now on they are not expected any more: the gate reads a visit that was taken back. Who is inside stays inside.
review-end-verb = { $count ->
    [one] End it
   *[other] End { $count }
  }
review-sign-title = Sign the review
review-sign-text = Since the last review { $confirmed } were confirmed and { $ended } ended. Left as they are although due: { $open }.
review-sign-hint = Your signature names each entry that confirmed or ended one.
review-signed = { $open ->
    [0] The review is signed. Nothing that is due was left.
   *[other] The review is signed. Left as they are: { $open }.
  }
act-confirm-pass = Confirm
act-end-pass = End
act-sign-review = Sign the review
cli-review-since = Since the last review ({ $last }): { $confirmed } confirmed, { $ended } ended.
cli-review-several = one visit; this may be { $visits }
cli-review-done = Done with { $count }.
cli-review-left = Done with { $count }; { $left } stay as they are: { $why }
cli-review-closed = The review is signed: { $confirmed } confirmed, { $ended } ended, { $open } left as they are.
export-list-review = Review of the allow-list as a file
export-title-review = Review of the allow-list
export-col-purpose = Purpose
export-col-pass = Standing pass
export-col-due = Right until
export-col-last-said = Last confirmed
export-col-came = Last came
export-col-why-listed = Listed for

## Invitations and mail

invitation-none = Nobody was invited to this visit.
invitation-good = Invited
invitation-withdrawn = Withdrawn
invitation-replaced = Replaced by a newer one
invitation-expired = Over
cli-invitation-withdrawn = The invitation was withdrawn. The gate knows it at once.
cli-mail-set = From here on mail goes out so.
cli-mail-none = Nobody has said how mail goes out. Invitations are saved as PDF.
cli-mail-files = From { $from }. There is no server: mail is saved as files.
cli-mail-server = From { $from }, by { $host }, port { $port }, { $security }.
cli-ask-mail-password = Password of the mail server
mail-security-starttls = TLS after the greeting
mail-security-tls = TLS from the beginning
mail-security-local = without TLS, on this machine alone

act-invite = Invite
agenda-invited = Invitation
invite-title = Invitations
invite-whom = Invited
invite-none = No invitation holds. Make one, then it is shown here as the guest will see it.
invite-closed = The page bears a name. Hold the names open to see it.
invite-incomplete = Not every letter could be drawn. Install a font for the script of the name, or give the name in Latin letters.
invite-to = By mail it goes to { $to }.
invite-no-address = No e-mail address is known. Print the page, or add one to the guest.
invite-language = Another language
invite-folder = Folder to save into
invite-folder-hint = Empty: the folder “invitations” beside the post's data.
invite-make = { $count ->
    [one] Invite
   *[other] Invite all { $count }
}
invite-send = { $count ->
    [one] Send
   *[other] Send all { $count }
}
invite-renew = { $count ->
    [one] Make a new one
   *[other] Make all { $count } anew
}
invite-ask-renew = { $count ->
    [one] Whoever comes with the paper of before is not let in by it any more. { $key } once more makes a new one.
   *[other] Whoever comes with a paper of before is not let in by it any more. { $key } once more makes { $count } new ones.
}
invite-held = { $count ->
    [one] An invitation holds already and stays as it is; { $key } makes a new one.
   *[other] { $count } hold already and stay as they are; { $key } makes new ones.
}
invite-save = { $count ->
    [one] Save as files
   *[other] Save all { $count }
}
invite-withdraw = { $count ->
    [one] Withdraw
   *[other] Withdraw all { $count }
}
invite-going = { $done } of { $all }
invite-done-make = { $count ->
    [one] Invited.
   *[other] { $count } invited.
}
invite-done-renew = { $count ->
    [one] Invited anew. The invitation of before is worth nothing any more.
   *[other] { $count } invited anew. Invitations of before are worth nothing any more.
}
invite-done-send = { $count ->
    [one] It is in the outbox and goes out now.
   *[other] { $count } are in the outbox and go out now.
}
invite-done-save = { $count ->
    [one] Saved.
   *[other] { $count } saved.
}
invite-done-withdraw = { $count ->
    [one] Withdrawn. The gate knows it at once.
   *[other] { $count } withdrawn. The gate knows it at once.
}
language-en = English
language-fr = French
language-de = German
language-es = Spanish
language-ar = Arabic
language-ru = Russian

mail-waiting = Waits
mail-sending = On its way
mail-sent = Sent
mail-failed = Not sent
mail-saved = Saved as a file
mail-withdrawn = Not sent any more
mail-trouble-unreachable = The mail server cannot be reached. Look at the network, and at its name and port in the settings.
mail-trouble-untrusted = The connection to the mail server is not private, or it is not who it says. Look at its certificate and at the certificates of the settings.
mail-trouble-later = The mail server does not take it now. It is tried again by itself for half a day.
mail-trouble-refused = The mail server refuses it. Look at the address of the guest, and at user and password of the settings.
mail-trouble-unsure = It may have gone out: nobody said whether the server took it. Ask the guest before you send it again.
mail-trouble-settings = What is said of the mail server cannot be used, or the mail does not open here. Look at the settings, or send it anew.
webhook-trouble-unreachable = The webhook cannot be reached. Look at the network, and at its address in the settings.
webhook-trouble-untrusted = The webhook cannot be trusted. Look at its address in the settings.
webhook-trouble-later = The webhook does not take it now. It is tried again by itself for half a day.
webhook-trouble-refused = The webhook refuses it. Look at its address in the settings.
webhook-trouble-unsure = It may have been taken: the webhook did not answer.
webhook-trouble-settings = What is said of the webhook cannot be used, or the notice does not open here.
mail-for-invitation = Invitation
mail-for-withdrawal = Invitation withdrawn
mail-for-arrival = Arrived
mail-for-referral = At the gate
mail-for-overstay = Still inside
mail-for-departure = Left
mail-test-subject = Test
mail-test-text = This mail shows that the gate can send mail. It says nothing else.
cli-outbox-sent = Sent: { $sent }. Waiting: { $waiting }. Not sent: { $failed }; see “gateward outbox list”.
cli-mail-tested = The server took it. Look whether it arrives.
cli-mail-withdrawn = It is not sent.

## Figures of a period

tab-figures = Figures
key-figures = To the figures
key-next-span = Another period
key-table = As charts, or as a table
key-period-before = The period before
key-period-after = The period after
export-list-figures = Figures as a file
export-title-figures = Figures
export-col-figure = Figure
export-col-of = Of
export-col-count = Count
export-col-share = Share
export-col-expected = Expected
export-col-came-in = Came
export-col-no-shows = No-shows
export-col-no-show-share = No-shows, share
export-col-turned-away = Turned away
export-col-cancelled = Cancelled
export-col-not-approved = Not approved
export-col-median = Median, min
export-col-most = 9 of 10 within, min
figures-title = Figures
figures-typed = Other days, as “1 nov - 30 nov”
figures-this-week = This week
figures-last-week = Last week
figures-this-month = This month
figures-last-month = Last month
figures-last-90-days = Last 90 days
figures-this-year = This year
figures-before = Before
figures-after = After
figures-as-table = As a table
figures-as-charts = As charts
figures-reading = Reading the figures …
figures-empty = Nobody was expected and nobody came in these days.
figures-nothing = Nothing in these days.
figures-total = Visits
figures-day = By day
figures-week = By week
figures-month = By month
figures-section = By section
figures-host = By host
figures-category = By kind of visitor
figures-no-shows-by = No-shows by host
figures-lead = Lead time
figures-approval = Approvals
figures-gate = At the gate
figures-gate-hour = Time at the gate by the hour
figures-stay = Length of stay
figures-weekday = Arrivals by weekday
figures-hour = Arrivals by the hour
figures-all = All
figures-visits = Visits
figures-expected = Expected
figures-came = Came
figures-no-shows = No-shows
figures-turned-away = Turned away
figures-cancelled = Cancelled
figures-not-approved = Not approved
figures-to-come = To come
figures-otherwise = Otherwise
figures-count = Count
figures-share = Share
figures-median = Median
figures-most = 9 of 10 within
figures-walk-ins = Without an appointment
figures-no-section = No section
figures-no-kind = Not said
figures-others = { $count } others
figures-lead-same = Entered the same day
figures-lead-before = The day before
figures-lead-week = 2 to 7 days before
figures-lead-longer = Longer before
figures-lead-all = All that were announced
figures-approval-waiting = Wait now
figures-approval-oldest = The one that waits longest
figures-approval-given = Approved in these days
figures-gate-decided = From presenting to deciding
figures-gate-undecided = Presented, nothing decided
figures-gate-unknown = Presented, no visit known
figures-gate-waited = Asked to wait, then decided
figures-gate-gone = Asked to wait, then gone
figures-stay-left = Came in and left
figures-stay-inside = Still inside
figures-mon = Monday
figures-tue = Tuesday
figures-wed = Wednesday
figures-thu = Thursday
figures-fri = Friday
figures-sat = Saturday
figures-sun = Sunday
figures-of-expected = { $rate } of those expected
figures-half-within = half within { $time }
figures-most-within = 9 of 10 within { $time }
figures-hint = Enter shows the visits that a bar is made of.
cli-figures-of = Figures of { $period }
cli-figures-reading = Reading { $done } of { $all } …
cli-figures-month = a month, as 2026-10
figures-key = Solid: came in. Framed: did not, or not yet.
figures-next-span = Another period
figures-broken-off = Broken off. Choose a period.
figures-half-longer = half more than { $time } before
figures-gate-and-stay = At the gate and inside
figures-approval-half = Half of them wait longer than
figures-times = × { $count }
figures-none = –
figures-at-gate = At the gate
figures-waiting = Approvals due
cli-no-host = The book of hosts is empty.
cli-no-host-missing = Every host of the next two weeks is in the book.
cli-host-email = Say where their mail goes: --email name@host.example
cli-host-removed = { $name } is not in the book any more.
cli-hosts-imported = { $count } hosts, { $new } of them new.
host-hears-arrival = arrived
host-hears-referral = at the gate
host-hears-overstay = still inside
host-hears-departure = left
host-hears-nothing = hears of nothing
host-left = has left
cli-notices = Mail: { $mail }. Webhook: { $webhook }. Names of guests: { $names }. Overstay after { $grace } minutes.
cli-notices-no-webhook = none
cli-notices-tested = The webhook took it.
cli-on = on
cli-off = off
