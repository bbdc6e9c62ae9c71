//! The process itself: nothing of its memory on disk, and a diagnostic log without persons on standard error.

use tracing_subscriber::filter::LevelFilter;

/// The environment variable that sets the level of the diagnostic log: off, error, warn, info, debug or trace.
pub const LEVEL: &str = "GATEWARD_LOG";

/// Sets the diagnostic log up; warnings and errors unless the environment says otherwise.
pub fn begin_log() {
    let asked = std::env::var(LEVEL).ok().and_then(|level| level.parse::<LevelFilter>().ok());
    let level = asked.unwrap_or(LevelFilter::WARN);
    let log = tracing_subscriber::fmt().with_max_level(level).with_writer(std::io::stderr).with_target(false);
    // Whoever set one up before keeps it.
    let _ = log.try_init();
}

/// Keys and names must not be found in a core file, and files are made for their owner alone. What the system refuses is a warning, not an end.
#[cfg(unix)]
pub fn keep_to_ourselves() {
    use rustix::fs::Mode;
    use rustix::process::{Resource, Rlimit, setrlimit, umask};
    // What is written is for whoever runs the post: key slots, badges and exports are nobody else's to read.
    let _ = umask(Mode::from_raw_mode(0o077));
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    if let Err(error) = setrlimit(Resource::Core, none) {
        tracing::warn!(%error, "core dumps could not be forbidden");
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        if let Err(error) = set_dumpable_behavior(DumpableBehavior::NotDumpable) {
            tracing::warn!(%error, "the process could not be made undumpable");
        }
    }
}

/// Other systems write no core files.
#[cfg(not(unix))]
pub fn keep_to_ourselves() {}
