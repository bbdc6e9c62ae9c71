//! Signed notes: C2SP signed-note v1.0.0, with Ed25519 signatures (type 0x01) and the timestamped cosignatures of
//! C2SP tlog-cosignature (`cosignature/v1`, type 0x04).

use std::fmt;
use std::str::FromStr;

use data_encoding::{BASE64, HEXLOWER};
use ed25519_dalek::{Signature as Ed25519, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

/// The longest note that is read, in bytes.
const LONGEST: usize = 1_000_000;
/// The most signatures that are read from one note.
const MOST_SIGNATURES: usize = 100;

/// What can be wrong with a note or a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteFault {
    /// Not a signed note: too long, not UTF-8 lines, no blank line, or a signature line of another form.
    #[error("it is not a signed note")]
    Malformed,
    /// A text that cannot be signed: without a final newline, or with control characters.
    #[error("the text cannot stand in a signed note")]
    Text,
    /// A key's name is empty or has a space or a plus.
    #[error("the name of the key is empty or has a space or a plus")]
    Name,
    /// Not a verifier key, or one whose key id does not belong to it.
    #[error("it is not a verifier key")]
    Key,
    /// A verifier key of a type that is not read here.
    #[error("verifier keys of type {0} are not known")]
    Algorithm(u8),
    /// A known key's signature is wrong: the note was altered.
    #[error("the signature of {0} is wrong")]
    Forged(String),
    /// No known key signed it.
    #[error("no known key signed it")]
    Unsigned,
}

/// How a key signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Algorithm {
    /// Ed25519 over the text.
    Ed25519 = 1,
    /// Ed25519 over the text and the time: a witness.
    Cosignature = 4,
}

/// A public key with the name it signs under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteKey {
    name: String,
    algorithm: Algorithm,
    key: VerifyingKey,
}

impl NoteKey {
    /// A key of this name.
    ///
    /// # Errors
    /// [`NoteFault::Name`] for an empty name and one with a space or a plus.
    pub fn new(name: &str, algorithm: Algorithm, key: VerifyingKey) -> Result<Self, NoteFault> {
        check_name(name)?;
        Ok(Self { name: name.to_owned(), algorithm, key })
    }

    /// The name it signs under.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How it signs.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// First four bytes of `SHA-256(name ‖ "\n" ‖ type ‖ public key)`.
    pub fn id(&self) -> [u8; 4] {
        let hash = Sha256::new().chain_update(&self.name).chain_update([b'\n', self.algorithm as u8]);
        let [a, b, c, d, ..] = <[u8; 32]>::from(hash.chain_update(self.key.as_bytes()).finalize());
        [a, b, c, d]
    }

    /// The time of a cosignature, `Some(None)` for a good plain signature, `None` for a wrong one.
    fn verify(&self, text: &str, signature: &[u8]) -> Option<Option<u64>> {
        let (time, signature, message) = match self.algorithm {
            Algorithm::Ed25519 => (None, signature, text.to_owned()),
            Algorithm::Cosignature => {
                let (time, signature) = signature.split_first_chunk()?;
                let time = u64::from_be_bytes(*time);
                (Some(time), signature, cosigned(text, time))
            }
        };
        let signature = Ed25519::from_slice(signature).ok()?;
        self.key.verify_strict(message.as_bytes(), &signature).ok().map(|()| time)
    }
}

/// The verifier key as text: `name+key id in hexadecimal+base64 of type and public key`.
impl fmt::Display for NoteKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let typed = [&[self.algorithm as u8], self.key.as_bytes().as_slice()].concat();
        write!(f, "{}+{}+{}", self.name, HEXLOWER.encode(&self.id()), BASE64.encode(&typed))
    }
}

impl FromStr for NoteKey {
    type Err = NoteFault;

    fn from_str(text: &str) -> Result<Self, NoteFault> {
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(typed)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(NoteFault::Key);
        };
        let typed = BASE64.decode(typed.as_bytes()).map_err(|_| NoteFault::Key)?;
        let (algorithm, key) = match typed.split_first().ok_or(NoteFault::Key)? {
            (1, key) => (Algorithm::Ed25519, key),
            (4, key) => (Algorithm::Cosignature, key),
            (other, _) => return Err(NoteFault::Algorithm(*other)),
        };
        let key = VerifyingKey::try_from(key).map_err(|_| NoteFault::Key)?;
        let key = Self::new(name, algorithm, key)?;
        if HEXLOWER.encode(&key.id()) == id { Ok(key) } else { Err(NoteFault::Key) }
    }
}

