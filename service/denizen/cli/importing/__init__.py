"""The command `denizen import`: files of other systems, row by row."""
