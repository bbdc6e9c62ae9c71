//! What a post is: what it is called, and by which keys it is known.

use serde::{Deserialize, Serialize};

/// What a founding entry says of its post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Founded {
    /// Name of the mission.
    pub mission: String,
    /// Its domain: first part of the log's origin.
    pub domain: String,
    /// Name of the gate.
    pub gate: String,
    /// The post's id: last part of the log's origin.
    pub post: String,
    /// The post's verifying key, base64.
    pub key: String,
    /// The key that attempts to sign in are sealed to, base64.
    pub exchange: String,
    /// The security role's key, base64.
    pub security: String,
}
