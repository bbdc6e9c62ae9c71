use proptest::prelude::*;
use resvg::tiny_skia::Rect;
use resvg::usvg::Node;

use super::layout::{Area, Text};
use super::*;

fn fonts() -> Fonts {
    Fonts::new(FontScope::BuiltIn)
}

fn named(name: &str) -> CardFace {
    CardFace { name: name.into(), ..samples::face() }
}

fn inside(ink: Rect, area: Area) -> bool {
    let slack = 0.01;
    ink.left() >= area.x - slack
        && ink.top() >= area.y - slack
        && ink.right() <= area.x + area.w + slack
        && ink.bottom() <= area.y + area.h + slack
}

/// The bounds of each text's outlines and where they belong.
fn inks(face: &CardFace, fonts: &mut Fonts) -> Vec<(&'static str, Option<Rect>, Area)> {
    let lines = layout::place(face, fonts);
    let bounds = lines.iter().map(|line| line.ink.path.as_ref().map(resvg::tiny_skia::Path::bounds));
    layout::texts(face).into_iter().zip(bounds).map(|(text, ink)| (text.id, ink, text.area)).collect()
}

/// The text of the QR in a PNG, read by a decoder that is none of ours.
fn decoded(png: &[u8]) -> String {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    let (width, height) = (info.width as usize, info.height as usize);
    let grey = |x: usize, y: usize| {
        let at = (y * width + x) * 4;
        let sum: u32 = pixels[at..at + 3].iter().map(|part| u32::from(*part)).sum();
        u8::try_from(sum / 3).unwrap()
    };
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, grey);
    let read = image.detect_grids().iter().find_map(|grid| grid.decode().ok());
    read.map(|(_, text)| text).unwrap_or_default()
}

#[test]
fn the_qr_is_read_from_the_png_at_every_size() {
    let fonts = &mut fonts();
    for escort in [true, false] {
        let face = CardFace { escort, ..samples::face() };
        let card = Card::draw(&face, fonts).unwrap();
        for width in (320..900).step_by(29).chain([1240, 2480]) {
            assert_eq!(decoded(&card.png(width).unwrap()), face.token, "{width} pixels, escort {escort}");
        }
    }
}

#[test]
fn no_place_lies_outside_the_card_or_on_another() {
    let card = Area { x: 0.0, y: 0.0, w: WIDTH_MM, h: HEIGHT_MM };
    let module = layout::QR.w / 41.0;
    let Area { x, y, w, h } = layout::QR;
    let quiet = Area { x: x - 4.0 * module, y: y - 4.0 * module, w: w + 8.0 * module, h: h + 8.0 * module };
    let rect = |area: Area| Rect::from_xywh(area.x, area.y, area.w, area.h).unwrap();
    let mut places: Vec<(&str, Area)> =
        layout::texts(&samples::face()).into_iter().map(|Text { id, area, .. }| (id, area)).collect();
    places.extend([("qr", quiet), ("symbol", layout::SYMBOL)]);
    for (index, (id, area)) in places.iter().enumerate() {
        assert!(inside(rect(*area), card), "{id}");
        for (other, taken) in &places[..index] {
            let (a, b) = (area, taken);
            let apart = a.x >= b.x + b.w || b.x >= a.x + a.w || a.y >= b.y + b.h || b.y >= a.y + a.h;
            assert!(apart, "{id} lies on {other}");
        }
    }
    // Thirty millimetres are read at arm's length.
    const { assert!(layout::QR.w >= 30.0) };
    let foot = layout::texts(&samples::face()).pop().unwrap().area;
    assert!(inside(rect(foot), layout::PLATE) && inside(rect(layout::PLATE), layout::FOOT));
}

#[test]
fn hostile_names_stay_in_their_place() {
    let fonts = &mut fonts();
    let piled = format!("Z{}", "\u{0301}\u{0323}".repeat(200));
    let names = [
        "Wolfeschlegelsteinhausenbergerdorff".repeat(9),
        "Maria de la Concepción ".repeat(14),
        "डॉ. श्रीकृष्ण चतुर्वेदी ".repeat(12),
        "عبد الرحمن بن محمد الأنصاري ".repeat(11),
        "欧阳震华".repeat(75),
        "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}".repeat(60),
        "a\u{202E}b\u{2029}c\r\n\td\u{0}".into(),
        "i".repeat(10_000),
        "﷽".repeat(60),
        "שלום Peter مرحبا 42".repeat(12),
        piled,
        " ".into(),
        String::new(),
    ];
    for name in names {
        let face = CardFace {
            mission: name.clone(),
            gate: name.clone(),
            host: name.clone(),
            areas: vec![name.clone(), name.clone()],
            until: name.clone(),
            number: name.clone(),
            ..named(&name)
        };
        for (id, ink, area) in inks(&face, fonts) {
            assert!(ink.is_none_or(|ink| inside(ink, area)), "{id} of {name:.40}: {ink:?} outside {area:?}");
        }
        assert_eq!(decoded(&Card::draw(&face, fonts).unwrap().png(640).unwrap()), face.token);
    }
}

