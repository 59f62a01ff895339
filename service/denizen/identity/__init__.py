"""Who calls: callers, tokens and certificates, and the files and addresses that these are checked against."""
