"""Suggesting a library on the person's terms, from what was heard."""

from __future__ import annotations

from itertools import islice

from tagger.catalog.variants import Variants
from tagger.workflow.jobs import JobContext, Meter
from tagger.workflow.pooling import AlbumVoice
from tagger.workflow.session import Session
from tagger.workflow.terms import AT_ONCE, Terms


def apply_terms(session: Session, terms: Terms, context: JobContext | None = None) -> int:
    """Suggest on these terms wherever nothing stands under their key; returns for how much music.

    The model must have said all on its own terms. What was scored is stored as it goes, so that a
    cancel or a crash costs a fraction of a second.
    """
    if terms.own:
        return 0
    context = context or JobContext()
    store, variants = session.suggestions, Variants(session.catalog)
    network, model = terms.listener.network_key, terms.listener.key
    voice = AlbumVoice(session, terms) if terms.albums else None
    if voice is not None:
        voice.forget_stale()
    told = variants.told_unheard(network, model, terms.key)
    total = store.unanswered(network, terms.key) + len(told)
    if not total and voice is not None:
        return voice.suggest(context)
    if not total:
        return 0
    meter = Meter(context, "score", total)
    last: bytes | None = None
    while context.token.proceed():
        heard = store.next_unanswered(network, terms.key, last, AT_ONCE)
        if heard is None:
            break
        store.store_ranked(terms.key, heard, terms.suggest_many(heard))
        last = heard.identities[-1]
        meter.step(count=len(heard.identities))
    items = iter(told.items())
    while (some := dict(islice(items, AT_ONCE))) and context.token.proceed():
        store.store(terms.key, zip(some, terms.of_told(list(some.values())), strict=True))
        meter.step(count=len(some))
    meter.report()
    if voice is not None and not context.token.cancelled:
        voice.suggest(context)
    return meter.done
