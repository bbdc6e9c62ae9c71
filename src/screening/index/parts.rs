//! An index as bytes, in parts: nobody has to hold all of it twice.

use super::super::snapshot::{Damaged, decode, encode};
use super::Index;
use super::pairs::Pairs;

impl Index {
    /// How many parts there are.
    pub const PARTS: usize = 5;

    /// A part by its number; `None` from [`PARTS`](Self::PARTS) on.
    pub fn part(&self, number: usize) -> Option<Vec<u8>> {
        match number {
            0 => encode(&self.dictionary),
            1 => encode(&self.keys),
            2 => encode(&self.names),
            3 => encode(&self.postings),
            4 => encode(&self.joints),
            _ => None,
        }
    }

    /// Takes a part from what [`part`](Self::part) made of another index.
    ///
    /// # Errors
    /// [`Damaged`] for anything else.
    pub fn take_part(&mut self, number: usize, bytes: &[u8]) -> Result<(), Damaged> {
        match number {
            0 => {
                self.dictionary = decode(bytes)?;
                self.dictionary.number();
                self.dictionary.settle();
            }
            1 => self.keys = pairs(bytes)?,
            2 => {
                self.names = decode(bytes)?;
                self.names.settle();
            }
            3 => self.postings = pairs(bytes)?,
            4 => self.joints = pairs(bytes)?,
            _ => return Err(Damaged),
        }
        Ok(())
    }
}

fn pairs(bytes: &[u8]) -> Result<Pairs, Damaged> {
    let mut pairs: Pairs = decode(bytes)?;
    pairs.shrink();
    Ok(pairs)
}
