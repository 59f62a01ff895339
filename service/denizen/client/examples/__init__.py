"""Small programs to begin with: copy what is of use."""
