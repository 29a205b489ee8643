"""The commands, by what they are about; `tagger.cli` holds the words that call them."""
