//! The photo of a guest, as the gate keeps it: small, upright, and without what the camera wrote beside it.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, imageops::FilterType};
use serde::{Deserialize, Serialize};

use super::card::Bitmap;

/// The longest file that is read, in bytes.
pub const LONGEST_FILE: u64 = 16 * 1024 * 1024;
/// Pixels of the longer side of what is kept: twice what the screen shows.
const LONGER_SIDE: u32 = 480;
/// Pixels of the shorter side of a file, at the least: below it nobody can be told by it.
const LEAST_SIDE: u32 = 96;
/// Pixels of the longer side of a file, at the most.
const MOST_SIDE: u32 = 8_000;
/// Bytes that reading may take.
const MEMORY: u64 = 128 * 1024 * 1024;
/// The quality of what is kept, out of 100.
const QUALITY: u8 = 82;

/// A photo as it is kept: a JPEG.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// The JPEG, base64.
    jpeg: String,
}

impl std::fmt::Debug for Photo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Photo").field("length", &self.jpeg.len()).finish()
    }
}

/// Why a file is no photo to be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PhotoFault {
    /// It is none of the forms that are read.
    #[error("a JPEG or PNG was expected")]
    Form,
    /// It is damaged, or needs too much memory.
    #[error("the picture cannot be read: it is damaged, or far too large")]
    Damaged,
    /// Nobody can be told by it.
    #[error("the picture is too small: {LEAST_SIDE} pixels are the least")]
    Small,
    /// It is too large a file.
    #[error("the file is longer than {} MB", LONGEST_FILE / 1024 / 1024)]
    Long,
}

impl Photo {
    /// Reads a JPEG or PNG: turned upright, made small, and written anew, so that place, time and camera do not come with it.
    ///
    /// # Errors
    /// Where it is no such file, damaged, too small to tell somebody by, or too large.
    pub fn read(file: &[u8]) -> Result<Self, PhotoFault> {
        if file.len() as u64 > LONGEST_FILE {
            return Err(PhotoFault::Long);
        }
        let picture = decode(file)?;
        if picture.width().min(picture.height()) < LEAST_SIDE {
            return Err(PhotoFault::Small);
        }
        let longer = picture.width().max(picture.height());
        let small = match longer > LONGER_SIDE {
            true => picture.resize(LONGER_SIDE, LONGER_SIDE, FilterType::Triangle),
            false => picture,
        };
        let mut jpeg = Vec::new();
        let encoder = JpegEncoder::new_with_quality(&mut jpeg, QUALITY);
        small.to_rgb8().write_with_encoder(encoder).map_err(|_| PhotoFault::Damaged)?;
        Ok(Self { jpeg: data_encoding::BASE64.encode(&jpeg) })
    }

    /// The JPEG that is kept.
    ///
    /// # Errors
    /// Where what is kept is none.
    pub fn jpeg(&self) -> Result<Vec<u8>, PhotoFault> {
        data_encoding::BASE64.decode(self.jpeg.as_bytes()).map_err(|_| PhotoFault::Damaged)
    }

    /// Its pixels, for the screen.
    ///
    /// # Errors
    /// Where what is kept is no picture.
    pub fn rgba(&self) -> Result<Bitmap, PhotoFault> {
        let picture = decode(&self.jpeg()?)?.into_rgba8();
        Ok(Bitmap { width: picture.width(), height: picture.height(), rgba: picture.into_raw() })
    }
}

fn decode(file: &[u8]) -> Result<DynamicImage, PhotoFault> {
    let mut reader = ImageReader::new(Cursor::new(file)).with_guessed_format().map_err(|_| PhotoFault::Form)?;
    if !matches!(reader.format(), Some(ImageFormat::Jpeg | ImageFormat::Png)) {
        return Err(PhotoFault::Form);
    }
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(MOST_SIDE), Some(MOST_SIDE));
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| PhotoFault::Damaged)?;
    // A camera says how it was held beside the picture.
    let upright = decoder.orientation().map_err(|_| PhotoFault::Damaged)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| PhotoFault::Damaged)?;
    picture.apply_orientation(upright);
    Ok(picture)
}

#[cfg(test)]
pub(crate) mod tests {
    use image::RgbImage;

    use super::*;

    /// A picture of so many pixels, dark above and light below.
    pub(crate) fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let shade = |_, y| if y < height / 2 { image::Rgb([20, 30, 60]) } else { image::Rgb([230, 220, 200]) };
        let mut file = Cursor::new(Vec::new());
        DynamicImage::from(RgbImage::from_fn(width, height, shade)).write_to(&mut file, format).unwrap();
        file.into_inner()
    }

    #[test]
    fn a_photo_is_kept_small_and_whole() {
        for (width, height, kept) in [(1200, 1600, (360, 480)), (900, 300, (480, 160)), (100, 120, (100, 120))] {
            for format in [ImageFormat::Jpeg, ImageFormat::Png] {
                let photo = Photo::read(&picture(width, height, format)).unwrap();
                let pixels = photo.rgba().unwrap();
                assert_eq!((pixels.width, pixels.height), kept);
                let (first, last) = (pixels.rgba[0], pixels.rgba[pixels.rgba.len() - 4]);
                assert!(first < 40 && last > 200, "it stands upright: {first} above, {last} below");
                assert!(photo.jpeg().unwrap().len() < 64 * 1024);
            }
        }
    }

    #[test]
    fn what_the_camera_wrote_beside_it_is_followed_and_not_kept() {
        // A JPEG with an Exif segment behind its first marker: orientation 6, to be turned by a quarter, and a place.
        let tiff: &[u8] = b"MM\0\x2a\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\x01\x0e\0\x02\0\0\0\x0b\0\0\0\x26\0\0\0\0HarbourGate\0";
        let mut exif = b"\xff\xe1\0\0Exif\0\0".to_vec();
        exif.extend_from_slice(tiff);
        let length = u16::try_from(exif.len() - 2).unwrap().to_be_bytes();
        exif[2..4].copy_from_slice(&length);
        let mut file = picture(400, 200, ImageFormat::Jpeg);
        let _ = file.splice(2..2, exif);
        assert!(file.windows(11).any(|bytes| bytes == b"HarbourGate"));
        let photo = Photo::read(&file).unwrap();
        let pixels = photo.rgba().unwrap();
        assert_eq!((pixels.width, pixels.height), (200, 400));
        let kept = photo.jpeg().unwrap();
        assert!(!kept.windows(4).any(|bytes| bytes == b"Exif" || bytes == b"Harb"));
    }

    #[test]
    fn what_is_no_photo_is_refused() {
        assert_eq!(Photo::read(b"").unwrap_err(), PhotoFault::Form);
        assert_eq!(Photo::read(b"GIF89a------------").unwrap_err(), PhotoFault::Form);
        assert_eq!(Photo::read(&picture(90, 400, ImageFormat::Png)).unwrap_err(), PhotoFault::Small);
        assert_eq!(Photo::read(&vec![0; LONGEST_FILE as usize + 1]).unwrap_err(), PhotoFault::Long);
        let whole = picture(400, 400, ImageFormat::Png);
        assert_eq!(Photo::read(&whole[..whole.len() / 3]).unwrap_err(), PhotoFault::Damaged);
        // It says that it is larger than anything that is read.
        let mut huge = whole;
        huge[16..20].copy_from_slice(&60_000u32.to_be_bytes());
        assert!(Photo::read(&huge).is_err());
    }
}
