"""What the service does, one callable for each thing, and the ports that they need."""