/// One signature line, checked or not.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Signature {
    name: String,
    id: [u8; 4],
    bytes: Vec<u8>,
}

impl Signature {
    fn parse(line: &str) -> Option<Self> {
        let (name, encoded) = line.strip_prefix("— ")?.split_once(' ')?;
        check_name(name).ok()?;
        let decoded = BASE64.decode(encoded.as_bytes()).ok()?;
        let (id, bytes) = decoded.split_first_chunk()?;
        let (id, bytes) = (*id, bytes.to_vec());
        (!bytes.is_empty()).then(|| Self { name: name.to_owned(), id, bytes })
    }

    fn is_of(&self, key: &NoteKey) -> bool {
        self.name == key.name && self.id == key.id()
    }
}

/// A known key's good signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The name of the key.
    pub name: String,
    /// How it signed.
    pub algorithm: Algorithm,
    /// When, in seconds since 1970, for a cosignature.
    pub time: Option<u64>,
}

/// A text with signatures. Its text is not to be believed before [`SignedNote::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedNote {
    text: String,
    signatures: Vec<Signature>,
}

impl SignedNote {
    /// A note that nobody has signed yet. The text ends in a newline.
    ///
    /// # Errors
    /// [`NoteFault::Text`] without that newline, or with control characters.
    pub fn new(text: &str) -> Result<Self, NoteFault> {
        let whole = text.ends_with('\n') && is_plain(text);
        if whole { Ok(Self { text: text.to_owned(), signatures: Vec::new() }) } else { Err(NoteFault::Text) }
    }

    /// The text, final newline included.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Adds a signature under this name, in place of an earlier one of the same key.
    ///
    /// # Errors
    /// [`NoteFault::Name`] for a name that no key can have.
    pub fn sign(&mut self, name: &str, key: &SigningKey) -> Result<(), NoteFault> {
        let signature = key.sign(self.text.as_bytes());
        self.add(NoteKey::new(name, Algorithm::Ed25519, key.verifying_key())?, signature.to_bytes().to_vec());
        Ok(())
    }

    /// Adds a cosignature made at `time` (seconds since 1970): "the largest tree that I have seen of this log".
    ///
    /// # Errors
    /// [`NoteFault::Name`] for a name that no key can have.
    pub fn cosign(&mut self, name: &str, key: &SigningKey, time: u64) -> Result<(), NoteFault> {
        let signature = key.sign(cosigned(&self.text, time).as_bytes());
        let bytes = [time.to_be_bytes().as_slice(), signature.to_bytes().as_slice()].concat();
        self.add(NoteKey::new(name, Algorithm::Cosignature, key.verifying_key())?, bytes);
        Ok(())
    }

    fn add(&mut self, key: NoteKey, bytes: Vec<u8>) {
        self.signatures.retain(|signature| !signature.is_of(&key));
        self.signatures.push(Signature { id: key.id(), name: key.name, bytes });
    }

    /// The good signatures of known keys, each once; signatures of unknown keys are passed over.
    ///
    /// # Errors
    /// [`NoteFault::Forged`] if a known key's signature is wrong, [`NoteFault::Unsigned`] if no known key signed.
    pub fn verify(&self, known: &[NoteKey]) -> Result<Vec<Signed>, NoteFault> {
        let mut good: Vec<Signed> = Vec::new();
        for key in known {
            for signature in self.signatures.iter().filter(|signature| signature.is_of(key)) {
                let checked = key.verify(&self.text, &signature.bytes);
                let time = checked.ok_or_else(|| NoteFault::Forged(key.name.clone()))?;
                let signed = Signed { name: key.name.clone(), algorithm: key.algorithm, time };
                if !good.contains(&signed) {
                    good.push(signed);
                }
            }
        }
        if good.is_empty() { Err(NoteFault::Unsigned) } else { Ok(good) }
    }
}

impl fmt::Display for SignedNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        for Signature { name, id, bytes } in &self.signatures {
            writeln!(f, "— {name} {}", BASE64.encode(&[id, bytes.as_slice()].concat()))?;
        }
        Ok(())
    }
}

impl FromStr for SignedNote {
    type Err = NoteFault;

