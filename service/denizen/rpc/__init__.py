"""The gRPC door: the server with its guards, and one thin servicer per service."""
