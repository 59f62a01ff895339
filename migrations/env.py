"""Runs migrations on the engine that `denizen.storage.migrating` hands over; each step is one transaction."""

from alembic import context

from denizen.storage.tables import METADATA

engine = context.config.attributes["engine"]

with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        transactional_ddl=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
