"""Generated from proto/denizen/v1; never edited."""
