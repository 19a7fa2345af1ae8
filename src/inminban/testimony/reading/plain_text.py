"""Plain text, with or without a head that states what is known of it."""

from __future__ import annotations

from inminban.testimony.clean_text import clean
from inminban.testimony.details import labels_stated, stated_in
from inminban.testimony.reading.caption_times import is_captions
from inminban.testimony.reading.encoding import decode
from inminban.testimony.reading.head import split_head
from inminban.testimony.reading.paragraphs import blocks_of_text, paragraphs_of
from inminban.testimony.reading.source import Content, Source


def read(source: Source) -> Content:
    """Paragraphs of a plain text, and what its head states."""
    text, notes = decode(source.data, source.path, source.encoding)
    entries, body = split_head(clean(text), source.path)
    stated = stated_in(entries, source.path)
    labels = labels_stated(stated, source.path)
    if is_captions(body):
        from inminban.testimony.reading.captions import blocks_and_labels

        return Content(paragraphs_of(*blocks_and_labels(body, labels)), stated, notes)
    return Content(paragraphs_of(blocks_of_text(body), labels), stated, notes)
