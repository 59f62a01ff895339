"""Where things are kept: the ports on a database, and in memory. The only room that knows SQLAlchemy."""
