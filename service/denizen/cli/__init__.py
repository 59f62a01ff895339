"""The command line: one file per noun. `main` finds the command, `failures` says how a program may end."""
