"""What issuers examined: typed records, what each kind proves, and how strong the checks make it."""
