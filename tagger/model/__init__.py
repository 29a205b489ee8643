"""Numbers to genres: the network, the classifier on its embedding, the models on disk.

Nothing here is slow to import: onnxruntime loads with the first network.
"""

from tagger.model.activity import Activity, content_of, track_embedding
from tagger.model.classifier import Head, Verdict
from tagger.model.keeping import (
    delete_model,
    export_model,
    import_model,
    rename_model,
    use_model,
)
from tagger.model.library import LoadedModel, list_models, load_model
from tagger.model.network import Network

__all__ = [
    "Activity",
    "Head",
    "LoadedModel",
    "Network",
    "Verdict",
    "content_of",
    "delete_model",
    "export_model",
    "import_model",
    "list_models",
    "load_model",
    "rename_model",
    "track_embedding",
    "use_model",
]