    fn from_str(note: &str) -> Result<Self, NoteFault> {
        if note.len() > LONGEST || !is_plain(note) {
            return Err(NoteFault::Malformed);
        }
        let (text, lines) = note.rsplit_once("\n\n").ok_or(NoteFault::Malformed)?;
        let lines = lines.strip_suffix('\n').ok_or(NoteFault::Malformed)?;
        let signatures: Option<Vec<_>> = lines.split('\n').take(MOST_SIGNATURES + 1).map(Signature::parse).collect();
        let signatures = signatures.filter(|signatures| signatures.len() <= MOST_SIGNATURES);
        Ok(Self { text: format!("{text}\n"), signatures: signatures.ok_or(NoteFault::Malformed)? })
    }
}

/// What a witness signs: `cosignature/v1`, the time, the text.
fn cosigned(text: &str, time: u64) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| byte >= 0x20 || byte == b'\n')
}

fn check_name(name: &str) -> Result<(), NoteFault> {
    let bad = name.is_empty() || name.chars().any(|c| c.is_whitespace() || c.is_control() || c == '+');
    if bad { Err(NoteFault::Name) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use signed_note::{Note, StandardSigner, StandardVerifier, VerifierList};

    const TEXT: &str = "mission.example/gateward/p1\n1\nAAAA\n";

    fn signer(byte: u8) -> SigningKey {
        SigningKey::from_bytes(&[byte; 32])
    }

    fn known(name: &str, algorithm: Algorithm, byte: u8) -> NoteKey {
        NoteKey::new(name, algorithm, signer(byte).verifying_key()).unwrap()
    }

    /// The example of Go's `golang.org/x/mod/sumdb/note`.
    #[test]
    fn the_published_example_is_good() {
        let note = concat!(
            "If you think cryptography is the answer to your problem,\n",
            "then you don't know what your problem is.\n\n",
            "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
        );
        let vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        let key: NoteKey = vkey.parse().unwrap();
        assert_eq!(key.to_string(), vkey);
        let parsed: SignedNote = note.parse().unwrap();
        let signed = Signed { name: "PeterNeumann".into(), algorithm: Algorithm::Ed25519, time: None };
        assert_eq!(parsed.verify(&[key]), Ok(vec![signed]));
        assert_eq!(parsed.to_string(), note);
    }

    #[test]
    fn unknown_keys_are_passed_over_and_known_ones_must_be_right() {
        let mut note = SignedNote::new(TEXT).unwrap();
        note.sign("post", &signer(1)).unwrap();
        note.sign("guard", &signer(2)).unwrap();
        let (post, guard) = (known("post", Algorithm::Ed25519, 1), known("guard", Algorithm::Ed25519, 2));
        let names = |known: &[NoteKey]| {
            note.verify(known).map(|good| good.into_iter().map(|signed| signed.name).collect::<Vec<_>>())
        };
        assert_eq!(names(std::slice::from_ref(&post)), Ok(vec!["post".to_owned()]));
        assert_eq!(names(&[post.clone(), guard]), Ok(vec!["post".to_owned(), "guard".to_owned()]));
        assert_eq!(names(&[known("other", Algorithm::Ed25519, 1)]), Err(NoteFault::Unsigned));
        assert_eq!(names(&[known("post", Algorithm::Cosignature, 1)]), Err(NoteFault::Unsigned));
        let altered: SignedNote = note.to_string().replacen("\n1\n", "\n2\n", 1).parse().unwrap();
        assert_eq!(altered.verify(&[post]), Err(NoteFault::Forged("post".into())));
    }

    #[test]
    fn a_witness_signs_the_text_with_its_time() {
        let mut note = SignedNote::new(TEXT).unwrap();
        note.sign("post", &signer(1)).unwrap();
        note.cosign("witness", &signer(3), 1_790_000_000).unwrap();
        let witness = known("witness", Algorithm::Cosignature, 3);
        let note: SignedNote = note.to_string().parse().unwrap();
        let good = note.verify(std::slice::from_ref(&witness)).unwrap();
        assert_eq!(good[0].time, Some(1_790_000_000));
        // The message, spelt out as the specification does.
        let line = note.signatures.iter().find(|signature| signature.is_of(&witness)).unwrap();
        let message = format!("cosignature/v1\ntime 1790000000\n{TEXT}");
        let signature = Ed25519::from_slice(&line.bytes[8..]).unwrap();
        assert!(signer(3).verifying_key().verify_strict(message.as_bytes(), &signature).is_ok());
        let mut moved = note.clone();
        moved.signatures[1].bytes[7] ^= 1;
        assert_eq!(moved.verify(&[witness]), Err(NoteFault::Forged("witness".into())));
    }

    #[test]
    fn signing_again_replaces_the_earlier_signature() {
        let mut note = SignedNote::new(TEXT).unwrap();
        note.cosign("witness", &signer(3), 1).unwrap();
        note.cosign("witness", &signer(3), 2).unwrap();
        let good = note.verify(&[known("witness", Algorithm::Cosignature, 3)]).unwrap();
        assert_eq!(good.iter().map(|signed| signed.time).collect::<Vec<_>>(), [Some(2)]);
    }

    #[test]
    fn what_is_no_note_or_key_is_refused() {
        for text in ["", "no newline", "bell\u{7}\n"] {
            assert_eq!(SignedNote::new(text), Err(NoteFault::Text), "{text:?}");
        }
        let line = "— post AAAAAAA=\n";
        assert!(format!("text\n\n{line}").parse::<SignedNote>().is_ok());
        for note in [
            "text\n".to_owned(),
            "text\n\n".to_owned(),
            format!("text\n{line}"),
            format!("text\n\n{}", line.trim_end()),
            format!("text\n\n{line}\n"),
            format!("text\n\n{}", line.replace('—', "-")),
            format!("text\n\n{}", line.replace("post", "po+st")),
            format!("text\n\n{}", line.replace("AAAAAAA=", "AAAAAA==")),
            format!("text\n\n{}", line.replace("AAAAAAA=", "AAAAAAB=")),
            format!("text\n\n{}", line.repeat(MOST_SIGNATURES + 1)),
        ] {
            assert_eq!(note.parse::<SignedNote>(), Err(NoteFault::Malformed), "{note:?}");
        }
        let vkey = known("post", Algorithm::Ed25519, 1).to_string();
        assert_eq!(vkey.replacen("post", "past", 1).parse::<NoteKey>(), Err(NoteFault::Key));
        assert_eq!("post+00000000+CQ==".parse::<NoteKey>(), Err(NoteFault::Algorithm(9)));
        assert_eq!(SignedNote::new(TEXT).unwrap().sign("a b", &signer(1)), Err(NoteFault::Name));
    }

    proptest! {
        #[test]
        fn notes_agree_with_the_oracle(lines in prop::collection::vec("[^\\x00-\\x1f]{0,40}", 1..5), seed: [u8; 32]) {
            let text = format!("{}\n", lines.join("\n"));
            let key = SigningKey::from_bytes(&seed);
            let ours = NoteKey::new("example.org/key", Algorithm::Ed25519, key.verifying_key()).unwrap();
            let mut note = SignedNote::new(&text).unwrap();
            note.sign("example.org/key", &key).unwrap();
            // Theirs reads ours.
            let known = VerifierList::new(vec![Box::new(StandardVerifier::new(&ours.to_string()).unwrap())]);
            let theirs = Note::from_bytes(note.to_string().as_bytes()).unwrap();
            prop_assert_eq!(theirs.verify(&known).unwrap().0.len(), 1);
            prop_assert_eq!(theirs.text(), text.as_bytes());
            // Ours reads theirs.
            let private = [&[1], seed.as_slice()].concat();
            let id = HEXLOWER.encode(&ours.id());
            let skey = format!("PRIVATE+KEY+example.org/key+{id}+{}", BASE64.encode(&private));
            let mut theirs = Note::new(text.as_bytes(), &[]).unwrap();
            theirs.add_sigs(&[&StandardSigner::new(&skey).unwrap()]).unwrap();
            let read: SignedNote = String::from_utf8(theirs.to_bytes()).unwrap().parse().unwrap();
            prop_assert_eq!(read.verify(&[ours]).unwrap().len(), 1);
            prop_assert_eq!(read, note);
        }

        #[test]
        fn no_text_from_outside_makes_a_panic(text: String) {
            let _ = text.parse::<SignedNote>();
            let _ = format!("a\n\n— {text}\n").parse::<SignedNote>();
            let _ = text.parse::<NoteKey>();
            let _ = format!("a+{text}").parse::<NoteKey>();
        }
    }
}
