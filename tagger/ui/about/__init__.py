"""About: what Tagger is, its version, and the parts it is made of with their licences."""
