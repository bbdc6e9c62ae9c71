use rand_core::OsRng;

use super::*;

#[test]
fn every_step_is_played_and_shown() {
    let dir = std::env::var_os("GATEWARD_SHOTS").map(PathBuf::from);
    let own = tempfile::tempdir().unwrap();
    let dir = dir.map_or_else(|| own.path().to_owned(), |dir| dir.join("tour"));
    let pictures = tour(&dir).unwrap();
    assert!(pictures.len() >= 24, "{}", pictures.len());
    assert!(pictures[0].ends_with("01-setup-mission.png"));
    for picture in &pictures {
        let decoder = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(picture).unwrap()));
        let reader = decoder.read_info().unwrap();
        assert!(matches!(reader.info().size(), (1280, 800) | (1024, 768)), "{picture:?}");
    }
}

#[test]
fn a_tour_over_a_store_that_somebody_else_holds_fails() {
    let (folder, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let held = sample::prepare(folder.path(), morning(), Box::new(OsRng)).unwrap();
    let played = day::play(Guide::new(folder.path(), dir.path(), Shown::Sample, 1).unwrap());
    assert!(matches!(played, Err(TourError::Missing { .. })), "{played:?}");
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0, "no picture of what did not happen");
    drop(held);
}