#[test]
fn a_short_name_is_large_and_a_long_one_uses_its_place() {
    let fonts = &mut fonts();
    let ink = |name: &str, fonts: &mut Fonts| {
        let all = inks(&named(name), fonts);
        all.into_iter().find(|(id, ..)| *id == "name").unwrap()
    };
    let (_, short, area) = ink("Bo", fonts);
    let (_, long, _) = ink(&"Konstantinopolskaya ".repeat(15), fonts);
    let (short, long) = (short.unwrap(), long.unwrap());
    assert!(short.height() > 5.0, "a short name is large");
    assert!(long.width() > area.w * 0.8 && long.height() > short.height(), "a long one uses the place it has");
}

#[test]
fn a_name_begins_at_the_side_its_script_begins_at() {
    let fonts = &mut fonts();
    for (name, right) in [("Bo", false), ("Ли", false), ("علي", true), ("דוד", true)] {
        let all = inks(&named(name), fonts);
        let (_, ink, area) = all.into_iter().find(|(id, ..)| *id == "name").unwrap();
        let ink = ink.unwrap();
        let (from_left, from_right) = (ink.left() - area.x, area.x + area.w - ink.right());
        assert_eq!(from_right < from_left, right, "{name}");
        assert!(from_left.min(from_right) < 1.0, "{name} stands at the edge");
    }
}

#[test]
fn a_card_tells_when_a_character_has_no_glyph() {
    let fonts = &mut fonts();
    for name in ["Łukasz Ångström", "Ελένη", "Сергей", "عبد الله", "יוסף", "Արամ", "გიორგი"]
    {
        assert!(Card::draw(&named(name), fonts).unwrap().complete(), "{name}");
    }
    for name in ["欧阳", "오세훈", "चतुर्वेदी"] {
        assert!(!Card::draw(&named(name), fonts).unwrap().complete(), "{name}");
    }
}

#[test]
fn escorted_and_unescorted_differ_in_black_and_white() {
    let fonts = &mut fonts();
    let mut foot = |escort: bool| {
        let card = Card::draw(&CardFace { escort, ..samples::face() }, fonts).unwrap();
        let Bitmap { width, height, rgba } = card.rgba(630).unwrap();
        let top = (height as f32 * layout::FOOT.y / HEIGHT_MM).ceil() as usize * width as usize;
        rgba.chunks(4).skip(top).map(|p| u32::from(p[0]) + u32::from(p[1]) + u32::from(p[2]) > 382).collect::<Vec<_>>()
    };
    let (escorted, free) = (foot(true), foot(false));
    let changed = escorted.iter().zip(&free).filter(|(a, b)| a != b).count();
    assert!(changed * 5 > escorted.len(), "only {changed} of {} pixels tell them apart", escorted.len());
}

#[test]
fn the_page_has_the_cards_real_size_and_no_font() {
    let pdf = Card::draw(&samples::face(), &mut fonts()).unwrap().pdf().unwrap();
    let text = String::from_utf8_lossy(&pdf);
    assert!(text.starts_with("%PDF-"));
    let page = text.split("/MediaBox [").nth(1).and_then(|rest| rest.split(']').next()).unwrap();
    let sides: Vec<f32> = page.split_whitespace().map(|side| side.parse().unwrap()).collect();
    let points = |millimetres: f32| millimetres / 25.4 * 72.0;
    assert!((sides[2] - points(WIDTH_MM)).abs() < 0.01 && (sides[3] - points(HEIGHT_MM)).abs() < 0.01, "{sides:?}");
    assert!(!text.contains("/Font"));
}

#[test]
fn a_picture_is_opaque_in_proportion_and_knows_its_size() {
    let card = Card::draw(&samples::face(), &mut fonts()).unwrap();
    let bitmap = card.rgba(1240).unwrap();
    assert_eq!((bitmap.width, bitmap.height, bitmap.rgba.len()), (1240, 874, 1240 * 874 * 4));
    assert!(bitmap.rgba.chunks(4).all(|pixel| pixel[3] == 255));
    let png = card.png(1240).unwrap();
    let reader = png::Decoder::new(std::io::Cursor::new(&png)).read_info().unwrap();
    let dots = reader.info().pixel_dims.unwrap();
    assert_eq!((dots.xppu, dots.yppu), (11_810, 11_810), "300 dots an inch");
    for width in [0, 319, 8_193, u32::MAX] {
        assert!(matches!(card.rgba(width), Err(CardError::Width { asked, .. }) if asked == width));
    }
}

#[test]
fn a_token_that_no_qr_holds_makes_no_card() {
    let fonts = &mut fonts();
    let face = CardFace { token: "gw1:lower".into(), ..samples::face() };
    assert!(matches!(Card::draw(&face, fonts), Err(CardError::Qr(QrFault::NotAlphanumeric))));
}

#[test]
fn the_drawing_is_made_of_paths_and_has_every_text() {
    let card = Card::draw(&samples::face(), &mut fonts()).unwrap();
    for id in layout::texts(&samples::face()).iter().map(|text| text.id).chain(["qr", "quiet", "figures"]) {
        assert!(matches!(card.drawing.node_by_id(id), Some(Node::Path(_))), "{id}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn any_name_makes_a_card(name in "\\PC{0,120}", host in "[\\PC\\s]{0,200}") {
        let face = CardFace { host, ..named(&name) };
        for (id, ink, area) in inks(&face, &mut fonts()) {
            prop_assert!(ink.is_none_or(|ink| inside(ink, area)), "{}: {:?} outside {:?}", id, ink, area);
        }
    }
}
