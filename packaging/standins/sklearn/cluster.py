"""What librosa names in the signatures of functions that Tagger never calls."""


class AgglomerativeClustering:
    """Cannot be made."""

    def __init__(self) -> None:
        raise NotImplementedError("scikit-learn is not in the bundle")
