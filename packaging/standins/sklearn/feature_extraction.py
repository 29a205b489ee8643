"""Nothing: librosa imports it for functions that Tagger never calls."""
