"""Numbers to genres: the network, the classifier on its embedding, the models on disk.

Nothing here is slow to import: onnxruntime loads with the first network.
"""

from tagger.model.classifier import Head, Verdict, track_embedding
from tagger.model.library import LoadedModel, list_models, load_model
from tagger.model.network import Network

__all__ = [
    "Head",
    "LoadedModel",
    "Network",
    "Verdict",
    "list_models",
    "load_model",
    "track_embedding",
]
