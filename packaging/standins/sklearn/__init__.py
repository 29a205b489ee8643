"""Stands in for scikit-learn in the bundle, which librosa imports for what Tagger never calls."""
