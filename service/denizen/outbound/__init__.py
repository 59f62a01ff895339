"""What this service sends to others."""
